"""Tables drawn with characters, as terminals, databases, editors and document tools draw them."""
from __future__ import annotations

import csv
import io
import random
import unicodedata

from text_grids import Grid
from text_tabbed import fields


def width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, to: int, right: bool = False, middle: bool = False) -> str:
    room = max(0, to - width(text))
    if middle:
        return " " * (room // 2) + text + " " * (room - room // 2)
    return " " * room + text if right else text + " " * room


def wrap(text: str, room: int) -> list[str]:
    """Lines of words, none wider than the room if a word is not; a number stays with its first word."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer) <= room or not lines[-1] or lines[-1][-1] in ").":
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def column_widths(grid: Grid, least: int = 3, most: int = 1000, between: int = 3) -> list[int]:
    """Room for every text, wrapped to `most` columns."""
    widths = [least] * grid.cols
    for cell in sorted(grid.cells, key=lambda c: c.col_span):
        have = sum(widths[cell.col:cell.col + cell.col_span]) + between * (cell.col_span - 1)
        need = max(width(line) for line in wrap(cell.text, most))
        if need > have:
            widths[cell.col + cell.col_span - 1] += need - have
    return widths


# Marks by the arms that meet: left 1, right 2, up 4, down 8.
SHAPES = [3, 12, 10, 11, 9, 14, 15, 13, 6, 7, 5]
STYLES = {"ascii": "-|+++++++++", "light": "─│┌┬┐├┼┤└┴┘", "double": "═║╔╦╗╠╬╣╚╩╝", "heavy": "━┃┏┳┓┣╋┫┗┻┛", "round": "─│╭┬╮├┼┤╰┴╯",
          "dots": "-|...:+:':'"}


def boxed(grid: Grid, rng: random.Random, styles: tuple[str, ...], wrapped: bool) -> str:
    """Walls around every cell; spans have no wall inside. Cells may hold several lines."""
    style = rng.choice(styles)
    marks = dict(zip(SHAPES, STYLES[style]))
    most = rng.choice([8, 12, 20]) if wrapped else 1000
    widths = column_widths(grid, rng.choice([1, 3]), most)
    slots = grid.slots()
    cells = {id(c): c for row in slots for c in row}.values()
    xs = [0]
    for w in widths:
        xs.append(xs[-1] + w + 3)
    texts = {id(c): wrap(c.text, xs[c.col + c.col_span] - xs[c.col] - 3) for c in cells}
    heights = [1] * grid.rows
    for cell in sorted(cells, key=lambda c: c.row_span):
        have = sum(heights[cell.row:cell.row + cell.row_span]) + cell.row_span - 1
        heights[cell.row + cell.row_span - 1] += max(0, len(texts[id(cell)]) - have)
    ys = [0]
    for h in heights:
        ys.append(ys[-1] + h + 1)
    canvas = [[" "] * (xs[-1] + 1) for _ in range(ys[-1] + 1)]
    walls: dict[tuple[int, int], int] = {}

    def wall(y: int, x: int, arm: int) -> None:
        walls[(y, x)] = walls.get((y, x), 0) | arm

    middle = rng.random() < 0.5
    for cell in cells:
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
        lines = texts[id(cell)]
        first = top + 1 + ((bottom - top - 1 - len(lines)) // 2 if middle else 0)
        for i, line in enumerate(lines):
            column = left + 2
            for char in pad(line, right - left - 3, right=cell.text[:1].isdigit(), middle=cell.header and middle):
                canvas[first + i][column] = char
                column += 1
                if width(char) == 2:
                    canvas[first + i][column] = ""
                    column += 1
    for (y, x), arms in walls.items():
        canvas[y][x] = marks.get(arms, marks[15])
    if style == "ascii" and grid.header_rows and rng.random() < 0.5:
        y = ys[grid.header_rows]
        canvas[y] = ["=" if c == "-" else c for c in canvas[y]]
    return "\n".join("".join(line) for line in canvas) + "\n"


def shell(grid: Grid, rng: random.Random) -> str:
    """One line a row, rules around the header and at the end only: MySQL, psql, rich, org-mode, PrettyTable."""
    widths = column_widths(grid)
    rows = [fields(grid, r) for r in range(grid.rows)]
    form = rng.choice(["mysql", "psql", "psql frame", "org", "unicode", "heavy head"])

    def cells(row: list[str], bar: str) -> str:
        return bar.join(f" {pad(t, w, right=t[:1].isdigit())} " for t, w in zip(row, widths))

    def rule(left: str, mark: str, cross: str, right: str) -> str:
        return left + cross.join(mark * (w + 2) for w in widths) + right
    if form == "psql":
        head = "|".join(f" {pad(t, w, middle=True)} " for t, w in zip(rows[0], widths))
        lines = [head.rstrip(), rule("", "-", "+", ""), *(cells(row, "|").rstrip() for row in rows[1:])]
        if rng.random() < 0.5:
            lines.append(f"({grid.rows - 1} rows)")
        return "\n".join(lines) + "\n"
    if form in ("mysql", "psql frame", "org"):
        left, right = ("|", "|") if form == "org" else ("+", "+")
        body = ["|" + cells(row, "|") + "|" for row in rows]
        line = rule(left, "-", "+", right)
        lines = [body[0], line, *body[1:]]
        return "\n".join(lines if form == "org" else [line, *lines, line]) + "\n"
    heavy = form == "heavy head"
    lines = [rule("┏", "━", "┳", "┓") if heavy else rule("┌", "─", "┬", "┐")]
    lines.append("┃" + cells(rows[0], "┃") + "┃" if heavy else "│" + cells(rows[0], "│") + "│")
    lines.append(rule("┡", "━", "╇", "┩") if heavy else rule("├", "─", "┼", "┤"))
    lines += ["│" + cells(row, "│") + "│" for row in rows[1:]]
    lines.append(rule("└", "─", "┴", "┘"))
    return "\n".join(lines) + "\n"


def markdown(grid: Grid, rng: random.Random) -> str:
    outer = rng.random() < 0.8
    neat = rng.random() < 0.5
    if rng.random() < 0.3:  # a bar in a text, escaped
        cell = rng.choice([c for c in grid.cells if c.text])
        cell.text += " | " + cell.text[:3].strip()
    if not outer:
        for cell in grid.cells:
            if not cell.text and cell.col in (0, grid.cols - 1):
                cell.text = "-"
    rows = [fields(grid, r) for r in range(grid.rows)]
    widths = [max(width(row[c].replace("|", "\\|")) for row in rows) for c in range(grid.cols)]
    rule = [rng.choice(["---", ":--", "--:", ":-:"]) for _ in range(grid.cols)]

    def line(cells: list[str]) -> str:
        texts = [c.replace("|", "\\|") for c in cells]
        inner = " | ".join(pad(c, w) if neat else c for c, w in zip(texts, widths))
        return f"| {inner} |" if outer else inner.rstrip()
    return "\n".join([line(rows[0]), line(rule), *map(line, rows[1:])]) + "\n"


def rst_simple(grid: Grid, rng: random.Random) -> str:
    """Columns under runs of equal signs; names over several columns are underlined with dashes; cells may wrap."""
    most = rng.choice([1000, 1000, 14])
    widths = column_widths(grid, most=most, between=2)
    if most < 1000:
        widths[:-1] = [max([w, *(width(c.text) for c in grid.cells if c.col == i and c.col_span == 1 and c.col < grid.cols - 1)])
                       for i, w in enumerate(widths[:-1])]
    border = "  ".join("=" * w for w in widths)
    slots = grid.slots()
    lines = [border]
    for r in range(grid.rows):
        row = [slots[r][c] for c in range(grid.cols) if slots[r][c].col == c]
        rooms = [sum(widths[c.col:c.col + c.col_span]) + 2 * (c.col_span - 1) for c in row]
        texts = [wrap(c.text if c.row == r else "", room) for c, room in zip(row, rooms)]
        for i in range(max(map(len, texts))):
            lines.append("  ".join(pad(t[i] if i < len(t) else "", room) for t, room in zip(texts, rooms)).rstrip())
        if any(c.col_span > 1 for c in row):
            lines.append("  ".join("-" * room for room in rooms))
        if r == grid.header_rows - 1:
            if lines[-1].startswith("-"):
                lines.pop()
            lines.append(border)
    return "\n".join([*lines, border]) + "\n"


def separated(grid: Grid, rng: random.Random) -> str:
    """Records with quotes: commas and quotes in texts, lines in a cell, decimal commas behind semicolons."""
    delimiter = rng.choice(",;;\t")
    for cell in grid.cells:
        if cell.text and not cell.text[:1].isdigit() and rng.random() < 0.08:
            cell.text += rng.choice([", ", "; ", ' "so" ', " (a, b)"]) + cell.text.split()[0]
        elif cell.label and rng.random() < 0.04:
            cell.text += "\n" + cell.text.split()[0]
        elif delimiter == ";" and cell.text.count(".") == 1 and cell.text.replace(".", "").isdigit():
            cell.text = cell.text.replace(".", ",")
        cell.text = cell.text.strip()
    out = io.StringIO()
    quoting = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=rng.choice(quoting))
    for r in range(grid.rows):
        writer.writerow(fields(grid, r))
    return out.getvalue()
