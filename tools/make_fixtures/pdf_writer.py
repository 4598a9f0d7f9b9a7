"""A small PDF writer: just enough of ISO 32000 for fixtures, with bytes that never change from run to run."""
from __future__ import annotations

import hashlib
import zlib

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)


class Encryption:
    """The standard security handler, revision 2: RC4 with 40 bits (ISO 32000-1, 7.6.3)."""

    def __init__(self, user: str, owner: str, permissions: int, file_id: bytes):
        pad = lambda text: (text.encode("latin-1") + PADDING)[:32]
        self.permissions = permissions
        self.o = rc4(hashlib.md5(pad(owner)).digest()[:5], pad(user))
        seed = pad(user) + self.o + (permissions & 0xFFFFFFFF).to_bytes(4, "little") + file_id
        self.key = hashlib.md5(seed).digest()[:5]
        self.u = rc4(self.key, PADDING)

    def apply(self, number: int, data: bytes) -> bytes:
        salt = number.to_bytes(3, "little") + b"\0\0"
        return rc4(hashlib.md5(self.key + salt).digest()[:10], data)

    def dictionary(self) -> bytes:
        return (b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >>"
                % (self.permissions, self.o.hex().encode(), self.u.hex().encode()))


class Pdf:
    """Objects are bytes, numbered from 1; 1 is the catalog and 2 the page tree."""

    def __init__(self) -> None:
        self.objects: list[bytes | None] = [None, None]
        self.streams: dict[int, tuple[bytes, bytes]] = {}
        self.pages: list[int] = []
        self.catalog = b""
        self.count: bytes | None = None
        self.encryption: Encryption | None = None
        self.file_id = hashlib.md5(b"gridlift fixture").digest()
        self.font = self.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        self.bold = self.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")

    def reserve(self) -> int:
        self.objects.append(None)
        return len(self.objects)

    def add(self, body: bytes | str) -> int:
        number = self.reserve()
        self.set(number, body)
        return number

    def set(self, number: int, body: bytes | str) -> None:
        self.objects[number - 1] = body.encode("latin-1") if isinstance(body, str) else body

    def stream(self, data: bytes | str, entries: str = "", packed: bool = True) -> int:
        number = self.reserve()
        self.set_stream(number, data, entries, packed)
        return number

    def set_stream(self, number: int, data: bytes | str, entries: str = "", packed: bool = True) -> None:
        raw = data.encode("latin-1") if isinstance(data, str) else data
        if packed and len(raw) > 200:
            raw = zlib.compress(raw, 9)
            entries += " /Filter /FlateDecode"
        self.streams[number] = (entries.encode("latin-1"), raw)

    def page(self, content: bytes | str, resources: str = "", box: str = "0 0 300 200", entries: str = "",
             packed: bool = True, fonts: str = "") -> int:
        body = self.stream(content, packed=packed)
        number = self.add(f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {body} 0 R {entries} "
                          f"/Resources << /Font << /F1 {self.font} 0 R /F2 {self.bold} 0 R {fonts} >> {resources} >> >>")
        self.pages.append(number)
        return number

    def to_bytes(self) -> bytes:
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        count = self.count if self.count is not None else b"%d" % len(self.pages)
        self.objects[0] = b"<< /Type /Catalog /Pages 2 0 R " + self.catalog + b" >>"
        if self.objects[1] is None:
            self.objects[1] = b"<< /Type /Pages /Kids [" + kids + b"] /Count " + count + b" >>"
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            if number in self.streams:
                entries, data = self.streams[number]
                if self.encryption:
                    data = self.encryption.apply(number, data)
                body = b"<< /Length %d%s >>\nstream\n" % (len(data), b" " + entries if entries else b"") + data + b"\nendstream"
            out += b"%d 0 obj\n" % number + (body or b"null") + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(self.objects) + 1)
        for offset in offsets:
            out += b"%010d 00000 n \n" % offset
        identity = self.file_id.hex().encode()
        out += b"trailer\n<< /Size %d /Root 1 0 R /ID [<%s> <%s>]" % (len(self.objects) + 1, identity, identity)
        if self.encryption:
            out += b" /Encrypt " + self.encryption.dictionary()
        out += b" >>\nstartxref\n%d\n%%%%EOF\n" % start
        return bytes(out)


def text(x: float, y: float, words: str, size: float = 10, font: str = "F1", extra: str = "") -> str:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size:g} Tf {extra} {x:g} {y:g} Td ({escaped}) Tj ET\n"


def line(x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> str:
    return f"{width:g} w {x0:g} {y0:g} m {x1:g} {y1:g} l S\n"


def to_unicode(codes: dict[int, str], digits: int = 4) -> str:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    pairs = "\n".join(f"<{code:0{digits}X}> <{value.encode('utf-16-be').hex().upper()}>" for code, value in codes.items())
    return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def /CMapType 2 def\n"
            f"1 begincodespacerange <{'0' * digits}> <{'F' * digits}> endcodespacerange\n"
            f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end\n")


def mapped_font(pdf: Pdf, codes: dict[int, str], encoding: str = "Identity-H", widths: str = "") -> int:
    """A CID font with a ToUnicode map: each glyph 1 em wide, but for those that `widths`, a W array, names."""
    descriptor = ("<< /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 800 /Descent -200 /ItalicAngle 0 "
                  "/CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>")
    descendant = pdf.add(f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 1000 {widths}"
                         f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                         f"/FontDescriptor {descriptor} >>")
    return pdf.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /{encoding} "
                   f"/DescendantFonts [{descendant} 0 R] /ToUnicode {pdf.stream(to_unicode(codes))} 0 R >>")
