#!/usr/bin/env python3
"""Tables that cross pages: the command beside peers, on the same made PDF files.

    peers.py [--bin build/release/gridlift] [--seed N] [--count 40] [--keep FOLDER]

Peers are taken from the Python that runs this (pip install pdfplumber camelot-py opencv-python-headless, best in an
environment of its own); one that is not installed is left out, and named. Each is used as its documentation says, with
its own defaults; camelot with "lattice" where rules part the rows and columns, "stream" elsewhere. Printed by layout:

  exact     tables whose rows, columns, spans and texts are all right
  one       tables over several pages that came as one table
  rows      rows of the true tables found with all their texts right, in whatever table
"""
from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import accuracy
import crossing

Tables = list[dict]


def as_table(rows: list[list[str | None]]) -> dict:
    cells = [{"row": r, "col": c, "row_span": 1, "col_span": 1, "text": text or ""}
             for r, row in enumerate(rows) for c, text in enumerate(row)]
    return {"rows": len(rows), "cols": max(map(len, rows), default=0), "cells": cells}


def by_pdfplumber(path: Path, layout: str) -> Tables:
    import pdfplumber
    with pdfplumber.open(path) as pdf:
        return [as_table(rows) for page in pdf.pages for rows in page.extract_tables()]


def by_camelot(path: Path, layout: str) -> Tables:
    import camelot
    flavor = "lattice" if layout == "all" else "stream"
    return [as_table(table.df.values.tolist()) for table in camelot.read_pdf(str(path), pages="all", flavor=flavor)]


def rows_found(truth: dict, found: Tables) -> tuple[int, int]:
    def texts(table: dict) -> list[tuple]:
        return [tuple(text for _, text in row) for row in accuracy.row_texts(table) if row]

    ours = {row for table in found for row in texts(table)}
    rows = [row for table in truth["tables"] for row in texts(table)]
    return sum(row in ours for row in rows), len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=accuracy.TOP / "build/release/gridlift")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    tools = {"gridlift": lambda path, layout: (accuracy.convert(asked.bin, path) or {}).get("tables", [])}
    for name, tool in (("pdfplumber", by_pdfplumber), ("camelot", by_camelot)):
        if importlib.util.find_spec(name):
            tools[name] = tool
        else:
            print(f"{name} is not installed: left out", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        if not list(folder.glob("*.pdf")):
            crossing.make(folder, asked.seed, asked.count, 0)
        compare(tools, folder, asked.count)


def compare(tools: dict, folder: Path, count: int) -> None:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 6)
    for path in sorted(folder.glob("crossing-*.pdf"))[:count]:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        layout = truth["about"]["layout"]
        spread = accuracy.pages_of(truth["tables"][0], accuracy.page_texts(path)) > 1
        for name, tool in tools.items():
            try:
                found = tool(path, layout)
            except Exception as error:  # a peer's failure is its result, not ours
                print(f"{name} failed on {path.name}: {error}", file=sys.stderr)
                found = []
            keys = [accuracy.key_of(table) for table in found]
            good, rows = rows_found(truth, found)
            whole = any(rows_found(truth, [table])[0] > 0.9 * rows for table in found)
            line = sums[layout, name]
            for at, value in enumerate((1, sum(accuracy.key_of(t) in keys for t in truth["tables"]), spread,
                                        spread and whole, rows, good)):
                line[at] += int(value)
    print(f"{'layout':12}{'tool':12} tables   exact     one    rows")
    for (layout, name), (tables, exact, spread, one, rows, good) in sorted(sums.items()):
        print(f"{layout:12}{name:12}{tables:7}{exact / tables:8.3f}{one / max(spread, 1):8.3f}{good / max(rows, 1):8.3f}")


if __name__ == "__main__":
    main()
