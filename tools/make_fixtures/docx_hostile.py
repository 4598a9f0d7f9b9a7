"""Hostile DOCX fixtures: those that give a partial document, and those that give a typed error."""
from __future__ import annotations

import struct
import zlib
from typing import Callable

from docx_writer import Package, archive, p, r, spaces, tbl, tc, tr

PARTIAL: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}
BAD: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}


def partial(make: Callable[[], bytes | tuple[bytes, str]]) -> Callable[[], bytes | tuple[bytes, str]]:
    PARTIAL[make.__name__ + ".docx"] = make
    return make


def bad(make: Callable[[], bytes | tuple[bytes, str]]) -> Callable[[], bytes | tuple[bytes, str]]:
    BAD[make.__name__ + ".docx"] = make
    return make


def document(text: str | bytes) -> bytes:
    """A package with this main part, as it is."""
    entries = Package(body=p()).entries()
    data = text if isinstance(text, bytes) else text.encode()
    return archive([(name, data if name == "word/document.xml" else old) for name, old in entries])


def opened(content: str) -> str:
    return f"<w:document {spaces()}><w:body>{content}"


@partial
def truncated_document() -> bytes:
    """What came before the cut is kept, the open table with it."""
    whole = opened(p("Kept.") + tbl(tr("a", "b"), tr("c", "d"), grid=[2000, 2000]))
    return document(whole[: whole.rindex("<w:t ")])


@partial
def nested_too_deeply() -> bytes:
    return document(opened(p("Kept.") + p("nested") + "<w:tbl><w:tr><w:tc>" * 2000))


@partial
def too_many_attributes() -> bytes:
    attributes = " ".join(f'a{i}="1"' for i in range(3000))
    return document(opened(p("Kept.") + f"<w:p {attributes}>{r('lost')}</w:p></w:body></w:document>"))


@partial
def huge_spans() -> bytes:
    """Spans of two thousand million columns, and 30 rows that reach over 4,000: the grid stays small."""
    rows = "".join(tr(tc(f"{i}", span=4000), tc("x", span=2147483647)) for i in range(30))
    return Package(body=tbl(rows, tr(*["y"] * 7))).build()


@partial
def too_many_items() -> tuple[bytes, str]:
    return Package(body="".join(p(f"paragraph {i}") for i in range(60))).build(), "items=20"


@partial
def too_many_slots() -> tuple[bytes, str]:
    """A grid over the limit: its text is kept in one cell."""
    return Package(body=tbl(*(tr(*(f"{i}.{j}" for j in range(9))) for i in range(9)))).build(), "grid-slots=50"


@partial
def style_circle() -> bytes:
    def style(i: int, base: int) -> str:
        return f'<w:style w:type="paragraph" w:styleId="S{i}"><w:name w:val="S{i}"/><w:basedOn w:val="S{base}"/></w:style>'
    return Package(styles=style(1, 2) + style(2, 3) + style(3, 1), body=p("in a circle", style="S1")).build()


@partial
def wrong_checksum() -> bytes:
    data = bytearray(archive(Package(body=p("Kept, though the checksum is wrong.")).entries(), stored=True))
    data[data.index(b"Kept")] = ord("k")
    return bytes(data)


@partial
def inflates_beyond_limit() -> tuple[bytes, str]:
    return Package(body=p("Kept.") + p("0" * 9_000)).build(), "part-bytes=4000"


@partial
def notes_missing() -> bytes:
    """Marks of notes whose part is not there, and one whose note is not."""
    package = Package(body=p(r("text") + r('<w:footnoteReference w:id="1"/>') + r('<w:endnoteReference w:id="1"/>')))
    package.story("word/endnotes.xml", "endnotes", "endnotes", f'<w:endnote w:id="9">{p("of nobody")}</w:endnote>')
    return package.build()


@partial
def missing_header() -> bytes:
    """A section asks for a header that has no relationship."""
    return Package(body=p("text") + '<w:sectPr><w:headerReference w:type="default" r:id="rId77"/></w:sectPr>').build()


@partial
def unknown_document() -> bytes:
    """A main part of a namespace that nobody knows is not taken for an empty document."""
    return document('<x:document xmlns:x="urn:example:other"><x:body><x:p>unread</x:p></x:body></x:document>')


# ---- nothing usable ----------------------------------------------------------------------------

def ole2(*streams: str) -> bytes:
    """The beginning of a compound file with a directory that names these streams."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return head + names


@bad
def encrypted_office() -> bytes:
    return ole2("EncryptionInfo", "EncryptedPackage")


@bad
def old_word_document() -> bytes:
    return ole2("1Table", "WordDocument")


@bad
def old_wps_document() -> bytes:
    return ole2("WordDocument", "WpsCustomData")


@bad
def old_works_document() -> bytes:
    return ole2("MatOST", "CONTENTS")


@bad
def presentation() -> bytes:
    return archive([("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<x/>")])


@bad
def electronic_book() -> bytes:
    return archive([("mimetype", b"application/epub+zip"), ("content.opf", b"<x/>")], stored=True)


@bad
def old_workbook() -> bytes:
    return ole2("Workbook")


@bad
def rich_text() -> bytes:
    return b"{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 Arial;}} Text.}"


@bad
def web_page() -> bytes:
    return b"<!DOCTYPE html>\n<html><body><p>Text.</p></body></html>\n"


@bad
def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


@bad
def workbook() -> bytes:
    return archive([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")])


@bad
def open_document() -> bytes:
    return archive([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")], stored=True)


@bad
def archive_of_files() -> bytes:
    return archive([("readme.txt", b"nothing here"), ("notes/a.txt", b"nor here")])


@bad
def package_without_document() -> bytes:
    return archive([e for e in Package(body=p("x")).entries() if not e[0].startswith("word/document")])


@bad
def damaged_beyond_repair() -> bytes:
    return b"PK\x03\x04" + bytes(range(256)) * 4


@bad
def empty() -> bytes:
    return b""


@bad
def word_2003_xml() -> bytes:
    return (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
            b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>')


@bad
def zeros() -> bytes:
    return bytes(4096)


@bad
def too_many_entries() -> tuple[bytes, str]:
    return archive([(f"word/{i}.xml", b"<x/>") for i in range(40)]), "zip-entries=20"
