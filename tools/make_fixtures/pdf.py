#!/usr/bin/env python3
"""Writes the PDF fixtures: fixtures/pdf (features) and fixtures/bad (damage and hostility).

    pdf.py [ROOT]

Every file shows one thing and is named for it. The bytes are the same on every run.
"""
from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path
from typing import Callable

from pdf_writer import Encryption, Pdf, line, text, to_unicode

FEATURES: dict[str, Callable[[], bytes]] = {}
BAD: dict[str, Callable[[], bytes]] = {}


def feature(make: Callable[[], bytes]) -> Callable[[], bytes]:
    FEATURES[make.__name__] = make
    return make


def bad(make: Callable[[], bytes]) -> Callable[[], bytes]:
    BAD[make.__name__] = make
    return make


def one_page(content: str, resources: str = "", **kwargs: str) -> bytes:
    pdf = Pdf()
    pdf.page(content, resources, **kwargs)
    return pdf.to_bytes()


def identity_font(pdf: Pdf, codes: dict[int, str] | None, encoding: str = "Identity-H") -> int:
    """A CID font that is not embedded: each glyph 1 em wide, codes mapped by `codes`, or by nothing."""
    descendant = pdf.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 1000 "
                         "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                         "/FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 800 /Descent -200 "
                         "/ItalicAngle 0 /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >> >>")
    mapping = ""
    if codes is not None:
        mapping = f"/ToUnicode {pdf.stream(to_unicode(codes))} 0 R"
    return pdf.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /{encoding} "
                   f"/DescendantFonts [{descendant} 0 R] {mapping} >>")


# ---- text ---------------------------------------------------------------------------------------------------------------

@feature
def fake_bold() -> bytes:
    strokes = "".join(text(30 + dx, 150 + dy, "Ballroom") for dx, dy in ((0, 0), (0.3, 0), (0.3, 0.2), (0, 0.2)))
    return one_page(strokes + text(30, 120, "once only"))


@feature
def ligatures() -> bytes:
    pdf = Pdf()
    font = identity_font(pdf, {1: "\ufb01", 2: "ffi", 3: "n", 4: "e"})
    pdf.page(f"BT /L 10 Tf 30 150 Td <00010003> Tj 0 -20 Td <000200030004> Tj ET", "")
    page = pdf.objects[pdf.pages[0] - 1]
    pdf.objects[pdf.pages[0] - 1] = page.replace(b"/Font <<", b"/Font << /L %d 0 R" % font)
    return pdf.to_bytes()


def with_font(codes: dict[int, str] | None, content: str, encoding: str = "Identity-H") -> bytes:
    pdf = Pdf()
    font = identity_font(pdf, codes, encoding)
    pdf.page(content)
    page = pdf.objects[pdf.pages[0] - 1]
    pdf.objects[pdf.pages[0] - 1] = page.replace(b"/Font <<", b"/Font << /L %d 0 R" % font)
    return pdf.to_bytes()


@feature
def right_to_left() -> bytes:
    # Hebrew "shalom 15" as it stands on paper: the letters from left to right are mem, vav, lamed, shin.
    return with_font({1: "\u05de", 2: "\u05d5", 3: "\u05dc", 4: "\u05e9", 5: "(", 6: ")"},
                     "BT /L 10 Tf 30 150 Td <00050001000200030004 0006> Tj ET")


@feature
def vertical_writing() -> bytes:
    return with_font({1: "\u8868", 2: "\u683c", 3: "\u4e00"}, "BT /L 12 Tf 250 180 Td <000100020003> Tj ET", "Identity-V")


@feature
def no_to_unicode() -> bytes:
    return with_font(None, "BT /L 10 Tf 30 150 Td <002400250026> Tj ET " + text(30, 120, "readable"))


@feature
def actual_text() -> bytes:
    span = lambda actual, shown: f"/Span << /ActualText {actual} >> BDC {shown} EMC\n"
    return one_page(span("(ANNUAL)", text(30, 150, "Annual")) +
                    span("<FEFF00660066>", text(30, 120, "X")) +
                    text(30, 90, "co") + span("()", text(40.6, 90, "-")))


@feature
def superscripts() -> bytes:
    return one_page(text(30, 150, "1,234") + text(55.1, 154, "1", 6) + text(80, 150, "H") + text(87.3, 147, "2", 6) +
                    text(90.6, 150, "O"))


