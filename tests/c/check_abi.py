#!/usr/bin/env python3
"""The C ABI is what tests/c/abi.txt says: check_abi.py LIBRARY HEADER LIST CC.

LIST has every exported symbol, every struct member with its offset and size, and every enumerator with its value. They
are taken from the library (nm) and from a C program that is generated from the header, so that nothing is left out.
Nothing else may be exported. What is new goes into LIST by GRIDLIFT_ACCEPT=1; what is moved or removed is refused even
then, as long as GRIDLIFT_ABI_VERSION is the same.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def exported(library: str) -> set[str]:
    lines = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1].split("@")[0] for line in lines.splitlines()}


def member_names(body: str) -> list[str]:
    """The names of the members in a struct's body: the last identifier, or the name of a function pointer."""
    names = []
    for declaration in body.split(";"):
        if pointer := re.search(r"\(\*(\w+)\)", declaration):
            names.append(pointer.group(1))
        elif declaration.strip():
            names += [re.findall(r"\w+", part)[-1] for part in declaration.split(",")]
    return names


def layout_program(header: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    prints = ['printf("version %d\\n", GRIDLIFT_ABI_VERSION);']
    for body in re.findall(r"typedef enum \w+ \{(.*?)\}", text, re.S):
        prints += [f'printf("enum {name} %d\\n", {name});' for name in re.findall(r"(GRIDLIFT_\w+)", body)]
    for body, name in re.findall(r"typedef struct \w+ \{(.*?)\} (\w+);", text, re.S):
        prints += [f'printf("member {name}.{member} %zu %zu\\n", offsetof({name}, {member}), sizeof((({name}*)0)->{member}));'
                   for member in member_names(body)]
    return "#include <gridlift.h>\n#include <stdio.h>\nint main(void) {\n" + "\n".join(prints) + "\nreturn 0;\n}\n"


def layout(header: Path, compiler: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "layout.c")
        source.write_text(layout_program(header.read_text()))
        subprocess.run([compiler, "-std=c11", f"-I{header.parent}", str(source), "-o", f"{folder}/layout"], check=True)
        return subprocess.run([f"{folder}/layout"], capture_output=True, text=True, check=True).stdout.splitlines()


def main() -> int:
    library, header, listed, compiler = sys.argv[1:]
    symbols = exported(library)
    declared = set(re.findall(r"^GRIDLIFT_API [^;(]*?(gridlift_\w+)\(", Path(header).read_text(), re.M))
    failures = [f"exported, but not declared: {name}" for name in sorted(symbols - declared)]
    failures += [f"declared, but not exported: {name}" for name in sorted(declared - symbols)]
    now = layout(Path(header), compiler) + [f"symbol {name}" for name in sorted(symbols)]
    before = Path(listed).read_text().splitlines() if Path(listed).exists() else []
    same_version = not before or before[0] == now[0]
    gone = [line for line in before if line not in set(now)]
    new = [line for line in now if line not in set(before)]
    if same_version:
        failures += [f"moved or removed without a new GRIDLIFT_ABI_VERSION: {line}" for line in gone]
    if (new or gone) and not failures:
        if os.environ.get("GRIDLIFT_ACCEPT") == "1":
            Path(listed).write_text("\n".join(now) + "\n")
        else:
            failures += [f"not in {listed}: {line}" for line in new]
    print("\n".join(failures))
    print(f"{len(now)} lines of ABI, {len(failures)} failures")
    return 1 if failures or len(now) < 80 else 0


if __name__ == "__main__":
    sys.exit(main())
