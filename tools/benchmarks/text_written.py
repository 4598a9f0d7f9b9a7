#!/usr/bin/env python3
"""How many tables come back from the text that other programs write: pandoc in eleven formats, w3m, elinks.

    tools/bench text_written --bin build/release/gridlift [--seed N] [--count N] [--writers ...] [--keep FOLDER] [--show N]

Made grids become HTML pages, each program writes its text of them, and the table is compared with the grid: texts and
places, and spans where the format keeps them. Some tables have cells of several lines or several paragraphs. Programs
that are not installed are left out. Without --seed the seed is fresh and printed.
"""
from __future__ import annotations

import argparse
import html
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "make_fixtures"))
from text_accuracy import clean, wide  # noqa: E402
from text_grids import WORDS, Grid, Maker  # noqa: E402

PANDOC = ("plain", "markdown", "markdown_strict", "gfm", "rst", "org", "asciidoc", "mediawiki", "textile", "jira", "dokuwiki")
WRITERS: dict[str, list[str]] = {f"pandoc_{to}": ["pandoc", "-f", "html", "-t", to] for to in PANDOC} | {
    "w3m": ["w3m", "-dump", "-cols", "110", "-T", "text/html"],
    "elinks": ["elinks", "-dump", "-dump-width", "110"],
}
KEEPS_SPANS = ("w3m", "elinks")
ONE_LINE = ("pandoc_org", "pandoc_jira")
GRIDS = ("simple", "wordy", "mixed", "levels", "deep", "tree", "sections", "grouped")


def markup(grid: Grid, maker: Maker, rng: random.Random) -> str:
    """An HTML page with the grid, a heading and sentences."""
    out = f"<h2>{maker.name(2, 4)}</h2>\n<p>{maker.sentence()} {maker.sentence()}</p>\n<table border=1>\n"
    rows: list[list] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.col)):
        rows[cell.row].append(cell)
    for r, row in enumerate(rows):
        out += "<thead>\n" if r == 0 else "</thead>\n<tbody>\n" if r == grid.header_rows else ""
        out += "<tr>"
        for cell in row:
            name = "th" if r < grid.header_rows else "td"
            spans = "".join(f' {which}="{n}"' for which, n in (("rowspan", cell.row_span), ("colspan", cell.col_span)) if n > 1)
            lines = "".join(f"<p>{html.escape(line)}</p>" for line in cell.text.split("\n")) if "\n" in cell.text else \
                html.escape(cell.text)
            out += f"<{name}{spans}>{lines}</{name}>"
        out += "</tr>\n"
    return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n" + out + \
        f"</tbody>\n</table>\n<p>{maker.sentence()}</p>\n</body></html>\n"


def set_width(grid: Grid) -> int:
    """Columns of characters that the grid takes unwrapped."""
    widths = [0] * grid.cols
    for cell in grid.cells:
        if cell.col_span == 1:
            widths[cell.col] = max(widths[cell.col], sum(2 if wide(c) else 1 for c in cell.text) + 3)
    return sum(widths)


def made(seed: int) -> tuple[Grid, str]:
    rng = random.Random(f"written {seed}")
    maker = Maker(rng, rng.choice(sorted(WORDS)))
    grid = maker.grid(rng.choice(GRIDS))
    while set_width(grid) > 66:  # pandoc cuts words in two in columns that are too narrow, and nobody can tell where
        grid = maker.grid(rng.choice(GRIDS))
    for cell in grid.cells:  # Org has no letter for it
        cell.text = cell.text.replace("—", "-")
    shape = rng.choice(["short", "short", "long", "paragraphs"]) if grid.cols <= 3 else "short"
    bodies = [c for c in grid.cells if c.row >= grid.header_rows and c.col_span == 1 and c.text]
    for cell in rng.sample(bodies, min(len(bodies), rng.randint(1, 3))):
        if shape == "long":
            cell.text = maker.phrase(9, 16)
        elif shape == "paragraphs":
            cell.text = cell.text + "\n" + maker.phrase(2, 4)
    return grid, markup(grid, maker, rng)


def key(table: dict[str, Any], spans: bool) -> tuple:
    cells = {(c["row"], c["col"], c["row_span"] if spans else 1, c["col_span"] if spans else 1, clean(c["text"]))
             for c in table["cells"] if c["text"].strip()}
    return table["rows"], table["cols"], frozenset(cells)


def measure(name: str, a: argparse.Namespace) -> None:
    """Prints one line."""
    exact = shown = count = 0
    for n in range(a.count):
        seed = a.seed * 1000 + n
        grid, page = made(seed)
        if name in ONE_LINE and any("\n" in c.text or len(c.text) > 60 for c in grid.cells):
            continue  # further lines of a cell are further rows there
        count += 1
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "page.html"
            source.write_text(page, encoding="utf-8")
            text = subprocess.run([*WRITERS[name], str(source)], capture_output=True, timeout=60, check=True,
                                  env={"LANG": "C.UTF-8", "HOME": folder, "PATH": "/usr/bin:/bin"}).stdout
            path = Path(folder) / ("text.md" if "markdown" in name or "gfm" in name else "text.txt")
            path.write_bytes(text)
            done = subprocess.run([a.bin, "convert", str(path), "--to", "json"], capture_output=True, timeout=60)
        answer = json.loads(done.stdout)
        spans = name in KEEPS_SPANS or (b"<table" in text and name != "pandoc_textile")
        want = key(grid.truth(), spans)
        got = [key(table, spans) for table in answer["tables"]]
        if got == [want] and answer["text"]["lost_chars"] == 0:
            exact += 1
            continue
        if shown < a.show:
            shown += 1
            told = f"{len(got)} tables" if len(got) != 1 else \
                f"{got[0][:2]} instead of {want[:2]}; missing {sorted(want[2] - got[0][2])[:3]} surplus {sorted(got[0][2] - want[2])[:3]}"
            print(f"  {name} {seed} {grid.kind} {grid.language}: lost {answer['text']['lost_chars']}, {told}")
        if a.keep:
            a.keep.mkdir(parents=True, exist_ok=True)
            (a.keep / f"{name}_{seed}.txt").write_bytes(text)
            (a.keep / f"{name}_{seed}.html").write_text(page, encoding="utf-8")
    print(f"{name:24} {exact / max(count, 1):.3f} of {count} exact", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 1_000_000)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--writers", default=",".join(WRITERS))
    parser.add_argument("--keep", type=Path, help="put the texts that failed there")
    parser.add_argument("--show", type=int, default=0, help="print so many failures of each writer")
    a = parser.parse_args()
    print(f"seed {a.seed}")
    for name in a.writers.split(","):
        if shutil.which(WRITERS[name][0]):
            measure(name, a)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
