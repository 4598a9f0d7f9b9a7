#!/usr/bin/env python3
"""Writes made reports of the disclosure form with their truth: a development set of any size, or the few fixtures.

    disclosure.py --fixtures [ROOT]
    disclosure.py OUT --count N [--first SEED] [--kinds docx,pdf,lines,tabbed,stacked,layout,...]

Beside each document NAME.KIND stands NAME.KIND.truth.json: values by key, units, sections, failed checks. PDF is made by
LibreOffice from the DOCX ("pdf" all ruled, "lines" ruled horizontally or not at all); disclosure_converted.py makes what
other programs make of it. "all" is every kind.
"""
from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import disclosure_converted as converted
from disclosure_docx import docx
from disclosure_report import Report, make_report
from disclosure_text import stacked, tabbed

# name -> kind, seed, flavour: twins of what published copies show
PLAIN = {"zero": "0", "number": "plain", "nested": False, "split": "no", "extra_row": False, "faults": 0}
FIXTURES = {
    "pages_of_tabs_totals_only": ("tabbed", 3, PLAIN | {"edition": 2019, "zero": "", "custom": True}),
    "pages_of_tabs_2021_half_width": ("tabbed", 12, PLAIN | {"edition": 2021, "half_width": True, "faults": 2}),
    "one_cell_on_a_line_wrong_totals": ("stacked", 8, PLAIN | {"edition": 2019, "amount": "万元", "change": "words", "faults": 2}),
    "one_cell_on_a_line_placeholders": ("stacked", 20, PLAIN | {"edition": 2021, "zero": "—", "missing": True}),
    "second_boundary_in_layout_frame": ("docx", 5, PLAIN | {"edition": 2019, "slivers": True, "nested": True, "number": "full-width"}),
    "two_tables_header_repeated": ("docx", 9, PLAIN | {"edition": 2021, "split": "header", "header": "one a line", "extra_row": True}),
    "rows_cut_by_pages": ("pdf", 14, PLAIN | {"edition": 2021, "number": "thousands", "lines": 2, "faults": 1, "rules": "all"}),
}

KINDS = ["docx", "pdf", "lines", "tabbed", "stacked", "layout"]
ALL_KINDS = [*KINDS, *(kind for kind in converted.KINDS if kind not in KINDS)]


def truth_of(report: Report) -> dict:
    return {"profile": f"cn-disclosure-{report.edition}", "year": report.year, "organization": report.organization,
            "values": report.values, "units": report.units, "sections": report.sections, "failed": report.failed,
            "flavour": report.flavour}


def wanted(kind: str, seed: int) -> dict:
    """What the road to a kind needs: rules as the kind has them."""
    if kind == "lines" or kind in converted.UNRULED:
        return {"rules": "horizontal" if seed % 2 else "none", "header": "plain" if seed % 3 else "two lines", "nested": False}
    return {"rules": "all"} if kind == "pdf" or kind in converted.KINDS else {}


def write(out: Path, name: str, kind: str, seed: int, flavour: dict) -> Path:
    """Writes a report and its truth; a PDF and what comes of it are still a DOCX then, whose path is returned."""
    report = make_report(seed, **flavour)
    suffix = {"docx": "docx", "pdf": "pdf", "lines": "pdf"}.get(kind) or (
        converted.ending_of(kind) if kind in converted.KINDS else "txt")
    path = out / f"{name}.{suffix}"
    Path(f"{path}.truth.json").write_text(json.dumps(truth_of(report), ensure_ascii=False) + "\n", encoding="utf-8")
    if kind in ("tabbed", "stacked"):
        path.write_text({"tabbed": tabbed, "stacked": stacked}[kind](report, seed), encoding="utf-8")
        return path
    source = path if kind == "docx" else out / ".office-in" / f"{name}.docx"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(docx(report, seed))
    return source


def write_fixtures(root: Path) -> None:
    out = root / "fixtures" / "report"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for name, (kind, seed, flavour) in FIXTURES.items():
            made = write(out, name, kind, seed, flavour)
            if kind == "pdf":
                converted.office([made], "pdf", Path(work))
                shutil.copy(Path(work) / f"{name}.pdf", out)
    shutil.rmtree(out / ".office-in", ignore_errors=True)


def main() -> int:
    if sys.argv[1:2] == ["--fixtures"]:
        write_fixtures(Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parents[2])
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kinds", default=",".join(KINDS))
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    for kind in ALL_KINDS if arguments.kinds == "all" else arguments.kinds.split(","):
        made: list[Path] = []
        for seed in range(arguments.first, arguments.first + arguments.count):
            made.append(write(out, f"{seed:03d}-{kind}", kind, seed, wanted(kind, seed)))
        if kind in ("pdf", "lines"):
            converted.office(made, "pdf", out)
        elif kind in converted.KINDS:
            with tempfile.TemporaryDirectory() as work:
                converted.convert(kind, made, out, Path(work))
    return 0


if __name__ == "__main__":
    sys.exit(main())
