"""DOCX fixtures of text: headings, numbers, runs, fields, notes, equations, chunks."""
from __future__ import annotations

from typing import Callable

from docx_writer import Package, field, level, p, r, sdt, spaces, style, t, tbl, tc, tr

FIXTURES: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}


def fixture(make: Callable[[], bytes | tuple[bytes, str]]) -> Callable[[], bytes | tuple[bytes, str]]:
    FIXTURES[make.__name__ + ".docx"] = make
    return make


def body(*blocks: str) -> bytes:
    return Package(body="".join(blocks)).build()


def outline(n: int) -> str:
    return f'<w:pPr><w:outlineLvl w:val="{n}"/></w:pPr>'


@fixture
def headings() -> bytes:
    """By the English name of the built-in style, a name in another language, an outline level, a based-on chain."""
    return Package(
        styles=style("paragraph", "berschrift1", "heading 1") + style("paragraph", "a1", "标题 2")
        + style("paragraph", "Mine", "My own", based_on="berschrift1") + style("paragraph", "Loop", "Loop", based_on="Loop")
        + style("paragraph", "Outlined", "Outlined", outline(2)) + style("paragraph", "Title", "Title")
        + style("paragraph", "TOC1", "toc 1", outline(0)) + style("paragraph", "Body", "Body", outline(9), "berschrift1"),
        body=p("The title", style="Title") + p("First", style="berschrift1") + p("第二级", style="a1")
        + p("By its base", style="Mine") + p("By outline of the style", style="Outlined")
        + p("By its own outline", properties='<w:outlineLvl w:val="3"/>') + p("A contents line", style="TOC1")
        + p("Body by outline", style="Body") + p("In a circle of bases", style="Loop") + p("Plain.")).build()


def lists(*definitions: str, instances: str = "") -> str:
    out = "".join(f'<w:abstractNum w:abstractNumId="{i}">{levels}</w:abstractNum>' for i, levels in enumerate(definitions))
    own = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(definitions)))
    return out + own + instances


@fixture
def numbering_chinese() -> bytes:
    """一、 （一） 1. ① 第一章 甲 壹: numbers that are not in the text of the file."""
    numbering = lists(
        level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
        + level(3, "decimalEnclosedCircleChinese", "%4"),
        level(0, "chineseCountingThousand", "第%1章", start=9), level(0, "ideographTraditional", "%1："),
        level(0, "chineseLegalSimplified", "%1", start=120), level(0, "ideographZodiac", "%1", start=12))
    return Package(numbering=numbering, body=(
        p("总体情况", num=(1, 0)) + p("主动公开", num=(1, 1)) + p("数量", num=(1, 2)) + p("细目", num=(1, 3)) + p("又一", num=(1, 3))
        + p("依申请公开", num=(1, 1)) + p("存在问题", num=(1, 0)) + p("重新起", num=(1, 1))
        + p("附则", num=(2, 0)) + p("结语", num=(2, 0)) + p("其他", num=(2, 0))
        + p("天干", num=(3, 0)) + p("大写", num=(4, 0)) + p("地支", num=(5, 0)) + p("从头", num=(5, 0))
        + tbl(tr(tc(p("", num=(1, 2))), "自动序号"), tr(tc(p("", num=(1, 2))), "接着数"), grid=[900, 4000]))).build()


@fixture
def numbering_restarts() -> bytes:
    """Start values, overrides, a level that never restarts, lists that share one definition."""
    levels = (level(0, "decimal", "%1.", start=3) + level(1, "lowerLetter", "%2)")
              + level(2, "lowerRoman", "%3.", more='<w:lvlRestart w:val="0"/>'))
    instances = ('<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
                 '</w:lvlOverride></w:num><w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num>')
    return Package(numbering=lists(levels, instances=instances), body=(
        p("starts at three", num=(1, 0)) + p("letter", num=(1, 1)) + p("roman", num=(1, 2)) + p("four", num=(1, 0))
        + p("letter again from a", num=(1, 1)) + p("roman goes on", num=(1, 2))
        + p("restarted at one", num=(7, 0)) + p("two", num=(7, 0)) + p("shares the counter", num=(8, 0)))).build()


