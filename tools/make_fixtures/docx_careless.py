"""DOCX fixtures of careless and rare writers: fields without an end, blocks in odd places, shapes, notes of their own."""
from __future__ import annotations

from typing import Callable

from docx_writer import Package, field, level, p, r, style, t, tbl, tc, tr
from docx_text import lists, m, mr

FIXTURES: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}


def fixture(make: Callable[[], bytes | tuple[bytes, str]]) -> Callable[[], bytes | tuple[bytes, str]]:
    FIXTURES[make.__name__ + ".docx"] = make
    return make


def body(*blocks: str) -> bytes:
    return Package(body="".join(blocks)).build()


BEGIN = r('<w:fldChar w:fldCharType="begin"/>')
END = r('<w:fldChar w:fldCharType="end"/>')


@fixture
def fields_without_end() -> bytes:
    """A field that begins and never ends would swallow the rest of its cell, and of the document."""
    code = BEGIN + r("<w:instrText> MERGEFIELD x </w:instrText>")
    return body(tbl(tr(tc(p(r("cell ") + code + r("kept in the cell"))), "beside"), grid=[2000, 2000]),
                p("Shown."), p(code + r("after the broken field")), p("and the next paragraph"), p(END.replace("end", "none")))


@fixture
def field_over_paragraphs() -> bytes:
    """An instruction may hold results of other fields and run over paragraphs: none of that is shown."""
    return body(p(BEGIN + r("<w:instrText> IF </w:instrText>") + field("MERGEFIELD a", r("not shown"))),
                p(r('<w:instrText> = "1" "yes" "no" </w:instrText>') + r('<w:fldChar w:fldCharType="separate"/>') + r("yes") + END),
                p("After."))


@fixture
def blocks_in_odd_places() -> bytes:
    """Paragraphs and tables in paragraphs, in tables and in rows; runs in the body: kept, each in its place."""
    return body(p(r("outer ") + p("a paragraph inside") + tbl(tr("a table", "inside"), grid=[2000, 2000]) + r("goes on")),
                r("a run in the body"),
                tbl(p("a paragraph in a table"), tr("a", "b"), f"<w:tr>{p('a paragraph in a row')}{tc('c')}</w:tr>",
                    tbl(tr("a table", "in a table"), grid=[900, 900]), grid=[2000, 2000]),
                tc("a cell in the body"))


@fixture
def blocks_in_ruby() -> bytes:
    """A paragraph where the reading of a word should be follows the line, as a text box does."""
    return body(p(r(f"<w:ruby><w:rt>{p('a block')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby>") + r(" and on")))


SHAPE = ('<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData uri="x">{inside}'
         "</a:graphicData></a:graphic></wp:inline></w:drawing>")


def shapes_document() -> Package:
    art = r('<w:pict><v:shape alt="A word drawn big"><v:textpath on="t" string="Word Art"/></v:shape></w:pict>')
    drawn = r(SHAPE.format(alt="A drawn shape", inside='<a:sp><a:txBody><a:p><a:r><a:t>Drawn </a:t></a:r><a:r><a:t>text</a:t></a:r>'
                           "</a:p><a:p><a:r><a:t>second line</a:t></a:r></a:p></a:txBody></a:sp>"))
    titled = r('<w:drawing><wp:inline><wp:docPr id="2" name="y" title="Only a title"/></wp:inline></w:drawing>')
    return Package(body=p(r("Before ") + art + r("after.")) + p(r("A canvas: ") + drawn) + p(r("A picture: ") + titled))


@fixture
def shapes() -> bytes:
    """Word art and text of drawn shapes, once, after their paragraph."""
    return shapes_document().build()


@fixture
def picture_texts() -> tuple[bytes, str]:
    return shapes_document().build(), "picture-text"


@fixture
def note_marks() -> bytes:
    """Marks of their own take no number; the settings say how the others are numbered."""
    package = Package()
    package.story("word/settings.xml", "settings", "settings",
                  '<w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="3"/></w:footnotePr>')
    package.story("word/footnotes.xml", "footnotes", "footnotes", "".join(
        f'<w:footnote w:id="{i}">{p(text)}</w:footnote>' for i, text in ((1, "Lettered."), (2, "Starred."), (3, "Lettered on."))))
    package.story("word/endnotes.xml", "endnotes", "endnotes", f'<w:endnote w:id="1">{p("Decimal by the section.")}</w:endnote>')
    package.body = (p(r("one") + r('<w:footnoteReference w:id="1"/>') + r(" two")
                      + r('<w:footnoteReference w:customMarkFollows="1" w:id="2"/>' + t("*")) + r(" three")
                      + r('<w:footnoteReference w:id="3"/>') + r(" end") + r('<w:endnoteReference w:id="1"/>'))
                    + '<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr></w:sectPr>')
    return package.build()


