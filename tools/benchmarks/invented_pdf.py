"""Hostile PDF files made from nothing, by kind: each function makes one, other at each throw of the dice."""
from __future__ import annotations

import random
import sys
import zlib
from pathlib import Path
from typing import Callable

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "make_fixtures"))
from pdf_writer import Pdf, line, text  # noqa: E402

Dice = random.Random
ODD = ("0", "-1", "1", "2", "7", "255", "65535", "2147483647", "-2147483648", "4294967296", "99999999999999999999", "0.00001", "-0.5", "1e9", "null",
       "true", "(x)", "/X", "[]", "<<>>", "--3", "1.2.3")
WORDS = ("kept", "total", "12", "1,234", "(5)", "north", "Ω", "表", "-", "3.5", "page", "")
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 300 200]"


def odd(dice: Dice) -> str:
    return dice.choice(ODD)


def some(dice: Dice, most: int) -> int:
    """Mostly few, seldom many."""
    return int(most ** dice.random()) + 1


def latin(words: str) -> str:
    return words.encode("latin-1", "replace").decode("latin-1")


def said(dice: Dice, y: float = 150) -> str:
    return text(dice.uniform(5, 200), y, latin("kept " + dice.choice(WORDS)))


def simple(content: str, resources: str = "", **more: str) -> Pdf:
    pdf = Pdf()
    pdf.page(text(30, 150, "kept") + content, resources, **more)
    return pdf


# ---- files ---------------------------------------------------------------------------------------------------------------

def updates(dice: Dice) -> bytes:
    """Changes appended one after the other, whose tables name each other in circles, other places, or nothing."""
    data = simple(said(dice)).to_bytes()
    starts = [int(data.rsplit(b"startxref\n", 1)[1].split()[0])]
    for _ in range(some(dice, 200)):
        number = dice.randrange(1, 9)
        at = len(data)
        data += b"%d %d obj\n%s\nendobj\n" % (number, dice.choice((0, 0, 1, 65535)), dice.choice((
            b"null", b"<< /Type /Page /Parent 2 0 R >>", b"<< /Type /Pages /Kids [%d 0 R] /Count 9 >>" % number, b"<< /Length 3 >> stream\nBT \nendstream")))
        start = len(data)
        before = dice.choice((starts[-1], start, dice.choice(starts), 0, -1, 10 ** 12))
        data += b"xref\n%d 1\n%010d %05d %s \ntrailer\n<< /Size %s /Root 1 0 R /Prev %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (
            number, dice.choice((at, 0, start, 9_999_999_999)), dice.choice((0, 65535)), dice.choice((b"n", b"f")), odd(dice).encode(), before,
            dice.choice((b"", b"/XRefStm %d " % start, b"/XRefStm %d " % dice.choice(starts))), start)
        starts.append(start)
    return data


def linearized(dice: Dice) -> bytes:
    body = simple(said(dice)).to_bytes()
    first = f"99 0 obj\n<< /Linearized {odd(dice)} /L {odd(dice)} /H [{odd(dice)} {odd(dice)}] /O {odd(dice)} /E {odd(dice)} /N {odd(dice)} /T {odd(dice)} >>\nendobj\n"
    return body[:15] + first.encode() + (body[15:] if dice.random() < .5 else body[15:dice.randrange(20, len(body))])


def object_streams(dice: Dice) -> bytes:
    """Objects in streams that lie about their number and places, lie in each other, or go on in themselves."""
    pdf = simple(said(dice))
    me = pdf.reserve()
    inside = " ".join(f"{dice.choice((me, 3, 4, 5, 10 ** 7))} {dice.choice((0, 5, -1, 10 ** 9))}" for _ in range(some(dice, 3000)))
    pdf.set_stream(me, inside + " << /Type /Font >> " * some(dice, 500),
                   f"/Type /ObjStm /N {dice.choice((odd(dice), '3'))} /First {dice.choice((odd(dice), str(len(inside))))} /Extends {me} 0 R")
    row = lambda: bytes((dice.choice((0, 1, 2, 2, 3)),)) + dice.choice((me, 3, 99)).to_bytes(4, "big") + dice.randbytes(2)
    rows = b"".join(row() if dice.random() < .9 else dice.randbytes(7) for _ in range(some(dice, 200)))
    data = pdf.to_bytes()
    table = b"98 0 obj\n<< /Type /XRef /Size %s /W [%s] /Index [0 %s] /Root 1 0 R /Prev %d /Length %d >>\nstream\n" % (
        odd(dice).encode(), dice.choice((b"1 4 2", b"1 4 2", b"0 0 0", b"8 8 8", b"-1 4 2", b"1 2147483647 2")), odd(dice).encode(),
        dice.choice((len(data), 15, 0)), len(rows))
    return data[:data.rindex(b"startxref")] + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % data.rindex(b"startxref")


