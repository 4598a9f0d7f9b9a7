#!/usr/bin/env python3
"""Writes made reports of the disclosure form with their truth: a development set of any size, or the few fixtures.

    disclosure.py OUT --count N [--first SEED] [--kinds docx,pdf,lines,tabbed,stacked,layout]

Beside each document NAME.KIND stands NAME.KIND.truth.json: values by key, units, sections, failed checks. PDF is made by
LibreOffice from the DOCX ("pdf" all ruled, "lines" ruled horizontally or not at all), "layout" by pdftotext from the PDF.
"""
from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from disclosure_docx import docx
from disclosure_report import Report, make_report
from disclosure_text import stacked, tabbed

KINDS = ["docx", "pdf", "lines", "tabbed", "stacked", "layout"]


def truth_of(report: Report) -> dict:
    return {"profile": f"cn-disclosure-{report.edition}", "year": report.year, "organization": report.organization,
            "values": report.values, "units": report.units, "sections": report.sections, "failed": report.failed,
            "flavour": report.flavour}


def to_pdf(files: list[Path], out: Path) -> None:
    for i in range(0, len(files), 40):
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{(out / '.office').absolute()}",
                        "--convert-to", "pdf", "--outdir", str(out), *map(str, files[i:i + 40])], check=True,
                       capture_output=True)


def wanted(kind: str, seed: int) -> dict:
    """What the road to a kind needs: rules as the kind has them."""
    if kind in ("pdf", "layout"):
        return {"rules": "all"}
    if kind == "lines":
        return {"rules": "horizontal" if seed % 2 else "none", "header": "plain" if seed % 3 else "two lines", "nested": False}
    return {}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kinds", default=",".join(KINDS))
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    for kind in arguments.kinds.split(","):
        made: list[Path] = []
        for seed in range(arguments.first, arguments.first + arguments.count):
            report = make_report(seed, **wanted(kind, seed))
            name = f"{seed:03d}-{kind}"
            suffix = {"docx": "docx", "pdf": "pdf", "lines": "pdf"}.get(kind, "txt")
            path = out / f"{name}.{suffix}"
            if kind in ("tabbed", "stacked"):
                path.write_text({"tabbed": tabbed, "stacked": stacked}[kind](report, seed), encoding="utf-8")
            else:
                source = path if kind == "docx" else out / ".office-in" / f"{name}.docx"
                source.parent.mkdir(parents=True, exist_ok=True)
                source.write_bytes(docx(report, seed))
                made.append(source)
            Path(f"{path}.truth.json").write_text(json.dumps(truth_of(report), ensure_ascii=False), encoding="utf-8")
        if kind in ("pdf", "lines", "layout"):
            to_pdf(made, out)
        if kind == "layout":
            for source in made:
                pdf = out / f"{source.stem}.pdf"
                subprocess.run(["pdftotext", "-layout", str(pdf), str(pdf.with_suffix(".txt"))], check=True)
                pdf.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
