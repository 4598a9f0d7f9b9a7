#!/usr/bin/env python3
"""Writes further PDF fixtures: text that readers lose, misplace or invent, and files that lie about themselves.

    pdf_traps.py [ROOT]

Every file shows one thing and is named for it. The bytes are the same on every run.
"""
from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Callable

from pdf import marked, tagged
from pdf_writer import Pdf, line, mapped_font, text, to_unicode

MADE: dict[str, Callable[[], bytes]] = {}


def fixture(make: Callable[[], bytes]) -> Callable[[], bytes]:
    MADE[make.__name__] = make
    return make


def collection_font(pdf: Pdf, ordering: str, encoding: str = "Identity-H") -> int:
    """A CID font of one of Adobe's collections, neither embedded nor mapped: its CIDs alone say what they mean."""
    descriptor = ("<< /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 800 /Descent -200 /ItalicAngle 0 "
                  "/CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>")
    descendant = pdf.add(f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /DW 1000 "
                         f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> "
                         f"/FontDescriptor {descriptor} >>")
    return pdf.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} "
                   f"/DescendantFonts [{descendant} 0 R] >>")


def spelled(words: str) -> tuple[dict[int, str], str]:
    """Codes for the letters of some words, and the words as a hexadecimal string of them."""
    letters = sorted(set(words))
    return {i + 1: letter for i, letter in enumerate(letters)}, "".join(f"{letters.index(c) + 1:04X}" for c in words)


def in_font(lines: list[tuple[float, float, str]], size: float = 12, encoding: str = "Identity-H", extra: str = "") -> bytes:
    pdf = Pdf()
    codes, _ = spelled("".join(words for _, _, words in lines))
    back = {letter: code for code, letter in codes.items()}
    font = mapped_font(pdf, codes, encoding)
    content = "".join(f"BT /L {size:g} Tf {extra} {x:g} {y:g} Td <{''.join(f'{back[c]:04X}' for c in words)}> Tj ET\n"
                      for x, y, words in lines)
    pdf.page(content, fonts=f"/L {font} 0 R")
    return pdf.to_bytes()


# ---- fonts and letters ----------------------------------------------------------------------------------------------------

@fixture
def chinese_collection() -> bytes:
    # The six letters of "number of organisations" (an institution's name and number), as CIDs of Adobe-GB1.
    pdf = Pdf()
    font = collection_font(pdf, "GB1")
    cids = "".join(f"{cid:04X}" for cid in (2063, 1810, 2816, 1259, 3476, 2568))
    pdf.page(f"BT /L 12 Tf 30 150 Td <{cids}> Tj ET", fonts=f"/L {font} 0 R")
    return pdf.to_bytes()


@fixture
def chinese_encoding() -> bytes:
    # The text is UCS-2; the map from there to CIDs is one of Adobe's, named by the font.
    pdf = Pdf()
    font = collection_font(pdf, "GB1", "UniGB-UCS2-H")
    pdf.page(f"BT /L 12 Tf 30 150 Td <{'机构名称'.encode('utf-16-be').hex()}> Tj ET", fonts=f"/L {font} 0 R")
    return pdf.to_bytes()


@fixture
def glyph_names() -> bytes:
    # No ToUnicode: the names of the glyphs say it, by Adobe's list or by number.
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
                   "/Differences [65 /eacute /Omega /uni0416 /u2260 /fi] >> "
                   "/FirstChar 65 /LastChar 69 /Widths [556 750 900 549 500] >>")
    pdf.page("BT /L 12 Tf 30 150 Td (ABCDE) Tj ET", fonts=f"/L {font} 0 R")
    return pdf.to_bytes()


@fixture
def letterspaced_chinese() -> bytes:
    return in_font([(30, 150, "本年新制作"), (30, 120, "数量与金额")], extra="8 Tc")


@fixture
def vertical_lines() -> bytes:
    """Two lines of vertical writing, the right one first."""
    return in_font([(250, 180, "第一行从上到下"), (226, 180, "第二行在左边")], encoding="Identity-V")


@fixture
def right_to_left_lines() -> bytes:
    # "shalom olam 42" and "next line", as they stand on paper: each line from its right end to its left.
    first, second = "םולש", "םלוע"
    return in_font([(60, 150, "42"), (110, 150, second), (170, 150, first), (110, 130, "תרחא"), (170, 130, "הרוש")])


@fixture
def tab_glyphs() -> bytes:
    # A font whose code 1 is a tab: white, never a letter.
    pdf = Pdf()
    font = mapped_font(pdf, {1: "\t", 2: "a", 3: "b"})
    pdf.page("BT /L 10 Tf 30 150 Td <000200010003> Tj ET", fonts=f"/L {font} 0 R")
    return pdf.to_bytes()


