"""Documents that do harm by their size or by what they claim, made here: each with its expected status, code and diagnostic.

They complete the small ones of fixtures/ and those of tests/formats/docx/hostile.py, with PDF files and text;
docs/hardening.md says which shows what. check_hostile.py runs them.
"""
from __future__ import annotations

import random
import sys
import zlib
from pathlib import Path
from typing import Callable, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "make_fixtures"))
from pdf_writer import Pdf, text  # noqa: E402

MIB = 1 << 20


class Case(NamedTuple):
    make: Callable[[], bytes]
    status: str
    code: str = ""        # of an error
    diagnostic: str = ""  # that must be there
    keep: str = ""        # must be in the document
    hangs: bool = False   # ends only with its time-out


def deflated(head: bytes, piece: bytes, times: int, tail: bytes = b"") -> bytes:
    """The compressed form of head + piece * times + tail, made without ever having that in memory."""
    packer = zlib.compressobj(9)
    begin = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    whole = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush(zlib.Z_FULL_FLUSH)
    return begin + whole * times + end + b"\x01\x00\x00\xff\xff"  # an empty last block; nobody looks at the checksum


def packed_pages(*contents: tuple[bytes, str]) -> bytes:
    """A PDF with a page for each compressed content and its further entries."""
    pdf = Pdf()
    for content, entries in contents:
        number = pdf.page(b"")
        body = pdf.reserve()
        pdf.set_stream(body, content, "/Filter /FlateDecode " + entries if "/Filter" not in entries else entries, packed=False)
        pdf.set(number, f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {body} 0 R "
                        f"/Resources << /Font << /F1 {pdf.font} 0 R >> >> >>")
    return pdf.to_bytes()


def said(words: str) -> bytes:
    return text(30, 150, words).encode()


def first_page() -> tuple[bytes, str]:
    return zlib.compress(said("page before")), ""


def pdf_with(content: str | bytes, resources: str = "", change: Callable[[Pdf], None] | None = None, box: str = "0 0 300 200",
             entries: str = "") -> bytes:
    pdf = Pdf()
    pdf.page((said("kept").decode() if isinstance(content, str) else said("kept")) + content, resources, box, entries)  # type: ignore[operator]
    if change is not None:
        change(pdf)
    return pdf.to_bytes()


def flate_bomb() -> bytes:
    return packed_pages(first_page(), (deflated(b"", b" " * MIB, 8192), ""))


def flate_in_flate() -> bytes:
    return packed_pages(first_page(), (zlib.compress(deflated(b"", b" " * MIB, 8192), 9), "/Filter [/FlateDecode /FlateDecode]"))


def giant_string() -> bytes:
    return packed_pages(first_page(), (deflated(b"BT /F1 9 Tf (", b"a" * MIB, 2048, b") Tj ET"), ""))


