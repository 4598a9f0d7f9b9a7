#!/usr/bin/env python3
"""How time and memory grow with large PDFs, which are made on the spot by tools/make_fixtures/pdf_large.py.

    scale.py [--bin build/release/gridlift] [--quick]

Pages: a document of 250, 500, 1000 and 2000 pages, to ndjson, which must stay flat. Then single pages with ever more of one
thing. For each step the CPU seconds, the peak memory, and the exponent of the growth from the first size to the last (1 is
linear); what grows faster than n^1.3 is marked, as long as it takes longer than the noise.
"""
from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools" / "make_fixtures"))
sys.dont_write_bytecode = True
import pdf_large  # noqa: E402

PAGES = [250, 500, 1000, 2000]
ITEMS = [12_500, 25_000, 50_000, 100_000]
LARGEST = {"segments": 1_000_000, "hatching": 1_000_000, "map": 1_000_000, "glyphs": 100_000}
NOISE = 0.2  # seconds


def run(binary: Path, path: Path) -> tuple[float, int, int]:
    """CPU seconds, peak bytes, exit status."""
    process = subprocess.Popen([binary, "convert", "--to", "ndjson", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode


def measure(binary: Path, folder: Path, kind: str, sizes: list[int]) -> None:
    cells, times = [], []
    for size in sizes:
        path = folder / f"{kind}.pdf"
        path.write_bytes(pdf_large.make(kind, size))
        seconds, memory, status = run(binary, path)
        path.unlink()
        times.append(max(seconds, 1e-3))
        cells.append(f"{size:>8} {seconds:7.2f} s {memory / 1e6:5.0f} MB{'' if status == 0 else f' exit {status}'}")
    power = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    mark = "  <-- faster than linear" if power > 1.3 and times[-1] > NOISE else ""
    print(f"{kind:9} {' |'.join(cells)} | n^{power:.2f}{mark}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=TOP / "build/release/gridlift")
    parser.add_argument("--quick", action="store_true", help="sizes of a tenth")
    options = parser.parse_args()
    scale = 10 if options.quick else 1
    with tempfile.TemporaryDirectory() as folder:
        measure(options.bin.resolve(), Path(folder), "pages", [n // scale for n in PAGES])
        for kind in pdf_large.PAGES:
            sizes = [n // scale for n in ITEMS]
            if kind in LARGEST and LARGEST[kind] > ITEMS[-1]:
                sizes.append(LARGEST[kind] // scale)
            measure(options.bin.resolve(), Path(folder), kind, sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
