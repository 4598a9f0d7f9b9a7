#!/usr/bin/env python3
"""Writes the PDF fixtures of what stands in the cells of tables: fixtures/pdf/table_*.pdf.

    pdf_tables.py [ROOT]

Every file shows one thing and is named for it. The bytes are the same on every run.
"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable

from pdf_ruled import HEIGHT, Sheet
from pdf_traps import mapped_font, spelled
from pdf_writer import Pdf, line, text

MADE: dict[str, Callable[[], bytes]] = {}


def fixture(make: Callable[[], bytes]) -> Callable[[], bytes]:
    MADE[make.__name__] = make
    return make


def on_page(content: str, resources: str = "") -> bytes:
    pdf = Pdf()
    pdf.page(content, resources, box=f"0 0 400 {HEIGHT}")
    return pdf.to_bytes()


@fixture
def table_right_to_left() -> bytes:
    """A ruled table in Hebrew: its first column is the right one."""
    rows = [("םוקמ", "תוריד", "תונש"), ("הפיח", "12", "4"), ("הזע", "7", "31")]  # as they stand on paper
    pdf = Pdf()
    letters, _ = spelled("".join(words for row in rows for words in row))
    code = {letter: number for number, letter in letters.items()}
    font = mapped_font(pdf, letters)
    content = ""
    for y in (40, 64, 88, 112):
        content += line(40, HEIGHT - y, 340, HEIGHT - y)
    for x in (40, 140, 240, 340):
        content += line(x, HEIGHT - 40, x, HEIGHT - 112)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            x = 334 - 100 * c - 10 * len(words)
            content += f"BT /L 10 Tf {x} {HEIGHT - 56 - 24 * r} Td <{''.join(f'{code[l]:04X}' for l in words)}> Tj ET\n"
    pdf.page(content, box=f"0 0 400 {HEIGHT}", fonts=f"/L {font} 0 R")
    return pdf.to_bytes()


@fixture
def table_column_numbers() -> bytes:
    """Below the names of the columns stand their numbers, in ruled cells of their own."""
    s = Sheet()
    s.grid([40, 140, 240, 340], [40, 64, 84, 108, 132])
    s.rows([46, 146, 246], [56, 78, 100, 124],
           [["Parish", "Households", "Hearths"], ["(1)", "(2)", "(3)"], ["Ash", "41", "77"], ["Elm", "108", "230"]])
    return on_page(s.content)


@fixture
def table_en_dashes() -> bytes:
    """The dashes of ranges as TeX sets them: a glyph of its own, named by the encoding."""
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
                   "/Differences [123 /endash 124 /emdash] >> >>")
    content = ""
    for y in (40, 62, 122):
        content += line(40, HEIGHT - y, 340, HEIGHT - y)
    for r, row in enumerate((("Reign", "Years", "Coins"), ("Early", "1201{1244", "17"), ("Middle", "1245{1310", "|"),
                             ("Late", "1311{1390", "52"))):
        for x, words in zip((46, 160, 260), row):
            content += text(x, HEIGHT - 55 - 20 * r, words, font="T")
    pdf.page(content, box=f"0 0 400 {HEIGHT}", fonts=f"/T {font} 0 R")
    return pdf.to_bytes()


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    target = root / "fixtures" / "pdf"
    target.mkdir(parents=True, exist_ok=True)
    for name, make in MADE.items():
        (target / f"{name}.pdf").write_bytes(make())


if __name__ == "__main__":
    main()
