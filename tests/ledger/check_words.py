#!/usr/bin/env python3
"""The words of `pdftotext -layout` against ours: what it finds and we do not must have been said by a diagnostic.

    check_words.py GRIDLIFT FOLDER|FILE...

Letters are compared as multisets after NFKC, blanks and direction marks aside: none may be missing. Words are compared
likewise, but may be parted or joined otherwise in a small share of all, since neither program is right in every case: vertical and
slanted writing, letterspacing, hyphens at line ends. Exit status 77 (skipped) where pdftotext is not installed.
"""
from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

# What these say was left out of the text on purpose, or kept elsewhere.
EXPLAINS = {"header-repeated-dropped", "caption-repeated-dropped", "pdf-off-page-text", "pdf-clipped-text",
            "pdf-soft-mask-text", "text-lost", "pdf-doubled-text"}
LEAST_RECALL = 0.99  # share of pdftotext's words that are ours too, over all files
PATIENCE = 10  # seconds for pdftotext, which has no limits of its own

MARKS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def normal(text: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace() and c not in "-\u2010\u2011\ufffd" and unicodedata.category(c) not in ("Cc", "Co"))


def words(text: str) -> Counter[str]:
    """Parted by blanks; ideographs one by one, since lines end between any two of them."""
    return Counter(re.findall(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u9fff\uf900-\ufaff]+", text))


def output(*command: str) -> str | None:
    """Standard output; None when the command failed, cut something, or took too long."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def main() -> int:
    command = sys.argv[1]
    if shutil.which("pdftotext") is None:
        print("pdftotext is not installed")
        return 77
    files: list[Path] = []
    for name in sys.argv[2:]:
        files += sorted(Path(name).rglob("*.pdf")) if Path(name).is_dir() else [Path(name)]
    faults: list[str] = []
    compared = explained = refused = found = wanted = 0
    for path in files:
        document = output(command, "convert", "--to", "json", str(path))
        if document is None:
            refused += 1
            continue
        if EXPLAINS & {diagnostic["code"] for diagnostic in json.loads(document)["diagnostics"]}:
            explained += 1
            continue
        theirs = output("pdftotext", "-layout", str(path), "-")
        ours = output(command, "convert", "--to", "txt", "--furniture", str(path))
        if theirs is None or ours is None:
            refused += 1
            continue
        compared += 1
        theirs, ours = normal(theirs), normal(ours)
        lost = letters(theirs) - letters(ours)
        if lost:
            faults.append(f"{path.name}: {sum(lost.values())} letters are missing, and nobody is told: {''.join(lost.elements())[:60]}")
        expected = words(theirs)
        missing = expected - words(ours)
        wanted += sum(expected.values())
        found += sum(expected.values()) - sum(missing.values())
    recall = found / wanted if wanted else 0.0
    print(f"{compared} files compared, {explained} with diagnostics, {refused} cut or not converted by one of the two; "
          f"{wanted} words, {100 * recall:.2f} % of them ours")
    if recall < LEAST_RECALL:
        faults.append(f"only {100 * recall:.2f} % of the words are ours")
    if 2 * compared < len(files):
        faults.append("less than half of the files could be compared")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
