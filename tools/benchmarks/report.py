#!/usr/bin/env python3
"""Scores `gridlift report` on made reports with known truth (tools/make_fixtures/disclosure.py), by kind of document.

    report.py FOLDER [--command PATH] [--show N] [--kind KIND] [--exact]

For each kind: documents right in every key; keys right of all; values invented (a number where nothing is printed, or
another number than the printed one); failed checks found of those planted, and those that are not there; units and
sections right. `--show` lists the first N differences of each kind; with `--exact` any difference makes the exit status 1.
"""
from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def differences(got: dict, truth: dict) -> tuple[dict[str, int], list[str]]:
    count = collections.Counter(keys=len(truth["values"]))
    notes = []
    values = got["values"]
    for key, wanted in truth["values"].items():
        have = values.get(key)
        if have == wanted or (have is not None and wanted is not None and abs(have - wanted) < 1e-6):
            count["right"] += 1
            continue
        count["invented"] += have is not None
        notes.append(f"{key}: {have} instead of {wanted}")
    more = [key for key, value in values.items() if key not in truth["values"] and value is not None]
    count["invented"] += len(more)
    notes += [f"{key}: not of the form" for key in more]
    planted = {(name, tuple(sorted(keys))) for name, keys in truth["failed"]}
    failed = {(check["id"], tuple(sorted(check["keys"]))) for check in got["checks"] if check["status"] == "failed"}
    heads = {(name, keys[:len(keys)]): None for name, keys in failed}
    found = {p for p in planted if any(name == p[0] and set(p[1]) <= set(keys) for name, keys in heads)}
    count["planted"], count["found"] = len(planted), len(found)
    count["false"] = max(0, len(failed) - len(found))
    if found != planted or count["false"]:
        notes.append(f"checks: planted {sorted(planted)}, failed {sorted(name for name, _ in failed)}")
    units = {key: unit for key, unit in truth["units"].items() if truth["values"].get(key) is not None}
    wrong_units = {key: got["units"].get(key) for key, unit in units.items() if got["units"].get(key) != unit}
    count["units"] = not wrong_units and not set(got["units"]) - set(units)
    if not count["units"]:
        notes.append(f"units: {got['units']} instead of {units}")
    sections = [[s["number"], s["kind"]] for s in got["sections"] if s["level"] == 1]
    count["sections"] = sections == truth["sections"]
    if not count["sections"]:
        notes.append(f"sections: {sections} instead of {truth['sections']}")
    count["head"] = got["profile"] == truth["profile"] and got["year"] == truth["year"] and \
        got["organization"] == truth["organization"]
    if not count["head"]:
        notes.append(f"head: {got['profile']} {got['year']} {got['organization']} instead of {truth['profile']} "
                     f"{truth['year']} {truth['organization']}")
    count["documents"] = 1
    count["perfect"] = count["right"] == count["keys"]
    return count, notes


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--command", default=str(ROOT / "build/release/gridlift"))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--kind", default="")
    parser.add_argument("--exact", action="store_true")
    arguments = parser.parse_args()
    different = 0
    totals: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    shown: collections.Counter = collections.Counter()
    for truth_file in sorted(arguments.folder.glob("*.truth.json")):
        document = truth_file.with_name(truth_file.name.removesuffix(".truth.json"))
        kind = document.stem.split("-", 1)[1] if "-" in document.stem else document.suffix[1:]
        if not document.exists() or (arguments.kind and kind != arguments.kind):
            continue
        done = subprocess.run([arguments.command, "report", str(document), "--to", "json"], capture_output=True)
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        got = json.loads(done.stdout) if done.returncode in (0, 3) and done.stdout else {
            "values": {}, "checks": [], "units": {}, "sections": [], "profile": None, "year": None, "organization": None}
        count, notes = differences(got, truth)
        totals[kind].update(count)
        different += bool(notes)
        if notes and shown[kind] < arguments.show:
            shown[kind] += 1
            print(f"{document.name}: {len(notes)} differences", *notes[:8], sep="\n    ")
    print(f"{'kind':16}{'documents':>10}{'perfect':>9}{'keys right':>12}{'invented':>10}{'planted':>9}{'found':>7}"
          f"{'false':>7}{'units':>7}{'sections':>10}{'head':>6}")
    for kind, t in sorted(totals.items()):
        print(f"{kind:16}{t['documents']:>10}{t['perfect']:>9}{t['right'] / t['keys']:>12.4f}{t['invented']:>10}"
              f"{t['planted']:>9}{t['found']:>7}{t['false']:>7}{t['units']:>7}{t['sections']:>10}{t['head']:>6}")
    return 1 if arguments.exact and different else 0


if __name__ == "__main__":
    sys.exit(main())