@fixture
def shuffled_glyphs() -> bytes:
    """Every glyph is painted alone, in an order that has nothing to do with reading."""
    rng = random.Random(7)
    parts = []
    for row, words in enumerate(("the order of painting", "is not the order of reading")):
        for i, letter in enumerate(words):
            if letter != " ":
                parts.append(f"BT /F 10 Tf {30 + 6 * i} {150 - 16 * row} Td ({letter}) Tj ET\n")
    rng.shuffle(parts)
    pdf = Pdf()
    font = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    pdf.page("".join(parts), fonts=f"/F {font} 0 R")
    return pdf.to_bytes()


@fixture
def pattern_text() -> bytes:
    """Letters filled with a pattern are as visible as others, though Poppler gives them a clipping mode."""
    pdf = Pdf()
    tile = pdf.stream("0 0 1 1 re f", "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 2 2] "
                      "/XStep 2 /YStep 2 /Resources << >>")
    pdf.page("/Pattern cs /P scn " + text(30, 150, "filled with tiles") + "0 g " + text(30, 120, "filled with black"),
             f"/Pattern << /P {tile} 0 R >>")
    return pdf.to_bytes()


@fixture
def white_text() -> bytes:
    pdf = Pdf()
    pdf.page(text(30, 150, "to be seen") + "1 g " + text(30, 120, "white on white") + "0 g " + text(30, 90, "tiny", 0.1))
    return pdf.to_bytes()


# ---- drawings -------------------------------------------------------------------------------------------------------------

@fixture
def marks_of_a_chart() -> bytes:
    """Points of a chart whose small boxes touch: two grids of unlike spans, which could be taken for parts of one table."""
    points = [(728.62, 960.73), (762.31, 974.51), (726.92, 957.33), (732.27, 958.32), (730.18, 955.51), (730.51, 957.67),
              (730.18, 957.33), (760.98, 970.84), (765.24, 972.82)]
    labels = [(920.66, 773.229, "495"), (627.959, 909.575, "830"), (763.312, 975.511, "821"), (727.922, 958.333, "696"),
              (731.184, 956.51, "513"), (761.976, 971.844, "854")]
    pdf = Pdf()
    pdf.page("0.3 w 40 40 m 960 40 l S 40 40 m 40 1360 l S\n" + "".join(f"{x} {y} 2 2 re S\n" for x, y in points) +
             "".join(text(x, y, words, 3) for x, y, words in labels), box="0 0 1000 1400")
    return pdf.to_bytes()


# ---- overlays -------------------------------------------------------------------------------------------------------------

WORDS = [["Quarter", "Plums", "Pears"], ["First", "12", "7"], ["Second", "9", "31"], ["Third", "18", "24"]]


def table(words: list[list[str]] = WORDS) -> str:
    xs = [40 + 70 * i for i in range(len(words[0]) + 1)]
    ys = [170 - 24 * i for i in range(len(words) + 1)]
    out = "".join(line(xs[0], y, xs[-1], y) for y in ys) + "".join(line(x, ys[0], x, ys[-1]) for x in xs)
    return out + "".join(text(xs[c] + 6, ys[r] - 16, word) for r, row in enumerate(words) for c, word in enumerate(row))


@fixture
def watermark_over_cells() -> bytes:
    pdf = Pdf()
    pdf.page("0.8 g BT /F2 48 Tf 0.866 0.5 -0.5 0.866 75 65 Tm (DRAFT) Tj ET 0 g " + table())
    return pdf.to_bytes()


@fixture
def watermark_level() -> bytes:
    pdf = Pdf()
    pdf.page(table() + "0.85 g " + text(60, 110, "SPECIMEN", 34, "F2"))
    return pdf.to_bytes()


@fixture
def stamp_over_table() -> bytes:
    pdf = Pdf()
    look = pdf.stream("1 0 0 rg " + text(4, 6, "RECEIVED 3 May", 14, "F2"),
                      f"/Type /XObject /Subtype /Form /BBox [0 0 140 24] /Resources << /Font << /F2 {pdf.bold} 0 R >> >>")
    stamp = pdf.add(f"<< /Type /Annot /Subtype /Stamp /Rect [90 108 230 132] /F 4 /AP << /N {look} 0 R >> >>")
    pdf.page(table(), entries=f"/Annots [{stamp} 0 R]")
    return pdf.to_bytes()


