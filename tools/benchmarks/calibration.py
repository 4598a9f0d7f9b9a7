#!/usr/bin/env python3
"""How far the confidence of tables can be trusted: of those at a confidence, how many are right.

    calibration.py FOLDER... [--bin build/release/gridlift] [--right 0.9] [--above 0.9] [--list]

Each folder holds NAME.pdf and its truth NAME.json: {"tables": [{"page": 1, "cells": [{"row": 0, "col": 0,
"row_span": 1, "col_span": 1, "text": "..."}]}]}, spans and page being 1 where they are left out. A table is right when
it shares at least the share --right of neighbouring cells (Göbel et al., 2012), both of its own and of the truth's,
with one table of the truth that no better one has taken. Prints a line for each tenth of confidence, then the share of
right ones among all tables above --above; with --list also the wrong ones above it.
"""
from __future__ import annotations

import argparse
import json
import subprocess
import sys
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent


def clean(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def relations(cells: list[dict]) -> Counter:
    """Pairs of neighbours in a row or a column, blank cells passed over."""
    owner: dict[tuple[int, int], int] = {}
    texts = [clean(cell.get("text", "")) for cell in cells]
    rows = cols = 0
    for i, cell in enumerate(cells):
        bottom = cell["row"] + cell.get("row_span", 1)
        right = cell["col"] + cell.get("col_span", 1)
        rows, cols = max(rows, bottom), max(cols, right)
        if texts[i]:
            owner.update({(r, c): i for r in range(cell["row"], bottom) for c in range(cell["col"], right)})
    pairs = set()
    for kind, lines in (("across", [[(r, c) for c in range(cols)] for r in range(rows)]),
                        ("down", [[(r, c) for r in range(rows)] for c in range(cols)])):
        for line in lines:
            seen = [owner[slot] for slot in line if slot in owner]
            pairs.update((kind, a, b) for a, b in zip(seen, seen[1:]) if a != b)
    return Counter((kind, texts[a], texts[b]) for kind, a, b in pairs)


@dataclass
class Judged:
    document: str
    page: int
    confidence: float
    right: bool


def by_page(table: dict) -> list[tuple[int, list[dict]]]:
    """A stitched table is judged page by page, and as a whole where the truth has it so."""
    pages: dict[int, list[dict]] = {}
    for cell in table["cells"]:
        page = next((s["page"] for s in cell.get("sources") or [] if s.get("page")), table.get("page", 1))
        pages.setdefault(page, []).append(cell)
    return sorted(pages.items())


def judge(binary: str, pdf: Path, least: float) -> list[Judged]:
    done = subprocess.run([binary, "convert", str(pdf), "--to", "json"], capture_output=True, timeout=120)
    if done.returncode not in (0, 3):
        print(f"{pdf.name}: exit {done.returncode}", file=sys.stderr)
        return []
    found = json.loads(done.stdout)["tables"]
    truth = json.loads(pdf.with_suffix(".json").read_text(encoding="utf8"))["tables"]
    wanted = [relations(table["cells"]) for table in truth]
    taken: set[int] = set()

    def best(cells: list[dict]) -> tuple[float, int]:
        own = relations(cells)
        scored = [(min(sum((own & other).values()) / max(1, sum(n.values())) for n in (own, other)), i)
                  for i, other in enumerate(wanted) if i not in taken]
        return max(scored, default=(0.0, -1))

    out = []
    for table in sorted(found, key=lambda t: -t["confidence"]):
        parts = by_page(table)
        scores = [best(table["cells"])] + ([best(cells) for _, cells in parts] if len(parts) > 1 else [])
        right = scores[0][0] >= least or (len(scores) > 1 and all(s >= least for s, _ in scores[1:]))
        taken.update(i for s, i in scores if s >= least)
        out.append(Judged(pdf.name, table.get("page", 1), table["confidence"], right))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--bin", default=str(TOP / "build" / "release" / "gridlift"))
    parser.add_argument("--right", type=float, default=0.9)
    parser.add_argument("--above", type=float, default=0.9)
    parser.add_argument("--list", action="store_true")
    a = parser.parse_args()
    files = sorted(p for folder in a.folders for p in folder.glob("*.pdf") if p.with_suffix(".json").exists())
    with ThreadPoolExecutor(2) as pool:
        judged = [j for js in pool.map(lambda p: judge(a.bin, p, a.right), files) for j in js]
    print("confidence  tables  right")
    for tenth in range(10):
        inside = [j for j in judged if tenth <= min(j.confidence * 10, 9.999) < tenth + 1]
        if inside:
            share = sum(j.right for j in inside) / len(inside)
            print(f"{tenth / 10:.1f}..{(tenth + 1) / 10:.1f}  {len(inside):8d}  {share:5.1%}")
    sure = [j for j in judged if j.confidence > a.above]
    print(f"above {a.above}: {len(sure)} tables, {sum(j.right for j in sure) / max(1, len(sure)):.1%} right")
    if a.list:
        for j in sure:
            if not j.right:
                print(f"  {j.document} page {j.page}: {j.confidence:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
