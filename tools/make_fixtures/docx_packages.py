"""DOCX fixtures of packages: dialects, names, containers, and damage that does no harm."""
from __future__ import annotations

import base64
from typing import Callable
from xml.sax.saxutils import escape

from docx_writer import (DECLARATION, OFFICE, RELATIONS, TYPES, W, WORD, Package, archive, level, p, r, spaces,
                         streamed_archive, style, tbl, tc, tr)

FIXTURES: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}

PLAIN = (p("A heading", style="H1") + p("A paragraph.") + tbl(tr(tc("both", span=2), properties="<w:tblHeader/>"),
                                                           tr("left", "right"), grid=[2000, 2000]))
STYLES = style("paragraph", "H1", "heading 1")


def fixture(make: Callable[[], bytes]) -> Callable[[], bytes]:
    FIXTURES[make.__name__ + ".docx"] = make
    return make


def plain() -> Package:
    return Package(body=PLAIN, styles=STYLES)


def changed(change: Callable[[str, bytes], tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [change(name, data) for name, data in plain().entries()]


@fixture
def strict() -> bytes:
    """ISO 29500 Strict: other namespaces, other relationship types, lengths with units."""
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        text = data.decode()
        text = text.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        text = text.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        return name, text.replace('w:w="2000"', 'w:w="100pt"').encode()
    return archive(changed(change))


@fixture
def default_namespace() -> bytes:
    """No prefix at all; attributes without one, as some writers leave them."""
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name != "word/document.xml":
            return name, data
        text = data.decode().replace("<w:", "<").replace("</w:", "</").replace(" w:", " ")
        return name, text.replace("xmlns:w=", "xmlns=").encode()
    return archive(changed(change))


@fixture
def other_prefixes() -> bytes:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        text = data.decode().replace("<w:", "<word:").replace("</w:", "</word:").replace(" w:", " word:")
        return name, text.replace("xmlns:w=", "xmlns:word=").encode()
    return archive(changed(change))


@fixture
def odd_part_names() -> bytes:
    """The main part is found by its relationship, wherever it lies."""
    package = Package(body=PLAIN, styles=STYLES, main="content/main/document2.xml")
    return package.build()


@fixture
def case_and_slashes() -> bytes:
    """Part names differ in case from the targets, and have backslashes."""
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name.replace("word/styles", "Word\\STYLES"), data
    return archive(changed(change))


@fixture
def relative_and_absolute_targets() -> bytes:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name == "word/_rels/document.xml.rels":
            data = data.replace(b'Target="styles.xml"', b'Target="../word/./st%79les.xml"')
        if name == "_rels/.rels":
            data = data.replace(b'Target="word', b'Target="/word')
        return name, data
    return archive(changed(change))


@fixture
def duplicate_entries() -> bytes:
    """The first of two parts of one name is read, and the duplicate reported."""
    entries = plain().entries()
    other = Package(body=p("The second document.")).entries()
    return archive(entries + [("WORD/Document.xml", dict(other)["word/document.xml"])])


@fixture
def data_descriptors() -> bytes:
    return streamed_archive(plain().entries())


@fixture
def lost_directory() -> bytes:
    """The tail of the archive is missing: the entries are found by their headers."""
    data = plain().build()
    return data[: data.index(b"PK\x01\x02")]


@fixture
def lost_directory_and_sizes() -> bytes:
    data = streamed_archive(plain().entries())
    return data[: data.index(b"PK\x01\x02")]


@fixture
def trailing_junk() -> bytes:
    return plain().build() + b"\r\n" * 40


@fixture
def utf16_parts() -> bytes:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if not name.startswith("word/"):
            return name, data
        text = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("A paragraph.", "一段文字 𝄞")
        return name, text.encode("utf-16" if "styles" in name else "utf-16-be")
    return archive(changed(change))


@fixture
def missing_optional_parts() -> bytes:
    """No relationships of the document, no styles, no content types: only the text is left."""
    entries = [e for e in plain().entries() if e[0] in ("_rels/.rels", "word/document.xml")]
    return archive(entries)


@fixture
def ill_formed_characters() -> bytes:
    """Broken UTF-8, surrogates, controls and illegal references become U+FFFD; all else is kept."""
    entries = []
    for name, data in Package(body=p("one KEEP two") + tbl(tr("x", "MORE"), grid=[2000, 2000])).entries():
        if name == "word/document.xml":
            data = data.replace(b"KEEP", b"\xff\xfe kept \xed\xa0\x80 \x01 &#xD800; &#0; &copy; & so on")
        entries.append((name, data))
    return archive(entries)


@fixture
def document_type() -> bytes:
    """A DTD with entities: dropped, never expanded, the text around is kept."""
    entries = []
    for name, data in Package(body=p("before ") + p("after")).entries():
        if name == "word/document.xml":
            data = data.replace(b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
                                b'<!ENTITY x SYSTEM "file:///etc/hostname">]>\n').replace(b"before ", b"before &b;&x;")
        entries.append((name, data))
    return archive(entries)


@fixture
def external_parts() -> bytes:
    """Targets outside of the package are text at most; nothing is fetched."""
    package = Package(body=p('<w:hyperlink r:id="rId8">' + r("a link") + "</w:hyperlink>") + '<w:altChunk r:id="rId9"/>'
                      + '<w:subDoc r:id="rId7"/>' + p("End."))
    package.relations = [
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="http://127.0.0.1:9/{kind}" TargetMode="External"/>'
        for i, kind in ((7, "subDocument"), (8, "hyperlink"), (9, "aFChunk"))]
    return package.build()


@fixture
def embedded_documents() -> bytes:
    package = plain()
    package.add("word/embeddings/sheet1.xlsx", "package", "PK", "application/vnd.ms-excel")
    return package.build()


def flat() -> bytes:
    parts = []
    for name, data in plain().entries():
        if name == "[Content_Types].xml":
            continue
        content_type = ("application/vnd.openxmlformats-package.relationships+xml" if name.endswith(".rels")
                        else f"{WORD}.document.main+xml" if name.endswith("document.xml") else f"{WORD}.styles+xml")
        text = data.decode().replace(DECLARATION, "")
        parts.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="{content_type}"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>')
    picture = base64.b64encode(bytes(range(64))).decode()
    parts.append('<pkg:part pkg:name="/word/media/image1.png" pkg:contentType="image/png"><pkg:binaryData>'
                 f"{picture}</pkg:binaryData></pkg:part>")
    return (DECLARATION + '<?mso-application progid="Word.Document"?>\n'
            '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">' + "".join(parts)
            + "</pkg:package>").encode()


FIXTURES["flat_opc.xml"] = flat
FIXTURES["template.dotx"] = lambda: archive(changed(
    lambda name, data: (name, data.replace(b"document.main+xml", b"template.main+xml"))))
FIXTURES["with_macros.docm"] = lambda: archive(changed(
    lambda name, data: (name, data.replace(f"{WORD}.document.main+xml".encode(),
                                           b"application/vnd.ms-word.document.macroEnabled.main+xml"))))
