"""Ways in which tables come as plain text: each takes a known grid and writes it with the faults of its kind."""
from __future__ import annotations

import random
from typing import Callable

from text_aligned import aligned, report
from text_drawn import boxed, markdown, rst_simple, separated, shell
from text_grids import Grid
from text_stacked import stacked
from text_tabbed import tabbed

Flatten = Callable[[Grid, random.Random], str]

ALL = ("simple", "levels", "deep", "tree", "tree", "tree", "blocks", "no_labels", "wordy", "sections", "grouped", "mixed")
SPANS = ("simple", "levels", "deep", "tree", "blocks", "wordy", "sections", "grouped", "mixed")
ROWS = ("simple", "wordy", "mixed")


def quoted(flatten: Flatten) -> Flatten:
    """As it stands in the answer to a letter."""
    def write(grid: Grid, rng: random.Random) -> str:
        mark = rng.choice(["> ", "> ", ">", "> > "])
        return "".join(mark + line + "\n" if line else mark.rstrip() + "\n" for line in flatten(grid, rng).splitlines())
    return write


def indented(flatten: Flatten) -> Flatten:
    def write(grid: Grid, rng: random.Random) -> str:
        return "".join("    " + line + "\n" if line else "\n" for line in flatten(grid, rng).splitlines())
    return write


def ascii_box(grid: Grid, rng: random.Random) -> str:
    return boxed(grid, rng, ("ascii",), rng.random() < 0.5)


def drawn_box(grid: Grid, rng: random.Random) -> str:
    return boxed(grid, rng, ("light", "double", "heavy", "round"), rng.random() < 0.5)


KINDS: dict[str, tuple[Flatten, tuple[str, ...]]] = {
    "tabbed": (tabbed, ALL),
    "stacked": (stacked, ALL),
    "ascii": (ascii_box, SPANS),
    "unicode": (drawn_box, SPANS),
    "shell": (shell, ROWS),
    "markdown": (markdown, ROWS),
    "rst_simple": (rst_simple, ("simple", "levels", "mixed", "wordy")),
    "separated": (separated, ("simple", "mixed")),
    "quoted_box": (quoted(ascii_box), SPANS),
    "quoted_rows": (quoted(shell), ROWS),
    "indented_box": (indented(drawn_box), SPANS),
    "aligned": (aligned, ("simple", "simple", "levels", "deep", "sections", "grouped", "mixed")),
    "report": (report, ("simple", "levels", "mixed")),
    "quoted_aligned": (quoted(aligned), ("simple", "levels", "mixed")),
}