@feature
def letterspaced() -> bytes:
    return one_page("q BT /F2 12 Tf 4 Tc 30 150 Td (SUMMARY) Tj ET Q " + text(30, 120, "set normally"))


@feature
def gaps_without_blanks() -> bytes:
    return one_page("BT /F1 10 Tf 30 150 Td [(gaps) -280 (are) -280 (blanks)] TJ ET")


@feature
def combining_accents() -> bytes:
    # The accents of TeX: set before the letter, moved back over it.
    return one_page("BT /F1 10 Tf 30 150 Td [(M) -111.5 (\\250) 444.5 (uller)] TJ ET")


@feature
def invisible_layer() -> bytes:
    image = "q 240 0 0 100 30 60 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x10\xf0\xf0\x10 EI Q\n"
    return one_page(image + text(40, 120, "read by a machine", extra="3 Tr"))


@feature
def scanned_page() -> bytes:
    return one_page("q 240 0 0 100 30 60 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x10\xf0\xf0\x10 EI Q\n")


@feature
def off_page() -> bytes:
    return one_page(text(30, 150, "inside") + text(400, 150, "beyond the edge") + text(30, -40, "below"))


@feature
def clipped_text() -> bytes:
    """Rows that a frame clips away, one in the middle of a line that is seen; a word that the frame's edge cuts."""
    frame = "q 20 60 200 110 re W n "
    return one_page(frame + text(30, 150, "in the frame") + text(200, 120, "cut here") + text(30, 30, "below it") + "Q " +
                    text(50, 30, "foot of the page"))


@feature
def crop_box() -> bytes:
    return one_page(text(120, 100, "kept") + text(10, 10, "trimmed"), entries="/CropBox [100 50 250 150]")


@feature
def type3_font() -> bytes:
    pdf = Pdf()
    square = pdf.stream("600 0 0 0 500 500 d1 0 0 500 500 re f")
    mapping = pdf.stream(to_unicode({65: "x", 66: "y"}, 2))
    font = pdf.add(f"<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 600 1000] /FontMatrix [0.001 0 0 0.001 0 0] "
                   f"/CharProcs << /sq {square} 0 R >> /Encoding << /Type /Encoding /Differences [65 /sq /sq] >> "
                   f"/FirstChar 65 /LastChar 66 /Widths [600 600] /ToUnicode {mapping} 0 R /Resources << >> >>")
    pdf.page("BT /T 10 Tf 30 150 Td (ABA) Tj ET")
    page = pdf.objects[pdf.pages[0] - 1]
    pdf.objects[pdf.pages[0] - 1] = page.replace(b"/Font <<", b"/Font << /T %d 0 R" % font)
    return pdf.to_bytes()


@feature
def soft_mask() -> bytes:
    pdf = Pdf()
    group = pdf.stream(text(30, 100, "MASKED AWAY"), f"/Type /XObject /Subtype /Form /BBox [0 0 300 200] "
                       f"/Group << /S /Transparency /CS /DeviceGray >> /Resources << /Font << /F1 {pdf.font} 0 R >> >>")
    state = pdf.add(f"<< /Type /ExtGState /SMask << /S /Luminosity /G {group} 0 R >> >>")
    pdf.page("q /M gs " + text(30, 150, "seen through a mask") + "Q " + text(30, 50, "plain"),
             f"/ExtGState << /M {state} 0 R >>")
    return pdf.to_bytes()


@feature
def form_fields() -> bytes:
    pdf = Pdf()
    look = pdf.stream("/Tx BMC " + text(2, 4, "Anna Beispiel") + "EMC",
                      f"/Type /XObject /Subtype /Form /BBox [0 0 120 16] /Resources << /Font << /F1 {pdf.font} 0 R >> >>")
    field = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Anna Beispiel) /Rect [100 140 220 156] "
                    f"/F 4 /DA (/F1 10 Tf) /AP << /N {look} 0 R >> >>")
    pdf.catalog = b"/AcroForm << /Fields [%d 0 R] >>" % field
    pdf.page(text(30, 144, "Name:"), entries=f"/Annots [{field} 0 R]")
    return pdf.to_bytes()


