"""Tables set in PDF files and read back as text by `pdftotext -layout`: columns kept apart by blanks."""
from __future__ import annotations

import random
import subprocess
import tempfile
from pathlib import Path

from pdf_writer import Pdf, line, mapped_font, text
from text_grids import Maker
from text_words import WIDE

# Advance widths of Helvetica, in thousandths, as Adobe's metrics give them; letters not named are near 556.
NARROW = {c: 278 for c in " .,/:;!I"} | {c: 222 for c in "ijl"} | {"t": 278, "f": 278, "r": 333, "-": 333, "(": 333, ")": 333}
WIDER = {"m": 833, "w": 722, "M": 833, "W": 944} | {c: 667 for c in "ABEKPSVXY"} | {c: 722 for c in "CDHNRU"} | \
    {"c": 500, "k": 500, "s": 500, "v": 500, "x": 500, "y": 500, "z": 500, "%": 889, "J": 500, "L": 556, "T": 611,
     "F": 611, "Z": 611, "G": 778, "O": 778, "Q": 778}


class LatinFont:
    """Helvetica, which every reader has."""

    def width(self, words: str, size: float) -> float:
        return sum(NARROW.get(c, WIDER.get(c, 556)) for c in words) * size / 1000

    def set(self, x: float, y: float, words: str, size: float) -> str:
        return text(x, y, words, size)

    def add_to(self, pdf: Pdf) -> str:
        return ""


class WideFont:
    """East Asian characters 1 em wide, letters and digits half of that; each character's code is its Unicode number."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def width(self, words: str, size: float) -> float:
        return sum(0.5 if c < "\x7f" else 1 for c in words) * size

    def set(self, x: float, y: float, words: str, size: float) -> str:
        self.used |= set(words)
        return f"BT /W {size:g} Tf {x:g} {y:g} Td <{''.join(f'{ord(c):04X}' for c in words)}> Tj ET\n"

    def add_to(self, pdf: Pdf) -> str:
        codes = {ord(c): c for c in sorted(self.used)}
        return f"/W {mapped_font(pdf, codes, widths='/W [32 126 500] ')} 0 R"


LATIN = ["english", "german", "french"]


def layout_text(seed: int, languages: list[str] | None = None) -> tuple[str, dict]:
    """What `pdftotext -layout` makes of a page with one table, and the table."""
    rng = random.Random(f"pdftotext {seed}")
    maker = Maker(rng, rng.choice(languages or LATIN))
    font = WideFont() if maker.language in WIDE else LatinFont()
    grid = maker.grid(rng.choice(["simple", "levels", "deep", "sections", "grouped", "mixed"]))
    for cell in grid.cells:  # the fonts of every reader have no em dash in Latin-1
        cell.text = cell.text.replace("—", "-")
    size = rng.choice([9, 10, 11])
    gap = rng.uniform(14, 40)
    widths = [20.0] * grid.cols
    for cell in sorted(grid.cells, key=lambda c: c.col_span):
        have = sum(widths[cell.col:cell.col + cell.col_span]) + gap * (cell.col_span - 1)
        if cell.row in grid.captions and cell.col_span == grid.cols:
            continue
        widths[cell.col + cell.col_span - 1] += max(0.0, font.width(cell.text, size) - have)
    numeric = {c for c in range(grid.label_cols, grid.cols)
               if all(cell.text[:1] in "0123456789-(" for cell in grid.cells if cell.col == c and cell.text and
                      cell.col_span == 1 and cell.row >= grid.header_rows)}
    xs = [60.0]
    for w in widths:
        xs.append(xs[-1] + w + gap)
    height = 780.0
    y = height - 60
    pitch = size * rng.uniform(1.3, 1.7)
    content = ""
    for sentence in (maker.sentence(), maker.sentence()):
        content += font.set(60, y, sentence, size)
        y -= pitch
    y -= 2 * pitch
    rules = rng.random() < 0.5
    ruled = [0, grid.header_rows, grid.rows] if rules else []
    top = y
    for r in range(grid.rows):
        if r in ruled:
            content += line(60, y + pitch * 0.8, xs[-1] - gap, y + pitch * 0.8)
        for cell in (c for c in grid.cells if (c.row + c.row_span - 1 if c.header else c.row) == r and c.text):
            room = xs[cell.col + cell.col_span] - gap - xs[cell.col]
            spare = room - font.width(cell.text, size)
            number = cell.row >= grid.header_rows and cell.col in numeric
            indent = spare if number else spare / 2 if cell.col_span > 1 else 0
            if cell.header and cell.col in numeric and cell.col_span == 1:
                indent = spare
            content += font.set(xs[cell.col] + indent, y, cell.text, size)
        y -= pitch
    if rules:
        content += line(60, y + pitch * 0.8, xs[-1] - gap, y + pitch * 0.8)
    y -= 2 * pitch
    content += font.set(60, y, maker.sentence(), size)
    pdf = Pdf()
    pdf.page(content, fonts=font.add_to(pdf), box=f"0 0 {max(600.0, xs[-1] + 40):.0f} {height:.0f}")
    assert y > 20 and top > y
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.pdf"
        path.write_bytes(pdf.to_bytes())
        out = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=60)
    return out.stdout.decode("utf-8"), {"tables": [grid.truth()], "grid": grid.kind, "language": grid.language}
