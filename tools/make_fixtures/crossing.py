#!/usr/bin/env python3
"""Makes documents whose tables cross pages, with their truth.

    crossing.py OUT [--seed N] [--count N] [--apart N] [--layout NAME ...] [--rows N] [--no-pdf]
    crossing.py fixtures/crossing --chosen

For each document a small description is drawn at random: one table with merged headers, groups, wrapped cells and
sections, a caption, prose around it, a script, a layout of its rules, a page format. It is written as NAME.docx (by
crossing_docx.py), NAME.pdf (by LibreOffice) and NAME.json, the truth: the grid as {"tables": [{"rows", "cols",
"cells"}]}, and under "about" the layout, the number of header rows and the path of each column. `--apart` documents
hold two tables each, one that ends at the end of a page and another that begins the next.
"""
from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from crossing_docx import Writer
from crossing_words import CONTINUED, Words

# What is kept in fixtures/crossing: name there -> name of the document, all with tables of 34 rows.
CHOSEN = {
    "row_cut_under_repeated_header.pdf": "crossing-3-028-all",
    "rows_and_groups_cut_chinese.pdf": "crossing-3-008-all",
    "three_pages_header_once_chinese.pdf": "crossing-3-012-all",
    "groups_cut_two_header_rows_arabic.pdf": "crossing-3-024-all",
    "horizontal_rules_landscape.pdf": "crossing-3-017-horizontal",
    "no_rules_landscape.pdf": "crossing-3-031-none",
    "two_tables_at_a_page_end.pdf": "apart-3-033-horizontal",
    "touching_tables_with_one_header.docx": "crossing-3-011-none",
}
LAYOUTS = ("all", "horizontal", "three-line", "none")
BODY = {False: (481.9, 728.5), True: (728.5, 481.9)}  # width and height between the margins, by landscape
SHORT_WORD = 6  # letters: the narrowest column, in bold, with room for every script's shortest words


@dataclass
class Cell:
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    text: str = ""


@dataclass
class Table:
    """A table as its author thinks of it: one grid, however many pages it will take."""
    cols: int
    header_rows: int
    layout: str
    widths: list[float]
    aligns: list[str]
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    repeat_header: bool = True
    bold_header: bool = True
    shaded_header: bool = False
    can_split: bool = True
    centered_merges: bool = False
    vertical_headers: float = 0  # height of the row in points
    row_height: float = 0        # exact, in points; 0: as the texts need
    padding: float = 5.4
    sections: list[int] = field(default_factory=list)
    relabelled: list[int] = field(default_factory=list)  # rows inside the table that name its columns anew

    def add_row(self, texts: list[str | None], spans: dict[int, int] | None = None) -> None:
        """A row; None where a cell above or to the left goes on, `spans` the col_span by column."""
        for col, text in enumerate(texts):
            if text is not None:
                self.cells.append(Cell(self.rows, col, 1, (spans or {}).get(col, 1), text))
        self.rows += 1

    def owners(self) -> list[list[Cell]]:
        slots: list[list[Cell]] = [[None] * self.cols for _ in range(self.rows)]  # type: ignore[list-item]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for col in range(cell.col, cell.col + cell.col_span):
                    slots[row][col] = cell
        return slots

    def paths(self, header: range | None = None) -> list[list[str]]:
        """For each column its labels from the top down, in the rows at the top or in those given."""
        owners = self.owners()
        out = []
        for col in range(self.cols):
            path: list[Cell] = []
            for row in header or range(self.header_rows):
                if owners[row][col] not in path:
                    path.append(owners[row][col])
            out.append([cell.text for cell in path if cell.text])
        return out

    def blocks(self) -> list[dict]:
        """For each row that names the columns anew, below a title: the paths of the columns in the rows below it."""
        return [{"row": row, "columns": self.paths(range(row - 1, row + 1))} for row in self.relabelled]

    def truth(self) -> dict:
        return {"rows": self.rows, "cols": self.cols, "cells": [
            {"row": c.row, "col": c.col, "row_span": c.row_span, "col_span": c.col_span, "text": c.text}
            for c in sorted(self.cells, key=lambda c: (c.row, c.col))]}


