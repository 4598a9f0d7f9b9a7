"""DOCX fixtures of tables: grids, spans, header rows, nesting, tracked rows and cells."""
from __future__ import annotations

from typing import Callable

from docx_writer import Package, p, r, sdt, spaces, style, t, tbl, tc, tr

FIXTURES: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}


def fixture(make: Callable[[], bytes | tuple[bytes, str]]) -> Callable[[], bytes | tuple[bytes, str]]:
    FIXTURES[make.__name__ + ".docx"] = make
    return make


def body(*blocks: str) -> bytes:
    return Package(body="".join(blocks)).build()


GRID3 = [2000, 2000, 2000]
HEADER = '<w:tblHeader/>'


@fixture
def content_controls() -> bytes:
    """docling shifted columns: controls around a cell, a row, a table, a run, and in one another."""
    return body(
        tbl(tr("Item", "Spring", "Autumn"),
            tr(tc("around a cell"), sdt(tc("12")), tc("7")),
            sdt(tr("around a row", "3", "4")),
            tr(tc("around a run"), tc(p(r("a ") + sdt(r("controlled")) + r(" run"))), tc(sdt(p("a block")))),
            sdt(sdt(tr(tc("nested"), sdt(sdt(tc("5"))), tc("6")))), grid=GRID3),
        p("Between."),
        sdt(tbl(tr("around a table", "8"), grid=[3000, 3000])))


