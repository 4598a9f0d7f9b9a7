#!/usr/bin/env python3
"""Runs the command tests fixtures/cli/*.test.

    run_tests.py COMMAND FIXTURES [NAME...]

A test file is a series of cases. Each line that begins with "$ " is a case: words as a shell would part them, run in a
fresh folder in which F is a link to fixtures/. What follows is expected:

    $ gridlift convert F/text/x.txt --to csv     the command; "gridlift" is COMMAND,
                                                 and so is the word COMMAND inside another
    < text                                       a line of standard input ("\\n" is added)
    > text                                       a line of standard output, exactly
    >~ regular expression                        a line of standard output
    ! text                                       a line of standard error, exactly
    !~ regular expression                        a line of standard error
    ? 2                                          the exit status; 0 where it is not given
    = name: text                                 a file made, with this as its first line
    = name                                       a file made
    # remark

Without any ">" line standard output must be empty, and likewise standard error; ">..." and "!..." allow anything more.
A line "@ make: PYTHON" runs Python in the folder first (os and Path are there), for inputs too large to keep.
"""
from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Case:
    line: int
    command: list[str]
    stdin: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    status: int = 0


def read_cases(path: Path) -> tuple[list[str], list[Case]]:
    makes: list[str] = []
    cases: list[Case] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sign, _, rest = line.partition(" ")
        if line.startswith("$ "):
            cases.append(Case(number, shlex.split(rest)))
        elif line.startswith("@ make: "):
            makes.append(line[len("@ make: "):])
        elif sign == "<":
            cases[-1].stdin.append(rest)
        elif sign in (">", ">~", ">..."):
            cases[-1].out.append(line)
        elif sign in ("!", "!~", "!..."):
            cases[-1].err.append(line)
        elif sign == "?":
            cases[-1].status = int(rest)
        elif sign == "=":
            cases[-1].files.append(rest)
        elif line and sign != "#":
            raise SystemExit(f"{path}:{number}: not understood: {line}")
    return makes, cases


def stream_faults(name: str, expected: list[str], actual: bytes) -> list[str]:
    try:
        lines = actual.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return [f"{name} is not UTF-8"]
    if lines[-1] == "":
        lines.pop()
    for at, want in enumerate(expected):
        sign, _, rest = want.partition(" ")
        if sign.endswith("..."):
            return []
        if at >= len(lines):
            return [f"{name} ends before: {want}"]
        got = lines[at].rstrip("\r")
        same = re.search(rest, got) is not None if sign.endswith("~") else got == rest
        if not same:
            return [f"{name} line {at + 1}\n    want {want}\n    got  {got}"]
    return [f"{name} goes on: {lines[len(expected)]}"] if len(lines) > len(expected) else []


def file_faults(folder: Path, expected: str) -> list[str]:
    name, _, first = expected.partition(": ")
    path = folder / name
    if not path.is_file():
        return [f"no file {name}; there are {sorted(p.name for p in folder.rglob('*'))}"]
    got = path.read_bytes().split(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
    return [f"{name} begins: {got}"] if first and got != first else []


def run_case(command: str, case: Case, folder: Path) -> list[str]:
    words = [command if w == "gridlift" else w.replace("COMMAND", command) for w in case.command]
    stdin = "".join(line + "\n" for line in case.stdin).encode("utf-8")
    done = subprocess.run(words, input=stdin, capture_output=True, cwd=folder, timeout=60)
    faults = [] if done.returncode == case.status else [
        f"exit status {done.returncode}, not {case.status}: {done.stderr.decode('utf-8', 'replace')}"]
    faults += stream_faults("standard output", case.out, done.stdout)
    faults += stream_faults("standard error", case.err, done.stderr)
    for expected in case.files:
        faults += file_faults(folder, expected)
    left = [p.name for p in folder.rglob(".gridlift.*")]
    return faults + ([f"left behind: {left}"] if left else [])


def run_file(command: str, fixtures: Path, path: Path) -> int:
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "F").symlink_to(fixtures)
        makes, cases = read_cases(path)
        before = Path.cwd()
        os.chdir(folder)
        for make in makes:
            exec(make, {"os": os, "Path": Path})
        os.chdir(before)
        for case in cases:
            faults = run_case(command, case, folder)
            wrong += bool(faults)
            for fault in faults:
                print(f"{path.name}:{case.line}: {fault}")
    return wrong


def main() -> int:
    command, fixtures = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    files = sorted((fixtures / "cli").glob("*.test"))
    files = [f for f in files if not sys.argv[3:] or f.stem in sys.argv[3:]]
    wrong = sum(run_file(command, fixtures, f) for f in files)
    print(f"{len(files)} files, {wrong} cases failed")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