@feature
def rotated_page() -> bytes:
    return one_page(text(40, 150, "turned with the page", extra=""), entries="/Rotate 90")


@feature
def turned_text() -> bytes:
    return one_page("BT /F1 10 Tf 0 1 -1 0 60 40 Tm (reads upwards) Tj ET BT /F1 10 Tf 0 -1 1 0 200 160 Tm (and down) Tj ET "
                    "BT /F1 10 Tf 0.866 0.5 -0.5 0.866 90 60 Tm (aslant) Tj ET")


# ---- structure tree ---------------------------------------------------------------------------------------------------------

def tagged(content: str, elements: Callable[[Pdf, int], str]) -> bytes:
    """A page with a structure tree; `elements` gives the children of its Document element."""
    pdf = Pdf()
    page = pdf.page(content)
    root = pdf.reserve()
    document = pdf.add(f"<< /Type /StructElem /S /Document /P {root} 0 R /Pg {page} 0 R /K [{elements(pdf, page)}] >>")
    pdf.set(root, f"<< /Type /StructTreeRoot /K {document} 0 R /RoleMap << /Kopf /TH /Wert /TD >> >>")
    pdf.catalog = f"/MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R".encode()
    return pdf.to_bytes()


def marked(number: int, content: str, tag: str = "P") -> str:
    return f"/{tag} << /MCID {number} >> BDC\n{content}EMC\n"


GROUPS = [(30, 150, "Region"), (130, 160, "Visitors"), (120, 148, "2019"), (180, 148, "2020"),
          (30, 130, "North"), (120, 130, "41"), (180, 130, "52"), (30, 112, "South"), (120, 112, "17"), (180, 112, "9")]


def group_table(order: list[int]) -> str:
    """A borderless table with a header of two levels; `order` says which cell of the tree is which text."""
    cell = lambda i, role="Wert", attributes="": f"<< /S /{role} /K {order[i]} {attributes} >>"
    span = lambda rows, cols: f"/A << /O /Table /RowSpan {rows} /ColSpan {cols} >>"
    rows = [cell(0, "Kopf", span(2, 1)) + cell(1, "Kopf", span(1, 2)), cell(2, "Kopf") + cell(3, "Kopf"),
            cell(4, "Kopf") + cell(5) + cell(6), cell(7, "Kopf") + cell(8) + cell(9)]
    return "<< /S /Table /K [" + " ".join(f"<< /S /TR /K [{row}] >>" for row in rows) + "] >>"


@feature
def tagged_table() -> bytes:
    content = marked(10, text(30, 180, "Visitors by region", 14, "F2"), "H1")
    content += "".join(marked(i, text(x, y, words)) for i, (x, y, words) in enumerate(GROUPS))
    content += marked(11, text(30, 80, "Counted at the gates.")) + "/Artifact BMC " + text(140, 20, "7") + "EMC\n"
    return tagged(content, lambda pdf, page: "<< /S /H1 /K 10 >>" + group_table(list(range(10))) + "<< /S /P /K 11 >>")


@feature
def tagged_nonsense() -> bytes:
    # The tree names the right number of cells, but the wrong ones.
    content = "".join(marked(i, text(x, y, words)) for i, (x, y, words) in enumerate(GROUPS))
    return tagged(content, lambda pdf, page: group_table([9, 4, 7, 2, 0, 8, 1, 3, 6, 5]))


@feature
def tagged_loop() -> bytes:
    def elements(pdf: Pdf, page: int) -> str:
        first, second = pdf.reserve(), pdf.reserve()
        pdf.set(first, f"<< /S /Table /K [{second} 0 R {second} 0 R] >>")
        pdf.set(second, f"<< /S /TR /K [{first} 0 R << /S /TD /K 0 >>] >>")
        return f"{first} 0 R"
    return tagged(marked(0, text(30, 150, "round and round")), elements)


# ---- lines --------------------------------------------------------------------------------------------------------------

def boxed(words: list[list[str]], draw: Callable[[list[float], list[float]], str]) -> bytes:
    xs = [40 + 70 * i for i in range(len(words[0]) + 1)]
    ys = [160 - 24 * i for i in range(len(words) + 1)]
    content = draw(xs, ys)
    for r, row in enumerate(words):
        for c, word in enumerate(row):
            content += text(xs[c] + 6, ys[r] - 16, word)
    return one_page(content)