class Maker:
    """Draws one document."""

    def __init__(self, seed: str, layout: str) -> None:
        self.draw = random.Random(seed)
        self.layout = layout
        self.script = self.draw.choices(("latin", "chinese", "arabic"), (6, 3, 1))[0]
        self.words = Words(self.script, self.draw)
        self.landscape = self.draw.random() < 0.15
        self.text_columns = 2 if not self.landscape and self.draw.random() < 0.08 else 1
        self.size = self.draw.choice((9, 10, 10.5))

    def body_width(self) -> float:
        width = BODY[self.landscape][0]
        return width if self.text_columns == 1 else (width - 20) / 2

    def shape(self, cols: int, header_rows: int) -> Table:
        """An empty table: a stub, perhaps a column of long texts, numbers."""
        draw = self.draw
        kinds = ["label"] + ["number"] * (cols - 1)
        if draw.random() < 0.6:
            kinds[draw.randrange(1, cols)] = "long"
        if cols > 4 and draw.random() < 0.4:
            kinds[draw.randrange(1, cols)] = "short"
        shares = {"label": 1.6, "number": 1.0, "long": 2.6, "short": 1.2}
        width = self.body_width() * (1 if draw.random() < 0.7 else draw.uniform(0.8, 1))
        unit = width / sum(shares[kind] for kind in kinds)
        table = Table(cols, header_rows, self.layout, self.with_room([shares[kind] * unit for kind in kinds]),
                      ["right" if kind == "number" else "left" for kind in kinds])
        table.bold_header = draw.random() < 0.7
        table.shaded_header = draw.random() < 0.25
        table.repeat_header = draw.random() < 0.6
        table.can_split = draw.random() < 0.7
        table.centered_merges = draw.random() < 0.5
        self.kinds = kinds
        self.letters = [(width - 2 * table.padding) / (0.6 * self.size) for width in table.widths]
        return table

    def with_room(self, widths: list[float]) -> list[float]:
        """At the cost of the widest column each has room for a short word: one that has none is set with a break
        inside, and no reader of the page could tell it from two words."""
        least = SHORT_WORD * 0.6 * self.size + 2 * Table.padding
        lacking = sum(max(0.0, least - width) for width in widths)
        widest = widths.index(max(widths))
        return [width - lacking if col == widest else max(width, least) for col, width in enumerate(widths)]

    def header(self, table: Table) -> None:
        draw, cols = self.draw, table.cols

        def label(col: int) -> str:
            return self.words.short_label(0.8 * self.letters[col])  # they may be bold

        if table.header_rows == 1:
            table.add_row([label(col) for col in range(cols)])
            return
        upper: list[str | None] = [label(0)]
        spans: dict[int, int] = {}
        lower: list[str | None] = [None]
        tall = [0]
        col = 1
        while col < cols:
            wide = min(draw.choice((1, 2, 2, 3)), cols - col)
            if wide == 1 and not spans and cols - col <= 2:
                wide = cols - col
            upper += [label(col)] + [None] * (wide - 1)
            if wide == 1:
                tall.append(col)
                lower.append(None)
            else:
                spans[col] = wide
                lower += [label(at) for at in range(col, col + wide)]
            col += wide
        if not spans:
            table.header_rows = 1
            table.add_row(upper)
            return
        table.add_row(upper, spans)
        table.add_row(lower)
        for cell in table.cells:
            if cell.row == 0 and cell.col in tall:
                cell.row_span = 2

    def more_header(self, table: Table) -> None:
        """Perhaps a row of units, or of column numbers, below the labels."""
        asked = self.draw.random()
        if asked < 0.08:
            table.add_row([""] + [self.words.unit(0.8 * room) for room in self.letters[1:]])
        elif asked < 0.16 and table.cols > 3:
            table.add_row([str(col + 1) for col in range(table.cols)])
        table.header_rows = table.rows

    def text_of(self, kind: str, letters: float) -> str:
        if kind == "label":
            return self.words.label(1, 3, letters)
        if kind == "long":
            return self.words.phrase(self.draw.choice((2, 5, 9, 14, 22, 30)))
        if kind == "short":
            return self.words.label(1, 1, letters)
        return self.words.number(letters)

    def body(self, table: Table, rows: int) -> None:
        draw, kinds = self.draw, self.kinds
        grouped = self.layout in ("all", "horizontal") and draw.random() < 0.35
        sections = not grouped and draw.random() < 0.2
        blocks = not grouped and table.header_rows == 1 and table.aligns.count("right") > 1 and draw.random() < 0.15
        blanks = draw.random() < 0.3
        while table.rows < rows:
            room_left = table.rows + 3 < rows
            if sections and room_left and draw.random() < 0.12 and table.sections[-1:] != [table.rows - 1]:
                table.sections.append(table.rows)
                table.add_row([self.words.label(2, 3)] + [None] * (table.cols - 1), {0: table.cols})
                if blocks:
                    table.relabelled.append(table.rows)
                    table.add_row([self.words.short_label(room) for room in self.letters])
                continue
            group = draw.randint(2, 6) if grouped and draw.random() < 0.7 else 1
            first = table.rows
            for at in range(group):
                texts: list[str | None] = [self.text_of(kind, room) for kind, room in zip(kinds, self.letters)]
                for col in range(2, table.cols):
                    if blanks and draw.random() < 0.12:
                        texts[col] = ""
                if at > 0:
                    texts[0] = None
                table.add_row(texts)
            next(c for c in table.cells if c.row == first and c.col == 0).row_span = group

    def prose(self, out: Writer, paragraphs: int) -> None:
        for _ in range(paragraphs):
            out.paragraph(" ".join(self.words.sentence(self.draw.randint(6, 14)) for _ in range(self.draw.randint(2, 5))))

    def crossing(self, rows: int | None = None) -> tuple[bytes, dict]:
        draw = self.draw
        cols = draw.randint(3, 4) if self.text_columns > 1 else draw.randint(3, 7)
        table = self.shape(cols, draw.choice((1, 1, 2)))
        self.header(table)
        if self.layout == "all" and draw.random() < 0.1 and self.script == "latin":
            table.vertical_headers = 70
        else:
            self.more_header(table)
        self.body(table, rows or draw.choice((60, 60, 80, 130)))
        out = Writer(self.script, self.size)
        self.prose(out, draw.randint(0, 9))
        caption = {"latin": "Table 1: ", "chinese": "表1 ", "arabic": "جدول 1: "}[self.script] + self.words.label(2, 3)
        if draw.random() < 0.7:
            out.paragraph(caption, bold=True, align="center")
        pieces = draw.random() < 0.15
        cut = draw.randrange(table.header_rows + 2, table.rows - 2) if pieces else 0
        if pieces and table.owners()[cut][0].row == cut:
            out.table(table, 0, cut)
            out.table(table, cut)
        else:
            pieces = False
            out.table(table)
        out.paragraph("")
        self.prose(out, draw.randint(1, 3))
        about = {"layout": self.layout, "script": self.script, "landscape": self.landscape, "in_pieces": pieces,
                 "text_columns": self.text_columns, "repeat_header": table.repeat_header, "crossing": True,
                 "header_rows": [table.header_rows], "columns": [table.paths()], "blocks": table.blocks()}
        return out.package(self.landscape, self.text_columns), {"tables": [table.truth()], "about": about}

    def apart(self) -> tuple[bytes, dict]:
        """Two tables, the first as high as the page."""
        draw = self.draw
        self.text_columns = 1
        cols = draw.randint(3, 6)
        tables = []
        height = BODY[self.landscape][1]
        for number in range(2):
            same = number == 1 and draw.random() < 0.4
            table = self.shape(cols if number == 0 or same else draw.randint(3, 6), 1)
            table.bold_header = table.bold_header or all(kind != "number" for kind in self.kinds)
            if same:
                table.widths = tables[0].widths
                self.letters = first_letters
            first_letters = self.letters
            self.kinds = ["label" if kind == "long" else kind for kind in self.kinds]
            table.row_height = 2.6 * self.size
            self.header(table)
            fits = int((height - 3 * table.row_height) / table.row_height)
            self.body_rows(table, fits if number == 0 else draw.randint(3, 9))
            tables.append(table)
        out = Writer(self.script, self.size)
        out.table(tables[0])
        out.turn_page()
        if draw.random() < 0.4:
            out.paragraph({"latin": "Table 2: ", "chinese": "表2 ", "arabic": "جدول 2: "}[self.script] + self.words.label())
        out.table(tables[1])
        out.paragraph("")
        self.prose(out, 1)
        about = {"layout": self.layout, "script": self.script, "landscape": self.landscape, "crossing": False,
                 "header_rows": [t.header_rows for t in tables], "columns": [t.paths() for t in tables]}
        return out.package(self.landscape, 1), {"tables": [t.truth() for t in tables], "about": about}

    def body_rows(self, table: Table, rows: int) -> None:
        """Rows of one line each."""
        for _ in range(rows):
            table.add_row([self.words.short_label(room) if kind != "number" else self.words.number(room)
                           for kind, room in zip(self.kinds, self.letters)])


