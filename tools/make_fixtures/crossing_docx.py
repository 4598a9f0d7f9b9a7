"""Writes a description of tables and prose (crossing.py) as a DOCX package. Standard library only."""
from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

TWIPS = 20  # a point
FONTS = {"latin": "Liberation Serif", "chinese": "Noto Serif CJK SC", "arabic": "Noto Naskh Arabic"}
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = HEAD + (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELATIONS = HEAD + (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>')


class Writer:
    """Builds document.xml for one document: one script, one font size."""

    def __init__(self, script: str, size: float) -> None:
        self.script = script
        self.size = size
        self.out: list[str] = []

    def run(self, text: str, bold: bool = False) -> str:
        font = FONTS[self.script]
        half = round(self.size * 2)
        right = "<w:rtl/>" if self.script == "arabic" else ""
        weight = "<w:b/><w:bCs/>" if bold else ""
        return (f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>{weight}'
                f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>{right}</w:rPr>'
                f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')

    def paragraph_xml(self, text: str, align: str = "left", bold: bool = False, extra: str = "", after: int = 0) -> str:
        bidi = "<w:bidi/>" if self.script == "arabic" else ""
        if self.script == "arabic":
            align = {"left": "start", "right": "end"}.get(align, align)
        run = self.run(text, bold) if text else ""
        return (f'<w:p><w:pPr>{extra}{bidi}<w:spacing w:before="0" w:after="{after}"/><w:jc w:val="{align}"/></w:pPr>'
                f'{run}</w:p>')

    def paragraph(self, text: str, **options) -> None:
        self.out.append(self.paragraph_xml(text, after=120, **options))

    def turn_page(self) -> None:
        """A paragraph too low to be seen, at the top of a new page."""
        self.out.append('<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="20" '
                        'w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>')

    def table(self, table, first: int = 0, last: int | None = None, header: bool = True) -> None:
        """Rows [first, last) of a table; `header`: its header rows before them when they do not begin it."""
        last = table.rows if last is None else last
        rows = list(range(first, last))
        if first > 0 and header:
            rows = list(range(table.header_rows)) + rows
        grid = "".join(f'<w:gridCol w:w="{round(w * TWIPS)}"/>' for w in table.widths)
        total = round(sum(table.widths) * TWIPS)
        self.out.append(f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{self.borders(table)}'
                        f'<w:tblLayout w:type="fixed"/>{self.margins(table)}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>')
        owners = table.owners()
        for row in rows:
            self.out.append(self.row_xml(table, row, owners[row], first if row >= table.header_rows else 0))
        self.out.append("</w:tbl>")

    def borders(self, table) -> str:
        line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
        sides = {"all": ("top", "left", "bottom", "right", "insideH", "insideV"), "horizontal": ("top", "bottom", "insideH"),
                 "three-line": ("top", "bottom"), "none": ()}[table.layout]
        return "<w:tblBorders>" + "".join(f"<w:{side} {line}/>" for side in sides) + "</w:tblBorders>"

    def margins(self, table) -> str:
        side = round(table.padding * TWIPS)
        return (f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>')

    def row_xml(self, table, row: int, owners, top: int) -> str:
        is_header = row < table.header_rows
        properties = ""
        if not table.can_split or is_header:
            properties += "<w:cantSplit/>"
        if table.row_height and not is_header:
            properties += f'<w:trHeight w:val="{round(table.row_height * TWIPS)}" w:hRule="exact"/>'
        if table.vertical_headers and is_header and row == table.header_rows - 1:
            properties += f'<w:trHeight w:val="{round(table.vertical_headers * TWIPS)}" w:hRule="exact"/>'
        if is_header and table.repeat_header:
            properties += "<w:tblHeader/>"
        cells = []
        col = 0
        while col < table.cols:
            cell = owners[col]
            cells.append(self.cell_xml(table, cell, row, row == max(cell.row, top)))
            col = cell.col + cell.col_span
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def cell_xml(self, table, cell, row: int, begins: bool) -> str:
        width = round(sum(table.widths[cell.col:cell.col + cell.col_span]) * TWIPS)
        is_header = cell.row < table.header_rows
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.col_span > 1:
            properties += f'<w:gridSpan w:val="{cell.col_span}"/>'
        if cell.row_span > 1:
            properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        if table.layout == "three-line" and row == table.header_rows - 1:
            properties += '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
        if is_header and table.shaded_header:
            properties += '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>'
        single = cell.row_span == 1 and cell.col_span == 1
        if is_header and table.vertical_headers and single and row == table.header_rows - 1 and cell.col > 0:
            properties += '<w:textDirection w:val="btLr"/>'
        if cell.row_span > 1 and table.centered_merges:
            properties += '<w:vAlign w:val="center"/>'
        text = cell.text if begins and cell.row == row else ""
        is_header = is_header or cell.row in table.relabelled
        align = "center" if is_header or cell.col_span == table.cols else table.aligns[cell.col]
        body = self.paragraph_xml(text, align=align, bold=is_header and table.bold_header)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"

    def package(self, landscape: bool, text_columns: int) -> bytes:
        width, height = (16838, 11906) if landscape else (11906, 16838)
        orient = ' w:orient="landscape"' if landscape else ""
        columns = f'<w:cols w:num="{text_columns}" w:space="400"/>' if text_columns > 1 else ""
        right = "<w:bidi/>" if self.script == "arabic" else ""  # columns of type follow from right to left
        section = (f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar w:top="1134" w:right="1134" '
                   f'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>{columns}{right}</w:sectPr>')
        document = f'{HEAD}<w:document {NAMESPACE}><w:body>{"".join(self.out)}{section}</w:body></w:document>'
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in (("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS),
                               ("word/document.xml", document)):
                package.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
        return packed.getvalue()
