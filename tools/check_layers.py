#!/usr/bin/env python3
"""Checks the rules of the house that a compiler does not: layers, owners of libraries, file sizes, forbidden names.

    check_layers.py [ROOT]

Exit status 1 when a rule is broken. A file over 500 lines is a warning, not an error.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path

LAYERS = ("core", "formats", "converters", "tools")  # each may include itself and what stands before it
SIBLINGS = ("formats/docx", "formats/pdf", "formats/text", "formats/ocr")  # do not know each other
# Folders of recovery; each may include itself and what stands before it. What is next to them calls them all.
STAGES = tuple(f"core/recover/{stage}" for stage in
               ("page", "table", "crossing", "ruled", "stream", "tagged", "flattened", "text"))
LONG = 500
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}

# Third-party headers and the only files that may include them.
OWNERS: list[tuple[str, tuple[str, ...]]] = [
    (r"libxml/", ("formats/docx/xml.cpp",)),
    (r"zip\.h$", ("formats/docx/package.cpp",)),
    (r"unicode/", ("core/charset.cpp", "core/latin.cpp", "core/unicode.cpp", "formats/text/charset.cpp",
                   "formats/text/charset_guess.cpp", "converters/report/values/values.cpp")),
    (r"tesseract/|leptonica/|allheaders\.h", ("formats/ocr/tesseract.cpp",)),
    (r"xlsxwriter", ("converters/workbook.cpp",)),
    (r"^archive(_entry)?\.h$", ("tools/bulk/archive.cpp",)),
    (r"nettle/", ("converters/digest.cpp",)),
    (r"^seccomp\.h$", ("tools/bulk/seccomp.cpp",)),
    (r"CLI/", ("tools/cli/",)),
    (r"nlohmann/", ("converters/json.cpp", "converters/report/", "tools/", "tests/")),
]
# Poppler's private headers have plain names; the public ones are under poppler/.
POPPLER = re.compile(r"^(poppler/|poppler-config\.h|goo/|(PDFDoc|OutputDev|GlobalParams|GfxState|GfxFont|Gfx|Object|Page|"
                     r"Catalog|Stream|Error|Annot|Form|Dict|Array|XRef|CharTypes|UnicodeMap|Outline|Link)\.h$)")
POPPLER_OWNER = "formats/pdf/poppler.cpp"

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def layer_of(path: str) -> int | None:
    top = path.split("/", 1)[0]
    return LAYERS.index(top) if top in LAYERS else None


def sibling_of(path: str) -> str | None:
    return next((s for s in SIBLINGS if path.startswith(s + "/")), None)


def stage_of(path: str) -> int | None:
    return next((i for i, stage in enumerate(STAGES) if path.startswith(stage + "/")), None)


def check_include(name: str, target: str) -> str | None:
    """What is wrong with file `name` including `target`, or None."""
    own, other = layer_of(name), layer_of(target)
    if target.startswith("tests/") and not name.startswith("tests/"):
        return f"includes a test: {target}"
    if own is not None and other is not None and other > own:
        return f"includes upwards: {target}"
    stage, other_stage = stage_of(name), stage_of(target)
    if stage is not None and other_stage is not None and other_stage > stage:
        return f"includes a later stage of recovery: {target}"
    here, there = sibling_of(name), sibling_of(target)
    if here and there and here != there:
        return f"includes a sibling format: {target}"
    if POPPLER.match(target) and name != POPPLER_OWNER:
        return f"Poppler is owned by {POPPLER_OWNER}: {target}"
    for pattern, owners in OWNERS:
        if re.search(pattern, target) and not any(name == o or (o.endswith("/") and name.startswith(o)) for o in owners):
            return f"{target} is owned by {', '.join(owners)}"
    return None


TYPE = re.compile(r"namespace\s+([\w:]+)\s*\{|(?:struct|class)\s+(\w+)(?:\s+final)?(?:\s*:[^{;]*)?\s*\{|\{|\}")


def types_of(text: str) -> set[str]:
    """Qualified names of the types that a header defines at namespace level."""
    text = re.sub(r"//[^\n]*|\"(\\.|[^\"\\])*\"|'(\\.|[^'\\])'|^\s*#.*$", "", text, flags=re.M)
    scopes: list[str | None] = []  # a namespace's name, or None for any other brace
    found: set[str] = set()
    for match in TYPE.finditer(text):
        if match.group(0) == "}":
            if scopes:
                scopes.pop()
            continue
        if match.group(2) and None not in scopes:
            found.add("::".join([*(s for s in scopes if s), match.group(2)]))
        scopes.append(match.group(1))
    return found


def check_types(root: Path, headers: list[Path]) -> list[str]:
    """Two headers that define one type differently break programs silently (one definition rule)."""
    owner: dict[str, str] = {}
    errors: list[str] = []
    for path in headers:
        name = path.relative_to(root).as_posix()
        for defined in types_of(path.read_text(encoding="utf-8")):
            if owner.setdefault(defined, name) != name:
                errors.append(f"{name}: {defined} is defined in {owner[defined]} too")
    return errors


def check_file(root: Path, path: Path) -> tuple[list[str], list[str]]:
    name = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8")
    errors = [f"{name}: {e}" for e in (check_include(name, t) for t in INCLUDE.findall(text)) if e]
    if set(re.split(r"[/._]", name)) & FORBIDDEN_NAMES:
        errors.append(f"{name}: a name that says nothing")
    if path.suffix == ".h" and name != "converters/gridlift.h":
        if not text.startswith("// "):
            errors.append(f"{name}: the first line must say in one sentence what the file is for")
        if "#pragma once" not in text:
            errors.append(f"{name}: no #pragma once")
    lines = text.count("\n")
    warnings = [f"{name}: {lines} lines (the wall is {LONG})"] if lines > LONG else []
    return errors, warnings


def main() -> int:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent).resolve()
    errors: list[str] = []
    warnings: list[str] = []
    count = 0
    for folder in (*LAYERS, "tests", "bindings"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".cpp", ".h", ".c") or "build" in path.relative_to(root).parts:
                continue
            count += 1
            e, w = check_file(root, path)
            errors += e
            warnings += w
    headers = [p for folder in LAYERS for p in sorted((root / folder).rglob("*.h"))]
    errors += check_types(root, headers)
    for line in warnings:
        print("warning:", line)
    for line in errors:
        print("error:", line)
    print(f"{count} files, {len(errors)} errors, {len(warnings)} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