WORDS = [["Quarter", "Plums", "Pears"], ["First", "12", "7"], ["Second", "9", "31"]]


def strokes(xs: list[float], ys: list[float], width: float = 0.5) -> str:
    return "".join(line(xs[0], y, xs[-1], y, width) for y in ys) + "".join(line(x, ys[0], x, ys[-1], width) for x in xs)


@feature
def rules_as_strokes() -> bytes:
    return boxed(WORDS, strokes)


@feature
def rules_as_thin_rectangles() -> bytes:
    return boxed(WORDS, lambda xs, ys: "".join(f"{xs[0]} {y - 0.25:g} {xs[-1] - xs[0]} 0.5 re f\n" for y in ys) +
                 "".join(f"{x - 0.25:g} {ys[-1]} 0.5 {ys[0] - ys[-1]} re f\n" for x in xs))


@feature
def rules_as_cell_boxes() -> bytes:
    return boxed(WORDS, lambda xs, ys: "0.4 w " + "".join(
        f"{x0} {y1} {x1 - x0} {y0 - y1} re S\n" for x0, x1 in zip(xs, xs[1:]) for y0, y1 in zip(ys, ys[1:])))


@feature
def rules_as_one_outline() -> bytes:
    # One path: the outer frame, and each cell as a hole in it.
    return boxed(WORDS, lambda xs, ys: f"{xs[0] - 1} {ys[-1] - 1} {xs[-1] - xs[0] + 2} {ys[0] - ys[-1] + 2} re " + "".join(
        f"{x0 + 0.5} {y1 + 0.5} {x1 - x0 - 1} {y0 - y1 - 1} re " for x0, x1 in zip(xs, xs[1:])
        for y0, y1 in zip(ys, ys[1:])) + "f*\n")


@feature
def rules_as_dashes() -> bytes:
    return boxed(WORDS, lambda xs, ys: "".join(
        line(x, y, min(x + 3, xs[-1]), y) for y in ys for x in range(int(xs[0]), int(xs[-1]), 5)) + "[3 2] 0 d " + "".join(
        line(x, ys[0], x, ys[-1]) for x in xs))


@feature
def double_rules() -> bytes:
    return boxed(WORDS, lambda xs, ys: strokes(xs, ys, 0.3) + strokes([x + 1.2 for x in xs], [y - 1.2 for y in ys], 0.3))


@feature
def white_rules_on_shading() -> bytes:
    return boxed(WORDS, lambda xs, ys: f"0.85 0.9 1 rg {xs[0]} {ys[-1]} {xs[-1] - xs[0]} {ys[0] - ys[-1]} re f 1 G " +
                 strokes(xs, ys, 1) + "0 g 0 G ")


@feature
def hidden_rules() -> bytes:
    # Black rules, then a white cover over all of them, then text; and white rules on white.
    return boxed(WORDS, lambda xs, ys: strokes(xs, ys) + f"1 g {xs[0] - 5} {ys[-1] - 5} {xs[-1] - xs[0] + 10} "
                 f"{ys[0] - ys[-1] + 10} re f 0 g 1 G " + strokes(xs, ys, 1) + "0 G ")


@feature
def clipped_rules() -> bytes:
    return boxed(WORDS, lambda xs, ys: f"q {xs[0]} {ys[1]} {xs[-1] - xs[0]} {ys[0] - ys[1]} re W n " + strokes(xs, ys) + "Q ")


# ---- encryption -----------------------------------------------------------------------------------------------------------

def encrypted(user: str, owner: str) -> bytes:
    pdf = Pdf()
    pdf.page(text(30, 150, "kept under lock"))
    pdf.encryption = Encryption(user, owner, -64 + 4, pdf.file_id)
    return pdf.to_bytes()


@feature
def owner_encrypted() -> bytes:
    return encrypted("", "keeper")


@bad
def user_encrypted() -> bytes:
    return encrypted("sesame", "keeper")


# ---- damage and hostility -------------------------------------------------------------------------------------------------

def three_pages(count: bytes | None) -> bytes:
    pdf = Pdf()
    for number in (1, 2, 3):
        pdf.page(text(30, 150, f"page {number}"))
    pdf.count = count
    return pdf.to_bytes()


