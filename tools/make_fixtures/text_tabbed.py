"""Tab-separated pages, as page-wise exports write them: rows padded to the width of their page, and what goes wrong there.

The faults are mixed at random, page by page, as far as the text still says what the grid was: a label merged over several
columns gets one too few, the last row of a page forgets the labels above it, a page loses its first label column or blank
value columns, a row is cut by the page, header texts come as two rows, a page gets a surplus field, its header is repeated,
page numbers and form feeds stand between.
"""
from __future__ import annotations

import random

from text_grids import Grid
from text_words import WIDE


def fields(grid: Grid, row: int) -> list[str]:
    """One row, padded: a merged cell's text in its first field."""
    slots = grid.slots()[row]
    return [cell.text if (cell.row, cell.col) == (row, c) else "" for c, cell in enumerate(slots)]


def halves(text: str, language: str) -> tuple[str, str]:
    """The text in two, cut where a line would break; nothing to join when it is too short."""
    if language in WIDE:
        return (text, "") if len(text) < 6 or text[-4] in " )." else (text[:len(text) - 3], text[-3:])
    words = text.split()
    if len(words) < 3 or not (words[-1][0].islower() or language == "arabic"):
        return text, ""
    return " ".join(words[:-1]), words[-1]


class Pages:
    """One grid on its way to pages of fields."""

    def __init__(self, grid: Grid, rng: random.Random):
        self.grid, self.rng = grid, rng
        self.rows = [fields(grid, r) for r in range(grid.rows)]
        self.tree = grid.kind == "tree"
        self.values = grid.cols - grid.label_cols
        labels = {r: [c.col for c in grid.cells if c.label and c.row == r] for r in range(grid.rows)}
        self.deepest = {r: max(cols, default=0) for r, cols in labels.items()}
        self.lead = {r: min(cols, default=0) for r, cols in labels.items()}
        self.shifted = self.tree and rng.random() < 0.5
        # Nothing but the last column is filled, as where zeros stay blank: pages then differ in their width.
        self.sparse = self.tree and rng.random() < 0.15
        self.out: list[str] = []

    def write(self) -> str:
        if self.sparse:
            self.blank_values()
        if self.shifted:
            self.shift()
        starts = self.page_starts()
        for start, end in zip(starts, [*starts[1:], self.grid.rows]):
            self.page(start, end, start == starts[0], end == self.grid.rows)
        return "\n".join(self.out) + "\n"

    def blank_values(self) -> None:
        grid = self.grid
        for cell in grid.cells:
            if cell.row >= grid.header_rows and grid.label_cols <= cell.col < grid.cols - 1:
                cell.text = ""
            elif cell.row >= grid.header_rows and cell.col == grid.cols - 1:
                cell.text = cell.text if cell.text[:1].isdigit() else "0"
        self.rows = [fields(grid, r) for r in range(grid.rows)]

    def shift(self) -> None:
        """Labels over several columns get one too few."""
        for r, row in enumerate(self.rows):
            if r < self.grid.header_rows:
                self.rows[r] = row[:1] + row[2:] + [""]
            elif self.deepest[r] < self.grid.label_cols - 1:
                cut = self.deepest[r] + 1
                self.rows[r] = row[:cut] + row[cut + 1:] + [""]

    def page_starts(self) -> list[int]:
        grid, rng = self.grid, self.rng
        starts = [0]
        if grid.kind in ("tree", "simple", "levels", "deep", "grouped", "mixed", "sections"):
            while len(starts) < 4 and rng.random() < (0.6 if len(starts) == 1 else 0.3):
                least = max(grid.header_rows + 2, starts[-1] + 2)
                if least >= grid.rows - 1:
                    break
                starts.append(rng.randrange(least, grid.rows - 1))
        return starts

    def page(self, start: int, end: int, first: bool, last: bool) -> None:
        grid, rng = self.grid, self.rng
        rows = [list(self.rows[r]) for r in range(start, end)]
        half = getattr(self, "half", None)
        self.half = None
        repeats = False
        if not first:
            # A row that is one label alone ends a page badly: it would read as the second half of a row, or as a caption.
            repeats = grid.kind in ("simple", "levels", "deep", "mixed") and half is None and rng.random() < 0.3
            if rng.random() < 0.6:
                self.out.append("")
            if rng.random() < 0.3:
                self.out.append(rng.choice(["- 2 -", "第 2 页" if grid.language == "chinese" else "Page 2"]))
            if self.out[-1]:
                self.out.append("")
        if not last:
            self.end_page(rows, end - 1, end)
        if self.tree and not first:
            rows = self.lose_columns(rows, start, end)
        if half:
            full = [""] * max(len(r) for r in rows)
            full[half[0] - self.lost_left if half[0] >= self.lost_left else 0] = half[1]
            rows.insert(0, full)
        if first:
            rows = self.wrap_header(rows)
            self.header = rows[:len(rows) - (end - start) + grid.header_rows]
        if repeats:
            rows = [list(row) for row in self.header] + rows
        width = max(len(r) for r in rows)
        surplus = 1 if rng.random() < 0.06 else 0  # a field that no row fills
        lines = ["\t".join(r + [""] * (width + surplus - len(r))) for r in rows]
        if not first and rng.random() < 0.25:
            lines[0] = "\f" + lines[0]
        self.out += lines
        self.lost_left = 0

    lost_left = 0

    def end_page(self, rows: list[list[str]], last: int, after: int) -> None:
        """What happens to the last row of a page."""
        grid, rng = self.grid, self.rng
        col = self.deepest[last]
        under = self.lead[last] > 0 and col == grid.label_cols - 1 and self.lead[last] == col
        if self.tree and under and (grid.numbered or self.lead[after] > 0 and not self.shifted and rows[-1][grid.label_cols]) and rng.random() < 0.4:
            # It forgot the labels that it stands under; merged over two label columns it has one too few.
            values = rows[-1][grid.label_cols:]
            pad = [""] * (grid.label_cols - 2 if self.shifted else grid.label_cols - 1)
            rows[-1] = [rows[-1][col], *pad, *values] + ([""] if self.shifted else [])
        elif rng.random() < 0.4 and (not self.tree or col == grid.label_cols - 1) and last not in grid.captions and \
                grid.kind != "mixed" and (grid.kind != "sections" or grid.language not in (*WIDE, "arabic")):
            at = col if self.tree or grid.kind == "grouped" else 0
            head, tail = halves(rows[-1][at], grid.language)
            if tail:
                rows[-1][at] = head
                self.half = (at, tail)

    def lose_columns(self, rows: list[list[str]], start: int, end: int) -> list[list[str]]:
        grid, rng = self.grid, self.rng
        full = any(all(self.rows[r][c] for c in range(grid.label_cols, grid.cols)) and self.deepest[r] == grid.label_cols - 1
                   for r in range(start, end))
        tops = [r for r in range(start, end) if self.rows[r][0]]
        told = grid.numbered and any(self.lead[r] > 0 for r in range(start, end)) or full and not tops
        both = any(self.rows[r][0] and self.rows[r][1] for r in range(start, end))
        if self.lead[start] > 0 and told and not both and not self.sparse and rng.random() < 0.4:
            # The page does not know of the first label column; labels in it move to the next.
            self.lost_left = 1
            rows = [([row[0]] + row[2:] if row[0] else row[1:]) for row in rows]
        elif self.sparse and self.values > 3 and rng.random() < 0.6:
            # Blank value columns are lost or added.
            change = rng.choice([-1, 1])
            at = grid.label_cols + 1
            rows = [row[:at] + row[at + 1:] if change < 0 else row[:at] + [""] + row[at:] for row in rows]
        return rows

    def wrap_header(self, rows: list[list[str]]) -> list[list[str]]:
        """Names of the lowest header row in two rows, where all of them are long enough."""
        grid, rng = self.grid, self.rng
        at = grid.header_rows - 1
        if grid.kind not in ("simple", "levels", "no_labels", "deep") or rng.random() > 0.25:
            return rows
        upper, lower = [], []
        for text in rows[at]:
            if grid.language in WIDE and text:
                upper.append(text[:len(text) // 2])
                lower.append(text[len(text) // 2:])
            else:
                words = text.split()
                upper.append(" ".join(words[:1]))
                lower.append(" ".join(words[1:]))
        if sum(map(bool, lower)) < 2 or any(len(t) > 4 for t in lower if grid.language in WIDE) or grid.language == "arabic" or \
                any(t[:1].isupper() for t in lower):
            return rows
        return rows[:at] + [upper, lower] + rows[at + 1:]


def tabbed(grid: Grid, rng: random.Random) -> str:
    if grid.language in WIDE and rng.random() < 0.3:  # letterspaced names, as text laid out for narrow columns has them
        for cell in grid.cells:
            if cell.header and cell.row_span == 1 and 3 < len(cell.text) < 6:
                cell.text = cell.text[:2] + " " + cell.text[2:]
    return Pages(grid, rng).write()
