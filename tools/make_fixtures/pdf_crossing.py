#!/usr/bin/env python3
"""Writes PDF fixtures of tables that cross pages as producers other than LibreOffice set them.

    pdf_crossing.py [ROOT]

Every file shows one thing and is named for it. The bytes are the same on every run.
"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable

from pdf_writer import Pdf, line, text

MADE: dict[str, Callable[[], Pdf]] = {}
BOX = "0 0 400 300"
TOP = 270  # of the first row of a page
STEP = 16  # between rows
LEFTS = (40, 180, 300)
RIVERS = [("Alder Brook", "1,204", "38.5"), ("Birch Beck", "880", "12.0"), ("Cedar Run", "2,410", "77.1"),
          ("Dogwood", "95", "4.2"), ("Elder Water", "1,733", "51.9"), ("Fir Burn", "640", "20.3"),
          ("Gorse Leat", "312", "9.8"), ("Hazel Stream", "1,018", "30.6"), ("Ivy Ditch", "77", "2.5"),
          ("Juniper", "2,905", "88.0"), ("Larch Race", "455", "14.7"), ("Maple Cut", "1,260", "40.4"),
          ("Nettle Sike", "218", "6.6"), ("Osier Drain", "39", "1.1")]
HEADER = ("River", "Length", "Depth")


def fixture(make: Callable[[], Pdf]) -> Callable[[], Pdf]:
    MADE[make.__name__] = make
    return make


def set_row(y: float, cells: tuple[str, ...], font: str = "F1") -> str:
    return "".join(text(x, y, words, font=font) for x, words in zip(LEFTS, cells) if words)


class Tagged:
    """Pages of marked content and the structure tree of one table."""

    def __init__(self) -> None:
        self.contents: list[str] = []
        self.rows: list[list[tuple[str, list[tuple[int, int]], str]]] = []  # role, (page, mark), attributes
        self.marks = 0

    def put(self, page: int, x: float, y: float, words: str, font: str = "F1") -> tuple[int, int]:
        while len(self.contents) <= page:
            self.contents.append("")
        self.contents[page] += f"/P << /MCID {self.marks} >> BDC\n{text(x, y, words, font=font)}EMC\n"
        self.marks += 1
        return page, self.marks - 1

    def to_pdf(self) -> Pdf:
        pdf = Pdf()
        pages = [pdf.page(content, box=BOX) for content in self.contents]
        root = pdf.reserve()
        kids = lambda marks: " ".join(f"<< /Type /MCR /Pg {pages[page]} 0 R /MCID {mark} >>" for page, mark in marks)
        cell = lambda role, marks, more: f"<< /S /{role} /K [{kids(marks)}] {more} >>"
        rows = " ".join(f"<< /S /TR /K [{' '.join(cell(*c) for c in row)}] >>" for row in self.rows)
        table = pdf.add(f"<< /Type /StructElem /S /Table /P {root} 0 R /K [{rows}] >>")
        pdf.set(root, f"<< /Type /StructTreeRoot /K {table} 0 R >>")
        pdf.catalog = f"/MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R".encode()
        return pdf


@fixture
def tagged_header_repeated() -> Pdf:
    # As a browser prints: the header of each page is content of the same TH elements, so that on the second page the
    # rows of the first stand between header and body in the tree, without words.
    tagged = Tagged()
    header: list[list[tuple[int, int]]] = [[], [], []]
    for page in (0, 1):
        for col, words in enumerate(HEADER):
            header[col].append(tagged.put(page, LEFTS[col], TOP, words, "F2"))
    tagged.rows.append([("TH", marks, "") for marks in header])
    for at, row in enumerate(RIVERS):
        page, y = (0, TOP - STEP * (at + 1)) if at < 8 else (1, TOP - STEP * (at - 7))
        tagged.rows.append([("TD", [tagged.put(page, LEFTS[col], y, words)], "") for col, words in enumerate(row)])
    return tagged.to_pdf()


@fixture
def tagged_header_as_artifact() -> Pdf:
    # The header that the second page repeats is an artifact: in no element of the tree. And the label of the group that
    # the page end cuts has words on the first page only.
    tagged = Tagged()
    tagged.rows.append([("TH", [tagged.put(0, LEFTS[col], TOP, words, "F2")], "") for col, words in enumerate(HEADER)])
    groups = {0: ("North", 5), 5: ("East and south", 5), 10: ("West", 4)}
    for at, row in enumerate(RIVERS):
        page, y = (0, TOP - STEP * (at + 1)) if at < 8 else (1, TOP - STEP * (at - 7))
        cells = []
        if at in groups:
            label, rows = groups[at]
            cells.append(("TD", [tagged.put(page, LEFTS[0], y, label)], f"/A << /O /Table /RowSpan {rows} >>"))
        cells += [("TD", [tagged.put(page, LEFTS[col], y, row[col])], "") for col in (1, 2)]
        tagged.rows.append(cells)
    tagged.contents[1] = "/Artifact BMC\n" + set_row(TOP, HEADER, "F2") + "EMC\n" + tagged.contents[1]
    return tagged.to_pdf()


def striped(pages: list[list[tuple[str, ...]]], header_on: int) -> Pdf:
    """Every second row of the body is shaded, cell by cell; the first `header_on` pages have the header."""
    pdf = Pdf()
    count = 0
    for number, rows in enumerate(pages):
        content, y = "", TOP
        if number < header_on:
            content += set_row(y, HEADER, "F2")
            y -= STEP
        for row in rows:
            if count % 2 == 0:
                content += "0.9 g " + "".join(f"{x - 4} {y - 5} {wide} {STEP} re f " for x, wide in zip(LEFTS, (140, 120, 60))) + "0 g\n"
            content += set_row(y, row)
            count += 1
            y -= STEP
        pdf.page(content, box=BOX)
    return pdf


@fixture
def striped_rows_cross_page() -> Pdf:
    # The second page begins with a shaded row, and ends with a bare one: it is no header.
    return striped([RIVERS[:8], RIVERS[8:]], header_on=1)


@fixture
def header_above_rows_without_values() -> Pdf:
    # The first rows of the body say that they have no value, so that only the second page, which repeats the header,
    # tells where it ends.
    rows = [(f"Spring {name}", "-", "-") for name in "ABC"] + list(RIVERS)
    return striped([rows[:9], rows[9:]], header_on=2)


@fixture
def page_begins_with_small_numbers() -> Pdf:
    # Rows ruled off from each other under a label of many rows: those above the first whole rule of the second page are
    # no header, though their numbers might count columns.
    pdf = Pdf()
    notes = ["walked twice from the weir to the mill, and", "seen from the road by the second party, then",
             "left out, since the ford was closed by snow and"]
    for number in (0, 1):
        content = ""
        y = TOP - (STEP if number == 0 else 0)
        if number == 0:
            content += "".join(text(x, TOP, words, font="F2") for x, words in ((40, "District"), (130, "Visits"), (190, "Remarks")))
            content += line(36, TOP - 5, 390, TOP - 5)
        content += line(36, TOP + 12, 390, TOP + 12)
        for at in range(5):
            label = {(0, 0): "Upper valley", (0, 3): "Lower valley", (1, 3): "The coast"}.get((number, at))
            if label:
                if at > 0:
                    content += line(36, y + 11, 130, y + 11)
                content += text(40, y, label)
            content += text(130, y, str(371 + 87 * at + 13 * number)) + text(190, y, notes[at % 3])
            content += text(190, y - 12, ["no more", "given up", "put off"][at % 3])
            y -= 12 + STEP
            content += line(126 if at < 4 else 36, y + 11, 390, y + 11)
        pdf.page(content, box=BOX)
    return pdf


@fixture
def last_row_below_the_rules() -> Pdf:
    # Rules between the rows only: none closes the table below its last row.
    pdf = Pdf()
    for number, rows in enumerate((RIVERS[:8], RIVERS[8:])):
        rows = [HEADER, *rows] if number == 0 else list(rows)
        content = line(36, TOP + 11, 360, TOP + 11)
        for at, row in enumerate(rows):
            y = TOP - STEP * at
            content += set_row(y, row) + (line(36, y - 5, 360, y - 5) if at + 1 < len(rows) else "")
        pdf.page(content + text(40, y - 40, "Measured at low water.") * number, box=BOX)
    return pdf


@fixture
def caption_continued_from_page() -> Pdf:
    # As the manual of longtable shows it: a caption on the second page that says so.
    pdf = Pdf()
    for number, rows in enumerate((RIVERS[:7], RIVERS[7:])):
        caption = "Table 1: Rivers of the district" if number == 0 else "Table 1 -- continued from previous page"
        content = text(110, TOP, caption) + line(36, TOP - 6, 360, TOP - 6) + set_row(TOP - 18, HEADER, "F2")
        content += line(36, TOP - 23, 360, TOP - 23)
        bottom = TOP - 18 - STEP * len(rows)
        content += "".join(set_row(TOP - 18 - STEP * (at + 1), row) for at, row in enumerate(rows)) + line(36, bottom - 5, 360, bottom - 5)
        pdf.page(content, box=BOX)
    return pdf


@fixture
def row_cut_without_rule() -> Pdf:
    # Rules around whole rows, as browsers draw them: none at the break, so that the text on the second page, whose first
    # line had no room on the first, is of the last row there. Its words are hyphenated, as TeX sets them.
    pdf = Pdf()
    edges = (36, 130, 200, 330)
    remark = ["walked twice from the weir to the", "mill, and left out where the under-", "growth could not be passed"]
    for number in (0, 1):
        content = line(edges[0], TOP + 12, edges[-1], TOP + 12) if number == 0 else ""
        rows: list[tuple[str, str, list[str]]] = [(name, length, remark) for name, length, _ in RIVERS[5 * number:5 * number + 5]]
        if number == 0:
            rows = [("Stream", "Length", ["Remark"])] + rows[:4] + [("Elder Water", "1,733", [])]
        else:
            rows = [("", "", ["seen from the road by the second"])] + rows
        y = TOP
        for at, (name, length, lines) in enumerate(rows):
            content += "".join(text(x, y, words) for x, words in zip((40, 134), (name, length)) if words)
            content += "".join(text(204, y - 12 * i, words, 8) for i, words in enumerate(lines))
            y -= 12 * max(1, len(lines)) + 6
            if number == 1 or at + 1 < len(rows):
                content += line(edges[0], y + 14, edges[-1], y + 14)
        content += "".join(line(x, TOP + 12, x, y + 14) for x in edges)
        pdf.page(content, box=BOX)
    return pdf


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    target = root / "fixtures" / "crossing"
    target.mkdir(parents=True, exist_ok=True)
    for name, make in MADE.items():
        (target / f"{name}.pdf").write_bytes(make().to_bytes())


if __name__ == "__main__":
    main()
