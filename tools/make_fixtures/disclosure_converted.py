"""Made disclosure reports as other programs hand them on: each kind is made from the DOCX by a program of the machine.

A program that is missing leaves its kinds out, and says so.
"""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

# kind -> ending, program, what makes it of the source named first
PDF_KINDS = {"layout": ["pdftotext", "-layout"], "layout-lines": ["pdftotext", "-layout"], "flow": ["pdftotext"],
             "raw": ["pdftotext", "-raw"], "mutool": ["mutool", "convert", "-F", "text", "-o"]}
PANDOC_KINDS = {"pandoc-plain": "plain", "pandoc-gfm": "gfm", "pandoc-markdown": "markdown", "pandoc-docx": "docx"}
OFFICE_KINDS = {"office-docx": "docx:Office Open XML Text", "office-txt": "txt:Text (encoded):UTF8"}
HTML_KINDS = {"w3m": ["w3m", "-dump", "-cols", "160", "-T", "text/html", "-O", "UTF-8"],
              "lynx": ["lynx", "-dump", "-width=160", "-force_html", "-display_charset=utf-8"]}
OTHER_KINDS = {"docx2txt": "docx2txt", "antiword": "antiword", "browser": "chromium"}
KINDS = [*PDF_KINDS, *PANDOC_KINDS, *OFFICE_KINDS, *HTML_KINDS, *OTHER_KINDS]
UNRULED = {"layout-lines"}  # tables without, or with few, rules; all others have all


def program_of(kind: str) -> str:
    if kind in PDF_KINDS:
        return PDF_KINDS[kind][0]
    if kind in HTML_KINDS:
        return HTML_KINDS[kind][0]
    return "pandoc" if kind in PANDOC_KINDS else "soffice" if kind in OFFICE_KINDS else OTHER_KINDS[kind]


def ending_of(kind: str) -> str:
    return {"office-docx": "docx", "pandoc-docx": "docx", "browser": "pdf", "pandoc-gfm": "md",
            "pandoc-markdown": "md"}.get(kind, "txt")


def office(files: list[Path], to: str, out: Path) -> None:
    profile = out / ".office"
    for i in range(0, len(files), 40):
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{profile.absolute()}", "--convert-to", to,
                        "--outdir", str(out), *map(str, files[i:i + 40])], check=True, capture_output=True)


def convert(kind: str, sources: list[Path], out: Path, work: Path) -> None:
    """Makes NAME.ENDING in `out` of each NAME.docx of `sources`."""
    if shutil.which(program_of(kind)) is None:
        print(f"{kind} left out: there is no {program_of(kind)}")
        return
    middle = "pdf" if kind in PDF_KINDS else "doc" if kind == "antiword" else "html" if kind in HTML_KINDS or kind == "browser" else ""
    if middle:
        office(sources, middle, work)
    elif kind in OFFICE_KINDS:
        office(sources, OFFICE_KINDS[kind], out)
        return
    for source in sources:
        of = work / f"{source.stem}.{middle}" if middle else source
        to = out / f"{source.stem}.{ending_of(kind)}"
        if kind in PANDOC_KINDS:
            subprocess.run(["pandoc", "-f", "docx", "-t", PANDOC_KINDS[kind], str(of), "-o", str(to)], check=True)
        elif kind == "mutool":
            subprocess.run([*PDF_KINDS[kind], str(to), str(of)], check=True, capture_output=True)
        elif kind in PDF_KINDS:
            subprocess.run([*PDF_KINDS[kind], str(of), str(to)], check=True)
        elif kind == "docx2txt":
            subprocess.run(["docx2txt", str(of), str(to)], check=True, capture_output=True)
        elif kind == "browser":
            subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                            f"--user-data-dir={work / '.browser'}", f"--print-to-pdf={to}", of.absolute().as_uri()],
                           check=True, capture_output=True)
        else:
            command = ["antiword", "-m", "UTF-8.txt", str(of)] if kind == "antiword" else [*HTML_KINDS[kind], str(of)]
            to.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
