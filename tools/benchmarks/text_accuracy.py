#!/usr/bin/env python3
"""How many made tables in text come back exactly: every cell's place, spans and text.

    tools/bench text_accuracy --bin build/release/gridlift [--seed N] [--count N] [--kinds ...] [--keep FOLDER] [--show N]

Without --seed the seed is fresh and printed. Besides the kinds of tools/make_fixtures/text.py, `pdftotext` makes PDF files
and reads them with `pdftotext -layout`,
`pdftotext_cjk` such in Chinese and Japanese. Blank cells are not compared. Exit status 1 when a kind is below its target.
"""
from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "make_fixtures"))
from text import document  # noqa: E402
from text_flatten import KINDS  # noqa: E402
from text_pdf import layout_text  # noqa: E402
from text_words import WIDE  # noqa: E402

TARGETS = {"tabbed": 0.95, "aligned": 0.90, "report": 0.90, "quoted_aligned": 0.90, "pdftotext": 0.90,
           "pdftotext_cjk": 0.90}
DRAWN = 0.97
LAYOUTS = {"pdftotext": layout_text, "pdftotext_cjk": lambda seed: layout_text(seed, sorted(WIDE))}


def wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def clean(text: str) -> str:
    out = ""
    for word in unicodedata.normalize("NFKC", text).split():
        out += ("" if not out or (wide(out[-1]) and wide(word[0])) else " ") + word
    return out


def key(table: dict[str, Any]) -> tuple[int, int, frozenset[tuple[Any, ...]]]:
    cells = {(c["row"], c["col"], c["row_span"], c["col_span"], clean(c["text"])) for c in table["cells"]
             if c["text"].strip()}
    return table["rows"], table["cols"], frozenset(cells)


def difference(want: dict[str, Any], got: list[dict[str, Any]]) -> str:
    if len(got) != 1:
        return f"{len(got)} tables"
    a, b = key(want), key(got[0])
    if a[:2] != b[:2]:
        return f"{b[0]}x{b[1]} instead of {a[0]}x{a[1]}"
    return f"missing {sorted(a[2] - b[2])[:3]} surplus {sorted(b[2] - a[2])[:3]}"


def convert(binary: str, text: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.txt"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([binary, "convert", str(path), "--to", "json"], capture_output=True, timeout=60)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"tables": [], "text": {"lost_chars": 0}}


def measure(kind: str, a: argparse.Namespace) -> bool:
    """Prints one line; whether the kind reaches its target."""
    exact, grids, shown = 0, Counter(), 0
    for n in range(a.count):
        seed = a.seed * 1000 + n
        text, truth = LAYOUTS[kind](seed) if kind in LAYOUTS else document(kind, seed)
        answer = convert(a.bin, text)
        lost = answer["text"]["lost_chars"]
        if len(answer["tables"]) == 1 and key(answer["tables"][0]) == key(truth["tables"][0]) and lost == 0:
            exact += 1
            continue
        grids[truth["grid"]] += 1
        if shown < a.show:
            shown += 1
            print(f"  {kind} {seed} {truth['grid']} {truth['language']}: lost {lost}, "
                  + difference(truth["tables"][0], answer["tables"]))
        if a.keep:
            a.keep.mkdir(parents=True, exist_ok=True)
            (a.keep / f"{kind}_{seed}.txt").write_text(text, encoding="utf-8")
            (a.keep / f"{kind}_{seed}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    target = TARGETS.get(kind, DRAWN)
    print(f"{kind:12} {exact / a.count:.3f} of {a.count} exact, target {target:.2f}"
          + (f"; not exact: {dict(grids)}" if grids else ""), flush=True)
    return exact >= target * a.count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 1_000_000)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--kinds", default=",".join([*KINDS, *LAYOUTS]))
    parser.add_argument("--keep", type=Path, help="put the files that failed there")
    parser.add_argument("--show", type=int, default=0, help="print so many failures of each kind")
    a = parser.parse_args()
    print(f"seed {a.seed}")
    reached = [measure(kind, a) for kind in a.kinds.split(",")]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    raise SystemExit(main())
