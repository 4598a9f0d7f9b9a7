#!/usr/bin/env python3
"""How the cost of a DOCX grows with its size, against a bare XML parse of the same part.

    docx_scale.py [--bin build/release/gridlift] [--sizes 1,10,50] [--to txt,ndjson,json] [--rounds 5]

Makes documents of tables and prose whose document.xml has so many megabytes, and one of three pages. Printed are medians of
CPU seconds (user and system), the ratio to `unzip -p | xmllint --stream --noout -` round by round, and the greatest peak memory
above that of `gridlift --version` (the kernel counts what a process held before
it became gridlift, some 20 MB of this script: what stays below that shows as 0). The three pages are timed by wall clock against docx2txt and pandoc, where installed.
"""
from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP / "tools" / "make_fixtures"))
from docx_writer import Package, p, tbl, tr  # noqa: E402
from speed import run_once  # noqa: E402

WORDS = "the report says that requests of the year were handled in time and without delay by the offices of the county".split()
XML = "unzip -p {} word/document.xml | xmllint --stream --noout -"


def blocks(bytes_wanted: int) -> str:
    """Four paragraphs to one table of twenty rows and six columns."""
    out: list[str] = []
    size = number = 0
    while size < bytes_wanted:
        number += 1
        if number % 5:
            block = p(" ".join(WORDS[(number + i) % len(WORDS)] for i in range(40)))
        else:
            block = tbl(*(tr(*(f"cell {row} {column}" for column in range(6))) for row in range(20)), grid=[1500] * 6) + p("After.")
        out.append(block)
        size += len(block)
    return "".join(out)


def make(path: Path, size: int) -> None:
    """In a process of its own: what this one once held would count as the memory of those that it starts."""
    subprocess.run([sys.executable, __file__, "--make", str(path), str(size)], check=True)


def scale(binary: Path, folder: Path, sizes: list[int], formats: list[str], rounds: int) -> None:
    _, _, start_up, _ = run_once(f"exec '{binary}' --version", folder)
    print(f"{'MB of XML':>9} {'to':>7} {'CPU s':>8} {'XML CPU s':>10} {'ratio':>6} {'MB above start-up':>18}")
    for size in sizes:
        path = folder / f"{size}.docx"
        make(path, size * 1_000_000)
        for to in formats:
            ours: list[float] = []
            theirs: list[float] = []
            memory = 0
            for _ in range(rounds):
                cpu, _, peak, _ = run_once(f"exec '{binary}' convert --to {to} {{}}", path)
                ours.append(cpu)
                memory = max(memory, peak)
                theirs.append(run_once(XML, path)[0])
            ratio = statistics.median(a / b for a, b in zip(ours, theirs))
            print(f"{size:9} {to:>7} {statistics.median(ours):8.3f} {statistics.median(theirs):10.3f} {ratio:6.2f} "
                  f"{(memory - start_up) / 1e6:18.1f}")


def three_pages(binary: Path, folder: Path, rounds: int) -> None:
    path = folder / "three.docx"
    make(path, 12_000)
    commands = {"gridlift --to txt": f"exec '{binary}' convert --to txt {{}}", "docx2txt": "exec docx2txt {} -",
                "pandoc -t plain": "exec pandoc -t plain {}"}
    walls: dict[str, list[float]] = {name: [] for name, command in commands.items() if shutil.which(name.split()[0]) or "grid" in name}
    for _ in range(3 * rounds):
        for name, times in walls.items():
            begin = time.monotonic()
            run_once(commands[name], path)
            times.append(time.monotonic() - begin)
    print("\nthree pages, wall ms: " + ", ".join(f"{name} {statistics.median(times) * 1000:.1f}" for name, times in walls.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=TOP / "build/release/gridlift")
    parser.add_argument("--sizes", default="1,10,50")
    parser.add_argument("--to", default="txt,ndjson,json")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--make", nargs=2, metavar=("FILE", "BYTES"), help="only make a document of that size")
    options = parser.parse_args()
    if options.make:
        Path(options.make[0]).write_bytes(Package(body=blocks(int(options.make[1]))).build())
        return 0
    if not (shutil.which("unzip") and shutil.which("xmllint")):
        print("unzip and xmllint (libxml2-utils) are needed", file=sys.stderr)
        return 4
    with tempfile.TemporaryDirectory() as folder:
        scale(options.bin.resolve(), Path(folder), [int(s) for s in options.sizes.split(",")], options.to.split(","), options.rounds)
        three_pages(options.bin.resolve(), Path(folder), options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
