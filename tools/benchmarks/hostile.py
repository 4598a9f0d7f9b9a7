#!/usr/bin/env python3
"""Thousands of hostile documents through `gridlift bulk`: none crashes a worker, hangs, outgrows its memory or vanishes.

    tools/bench hostile [--count 3000] [--seed 1] [--command build/release/gridlift] [--keep DIR] [FILE|DIR ...]
    tools/bench hostile --invented [--kind NAME ...] [...]

Mutants are made of the given PDF and DOCX files (else of the fixtures): bytes flipped, cut and doubled; numbers, names and
references of objects exchanged; values of other types; tables of offsets that lie; content streams changed inside their
compression; fields of archives and XML that lie (mutants.py). --invented makes files from nothing instead, by kinds of harm
(invented_pdf.py, invented_docx.py). The same seed makes the same files. Wrong are: a file
without its line in the journal, a worker that died by other than its limits, a peak of memory over the limit, a file that
took longer than its time-out, an error without a code, lost characters in a document that is called ok. Time and memory
limits that were hit are counted and named. What went wrong is kept in DIR.
"""
from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Callable

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools" / "benchmarks"))
import invented_docx  # noqa: E402
import invented_pdf  # noqa: E402
import mutants  # noqa: E402

MEMORY_MB, SECONDS, BATCH = 1024, 20, 500
NUMBERS = (b"0", b"-1", b"1", b"3", b"255", b"65535", b"2147483647", b"-2147483648", b"4294967296", b"99999999999999999999",
           b"1e30", b"0.000001", b"-0.5", b"1000000", b"-32768", b"...", b"--5", b"0x10")
VALUES = (b"null", b"true", b"()", b"(\xff\xfe\x00\xd8)", b"<>", b"<FEFFD800>", b"[]", b"[[[[[[]]]]]]", b"<<>>", b"<</A 1 0 R>>", b"/X",
          b"[1 0 R 1 0 R]", b"1 0 R", b"2 0 R", b"9999 0 R", b"<</Length 1>>", b"[0 0 0 0]", b"[null null null null]")
NUMBER = re.compile(rb"(?<![\w.#])[-+]?\d+(?:\.\d+)?(?![\w.])")
NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
REFERENCE = re.compile(rb"(?<!\d)\d+ \d+ R")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
OPERATORS = (b"q", b"Q", b"BT", b"ET", b"Tj", b"TJ", b"Tf", b"Tm", b"Td", b"T*", b"cm", b"re", b"f", b"S", b"W", b"n", b"Do", b"BDC", b"EMC",
             b"BI", b"ID", b"EI", b"gs", b"sh", b"d0", b"l", b"m", b"c", b"'", b'"', b"Tr", b"Tz", b"TL", b"<<", b">>", b"[", b"]", b"(", b")")


def outside_streams(data: bytes, pattern: re.Pattern[bytes], dice: random.Random) -> re.Match[bytes] | None:
    """One of the matches around a random place; those in packed streams are seldom worth it."""
    for _ in range(20):
        at = dice.randrange(max(1, len(data)))
        begin, end = data.rfind(b"endstream", 0, at), data.find(b"stream", at)
        if (data.rfind(b"stream", 0, at) > begin + 3 and begin >= 0) or end < 0:
            begin = max(0, at - 2000)
        found = list(pattern.finditer(data, max(begin, at - 2000, 0), at + 2000))
        if found:
            return dice.choice(found)
    return None


def put(data: bytes, match: re.Match[bytes] | None, new: bytes) -> bytes:
    return data if match is None else data[:match.start()] + new + data[match.end():]


def fitted(data: bytes, match: re.Match[bytes] | None, new: bytes) -> bytes:
    """As put(), but the offsets of what follows stay true where blanks can make up the length."""
    if match is not None and len(new) < len(match.group()):
        new = new.ljust(len(match.group()))
    return put(data, match, new)


