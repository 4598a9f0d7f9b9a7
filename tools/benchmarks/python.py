#!/usr/bin/env python3
"""What the Python package costs: against `gridlift bulk --jobs 1`, and its memory over many conversions.

    python.py [--files 500] [--rounds 5] [--conversions 10000]

Needs the package installed (build/hosts/venv/bin/python of `tools/test --with hosts` has it). The files are the project's
small fixtures, copied under names of their own. Each round converts all of them in one Python process by gridlift.open, and by
the command's bulk mode with one worker; compared are CPU seconds (user and system, children too). Then one process
converts over and over; printed is its resident memory after each tenth.
"""
from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
OPEN_ALL = """
import sys, gridlift
for path in open(sys.argv[1]).read().split("\\0"):
    gridlift.open(path).json
"""
OVER_AND_OVER = """
import json, sys, gridlift
paths, count = open(sys.argv[1]).read().split("\\0"), int(sys.argv[2])
kilobytes = []
for i in range(count):
    document = gridlift.open(paths[i % len(paths)])
    for table in document.tables:
        table.to_html()
    if (i + 1) % (count // 10) == 0:
        kilobytes.append(int(open("/proc/self/statm").read().split()[1]) * 4)
print(json.dumps(kilobytes))
"""


def cpu_and_wall(arguments: list[str]) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):
        sys.exit(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--conversions", type=int, default=10_000)
    options = parser.parse_args()
    try:
        from gridlift.command import command_path
    except ImportError:
        sys.exit("python.py: the package gridlift is not installed for this Python")
    fixtures = TOP / "fixtures"
    kinds = sorted([*fixtures.glob("docx/*.docx"), *fixtures.glob("text/*.txt"), *fixtures.glob("crossing/*.pdf"),
                    *fixtures.glob("pdf/prose_*.pdf")])
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder, "in")
        top.mkdir()
        paths = []
        for index in range(options.files):
            kind = kinds[index % len(kinds)]
            paths.append(shutil.copy(kind, top / f"{index:05}-{kind.name}"))
        listed = Path(folder, "list")
        listed.write_text("\0".join(map(str, paths)))
        ratios, walls = [], []
        for number in range(options.rounds):
            python, python_wall = cpu_and_wall([sys.executable, "-c", OPEN_ALL, str(listed)])
            out = Path(folder, f"out{number}")
            bulk, bulk_wall = cpu_and_wall([command_path(), "bulk", str(top), "--include", "*", "--no-dedup", "--jobs", "1",
                                            "--to", "json", "--quiet", "-o", str(out)])
            ratios.append(python / bulk)
            walls.append(python_wall / bulk_wall)
            print(f"round {number + 1}: Python {python:.2f} s, bulk {bulk:.2f} s CPU, ratio {ratios[-1]:.3f}")
        print(f"median ratio over {options.rounds} rounds, {options.files} files: CPU {statistics.median(ratios):.3f}, "
              f"wall {statistics.median(walls):.3f}")
        if options.conversions:
            done = subprocess.run([sys.executable, "-c", OVER_AND_OVER, str(listed), str(options.conversions)],
                                  capture_output=True, text=True, check=True)
            kilobytes = json.loads(done.stdout)
            print(f"resident KB over {options.conversions} conversions: {' '.join(map(str, kilobytes))}")


if __name__ == "__main__":
    main()