@fixture
def boxed_links() -> bytes:
    """Frames around links in a register of names, stacked like cells, and a mark over words."""
    pdf = Pdf()
    names = ("almond,", "barley and oats,", "cherry,", "date,")
    rows = [(30, 150 - 12 * i, name) for i, name in enumerate(names)]
    numbers = [(36 + 5 * len(name) + 20 * j, 150 - 12 * i, f"{12 + 7 * i + 3 * j},") for i, name in enumerate(names) for j in range(4 - i)]
    links = [pdf.add(f"<< /Type /Annot /Subtype /Link /Rect [{x - 1} {y - 3} {x + 19} {y + 9}] /Border [0 0 1] /C [1 0 0] "
                     "/Dest [0 /Fit] >>") for x, y, _ in numbers]
    look = pdf.stream("1 1 0 rg 0 0 60 12 re f", "/Type /XObject /Subtype /Form /BBox [0 0 60 12]")
    links.append(pdf.add(f"<< /Type /Annot /Subtype /Highlight /Rect [30 87 90 99] /QuadPoints [30 99 90 99 30 87 90 87] "
                         f"/F 4 /AP << /N {look} 0 R >> >>"))
    pdf.page("".join(text(x, y, word) for x, y, word in rows + numbers) + text(30, 90, "and so on to the end of the letters"),
             entries="/Annots [" + " ".join(f"{n} 0 R" for n in links) + "]")
    return pdf.to_bytes()


@fixture
def slanted_labels() -> bytes:
    # The labels of an axis are set aslant too, and are no watermark.
    labels = "".join(f"BT /F1 8 Tf 0.707 0.707 -0.707 0.707 {60 + 40 * i} 40 Tm ({name}) Tj ET\n"
                     for i, name in enumerate(("January", "February", "March", "April")))
    pdf = Pdf()
    pdf.page(text(40, 170, "Visitors in the first months") + line(50, 80, 220, 80) + labels)
    return pdf.to_bytes()


@fixture
def hidden_layer() -> bytes:
    pdf = Pdf()
    shown = pdf.add("<< /Type /OCG /Name (Shown) >>")
    hidden = pdf.add("<< /Type /OCG /Name (Hidden) >>")
    pdf.catalog = (f"/OCProperties << /OCGs [{shown} 0 R {hidden} 0 R] /D << /Order [{shown} 0 R {hidden} 0 R] "
                   f"/OFF [{hidden} 0 R] >> >>").encode()
    pdf.page("/OC /A BDC " + text(30, 150, "on a layer") + "EMC /OC /B BDC " + text(30, 120, "on a hidden layer") + "EMC " +
             text(30, 90, "on no layer"), f"/Properties << /A {shown} 0 R /B {hidden} 0 R >>")
    return pdf.to_bytes()


# ---- forms ----------------------------------------------------------------------------------------------------------------

@fixture
def form_kinds() -> bytes:
    """A choice, a check box and a radio button, each with what it looks like."""
    pdf = Pdf()
    symbols = pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>")
    form = "/Type /XObject /Subtype /Form"
    choice = pdf.stream("/Tx BMC " + text(2, 4, "by letter") + "EMC", f"{form} /BBox [0 0 100 16] /Resources << /Font << /F1 {pdf.font} 0 R >> >>")
    tick = pdf.stream(text(2, 3, "4", 10, "Z"), f"{form} /BBox [0 0 14 14] /Resources << /Font << /Z {symbols} 0 R >> >>")
    dot = pdf.stream(text(2, 3, "l", 10, "Z"), f"{form} /BBox [0 0 14 14] /Resources << /Font << /Z {symbols} 0 R >> >>")
    blank = pdf.stream("", f"{form} /BBox [0 0 14 14]")
    fields = [
        f"/FT /Ch /Ff 131072 /T (way) /V (by letter) /Opt [(by letter) (in person)] /Rect [110 146 210 162] /DA (/F1 10 Tf) /AP << /N {choice} 0 R >>",
        f"/FT /Btn /T (agreed) /V /Yes /AS /Yes /Rect [110 116 124 130] /AP << /N << /Yes {tick} 0 R /Off {blank} 0 R >> >>",
        f"/FT /Btn /T (refused) /V /Off /AS /Off /Rect [210 116 224 130] /AP << /N << /Yes {tick} 0 R /Off {blank} 0 R >> >>",
        f"/FT /Btn /Ff 32768 /T (sort) /V /One /AS /One /Rect [110 86 124 100] /AP << /N << /One {dot} 0 R /Off {blank} 0 R >> >>",
    ]
    numbers = [pdf.add(f"<< /Type /Annot /Subtype /Widget /F 4 {field} >>") for field in fields]
    kids = " ".join(f"{n} 0 R" for n in numbers)
    pdf.catalog = f"/AcroForm << /Fields [{kids}] >>".encode()
    pdf.page(text(30, 150, "Answer:") + text(30, 120, "Agreed") + text(150, 120, "Refused") + text(30, 90, "First"),
             entries=f"/Annots [{kids}]")
    return pdf.to_bytes()


