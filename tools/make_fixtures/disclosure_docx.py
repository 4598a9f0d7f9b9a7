"""Writes a made disclosure report as DOCX, in the ways in which bodies set their tables."""
from __future__ import annotations

import random

from disclosure_form import Cell, Grid
from disclosure_report import Report
from docx_writer import Package, p, r, style, tbl, tc, tr

FONT = '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/>'
SIDES = {"all": ("top", "left", "bottom", "right", "insideH", "insideV"), "horizontal": ("top", "bottom", "insideH"), "none": ()}
PAGE = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1440" w:left="1300" '
        'w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>')
WIDTHS = {"proactive_disclosure": [3000, 2100, 2100, 2100], "requests": [700, 1100, 2700] + [686] * 7,
          "review_litigation": [620] * 15}
SLIVER = 15  # twips: three quarters of a point


class Writer:
    def __init__(self, report: Report, rng: random.Random) -> None:
        self.report = report
        self.flavour = report.flavour
        self.rng = rng

    def run(self, text: str, size: float = 0, bold: bool = False) -> str:
        half = round((size or self.flavour["font"]) * 2)
        return r(text, f'{FONT}{"<w:b/>" if bold else ""}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')

    def paragraph(self, text: str, properties: str = "", size: float = 0, bold: bool = False, styled: str = "") -> str:
        return p(self.run(text, size, bold) if text else "<w:r/>", style=styled, properties=properties)

    def content(self, cell: Cell, grid: Grid) -> tuple[str, str]:
        """The paragraphs of a cell, and its properties."""
        way = self.flavour["header"]
        narrow = grid.kind == "review_litigation" and cell.header and cell.col_span == 1
        jc = "left" if cell.header and cell.col < grid.label_cols else "center"
        set_at = f'<w:spacing w:before="0" w:after="0"/><w:jc w:val="{jc}"/>'
        size = min(self.flavour["font"], 10.5) if grid.kind != "proactive_disclosure" else 0
        if narrow and way == "one a line":
            return "".join(self.paragraph(c, set_at, size) for c in cell.text), ""
        if narrow and way == "two lines":
            return "".join(self.paragraph(cell.text[i:i + 2], set_at, size) for i in range(0, len(cell.text), 2)), ""
        if narrow and way == "vertical":
            return self.paragraph(cell.text, set_at, size), '<w:textDirection w:val="tbRlV"/>'
        text = self.paragraph(cell.text, set_at, size)
        return text, '<w:vAlign w:val="center"/>'

    def cell(self, cell: Cell, grid: Grid, widths: list[int], span: int, at: int, merge: str | None) -> str:
        width = f'<w:tcW w:w="{sum(widths[at:at + span])}" w:type="dxa"/>'
        text, more = ("<w:p/>", "") if merge == "continue" else self.content(cell, grid)
        made = tc(text, span if span > 1 else None, merge)
        head, _, rest = made.partition(">")
        if rest.startswith("<w:tcPr>"):
            return head + "><w:tcPr>" + width + rest[len("<w:tcPr>"):].replace("</w:tcPr>", more + "</w:tcPr>", 1)
        return f"{head}><w:tcPr>{width}{more}</w:tcPr>{rest}"

    def row(self, grid: Grid, slots: list[list[Cell]], row: int, widths: list[int], first: int) -> str:
        cells = []
        at = 0
        slivers = len(widths) > grid.cols
        col = 0
        while col < grid.cols:
            cell = slots[row][col]
            span = self.physical(cell, slots, row) if slivers else cell.col_span
            merge = None
            if cell.row_span > 1:
                merge = "restart" if row == cell.row else "continue"
                if row == first and first > cell.row:
                    merge = "restart" if self.flavour["split"] == "header" or cell.col > 0 else "continue"
            cells.append(self.cell(cell, grid, widths, span, at, merge))
            at += span
            col = cell.col + cell.col_span
        height = f'<w:trHeight w:val="{round(self.flavour["font"] * self.flavour["lines"] * 22)}"/>'
        if any(c.header and c.col_span == 1 for c in slots[row]) and self.flavour["header"] == "vertical" and \
                grid.kind == "review_litigation" and row in (1, 2):
            height = '<w:trHeight w:val="1500"/>'
        return tr(*cells, properties=height)

    @staticmethod
    def physical(cell: Cell, slots: list[list[Cell]], row: int) -> int:
        """Columns of the five that a cell covers where one boundary is drawn at two places: headers 1 1 2 1, data 1 2 1 1."""
        header = slots[row][1].header and all(c.col_span == 1 for c in slots[row])
        edges = [0, 1, 2 if header else 3, 4, 5]
        return edges[cell.col + cell.col_span] - edges[cell.col]

    def table(self, grid: Grid) -> str:
        widths = list(WIDTHS[grid.kind])
        if grid.kind == "proactive_disclosure" and self.flavour["slivers"]:
            widths = [widths[0], widths[1], SLIVER, widths[2] - SLIVER, widths[3]]
        slots = grid.slots()
        rows = list(range(grid.rows))
        if grid.kind == "requests" and self.flavour["split"] != "no":
            at = self.rng.randrange(6, grid.rows - 3)
            again = rows[:3] if self.flavour["split"] == "header" else []
            return self.framed(grid, slots, rows[:at], widths, 0) + self.paragraph("") + \
                self.framed(grid, slots, again + rows[at:], widths, at)
        return self.framed(grid, slots, rows, widths, 0)

    def framed(self, grid: Grid, slots: list[list[Cell]], rows: list[int], widths: list[int], first: int) -> str:
        line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
        borders = "".join(f"<w:{side} {line}/>" for side in SIDES[self.flavour["rules"]])
        properties = (f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
                      '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
                      '<w:right w:w="60" w:type="dxa"/></w:tblCellMar>')
        return tbl(*(self.row(grid, slots, row, widths, first) for row in rows), grid=widths, properties=properties)

    def block(self, block) -> str:
        styled = self.flavour["styled"]
        if block.kind == "title":
            return self.paragraph(block.text, '<w:jc w:val="center"/>', 18, True, "Title" if styled else "")
        if block.kind == "heading":
            return self.paragraph(block.text, "", 14, True, "Heading1" if styled else "")
        if block.kind == "subheading":
            return self.paragraph(block.text, "", 12, True, "Heading2" if styled else "")
        if block.kind == "signature":
            return self.paragraph(block.text, '<w:jc w:val="right"/>')
        if block.kind == "table":
            made = self.table(block.grid)
            if self.flavour["nested"] and block.grid.kind != "requests":
                made = tbl(tr(tc(made + "<w:p/>")), grid=[9306])
            return made + "<w:p/>"
        return self.paragraph(block.text, '<w:ind w:firstLine="480"/>')

    def build(self) -> bytes:
        package = Package(body="".join(self.block(block) for block in self.report.blocks) + PAGE)
        package.styles = "".join([style("paragraph", "Title", "Title"), style("paragraph", "Heading1", "heading 1",
                                 '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
                                 style("paragraph", "Heading2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')])
        return package.build()


def docx(report: Report, seed: int) -> bytes:
    return Writer(report, random.Random(f"docx {seed}")).build()
