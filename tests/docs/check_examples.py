#!/usr/bin/env python3
"""Runs the console examples of Markdown files and compares what they print.

    check_examples.py COMMAND ROOT FILE...

An example is a ```console block: a line "$ tools/run ARGUMENTS" (or "$ gridlift ARGUMENTS"), then its output, exactly.
COMMAND stands in for both; it runs in ROOT. Fails when an output differs, and when the files hold no example.
"""
from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def examples(text: str) -> list[tuple[str, str]]:
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            line, _, output = part.partition("\n")
            found.append((line, output))
    return found


def main() -> int:
    command, root = sys.argv[1], Path(sys.argv[2])
    count = failures = 0
    for name in sys.argv[3:]:
        for line, expected in examples((root / name).read_text(encoding="utf-8")):
            count += 1
            words = shlex.split(line)
            if words[0] not in ("tools/run", "gridlift"):
                print(f"{name}: an example must call tools/run or gridlift: {line}")
                failures += 1
                continue
            done = subprocess.run([command, *words[1:]], cwd=root, capture_output=True, timeout=60)
            printed = done.stdout.decode("utf-8").replace("\r\n", "\n")
            if printed != expected or done.returncode != 0:
                print(f"{name}: $ {line}\nexit status {done.returncode}, printed:\n{printed}expected:\n{expected}")
                failures += 1
    print(f"{count} examples, {failures} failures")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
