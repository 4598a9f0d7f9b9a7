"""Ways in which tables come as plain text: each takes a known grid and writes it with the faults of its kind."""
from __future__ import annotations

import csv
import io
import random
import unicodedata

from text_grids import WIDE, Cell, Grid


def width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, to: int, right: bool = False, middle: bool = False) -> str:
    room = max(0, to - width(text))
    if middle:
        return " " * (room // 2) + text + " " * (room - room // 2)
    return " " * room + text if right else text + " " * room


# ---- tab-separated pages ------------------------------------------------------------------------------------------


def fields(grid: Grid, row: int) -> list[str]:
    """One row, padded: a merged cell's text in its first field."""
    slots = grid.slots()[row]
    return [cell.text if (cell.row, cell.col) == (row, c) else "" for c, cell in enumerate(slots)]


def tabbed(grid: Grid, rng: random.Random) -> str:
    rows = [fields(grid, r) for r in range(grid.rows)]
    breaks: set[int] = set()
    cut_row = None
    lost_left = False
    shifted = grid.kind == "tree" and rng.random() < 0.5
    deepest = {r: max((c.col for c in grid.cells if c.label and c.row == r), default=0) for r in range(grid.rows)}
    lead = {r: min((c.col for c in grid.cells if c.label and c.row == r), default=0) for r in range(grid.rows)}
    body = range(grid.header_rows, grid.rows)
    numbered = any(c.text[:2] in ("一、", "A.") for c in grid.cells if c.label)
    if grid.kind in ("tree", "simple", "levels") and len(body) > 4 and rng.random() < 0.6:
        at = rng.randrange(grid.header_rows + 2, grid.rows - 1)
        breaks.add(at)
    if shifted:
        for r in range(grid.rows):
            if r < grid.header_rows:
                rows[r] = rows[r][:1] + rows[r][2:] + [""]
            elif deepest[r] < grid.label_cols - 1:
                cut = deepest[r] + 1
                rows[r] = rows[r][:cut] + rows[r][cut + 1:] + [""]
    for at in breaks:
        if grid.kind == "tree":
            last = at - 1
            under = lead[last] > 0 and deepest[last] == grid.label_cols - 1 and lead[last] == deepest[last]
            after_under = lead[at] > 0
            if shifted and numbered and under and rng.random() < 0.6:
                # The last row of the page forgot the labels that it stands under.
                values = rows[last][grid.label_cols:]
                rows[last] = [rows[last][deepest[last]]] + [""] * (grid.label_cols - 2) + values + [""]
            elif after_under and not any(rows[r][0] and rows[r][1] for r in range(at, grid.rows)) and all(lead[r] > 0 or numbered for r in range(at, grid.rows)) and \
                    all(not rows[r][0] or numbered for r in range(at, grid.rows)) and numbered and rng.random() < 0.4:
                lost_left = True
            elif rng.random() < 0.4 and deepest[last] == grid.label_cols - 1:
                cut_row = last
        elif rng.random() < 0.4:
            cut_row = at - 1
    out: list[str] = []
    page: list[list[str]] = []

    def flush() -> None:
        nonlocal page
        if page:
            longest = max(len(r) for r in page)
            out.extend("\t".join(r + [""] * (longest - len(r))) for r in page)
        page = []

    for r in range(grid.rows):
        if r in breaks:
            flush()
            out.append("")
            if cut_row is not None:
                half = [""] * len(rows[cut_row])
                half[deepest[cut_row] if grid.kind == "tree" else 0] = second
                page.append(half)
        row = list(rows[r])
        if r == cut_row:
            at = deepest[r] if grid.kind == "tree" else 0
            first, second = halves(row[at], grid.language)
            if not second:
                cut_row = None
            else:
                row[at] = first
        if lost_left and breaks and r >= max(breaks):
            row = row[1:] if not row[0] else [row[0]] + row[2:]
        page.append(row)
    flush()
    return "\n".join(out) + "\n"


def halves(text: str, language: str) -> tuple[str, str]:
    """The text in two, cut where a line would break; nothing to join when it is too short."""
    if language in WIDE:
        return (text, "") if len(text) < 6 or text[-4] in " )." else (text[:len(text) - 3], text[-3:])
    words = text.split()
    if len(words) < 3 or not words[-1][0].islower():
        return text, ""
    return " ".join(words[:-1]), words[-1]


# ---- one cell on a line ------------------------------------------------------------------------------------------


def stacked(grid: Grid, rng: random.Random) -> str:
    slots = grid.slots()
    out = []
    loose = rng.random() < 0.15  # a header row whose cells end with an empty paragraph
    for r in range(grid.rows):
        c = 0
        while c < grid.cols:
            cell = slots[r][c]
            text = cell.text if cell.row == r else ""
            words = text.split(" ")
            if text and rng.random() < 0.05 and len(words) > 2:
                text = " ".join(words[:2]) + "\n" + " ".join(words[2:])
            out.append("\t" + text)
            if loose and r == grid.header_rows - 2 and grid.kind == "levels" and cell.row_span == 1 and text:
                out.append("")
            elif text and rng.random() < 0.03:
                out.append("\u00a0")
            c = cell.col + cell.col_span
        out.append("")
    return "\n".join(out) + "\n\n"


# ---- drawn -------------------------------------------------------------------------------------------------------


def column_widths(grid: Grid, least: int = 3) -> list[int]:
    widths = [least] * grid.cols
    for cell in sorted(grid.cells, key=lambda c: c.col_span):
        have = sum(widths[cell.col:cell.col + cell.col_span]) + 3 * (cell.col_span - 1)
        if width(cell.text) > have:
            widths[cell.col + cell.col_span - 1] += width(cell.text) - have
    return widths


LINES = {"ascii": "-|+++++++++=", "unicode": "─│┌┬┐├┼┤└┴┘═", "double": "═║╔╦╗╠╬╣╚╩╝═"}


def boxed(grid: Grid, rng: random.Random, style: str) -> str:
    """Walls around every cell; spans have no wall inside."""
    widths = column_widths(grid)
    slots = grid.slots()
    xs = [0]
    for w in widths:
        xs.append(xs[-1] + w + 3)
    ys = list(range(0, 2 * grid.rows + 1, 2))
    marks = LINES[style]
    canvas = [[" "] * (xs[-1] + 1) for _ in range(ys[-1] + 1)]
    walls: dict[tuple[int, int], int] = {}

    def wall(y: int, x: int, arm: int) -> None:
        walls[(y, x)] = walls.get((y, x), 0) | arm

    for cell in {id(c): c for row in slots for c in row}.values():
        top, bottom = ys[cell.row], ys[cell.row + cell.row_span]
        left, right = xs[cell.col], xs[cell.col + cell.col_span]
        for x in range(left, right):
            for y in (top, bottom):
                wall(y, x, 2)
                wall(y, x + 1, 1)
        for y in range(top, bottom):
            for x in (left, right):
                wall(y, x, 8)
                wall(y + 1, x, 4)
        text = pad(cell.text, right - left - 3, right=cell.text[:1].isdigit())
        column = left + 2
        for char in text:
            canvas[(top + bottom) // 2 if (top + bottom) // 2 not in ys or cell.row_span > 1 else top + 1][column] = char
            column += 1
            if width(char) == 2:
                canvas[(top + bottom) // 2][column] = ""
                column += 1
    shapes = {3: marks[0], 12: marks[1], 10: marks[2], 11: marks[3], 9: marks[4], 14: marks[5], 15: marks[6], 13: marks[7],
              6: marks[8], 7: marks[9], 5: marks[10]}
    for (y, x), arms in walls.items():
        canvas[y][x] = shapes.get(arms, marks[6])
    if style == "ascii" and grid.header_rows and rng.random() < 0.5:
        y = ys[grid.header_rows]
        canvas[y] = ["=" if c == "-" else c for c in canvas[y]]
    return "\n".join("".join(line) for line in canvas) + "\n"


def shell(grid: Grid, rng: random.Random) -> str:
    """As MySQL prints: one line a row, rules around the header and at the end."""
    widths = column_widths(grid)
    rule = "+" + "+".join("-" * (w + 2) for w in widths) + "+"
    rows = [fields(grid, r) for r in range(grid.rows)]
    lines = ["|" + "|".join(f" {pad(t, w, right=t[:1].isdigit())} " for t, w in zip(row, widths)) + "|" for row in rows]
    return "\n".join([rule, lines[0], rule, *lines[1:], rule]) + "\n"


def markdown(grid: Grid, rng: random.Random) -> str:
    outer = rng.random() < 0.8
    rows = [fields(grid, r) for r in range(grid.rows)]
    rule = [rng.choice(["---", ":--", "--:", ":-:"]) for _ in range(grid.cols)]

    def line(cells: list[str]) -> str:
        inner = " | ".join(c.replace("|", "\\|") for c in cells)
        return f"| {inner} |" if outer else inner
    if not outer:
        rows = [[c or "-" if i in (0, grid.cols - 1) else c for i, c in enumerate(row)] for row in rows]
        for cell in grid.cells:
            if not cell.text and cell.col in (0, grid.cols - 1):
                cell.text = "-"
    return "\n".join([line(rows[0]), line(rule), *map(line, rows[1:])]) + "\n"


def rst_simple(grid: Grid, rng: random.Random) -> str:
    widths = column_widths(grid)
    border = "  ".join("=" * w for w in widths)
    rows = [fields(grid, r) for r in range(grid.rows)]
    lines = ["  ".join(pad(t, w) for t, w in zip(row, widths)).rstrip() for row in rows]
    return "\n".join([border, lines[0], border, *lines[1:], border]) + "\n"


def separated(grid: Grid, rng: random.Random) -> str:
    delimiter = rng.choice(",;;")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n",
                        quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    for r in range(grid.rows):
        writer.writerow(fields(grid, r))
    return out.getvalue()


# ---- aligned columns ---------------------------------------------------------------------------------------------


def aligned(grid: Grid, rng: random.Random) -> str:
    """Columns kept apart by blanks: words at the left, numbers at the right edge, upper headers above their middle."""
    gap = rng.randint(2, 5)
    widths = [3] * grid.cols
    for cell in sorted(grid.cells, key=lambda c: c.col_span):
        have = sum(widths[cell.col:cell.col + cell.col_span]) + gap * (cell.col_span - 1)
        if width(cell.text) > have:
            widths[cell.col + cell.col_span - 1] += width(cell.text) - have
    xs = [rng.choice([0, 0, 2])]
    for w in widths:
        xs.append(xs[-1] + w + gap)
    wrap = rng.random() < 0.3 and grid.language not in WIDE
    numeric = [c >= grid.label_cols and any(cell.col == c and cell.text[:1].isdigit() for cell in grid.cells
                                            if cell.row >= grid.header_rows) for c in range(grid.cols)]
    lines: list[str] = []
    rules = rng.random() < 0.6
    mark = rng.choice("-=-")
    total = xs[-1] - gap - xs[0]
    leaders = rng.random() < 0.2 and grid.label_cols == 1

    def put(line: str, x: int, text: str, room: int, how: str) -> str:
        text = pad(text, room, right=how == "right", middle=how == "middle").rstrip()
        blanks = len(text) - len(text.lstrip())
        return line + " " * (x + blanks - width(line)) + text.lstrip() if text.strip() else line

    if rules:
        lines.append(" " * xs[0] + mark * total)
    for r in range(grid.rows):
        line, below = "", ""
        for cell in sorted((c for c in grid.cells if c.row == r), key=lambda c: c.col):
            room = xs[cell.col + cell.col_span] - gap - xs[cell.col]
            how = "middle" if cell.col_span > 1 and cell.header and cell.col >= grid.label_cols else \
                "right" if numeric[cell.col] else "left"
            text = cell.text
            if wrap and cell.label and cell.col == 0 and r >= grid.header_rows and len(text.split()) > 2:
                below = " " * (xs[0] + 2) + " ".join(text.split()[2:])
                text = " ".join(text.split()[:2])
            if leaders and cell.label and r >= grid.header_rows and room - width(text) > 6 and not below:
                text += " " + "." * (room - width(text) - 2)
            line = put(line, xs[cell.col], text, room, how)
        lines.append(line.rstrip())
        if below:
            lines.append(below)
        if rules and r == grid.header_rows - 1:
            lines.append(" " * xs[0] + mark * total)
    if rules:
        lines.append(" " * xs[0] + mark * total)
    return "\n".join(lines) + "\n"


KINDS = {
    "tabbed": (tabbed, ("simple", "levels", "tree", "tree", "blocks", "no_labels", "wordy")),
    "stacked": (stacked, ("simple", "levels", "tree", "tree", "blocks", "no_labels", "wordy")),
    "ascii": (lambda g, r: boxed(g, r, "ascii"), ("simple", "levels", "tree", "blocks", "wordy")),
    "unicode": (lambda g, r: boxed(g, r, "unicode"), ("simple", "levels", "tree", "blocks", "wordy")),
    "double": (lambda g, r: boxed(g, r, "double"), ("simple", "levels", "tree", "blocks")),
    "shell": (shell, ("simple", "wordy")),
    "markdown": (markdown, ("simple", "wordy")),
    "rst_simple": (rst_simple, ("simple",)),
    "separated": (separated, ("simple",)),
    "aligned": (aligned, ("simple", "simple", "levels")),
}
