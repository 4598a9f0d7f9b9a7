#!/usr/bin/env python3
"""Writes ten PDF documents without a single table: fixtures/pdf/prose_*.pdf.

    prose.py [ROOT]

Each is set the way that tempts a table finder: columns, leaders, labels, indents, short lines. The bytes are the same on
every run.
"""
from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Callable, Iterator

from pdf_writer import Pdf, text

# Advance widths of Helvetica in thousandths of the size, for the characters from blank to tilde.
WIDTHS = [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
          556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
          722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
          556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
          260, 334, 584]

SUBJECTS = ["the harbour master", "a clerk of the second office", "the council", "every ferryman", "the lamp keeper",
            "an inspector of weights", "the widow Marten", "the new bridge", "a letter from the north", "the old ledger"]
VERBS = ["kept", "counted", "described", "did not mention", "had lost", "promised", "sent back", "copied out by hand",
         "hid", "announced"]
OBJECTS = ["the barrels on the quay", "what the tide had left", "a list of missing anchors", "the price of oil",
           "the names of all who had paid", "seven letters and a map", "the key to the upper store", "nothing at all",
           "the rules for strangers", "a bell that nobody rang"]
ENDS = ["before the first frost", "in the year of the long rain", "without asking anyone", "as it had always been done",
        "for a fee of two coins", "until the gates were shut", "because the roof had fallen in", "on the third of May"]

PAGE = "0 0 595 842"
COURIER = "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Courier >>"

DOCUMENTS: dict[str, Callable[[random.Random], list[str]]] = {}


def document(make: Callable[[random.Random], list[str]]) -> Callable[[random.Random], list[str]]:
    DOCUMENTS[make.__name__] = make
    return make


def width(words: str, size: float) -> float:
    return sum(WIDTHS[ord(c) - 32] for c in words) * size / 1000


def sentence(rng: random.Random) -> str:
    words = f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(ENDS)}."
    return words[0].upper() + words[1:]


def prose(rng: random.Random, sentences: int) -> str:
    return " ".join(sentence(rng) for _ in range(sentences))


def wrapped(words: str, measure: float, size: float, first_indent: float = 0) -> Iterator[str]:
    line: list[str] = []
    room = measure - first_indent
    for word in words.split():
        if line and width(" ".join([*line, word]), size) > room:
            yield " ".join(line)
            line = []
            room = measure
        line.append(word)
    yield " ".join(line)


def column(words: str, x: float, y: float, measure: float, size: float = 10, leading: float = 12, indent: float = 0,
           justified: bool = False) -> tuple[str, float]:
    """A paragraph from y downwards; its content stream, and the y of the next line."""
    out = []
    lines = list(wrapped(words, measure, size, indent))
    for i, line in enumerate(lines):
        at = x + (indent if i == 0 else 0)
        free = measure - (indent if i == 0 else 0) - width(line, size)
        blanks = line.count(" ")
        stretch = f"{free / blanks:.4f} Tw" if justified and blanks and i + 1 < len(lines) else "0 Tw"
        out.append(text(at, y, line, size, extra=stretch))
        y -= leading
    return "".join(out), y


@document
def two_columns(rng: random.Random) -> list[str]:
    pages = []
    for _ in range(2):
        content = text(60, 790, "Notes on the keeping of a harbour", 16, "F2") if not pages else ""
        for x in (60, 307):
            y = 755.0
            while y > 150:
                part, y = column(prose(rng, 4), x, y, 227, 9.5, 11.5, 10, justified=True)
                content += part
        pages.append(content)
    return pages


@document
def contents_page(rng: random.Random) -> list[str]:
    content = text(60, 780, "Contents", 16, "F2")
    y, page = 745.0, 1
    for chapter in range(1, 8):
        for section in range(rng.randint(2, 4)):
            number = str(chapter) if section == 0 else f"{chapter}.{section}"
            title = f"{number}  {rng.choice(OBJECTS).capitalize()}"
            x = 60 if section == 0 else 80
            dots = int((500 - x - width(title, 10) - 30) / width(".", 10))
            content += text(x, y, title + " " + "." * dots, 10)
            content += text(535 - width(str(page), 10), y, str(page), 10)
            page += rng.randint(1, 9)
            y -= 15
    return [content]


@document
def bibliography(rng: random.Random) -> list[str]:
    content = text(60, 780, "References", 14, "F2")
    y = 750.0
    for number in range(1, 22):
        entry = (f"{rng.choice('ABCDEFGHKLMN')}. Marten and {rng.choice('PRSTVW')}. Olsen, "
                 f"{rng.choice(OBJECTS)} {rng.choice(ENDS)}, Annals of the Quay {rng.randint(2, 40)} "
                 f"({rng.randint(1890, 1989)}), {rng.randint(100, 400)}-{rng.randint(401, 800)}.")
        content += text(60, y, f"[{number}]", 9)
        part, y = column(entry, 84, y, 450, 9, 11)
        content += part
        y -= 4
    return [content]