def giant_array() -> bytes:
    return packed_pages(first_page(), (deflated(b"BT /F1 9 Tf [", b"1 " * (MIB // 2), 200, b"] TJ ET"), ""))


def giant_dictionary() -> bytes:
    keys = b"".join(b"/K%d 1 " % i for i in range(300_000))
    return pdf_with("", change=lambda pdf: pdf.set(pdf.pages[0], pdf.objects[pdf.pages[0] - 1][:-2] + keys + b">>"))


def packed_objects() -> bytes:
    """The fonts are said to lie in a stream of objects that never ends."""
    pdf = Pdf()
    pdf.page(said("kept"))
    stream = pdf.reserve()
    pdf.set_stream(stream, deflated(b"3 0 4 10 ", b" " * MIB, 4096), "/Type /ObjStm /N 2 /First 9 /Filter /FlateDecode", packed=False)
    return pdf.to_bytes().replace(b"/F1 3 0 R", b"/F1 %d 0 R" % stream)


def page_tree_graph() -> bytes:
    """Each node names the next twice: a million pages from twenty objects."""
    pdf = Pdf()
    pdf.page(said("many times"))
    node = pdf.pages[0]
    for _ in range(20):
        node = pdf.add(f"<< /Type /Pages /Count {2 ** 20} /Kids [{node} 0 R {node} 0 R] >>")
    pdf.set(2, f"<< /Type /Pages /Count {2 ** 20} /Kids [{node} 0 R] >>")
    return pdf.to_bytes()


def table_after_itself() -> bytes:
    data = pdf_with("")
    at = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def table_stream_of_80_million() -> bytes:
    data = pdf_with("")
    return data[:data.rindex(b"startxref")] + (
        b"99 0 obj\n<< /Type /XRef /Size 80000000 /W [1 4 2] /Index [0 80000000] /Root 1 0 R /Length 70 >>\nstream\n"
        + bytes(70) + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % data.rindex(b"startxref"))


def object_of_30_million() -> bytes:
    return pdf_with("", change=lambda pdf: None).replace(b"/F1 3 0 R", b"/F1 30000000 0 R /F9 3 0 R")


def boxes_of_nonsense() -> bytes:
    return pdf_with("", box="nan (x) 1e400 null")


def picture_of_nothing() -> bytes:
    """A JPEG 2000 of 65,535 by 65,535 without its data, and a JPEG and a JBIG2 alike."""
    pdf = Pdf()
    head = bytes.fromhex("0000000c6a5020200d0a870a00000014667479706a703220000000006a703220"
                         "0000002d6a703268000000166968647200010000000100000003070700000000000f636f6c720100000000001000000000"
                         "6a703263ff4fff51002f00000001000000010000000000000000000000010000000100000000000000000003070101070101070101ff52")
    names = {"A": "JPXDecode", "B": "DCTDecode", "C": "JBIG2Decode", "D": "CCITTFaxDecode"}
    resources = ""
    for name, kind in names.items():
        picture = pdf.stream(head, f"/Type /XObject /Subtype /Image /Width 65535 /Height 65535 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                             f"/Filter /{kind}", packed=False)
        resources += f"/{name} {picture} 0 R "
    pdf.page(said("kept").decode() + "".join(f"q 100 0 0 100 0 0 cm /{name} Do Q " for name in names), f"/XObject << {resources} >>")
    return pdf.to_bytes()


def million_paths() -> bytes:
    return pdf_with("".join(f"{i % 300} {i % 200} m {(i * 7) % 300} {(i * 13) % 200} l S\n" for i in range(300_000)))


def many_boxes() -> bytes:
    """A grid of 250 by 250 cells drawn cell by cell, with nothing in it."""
    return pdf_with("".join(f"{10 + i * .5:g} {10 + j * .3:g} .5 .3 re S\n" for i in range(250) for j in range(250)))


def flood_of_errors() -> bytes:
    return packed_pages(first_page(), (deflated(b"", b") } ]\n" * 100_000, 10), ""))


def deep_array() -> bytes:
    return pdf_with("", change=lambda pdf: setattr(pdf, "catalog", b"/Extra " + b"[" * 300_000 + b"]" * 300_000))


def deep_dictionaries() -> bytes:
    return pdf_with("", change=lambda pdf: setattr(pdf, "catalog", b"/Extra " + b"<</A " * 100_000 + b"1" + b">>" * 100_000))


def circles() -> bytes:
    """Everything that can name itself does: length, filter, contents, resources, fonts, forms, outlines, names, layers."""
    pdf = Pdf()
    me = pdf.reserve()
    pdf.set_stream(me, "x", f"/Length {me} 0 R /Filter {me} 0 R /DecodeParms {me} 0 R", packed=False)
    loop = pdf.reserve()
    pdf.set(loop, f"<< /Type /Font /Subtype /Type0 /Encoding {me} 0 R /ToUnicode {me} 0 R /DescendantFonts [{loop} 0 R] /BaseFont {loop} 0 R >>")
    form = pdf.reserve()
    pdf.set_stream(form, "/X Do /X Do", f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {form} 0 R >> >>",
                   packed=False)
    ring = pdf.reserve()
    pdf.set(ring, f"<< /First {ring} 0 R /Next {ring} 0 R /Prev {ring} 0 R /Parent {ring} 0 R /Kids [{ring} 0 R] /Names [(a) {ring} 0 R] "
                  f"/K [{ring} 0 R] /S /Table /P {ring} 0 R /RoleMap << /Table /Table /A /B /B /A >> /OCGs [{ring} 0 R] "
                  f"/D << /Order [{ring} 0 R] /OFF [{ring} 0 R] /BaseState {ring} 0 R >> /T (x) /FT /Tx /Count 3 >>")
    pdf.catalog = (f"/Outlines {ring} 0 R /Names << /EmbeddedFiles {ring} 0 R /Dests {ring} 0 R /JavaScript {ring} 0 R >> /StructTreeRoot {ring} 0 R "
                   f"/OCProperties {ring} 0 R /AcroForm << /Fields [{ring} 0 R] /DR {ring} 0 R >> /PageLabels {ring} 0 R "
                   "/MarkInfo << /Marked true >>").encode()
    pdf.page(said("kept").decode() + "/X Do BT /F7 9 Tf (ab) Tj ET /OC /L BDC EMC",
             f"/XObject << /X {form} 0 R >> /Properties << /L {ring} 0 R >>", fonts=f"/F7 {loop} 0 R", entries=f"/Annots [{ring} 0 R]")
    return pdf.to_bytes()


def many_filters() -> bytes:
    pdf = Pdf()
    pdf.page(said("kept"))
    body = pdf.reserve()
    pdf.set_stream(body, "x", "/Filter [" + "/ASCIIHexDecode " * 20_000 + "]", packed=False)
    pdf.page("")
    return pdf.to_bytes().replace(b"/Contents %d 0 R" % (body + 1), b"/Contents %d 0 R" % body)


def graph_of_forms() -> bytes:
    pdf = Pdf()
    kind = "/Type /XObject /Subtype /Form /BBox [0 0 300 200]"
    form = pdf.stream("n", kind)
    for _ in range(6):
        form = pdf.stream("/X Do " * 100, f"{kind} /Resources << /XObject << /X {form} 0 R >> >>", packed=False)
    pdf.page(said("kept").decode() + "/X Do", f"/XObject << /X {form} 0 R >>")
    return pdf.to_bytes()


def things_to_run() -> bytes:
    def change(pdf: Pdf) -> None:
        file = pdf.stream("MZ", "/Type /EmbeddedFile")
        spec = pdf.add(f"<< /Type /Filespec /F (evil.exe) /EF << /F {file} 0 R >> >>")
        pdf.catalog = (f"/Names << /EmbeddedFiles << /Names [(evil.exe) {spec} 0 R] >> /JavaScript << /Names [(a) << /S /JavaScript "
                       "/JS (app.alert\\(1\\)) >>] >> >> /OpenAction << /S /Launch /F (/bin/true) >>").encode()
    return pdf_with("", change=change)


def huge_numbers() -> bytes:
    return pdf_with("1e38 0 0 1e38 1e38 -1e38 cm 1e308 1e308 m -1e308 0 l S 0 0 1e30 1e30 re f BT /F1 1e30 Tf 1e30 Tz 1e30 Tc 0 0 Td (far) Tj "
                    "/F1 -1e-30 Tf (tiny) Tj 0 0 0 0 0 0 Tm (flat) Tj ET 99999999999999999999 w 0 0 m 1 1 l S")


def unknown_lock() -> bytes:
    return pdf_with("").replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Nobody /V 9 /R 99 /O (x) /U (x) /P -1 >>")


# ---- text ------------------------------------------------------------------------------------------------------------------

def lines_of(make: Callable[[random.Random], str], count: int) -> bytes:
    dice = random.Random(8)
    return "\n".join(make(dice) for _ in range(count)).encode() + b"\n"


def one_long_line() -> bytes:
    return b"word " * (4 * MIB)


TEXTS: dict[str, Case] = {
    "one_line_of_20_mb.txt": Case(one_long_line, "ok", keep="word word"),
    "tabs_only.txt": Case(lambda: b"a" + b"\t" * 3_000_000 + b"b\n", "ok", keep="b"),
    "blank_lines.txt": Case(lambda: b"first\n" + b"\n" * 3_000_000 + b"last\n", "ok", keep="last"),
    "crosses_of_lines.txt": Case(lambda: ("kept\n" + ("┼" * 2_000 + "\n") * 300).encode(), "ok", keep="kept"),
    "corners_of_boxes.txt": Case(lambda: ("kept\n" + ("+-" * 500 + "+\n" + "| " * 500 + "|\n") * 150).encode(), "ok", keep="kept"),
    "pipes_only.txt": Case(lambda: b"kept\n" + (b"|" * 5_000 + b"\n") * 30, "ok", keep="kept"),
    "quotes_in_quotes.txt": Case(lambda: b"\n".join(b"> " * i + b"kept" for i in range(1_000)), "ok", keep="kept"),
    "open_quote.csv": Case(lambda: b'a,b\n"kept,' + b"x,y\n" * 300_000, "ok", keep="kept"),
    "columns_100000.csv": Case(lambda: (b",".join(b"%d" % i for i in range(100_000)) + b"\n") * 3, "ok", keep="99999"),
    "rows_of_all_lengths.txt": Case(lambda: lines_of(lambda d: "\t".join(["x"] * d.randrange(60)), 8_000), "ok", keep="x"),
    "numbers_in_columns.txt": Case(lambda: lines_of(lambda d: "".join(f"{d.randrange(10 ** d.randrange(1, 9)):>12}" for _ in range(12)), 6_000),
                                   "ok"),
    "headings_only.txt": Case(lambda: lines_of(lambda d: f"第{d.randrange(99)}章 标题", 60_000), "ok"),
    "list_levels.txt": Case(lambda: "\n".join(".".join(["1"] * (i % 400 + 1)) + " kept" for i in range(4_000)).encode(), "ok", keep="kept"),
    "marks_on_one_letter.txt": Case(lambda: ("a" + "\u0301" * 1_000_000 + " kept\n").encode(), "ok", keep="kept"),
    "directions.txt": Case(lambda: ("\u202e\u2066" * 300_000 + "kept\n").encode(), "ok", keep="kept"),
    "form_feeds.txt": Case(lambda: b"kept\f" * 200_000, "ok", keep="kept"),
    "controls.txt": Case(lambda: bytes(random.Random(8).randrange(32) for _ in range(100_000)), "error", "UNSUPPORTED_FORMAT"),
    "nul_now_and_then.txt": Case(lambda: b"kept word\0 word\n" * 20_000, "ok", diagnostic="nul-bytes", keep="kept"),
    "lone_surrogates_utf16.txt": Case(lambda: b"\xff\xfe" + "kept ".encode("utf-16-le") + b"\x00\xd8" * 1_000, "ok", diagnostic="text-replaced",
                                      keep="kept"),
}

PDFS: dict[str, Case] = {
    "flate_bomb.pdf": Case(flate_bomb, "partial", "LIMIT_TIME", keep="page before", hangs=True),
    "flate_in_flate.pdf": Case(flate_in_flate, "partial", "LIMIT_TIME", keep="page before", hangs=True),
    "giant_string.pdf": Case(giant_string, "partial", "LIMIT_MEMORY", keep="page before"),
    "giant_array.pdf": Case(giant_array, "partial", "LIMIT_MEMORY", keep="page before"),
    "giant_dictionary.pdf": Case(giant_dictionary, "ok", keep="kept"),
    "packed_objects.pdf": Case(packed_objects, "partial", diagnostic="pdf-page-damaged"),
    "page_tree_graph.pdf": Case(page_tree_graph, "ok", diagnostic="pdf-page-count-fixed", keep="many times"),
    "table_after_itself.pdf": Case(table_after_itself, "ok", keep="kept"),
    "table_stream_of_80_million.pdf": Case(table_stream_of_80_million, "ok", keep="kept"),
    "object_of_30_million.pdf": Case(object_of_30_million, "partial", diagnostic="pdf-page-damaged"),
    "boxes_of_nonsense.pdf": Case(boxes_of_nonsense, "ok", keep="kept"),
    "picture_of_nothing.pdf": Case(picture_of_nothing, "ok", keep="kept"),
    "million_paths.pdf": Case(million_paths, "ok", keep="kept"),
    "many_boxes.pdf": Case(many_boxes, "ok", keep="kept"),
    "flood_of_errors.pdf": Case(flood_of_errors, "partial", keep="page before"),
    "deep_array.pdf": Case(deep_array, "ok", keep="kept"),
    "deep_dictionaries.pdf": Case(deep_dictionaries, "ok", keep="kept"),
    "circles.pdf": Case(circles, "partial", diagnostic="pdf-form-dropped", keep="kept"),
    "many_filters.pdf": Case(many_filters, "partial", diagnostic="pdf-page-damaged", keep="kept"),
    "graph_of_forms.pdf": Case(graph_of_forms, "partial", diagnostic="limit-page-forms", keep="kept"),
    "things_to_run.pdf": Case(things_to_run, "ok", diagnostic="pdf-embedded-files", keep="kept"),
    "huge_numbers.pdf": Case(huge_numbers, "ok", keep="kept"),
    "unknown_lock.pdf": Case(unknown_lock, "error", "ENCRYPTED"),
}

CASES = PDFS | TEXTS