def marked(kind: str, *ids: int) -> str:
    return "".join(r(f"mark {i}") + r(f'<w:{kind}Reference w:id="{i}"/>') for i in ids)


def numbered_notes(kind: str, count: int, body: str, settings: str = "") -> bytes:
    package = Package(body=body)
    if settings:
        package.story("word/settings.xml", "settings", "settings", settings)
    package.story(f"word/{kind}s.xml", f"{kind}s", f"{kind}s",
                  "".join(f'<w:{kind} w:id="{i}">{p(f"Note {i}.")}</w:{kind}>' for i in range(1, count + 1)))
    return package.build()


@fixture
def notes_by_section() -> bytes:
    """Numbers that begin again in each section, and a section with a format of its own."""
    def section(more: str) -> str:
        return p(properties=f'<w:sectPr><w:footnotePr>{more}<w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>')
    return numbered_notes("footnote", 5, p(marked("footnote", 1, 2)) + section("") + p(marked("footnote", 3, 4))
                          + section('<w:numFmt w:val="lowerLetter"/>') + p(marked("footnote", 5))
                          + '<w:sectPr><w:footnotePr><w:numRestart w:val="continuous"/></w:footnotePr></w:sectPr>')


@fixture
def notes_by_page() -> bytes:
    """Numbers that begin again on each page, as far as the file says where pages end."""
    page = r('<w:br w:type="page"/>')
    return numbered_notes("footnote", 4, p(marked("footnote", 1, 2) + page) + p(marked("footnote", 3))
                          + p(marked("footnote", 4), properties="<w:pageBreakBefore/>"),
                          '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>')


@fixture
def notes_by_rendered_page() -> bytes:
    """Where Word left its layout, that counts: a typed break and what Word made of it are one page."""
    rendered = r("<w:lastRenderedPageBreak/>")
    return numbered_notes("footnote", 4, p(marked("footnote", 1) + r('<w:br w:type="page"/>') + rendered + marked("footnote", 2))
                          + p(marked("footnote", 3) + rendered + marked("footnote", 4)),
                          '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>')


@fixture
def notes_by_page_in_rows() -> bytes:
    """Both cells of a row go over to the next page: the second one comes back to the first page, and counts on there."""
    rendered = r("<w:lastRenderedPageBreak/>")
    cells = [tc(p(marked("footnote", n) + rendered + marked("footnote", n + 1))) for n in (2, 4)]
    return numbered_notes("footnote", 7, p(marked("footnote", 1)) + tbl(tr(*cells), tr(tc(p(marked("footnote", 6))), "b"), grid=[2000, 2000])
                          + p(rendered + marked("footnote", 7)), '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>')


@fixture
def numbering_templates() -> bytes:
    """No w:start counts from 0; custom formats; a bullet's level has no number for others; nothing between number and text; a style link."""
    bare = '<w:lvl w:ilvl="0"><w:numFmt w:val="ordinal"/><w:lvlText w:val="%1"/></w:lvl>'
    mixed = level(0, "decimal", "%1.") + level(1, "bullet", "*") + level(2, "decimal", "%1.%2.%3")
    touching = level(0, "chineseCounting", "（%1）", more='<w:suff w:val="nothing"/>')
    linked = '<w:numStyleLink w:val="Legal"/>'
    made = '<w:styleLink w:val="Legal"/>' + level(0, "upperRoman", "Part %1")
    zeros = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimalZero"/><w:lvlText w:val="%1"/></w:lvl>'
    custom = '<w:numFmt w:val="custom" w:format="{}"/>'
    padded = f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{custom.format("001, 002, 003, ...")}<w:lvlText w:val="%1"/></w:lvl>'
    signs = ('<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
             f'{custom.format("a, c, e, ...")}</mc:Choice><mc:Fallback><w:numFmt w:val="lowerRoman"/></mc:Fallback>'
             '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>')
    return Package(numbering=lists(bare, mixed, touching, linked, made, zeros, padded, signs, level(0, "bullet", " ")), body=(
        p("ordinal from 0", num=(1, 0)) + p("next", num=(1, 0)) + p("one", num=(2, 0)) + p("star", num=(2, 1))
        + p("no number for the star", num=(2, 2)) + p("zeros", num=(6, 0)) + p("one", num=(6, 0)) + p("by a style link", num=(4, 0))
        + p("goes on without a number", num=(9, 0)) + p("three digits", num=(7, 0)) + p("as the fallback says", num=(8, 0))
        + p("no such list", num=(99, 0)) + tbl(tr(tc(p("公开", num=(3, 0))), tc(p("touches", num=(2, 0)))), grid=[2000, 2000]))).build()


