"""One cell on a line, as Tika writes the tables of .doc and .docx: a tab begins a cell, an empty line ends a row.

Cells carried on from above are there and empty; how many columns a cell spans is lost. Further paragraphs of a cell are
lines without a tab: a wrapped phrase, white space, or an empty line that looks like the end of the row. Empty first
paragraphs leave a tab alone on its line, with the text below.
"""
from __future__ import annotations

import random

from text_grids import Grid
from text_words import WIDE


def paragraphs(text: str, language: str, rng: random.Random) -> str:
    """The text in two paragraphs, where it is long enough."""
    if language in WIDE:
        at = len(text) // 2
        whole = text[at:at + 1] in " .,)）、" or text.isascii()  # a code is no phrase
        return text[:at] + "\n" + text[at:] if len(text) > 5 and not whole else text
    words = text.split(" ")
    at = rng.randint(1, max(1, len(words) - 1))
    return " ".join(words[:at]) + "\n" + " ".join(words[at:]) if len(words) > 2 else text


def stacked(grid: Grid, rng: random.Random) -> str:
    slots = grid.slots()
    out = []
    # Rows whose cells end with an empty paragraph, as people leave them where a row was to be higher.
    loose_rows = set()
    if rng.random() < 0.3 and grid.cols > 2:
        loose_rows = set(rng.sample(range(grid.rows), min(grid.rows, rng.randint(1, 2))))
        if grid.header_rows > 1 and rng.random() < 0.5:
            loose_rows.add(grid.header_rows - 2)
    loose_row_rate = rng.choice([0.5, 1])
    padded = rng.random() < 0.2  # numbers stand between no-break spaces
    multi = rng.choice([0, 0.05, 0.2])
    blank_first = rng.random() < 0.1
    stray = rng.choice([0, 0.02])
    for r in range(grid.rows):
        c = 0
        while c < grid.cols:
            cell = slots[r][c]
            text = cell.text if cell.row == r else ""
            if text and rng.random() < multi and (cell.label or cell.header):
                text = paragraphs(text, grid.language, rng)
            if padded and text[:1].isdigit():
                text = rng.choice(["\u00a0" + text, text + "\u00a0", text])
            if blank_first and text and rng.random() < 0.05:
                text = "\n" + text
            out.append("\t" + text)
            if r in loose_rows and text and cell.row_span == 1 and rng.random() < loose_row_rate:
                out.append("")
            elif text and rng.random() < 0.03:
                out.append("\u00a0")
            elif text and rng.random() < stray:
                out.append("")
            c = cell.col + cell.col_span
        out.append("")
    return "\n".join(out) + "\n\n"
