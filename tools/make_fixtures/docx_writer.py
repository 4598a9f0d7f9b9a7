"""Writes small DOCX packages from strings: only what a fixture needs, always the same bytes."""
from __future__ import annotations

import io
import zipfile
import dataclasses
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def spaces() -> str:
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


# ---- content -----------------------------------------------------------------------------------

def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(content: str, properties: str = "") -> str:
    """A run; plain text becomes w:t, markup stays."""
    inside = content if content.startswith("<") else t(content)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def p(content: str = "", style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph; plain text becomes a run. `num` is (numId, level)."""
    inside = content if not content or content.startswith("<") else r(content)
    head = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        head += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    head += properties
    return f"<w:p>{f'<w:pPr>{head}</w:pPr>' if head else ''}{inside}</w:p>"


def tc(content: str = "", span: int | str | None = None, merge: str | None = None, properties: str = "") -> str:
    """A cell. `merge`: "restart", "continue", or "" for w:vMerge without a value."""
    inside = content if content.startswith("<") else p(content)
    head = f'<w:gridSpan w:val="{span}"/>' if span is not None else ""
    if merge is not None:
        head += "<w:vMerge/>" if merge == "" else f'<w:vMerge w:val="{merge}"/>'
    head += properties
    return f"<w:tc>{f'<w:tcPr>{head}</w:tcPr>' if head else ''}{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def tbl(*rows: str, grid: list[int] | None = None, properties: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid or [])
    return (f"<w:tbl><w:tblPr>{properties}</w:tblPr>" + (f"<w:tblGrid>{columns}</w:tblGrid>" if grid else "")
            + "".join(rows) + "</w:tbl>")


def sdt(content: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias w:val=\"a control\"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str) -> str:
    """A complex field; `result` is runs."""
    return (r('<w:fldChar w:fldCharType="begin"/>') + r(f"<w:instrText>{escape(instruction)}</w:instrText>")
            + r('<w:fldChar w:fldCharType="separate"/>') + result + r('<w:fldChar w:fldCharType="end"/>'))


def level(index: int, fmt: str, text: str, start: int = 1, more: str = "") -> str:
    return (f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>'
            f'<w:lvlText w:val="{text}"/>{more}</w:lvl>')


def style(kind: str, identifier: str, name: str, content: str = "", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{base}{content}</w:style>'


# ---- packages ----------------------------------------------------------------------------------

@dataclasses.dataclass
class Package:
    """A document and its other parts; `build` makes the bytes."""
    body: str = ""
    styles: str = ""
    numbering: str = ""
    parts: list[tuple[str, str, str, str]] = dataclasses.field(default_factory=list)  # name, content type, relation type, text
    relations: list[str] = dataclasses.field(default_factory=list)                    # further w:document relationships
    main: str = "word/document.xml"
    document: str = ""                                                     # the whole main part, instead of `body`

    def add(self, name: str, kind: str, text: str, content_type: str = "") -> str:
        """Adds a part that the document refers to; returns its relationship id."""
        self.parts.append((name, content_type or f"{WORD}.{kind}+xml", kind, text))
        return f"rId{len(self.parts) + 100}"

    def story(self, name: str, kind: str, element: str, content: str) -> str:
        return self.add(name, kind, f"<w:{element} {spaces()}>{content}</w:{element}>")

    def entries(self) -> list[tuple[str, bytes]]:
        folder = self.main.rsplit("/", 1)[0] if "/" in self.main else ""
        if self.styles:
            self.story(f"{folder}/styles.xml", "styles", "styles", self.styles)
        if self.numbering:
            self.story(f"{folder}/numbering.xml", "numbering", "numbering", self.numbering)
        rels = list(self.relations)
        overrides = [f'<Override PartName="/{self.main}" ContentType="{WORD}.document.main+xml"/>']
        for i, (name, content_type, kind, _) in enumerate(self.parts):
            target = name[len(folder) + 1:] if folder and name.startswith(folder + "/") else "/" + name
            rels.append(f'<Relationship Id="rId{i + 101}" Type="{OFFICE}/{kind}" Target="{target}"/>')
            overrides.append(f'<Override PartName="/{name}" ContentType="{content_type}"/>')
        document = self.document or f"<w:document {spaces()}><w:body>{self.body}</w:body></w:document>"
        rels_name = (f"{folder}/" if folder else "") + "_rels/" + self.main.rsplit("/", 1)[-1] + ".rels"
        texts = [
            ("[Content_Types].xml", f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
             f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
             f'ContentType="application/xml"/>{"".join(overrides)}</Types>'),
            ("_rels/.rels", f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
             f'Type="{OFFICE}/officeDocument" Target="{self.main}"/></Relationships>'),
            (self.main, document),
            (rels_name, f'<Relationships xmlns="{RELATIONS}">{"".join(rels)}</Relationships>'),
        ]
        texts += [(name, text) for name, _, _, text in self.parts]
        return [(name, text if isinstance(text, bytes) else as_part(text)) for name, text in texts]

    def build(self) -> bytes:
        return archive(self.entries())


def as_part(text: str) -> bytes:
    return (DECLARATION + text if text.startswith("<") and not text.startswith("<?") else text).encode("utf-8")


def archive(entries: list[tuple[str, bytes]], stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return out.getvalue()


def streamed_archive(entries: list[tuple[str, bytes]]) -> bytes:
    """As a writer that cannot seek makes it: sizes and checksums in data descriptors behind the data."""
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, chunk: bytes) -> int:
            self.data += chunk
            return len(chunk)

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return bytes(out.data)