@document
def letter(rng: random.Random) -> list[str]:
    content = ""
    for i, words in enumerate(["Office of Lamps and Ropes", "14 Lower Quay", "Eastern Harbour"]):
        content += text(380, 780 - 13 * i, words)
    for i, words in enumerate(["Mrs. A. Marten", "The House by the Bridge", "Upper Town"]):
        content += text(60, 710 - 13 * i, words)
    content += text(60, 650, "Your letter of 3 May") + text(400, 650, "12 May 1921") + text(60, 615, "Dear Mrs. Marten,")
    y = 590.0
    for _ in range(3):
        part, y = column(prose(rng, 4), 60, y, 475, 10, 13)
        content += part
        y -= 8
    return [content + text(60, y - 10, "Yours truly,") + text(60, y - 60, "J. Olsen") + text(60, y - 73, "Second clerk")]


@document
def code(rng: random.Random) -> list[str]:
    content = text(60, 780, "The tide counter", 14, "F2")
    y = 750.0
    for name in ("open", "count", "close", "report"):
        limit = rng.randint(2, 90)
        for line in [f"def {name}(tide, limit = {limit}):", "    total = 0          # barrels", "    for barrel in tide:",
                     "        if barrel.lost:   # swept away", "            continue", "        total += barrel.weight",
                     "    return min(total, limit)", ""]:
            if line:
                content += text(60, y, line, 9, "F3")
            y -= 11
    return [content]


@document
def poem(rng: random.Random) -> list[str]:
    content = text(200, 780, "The ferry in the fog", 14, "F2")
    y = 745.0
    for _ in range(6):
        for i in range(4):
            words = f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)}" if i % 2 == 0 else rng.choice(OBJECTS)
            content += text(200 + 20 * (i % 2), y, words.capitalize() + (" ," if i < 3 else "."), 11)
            y -= 15
        y -= 14
    return [content]


@document
def form(rng: random.Random) -> list[str]:
    content = text(60, 780, "Request for a berth", 14, "F2")
    y = 740.0
    for label in ("Name of the vessel:", "Name of the owner:", "Port of registry:", "Length over all:", "Wanted from:"):
        content += text(60, y, label) + text(190, y, "_" * 55)
        y -= 24
    part, y = column("I have read the rules for strangers and shall keep them. " + prose(rng, 3), 60, y - 10, 475, 10, 13)
    return [content + part + text(60, y - 40, "Place and date") + text(330, y - 40, "Signature of the owner")]


@document
def addresses(rng: random.Random) -> list[str]:
    content = text(60, 780, "Where to find us", 14, "F2")
    towns = ["Upper Town", "Eastern Harbour", "The Salt Flats", "Bridge End", "Old Mole", "Ropewalk"]
    for i, town in enumerate(towns * 2):
        x, y = 60 + 170 * (i % 3), 740 - 90 * (i // 3)
        lines = [f"Office {i + 1}", rng.choice(["J. Olsen", "A. Marten", "P. Reed", "The keeper of the lamps"]),
                 f"{rng.randint(1, 99)} {rng.choice(['Quay', 'Lane', 'Stairs'])}", town]
        for row, words in enumerate(lines):
            content += text(x, y - 12 * row, words)
    return [content]


@document
def minutes(rng: random.Random) -> list[str]:
    content = text(60, 780, "Minutes of the harbour council", 14, "F2")
    content += text(60, 755, "Present:") + text(130, 755, "J. Olsen, A. Marten, P. Reed and the keeper of the lamps")
    content += text(60, 741, "Absent:") + text(130, 741, "The inspector of weights, who had asked for leave")
    y = 715.0
    for number, title in enumerate(["Opening", "The lamps", "Money", "Strangers", "Other matters"], 1):
        content += text(60, y, f"{number}.", 10, "F2") + text(80, y, title, 10, "F2")
        y -= 15
        for _ in range(2):
            part, y = column(prose(rng, 2), 80, y, 455, 10, 12.5)
            content += part
            y -= 5
        y -= 6
    return [content]


@document
def questions(rng: random.Random) -> list[str]:
    content = text(60, 780, "Questions that are often asked", 14, "F2")
    y = 750.0
    for number in range(1, 8):
        question = f"Is it true that {rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}?"
        content += text(60, y, "Q:", 10, "F2") + text(85, y, question, 10, "F2")
        content += text(60, y - 14, "A:")
        part, y = column(prose(rng, 2), 85, y - 14, 450, 10, 12.5)
        content += part
        y -= 9
    return [content]


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    for seed, (name, make) in enumerate(DOCUMENTS.items()):
        pdf = Pdf()
        for content in make(random.Random(seed)):
            pdf.page(content, box=PAGE, fonts=COURIER)
        (root / "fixtures" / "pdf" / f"prose_{name}.pdf").write_bytes(pdf.to_bytes())


if __name__ == "__main__":
    main()
