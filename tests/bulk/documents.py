"""Documents for the tests of `gridlift bulk`: small, seeded, and some of them broken in known ways."""
from __future__ import annotations

import io
import random
import zipfile
import zlib
from pathlib import Path
from typing import Callable

WORDS = ("district north south loans books films report year total open closed requests bridge river market paper "
         "school water light number street garden winter summer archive letter").split()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
         'wordprocessingml.document.main+xml"/></Types>')
RELATIONS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
             'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
             'Target="word/document.xml"/></Relationships>')


def sentence(rng: random.Random, words: int = 8) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def rows(rng: random.Random) -> list[list[str]]:
    return [["Name", "Books", "Films"]] + [[rng.choice(WORDS), str(rng.randrange(1000)), str(rng.randrange(1000))]
                                           for _ in range(rng.randrange(2, 8))]


def docx(rng: random.Random, body: str | None = None) -> bytes:
    if body is None:
        table = "".join("<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
                        for row in rows(rng))
        text = "".join(f"<w:p><w:r><w:t>{sentence(rng)}</w:t></w:r></w:p>" for _ in range(rng.randrange(1, 6)))
        body = f"{text}<w:tbl>{table}</w:tbl><w:p/>"
    return package({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS,
                    "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def pdf_of(objects: list[bytes], root: int = 1) -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, at)


def stream(data: bytes, packed: bool = False) -> bytes:
    body = zlib.compress(data) if packed else data
    return b"<</Length %d%s>>\nstream\n" % (len(body), b" /Filter /FlateDecode" if packed else b"") + body + b"\nendstream"


def pdf(rng: random.Random, pages: int = 1) -> bytes:
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(pages))
    objects = [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Count %d /Kids [%s]>>" % (pages, kids),
               b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"]
    for i in range(pages):
        lines = [b"BT /F1 10 Tf 72 %d Td (%s) Tj ET" % (700 - 14 * n, sentence(rng).encode()) for n in range(12)]
        for r, row in enumerate(rows(rng)):
            lines += [b"BT /F1 10 Tf %d %d Td (%s) Tj ET" % (76 + 120 * c, 480 - 20 * r, cell.encode())
                      for c, cell in enumerate(row)]
            lines += [b"%d %d 120 20 re S" % (72 + 120 * c, 474 - 20 * r) for c in range(3)]
        objects += [b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
                    b"/Resources <</Font <</F1 3 0 R>>>>>>" % (5 + 2 * i), stream("\n".encode().join(lines), True)]
    return pdf_of(objects)


def text(rng: random.Random) -> bytes:
    lines = [sentence(rng) for _ in range(rng.randrange(2, 12))] + [""]
    lines += ["\t".join(row) for row in rows(rng)]
    return "\n".join(lines).encode() + b"\n"


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


# Twenty ways to be broken: extension, how it is made, and the status and code that the journal must have.
BROKEN: list[tuple[str, str, Callable[[random.Random], bytes], str, str]] = [
    ("empty", "pdf", lambda r: b"", "error", "EMPTY"),
    ("zeros", "pdf", lambda r: bytes(5000), "error", "UNSUPPORTED_FORMAT"),
    ("no_pages", "pdf", lambda r: pdf_of([b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Count 0 /Kids []>>"]),
     "error", "DAMAGED"),
    ("header_only", "pdf", lambda r: b"%PDF-1.4\n", "error", "DAMAGED"),
    ("cut_early", "docx", lambda r: docx(r)[:40], "error", "DAMAGED"),
    ("empty_docx", "docx", lambda r: b"", "error", "EMPTY"),
    ("rtf", "docx", lambda r: b"{\\rtf1 Hello}", "error", "LEGACY_OFFICE"),
    ("old_word", "docx", lambda r: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"),
     "error", "LEGACY_OFFICE"),
    ("encrypted_word", "docx",
     lambda r: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "error",
     "ENCRYPTED"),
    ("png", "pdf", lambda r: b"\x89PNG\r\n\x1a\n" + bytes(100), "error", "UNSUPPORTED_FORMAT"),
    ("html", "docx", lambda r: b"<!DOCTYPE html><html></html>", "error", "UNSUPPORTED_FORMAT"),
    ("zip_of_nothing", "docx", lambda r: package({"readme.bin": "x"}), "error", "UNSUPPORTED_FORMAT"),
    ("workbook", "docx", lambda r: package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "error",
     "UNSUPPORTED_FORMAT"),
    ("binary", "txt", lambda r: bytes(range(16)) * 60, "error", "UNSUPPORTED_FORMAT"),
    ("empty_text", "txt", lambda r: b"", "error", "EMPTY"),
    ("open_xml", "docx", lambda r: docx(r, "<w:p><w:r><w:t>kept</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p>")[:], "partial",
     ""),
    ("deep_xml", "docx", lambda r: docx(r, "<w:p><w:r><w:t>kept</w:t></w:r></w:p>" + "<w:tbl><w:tr><w:tc>" * 500), "partial",
     ""),
    ("many_attributes", "docx",
     lambda r: docx(r, "<w:p><w:r><w:t>kept</w:t></w:r></w:p><w:p " + " ".join(f'a{i}="1"' for i in range(3000)) + "/>"),
     "partial", ""),
    ("no_document", "docx", lambda r: package({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}), "error",
     "UNSUPPORTED_FORMAT"),
    ("truncated_pdf", "pdf", lambda r: _cut(pdf(r), 0.1), "error", "DAMAGED"),
]


def make_tree(folder: Path, count: int, seed: int = 8, broken_share: float = 0.02) -> dict[str, tuple[str, str]]:
    """Writes `count` documents below `folder`; the answer is name -> (status, code) that is expected of each."""
    rng = random.Random(seed)
    expected: dict[str, tuple[str, str]] = {}
    makers = (("docx", docx), ("pdf", pdf), ("txt", text))
    broken_every = max(1, round(1 / broken_share)) if broken_share else 0
    for i in range(count):
        if broken_every and i % broken_every == broken_every - 1:
            kind, ending, make, status, code = BROKEN[(i // broken_every) % len(BROKEN)]
            name, data, want = f"{i % 37:02}/{i:06}_{kind}.{ending}", make(rng), (status, code)
        else:
            ending, make = makers[i % 3]
            name, data, want = f"{i % 37:02}/{i:06}.{ending}", make(rng), ("ok", "")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        expected[name] = want
    return expected