@fixture
def numbering_formats() -> bytes:
    """Every number format that Word knows, its first eleven numbers joined by a level each."""
    names = ("decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago ideographDigital "
             "japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal japaneseDigitalTenThousand "
             "decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth irohaFullWidth decimalZero ganada chosung "
             "decimalEnclosedFullstop decimalEnclosedParen decimalEnclosedCircleChinese ideographEnclosedCircle "
             "ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting ideographLegalTraditional "
             "taiwaneseCountingThousand taiwaneseDigital chineseCounting chineseLegalSimplified chineseCountingThousand "
             "koreanDigital koreanCounting koreanLegal koreanDigital2 vietnameseCounting russianLower russianUpper none "
             "numberInDash hebrew1 hebrew2 arabicAlpha arabicAbjad hindiVowels hindiConsonants hindiNumbers thaiLetters "
             "thaiNumbers thaiCounting hindiCounting bahtText dollarText").split()
    definitions = [level(0, name, "%1", start=1) + level(1, name, "%2", start=15) for name in names]
    return Package(numbering=lists(*definitions), body="".join(
        p(name, num=(i + 1, 0)) + p(name, num=(i + 1, 1)) for i, name in enumerate(names))).build()


def properties_document() -> bytes:
    """Tracked changes of properties: numbering, style, hidden text, spans, header flag."""
    by = 'w:id="1" w:author="A"'
    was_plain = f"<w:pPrChange {by}><w:pPr/></w:pPrChange>"
    was_heading = f'<w:pPrChange {by}><w:pPr><w:pStyle w:val="H1"/></w:pPr></w:pPrChange>'
    was_shown = f"<w:vanish/><w:rPrChange {by}><w:rPr/></w:rPrChange>"
    was_hidden = f"<w:rPrChange {by}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    was_wide = f'<w:tcPrChange {by}><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tcPrChange>'
    was_header = f"<w:trPrChange {by}><w:trPr><w:tblHeader/></w:trPr></w:trPrChange>"
    return Package(
        styles=style("paragraph", "H1", "heading 1"), numbering=lists(level(0, "decimal", "%1.")),
        body=p("was put into a list", properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {by}/></w:numPr>')
        + p("became an item", num=(1, 0), properties=was_plain) + p("was a heading", properties=was_heading)
        + p(r("became hidden ", was_shown) + r("was hidden", was_hidden))
        + tbl(tr(tc("was wide", properties=was_wide), tc("c", properties="")), tr("1", "2", "3"), grid=[2000, 2000, 2000])
        + tbl(tr("was", "header", properties=was_header), tr("4", "5"), grid=[2000, 2000])).build()


@fixture
def tracked_properties_accepted() -> bytes:
    return properties_document()


@fixture
def tracked_properties_rejected() -> tuple[bytes, str]:
    return properties_document(), "track-changes=reject"


def cell_changes() -> bytes:
    added = f'<w:ins w:id="1" w:author="A">{r("12")}</w:ins>'
    gone = f'<w:del w:id="2" w:author="A">{r("<w:delText>9</w:delText>")}</w:del>'
    formula = m("oMath", f'<w:del w:id="3" w:author="A">{mr("x")}</w:del><w:ins w:id="4" w:author="A">{mr("y")}</w:ins>{mr("=2")}')
    return body(tbl(tr("Loans", tc(p(gone + added))), tr("Formula", tc(p(formula))), grid=[2000, 2000]))


@fixture
def tracked_changes_in_cells() -> bytes:
    return cell_changes()


@fixture
def tracked_changes_in_cells_rejected() -> tuple[bytes, str]:
    return cell_changes(), "track-changes=reject"


@fixture
def short_table_grid() -> bytes:
    """w:tblGrid names fewer columns than the rows have."""
    return body(tbl(tr("a", "b", "c"), tr(tc("wide", span=2), tc("d")), grid=[2000]))
