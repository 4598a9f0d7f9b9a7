"""Tables whose columns are kept apart by blanks: typed lists, reports of old systems, pages with heads and form feeds."""
from __future__ import annotations

import random

from text_drawn import pad, width, wrap
from text_grids import Cell, Grid
from text_words import WIDE


def place(line: str, x: int, text: str, room: int, how: str) -> str:
    text = pad(text, room, right=how == "right", middle=how == "middle").rstrip()
    blanks = len(text) - len(text.lstrip())
    return line + " " * (x + blanks - width(line)) + text.lstrip() if text.strip() else line


class Sheet:
    """One grid as lines of text: words at the left, numbers at the right edge, upper names over their columns' middle."""

    def __init__(self, grid: Grid, rng: random.Random, report: bool = False):
        self.grid, self.rng = grid, rng
        self.gap = rng.choice([2, 2, 3, 4, 5])
        self.numeric = [c >= grid.label_cols and all(cell.text[:1].isdigit() or cell.text[:1] in "-(—" for cell in grid.cells
                                                     if cell.col == c and cell.col_span == 1 and cell.text and
                                                     cell.row >= grid.header_rows) for c in range(grid.cols)]
        self.wraps = rng.random() < 0.35 and grid.language not in WIDE  # names and labels over several lines
        self.most = rng.choice([10, 14, 18]) if self.wraps else 1000
        self.rules = rng.choice(["none", "lines", "lines", "columns", "head"])
        self.mark = rng.choice("-=-")
        self.leaders = rng.random() < 0.2 and grid.label_cols == 1 and not self.wraps
        self.totals = rng.random() < 0.3
        self.loose = rng.choice([0, 0, 0.2]) if not self.wraps else 0  # blank lines between rows
        self.spanners = self.rules != "none" and rng.random() < 0.5  # dashes below names of several columns
        self.widths = [3] * grid.cols
        for cell in sorted(grid.cells, key=lambda c: c.col_span):
            if cell.row in grid.captions and cell.col_span == grid.cols:
                continue
            have = sum(self.widths[cell.col:cell.col + cell.col_span]) + self.gap * (cell.col_span - 1)
            hang = 2 if cell.label and not cell.header else 0  # further lines of a label are indented
            need = max(width(part) + (hang if i else 0) for i, part in enumerate(wrap(cell.text, self.limit(cell))))
            if need > have:
                self.widths[cell.col + cell.col_span - 1] += need - have
        self.xs = [rng.choice([0, 0, 2])]
        for w in self.widths:
            self.xs.append(self.xs[-1] + w + self.gap)

    def limit(self, cell: Cell) -> int:
        return self.most if cell.header or cell.label or not self.numeric[cell.col] else 1000

    def room(self, cell: Cell) -> int:
        return self.xs[cell.col + cell.col_span] - self.gap - self.xs[cell.col]

    def how(self, cell: Cell) -> str:
        if cell.header and cell.col_span > 1 and cell.col >= self.grid.label_cols:
            return "middle"
        return "right" if self.numeric[cell.col] else "left"

    def row(self, r: int) -> list[str]:
        """The lines of one row. A name that stands over several header rows stands at the bottom."""
        grid = self.grid
        header = r < grid.header_rows
        cells = sorted((c for c in grid.cells if (c.row + c.row_span - 1 if header else c.row) == r), key=lambda c: c.col)
        texts = {id(c): self.lines(c) for c in cells}
        count = max(len(t) for t in texts.values())
        lines = [""] * count
        for cell in cells:
            parts = texts[id(cell)]
            first = count - len(parts) if header else 0
            for i, part in enumerate(parts):
                indent = 2 if i > 0 and not header and cell.label else 0
                lines[first + i] = place(lines[first + i], self.xs[cell.col] + indent, part, self.room(cell) - indent,
                                         self.how(cell))
        if header and self.spanners and any(c.col_span > 1 for c in cells):
            below = ""
            for cell in cells:
                if cell.col_span > 1:
                    below = place(below, self.xs[cell.col], "-" * self.room(cell), self.room(cell), "left")
            lines.append(below)
        return [line.rstrip() for line in lines]

    def lines(self, cell: Cell) -> list[str]:
        caption = cell.row in self.grid.captions and cell.col_span == self.grid.cols
        limit = self.limit(cell)
        if caption or limit >= 1000:
            parts = [cell.text]
        else:
            parts = wrap(cell.text, min(limit, self.room(cell)) - (2 if cell.label and not cell.header else 0))
        room = self.room(cell)
        if self.leaders and cell.label and not caption and room - width(parts[-1]) > 6:
            parts[-1] += " " + "." * (room - width(parts[-1]) - 2)
        return parts

    def rule(self, mark: str) -> str:
        if self.rules == "columns":
            line = ""
            for x, w in zip(self.xs, self.widths):
                line = place(line, x, mark * w, w, "left")
            return line
        return " " * self.xs[0] + mark * (self.xs[-1] - self.gap - self.xs[0])

    def head(self) -> list[str]:
        lines = [self.rule(self.mark)] if self.rules == "lines" else []
        for r in range(self.grid.header_rows):
            lines += self.row(r)
        if self.rules != "none":
            lines.append(self.rule(self.mark))
        return lines

    def body(self) -> list[list[str]]:
        """Lines of each row; blank ones and rules before a row belong to it."""
        grid, rng = self.grid, self.rng
        out = []
        for r in range(grid.header_rows, grid.rows):
            lines = self.row(r)
            if r > grid.header_rows:
                if r in grid.captions and rng.random() < 0.5 and self.loose == 0:
                    lines.insert(0, "")
                elif rng.random() < self.loose:
                    lines.insert(0, "")
                elif r == grid.rows - 1 and self.totals and self.rules in ("lines", "columns"):
                    lines.insert(0, self.rule(self.mark))
            out.append(lines)
        if self.rules == "lines":
            out[-1].append(self.rule(self.mark))
        return out


