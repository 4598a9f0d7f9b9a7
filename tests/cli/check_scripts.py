#!/usr/bin/env python3
"""Completion scripts and man pages say what --help says: check_scripts.py COMMAND.

Each shell that is installed reads its script; bash completes some words. Every option that --help shows is in the man
page of its subcommand and in each completion script.
"""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = sys.argv[1]
failures: list[str] = []


def output(*arguments: str) -> str:
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def completed(script: Path, *words: str) -> list[str]:
    program = (f"source {script}; COMP_WORDS=(gridlift {' '.join(words)} ''); COMP_CWORD={len(words) + 1}; "
               f"_gridlift; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    return output("bash", "--norc", "-c", program).split()


def check_bash(script: Path) -> None:
    for words, expected in [((), "convert"), (("convert",), "--track-changes"), (("convert", "--to"), "html"),
                            (("list",), "formats"), (("convert", "--track-changes"), "reject"), (("completion",), "--help")]:
        if expected not in completed(script, *words):
            failures.append(f"bash: {expected!r} does not complete 'gridlift {' '.join(words)}'")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        scripts = {}
        for shell in ("bash", "zsh", "fish"):
            scripts[shell] = Path(folder, f"gridlift.{shell}")
            scripts[shell].write_text(output(COMMAND, "completion", shell))
            if shutil.which(shell) and subprocess.run([shell, "-n", scripts[shell]]).returncode != 0:
                failures.append(f"{shell} does not read its script")
        check_bash(scripts["bash"])
        output(COMMAND, "manual", folder)
        pages = {page.stem: page.read_text().replace("\\-", "-") for page in Path(folder).glob("*.1")}
        commands = re.findall(r"^  (\w+) ", output(COMMAND, "--help").split("Subcommands:")[1], re.M)
        for name in commands:
            page = pages[f"gridlift-{name}"]
            for option in set(re.findall(r"(?<!\S)--[a-z][a-z-]+(?=[ ,\n])", output(COMMAND, name, "--help"))):
                if f"\\fB{option}\\fR" not in page:
                    failures.append(f"man page of {name}: no {option}")
                for shell, script in scripts.items():
                    if not re.search(rf"{option}\b|-l {option[2:]}\b", script.read_text()):
                        failures.append(f"{shell}: no {option} of {name}")
            if shutil.which("man"):
                done = subprocess.run(["man", "-l", "-E", "utf8", "--warnings", f"{folder}/gridlift-{name}.1"],
                                      capture_output=True, text=True)
                if done.returncode != 0 or done.stderr:
                    failures.append(f"man page of {name}: {done.stderr}")
        if len(commands) < 6 or "gridlift-list-formats" not in pages:
            failures.append("subcommands are missing")
    print("\n".join(failures))
    return 1 if failures else 0


sys.exit(main())