@fixture
def form_without_looks() -> bytes:
    """Fields that leave it to the reader to draw their values (NeedAppearances)."""
    pdf = Pdf()
    name = pdf.add("<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Anna Beispiel) /Rect [100 140 220 156] "
                   "/F 4 /DA (/F1 10 Tf 0 g) >>")
    way = pdf.add("<< /Type /Annot /Subtype /Widget /FT /Ch /Ff 131072 /T (way) /V (in person) /Opt [(by letter) (in person)] "
                  "/Rect [100 110 220 126] /F 4 /DA (/F1 10 Tf 0 g) >>")
    pdf.catalog = (f"/AcroForm << /Fields [{name} 0 R {way} 0 R] /NeedAppearances true /DA (/F1 10 Tf 0 g) "
                   f"/DR << /Font << /F1 {pdf.font} 0 R >> >> >>").encode()
    pdf.page(text(30, 144, "Name:") + text(30, 114, "Answer:"), entries=f"/Annots [{name} 0 R {way} 0 R]")
    return pdf.to_bytes()


@fixture
def xfa_form() -> bytes:
    """A form whose pages are made by a program from XML: the PDF has a page that asks to wait."""
    pdf = Pdf()
    xml = pdf.stream("<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>")
    pdf.catalog = f"/NeedsRendering true /AcroForm << /Fields [] /XFA {xml} 0 R >>".encode()
    pdf.page(text(30, 150, "Please wait..."))
    return pdf.to_bytes()


# ---- structure tree ---------------------------------------------------------------------------------------------------------

@fixture
def tagged_headings() -> bytes:
    # Set like the text around them: the tree alone says which lines are headings, and which are no content.
    content = "/Artifact BMC " + text(30, 185, "Annual survey, part two", 8) + "EMC\n"
    content += marked(0, text(30, 165, "Purpose of the survey"), "H1")
    content += marked(1, text(30, 145, "It counts the orchards of the district.") + text(30, 133, "Every second year it is made anew."))
    content += marked(2, text(30, 113, "Method"), "H2")
    content += marked(3, text(30, 93, "Each orchard is visited once."))
    content += "/Artifact BMC " + text(140, 12, "iv", 8) + "EMC\n"
    return tagged(content, lambda pdf, page: "<< /S /H1 /K 0 >> << /S /P /K 1 >> << /S /H2 /K 2 >> << /S /P /K 3 >>")


@fixture
def tagged_all_headings() -> bytes:
    # A producer that calls every paragraph a heading.
    lines = ["The trees are counted by two people who walk", "along the rows and note what stands in them, and",
             "a third person draws a plan of every orchard.", "Where the owner is absent the count is made again",
             "in the following week, with notice by letter to", "the house, which is kept with the papers."]
    content = "".join(marked(i, text(30, 170 - 14 * i, words), "H1") for i, words in enumerate(lines))
    return tagged(content, lambda pdf, page: "".join(f"<< /S /H1 /K {i} >>" for i in range(len(lines))))


@fixture
def tagged_list() -> bytes:
    # Items without a sign that the text would show; one holds a list of its own, one a label beside its text.
    lines = [(30, "Bring to the count:"), (40, "a plan of the orchard"), (40, "tools, and these are"), (55, "a knife"),
             (55, "a rope of ten metres"), (40, "* a lamp")]
    content = "".join(marked(i, text(x, 170 - 18 * i, words)) for i, (x, words) in enumerate(lines))
    item = lambda i, more="": f"<< /S /LI /K << /S /LBody /K [<< /S /P /K {i} >> {more}] >> >>"
    inner = f"<< /S /L /K [{item(3)} {item(4)}] >>"
    return tagged(content, lambda pdf, page: f"<< /S /P /K 0 >> << /S /L /K [{item(1)} {item(2, inner)} {item(5)}] >>")


def two_boxes() -> str:
    """A narrow box of notes on the left, the text on the right."""
    notes = ["Kept by the parish", "since the first count,", "and open to all who", "ask in writing."]
    lines = ["The orchards of the district are", "counted every second year, by two", "people who walk along the rows,",
             "and a third who draws the plan."]
    box = lambda number, x, y, words: marked(number, "".join(text(x, y - 12 * i, w) for i, w in enumerate(words)))
    return box(0, 20, 156, notes) + box(1, 135, 150, lines) + marked(2, text(135, 80, "Whoever is absent is told of it."))