def aligned(grid: Grid, rng: random.Random) -> str:
    sheet = Sheet(grid, rng)
    return "\n".join([*sheet.head(), *(line for row in sheet.body() for line in row)]) + "\n"


def report(grid: Grid, rng: random.Random) -> str:
    """A long list on pages: each has a head with its number, the names of the columns again, and a form feed before it."""
    grid = lengthened(grid, rng)
    sheet = Sheet(grid, rng)
    per_page = rng.randint(8, 20)
    title = {"english": "HARBOUR STORES", "german": "HAFENLAGER", "french": "MAGASIN DU PORT"}.get(grid.language, "MILL 7")
    total = sheet.xs[-1] - sheet.gap
    out, rows = [], sheet.body()
    foot = rng.random() < 0.3
    code = f"RPT{rng.randint(100, 999)}"
    for page, start in enumerate(range(0, len(rows), per_page), 1):
        number = f"PAGE {page:4}"
        head = f"{code}  {title}"
        out.append(("\f" if page > 1 else "") + pad(head, max(total - len(number), width(head) + 4)) + number)
        if page == 1:
            second = f"RUN DATE {rng.randint(10, 28)}.{rng.randint(10, 12)}.19{rng.randint(70, 99)}"
        out += [second, "", *sheet.head()]
        out += [line for row in rows[start:start + per_page] for line in row]
        out.append("")
        if foot:
            out.append(f"{code} - CONTINUED" if start + per_page < len(rows) else f"{code} - END OF REPORT")
    return "\n".join(out) + "\n"


def lengthened(grid: Grid, rng: random.Random) -> Grid:
    """The grid with its rows again, under other numbers, until it fills some pages."""
    rows = grid.rows - grid.header_rows
    again = rng.randint(12, 40) // rows + 1
    body = [c for c in grid.cells if c.row >= grid.header_rows]
    for n in range(1, again):
        for cell in body:
            text = cell.text
            if text.isdigit():
                text = str(rng.randint(0, int("9" * len(text))))
            grid.cells.append(Cell(cell.row + n * rows, cell.col, text, cell.row_span, cell.col_span, cell.label, cell.header))
        grid.captions += [c + n * rows for c in grid.captions if c < grid.rows]
    grid.rows += rows * (again - 1)
    return grid
