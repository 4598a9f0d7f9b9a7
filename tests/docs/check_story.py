#!/usr/bin/env python3
"""Runs the console blocks of one Markdown file as a session of a shell, and compares what it prints.

    check_story.py COMMAND FOLDER FILE

The session runs in a new folder that holds a copy of FOLDER under its own name, with `gridlift` as COMMAND. A block is lines
"$ command", each with the output (standard output and errors) that must follow it, exactly.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from check_examples import examples


def main() -> int:
    command, folder, story = (Path(argument).absolute() for argument in sys.argv[1:4])
    count = failures = 0
    with tempfile.TemporaryDirectory() as work:
        programs = Path(work) / "bin"
        programs.mkdir()
        (programs / "gridlift").symlink_to(command)
        session = Path(work) / "session"
        session.mkdir()
        shutil.copytree(folder, session / folder.name)
        environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        for line, expected in examples(story.read_text(encoding="utf-8")):
            count += 1
            done = subprocess.run(["sh", "-c", line], cwd=session, env=environment, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=120)
            printed = done.stdout.decode("utf-8").replace("\r\n", "\n")
            if printed != expected:
                print(f"$ {line}\nexit status {done.returncode}, printed:\n{printed}expected:\n{expected}")
                failures += 1
    print(f"{count} commands, {failures} failures")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
