#!/usr/bin/env python3
"""Mutants of DOCX files through the command: no crash, no hang, no silent loss.

    mutants.py [--bin build/release/gridlift] [--count 2000] [--seed 1] [--keep DIR] [FILE|DIR ...]

A mutant is made on one of two levels: the XML of a part is changed (an element dropped, doubled, renamed, moved or
unbalanced, an attribute's value made odd, bytes flipped) and zipped again with the right checksum; or bytes of the archive
itself are flipped, cut or doubled. Each is converted with 2 GiB of address space and 20 seconds. Wrong are: an exit status
other than 0, 2 and 3, a signal, text that the ledger lost, and characters that Python's own reader of the same mutant finds in
w:t while our text has not and no diagnostic says why. The same seed makes the same mutants. Without files the fixtures are used.
"""
from __future__ import annotations

import argparse
import io
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP / "tests" / "formats" / "docx"))
import ledger  # noqa: E402

MEMORY, SECONDS = 2 << 30, 20
ODD = ("", "-1", "0", "2147483647", "9223372036854775808", "abc", "1.5", "true", "off", "&#x0;", "\U0001f600", "rId1", "restart")
TAG = re.compile(rb"<[^<>]+>")
VALUE = re.compile(rb'="([^"<>]*)"')


def change_xml(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        tags = list(TAG.finditer(data))
        if not tags:
            return data
        kind = dice.randrange(8)
        one, two = dice.choice(tags), dice.choice(tags)
        if kind == 0:    # a tag less
            data = data[:one.start()] + data[one.end():]
        elif kind == 1:  # a tag twice
            data = data[:one.end()] + one.group() + data[one.end():]
        elif kind == 2:  # a stretch moved or copied somewhere else
            a, b = sorted((one.start(), two.start()))
            piece = data[a:min(b, a + 2000)]
            at = dice.choice(tags).start()
            data = data[:at] + piece + data[at:]
        elif kind == 3:  # a stretch less
            a, b = sorted((one.start(), two.start()))
            data = data[:a] + data[min(b, a + 2000):]
        elif kind == 4:  # one name for another
            data = data[:one.start()] + two.group() + data[one.end():]
        elif kind == 5:  # a value made odd
            values = list(VALUE.finditer(data))
            if values:
                value = dice.choice(values)
                data = data[:value.start(1)] + dice.choice(ODD).encode() + data[value.end(1):]
        elif kind == 6:  # bytes flipped
            raw = bytearray(data)
            for _ in range(dice.choice((1, 4, 16))):
                raw[dice.randrange(len(raw))] = dice.randrange(256)
            data = bytes(raw)
        else:            # an element doubled many times over
            data = data[:one.end()] + one.group() * dice.choice((10, 300, 3000)) + data[one.end():]
    return data


def xml_mutant(source: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        entries = [(info.filename, package.read(info)) for info in package.infolist()]
    parts = [i for i, (name, _) in enumerate(entries) if name.endswith((".xml", ".rels"))]
    main = [i for i in parts if "document" in entries[i][0] and entries[i][0].endswith(".xml")] or parts
    chosen = {dice.choice(main if dice.random() < 0.7 else parts)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for i, (name, data) in enumerate(entries):
            package.writestr(zipfile.ZipInfo(name), change_xml(data, dice) if i in chosen else data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def byte_mutant(source: bytes, dice: random.Random) -> bytes:
    raw = bytearray(source)
    for _ in range(dice.choice((1, 2, 8, 64))):
        at = dice.randrange(len(raw))
        kind = dice.randrange(4)
        if kind == 0:
            raw[at] = dice.randrange(256)
        elif kind == 1:
            del raw[at:at + dice.choice((1, 4, 100))]
        elif kind == 2:
            raw[at:at] = raw[at:at + dice.choice((1, 16, 200))]
        else:
            raw[at:at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"PK\x03\x04", b"PK\x01\x02"))
        if not raw:
            return b"PK"
    return bytes(raw)


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def convert(binary: Path, path: Path, to: str, *more: str) -> subprocess.CompletedProcess[bytes]:
    limit = None if "asan" in str(binary) else limited  # a sanitizer reserves more address space than any limit
    return subprocess.run([binary, "convert", str(path), "--to", to, *more], capture_output=True, timeout=SECONDS,
                          preexec_fn=limit)


def judge(binary: Path, path: Path) -> tuple[int, str]:
    """The exit status, and what is wrong ("" for nothing)."""
    try:
        done = convert(binary, path, "json")
    except subprocess.TimeoutExpired:
        return -1, "hangs"
    if done.returncode not in (0, 2, 3):
        return done.returncode, f"exit {done.returncode}: {done.stderr.decode('utf8', 'replace')[-300:]}"
    if done.returncode == 2:
        return 2, "" if re.search(rb"\([A-Z_]+\)", done.stderr) else "an error without a code"
    document = json.loads(done.stdout)
    codes = {d["code"] for d in document["diagnostics"]}
    if document["text"]["lost_chars"]:
        return done.returncode, "the ledger lost text"
    if done.returncode == 3:
        return 3, ""
    want = ledger.independent(path)
    have = Counter(ledger.INK.sub("", convert(binary, path, "txt", "--furniture").stdout.decode("utf8")).translate(ledger.SMALL))
    missing = (want or Counter()) - have
    if missing and not codes & ledger.EXPLAIN:
        return 0, f"silent loss of {''.join(missing.elements())[:40]!r}; {sorted(codes)}"
    return done.returncode, ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=TOP / "build/release/gridlift")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where mutants that went wrong are kept")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    paths = [f for given in options.files or [TOP / "fixtures" / "docx"]
             for f in (sorted(given.iterdir()) if given.is_dir() else [given]) if f.suffix in (".docx", ".docm", ".dotx")]
    sources = [(p.name, p.read_bytes()) for p in paths if zipfile.is_zipfile(p)]
    statuses: Counter[int] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.docx"
        for number in range(options.count):
            dice = random.Random(options.seed * 1_000_003 + number)
            name, source = dice.choice(sources)
            try:
                mutant = (xml_mutant if dice.random() < 0.7 else byte_mutant)(source, dice)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
                mutant = byte_mutant(source, dice)
            path.write_bytes(mutant)
            status, fault = judge(options.bin.resolve(), path)
            statuses[status] += 1
            if fault:
                wrong += 1
                print(f"mutant {number} of {name}: {fault}", flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{number}-{name}").write_bytes(mutant)
    print(f"{options.count} mutants of {len(sources)} files: " + ", ".join(f"exit {s}: {n}" for s, n in sorted(statuses.items()))
          + f"; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
