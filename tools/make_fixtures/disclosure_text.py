"""A made disclosure report as plain text, with the faults of two kinds of exporters: pages of tabs, and one cell on a line."""
from __future__ import annotations

import random

from disclosure_form import Cell, Grid
from disclosure_report import Report

# ---- pages of tabs: a merged cell's text in its first field, each page padded to its own width ------------------------


def spaced(text: str, rng: random.Random) -> str:
    """Header words that stood on two lines come with a blank in them."""
    if len(text) == 4 and rng.random() < 0.8:
        return text[:2] + " " + text[2:] if rng.random() < 0.7 else " ".join(text)
    return text


def plain_table(grid: Grid, rng: random.Random, blanks: bool) -> list[str]:
    rows = []
    for r, slots in enumerate(grid.slots()):
        rows.append([(spaced(cell.text, rng) if blanks and cell.header and c else cell.text) if (cell.row, cell.col) == (r, c)
                     else "" for c, cell in enumerate(slots)])
    if grid.kind == "review_litigation" and rng.random() < 0.4:
        rows = split_header(grid, rng)
    longest = max(len(row) for row in rows) + rng.choice([0, 0, 0, 1])
    return ["\t".join(row + [""] * (longest - len(row))) for row in rows]


def split_header(grid: Grid, rng: random.Random) -> list[list[str]]:
    """The names of results on two rows, the second half below the first."""
    top, bottom = [], []
    for c in range(15):
        text = next(cell.text for cell in grid.cells if cell.header and cell.col == c and cell.col_span == 1)
        top.append(text if text == "总计" else text[:2])
        bottom.append("" if text == "总计" else text[2:])
    first = top[:5] + ["未经复议直接起诉"] + [""] * 4 + ["复议后起诉"] + [""] * 4
    values = [next(cell.text for cell in grid.cells if cell.row == 3 and cell.col == c) for c in range(15)]
    return [["行政复议"] + [""] * 4 + ["行政诉讼"] + [""] * 9, first, [""] * 5 + top[5:], bottom, values]


class TabbedRequests:
    """The table of requests, cut at page ends."""

    def __init__(self, grid: Grid, rng: random.Random) -> None:
        self.grid = grid
        self.rng = rng
        self.slots = grid.slots()
        self.short = rng.random() < 0.6                      # merged labels are given one column too few
        count = rng.choice([0, 1, 1, 2])
        self.breaks = sorted(rng.sample(range(6, grid.rows - 2), count))
        self.forgetful = rng.random() < 0.5                  # the last row of a page loses the labels above it
        self.cut = rng.random() < 0.35                       # the row at the page end comes as two rows
        self.halves = ""

    def labels(self, r: int) -> list[tuple[int, str]]:
        found = {}
        for c in range(3):
            cell = self.slots[r][c]
            found[cell.col] = cell.text if cell.row == r else ""
        return sorted(found.items())

    def values(self, r: int) -> list[str]:
        return [cell.text for cell in self.slots[r][3:]]

    def header(self) -> list[list[str]]:
        rows = []
        lead = 2 if self.short else 3
        for r in range(3):
            row = [self.slots[0][0].text if r == 0 else ""] + [""] * (lead - 1)
            for c in range(3, 10):
                cell = self.slots[r][c]
                row.append(cell.text if (cell.row, cell.col) == (r, c) else "")
            rows.append(row + ([""] if self.short else []))
        return rows

    def row(self, r: int, lead: int, last: bool, shape: tuple[int, int]) -> list[str]:
        """`lead`: label columns that the fragment keeps (3, or 2 when it lost the first)."""
        labels = self.labels(r)
        deepest = labels[-1][0]
        if last and self.forgetful and self.short and deepest == 2 and not any(text for _, text in labels[:-1]):
            return [labels[-1][1]] + [""] * (lead - 2) + self.window(r, shape) + [""]
        fields = [text for _, text in labels]
        if lead == 2 and not fields[0]:
            fields = fields[1:]
        wanted = lead
        if self.short and len(labels) < 3:
            wanted = lead - 1
        fields += [""] * max(0, wanted - len(fields))
        return fields + self.window(r, shape) + ([""] if wanted < lead else [])

    def window(self, r: int, shape: tuple[int, int]) -> list[str]:
        """The values in a fragment that lost or gained columns of empty ones."""
        values = self.values(r)
        drop, add = shape
        return [""] * add + values[drop:]

    def lines(self) -> list[str]:
        out: list[str] = []
        edges = [0, *self.breaks, self.grid.rows]
        rest = ""
        for f, (first, end) in enumerate(zip(edges, edges[1:])):
            page: list[list[str]] = self.header() if first == 0 else []
            rows = list(range(max(first, 3), end))
            lead = 3
            if first > 0 and self.rng.random() < 0.3 and all(not self.labels(r)[0][1] or len(self.labels(r)) == 1 for r in rows):
                lead = 2
            shape = (0, 0)
            if first > 0 and lead == 3 and all(not v for r in rows for v in self.values(r)[:2]):
                shape = self.rng.choice([(0, 0), (1, 0), (0, 1)])
            if rest:
                page.append(["", "", rest] if lead == 3 else ["", rest])
                rest = ""
            for r in rows:
                last = r == rows[-1] and end < self.grid.rows
                row = self.row(r, lead, last, shape)
                label = self.labels(r)[-1][1]
                if last and self.cut and self.labels(r)[-1][0] == 2 and len(label) > 8 and label in row:
                    at = len(label) // 2
                    row[row.index(label)] = label[:at]
                    rest = label[at:]
                page.append(row)
            longest = max(len(row) for row in page)
            out += ["\t".join(row + [""] * (longest - len(row))) for row in page]
            if end < self.grid.rows:
                out.append("")
        return out


