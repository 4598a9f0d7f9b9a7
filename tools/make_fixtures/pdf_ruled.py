#!/usr/bin/env python3
"""Writes the PDF fixtures of ruled tables: fixtures/pdf/ruled_*.pdf.

    pdf_ruled.py [ROOT]

Every file shows one way in which lines make a table, or do not. y counts from the top here. The bytes are the same on
every run.
"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable

from pdf_writer import Pdf, line, text

HEIGHT = 400
FIXTURES: dict[str, Callable[["Sheet"], None]] = {}


class Sheet:
    """The content of one page, 400 x 400."""

    def __init__(self) -> None:
        self.content = ""

    def across(self, y: float, x0: float, x1: float, width: float = 0.5) -> None:
        self.content += line(x0, HEIGHT - y, x1, HEIGHT - y, width)

    def down(self, x: float, y0: float, y1: float, width: float = 0.5) -> None:
        self.content += line(x, HEIGHT - y0, x, HEIGHT - y1, width)

    def frame(self, x0: float, y0: float, x1: float, y1: float) -> None:
        for y in (y0, y1):
            self.across(y, x0, x1)
        for x in (x0, x1):
            self.down(x, y0, y1)

    def grid(self, xs: list[float], ys: list[float]) -> None:
        for y in ys:
            self.across(y, xs[0], xs[-1])
        for x in xs:
            self.down(x, ys[0], ys[-1])

    def shade(self, x0: float, y0: float, x1: float, y1: float, gray: float) -> None:
        self.content += f"{gray:g} g {x0:g} {HEIGHT - y1:g} {x1 - x0:g} {y1 - y0:g} re f 0 g\n"

    def put(self, x: float, y: float, words: str, size: float = 10) -> None:
        self.content += text(x, HEIGHT - y, words, size)

    def up(self, x: float, y: float, words: str) -> None:
        self.content += f"BT /F1 10 Tf 0 1 -1 0 {x:g} {HEIGHT - y:g} Tm ({words}) Tj ET\n"

    def rows(self, xs: list[float], ys: list[float], rows: list[list[str]]) -> None:
        for y, row in zip(ys, rows):
            for x, words in zip(xs, row):
                if words:
                    self.put(x, y, words)


def fixture(make: Callable[[Sheet], None]) -> Callable[[Sheet], None]:
    FIXTURES[make.__name__] = make
    return make


@fixture
def ruled_spans(s: Sheet) -> None:
    s.frame(40, 40, 340, 140)
    s.down(140, 40, 140)
    s.down(240, 65, 140)
    s.across(65, 140, 340)
    for y in (90, 115):
        s.across(y, 40, 340)
    s.rows([46, 146], [68, 57], [["Orchard"], ["", "Harvest in tonnes"]])
    s.rows([46, 146, 246], [82, 107, 132], [["", "Plums", "Pears"], ["North", "12", "7"], ["South", "9", "31"]])


@fixture
def ruled_open_frame(s: Sheet) -> None:
    for y in (40, 65, 90, 115):
        s.across(y, 40, 340)
    s.down(140, 40, 115)
    s.down(240, 40, 115)
    s.rows([46, 146, 246], [57, 82, 107], [["Ferry", "Boats", "Crew"], ["Upper", "4", "11"], ["Lower", "2", "6"]])


@fixture
def ruled_header_only(s: Sheet) -> None:
    ys = [40 + 20 * i for i in range(6)]
    for y in ys:
        s.across(y, 40, 340)
    for x in (40, 340):
        s.down(x, ys[0], ys[-1])
    for x in (140, 240):
        s.down(x, ys[0], ys[1])
    s.rows([46, 180, 280], [54 + 20 * i for i in range(5)],
           [["Bridge", "Built", "Spans"], ["Old", "1871", "3"], ["New", "1994", "2"], ["Mill", "1902", "1"],
            ["Rail", "1888", "5"]])


@fixture
def ruled_rows_by_baseline(s: Sheet) -> None:
    s.grid([40, 140, 240, 340], [40, 62, 140])
    s.rows([46, 146, 246], [55], [["Well", "Depth", "Yield"]])
    s.rows([46, 146, 246], [78, 93, 108, 123],
           [["East", "14", "3"], ["West", "22", "8"], ["Yard", "9", "2"], ["Field", "17", "5"]])


@fixture
def ruled_table_in_cell(s: Sheet) -> None:
    s.grid([40, 120, 360], [40, 62, 150, 172])
    s.rows([46, 126], [55], [["House", "Rooms"]])
    s.rows([46, 126], [80, 165], [["Mill"], ["Barn", "none"]])
    s.grid([140, 220, 300], [80, 102, 124])
    s.rows([146, 226], [95, 117], [["Floor", "Beds"], ["Upper", "4"]])


@fixture
def ruled_side_by_side(s: Sheet) -> None:
    s.grid([30, 100, 170], [40, 60, 80, 100])
    s.grid([200, 270, 340], [44, 64, 84, 104])
    s.rows([36, 106], [54, 74, 94], [["Sheep", "Head"], ["Ewes", "210"], ["Rams", "12"]])
    s.rows([206, 276], [58, 78, 98], [["Cattle", "Count"], ["Cows", "41"], ["Bulls", "2"]])


@fixture
def ruled_stub_outside(s: Sheet) -> None:
    s.grid([160, 240, 320], [60, 80, 100, 120, 140])
    s.rows([50, 166, 246], [74, 94, 114, 134],
           [["Rent and rates", "120", "130"], ["Coal", "44", "41"], ["Lamp oil", "9", "12"], ["Wages", "310", "298"]])


@fixture
def ruled_upright_header(s: Sheet) -> None:
    s.grid([40, 70, 100, 200], [40, 110, 132, 154])
    s.up(59, 104, "Parish")
    for i, letter in enumerate("Year"):
        s.put(83, 55 + 14 * i, letter)
    s.rows([46, 74, 106], [60, 125, 147], [["", "", "Baptisms"], ["A", "1851", "17"], ["B", "1852", "22"]])


@fixture
def ruled_boxes_of_prose(s: Sheet) -> None:
    s.frame(40, 40, 360, 130)
    words = ["Whoever keeps bees near a road shall put up a hedge of", "at least a man's height, so that the flight of the bees",
             "goes over the heads of those who pass; and whoever", "takes a swarm on another's ground shall ask leave first,",
             "and share the wax with the owner of the ground."]
    for i, row in enumerate(words):
        s.put(50, 58 + 14 * i, row)
    s.put(50, 170, "The rule above")
    s.across(172, 50, 118)
    s.put(122, 170, "was never enforced.")


@fixture
def ruled_bar_chart(s: Sheet) -> None:
    for i in range(6):
        s.across(60 + 30 * i, 60, 340, 0.3)
        s.put(36, 63 + 30 * i, str(100 - 20 * i))
    s.down(60, 60, 210)
    for i in range(5):
        s.shade(75 + 52 * i, 100 + 18 * i, 105 + 52 * i, 210, 0.4)
        s.put(78 + 52 * i, 96 + 18 * i, str(73 - 12 * i))
        s.put(78 + 52 * i, 225, str(2010 + i))


@fixture
def ruled_stops_short(s: Sheet) -> None:
    for y in (40, 65, 90, 115):
        s.across(y, 42, 338)
    for x in (40, 140, 240, 340):
        for y in (40, 65, 90):
            s.down(x, y + 2, y + 23)
    s.rows([46, 146, 246], [57, 82, 107], [["Mill", "Stones", "Sacks"], ["Upper", "4", "1,120"], ["Lower", "2", "640"]])


@fixture
def ruled_watermark(s: Sheet) -> None:
    s.content += "0.85 g BT /F2 60 Tf 0.8 0.6 -0.6 0.8 110 230 Tm (DRAFT) Tj ET 0 g\n"
    s.grid([40, 140, 240, 340], [40, 80, 120, 160, 200])
    s.rows([46, 146, 246], [64, 104, 144, 184],
           [["Toll", "Carts", "Pence"], ["Bridge", "412", "1,236"], ["Gate", "98", "294"], ["Ferry", "33", "198"]])


@fixture
def ruled_overflowing_cells(s: Sheet) -> None:
    s.grid([40, 100, 160, 220], [40, 62, 84, 106])
    s.rows([44, 104, 164], [55, 77, 99],
           [["Name", "Place", "Years"], ["Featherstonehaugh", "", "11"], ["Abernathy", "Cholmondeley", ""]])


@fixture
def ruled_highlighted_cells(s: Sheet) -> None:
    for x, y, width in ((46, 74, 38), (146, 99, 17)):
        s.content += f"1 1 0 rg {x:g} {HEIGHT - y - 12:g} {width:g} 12 re f 0 g\n"
    s.grid([40, 140, 240, 340], [40, 65, 90, 115])
    s.rows([46, 146, 246], [57, 83, 108], [["Ship", "Built", "Lost"], ["Kestrel", "1841", "1863"], ["Dunlin", "1852", "-"]])


@fixture
def ruled_titles_in_open_frame(s: Sheet) -> None:
    for i in range(7):
        s.across(40 + 20 * i, 40, 340)
    for top, bottom in ((40, 60), (80, 100), (120, 160)):
        for x in (140, 240):
            s.down(x, top, bottom)
    s.rows([46, 146, 246], [54, 74, 94, 114, 134, 154],
           [["Field", "Acres", "Sheaves"], ["North of the brook", "", ""], ["Long acre", "12", "1,410"],
            ["South of the brook", "", ""], ["Church field", "7", "820"], ["Pound close", "3", "300"]])


@fixture
def bare_signs_and_marks(s: Sheet) -> None:
    s.put(40, 50, "Table 7. Change of the stock")
    s.rows([40], [70], [["Farm"]])
    for x, head in ((190, "Cows"), (270, "Sheep"), (350, "Hens")):
        s.put(x - 5 * len(head), 70, head)
    rows = [["Hill", "-12", "(45)", "1,204"], ["Vale", "3", "-7", "98"], ["Moor", "(8)", "16", "-1,031"], ["Fen", "41", "-2", "77"]]
    for i, row in enumerate(rows):
        y = 90 + 16 * i
        s.put(40, y, row[0])
        for x, value in zip((190, 270, 350), row[1:]):
            width = sum({",": 2.78, "(": 3.33, ")": 3.33, "-": 3.33}.get(c, 5.56) for c in value)
            s.put(x - width, y, value)
            if (i, x) in ((0, 350), (3, 190)):
                s.put(x + 0.5, y - 3.5, "a", 6)


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    target = root / "fixtures" / "pdf"
    target.mkdir(parents=True, exist_ok=True)
    for name, make in FIXTURES.items():
        sheet = Sheet()
        make(sheet)
        pdf = Pdf()
        pdf.page(sheet.content, box=f"0 0 400 {HEIGHT}")
        (target / f"{name}.pdf").write_bytes(pdf.to_bytes())


if __name__ == "__main__":
    main()
