#!/usr/bin/env python3
"""Compares the reports of five published documents, key by key, with expectations that were made by hand.

    check_seeds.py COMMAND FOLDER

FOLDER holds the documents as flattened text, 000_*.txt to 004_*.txt; they are not part of the project. What is expected of
each stands in seeds.json: keys by pattern that print 0 or nothing (later rules win: zero, null, values), the
numbers of the rest, units, sections of the first level, failed checks, counts of diagnostics.
"""
from __future__ import annotations

import fnmatch
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any


def expected_values(wanted: dict[str, Any], keys: list[str]) -> dict[str, float | None]:
    values: dict[str, float | None] = {}
    for key in keys:
        zero = any(fnmatch.fnmatch(key, pattern) for pattern in wanted["zero"])
        null = any(fnmatch.fnmatch(key, pattern) for pattern in wanted["null"])
        exact = key in wanted["zero"] or (zero and any("*.total" in p and fnmatch.fnmatch(key, p) for p in wanted["zero"]))
        values[key] = None if null and not exact else 0 if zero else None
    return values | wanted["values"]


def faults_of(report: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    values = expected_values(wanted, [key for key in report["values"] if not key.endswith("_yuan")])
    faults = [f"{key}: {report['values'].get(key)} instead of {value}" for key, value in values.items()
              if report["values"].get(key) != value]
    faults += [f"{key}: not expected" for key in report["values"] if key not in values]
    if len(values) < 198:
        faults.append(f"only {len(values)} keys")
    for member in ("year", "date", "units"):
        if report[member] != wanted[member]:
            faults.append(f"{member}: {report[member]} instead of {wanted[member]}")
    sections = [f"{s['number']} {s['kind']}" for s in report["sections"] if s["level"] == 1]
    if sections != wanted["sections"]:
        faults.append(f"sections: {sections}")
    failed = [f"{c['id']} {c['keys'][0].rsplit('.', 1)[1]} {c['expected']:g} {c['actual']:g}" for c in report["checks"]
              if c["status"] == "failed"]
    if sorted(failed) != sorted(wanted["failed"]):
        faults.append(f"failed checks: {failed}")
    codes = Counter(d["code"] for d in report["diagnostics"])
    faults += [f"{code}: {codes[code]} times instead of {count}" for code, count in wanted["diagnostics"].items()
               if codes[code] != count]
    return faults


def main() -> int:
    command, folder = sys.argv[1], Path(sys.argv[2])
    expectations = json.loads(Path(__file__).with_name("seeds.json").read_text(encoding="utf-8"))
    wrong = 0
    for number, wanted in expectations.items():
        document = next(folder.glob(f"{number}_*.txt"), None)
        if document is None:
            print(f"{folder}: no document {number}")
            wrong += 1
            continue
        done = subprocess.run([command, "report", str(document)], capture_output=True, check=True)
        faults = faults_of(json.loads(done.stdout), wanted)
        wrong += bool(faults)
        for fault in faults[:20]:
            print(f"{number}: {fault}")
    print(f"{len(expectations)} documents, {wrong} with faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