def tabbed(report: Report, seed: int) -> str:
    rng = random.Random(f"tabbed {seed}")
    out: list[str] = ["", ""]
    blanks = rng.random() < 0.7
    for block in report.blocks:
        if block.kind == "table":
            made = TabbedRequests(block.grid, rng).lines() if block.grid.kind == "requests" else plain_table(block.grid, rng, blanks)
            out += made
        else:
            text = block.text
            if block.kind == "title":
                text = text.replace(str(report.year), f" {report.year} ") if blanks else text
            if block.kind == "paragraph" and len(text) > 40 and rng.random() < 0.3:
                at = rng.randint(15, len(text) - 15)  # cut in mid-word by a page end
                out += [text[:at], ""]
                text = text[at:]
            if block.kind == "paragraph" and rng.random() < 0.2:
                text = "**一是**" + text
            out.append(text)
        out.append("")
    return "\n".join(out) + "\n"


# ---- one cell on a line -----------------------------------------------------------------------------------------------

def stacked_cell(cell: Cell, covered: bool, rng: random.Random, loose: bool) -> list[str]:
    if covered:
        return ["\t"]
    lines = ["\t" + cell.text]
    if loose and cell.header and cell.text and rng.random() < 0.3:
        lines.append(rng.choice(["\u00a0", ""]))
    elif not cell.header and cell.text and rng.random() < 0.05:
        lines[0] += " "
    return lines


def stacked(report: Report, seed: int) -> str:
    rng = random.Random(f"stacked {seed}")
    out: list[str] = []
    for block in report.blocks:
        if block.kind != "table":
            out += [("\u3000\u3000" if block.kind == "paragraph" and rng.random() < 0.2 else "") + block.text]
            if rng.random() < 0.2:
                out.append("")
            continue
        slots = block.grid.slots()
        loose = rng.random() < 0.4
        marked = rng.random() < 0.2
        for r, row in enumerate(slots):
            c = 0
            while c < block.grid.cols:
                cell = row[c]
                lines = stacked_cell(cell, cell.row < r, rng, loose)
                if marked and cell.text:
                    lines[0] = lines[0].replace("\t", "\t[bookmark: _GoBack]", 1)
                    marked = False
                out += lines
                c = cell.col + cell.col_span
            out.append("")
        out += [""] * rng.randint(0, 2)
    return "\n".join(out) + "\n"