def locks(dice: Dice) -> bytes:
    data = simple(said(dice)).to_bytes()
    binary = lambda most: dice.randbytes(dice.choice((0, 16, 32, 48, 127, most))).hex()
    crypt = f"/CF << /StdCF << /CFM /{dice.choice(('V2', 'AESV2', 'AESV3', 'None', 'X'))} /Length {odd(dice)} /AuthEvent /DocOpen >> >> /StmF /{dice.choice(('StdCF', 'Identity', 'Gone'))} /StrF /StdCF"
    lock = (f"/Encrypt << /Filter /{dice.choice(('Standard', 'Standard', 'Standard', 'Adobe.PubSec'))} /V {dice.choice(('1', '2', '4', '5', '6', odd(dice)))} "
            f"/R {dice.choice(('2', '3', '4', '5', '6', odd(dice)))} /Length {dice.choice(('40', '128', '256', odd(dice)))} /P {odd(dice)} /O <{binary(5000)}> "
            f"/U <{binary(5000)}> /OE <{binary(32)}> /UE <{binary(32)}> /Perms <{binary(16)}> {crypt} /EncryptMetadata {odd(dice)} >>")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock.encode())


def two_files(dice: Dice) -> bytes:
    """A PDF before, behind or around something else."""
    one, other = simple(said(dice)).to_bytes(), simple(said(dice)).to_bytes()
    junk = dice.randbytes(some(dice, 6000))
    return dice.choice((junk + one, one + junk + other, one + b"PK\x03\x04" + junk, one[:len(one) // 2] + other, other + one[dice.randrange(len(one)):],
                        one.replace(b"\n", b"\r"), one.replace(b"endobj", b"endobx"), one.replace(b"%PDF-1.7", b"%PDF-99.99")))


# ---- streams -------------------------------------------------------------------------------------------------------------

def filters(dice: Dice) -> bytes:
    """Chains of filters with parameters that do not fit, over data that is none of theirs."""
    names = ("FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode", "CCITTFaxDecode", "DCTDecode", "JPXDecode", "JBIG2Decode", "Crypt", "Fl", "X")
    chain = [dice.choice(names[:5] if dice.random() < .8 else names) for _ in range(some(dice, 30))]
    parameter = lambda: dice.choice(("null", f"<< /Predictor {dice.choice(('2', '10', '12', '15', odd(dice)))} /Colors {odd(dice)} /BitsPerComponent {odd(dice)} /Columns {odd(dice)} /EarlyChange {odd(dice)} /K {odd(dice)} /Rows {odd(dice)} >>"))
    data = said(dice).encode("latin-1") * some(dice, 3000)
    for name in reversed(chain):
        if name == "FlateDecode":
            data = zlib.compress(data)
        elif name == "ASCIIHexDecode":
            data = data.hex().encode() + b">"
    pdf = Pdf()
    body = pdf.stream(data, f"/Filter [{' '.join('/' + n for n in chain)}] /DecodeParms [{' '.join(parameter() for _ in range(some(dice, 30)))}]", packed=False)
    pdf.page(text(30, 100, "kept"))
    pdf.page("")
    return pdf.to_bytes().replace(b"/Contents %d 0 R" % (pdf.pages[1] - 1), b"/Contents %d 0 R" % body)


def predictors(dice: Dice) -> bytes:
    pdf = Pdf()
    body = pdf.stream(zlib.compress(said(dice).encode("latin-1") * some(dice, 20000)),
                      f"/Filter /FlateDecode /DecodeParms << /Predictor {dice.randrange(1, 16)} /Colors {dice.choice(('1', '3', odd(dice)))} "
                      f"/BitsPerComponent {dice.choice(('8', '16', odd(dice)))} /Columns {dice.choice(('1', '80', odd(dice)))} >>", packed=False)
    pdf.page(text(30, 100, "kept"))
    pdf.page("")
    return pdf.to_bytes().replace(b"/Contents %d 0 R" % (pdf.pages[1] - 1), b"/Contents %d 0 R" % body)


def lengths(dice: Dice) -> bytes:
    data = simple(said(dice) * 20).to_bytes()
    at = data.index(b"/Length ") + 8
    end = data.index(b" ", at) if data.index(b" ", at) < data.index(b">", at) else data.index(b">", at)
    data = data[:at] + dice.choice((odd(dice), "5 0 R", "999 0 R", "6 0 R")).encode() + data[end:]
    return data.replace(b"endstream", b"endstrea") if dice.random() < .3 else data


def pictures(dice: Dice) -> bytes:
    pdf = Pdf()
    resources, content = "", ""
    for i in range(some(dice, 12)):
        kind = dice.choice(("JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "DCTDecode", "FlateDecode", "RunLengthDecode"))
        head = {"JPXDecode": bytes.fromhex("ff4fff51002f0000") + dice.randbytes(60), "DCTDecode": b"\xff\xd8\xff\xc0\x00\x11\x08" + b"\xff\xff\xff\xff" + dice.randbytes(40),
                "JBIG2Decode": b"\0\0\0\0\x30\0\x01\0\0\0\x13" + b"\xff\xff\xff\xf0" * 2 + dice.randbytes(30)}.get(kind, dice.randbytes(some(dice, 2000)))
        extra = f"/DecodeParms << /K {odd(dice)} /Columns {odd(dice)} /Rows {odd(dice)} /BlackIs1 true >>" if kind == "CCITTFaxDecode" else ""
        mask = f"/SMask {pdf.font + 2 + i} 0 R /Mask [{odd(dice)} {odd(dice)}]" if dice.random() < .3 else ""
        number = pdf.stream(head, f"/Type /XObject /Subtype /Image /Width {dice.choice(('65535', '1', odd(dice)))} /Height {dice.choice(('65535', odd(dice)))} "
                            f"/ColorSpace {dice.choice(('/DeviceRGB', '/DeviceCMYK', '[/Indexed /DeviceRGB 255 (x)]', '[/ICCBased 3 0 R]', '[/Separation /X /DeviceRGB 3 0 R]', odd(dice)))} "
                            f"/BitsPerComponent {dice.choice(('1', '8', '16', odd(dice)))} /Filter /{kind} {extra} {mask}", packed=False)
        resources += f"/I{i} {number} 0 R "
        content += f"q {dice.choice(('100', '0', '-5', '1e9'))} 0 0 50 {dice.randrange(200)} 20 cm /I{i} Do Q "
        if dice.random() < .3:
            content += f"BI /W {odd(dice)} /H {odd(dice)} /BPC {odd(dice)} /CS /RGB /F /{dice.choice(('AHx', 'Fl', 'CCF', 'DCT', 'RL'))} ID {latin(dice.randbytes(40).decode('latin-1'))} EI "
    pdf.page(text(30, 150, "kept") + content, f"/XObject << {resources} >>")
    return pdf.to_bytes()


# ---- trees and graphs ------------------------------------------------------------------------------------------------------

def page_trees(dice: Dice) -> bytes:
    pdf = simple(said(dice))
    nodes = [pdf.reserve() for _ in range(some(dice, 400))]
    for node in nodes:
        kids = " ".join(dice.choice((f"{dice.choice(nodes)} 0 R", f"{pdf.pages[0]} 0 R", "null", "5", "999 0 R", "<< /Type /Page /Contents 5 0 R >>")) for _ in range(dice.randrange(5)))
        pdf.set(node, f"<< /Type /{dice.choice(('Pages', 'Pages', 'Page', 'X'))} /Count {odd(dice)} /Parent {dice.choice(nodes)} 0 R /Kids [{kids}] /MediaBox [0 0 {odd(dice)} 200] /Rotate {odd(dice)} >>")
    pdf.set(2, f"<< /Type /Pages /Count {dice.choice(('3', odd(dice)))} /Kids [{pdf.pages[0]} 0 R {nodes[0]} 0 R {nodes[-1]} 0 R] >>")
    return pdf.to_bytes()


def forms(dice: Dice) -> bytes:
    """Forms that show each other, with groups, masks and layers that do so too."""
    pdf = Pdf()
    numbers = [pdf.reserve() for _ in range(some(dice, 60))]
    for number in numbers:
        names = " ".join(f"/X{i} {dice.choice(numbers)} 0 R" for i in range(4))
        more = dice.choice(("", "/Group << /S /Transparency /CS /DeviceRGB /I true /K true >>", f"/OC << /Type /OCMD /OCGs [{dice.choice(numbers)} 0 R] /VE [/Not [/And {dice.choice(numbers)} 0 R]] >>",
                            f"/Matrix [{' '.join(odd(dice) for _ in range(6))}]"))
        states = f"/ExtGState << /G << /SMask << /S /Luminosity /G {dice.choice(numbers)} 0 R /TR {dice.choice(numbers)} 0 R >> /Font [{dice.choice(numbers)} 0 R {odd(dice)}] >> >>"
        content = "".join(dice.choice((f"/X{i} Do ", "/G gs ", said(dice), "q ", "Q ", "/OC /L BDC ", "EMC ")) for i in range(4))
        pdf.set_stream(number, content, f"{FORM} {more} /Resources << /XObject << {names} >> {states} /Font << /F1 {pdf.font} 0 R >> >>", packed=False)
    pdf.page(text(30, 150, "kept") + "/X Do", f"/XObject << /X {numbers[0]} 0 R >>")
    return pdf.to_bytes()


def structure(dice: Dice) -> bytes:
    """A tree of tags with circles, marks of any number, and tables with spans of any size."""
    pdf = Pdf()
    root = pdf.reserve()
    nodes = [pdf.reserve() for _ in range(some(dice, 3000))]
    marks = dice.randrange(1, 400)
    content = "".join(f"/{dice.choice(('TD', 'P', 'Span', 'Artifact'))} << /MCID {dice.choice((str(i), str(i), odd(dice)))} >> BDC {text(10 + i % 5 * 50, 190 - i // 5 * 2, f'w{i}', 4)} {'EMC' if dice.random() < .97 else ''}\n" for i in range(marks))
    page = pdf.page(text(30, 195, "kept") + content, entries="/StructParents 0")
    for node in nodes:
        kids = " ".join(dice.choice((f"{dice.choice(nodes)} 0 R", str(dice.randrange(marks)), f"<< /Type /MCR /Pg {page} 0 R /MCID {odd(dice)} >>", f"<< /Type /OBJR /Obj {dice.choice(nodes)} 0 R >>")) for _ in range(dice.randrange(6)))
        kind = dice.choice(("Table", "TR", "TR", "TD", "TD", "TD", "TH", "THead", "TBody", "P", "L", "LI", "Lbl", "Figure", "Span", "Caption", "Mine"))
        pdf.set(node, f"<< /Type /StructElem /S /{kind} /P {dice.choice(nodes)} 0 R /Pg {page} 0 R /K [{kids}] /A << /O /Table /RowSpan {odd(dice)} /ColSpan {odd(dice)} /Headers [(a) {odd(dice)}] >> "
                      f"/ActualText {dice.choice(('<FEFFD800>', '()', '(more than there was)', odd(dice)))} /ID (a) >>")
    tree = pdf.add(f"<< /Nums [0 [{' '.join(f'{dice.choice(nodes)} 0 R' for _ in range(marks))}]] /Kids [{root} 0 R] /Limits [{odd(dice)} {odd(dice)}] >>")
    pdf.set(root, f"<< /Type /StructTreeRoot /K [{' '.join(f'{n} 0 R' for n in nodes[:9])}] /ParentTree {tree} 0 R /RoleMap << /Mine /Other /Other /Mine /Span /Table >> >>")
    pdf.catalog = f"/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >>".encode()
    return pdf.to_bytes()


def annotations(dice: Dice) -> bytes:
    pdf = Pdf()
    numbers = [pdf.reserve() for _ in range(some(dice, 3000))]
    form = pdf.stream(said(dice), f"{FORM} /Resources << /Font << /F1 {pdf.font} 0 R >> >>")
    for number in numbers:
        kind = dice.choice(("Widget", "Widget", "Link", "Popup", "FreeText", "Stamp", "Text", "Screen", "Redact", "X"))
        pdf.set(number, f"<< /Type /Annot /Subtype /{kind} /Rect [{' '.join(dice.choice((odd(dice), str(dice.randrange(300)))) for _ in range(4))}] /FT /{dice.choice(('Tx', 'Btn', 'Ch', 'Sig', 'X'))} "
                        f"/T (t) /V {dice.choice(('(value)', '<FEFFD800>', odd(dice), f'{number} 0 R'))} /DA {dice.choice(('(/F1 0 Tf)', '(/Gone 9 Tf 1 g)', '(((()', odd(dice)))} /MaxLen {odd(dice)} /Ff {odd(dice)} /F {odd(dice)} /Q {odd(dice)} "
                        f"/Parent {dice.choice(numbers)} 0 R /Kids [{dice.choice(numbers)} 0 R] /Popup {dice.choice(numbers)} 0 R /Opt [[(a) (b)] {odd(dice)} {number} 0 R] /Contents (note) "
                        f"/AP << /N {dice.choice((f'{form} 0 R', f'<< /On {form} 0 R /Off {number} 0 R >>', f'{dice.choice(numbers)} 0 R'))} >> /AS /{dice.choice(('On', 'Off', 'Gone'))} >>")
    pdf.catalog = f"/AcroForm << /Fields [{' '.join(f'{n} 0 R' for n in numbers[:50])}] /DR << /Font << /F1 {pdf.font} 0 R >> >> /NeedAppearances true /XFA {odd(dice)} /CO [{numbers[0]} 0 R] >>".encode()
    pdf.page(text(30, 150, "kept"), entries=f"/Annots [{' '.join(f'{n} 0 R' for n in numbers)}]")
    return pdf.to_bytes()


def catalog(dice: Dice) -> bytes:
    """Outlines, names, labels, layers, destinations: trees that are none."""
    pdf = simple("/OC /L BDC " + said(dice) + " EMC", "/Properties << /L 8 0 R >>")
    numbers = [pdf.reserve() for _ in range(some(dice, 500))]
    any_of = lambda: f"{dice.choice(numbers)} 0 R"
    for number in numbers:
        pdf.set(number, f"<< /First {any_of()} /Last {any_of()} /Next {any_of()} /Prev {any_of()} /Parent {any_of()} /Kids [{any_of()} {any_of()}] /Names [(a) {any_of()}] /Nums [{odd(dice)} {any_of()}] /Limits [(z) (a)] "
                        f"/Title {dice.choice(('(t)', '<FEFF>', odd(dice)))} /Count {odd(dice)} /Dest {any_of()} /A << /S /GoTo /D {any_of()} /Next {any_of()} >> /S /r /St {odd(dice)} /Type /OCG /Usage {any_of()} >>")
    pdf.catalog = (f"/Outlines {any_of()} /Names << /Dests {any_of()} /EmbeddedFiles {any_of()} >> /Dests {any_of()} /PageLabels {any_of()} /Threads [{any_of()}] /OutputIntents [{any_of()}] /Metadata {any_of()} /Version {odd(dice)} "
                   f"/OCProperties << /OCGs [{any_of()} {any_of()}] /D << /Order [{any_of()} [{any_of()}]] /ON [{any_of()}] /OFF [{any_of()}] /AS [{any_of()}] /BaseState /{dice.choice(('ON', 'OFF', 'X'))} >> >>").encode()
    return pdf.to_bytes()


# ---- fonts -----------------------------------------------------------------------------------------------------------------

def true_type(dice: Dice) -> bytes:
    """A directory of tables, and tables of noise."""
    tags = (b"head", b"hhea", b"hmtx", b"maxp", b"cmap", b"glyf", b"loca", b"post", b"name", b"OS/2", b"CFF ", b"GSUB", b"vhea")
    count = dice.randrange(1, len(tags) + 1)
    table = b"".join(dice.choice(tags) + dice.randbytes(4) + dice.choice((300, 0, 2 ** 31, dice.randrange(2000))).to_bytes(4, "big") + dice.choice((64, 0, 2 ** 32 - 1)).to_bytes(4, "big") for _ in range(count))
    return dice.choice((b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"\1\0\4\2", b"%!PS-AdobeFont-1.0: X\n")) + count.to_bytes(2, "big") + dice.randbytes(6) + table + dice.randbytes(some(dice, 4000))


def cmap(dice: Dice) -> str:
    code = lambda: f"<{dice.randbytes(dice.choice((1, 2, 2, 2, 3, 4))).hex()}>"
    piece = lambda: dice.choice((f"1 begincodespacerange {code()} {code()} endcodespacerange", f"1 beginbfchar {code()} {code()} endbfchar", f"1 beginbfrange {code()} {code()} {code()} endbfrange",
                                 f"1 beginbfrange <0000> <FFFF> [{code() * 5}] endbfrange", f"1 begincidrange <00000000> <FFFFFFFF> {odd(dice)} endcidrange", "/Identity-H usecmap", "/GBK-EUC-H usecmap", f"{odd(dice)} beginbfchar", "endcmap"))
    return "begincmap " + "\n".join(piece() for _ in range(some(dice, 400)))


def fonts(dice: Dice) -> bytes:
    pdf = Pdf()
    names, content = "", ""
    for i in range(some(dice, 20)):
        file = pdf.stream(true_type(dice), f"/Length1 {odd(dice)} /Subtype /{dice.choice(('Type1C', 'CIDFontType0C', 'OpenType', 'X'))}", packed=False)
        unicode = pdf.stream(cmap(dice))
        widths = " ".join(dice.choice((odd(dice), "500")) for _ in range(dice.randrange(300)))
        descriptor = f"<< /Type /FontDescriptor /FontName /ABCDEF+X /Flags {odd(dice)} /FontBBox [{odd(dice)} {odd(dice)} {odd(dice)} {odd(dice)}] /Ascent {odd(dice)} /Descent {odd(dice)} /MissingWidth {odd(dice)} /FontFile{dice.choice(('', '2', '3'))} {file} 0 R >>"
        if dice.random() < .5:
            identity = pdf.stream(dice.randbytes(some(dice, 5000)), packed=False)
            inner = f"<< /Type /Font /Subtype /CIDFontType{dice.choice('02')} /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering ({dice.choice(('Identity', 'GB1', 'Japan1', 'X'))}) /Supplement {odd(dice)} >> /FontDescriptor {descriptor} " \
                    f"/DW {odd(dice)} /W [0 {dice.choice(('2147483647', '65535', '3'))} {odd(dice)} 5 [{widths}] {odd(dice)}] /DW2 [{odd(dice)} {odd(dice)}] /W2 [0 {odd(dice)} {odd(dice)} {odd(dice)} {odd(dice)}] /CIDToGIDMap {dice.choice(('/Identity', f'{identity} 0 R', odd(dice)))} >>"
            encoding = dice.choice(("/Identity-H", "/Identity-V", "/GBK-EUC-H", "/UniGB-UCS2-V", "/Gone", f"{unicode} 0 R"))
            number = pdf.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding {encoding} /DescendantFonts [{inner}] /ToUnicode {unicode} 0 R >>")
        else:
            number = pdf.add(f"<< /Type /Font /Subtype /{dice.choice(('TrueType', 'Type1', 'MMType1', 'X'))} /BaseFont /{dice.choice(('X', 'Symbol', 'Helvetica'))} /FirstChar {odd(dice)} /LastChar {odd(dice)} /Widths [{widths}] /FontDescriptor {descriptor} "
                             f"/Encoding << /Differences [{' '.join(dice.choice((odd(dice), '/A', '/g99', '/uniD800', '/.notdef', '/u110000', '32')) for _ in range(100))}] >> {dice.choice(('', f'/ToUnicode {unicode} 0 R'))} >>")
        names += f"/G{i} {number} 0 R "
        content += f"BT /G{i} 9 Tf {dice.randrange(300)} {dice.randrange(200)} Td <{dice.randbytes(dice.randrange(40)).hex()}> Tj [(ab) {odd(dice)} <0102>] TJ ET\n"
    pdf.page(text(30, 150, "kept") + content, fonts=names)
    return pdf.to_bytes()


def type3(dice: Dice) -> bytes:
    """Letters that write letters of their own font."""
    pdf = Pdf()
    font = pdf.reserve()
    letters = [pdf.stream(dice.choice(("", f"{odd(dice)} 0 d0 ", "500 0 0 0 500 500 d1 ")) + f"BT /T {odd(dice)} Tf (ab) Tj ET 0 0 100 100 re f {'q ' * dice.randrange(50)} /X Do") for _ in range(4)]
    pdf.set(font, f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 {odd(dice)} 500] /FontMatrix [{dice.choice(('.001', '0', odd(dice)))} 0 0 {dice.choice(('.001', '0', '-1'))} 0 0] /FirstChar {dice.choice(('97', odd(dice)))} /LastChar 98 /Widths [500 {odd(dice)}] "
                  f"/CharProcs << /a {letters[0]} 0 R /b {letters[1]} 0 R /c {font} 0 R >> /Encoding << /Differences [97 /a /b /c] >> /Resources << /Font << /T {font} 0 R >> /XObject << /X {letters[2]} 0 R >> >> >>")
    pdf.page(text(30, 150, "kept") + f"BT /T 9 Tf 30 100 Td (abc{'ab' * some(dice, 400)}) Tj ET", fonts=f"/T {font} 0 R")
    return pdf.to_bytes()


# ---- contents ----------------------------------------------------------------------------------------------------------------

def paints(dice: Dice) -> bytes:
    """Patterns of themselves, shadings by functions of functions."""
    pdf = Pdf()
    me = pdf.reserve()
    pdf.set_stream(me, "/Pattern cs /P scn 0 0 9 9 re f " + said(dice), f"/Type /Pattern /PatternType 1 /PaintType {odd(dice)} /TilingType {odd(dice)} /BBox [0 0 {odd(dice)} {odd(dice)}] /XStep {odd(dice)} /YStep {odd(dice)} "
                   f"/Matrix [{odd(dice)} 0 0 1 0 0] /Resources << /Pattern << /P {me} 0 R >> /Font << /F1 {pdf.font} 0 R >> >>", packed=False)
    function = pdf.reserve()
    kind = dice.choice("0234")
    if kind == "4":
        pdf.set_stream(function, "{" * dice.randrange(400) + dice.choice(("dup mul ", "1000000 copy ", "9999 index ", "5 -3 roll ", "0 div ")) * some(dice, 3000) + "}" * 300, "/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1]")
    elif kind == "0":
        pdf.set_stream(function, dice.randbytes(300), f"/FunctionType 0 /Domain [0 1 0 1 0 1] /Range [0 1 0 1 0 1] /Size [{odd(dice)} {odd(dice)} {odd(dice)}] /BitsPerSample {dice.choice(('8', '32', odd(dice)))}")
    else:
        pdf.set(function, f"<< /FunctionType {kind} /Domain [{odd(dice)} 1] /N {odd(dice)} /C0 [{odd(dice)} 0 0] /Functions [{function} 0 R {function} 0 R] /Bounds [{odd(dice)}] /Encode [0 1 {odd(dice)}] >>")
    shade = lambda n: f"<< /ShadingType {n} /ColorSpace /DeviceRGB /Coords [0 0 {odd(dice)} 9 9 {odd(dice)}] /Function {function} 0 R /Extend [true true] /BitsPerCoordinate {odd(dice)} /BitsPerComponent {odd(dice)} /BitsPerFlag {odd(dice)} /Decode [0 1 0 1] /VerticesPerRow {odd(dice)} >>"
    shadings = " ".join(f"/S{n} {shade(n)}" for n in range(1, 8))
    content = "/Pattern cs /P scn 0 0 300 200 re f " + "".join(f"q 0 0 99 99 re W n /S{n} sh Q " for n in range(1, 8)) + "BT /Pattern cs /P scn /F1 12 Tf 30 60 Td (in a pattern) Tj ET "
    pdf.page(text(30, 150, "kept") + content, f"/Pattern << /P {me} 0 R >> /Shading << {shadings} >>")
    return pdf.to_bytes()


def operators(dice: Dice) -> bytes:
    """Operators in any order, with operands of any kind."""
    names = "q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' \" d0 d1 CS cs SC SCN sc scn G g RG rg K k sh BI ID EI Do MP DP BMC BDC EMC BX EX".split()
    operand = lambda: dice.choice((odd(dice), str(dice.randrange(-400, 400)), "(kept)", "/F1", "[(a) -9999 (b)]", "<41>", "/X", "<< /MCID 0 >>"))
    content = " ".join(" ".join(operand() for _ in range(dice.randrange(7))) + " " + dice.choice(names) for _ in range(some(dice, 20000)))
    return simple(content, "/XObject << /X 3 0 R >> /ExtGState << /X << /Font [3 0 R 9] /LW -1 /D [[0] 0] >> >>").to_bytes()


def states(dice: Dice) -> bytes:
    piece = lambda: dice.choice((f"{odd(dice)} Tz ", f"{odd(dice)} Tc ", f"{odd(dice)} Tw ", f"{odd(dice)} Ts ", f"{dice.randrange(-1, 9)} Tr ", f"/F1 {odd(dice)} Tf ", f"{' '.join(odd(dice) for _ in range(6))} Tm ", f"{odd(dice)} TL T* ", "(some words) Tj ", "(more) ' "))
    return simple("BT /F1 9 Tf " + "".join(piece() for _ in range(some(dice, 3000))) + " ET", entries=f"/UserUnit {odd(dice)} /CropBox [{odd(dice)} 0 300 {odd(dice)}] /Rotate {odd(dice)}").to_bytes()


def nests(dice: Dice) -> bytes:
    begin, end = dice.choice((("q ", "Q "), ("/P BMC ", "EMC "), ("BT ", "ET "), ("[ ", "] "), ("<< /A ", ">> "), ("0 0 99 99 re W n q ", "Q "), ("BX ", "EX "), ("/OC /L BDC ", "EMC "), ("( ", ") ")))
    depth = some(dice, 60_000)
    return simple(begin * depth + said(dice) + end * int(depth * dice.choice((0, .5, 1, 2)))).to_bytes()


def pieces(dice: Dice) -> bytes:
    """A page's content in many streams, cut anywhere."""
    pdf = Pdf()
    content = "".join(said(dice, y) for y in range(190, 10, -3)).encode("latin-1")
    cuts = sorted(dice.randrange(len(content)) for _ in range(some(dice, 3000)))
    parts = [pdf.stream(content[a:b], packed=False) for a, b in zip([0, *cuts], [*cuts, len(content)])]
    names = " ".join(f"{n} 0 R" for n in parts) + dice.choice(("", " null", " 9999 0 R", " 5", " [5 0 R]"))
    page = pdf.page("")
    pdf.set(page, f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents [{names}] /Resources << /Font << /F1 {pdf.font} 0 R >> >> >>")
    return pdf.to_bytes()


# ---- layouts: what recovery has to bear ----------------------------------------------------------------------------------------

def placed(dice: Dice) -> bytes:
    """Thousands of words anywhere, at any angle, upon each other."""
    pdf = Pdf()
    for _ in range(some(dice, 6)):
        turn = dice.choice((0, 0, 1, 2))
        word = lambda: (f"BT /F1 {dice.choice((1, 4, 9, 9, 40))} Tf " + (f"{dice.uniform(-1, 1):.3f} {dice.uniform(-1, 1):.3f} {dice.uniform(-1, 1):.3f} {dice.uniform(-1, 1):.3f} " if turn == 2 else ("0 1 -1 0 " if turn and dice.random() < .5 else "1 0 0 1 "))
                        + f"{dice.uniform(-20, 320):.2f} {dice.uniform(-20, 220):.2f} Tm ({latin(dice.choice(WORDS))}) Tj ET\n")
        pdf.page(text(30, 195, "kept") + "".join(word() for _ in range(some(dice, 4000))))
    return pdf.to_bytes()


def rules(dice: Dice) -> bytes:
    """Lines by the thousand: parallel, crossing, aslant, dotted, as boxes in boxes, with words between."""
    kind = dice.randrange(6)
    count = some(dice, 6000)
    x, y = lambda: dice.uniform(0, 300), lambda: dice.uniform(0, 200)
    draw = (lambda i: line(0, i * 200 / count, 300, i * 200 / count, .01), lambda i: line(x(), 0, x(), 200), lambda i: line(0, y(), 300, y() if i % 3 else i % 200),
            lambda i: f"{i % 300} {i // 300 * 3 % 200} .6 .6 re f\n", lambda i: f"{i * 140 / count:.2f} {i * 90 / count:.2f} {300 - i * 280 / count:.2f} {200 - i * 180 / count:.2f} re S\n",
            lambda i: f"[{odd(dice)} {odd(dice)}] 0 d {x():.1f} {y():.1f} m {x():.1f} {y():.1f} {x():.1f} {y():.1f} {x():.1f} {y():.1f} c S\n")[kind]
    return simple("".join(draw(i) for i in range(count)) + "".join(text(x(), y(), "w", 5) for _ in range(some(dice, 800)))).to_bytes()


def grids(dice: Dice) -> bytes:
    """Tables over pages that change their columns at each, staircases of cells, and grids of hundreds of rows and columns."""
    pdf = Pdf()
    for _ in range(some(dice, 40)):
        rows, cols = some(dice, 60), some(dice, 40)
        at_x, at_y = sorted(dice.uniform(0, 300) for _ in range(cols + 1)), sorted(dice.uniform(0, 200) for _ in range(rows + 1))
        content = ""
        for i, top in enumerate(at_y):
            a, b = (0, cols) if dice.random() < .7 else sorted((dice.randrange(cols + 1), dice.randrange(cols + 1)))
            content += line(at_x[a], top, at_x[b], top)
            content += "".join(text(at_x[j] + .5, top + .5, latin(dice.choice(WORDS)), 3) for j in range(cols) if dice.random() < .6)
        for left in at_x:
            a, b = (0, rows) if dice.random() < .7 else sorted((dice.randrange(rows + 1), dice.randrange(rows + 1)))
            content += line(left, at_y[a], left, at_y[b])
        pdf.page(content)
    pdf.page(text(30, 150, "kept"))
    return pdf.to_bytes()


def columns(dice: Dice) -> bytes:
    """Words in columns without any line, over many pages, the same or not."""
    pdf = Pdf()
    cols = [dice.uniform(0, 290) for _ in range(some(dice, 30))]
    for _ in range(some(dice, 60)):
        step = dice.choice((1.5, 4, 9))
        pdf.page("".join(text(x + dice.choice((0, 0, 0, .4, 3)), 195 - i * step, latin(dice.choice(WORDS)), dice.choice((2, 4, 6))) for i in range(int(190 / step)) for x in cols if dice.random() < .7))
        if dice.random() < .3:
            cols = [x + dice.choice((0, 0, 5)) for x in cols]
    pdf.page(text(30, 150, "kept"))
    return pdf.to_bytes()


def line_of_letters(dice: Dice) -> bytes:
    """Letters by the ten thousand in one line, one column, or one place, each placed alone."""
    dx, dy = dice.choice(((.01, 0), (0, .004), (0, 0), (3, 0), (.02, .013)))
    return simple("BT /F1 6 Tf 10 10 Td " + "".join(f"{dx} {dy} Td ({chr(97 + i % 26)}) Tj " for i in range(some(dice, 40_000))) + "ET").to_bytes()


KINDS: dict[str, Callable[[Dice], bytes]] = {make.__name__: make for make in (
    updates, linearized, object_streams, locks, two_files, filters, predictors, lengths, pictures, page_trees, forms, structure, annotations, catalog, fonts, type3, paints,
    operators, states, nests, pieces, placed, rules, grids, columns, line_of_letters)}
