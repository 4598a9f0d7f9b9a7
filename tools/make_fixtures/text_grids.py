"""Made tables with known grids, in several scripts: what the flatteners of text.py take apart."""
from __future__ import annotations

import random
from dataclasses import dataclass, field

from text_words import NUMBERING, TOTALS, WIDE, WORDS


@dataclass
class Cell:
    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    label: bool = False
    header: bool = False


@dataclass
class Grid:
    rows: int
    cols: int
    cells: list[Cell]
    header_rows: int = 1
    label_cols: int = 1
    language: str = "english"
    kind: str = ""
    captions: list[int] = field(default_factory=list)
    numbered: bool = False  # labels bear numbers whose style tells their column

    def slots(self) -> list[list[Cell]]:
        out: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.row_span):
                for c in range(cell.col, cell.col + cell.col_span):
                    assert out[r][c] is None, (cell, out[r][c])
                    out[r][c] = cell
        return [[cell or Cell(r, c, "") for c, cell in enumerate(row)] for r, row in enumerate(out)]

    def truth(self) -> dict:
        return {"rows": self.rows, "cols": self.cols,
                "cells": [{"row": c.row, "col": c.col, "row_span": c.row_span, "col_span": c.col_span, "text": c.text}
                          for c in self.cells]}


class Maker:
    """Makes grids from one source of randomness."""

    def __init__(self, rng: random.Random, language: str):
        self.rng = rng
        self.language = language
        self.words = list(WORDS[language])
        rng.shuffle(self.words)
        self.next = 0

    def word(self) -> str:
        self.next += 1
        return self.words[self.next % len(self.words)]

    def phrase(self, least: int = 1, most: int = 3) -> str:
        words = [self.word() for _ in range(self.rng.randint(least, most))]
        return ("" if self.language in WIDE else " ").join(words)

    def name(self, least: int = 1, most: int = 3) -> str:
        text = self.phrase(least, most)
        return text[0].upper() + text[1:]

    def sentence(self) -> str:
        stop, comma = ("。", "，") if self.language in WIDE else (".", ", ")
        return self.name(4, 7) + comma + self.phrase(5, 9) + stop

    def numbers(self, blanks: float) -> "callable":
        rng = self.rng
        style = rng.choice(["small", "small", "small", "thousands", "decimal", "percent", "signed", "bracketed", "big", "zeros",
                            "points", "marked"])
        empty = rng.choice(["", "", "-", "—"]) if blanks else ""

        def one() -> str:
            if rng.random() < blanks:
                return empty
            if style == "zeros":
                return rng.choice(["0", "0", "0", str(rng.randint(1, 30))])
            if style == "thousands":
                return f"{rng.randint(0, 99999):,}"
            if style == "points":
                return f"{rng.randint(1000, 999999):,}".replace(",", ".") + f",{rng.randint(0, 99):02}"
            if style == "decimal":
                return f"{rng.uniform(0, 500):.1f}"
            if style == "percent":
                return f"{rng.uniform(0, 100):.1f}%"
            if style == "signed":
                return f"{rng.randint(-90, 90)}"
            if style == "bracketed":
                return f"({rng.randint(1, 900)})" if rng.random() < 0.3 else str(rng.randint(1, 900))
            if style == "big":
                return str(rng.randint(100_000, 90_000_000))
            if style == "marked":
                return str(rng.randint(0, 900)) + ("*" if rng.random() < 0.2 else "")
            return str(rng.randint(0, 400))
        return one

    def grid(self, kind: str) -> Grid:
        made = getattr(self, kind)()
        made.kind, made.language = kind, self.language
        return made

    def body(self, grid: Grid, blanks: float) -> None:
        taken = {(r, c) for cell in grid.cells for r in range(cell.row, cell.row + cell.row_span)
                 for c in range(cell.col, cell.col + cell.col_span)}
        for c in range(grid.cols):
            number = self.numbers(blanks)
            for r in range(grid.header_rows, grid.rows):
                if (r, c) not in taken:
                    grid.cells.append(Cell(r, c, number()))
        for r in range(grid.header_rows, grid.rows):  # each row says something
            own = [c for c in grid.cells if c.row == r and c.col >= grid.label_cols]
            if own and all(not c.text for c in own):
                own[-1].text = str(self.rng.randint(1, 90))

    def simple(self) -> Grid:
        rows, cols = self.rng.randint(3, 9), self.rng.randint(2, 7)
        grid = Grid(rows, cols, [Cell(0, c, self.name(1, 2), header=True) for c in range(cols)])
        grid.cells += [Cell(r, 0, self.name(1, 3), label=True) for r in range(1, rows)]
        self.body(grid, self.rng.choice([0, 0, 0.08]))
        return grid

    def header_columns(self, first: int, cols: int, levels: int) -> list[Cell]:
        """Names over columns first..cols: one level, or parents over the lower level."""
        if levels == 1:
            return [Cell(0, c, self.name(1, 2), header=True) for c in range(first, cols)]
        if levels == 3:
            return self.three_levels(first, cols)
        cells, c = [], first
        wide = False
        while c < cols:
            room = cols - c
            span = self.rng.randint(2, min(4, room)) if room >= 2 and self.rng.random() < 0.6 else 1
            if room >= 2 and not wide and c + span >= cols - 1:
                span = min(room, max(2, span))
            if span == 1:
                cells.append(Cell(0, c, self.name(1, 2), row_span=2, header=True))
            else:
                wide = True
                cells.append(Cell(0, c, self.name(1, 2), col_span=span, header=True))
                cells += [Cell(1, k, self.name(1, 1), header=True) for k in range(c, c + span)]
            c += span
        return cells

    def three_levels(self, first: int, cols: int) -> list[Cell]:
        """One or two names at the top, each over a header of two levels."""
        cells = []
        if cols - first >= 5 and self.rng.random() < 0.4:
            cols -= 1
            cells.append(Cell(0, cols, TOTALS[self.language], row_span=3, header=True))
        middle = first + max(2, (cols - first) // 2) if cols - first >= 6 and self.rng.random() < 0.6 else cols
        for start, end in [(first, middle), (middle, cols)]:
            if start < end:
                cells.append(Cell(0, start, self.name(1, 2), col_span=end - start, header=True))
                below = self.header_columns(start, end, 2)
                while len(below) > 1 and below[0].col_span == end - start:  # one name over the same columns says nothing
                    if end - start > 2:
                        below = self.header_columns(start, end, 2)
                    else:
                        below = [Cell(0, c, self.name(1, 1), row_span=2, header=True) for c in range(start, end)]
                for cell in below:
                    cell.row += 1
                cells += below
        return cells

    def levels(self) -> Grid:
        cols, body = self.rng.randint(4, 9), self.rng.randint(2, 7)
        grid = Grid(2 + body, cols, [Cell(0, 0, self.name(1, 2), row_span=2, header=True)], header_rows=2)
        grid.cells += self.header_columns(1, cols, 2)
        grid.cells += [Cell(r, 0, self.name(1, 3), label=True) for r in range(2, grid.rows)]
        self.body(grid, self.rng.choice([0, 0, 0.05]))
        return grid

    def deep(self) -> Grid:
        """A header of three levels."""
        cols, body = self.rng.randint(4, 9), self.rng.randint(2, 7)
        grid = Grid(3 + body, cols, [Cell(0, 0, self.name(1, 2), row_span=3, header=True)], header_rows=3)
        grid.cells += self.header_columns(1, cols, 3)
        grid.cells += [Cell(r, 0, self.name(1, 3), label=True) for r in range(3, grid.rows)]
        self.body(grid, 0)
        return grid

    def sections(self) -> Grid:
        """Rows with nothing but a name part the body; a total may stand at the end."""
        cols, levels = self.rng.randint(3, 7), self.rng.choice([1, 1, 2])
        cells = [Cell(0, 0, self.name(1, 2), row_span=levels, header=True)]
        cells += self.header_columns(1, cols, levels)
        row, heads = levels, []
        for _ in range(self.rng.randint(2, 4)):
            heads.append(row)
            cells.append(Cell(row, 0, self.name(1, 3), col_span=cols, label=True))
            for r in range(row + 1, row + 1 + self.rng.randint(2, 4)):
                cells.append(Cell(r, 0, self.name(1, 3), label=True))
                row = r
            row += 1
        if self.rng.random() < 0.4:
            cells.append(Cell(row, 0, TOTALS[self.language], label=True))
            row += 1
        grid = Grid(row, cols, cells, header_rows=levels, captions=heads)
        self.body(grid, self.rng.choice([0, 0, 0.05]))
        return grid

    def grouped(self) -> Grid:
        """Two columns of labels, the first merged downwards; rows of totals may take both."""
        cols, levels = self.rng.randint(4, 8), self.rng.choice([1, 1, 2])
        cells = [Cell(0, c, self.name(1, 2), row_span=levels, header=True) for c in range(2)]
        cells += self.header_columns(2, cols, levels)
        row = levels
        totals = self.rng.random() < 0.4
        for _ in range(self.rng.randint(2, 4)):
            size = self.rng.randint(2, 4)
            cells.append(Cell(row, 0, self.name(1, 2), row_span=size, label=True))
            cells += [Cell(r, 1, self.name(1, 2), label=True) for r in range(row, row + size)]
            row += size
        if totals:
            cells.append(Cell(row, 0, TOTALS[self.language], col_span=2, label=True))
            row += 1
        grid = Grid(row, cols, cells, header_rows=levels, label_cols=2)
        self.body(grid, 0)
        return grid

    def mixed(self) -> Grid:
        """A list: names, dates, words, numbers, marks; one header row."""
        rows, cols = self.rng.randint(4, 10), self.rng.randint(3, 7)
        cells = [Cell(0, c, self.name(1, 2), header=True) for c in range(cols)]
        kinds = [self.rng.choice(["words", "date", "number", "number", "code", "mark"]) for _ in range(cols)]
        kinds[0] = self.rng.choice(["words", "words", "ordinal", "code"])
        kinds[-1] = "number"
        if "words" not in kinds:
            kinds[1] = "words"
        number = self.numbers(0.05)
        form = self.rng.choice(["{2}-{1:02}-{0:02}", "{0:02}.{1:02}.{2}", "{1}/{0}/{2}"])
        for r in range(1, rows):
            for c, kind in enumerate(kinds):
                if kind == "words":
                    text = self.phrase(1, 4) if c else self.name(1, 3)
                elif kind == "date":
                    text = form.format(self.rng.randint(1, 28), self.rng.randint(1, 12), self.rng.randint(1990, 2024))
                elif kind == "number":
                    text = number() or "0"
                elif kind == "code":
                    text = f"{self.rng.choice('ABKMX')}{self.rng.choice('EHTR')}-{self.rng.randint(100, 999)}"
                elif kind == "ordinal":
                    text = str(r)
                else:
                    text = self.rng.choice(["yes", "no", "—", "n/a"])
                cells.append(Cell(r, c, text, label=c == 0))
        return Grid(rows, cols, cells)

    def no_labels(self) -> Grid:
        """Like a count of results: names only, then one or two rows of numbers."""
        groups, size = self.rng.randint(2, 3), self.rng.randint(2, 4)
        leaves = [self.name(1, 1) for _ in range(size)]
        cols = groups * size
        cells = [Cell(0, g * size, self.name(1, 2), col_span=size, header=True) for g in range(groups)]
        cells += [Cell(1, c, leaves[c % size], header=True) for c in range(cols)]
        grid = Grid(2 + self.rng.randint(1, 2), cols, cells, header_rows=2, label_cols=0)
        self.body(grid, 0)
        return grid

    def blocks(self) -> Grid:
        """Blocks one below the other, each with a caption over all columns and a header."""
        cols = self.rng.randint(3, 6)
        cells: list[Cell] = []
        captions = []
        row = 0
        first = self.name(1, 1)
        for block in range(self.rng.randint(2, 4)):
            captions.append(row)
            cells.append(Cell(row, 0, self.name(2, 3), col_span=cols, header=True))
            short = block > 0 and cols > 2 and self.rng.random() < 0.4
            names = cols - 1 if short else cols
            for line in range(1, 2 + self.rng.randint(1, 3)):
                for c in range(names):
                    span = 2 if short and c == names - 1 else 1
                    text = (first if c == 0 else self.name(1, 2)) if line == 1 else \
                        self.name(1, 3) if c == 0 else str(self.rng.randint(0, 900))
                    cells.append(Cell(row + line, c, text, col_span=span, header=line == 1, label=c == 0))
                last = row + line
            row = last + 1
        return Grid(row, cols, cells, header_rows=2, captions=captions)

    def tree(self) -> Grid:
        """Labels in two or three columns, merged over rows and columns; a stub above them."""
        labels, values = self.rng.randint(2, 3), self.rng.randint(2, 7)
        cols = labels + values
        levels = self.rng.randint(1, 2 if values < 5 else 3) if values >= 3 else 1
        numbered = self.rng.random() < 0.7
        script = self.rng.choice(["chinese", "half-width"] if self.language == "chinese" else ["latin", "latin", "roman"])
        styles = NUMBERING[script]
        counters = [0, 0, 0]

        def label(depth: int) -> str:
            style = depth + (3 - labels)
            counters[depth] += 1
            for deeper in range(depth + 1, 3):
                counters[deeper] = 0
            mark = styles[style][counters[depth] - 1] if numbered else ""
            return mark + self.name(1, 3)

        cells = [Cell(0, 0, self.name(2, 4), row_span=levels, col_span=labels, header=True)]
        cells += self.header_columns(labels, cols, levels)
        row = levels

        def single(depth: int, row: int) -> int:
            cells.append(Cell(row, depth, label(depth), col_span=labels - depth, label=True))
            return row + 1

        def group(depth: int, row: int) -> int:
            cell = Cell(row, depth, label(depth), label=True)
            cells.append(cell)
            start = row
            for _ in range(self.rng.randint(2, 4)):
                if depth + 2 < labels and self.rng.random() < 0.6:
                    row = group(depth + 1, row)
                else:
                    row = single(depth + 1, row)
            cell.row_span = row - start
            return row

        for _ in range(self.rng.randint(0, 2)):
            row = single(0, row)
        for _ in range(self.rng.randint(1, 3)):
            row = group(0, row)
        if self.rng.random() < 0.6:
            row = single(0, row)
        grid = Grid(row, cols, cells, header_rows=levels, label_cols=labels, numbered=numbered)
        # Some row shows all label columns, else they are not there to be found.
        if not any(c.label and c.col == labels - 1 for c in cells):
            return self.tree()
        self.body(grid, self.rng.choice([0, 0, 0.05]))
        return grid

    def wordy(self) -> Grid:
        """Words in most cells."""
        rows, cols = self.rng.randint(3, 7), self.rng.randint(2, 5)
        cells = [Cell(0, c, self.name(1, 2), header=True) for c in range(cols)]
        cells += [Cell(r, c, self.name(1, 4 if c == cols - 1 else 2)) for r in range(1, rows) for c in range(cols)]
        return Grid(rows, cols, cells)