def convert(folder: Path, names: set[str], batch: int = 40) -> None:
    """DOCX files of a folder to PDF, many in one run of LibreOffice."""
    files = [folder / f"{name}.docx" for name in sorted(names)]
    with tempfile.TemporaryDirectory() as profile:
        for at in range(0, len(files), batch):
            subprocess.run(["nice", "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                            "pdf", "--outdir", str(folder), *map(str, files[at:at + batch])],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=1200)


def make(folder: Path, seed: int, count: int, apart: int, layouts: tuple[str, ...] = LAYOUTS, pdf: bool = True,
         rows: int | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    whole: set[str] = set()
    for number in range(count + apart):
        layout = layouts[number % len(layouts)]
        crossing = number < count
        name = f"{'crossing' if crossing else 'apart'}-{seed}-{number:03d}-{layout}"
        maker = Maker(name, layout)
        package, truth = maker.crossing(rows) if crossing else maker.apart()
        whole.add(name)
        (folder / f"{name}.docx").write_bytes(package)
        (folder / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if truth["about"].get("in_pieces"):
            whole.discard(name)  # a header row in mid-page: only the file itself knows that the table goes on
    if pdf:
        convert(folder, whole)


def keep_chosen(folder: Path) -> None:
    """Makes the documents of fixtures/crossing anew. LibreOffice dates its files: they differ, though not to the eye."""
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch), 3, 32, 4, rows=34)
        for name, document in CHOSEN.items():
            source = Path(scratch) / (document + Path(name).suffix)
            (folder / name).write_bytes(source.read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--apart", type=int, default=200)
    parser.add_argument("--layout", nargs="*", default=LAYOUTS, choices=LAYOUTS)
    parser.add_argument("--no-pdf", action="store_true")
    parser.add_argument("--rows", type=int, help="rows of the crossing tables, instead of some random number")
    parser.add_argument("--chosen", action="store_true", help="only the documents of fixtures/crossing")
    asked = parser.parse_args()
    if asked.chosen:
        keep_chosen(asked.out)
        return
    make(asked.out, asked.seed, asked.count, asked.apart, tuple(asked.layout), not asked.no_pdf, asked.rows)
    print(f"{asked.count + asked.apart} documents in {asked.out}, seed {asked.seed}")


if __name__ == "__main__":
    main()
