#!/usr/bin/env python3
"""Makes large PDFs on demand: what costs time and memory in one dimension at a time. They are never committed.

    pdf_large.py KIND SIZE FILE

KIND is one of: pages (each a heading, prose and a table), glyphs (of one page), words (in no order, all over a page),
segments (slanted), hatching (short strokes along the axes), cells (of one ruled table), boxes (filled), map (streets as
polylines, with labels), chart (points and ticks), columns (of numbers without a line). SIZE counts them.
"""
from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Callable

from pdf_writer import Pdf, line, text

WORDS = "river stone market garden window letter winter summer bridge valley engine paper silver copper harbour".split()
WIDTH, HEIGHT = 1000, 1400


def prose(rng: random.Random, words: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(words))


def report_page(rng: random.Random, number: int) -> str:
    out = text(60, 1340, f"{number} {prose(rng, 3)}", 16, "F2")
    out += "".join(text(60, 1310 - 14 * i, prose(rng, 16)) for i in range(30))
    top, height = 860, 16
    xs = [60, 260, 360, 460, 560]
    for row in range(26):
        y = top - height * row
        out += line(xs[0], y, xs[-1], y)
        if row == 25:
            break
        cells = ["Place", "2019", "2020", "2021"] if row == 0 else [prose(rng, 2), *(str(rng.randrange(9999)) for _ in range(3))]
        out += "".join(text(x + 4, y - 12, cell) for x, cell in zip(xs, cells))
    out += "".join(line(x, top, x, top - height * 25) for x in xs)
    return out + text(500, 30, str(number))


def glyphs(rng: random.Random, count: int) -> str:
    size = max(0.5, 9 * (10_000 / count) ** 0.5)
    per_line = int(WIDTH / size * 1.8)
    out, y, made = "", HEIGHT - 20.0, 0
    lines = []
    while made < count:
        words = prose(rng, per_line // 7 + 1)[:min(per_line, count - made)]
        lines.append(text(20, y, words, size))
        made += len(words)
        y -= size * 1.2
    return out + "".join(lines)


def words(rng: random.Random, count: int) -> str:
    return "".join(text(rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.choice(WORDS), rng.choice((4, 6, 8))) for _ in range(count))


def segments(rng: random.Random, count: int) -> str:
    parts = ["0.3 w"]
    for _ in range(count):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT)
        parts.append(f"{x:.2f} {y:.2f} m {x + rng.uniform(-40, 40):.2f} {y + rng.uniform(-40, 40):.2f} l S")
    return "\n".join(parts) + "\n" + text(40, 40, "A drawing of segments")


def hatching(rng: random.Random, count: int) -> str:
    parts = ["0.3 w"]
    for _ in range(count):
        x, y, length = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(2, 60)
        dx, dy = (length, 0) if rng.random() < 0.5 else (0, length)
        parts.append(f"{x:.2f} {y:.2f} m {x + dx:.2f} {y + dy:.2f} l S")
    return "\n".join(parts) + "\n" + text(40, 40, "A drawing along the axes")


def cells(rng: random.Random, count: int) -> str:
    columns = max(2, round((count / 2) ** 0.5))
    rows = count // columns
    w, h = (WIDTH - 40) / columns, (HEIGHT - 40) / rows
    size = min(8.0, h * 0.6, w * 0.4)
    parts = ["0.2 w"]
    parts += [f"20 {HEIGHT - 20 - r * h:.3f} m {WIDTH - 20} {HEIGHT - 20 - r * h:.3f} l S" for r in range(rows + 1)]
    parts += [f"{20 + c * w:.3f} 20 m {20 + c * w:.3f} {HEIGHT - 20} l S" for c in range(columns + 1)]
    parts += [text(21 + c * w, HEIGHT - 20 - (r + 0.8) * h, str(rng.randrange(100)), size) for r in range(rows) for c in range(columns)]
    return "\n".join(parts)


def boxes(rng: random.Random, count: int) -> str:
    parts = []
    for _ in range(count):
        parts.append(f"{rng.random():.2f} {rng.random():.2f} {rng.random():.2f} rg {rng.uniform(0, WIDTH):.2f} "
                     f"{rng.uniform(0, HEIGHT):.2f} {rng.uniform(1, 30):.2f} {rng.uniform(1, 30):.2f} re f")
    return "\n".join(parts) + "\n0 g " + text(40, 40, "Boxes in many colours")


def street_map(rng: random.Random, count: int) -> str:
    parts, made = ["0.4 w"], 0
    while made < count:
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT)
        parts.append(f"{x:.2f} {y:.2f} m")
        for _ in range(20):
            step = rng.uniform(2, 30)
            kind = rng.random()
            dx, dy = (step, 0) if kind < 0.3 else (0, step) if kind < 0.6 else (step, rng.uniform(-step, step))
            x, y = x + dx * rng.choice((-1, 1)), y + dy * rng.choice((-1, 1))
            parts.append(f"{x:.2f} {y:.2f} l")
        parts.append("S")
        made += 20
        if rng.random() < 0.5:
            parts.append(text(x, y, prose(rng, 2), rng.choice((4, 5, 6))))
    return "\n".join(parts)


def chart(rng: random.Random, count: int) -> str:
    parts = ["0.3 w 40 40 m 960 40 l S 40 40 m 40 1360 l S"]
    for i in range(count):
        x, y = rng.uniform(40, 960), rng.uniform(40, 1360)
        parts.append(f"{x - 1:.2f} {y - 1:.2f} 2 2 re S")
        if i % 10 == 0:
            parts.append(f"{x:.2f} 37 m {x:.2f} 40 l S")
            parts.append(text(x, y, str(rng.randrange(1000)), 3))
    return "\n".join(parts)


def columns(rng: random.Random, count: int) -> str:
    across = max(3, round((count / 4) ** 0.5))
    rows = count // across
    w, h = (WIDTH - 40) / across, (HEIGHT - 40) / rows
    size = min(9.0, h * 0.8, w * 0.3)
    return "".join(text(20 + c * w, HEIGHT - 20 - (r + 1) * h, str(rng.randrange(1000)), size) for r in range(rows) for c in range(across))


PAGES: dict[str, Callable[[random.Random, int], str]] = {
    "glyphs": glyphs, "words": words, "segments": segments, "hatching": hatching, "cells": cells, "boxes": boxes,
    "map": street_map, "chart": chart, "columns": columns}


def make(kind: str, size: int) -> bytes:
    rng = random.Random(f"{kind} {size}")
    pdf = Pdf()
    box = f"0 0 {WIDTH} {HEIGHT}"
    if kind == "pages":
        for number in range(1, size + 1):
            pdf.page(report_page(rng, number), box=box)
    else:
        pdf.page(PAGES[kind](rng, size), box=box)
    return pdf.to_bytes()


def main() -> int:
    if len(sys.argv) != 4 or sys.argv[1] not in ("pages", *PAGES):
        print(__doc__, file=sys.stderr)
        return 4
    Path(sys.argv[3]).write_bytes(make(sys.argv[1], int(sys.argv[2])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
