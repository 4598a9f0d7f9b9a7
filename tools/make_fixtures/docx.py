#!/usr/bin/env python3
"""Writes the DOCX fixtures: fixtures/docx (one construct each) and fixtures/bad (damage and hostility).

    docx.py [ROOT]

Every file shows one thing and is named for it. The bytes are the same on every run. A value of (bytes, options) also
writes the options file beside it.
"""
from __future__ import annotations

import sys
from pathlib import Path

import docx_careless
import docx_chunks
import docx_drawn
import docx_hostile
import docx_packages
import docx_tables
import docx_text

MODULES = (docx_tables, docx_text, docx_careless, docx_chunks, docx_drawn, docx_packages)


def write(folder: Path, name: str, made: bytes | tuple[bytes, str]) -> None:
    data, options = made if isinstance(made, tuple) else (made, "")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    if options:
        (folder / name).with_suffix(".options").write_text(options + "\n")


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    for module in MODULES:
        for name, make in module.FIXTURES.items():
            write(root / "fixtures" / "docx", name, make())
    for name, make in docx_hostile.PARTIAL.items():
        write(root / "fixtures" / "docx", name, make())
    for name, make in docx_hostile.BAD.items():
        write(root / "fixtures" / "bad", name, make())
    return 0


if __name__ == "__main__":
    sys.exit(main())