@fixture
def numbering_from_styles() -> bytes:
    """Headings numbered by their styles; legal numbering; numId 0 takes a number away."""
    levels = (level(0, "chineseCounting", "第%1条", more='<w:pStyle w:val="H1"/>')
              + level(1, "decimal", "%1.%2", more='<w:isLgl/><w:pStyle w:val="H2"/>'))
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    return Package(
        numbering=lists(levels),
        styles=style("paragraph", "H1", "heading 1", numbered) + style("paragraph", "H2", "heading 2", numbered),
        body=p("General", style="H1") + p("Scope", style="H2") + p("Terms", style="H2") + p("Special", style="H1")
        + p("Fees", style="H2") + p("No number", style="H1", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')).build()


@fixture
def bullets() -> bytes:
    """Symbol and Wingdings bullets; typed bullets; none of them inside a cell."""
    def bullet(char: str, font: str) -> str:
        return level(0, "bullet", char, more=f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>')
    typed = r("\uf0b7", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + r("   typed by hand")
    return Package(numbering=lists(bullet("\uf0b7", "Symbol"), bullet("\uf0a7", "Wingdings"), bullet("o", "Courier New")),
                   body=p("round", num=(1, 0)) + p("square", num=(2, 0)) + p("letter", num=(3, 0)) + p(typed)
                   + tbl(tr(tc(p("first", num=(1, 0)) + p("second", num=(1, 0)) + p(typed))), grid=[3000])).build()


@fixture
def symbols_and_breaks() -> bytes:
    return body(
        p(r('<w:sym w:font="Wingdings" w:char="F0FE"/>') + r(" yes ") + r('<w:sym w:font="Wingdings 2" w:char="00A3"/>')
          + r(" no ") + r('<w:sym w:font="Symbol" w:char="F061"/>') + r("þ", '<w:rFonts w:ascii="Wingdings"/>')),
        p(r("non") + r("<w:noBreakHyphen/>") + r("breaking, so") + r("<w:softHyphen/>") + r("ft")),
        p(r("tab") + r("<w:tab/>") + r("stop") + r('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>')
          + r("right") + r("<w:br/>") + r("line") + r("<w:cr/>") + r("line")),
        p(r("one page") + r('<w:br w:type="page"/>') + r("the next")))


@fixture
def scripts() -> bytes:
    """A raised figure after a number or word is none of its digits; letters, and figures that touch nothing, stay."""
    raised, lowered = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    by_style = '<w:rStyle w:val="Mark"/>'
    return Package(
        styles=style("character", "Mark", "Mark", f"<w:rPr>{raised}</w:rPr>"),
        body=p(r("H") + r("2", lowered) + r("O, 5 km") + r("2", raised) + r(", 10") + r("-", raised) + r("6", raised)
               + r(", the 1") + r("st", raised) + r(" of ") + r("7", raised))
        + tbl(tr("Loans", tc(p(r("1,234") + r("1", by_style)))), tr("Rooms", tc(p(r("12", by_style)))), grid=[2000, 2000])
        + p(r("1", raised) + r(" Without the branch.")) + p(r("x") + r("3", by_style + '<w:vertAlign w:val="baseline"/>'))).build()


@fixture
def ruby() -> bytes:
    return body(p(r('<w:ruby><w:rubyPr/><w:rt>' + r("かんじ") + '</w:rt><w:rubyBase>' + r("漢字") + '</w:rubyBase></w:ruby>')
                  + r("を読む")))


@fixture
def spaces_in_text() -> bytes:
    """Blanks at the ends of w:t count only with xml:space."""
    return body(p("<w:r><w:t> trimmed </w:t></w:r><w:r><w:t>|</w:t></w:r>" + r(" kept ") + r("|")))


@fixture
def fields() -> bytes:
    """Results, not instructions; a field in an instruction; one without a result; form fields; links."""
    nested = (r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>IF </w:instrText>")
              + field("PAGE", r("7")) + r('<w:instrText> = 7 "yes" "no"</w:instrText>')
              + r('<w:fldChar w:fldCharType="separate"/>') + r("yes") + r('<w:fldChar w:fldCharType="end"/>'))
    box = (r('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
             '</w:ffData></w:fldChar>') + r("<w:instrText> FORMCHECKBOX </w:instrText>")
           + r('<w:fldChar w:fldCharType="end"/>'))
    choice = (r('<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/>'
                '<w:listEntry w:val="blue"/></w:ddList></w:ffData></w:fldChar>')
              + r("<w:instrText> FORMDROPDOWN </w:instrText>") + r('<w:fldChar w:fldCharType="end"/>'))
    return Package(
        relations=['<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                   'hyperlink" Target="https://example.org/" TargetMode="External"/>'],
        body=p(r("On ") + field(' DATE \\@ "yyyy" ', r("2024")) + r(", nested: ") + nested + r("."))
        + p(f'<w:fldSimple w:instr=" AUTHOR ">{r("A. Writer")}</w:fldSimple>')
        + p(box + r(" checked, ") + choice) + p(f'<w:hyperlink r:id="rId9">{r("a link")}</w:hyperlink>')
        + p(f'<w:del w:id="1" w:author="A">{r("<w:delInstrText> PAGE </w:delInstrText>")}</w:del>' + r("after"))).build()


@fixture
def contents_table() -> bytes:
    """Shown once, as lines; page numbers that only the web view hides stay; bookmarks have no text."""
    def line(text: str, page: str) -> str:
        return p(f'<w:hyperlink w:anchor="_Toc1">{r(text)}{r("<w:tab/>", "<w:webHidden/>")}'
                 f'{r(page, "<w:webHidden/>")}</w:hyperlink>', style="TOC1")
    begin = p(r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText> TOC \\o </w:instrText>")
              + r('<w:fldChar w:fldCharType="separate"/>'))
    return Package(styles=style("paragraph", "TOC1", "toc 1") + style("paragraph", "H1", "heading 1"),
                   body=sdt(begin + line("Aims", "1") + line("Means", "4") + p(r('<w:fldChar w:fldCharType="end"/>')))
                   + p('<w:bookmarkStart w:id="0" w:name="_Toc1"/>' + r("Aims") + '<w:bookmarkEnd w:id="0"/>', style="H1")).build()


def hidden_document() -> bytes:
    return Package(styles=style("character", "Secret", "Secret", "<w:rPr><w:vanish/></w:rPr>"),
                   body=p(r("Shown ") + r("directly hidden ", "<w:vanish/>") + r("by style ", '<w:rStyle w:val="Secret"/>')
                          + r("switched on", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>'))
                   + p("Only its mark is hidden.", properties="<w:rPr><w:vanish/></w:rPr>")).build()


@fixture
def hidden_text() -> bytes:
    return hidden_document()


@fixture
def hidden_text_shown() -> tuple[bytes, str]:
    return hidden_document(), "hidden"


@fixture
def wrappers() -> bytes:
    """Smart tags, custom XML, directions: transparent, also around cells and rows."""
    smart = f'<w:smartTag w:element="place"><w:smartTagPr/>{r("Uppsala")}</w:smartTag>'
    custom = f'<w:customXml w:element="x"><w:customXmlPr/>{p("in custom XML")}</w:customXml>'
    return body(p(r("To ") + smart + f'<w:bdo w:val="rtl">{r(" and back")}</w:bdo>'), custom,
                tbl(f'<w:customXml w:element="row">{tr("wrapped", "row")}</w:customXml>',
                    f'<w:tr><w:customXml w:element="cell">{tc("wrapped")}</w:customXml>{tc("cell")}</w:tr>', grid=[2000, 2000]))


@fixture
def alternate_content() -> bytes:
    """One branch, once: the first that is understood, else the fallback."""
    def alternate(requires: str, choice: str, fallback: str) -> str:
        return (f'<mc:AlternateContent xmlns:zz="urn:example:unknown"><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
                f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>")
    return body(p(alternate("w14", r("the choice"), r("not the fallback"))), p(alternate("zz", r("not this"), r("the fallback"))),
                alternate("w14", p("a block"), p("not this block")),
                p(alternate("wpg", r("a prefix that nobody declared"), r("not this either"))))


def notes_package() -> Package:
    package = Package()
    package.story("word/footnotes.xml", "footnotes", "footnotes", "".join(
        [f'<w:footnote w:type="separator" w:id="0">{p("no text")}</w:footnote>',
         f'<w:footnote w:id="3">{p(r("<w:footnoteRef/>") + r(" The first note."))}</w:footnote>',
         f'<w:footnote w:id="4">{p("Nobody refers to this.")}</w:footnote>',
         f'<w:footnote w:id="5">{p("The second,") + p("in two paragraphs.")}</w:footnote>']))
    package.story("word/endnotes.xml", "endnotes", "endnotes", f'<w:endnote w:id="2">{p("At the end.")}</w:endnote>')
    package.story("word/comments.xml", "comments", "comments", f'<w:comment w:id="0">{p("A remark.")}</w:comment>')
    header = package.story("word/header1.xml", "header", "hdr", p("Running head"))
    footer = package.story("word/footer1.xml", "footer", "ftr", p(r("Page ") + field("PAGE", r("1"))))
    package.body = (
        p(r("Once") + r('<w:footnoteReference w:id="3"/>') + r(", twice") + r('<w:footnoteReference w:id="5"/>') + r("."))
        + p(r("End") + r('<w:endnoteReference w:id="2"/>') + r('<w:commentReference w:id="0"/>'))
        + f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/><w:footerReference w:type="default" '
          f'r:id="{footer}"/></w:sectPr>')
    return package


@fixture
def notes_and_furniture() -> bytes:
    return notes_package().build()


@fixture
def comments_as_notes() -> tuple[bytes, str]:
    return notes_package().build(), "comments"


def m(name: str, *content: str) -> str:
    return f"<m:{name}>{''.join(content)}</m:{name}>"


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def equations_document() -> bytes:
    e, num, den = (lambda c: m("e", c)), (lambda c: m("num", c)), (lambda c: m("den", c))
    square = m("sSup", e(mr("b")), m("sup", mr("2")))
    root = m("rad", '<m:radPr><m:degHide m:val="1"/></m:radPr>', m("deg"), e(square + mr("−4ac")))
    total = m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', m("sub", mr("i=1")), m("sup", mr("n")),
              e(m("sSub", e(mr("x")), m("sub", mr("i")))))
    matrix = m("d", '<m:dPr><m:begChr m:val="("/><m:endChr m:val=")"/></m:dPr>',
               e(m("m", m("mr", e(mr("1")), e(mr("2"))), m("mr", e(mr("3")), e(mr("α"))))))
    return body(
        p(r("Roots: ") + m("oMath", mr("x="), m("f", num(mr("−b±") + root), den(mr("2a"))))),
        p(m("oMathPara", m("oMath", total + mr("=") + m("func", m("fName", mr("log")), e(m("d", e(mr("y")))))))),
        p(m("oMath", matrix + m("acc", '<m:accPr><m:chr m:val="&#x20D7;"/></m:accPr>', e(mr("v"))))),
        p(m("oMath", m("limLow", e(mr("lim")), m("lim", mr("x→0"))) + m("f", '<m:fPr><m:type m:val="noBar"/></m:fPr>',
                                                                       num(mr("n")), den(mr("k"))))),
        p(m("oMath", m("func", m("fName", m("sSup", e(mr("sin")), m("sup", mr("2")))), e(mr("α"))), mr("+"),
            m("sSup", e(mr("ab")), m("sup", mr("2"))), mr("="), m("sSup", e(mr("cos")), m("sup", mr("−1"))), mr("β="),
            m("sSub", e(m("acc", '<m:accPr><m:chr m:val="&#x302;"/></m:accPr>', e(mr("e")))), m("sub", mr("i"))))))


@fixture
def equations() -> bytes:
    return equations_document()


@fixture
def equations_as_latex() -> tuple[bytes, str]:
    return equations_document(), "latex"


@fixture
def deleted_paragraph_marks() -> bytes:
    """A revision over a paragraph mark inside a cell, and one with nothing after it."""
    gone = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
    return body(tbl(tr(tc(p("one", properties=gone) + p("line")), tc(p("left alone", properties=gone))), grid=[2000, 2000]))
