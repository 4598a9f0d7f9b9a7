#!/usr/bin/env python3
"""What `gridlift report` costs beyond the conversion, and what looking for profiles costs a document that fits none.

    report_speed.py [--command PATH] [--rows 20000] [--rounds 5] [FILE ...]

Makes a tab-separated table of ROWS x 6 numbers (or takes the given files), and runs `convert --to ndjson`, `report --profile none`
and `report --profile auto`, output thrown away. Printed are medians of CPU seconds (user and system), records a second
beyond the conversion, and the share that profile matching adds.
"""
from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def cpu_of(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", default=str(ROOT / "build/release/gridlift"))
    parser.add_argument("--rows", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        files = arguments.files
        if not files:
            rng = random.Random(1)
            lines = ["District\t" + "\t".join(f"Year {2015 + c}" for c in range(6))]
            lines += [f"Place {r}\t" + "\t".join(str(rng.randint(0, 99999)) for _ in range(6)) for r in range(arguments.rows)]
            made = Path(work) / "made.tsv"
            made.write_text("\n".join(lines) + "\n")
            files = [str(made)]
        runs = {"convert": ["convert", "--to", "ndjson"], "none": ["report", "--profile", "none"], "auto": ["report", "--profile", "auto"]}
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(arguments.rounds):
            for name, words in runs.items():
                times[name].append(sum(cpu_of([arguments.command, words[0], file, *words[1:]]) for file in files))
        records = sum(len(json.loads(subprocess.run([arguments.command, "report", file, "--profile", "none"], capture_output=True,
                                                    check=True).stdout)["records"]) for file in files)
    middle = {name: statistics.median(values) for name, values in times.items()}
    beyond = middle["none"] - middle["convert"]
    print(f"{len(files)} files, {records} records; CPU seconds: " + ", ".join(f"{name} {value:.3f}" for name, value in middle.items()))
    print(f"beyond the conversion: {records / beyond:,.0f} records a second" if beyond > 0 else "beyond the conversion: nothing measurable")
    print(f"profile matching: {100 * (middle['auto'] / middle['none'] - 1):+.1f} %")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