@fixture
def grid_before_and_after() -> bytes:
    return body(tbl(
        tr("a", "b", "c"),
        tr("only b", "only c", properties='<w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>'),
        tr("only a", properties='<w:gridAfter w:val="2"/>'),
        tr("middle", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'), grid=GRID3))


@fixture
def vertical_merges_at_ragged_ends() -> bytes:
    """No cell begins where the first row ends, but the cell below goes further: it is no part of the one above."""
    return body(tbl(tr(tc("a"), tc("short", span=2, merge="restart")), tr(tc("b"), tc("long", span=3, merge="continue")),
                    tr(tc("c"), tc("", span=3, merge="continue")), grid=[2000, 2000, 1000, 1000]))


@fixture
def vertical_merges() -> bytes:
    """A continuation without a value, one without a restart, one whose columns moved, one of another width."""
    return body(tbl(
        tr(tc("down two", merge="restart"), tc("b1"), tc("c1")),
        tr(tc("", merge=""), tc("b2"), tc("orphan", merge="continue")),
        tr(tc("a3"), tc("down from here", merge="restart"), tc("", merge="continue")),
        tr(tc("wide", span=2), tc("", merge="continue")),
        tr(tc("a5"), tc("other width", span=2, merge="continue")), grid=GRID3))


@fixture
def vertical_merges_under_spans() -> bytes:
    """A merged column is told by where it stands, not by how many cells are before it."""
    before = '<w:gridBefore w:val="1"/>'
    return body(tbl(
        tr(tc("over two", span=2), tc("down", merge="restart")),
        tr(tc("a2"), tc("b2"), tc("", merge="continue")),
        tr(tc("b3"), tc("", merge="continue"), properties=before),
        tr(tc("down beside", merge="restart"), tc("wide", span=2)),
        tr(tc("", merge="continue"), tc("b5"), tc("c5")), grid=GRID3))


@fixture
def odd_grid_spans() -> bytes:
    """Spans of 0, below 0, beyond the edge, no number at all; rows shorter and longer than the grid."""
    return body(tbl(
        tr(tc("zero", span=0), tc("minus", span=-3), tc("words", span="two")),
        tr(tc("a"), tc("beyond the edge", span=40)),
        tr("short"),
        tr("one", "two", "three", "four"), grid=GRID3))


@fixture
def no_table_grid() -> bytes:
    return body(tbl(tr(tc("both", span=2)), tr("left", "right")))


@fixture
def sliver_columns() -> bytes:
    """Two borders a hair apart make a column that nobody sees."""
    return body(tbl(tr(tc("wide", span=2), tc("right")), tr(tc("left"), tc("right as well", span=2)), tr(tc("all", span=3)),
                    grid=[3000, 4, 3000]))


@fixture
def sliver_columns_kept() -> tuple[bytes, str]:
    return sliver_columns(), "keep-slivers"


@fixture
def legacy_horizontal_merge() -> bytes:
    merge = '<w:hMerge w:val="restart"/>'
    carry = '<w:hMerge w:val="continue"/>'
    return body(tbl(
        tr(tc("over two", properties=merge), tc("", properties=carry), tc("c")),
        tr("a", "b", "c"),
        tr(tc("mixed", span=2, properties=merge), tc("", properties=carry)), grid=GRID3))


@fixture
def header_flags_off() -> bytes:
    """pandoc dropped a table whose rows all say that they are no headers; row 0 is not always one."""
    off = '<w:tblHeader w:val="0"/>'
    return body(tbl(tr("4", "5", properties=off), tr("6", "7", properties=off), grid=[3000, 3000]))


@fixture
def header_rows_declared() -> bytes:
    """Two declared header rows; the second is reached by a merged cell, and a third that is flagged further down."""
    return body(tbl(
        tr(tc("District", merge="restart"), tc("Loans", span=2), properties=HEADER),
        tr(tc("", merge="continue"), tc("Books"), tc("Films")),
        tr("North", "120", "34"), tr("South", "98", "41", properties=HEADER), grid=GRID3))


@fixture
def header_by_table_style() -> bytes:
    """tblLook counts where the style formats the first row, and not where it does not."""
    condition = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    first_column = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    look = '<w:tblLook w:val="04A0" w:firstRow="1" w:firstColumn="1"/>'
    rows = (tr("alpha", "beta"), tr("gamma", "delta"), tr("epsilon", "zeta"))
    return Package(
        styles=style("table", "Formatted", "Formatted", condition + first_column) + style("table", "Plain", "Plain")
        + style("table", "Derived", "Derived", based_on="Formatted"),
        body=tbl(*rows, grid=[3000, 3000], properties=f'<w:tblStyle w:val="Derived"/>{look}') + p("Between.")
        + tbl(*rows, grid=[3000, 3000], properties=f'<w:tblStyle w:val="Plain"/>{look}')).build()


@fixture
def nested_tables() -> bytes:
    inner = tbl(tr("inner one", "inner two"), tr(tc(tbl(tr("innermost"), grid=[500]) + p()), tc("4")), grid=[1000, 1000])
    return body(tbl(tr("left", "right"), tr(tc(p("before") + inner + p("after")), tc("beside")), grid=[4000, 2000]))


@fixture
def layout_frame() -> bytes:
    """One cell around a whole page, as forms are framed."""
    return body(tbl(tr(tc(p("Application") + p("Please fill in.") + tbl(tr("Name", "Ada"), tr("Town", "Lund"), grid=[1500, 3000])
                          + p("Signed."))), grid=[9000]))


def text_box(content: str) -> str:
    choice = ('<w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
              f'{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>')
    fallback = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return r(f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
             f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>")


@fixture
def table_in_text_box() -> bytes:
    """The box follows the paragraph that anchors it, once, though the file has it twice."""
    box = p("In the box.") + tbl(tr("boxed", "table"), grid=[1000, 1000]) + p()
    return body(p(r("Anchor, ") + text_box(box) + r("and on.")), p("Next."),
                tbl(tr(tc(p(r("a cell") + text_box(p("with a box")))), "b"), grid=[2000, 2000]))


@fixture
def table_in_header_and_note() -> bytes:
    package = Package()
    header = package.story("word/header1.xml", "header", "hdr", tbl(tr("Office", "Form 7"), grid=[2000, 2000]) + p())
    package.story("word/footnotes.xml", "footnotes", "footnotes",
                  f'<w:footnote w:type="separator" w:id="-1">{p("----")}</w:footnote>'
                  f'<w:footnote w:id="2">{p("See the table:") + tbl(tr("x", "1"), grid=[900, 900]) + p("End.")}</w:footnote>')
    package.body = (p(r("Text") + r('<w:footnoteReference w:id="2"/>'))
                    + f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/></w:sectPr>')
    return package.build()


ADDED = '<w:ins w:id="1" w:author="A"/>'
GONE = '<w:del w:id="2" w:author="A"/>'


def revisions() -> bytes:
    def ins(content: str) -> str:
        return f'<w:ins w:id="1" w:author="A">{content}</w:ins>'

    def gone(text: str) -> str:
        deleted = f'<w:delText xml:space="preserve">{text}</w:delText>'
        return f'<w:del w:id="2" w:author="A">{r(deleted)}</w:del>'

    moved_from = f'<w:moveFrom w:id="3" w:author="A">{r("the moved words")}</w:moveFrom>'
    moved_to = f'<w:moveTo w:id="4" w:author="A">{r("the moved words")}</w:moveTo>'
    history = ('<w:tcPrChange w:id="9" w:author="A"><w:tcPr><w:gridSpan w:val="3"/><w:vMerge w:val="restart"/></w:tcPr>'
               '</w:tcPrChange>')
    return body(
        p(r("Kept ") + ins(r("new ")) + gone("old ") + r("end.")),
        p(r("Here: ") + moved_from), p(r("There: ") + moved_to),
        p("One paragraph", properties=f"<w:rPr>{GONE}</w:rPr>"), p(" of two."),
        p("Two paragraphs", properties=f"<w:rPr>{ADDED}</w:rPr>"), p(" of one."),
        tbl(tr("a", "b", "c"),
            tr("a row", "that", "was deleted", properties=GONE),
            tr("a row", "that", "was inserted", properties=ADDED),
            tr(tc("1"), tc("gone", properties='<w:cellDel w:id="5" w:author="A"/>'), tc("2"),
               tc("come", properties='<w:cellIns w:id="6" w:author="A"/>')),
            tr(tc("upper", properties='<w:cellMerge w:id="7" w:author="A" w:vMerge="rest"/>'), tc("x", properties=history), "y"),
            tr(tc("lower", properties='<w:cellMerge w:id="8" w:author="A" w:vMerge="cont"/>'), "x2", "y2"), grid=GRID3))


@fixture
def tracked_changes_accepted() -> bytes:
    return revisions()


@fixture
def tracked_changes_rejected() -> tuple[bytes, str]:
    return revisions(), "track-changes=reject"


@fixture
def tracked_changes_all() -> tuple[bytes, str]:
    return revisions(), "track-changes=all"


@fixture
def touching_tables() -> bytes:
    """Two tables without a paragraph between them stay two, unless the second repeats the first one's header."""
    return body(tbl(tr("Name", "Age"), tr("Ann", "31"), grid=[2000, 2000]),
                tbl(tr("a", "b", "c"), tr("d", "e", "f"), grid=GRID3),
                p("Between."),
                tbl(tr("Ward", "Beds", properties=HEADER), tr("East", "40"), grid=[2000, 2000]),
                tbl(tr("Ward", "Beds", properties=HEADER), tr("West", "52"), grid=[2000, 2000]),
                p("The same once more, with no row to go on:"), tbl(tr("Yes", "No"), grid=[2000, 2000]), tbl(tr("Yes", "No"), grid=[2000, 2000]),
                p("In other letters:"), tbl(tr("a", "b"), tr("1", "2"), grid=[2000, 2000]),
                tbl(tr("A", "B"), tr("3", "4"), grid=[2000, 2000]),
                p("Once more, an empty line apart:"),
                tbl(tr("Ward", "Beds", properties=HEADER), tr("East", "40"), grid=[2000, 2000]), p(),
                tbl(tr("Ward", "Beds", properties=HEADER), tr("West", "52"), grid=[2000, 2000]))


@fixture
def table_split_by_section() -> bytes:
    section = p(properties="<w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr>")
    return body(tbl(tr("Year", "Sum", properties=HEADER), tr("2021", "17"), grid=[2000, 2000]), section,
                tbl(tr("Year", "Sum", properties=HEADER), tr("2022", "19"), grid=[2000, 2000]))


@fixture
def captions() -> bytes:
    """Bound by style, by a field, and by their words; above, and below."""
    sequence = (r("Table ") + f'<w:fldSimple w:instr=" SEQ Table \\* ARABIC ">{r("1")}</w:fldSimple>' + r(": by a field"))
    return Package(
        styles=style("paragraph", "Caption", "caption"),
        body=p(sequence) + tbl(tr("a", "1"), grid=[2000, 2000]) + p("Prose.")
        + p("Table 2 by its style", style="Caption") + tbl(tr("b", "2"), grid=[2000, 2000]) + p("Prose.")
        + p("表3　按文字") + tbl(tr("c", "3"), grid=[2000, 2000])
        + p("Figure 1 is no caption of a table", style="Caption") + p("Prose.")).build()


@fixture
def captions_below() -> bytes:
    return Package(
        styles=style("paragraph", "Caption", "caption"),
        body=tbl(tr("a", "1"), grid=[2000, 2000]) + p("Table 1 stands under it", style="Caption")
        + tbl(tr("b", "2"), grid=[2000, 2000]) + p("Table 2 as well", style="Caption")).build()


@fixture
def hidden_rows() -> bytes:
    return body(tbl(tr("shown", "1"), tr("hidden", "2", properties="<w:hidden/>"), grid=[2000, 2000]))