def change_content(content: bytes, dice: random.Random) -> bytes:
    tokens = content.split(b" ")
    for _ in range(dice.choice((1, 3, 10, 50))):
        at = dice.randrange(len(tokens))
        kind = dice.randrange(6)
        if kind == 0:
            tokens[at] = dice.choice(NUMBERS)
        elif kind == 1:
            tokens[at] = dice.choice(OPERATORS)
        elif kind == 2:
            tokens[at] = tokens[dice.randrange(len(tokens))]
        elif kind == 3:
            tokens[at:at + dice.choice((1, 5))] = []
        elif kind == 4:
            tokens[at:at] = tokens[at:at + dice.choice((2, 20))] * dice.choice((1, 2, 50))
        else:
            tokens[at] = bytes(dice.randrange(256) for _ in range(dice.randrange(8)))
        if not tokens:
            return b""
    return b" ".join(tokens)


def inside_stream(data: bytes, dice: random.Random) -> bytes:
    """Changes what a stream says, below its compression; where it fits, the file around it stays as it was."""
    streams = list(STREAM.finditer(data))
    if not streams:
        return data
    chosen = dice.choice(streams)
    body = chosen.group(1)
    try:
        content = zlib.decompressobj().decompress(body, 4_000_000)
    except zlib.error:
        return data[:chosen.start(1)] + change_content(body, dice) + data[chosen.end(1):]
    new = zlib.compress(change_content(content, dice), 9)
    if len(new) < len(body):
        new = new.ljust(len(body), b"\0")
    return data[:chosen.start(1)] + new + data[chosen.end(1):]


def lie_about_offsets(data: bytes, dice: random.Random) -> bytes:
    at = data.rfind(b"startxref")
    kind = dice.randrange(4)
    if kind == 0 and at >= 0:
        return data[:at] + b"startxref\n" + dice.choice(NUMBERS) + b"\n%%EOF\n"
    if kind == 1 and at >= 0:  # a table that follows itself
        return data[:at] + b"xref\n0 0\ntrailer\n<</Size 9 /Root 1 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (at, at)
    if kind == 2:
        rows = list(re.finditer(rb"\d{10} \d{5} [nf]", data))
        if rows:
            row = dice.choice(rows)
            return put(data, row, b"%010d 00000 n" % dice.randrange(2 * len(data)))
    return put(data, next(re.finditer(rb"/(Size|Prev|W|Index|First|N|Length) *[\d\[]+", data[dice.randrange(len(data)):]), None),
               b"/Size " + dice.choice(NUMBERS)) if kind == 3 else data


def pdf_mutant(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        kind = dice.randrange(9)
        if kind == 0:
            data = fitted(data, outside_streams(data, NUMBER, dice), dice.choice(NUMBERS))
        elif kind == 1:
            data = fitted(data, outside_streams(data, NUMBER, dice), dice.choice(VALUES))
        elif kind == 2:
            other = outside_streams(data, NAME, dice)
            data = fitted(data, outside_streams(data, NAME, dice), other.group() if other else b"/X")
        elif kind == 3:
            other = outside_streams(data, REFERENCE, dice)
            data = fitted(data, outside_streams(data, REFERENCE, dice), other.group() if other else b"1 0 R")
        elif kind == 4:
            data = fitted(data, outside_streams(data, REFERENCE, dice), dice.choice(VALUES))
        elif kind in (5, 6):
            data = inside_stream(data, dice)
        elif kind == 7:
            data = lie_about_offsets(data, dice)
        else:
            data = mutants.byte_mutant(data, dice)
        if len(data) < 10:
            return b"%PDF-1.7\n"
    if dice.random() < 0.08:
        data = data[:dice.randrange(len(data))]
    return data


def docx_mutant(data: bytes, dice: random.Random) -> bytes:
    try:
        data = (mutants.xml_mutant if dice.random() < 0.7 else mutants.byte_mutant)(data, dice)
        return mutants.byte_mutant(data, dice) if dice.random() < 0.1 else data
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, IndexError):
        return mutants.byte_mutant(data, dice)


MAKERS: dict[str, Callable[[bytes, random.Random], bytes]] = {".pdf": pdf_mutant, ".docx": docx_mutant}


