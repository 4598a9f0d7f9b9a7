#!/usr/bin/env python3
"""Reads documents as reports and checks each output against the published schema, and profiles against theirs.

    check_reports.py COMMAND SCHEMA_FOLDER PROFILE_FOLDER PATH...

A PATH is a file or a folder. Checked are: report JSON (by python3-jsonschema), that its indices exist, that every key and
record of the JSON is in its lines, that values agree with the records that bear their keys; and every shipped profile, by
the schema and by `gridlift profile check`. Exit status 1 when anything is wrong.
"""
from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

from check_outputs import documents
from jsonschema import Draft202012Validator

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # newer versions deprecate what Debian 12 has
    from jsonschema import RefResolver


def validator_of(folder: Path, name: str) -> Draft202012Validator:
    schemas = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    Draft202012Validator.check_schema(schemas[name])
    store = {schema["$id"]: schema for schema in schemas.values()}
    return Draft202012Validator(schemas[name], resolver=RefResolver.from_schema(schemas[name], store=store))


def content_faults(report: dict[str, Any], lines: list[dict[str, Any]]) -> list[str]:
    faults = []
    for record in report["records"]:
        if record["table"] >= len(report["tables"]):
            faults.append(f"record of table {record['table']}, which is not there")
        elif record["key"] and record["type"] == "number" and report["values"][record["key"]] != record["value"]:
            faults.append(f"{record['key']} is not what its record says")
    keyed = {record["key"] for record in report["records"] if record["key"]}
    if keyed - set(report["values"]):
        faults.append("records bear keys that values do not have")
    if {line["value"]["key"]: line["value"]["value"] for line in lines if "value" in line} != report["values"]:
        faults.append("the lines have other values")
    for name, member in (("record", "records"), ("check", "checks"), ("section", "sections"), ("table", "tables")):
        if [line[name] for line in lines if name in line] != report[member]:
            faults.append(f"the lines have other {member}")
    if "document" not in lines[0] or "end" not in lines[-1]:
        faults.append("the lines do not begin with a document and end with an end")
    return faults


def faults_of(command: str, validator: Draft202012Validator, path: Path) -> list[str]:
    done = subprocess.run([command, "report", str(path)], capture_output=True, timeout=120)
    if done.returncode == 2:
        return []
    if done.returncode not in (0, 3):
        return [f"exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')}"]
    report = json.loads(done.stdout)
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(report)]
    if faults:
        return faults
    lines = subprocess.run([command, "report", str(path), "--to", "ndjson"], capture_output=True, timeout=120).stdout
    return content_faults(report, [json.loads(line) for line in lines.decode("utf-8").split("\n") if line])


def main() -> int:
    command, schemas, profiles, *paths = sys.argv[1:]
    validator = validator_of(Path(schemas), "report.schema.json")
    form = validator_of(Path(schemas), "profile.schema.json")
    checked = wrong = 0
    for path in documents(paths):
        checked += 1
        faults = faults_of(command, validator, path)
        wrong += bool(faults)
        for fault in faults[:5]:
            print(f"{path}: {fault}")
    for path in sorted(Path(profiles).glob("*.json")):
        checked += 1
        faults = [e.message[:200] for e in form.iter_errors(json.loads(path.read_text(encoding="utf-8")))]
        if subprocess.run([command, "profile", "check", str(path)], capture_output=True).returncode != 0:
            faults.append("gridlift profile check refuses it")
        wrong += bool(faults)
        for fault in faults[:5]:
            print(f"{path}: {fault}")
    print(f"{checked} documents and profiles, {wrong} with faults")
    return 1 if wrong or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