@fixture
def tagged_order() -> bytes:
    return tagged(two_boxes(), lambda pdf, page: "<< /S /P /K 1 >> << /S /P /K 2 >> << /S /P /K 0 >>")


@fixture
def tagged_order_nonsense() -> bytes:
    # From the bottom to the top.
    lines = ["The first line of three.", "The second one, below it.", "The third one, at the end."]
    content = "".join(marked(i, text(30, 170 - 40 * i, words)) for i, words in enumerate(lines))
    return tagged(content, lambda pdf, page: "<< /S /P /K 2 >> << /S /P /K 1 >> << /S /P /K 0 >>")


@fixture
def tagged_as_artifacts() -> bytes:
    # The whole page is called an artifact: its text is text all the same.
    content = "/Artifact BMC " + "".join(text(30, 150 - 14 * i, words) for i, words in enumerate(
        ("Called an artifact from its first word", "to its last, this page has nothing else", "that could be read."))) + "EMC\n"
    return tagged(content, lambda pdf, page: "")


# ---- files that lie -------------------------------------------------------------------------------------------------------

def three_texts() -> Pdf:
    pdf = Pdf()
    for number in (1, 2, 3):
        pdf.page(text(30, 150, f"page {number}"))
    return pdf


@fixture
def page_tree_loop() -> bytes:
    pdf = three_texts()
    pdf.pages.append(2)  # the root among its own kids
    return pdf.to_bytes()


@fixture
def page_tree_deep() -> bytes:
    pdf = three_texts()
    last = pdf.pages.pop()
    for _ in range(300):
        last = pdf.add(f"<< /Type /Pages /Kids [{last} 0 R] /Count 1 >>")
    pdf.pages.append(last)
    return pdf.to_bytes()


@fixture
def huge_page_box() -> bytes:
    pdf = Pdf()
    pdf.page(text(30, 150, "somewhere"), box="0 0 1e30 1e30")
    return pdf.to_bytes()


@fixture
def odd_rotation() -> bytes:
    pdf = Pdf()
    pdf.page(text(30, 150, "turned by half"), entries="/Rotate 45")
    return pdf.to_bytes()


@fixture
def junk_before_header() -> bytes:
    return b"saved from a mail\r\n" * 20 + three_texts().to_bytes()


@fixture
def xref_size_lies() -> bytes:
    return three_texts().to_bytes().replace(b"trailer\n<< /Size ", b"trailer\n<< /Size 2000000000 /Was ")


@fixture
def huge_inline_image() -> bytes:
    pdf = Pdf()
    pdf.page(text(30, 150, "before") + "q 60 0 0 60 30 60 cm BI /W 65535 /H 65535 /BPC 8 /CS /RGB ID \x10\xf0\x10 EI Q\n" +
             text(30, 30, "after"))
    return pdf.to_bytes()


@fixture
def many_content_streams() -> bytes:
    pdf = Pdf()
    part = pdf.stream(" ")
    last = pdf.stream(text(30, 150, "in the last of many parts"))
    page = pdf.page("")
    body = pdf.objects[page - 1]
    assert body is not None
    at = body.index(b"/Contents ")
    end = body.index(b" R", at) + 2
    pdf.objects[page - 1] = body[:at] + b"/Contents [" + b"%d 0 R " % part * 20_000 + b"%d 0 R]" % last + body[end:]
    return pdf.to_bytes()


@fixture
def to_unicode_ranges() -> bytes:
    """A map whose ranges say the same 65,536 codes again and again."""
    pdf = Pdf()
    codes = "".join("1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" for _ in range(40))
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{codes}endcmap end end\n")
    font = mapped_font(pdf, {1: "x"})
    body = pdf.objects[font - 1]
    assert body is not None
    pdf.objects[font - 1] = body.replace(body[body.index(b"/ToUnicode"):body.rindex(b">>")], b"/ToUnicode %d 0 R " % pdf.stream(cmap))
    pdf.page("BT /L 10 Tf 30 150 Td <00000001> Tj ET", fonts=f"/L {font} 0 R")
    return pdf.to_bytes()


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    target = root / "fixtures" / "pdf"
    target.mkdir(parents=True, exist_ok=True)
    for name, make in MADE.items():
        (target / f"{name}.pdf").write_bytes(make())


if __name__ == "__main__":
    main()
