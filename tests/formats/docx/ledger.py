#!/usr/bin/env python3
"""Every character of w:t in the good DOCX fixtures is in our text, or a diagnostic or option says where it went.

    ledger.py COMMAND FIXTURES

The other reader is Python's zipfile and ElementTree, which know nothing of gridlift: all w:t of body, notes, headers and
footers, in any branch. What our text lacks must be explained by what the document says of itself.
"""
from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

# Diagnostics that explain missing characters.
EXPLAIN = {"hidden-text", "tracked-changes", "altchunk-skipped", "part-damaged", "xml-truncated", "xml-depth", "xml-tag-size",
           "items-limit", "text-replaced", "xml-doctype", "grid-limit", "duplicate-part", "subdocument-skipped",
           "header-repeated-dropped", "row-rejoined"}
STORIES = re.compile(r"(document\d*|footnotes|endnotes|header\d*|footer\d*)\.xml$", re.I)
SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-" * 2)  # figures set as super- or subscripts
INK = re.compile(r"\s|[\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]")
OPTIONS = {"track-changes=all": ["--track-changes", "all"], "track-changes=reject": ["--track-changes", "reject"],
           "hidden": ["--hidden"], "comments": ["--comments"], "latex": ["--latex"], "keep-slivers": ["--keep-slivers"],
           "picture-text": ["--picture-text"]}


def local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def attribute(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def texts(root: ElementTree.Element, referred: set[str]) -> Counter[str]:
    """Characters of all w:t, but for what no reader sees: other branches of alternatives, instructions of fields, notes
    without a mark (`referred` has those with one). Symbol fonts mean other letters."""
    found: Counter[str] = Counter()
    fields: list[bool] = []  # of each open field: is its result reached

    def walk(element: ElementTree.Element, symbol: bool) -> None:
        name = local(element.tag)
        if name == "AlternateContent":
            known = [c for c in element if local(c.tag) == "Choice" and c.get("Requires") in ("w14", "wps", "wpg")]
            for child in (known or [c for c in element if local(c.tag) == "Fallback"])[:1]:
                walk(child, symbol)
            return
        if name in ("footnote", "endnote") and (attribute(element, "type") or attribute(element, "id") not in referred):
            return
        if name == "fldChar":
            kind = attribute(element, "fldCharType")
            if kind == "begin":
                fields.append(False)
            elif fields and kind == "separate":
                fields[-1] = True
            elif fields and kind == "end":
                fields.pop()
        if not all(fields) and name == "t":
            return
        if name == "r":
            fonts = [f for f in element.iter() if local(f.tag) == "rFonts"]
            symbol = any("Wingdings" in v or v == "Symbol" for f in fonts for v in f.attrib.values())
        if name == "t" and "wordprocessingml" in element.tag and not symbol:
            found.update(INK.sub("", element.text or ""))
        for child in element:
            walk(child, symbol)

    walk(root, False)
    return found


def independent(path: Path) -> Counter[str] | None:
    """None for what Python cannot read: damaged archives and XML, where ours does more."""
    total: Counter[str] = Counter()
    try:
        with zipfile.ZipFile(path) as package:
            roots = [ElementTree.fromstring(package.read(name)) for name in package.namelist()
                     if STORIES.search(name) and "glossary" not in name]
        referred = {attribute(e, "id") or "" for root in roots for e in root.iter() if local(e.tag).endswith("noteReference")}
        named = {local(e.tag) for root in roots for e in root.iter()}
        for root in roots:
            # A header or footer that no section asks for is not shown.
            if {"hdr": "headerReference", "ftr": "footerReference"}.get(local(root.tag), local(root.tag)) in named:
                total += texts(root, referred)
    except Exception:  # noqa: BLE001 - whatever a damaged file makes of Python's readers
        return None
    return total


def converted(command: str, path: Path, to: str, *options: str) -> str:
    done = subprocess.run([command, "convert", str(path), "--to", to, *options], capture_output=True, check=False)
    return done.stdout.decode("utf8")


def main() -> int:
    command, fixtures = sys.argv[1], Path(sys.argv[2])
    wrong = looked = 0
    for path in sorted(p for p in fixtures.iterdir() if p.suffix in (".docx", ".docm", ".dotx")):
        want = independent(path)
        if want is None:
            continue
        notes = path.with_suffix(".options")
        options = [o for line in (notes.read_text().split() if notes.exists() else [])
                   for o in OPTIONS.get(line, ["--limit", line])]
        looked += 1
        document = json.loads(converted(command, path, "json", *options))
        have = Counter(INK.sub("", converted(command, path, "txt", "--furniture", *options)).translate(SMALL))
        missing = want - have
        codes = {d["code"] for d in document["diagnostics"]}
        if missing and not codes & EXPLAIN:
            wrong += 1
            print(f"{path.name}: {sum(missing.values())} characters are nowhere: {''.join(missing.elements())[:60]!r}; {sorted(codes)}")
        if document["text"]["lost_chars"]:
            wrong += 1
            print(f"{path.name}: {document['text']['lost_chars']} lost")
    print(f"{looked} documents, {wrong} wrong")
    return 1 if wrong or looked < 60 else 0


if __name__ == "__main__":
    sys.exit(main())
