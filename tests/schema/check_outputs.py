#!/usr/bin/env python3
"""Converts documents to JSON and JSON lines and checks each output.

    check_outputs.py COMMAND SCHEMA PATH...

A PATH is a file or a folder. Checked are: the JSON Schema (by python3-jsonschema), that every slot of every table has
exactly one owner, that block and parent indices exist, and that the JSON lines say the same as the object. A document
that cannot be converted must say so by exit status 2 and one line on standard error. Exit status 1 when anything is wrong.
"""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator

from jsonschema import Draft202012Validator

NOT_INPUTS = {".native", ".error", ".options", ".md", ".test", ".py", ".xml", ".json"}


def documents(paths: list[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_file():
            yield path
        else:
            yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix not in NOT_INPUTS)


def grid_faults(index: int, table: dict[str, Any]) -> list[str]:
    owners: dict[tuple[int, int], int] = {}
    for cell in table["cells"]:
        for row in range(cell["row"], cell["row"] + cell["row_span"]):
            for col in range(cell["col"], cell["col"] + cell["col_span"]):
                owners[row, col] = owners.get((row, col), 0) + 1
    slots = {(r, c) for r in range(table["rows"]) for c in range(table["cols"])}
    faults = []
    if set(owners) != slots or any(n != 1 for n in owners.values()):
        faults.append(f"table {index}: a slot without exactly one owner")
    if table["columns"] and len(table["columns"]) != table["cols"]:
        faults.append(f"table {index}: {len(table['columns'])} column paths for {table['cols']} columns")
    if table["header_rows"] > table["rows"] or table["header_cols"] > table["cols"]:
        faults.append(f"table {index}: more headers than rows or columns")
    return faults


def index_faults(document: dict[str, Any]) -> list[str]:
    count = len(document["tables"])
    placed = [b["table"] for b in document["blocks"] if b["type"] == "table"]
    nested = [t["parent"]["table"] for t in document["tables"] if "parent" in t]
    faults = [f"no table {i}" for i in placed + nested if i >= count]
    own = [i for i, t in enumerate(document["tables"]) if "parent" not in t]
    if sorted(placed) != own:
        faults.append(f"blocks place tables {placed}, not {own}")
    return faults


def lines_faults(document: dict[str, Any], lines: list[dict[str, Any]]) -> list[str]:
    """What differs between the object and its JSON lines."""
    tables = [{k: v for k, v in line.items() if k not in ("type", "table")} for line in lines if line["type"] == "table"]
    texts = [line for line in lines if line["type"] not in ("document", "table", "furniture", "end")]
    faults = []
    if lines[0]["type"] != "document" or lines[-1]["type"] != "end":
        faults.append("JSON lines do not begin with a document line and end with an end line")
    if tables != document["tables"]:
        faults.append("JSON lines have other tables")
    if texts != [b for b in document["blocks"] if b["type"] != "table"]:
        faults.append("JSON lines have other blocks")
    if lines[-1].get("text") != document["text"]:
        faults.append("JSON lines have another text count")
    return faults


def run(command: str, path: Path, to: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([command, "convert", str(path), "--to", to], capture_output=True, timeout=120)


def faults_of(command: str, validator: Draft202012Validator, path: Path) -> list[str]:
    done = run(command, path, "json")
    if done.returncode == 2:
        lines = done.stderr.decode("utf-8").splitlines()
        return [] if len(lines) == 1 and lines[0].startswith("gridlift: ") else [f"not one line of error: {lines}"]
    if done.returncode not in (0, 3):
        return [f"exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')}"]
    document = json.loads(done.stdout.decode("utf-8"))
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(document)]
    if faults:
        return faults
    for index, table in enumerate(document["tables"]):
        faults += grid_faults(index, table)
    faults += index_faults(document)
    lost = document["text"]["lost_chars"]
    if lost and not any(d["code"] == "text-lost" for d in document["diagnostics"]):
        faults.append(f"{lost} characters lost without a word")
    lines = [json.loads(line) for line in run(command, path, "ndjson").stdout.decode("utf-8").split("\n") if line]
    return faults + lines_faults(document, lines)


def main() -> int:
    command, schema, *paths = sys.argv[1:]
    Draft202012Validator.check_schema(json.loads(Path(schema).read_text()))
    validator = Draft202012Validator(json.loads(Path(schema).read_text()))
    checked = wrong = 0
    for path in documents(paths):
        checked += 1
        faults = faults_of(command, validator, path)
        wrong += bool(faults)
        for fault in faults[:5]:
            print(f"{path}: {fault}")
    print(f"{checked} documents, {wrong} with faults")
    return 1 if wrong or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