for name, count in (("too_few", b"1"), ("none", b"0"), ("negative", b"-5"), ("too_many", b"2000000000")):
    FEATURES[f"page_count_{name}"] = lambda count=count: three_pages(count)


@feature
def field_graph() -> bytes:
    """Form fields whose kids are the same field twice, level by level: 2^24 paths to the last one."""
    pdf = Pdf()
    last = pdf.add("<< /FT /Tx /T (x) >>")
    for _ in range(24):
        last = pdf.add(f"<< /FT /Tx /T (x) /Kids [{last} 0 R {last} 0 R] >>")
    pdf.catalog = b"/AcroForm << /Fields [%d 0 R] >>" % last
    pdf.page(text(30, 150, "before the fields"))
    return pdf.to_bytes()


def nested_forms(levels: int, times: int, innermost: str) -> bytes:
    pdf = Pdf()
    kind = "/Type /XObject /Subtype /Form /BBox [0 0 300 200]"
    form = pdf.stream(innermost, f"{kind} /Resources << /Font << /F1 {pdf.font} 0 R >> >>")
    for _ in range(levels):
        form = pdf.stream("/X Do " * times, f"{kind} /Resources << /XObject << /X {form} 0 R >> >>", packed=False)
    pdf.page(text(30, 180, "first") + "/X Do", f"/XObject << /X {form} 0 R >>")
    return pdf.to_bytes()


@feature
def form_graph() -> bytes:
    return nested_forms(10, 9, text(30, 150, "again"))


@feature
def deep_forms() -> bytes:
    return nested_forms(150, 1, text(30, 150, "too deep to be drawn"))


@feature
def many_saved_states() -> bytes:
    return one_page(text(30, 150, "above") + "q " * 1_000_000 + text(30, 120, "below"))


@feature
def tiny_tiles() -> bytes:
    pdf = Pdf()
    tile = pdf.stream("0 0 1 1 re f", "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
                      "/XStep 0.001 /YStep 0.001 /Resources << >>")
    pdf.page("/Pattern cs /P scn 0 0 300 200 re f 0 g " + text(30, 150, "on tiles"), f"/Pattern << /P {tile} 0 R >>")
    return pdf.to_bytes()


@feature
def shading() -> bytes:
    pdf = Pdf()
    blend = pdf.add("<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 300 0] "
                    "/Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >> >>")
    pdf.page("q 20 20 200 100 re W n /S sh Q " + text(30, 150, "over a blend"), f"/Shading << /S {blend} 0 R >>")
    return pdf.to_bytes()


@feature
def many_annotations() -> bytes:
    """The middle page has more annotations than Poppler accepts: it would refuse that page and the next one."""
    pdf = Pdf()
    pdf.page(text(30, 150, "first"))
    pdf.page(text(30, 150, "second"), entries="/Annots [" + "null " * 10_001 + "]")
    pdf.page(text(30, 150, "third"))
    return pdf.to_bytes()


@feature
def unreadable_page() -> bytes:
    pdf = Pdf()
    pdf.page(text(30, 150, "first"))
    pdf.pages.append(pdf.add("[ /Not /A /Page ]"))
    return pdf.to_bytes()


@feature
def broken_content() -> bytes:
    return one_page("[" * 200_000 + text(30, 150, "swallowed"))


@feature
def odd_page_box() -> bytes:
    return one_page(text(30, 150, "somewhere"), box="0 0 0 0")


@feature
def broken_xref() -> bytes:
    return three_pages(None).replace(b"startxref\n", b"startxref\n9")


@bad
def truncated() -> bytes:
    whole = three_pages(None)
    return whole[:len(whole) // 5]


@bad
def empty() -> bytes:
    return b""


@bad
def no_pages() -> bytes:
    pdf = Pdf()
    return pdf.to_bytes()


@bad
def picture_named_pdf() -> bytes:
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(b"\0\x10\xf0\0\xf0\x10", 9)) + chunk(b"IEND", b""))


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    for folder, makers in (("pdf", FEATURES), ("bad", BAD)):
        target = root / "fixtures" / folder
        target.mkdir(parents=True, exist_ok=True)
        for name, make in makers.items():
            (target / f"{name}.pdf").write_bytes(make())


if __name__ == "__main__":
    main()
