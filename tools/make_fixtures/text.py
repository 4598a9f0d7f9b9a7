#!/usr/bin/env python3
"""Makes text files that hold one known table each, flattened or drawn in one of the ways of text_flatten.py.

    text.py FOLDER [--seed N] [--count N] [--kinds tabbed,stacked,...]

Writes KIND_N.txt beside KIND_N.json: {"tables": [{"rows", "cols", "cells"}]}, spans and all. The same seed gives the same
files. All texts are made up.
"""
from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from text_flatten import KINDS
from text_grids import WORDS, Grid, Maker


def undecided(grid: Grid) -> bool:
    """Two neighbours over unequal numbers of columns, in a row without anything empty between them: when only the number
    of cells is kept, nothing says where one ends."""
    for a in grid.cells:
        for b in grid.cells:
            if a.header and b.header and a.row == b.row and b.col == a.col + a.col_span and a.col >= grid.label_cols and \
                    min(a.col_span, b.col_span) > 1 and a.col_span != b.col_span:
                return True
    return False


def document(kind: str, seed: int) -> tuple[str, dict]:
    """A text with one table of a kind, and its truth."""
    rng = random.Random(f"{kind} {seed}")
    flatten, grids = KINDS[kind]
    maker = Maker(rng, rng.choice(sorted(WORDS)))
    grid = maker.grid(rng.choice(grids))
    while kind == "stacked" and undecided(grid):
        grid = maker.grid(rng.choice(grids))
    table = flatten(grid, rng)
    before = [maker.name(2, 4), "", maker.sentence() + ("" if maker.language in ("chinese", "japanese") else " ") +
              maker.sentence(), ""]
    after = ["", maker.sentence()]
    return "\n".join(before) + "\n" + table + "\n".join(after) + "\n", {"tables": [grid.truth()], "grid": grid.kind,
                                                                        "language": grid.language}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20, help="files of each kind")
    parser.add_argument("--kinds", default=",".join(KINDS))
    a = parser.parse_args()
    a.folder.mkdir(parents=True, exist_ok=True)
    for kind in a.kinds.split(","):
        for n in range(a.count):
            text, truth = document(kind, a.seed * 100_000 + n)
            (a.folder / f"{kind}_{n:03}.txt").write_text(text, encoding="utf-8")
            (a.folder / f"{kind}_{n:03}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n",
                                                          encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