class Sources:
    """The files that mutants are made of, by their ending."""

    def __init__(self, given: list[Path]) -> None:
        paths = [file for path in given for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
        self.paths = {ending: [p for p in paths if p.suffix == ending and 0 < p.stat().st_size < 3_000_000] for ending in MAKERS}
        self.endings = [ending for ending, found in self.paths.items() if found]

    def make(self, number: int, seed: int) -> tuple[str, bytes]:
        dice = random.Random(seed * 1_000_003 + number)
        ending = dice.choice(self.endings)
        path = dice.choice(self.paths[ending])
        return f"{number:07}_{path.stem[:40]}{ending}", MAKERS[ending](path.read_bytes(), dice)


class Inventions:
    """Files made from nothing, each of the next kind."""

    def __init__(self, wanted: list[str]) -> None:
        kinds = [(name, ".pdf", make) for name, make in invented_pdf.KINDS.items()] + [(name, ".docx", make) for name, make in invented_docx.KINDS.items()]
        self.kinds = [kind for kind in kinds if not wanted or kind[0] in wanted]

    def make(self, number: int, seed: int) -> tuple[str, bytes]:
        name, ending, make = self.kinds[number % len(self.kinds)]
        return f"{number:07}_{name}{ending}", make(random.Random(seed * 1_000_003 + number))


def fault_of(entry: dict | None) -> str:
    if entry is None:
        return "has no line in the journal"
    outcome = entry["outcome"]
    if outcome["code"] in ("CRASH", "INTERNAL"):
        return f"{outcome['code']}: {outcome['message']}"
    if outcome["status"] == "error" and not outcome["code"]:
        return "an error without a code"
    if outcome["status"] == "ok" and outcome["lost_chars"]:
        return f"is ok, and {outcome['lost_chars']} characters are lost"
    if outcome["seconds"] > SECONDS + 2:
        return f"took {outcome['seconds']:.0f} s"
    return f"used {outcome['peak_bytes'] >> 20} MB" if outcome["peak_bytes"] > (2 * MEMORY_MB) << 20 else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=Path, default=TOP / "build" / "release" / "gridlift")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=None)
    parser.add_argument("--memory", type=int, default=MEMORY_MB, help="MB; a build with sanitizers needs another number")
    parser.add_argument("--invented", action="store_true", help="files made from nothing, not mutants")
    parser.add_argument("--kind", action="append", default=[], help="with --invented: only these kinds")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    sources = Inventions(options.kind) if options.invented else Sources(options.files or [TOP / "fixtures"])
    codes: Counter[str] = Counter()
    wrong = 0
    began = time.monotonic()
    for first in range(0, options.count, BATCH):
        work = Path(tempfile.mkdtemp(prefix="gridlift-hostile-"))
        try:
            (work / "in").mkdir()
            names = []
            for number in range(first, min(first + BATCH, options.count)):
                name, data = sources.make(number, options.seed)
                (work / "in" / name).write_bytes(data)
                names.append(name)
            done = subprocess.run([options.command.resolve(), "bulk", work / "in", "-o", work / "out", "--to", "txt,json", "--quiet",
                                   "--no-dedup", f"-j{options.jobs}", "--timeout", str(SECONDS), "--memory", str(options.memory)],
                                  capture_output=True)
            if done.returncode not in (0, 2, 3):
                print(f"the run ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-500:]}")
                wrong += 1
            lines = map(json.loads, (work / "out" / "journal.jsonl").read_bytes().splitlines())
            entries = {line["input"]: line for line in lines if "outcome" in line}
            for name in names:
                entry = entries.get(name)
                outcome = entry["outcome"] if entry else {"status": "missing", "code": ""}
                codes[outcome["code"] or outcome["status"]] += 1
                fault = fault_of(entry)
                limited = outcome["code"] in ("LIMIT_TIME", "LIMIT_MEMORY")
                if fault or limited:
                    print(f"{'WRONG' if fault else 'limit'} {name}: {fault or outcome['message']}", flush=True)
                    wrong += bool(fault)
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        shutil.copy(work / "in" / name, options.keep / f"{options.seed}-{name}")
        finally:
            shutil.rmtree(work, ignore_errors=True)
    print(f"{options.count} files, {time.monotonic() - began:.0f} s: " + ", ".join(f"{code} {n}" for code, n in codes.most_common())
          + f"; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
