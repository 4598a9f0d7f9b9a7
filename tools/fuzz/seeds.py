#!/usr/bin/env python3
"""Makes the first inputs of the fuzz targets from our own fixtures: one folder for each target.

    seeds.py FIXTURES PROFILES OUT
"""
from __future__ import annotations

import hashlib
import json
import random
import re
import sys
import zipfile
from pathlib import Path
from typing import Iterator

LARGEST = 40_000  # bytes: larger inputs make a fuzzer slow and teach it little
PARTS = ("document", "styles", "numbering", "footnotes", "header", "comments")  # as tools/fuzz/word_xml.cpp has them
PLAIN = ("c_door", "page", "recover", "writers")  # targets that draw values from any bytes


def small(folder: Path, *endings: str) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in endings and path.stat().st_size <= LARGEST:
            yield path.read_bytes()


def inside(xml: bytes) -> bytes:
    """What stands between the tags of the root element."""
    found = re.search(rb"<(?:\w+:)?(?:document|styles|numbering|footnotes|hdr|comments)\b[^>]*>(.*)</", xml, re.S)
    return found.group(1) if found else b""


def parts_of(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            return {name.lower(): archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, ValueError, KeyError):
        return {}
    except Exception:  # a hostile fixture: zlib errors and the like
        return {}


def word_xml(fixtures: Path) -> Iterator[bytes]:
    for path in sorted((fixtures / "docx").glob("*.docx")):
        parts = parts_of(path)
        if b"<w:" in parts.get("word/document.xml", b""):
            yield b"\x00" + b"\x00".join(
                inside(parts.get(f"word/{name}.xml", parts.get(f"word/{name}1.xml", b""))) for name in PARTS)


def guard(fixtures: Path) -> Iterator[bytes]:
    for path in sorted((fixtures / "docx").glob("*.docx")):
        for xml in parts_of(path).values():
            yield b"\x07" + xml


def profile(fixtures: Path, profiles: Path) -> Iterator[bytes]:
    texts = list(small(fixtures / "text", ".txt", ".csv", ".tsv"))[:20]
    for path in sorted(profiles.glob("*.json")):
        yield path.read_bytes() + b"\x00" + (texts[0] if texts else b"")
    tiny = {"id": "t", "title": "T", "anchors": ["North"], "tables": [
        {"kind": "k", "key": "k", "blocks": [{"columns": [{"key": "c", "label": "Books"}],
                                              "rows": [{"key": "r", "label": "North"}]}]}],
        "checks": [{"id": "c", "severity": "error", "actual": ["k.r.c"], "expected": ["k.*"], "compare": "="}]}
    for text in texts:
        yield json.dumps(tiny).encode() + b"\x00" + text


def outcome() -> dict[str, object]:
    return {"id": 3, "status": "partial", "code": "", "message": "", "format": "pdf", "sha256": "a" * 64, "pages": 2,
            "tables": 1, "input_chars": 10, "lost_chars": 0, "diagnostics": {"row-rejoined": 2}, "seconds": 0.5,
            "peak_bytes": 1000}


def journal() -> Iterator[bytes]:
    entry = {"input": "a/b.pdf", "size": 10, "mtime_ns": 1, "outcome": outcome(),
             "outputs": [{"name": "a/b.pdf.txt", "sha256": "b" * 64, "size": 3}], "attempts": 1}
    yield json.dumps(entry).encode()
    yield json.dumps({**entry, "input": "\ufffd", "input_hex": "ff0a", "same_as": "c"}).encode()


def wire() -> Iterator[bytes]:
    yield json.dumps(outcome()).encode()
    yield json.dumps({"id": 1, "name": "a.pdf"}).encode()
    yield json.dumps({"formats": ["txt", "json"], "from": "auto", "limits": {"pages": 3}, "min_confidence": 0.5,
                      "memory_bytes": 1 << 31, "stitch": True}).encode()


def all_seeds(fixtures: Path, profiles: Path) -> dict[str, list[bytes]]:
    rng = random.Random(8)
    noise = [rng.randbytes(size) for size in (16, 64, 200, 200, 600, 600, 1500, 1500, 4000)]
    low = [bytes(rng.randrange(24) if rng.random() < 0.7 else rng.randrange(256) for _ in range(800)) for _ in range(12)]
    texts = list(small(fixtures / "text", ".txt", ".csv", ".tsv", ".md"))
    seeds = {
        "docx": list(small(fixtures, ".docx", ".docm", ".dotx", ".xml")),
        "package": list(small(fixtures, ".docx", ".xml")),
        "word_xml": list(word_xml(fixtures)),
        "guard": list(guard(fixtures)),
        "pdf": list(small(fixtures, ".pdf")),
        "text": [b"\x00" + text for text in texts],
        "profile": list(profile(fixtures, profiles)),
        "journal": list(journal()),
        "wire": list(wire()),
    }
    return seeds | {name: noise + low for name in PLAIN}


def main() -> int:
    fixtures, profiles, out = (Path(argument) for argument in sys.argv[1:4])
    for target, inputs in all_seeds(fixtures, profiles).items():
        folder = out / target
        folder.mkdir(parents=True, exist_ok=True)
        for data in inputs:
            (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
