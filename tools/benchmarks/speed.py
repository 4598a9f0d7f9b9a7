#!/usr/bin/env python3
"""Speed and memory of the command against peers, on the same files in the same run.

    speed.py [--bin build/release/gridlift] [--rounds 5] [FILE|DIR ...]

Whole processes, one per file. In each round every command converts every file, in turn; a round's figure is the sum over
the files. Printed are medians over the rounds: CPU seconds (user and system of the process and its children), wall
seconds, the greatest peak memory, and the ratio of our CPU to the peer's, taken round by round. A peer that is not installed is
left out, and named. Without files the project's own fixtures are used.
"""
from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
FORMATS = {".pdf": "pdf", ".docx": "docx", ".txt": "text"}

# Per format: name -> (the programs it needs, a shell command in which {} is the file).
PEERS: dict[str, dict[str, tuple[tuple[str, ...], str]]] = {
    "pdf": {"pdftotext -layout": (("pdftotext",), "exec pdftotext -layout {} -")},
    "docx": {
        "pandoc -t plain": (("pandoc",), "exec pandoc -t plain {}"),
        "unzip | xmllint --stream": (("unzip", "xmllint"),
                                     "unzip -p {} word/document.xml | xmllint --stream --noout -"),
        "docx2txt": (("docx2txt",), "exec docx2txt {} -"),
    },
    "text": {"cat": (("cat",), "exec cat {}")},
}


@dataclass
class Figures:
    cpu: list[float] = field(default_factory=list)  # seconds, one a round
    wall: list[float] = field(default_factory=list)
    memory: int = 0  # bytes, greatest of all runs


def run_once(command: str, path: Path) -> tuple[float, float, int, int]:
    """CPU seconds, wall seconds, peak bytes and exit status of one process with its children."""
    line = command.replace("{}", "'" + str(path).replace("'", "'\\''") + "'")
    begin = time.monotonic()
    process = subprocess.Popen(["sh", "-c", line], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss * 1024, process.returncode


def run_round(command: str, files: list[Path], figures: Figures) -> None:
    cpu = wall = 0.0
    for path in files:
        seconds, elapsed, memory, _ = run_once(command, path)
        cpu += seconds
        wall += elapsed
        figures.memory = max(figures.memory, memory)
    figures.cpu.append(cpu)
    figures.wall.append(wall)


def compare(kind: str, files: list[Path], binary: Path, rounds: int) -> None:
    commands = {"gridlift --to json": f"exec '{binary}' convert --to json {{}}"}
    missing = []
    for name, (programs, command) in PEERS[kind].items():
        if all(map(shutil.which, programs)):
            commands[name] = command
        else:
            missing.append(name)
    figures = {name: Figures() for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            run_round(command, files, figures[name] if number else Figures())  # the first round warms the caches
    ours = figures["gridlift --to json"]
    print(f"\n{kind}: {len(files)} files, {sum(p.stat().st_size for p in files) / 1e6:.1f} MB, medians of {rounds} rounds")
    print(f"{'command':28} {'CPU s':>8} {'wall s':>8} {'peak MB':>8} {'CPU ratio':>10} {'wall ratio':>10}")
    for name, f in figures.items():
        ratios = [statistics.median(a / b for a, b in zip(x, y) if b > 0) for x, y in ((ours.cpu, f.cpu), (ours.wall, f.wall))]
        print(f"{name:28} {statistics.median(f.cpu):8.3f} {statistics.median(f.wall):8.3f} {f.memory / 1e6:8.1f} "
              f"{ratios[0]:10.2f} {ratios[1]:10.2f}")
    for name in missing:
        print(f"{name:28} not installed")


def collect(arguments: list[str]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for argument in arguments:
        path = Path(argument)
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            kind = FORMATS.get(file.suffix.lower())
            if kind and file.is_file():
                found.setdefault(kind, []).append(file)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=TOP / "build/release/gridlift")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if not options.bin.exists():
        print(f"{options.bin} is not there: build it with tools/run --version", file=sys.stderr)
        return 4
    inputs = options.files or [str(TOP / "fixtures" / kind) for kind in ("pdf", "docx", "text")]
    for kind, files in collect(inputs).items():
        compare(kind, files, options.bin.resolve(), options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
