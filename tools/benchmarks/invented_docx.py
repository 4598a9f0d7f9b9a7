"""Hostile DOCX files made from nothing, by kind: each function makes one, other at each throw of the dice."""
from __future__ import annotations

import random
import struct
import sys
import zlib
from pathlib import Path
from typing import Callable

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "make_fixtures"))
from docx_writer import OFFICE, RELATIONS, W, WORD, Package, archive, p, r, spaces, style  # noqa: E402

Dice = random.Random
ODD = ("0", "-1", "1", "2", "3", "63", "4095", "65535", "2147483647", "-2147483648", "99999999999999999999", "1.5", "", "abc", "+3", " 3 ", "0x10", "true")
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MAIN_TYPE = f"{WORD}.document.main+xml"


def odd(dice: Dice) -> str:
    return dice.choice(ODD)


def some(dice: Dice, most: int) -> int:
    """Mostly few, seldom many."""
    return int(most ** dice.random()) + 1


def set_to(name: str, value: object) -> str:
    return f' {name}="{value}"'


def built(body: str, **more: str) -> bytes:
    return Package(body=p("kept") + body, **more).build()


def with_main(data: bytes) -> list[tuple[str, bytes]]:
    return [(name, data if name == "word/document.xml" else text) for name, text in Package(body=p("kept")).entries()]


# ---- archives ------------------------------------------------------------------------------------------------------------

class Entry:
    """An entry of which each field can lie, in both of its places."""

    def __init__(self, name: bytes, data: bytes, dice: Dice) -> None:
        self.name, self.data = name, data
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        self.packed = packer.compress(data) + packer.flush()
        self.method, self.flags, self.checksum, self.size, self.packed_size = 8, 0, zlib.crc32(data), len(data), len(self.packed)
        self.dice = dice

    def fields(self, lies: float) -> bytes:
        lie = lambda value, bits: self.dice.choice((0, 1, 2 ** bits - 1, self.dice.getrandbits(bits))) if self.dice.random() < lies else value & (2 ** bits - 1)
        flags = self.dice.choice((self.flags, self.flags, 1, 8, 0x800, 0x2000)) if self.dice.random() < lies else self.flags
        method = self.dice.choice((0, 8, 9, 12, 14, 93, 95, 98, 99)) if self.dice.random() < lies else self.method
        return struct.pack("<HHHHHIII", lie(20, 16), flags, method, 0, 33, lie(self.checksum, 32), lie(self.packed_size, 32), lie(self.size, 32))

    def extra(self, lies: float) -> bytes:
        if self.dice.random() >= lies:
            return b""
        return self.dice.choice((struct.pack("<HHQQQ", 1, 24, self.dice.getrandbits(64), self.dice.getrandbits(63), self.dice.choice((0, 2 ** 40))), struct.pack("<HH", 1, 65535), struct.pack("<HHB", 0x7075, 5, 1) + b"abcd",
                                 self.dice.randbytes(self.dice.randrange(60)), struct.pack("<HHHBBH", 0x9901, 7, 2, 65, 69, 3) + b"\0"))


def lying(dice: Dice) -> bytes:
    """Entries that overlap, differ in their two places, come twice, or begin in one another."""
    lies = dice.choice((.01, .03, .2))
    entries = [Entry(name.encode(), data, dice) for name, data in Package(body=p("kept") + p("more") * 50).entries()]
    for _ in range(dice.randrange(4)):
        twin = dice.choice(entries)
        name = dice.choice((twin.name, twin.name.upper(), twin.name.replace(b"/", b"\\"), b"/" + twin.name, b"../" + twin.name, twin.name + b"\0x", b"x" * 65000, b"", b"word/\xff\xfe.xml"))
        entries.insert(dice.randrange(len(entries) + 1), Entry(name, p("twin").encode() * some(dice, 4000), dice))
    out, places = bytearray(dice.randbytes(dice.choice((0, 0, 0, 4, 5000)))), []
    for entry in entries:
        places.append(len(out))
        extra = entry.extra(lies)
        out += b"PK\x03\x04" + entry.fields(lies) + struct.pack("<HH", len(entry.name), len(extra)) + entry.name + extra + entry.packed
        if dice.random() < lies:
            out += dice.choice((b"PK\x07\x08", b"")) + struct.pack("<III", entry.checksum, entry.packed_size, entry.size)
    start = len(out)
    for entry, place in zip(entries, places):
        extra, comment = entry.extra(lies), b"PK\x05\x06" + bytes(18) if dice.random() < lies else b""
        place = dice.choice((0, start, place + 1, 2 ** 32 - 1, dice.choice(places))) if dice.random() < lies else place
        out += b"PK\x01\x02" + struct.pack("<H", 20) + entry.fields(lies) + struct.pack("<HHHHHII", len(entry.name), len(extra), len(comment), 0, 0, 0, place) + entry.name + extra + comment
    size = len(out) - start
    lie = lambda value, bits: dice.choice((0, 1, 2 ** bits - 1)) if dice.random() < lies else value
    if dice.random() < lies * 3:
        out += b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", lie(44, 64), 45, 45, 0, 0, lie(len(entries), 64), lie(len(entries), 64), lie(size, 64), lie(start, 64)) + b"PK\x06\x07" + struct.pack("<IQI", 0, lie(start + size, 64), 1)
    comment = dice.choice((b"", b"", b"PK\x05\x06" * 5000, dice.randbytes(60)))
    out += b"PK\x05\x06" + struct.pack("<HHHHIIH", lie(0, 16), lie(0, 16), lie(len(entries), 16), lie(len(entries), 16), lie(size, 32), lie(start, 32), lie(len(comment), 16)) + comment
    return bytes(out[:dice.choice((len(out), len(out), dice.randrange(len(out))))])


def names(dice: Dice) -> bytes:
    """Parts by thousands, and the relationships that name them."""
    entries = Package(body=p("kept")).entries()
    count = some(dice, 6000)
    more = [(f"word/{'d/' * dice.randrange(40)}{i}" + dice.choice((".xml", ".XML", "", ".rels", " ")), b"<x/>") for i in range(count)]
    kinds = ("header", "footnotes", "styles", "image", "comments", "aFChunk", "numbering")
    link = lambda i, name: ("<Relationship" + set_to("Id", dice.choice((f"x{i}", "same", ""))) + set_to("Type", f"{OFFICE}/{dice.choice(kinds)}")
                            + set_to("Target", dice.choice(("document.xml", "../word/document.xml", name, "/", "..", "#", "%2e%2e/x", "a" * 3000)))
                            + dice.choice(("", set_to("TargetMode", "External"))) + "/>")
    links = "".join(link(i, name) for i, (name, _) in enumerate(more))
    return archive([(n, f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>'.encode() if n.endswith("document.xml.rels") else d) for n, d in entries] + more)


# ---- XML -------------------------------------------------------------------------------------------------------------------

def encodings(dice: Dice) -> bytes:
    """Bytes in one encoding under the name of another."""
    text = f"<w:document {spaces()}><w:body>{p('kept 表 é')}{p('𝄞 end')}</w:body></w:document>"
    name = dice.choice(("UTF-8", "UTF-16", "UTF-16BE", "UTF-32", "ISO-8859-1", "GB18030", "Shift_JIS", "EBCDIC-CP-US", "UTF-7", "X" * 3000, ""))
    made = dice.choice(("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "cp037", "utf-8-sig", "shift_jis"))
    head = "<?xml" + set_to("version", dice.choice(("1.0", "1.1", "9"))) + set_to("encoding", name) + "?>"
    data = (head + text).encode(made, "replace")
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(data))
        data = data[:at] + dice.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\x80", b"]]>", b"<![CDATA[", b"<!--", b"<?x", b"&#x110000;", b"&amp", b"&;")) + data[at:]
    return archive(with_main(data))


def markup(dice: Dice) -> bytes:
    """Odd XML around good text: entities, comments, namespaces that change, attributes without end."""
    piece = lambda: dice.choice((f"<!--{'-' * some(dice, 50_000)}-->", f"<![CDATA[{'<w:p>' * some(dice, 5000)}]]>", f"<?x {'y' * some(dice, 50_000)}?>", "<w:p" + "".join(set_to(f"a{i}", 1) for i in range(some(dice, 400))) + "/>",
                                 "<w:p" + set_to("xmlns:w", dice.choice((STRICT, W, "", "urn:x"))) + "><w:r><w:t>kept</w:t></w:r></w:p>", f'<p xmlns="{dice.choice((W, STRICT))}"><r><t>kept</t></r></p>', "<x:y>undeclared</x:y>", f'<w:p w:x="{"v" * some(dice, 900_000)}"/>',
                                 "&lt;&gt;&#9;&#xA;&unknown;", "\x01\x02", p("kept"), "<w:p", "</w:p>", f'<w:p xml:space="preserve" xml:id="a" xml:id="b"/>', "<" + "n" * some(dice, 60_000) + "/>", "kept outside"))
    head = dice.choice(("", "", "<!DOCTYPE w:document>", '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&b;">]>', "<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x'>"))
    text = f"{head}<w:document {spaces()}><w:body>{p('kept')}{''.join(piece() for _ in range(some(dice, 60)))}</w:body></w:document>"
    return archive(with_main(text.encode("utf-8")))


def nests(dice: Dice) -> bytes:
    """Everything that can stand in itself does, in any order, up to any depth."""
    pairs = (("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:customXml>", "</w:customXml>"), ("<w:ins>", "</w:ins>"), ("<w:smartTag>", "</w:smartTag>"),
             ("<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>", "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"),
             ("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"), ("<w:p><m:oMath><m:f><m:num>", "</m:num></m:f></m:oMath></w:p>"), ("<w:p><w:hyperlink>", "</w:hyperlink></w:p>"),
             ("<w:p><w:r><w:ruby><w:rt>", "</w:rt></w:ruby></w:r></w:p>"), ("<w:del>", "</w:del>"), ("<w:moveFrom>", "</w:moveFrom>"))
    used = [dice.choice(pairs) for _ in range(some(dice, 90))]
    return built("".join(a for a, _ in used) + p("core") + ("".join(b for _, b in reversed(used)) if dice.random() < .8 else "") + p("after"))


# ---- tables ------------------------------------------------------------------------------------------------------------------

def cell(dice: Dice, depth: int) -> str:
    properties = "".join(x for x in (f'<w:gridSpan w:val="{odd(dice)}"/>', "<w:vMerge" + dice.choice(("", set_to("w:val", dice.choice(("restart", "continue", "x", ""))))) + "/>", "<w:hMerge" + set_to("w:val", dice.choice(("restart", "continue"))) + "/>",
                                      f'<w:tcW w:w="{odd(dice)}" w:type="dxa"/>', "<w:cellDel w:id='1'/>", "<w:cellMerge w:vMerge='cont'/>", '<w:textDirection w:val="btLr"/>') if dice.random() < .3)
    inside = dice.choice((p("kept"), "", p(""), p("1,234"), "kept without a paragraph", table(dice, depth - 1) if depth > 0 else p("x"), f"<w:sdt><w:sdtContent>{p('kept')}</w:sdtContent></w:sdt>"))
    one = f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"
    return f"<w:sdt><w:sdtContent>{one}</w:sdtContent></w:sdt>" if dice.random() < .05 else one


def table(dice: Dice, depth: int = 4, rows: int = 12, cols: int = 8) -> str:
    out = "".join(f'<w:gridCol w:w="{odd(dice)}"/>' for _ in range(dice.randrange(12)))
    out = f"<w:tbl><w:tblPr>{dice.choice(('', '<w:bidiVisual/>', '<w:tblW' + set_to('w:w', odd(dice)) + '/>'))}</w:tblPr><w:tblGrid>{out}</w:tblGrid>"
    for _ in range(dice.randrange(rows)):
        properties = "".join(x for x in (f'<w:gridBefore w:val="{odd(dice)}"/>', f'<w:gridAfter w:val="{odd(dice)}"/>', f'<w:wBefore w:w="{odd(dice)}" w:type="dxa"/>', "<w:tblHeader/>", '<w:tblHeader w:val="0"/>', "<w:del w:id='1'/>", "<w:ins w:id='2'/>", "<w:hidden/>") if dice.random() < .15)
        row = f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cell(dice, depth if dice.random() < .1 else 0) for _ in range(dice.randrange(cols)))}</w:tr>"
        out += f"<w:customXml>{row}</w:customXml>" if dice.random() < .05 else row
    return out + "</w:tbl>"


def tables(dice: Dice) -> bytes:
    return built("".join(table(dice) + dice.choice(("", p("between"), p(""))) for _ in range(some(dice, 40))))


def large_tables(dice: Dice) -> bytes:
    """One table of a hundred thousand cells, each with a span or a merge of its own."""
    rows = some(dice, 20_000)
    cols = max(1, 60_000 // rows)
    one = lambda: dice.choice(("<w:tc><w:p/></w:tc>", f"<w:tc>{p('x')}</w:tc>", "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>", "<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + p("m") + "</w:tc>",
                               "<w:tc><w:tcPr><w:gridSpan" + set_to("w:val", dice.choice(("2", "3", "60", odd(dice)))) + "/></w:tcPr>" + p("s") + "</w:tc>"))
    bag = [one() for _ in range(500)]
    lines = "".join("<w:tr>" + "".join(dice.choices(bag, k=min(cols, 5000))) + "</w:tr>" for _ in range(rows))
    return archive(with_main(f"<w:document {spaces()}><w:body>{p('kept')}<w:tbl>{lines}</w:tbl></w:body></w:document>".encode()), stored=dice.random() < .5)


# ---- what refers to what ---------------------------------------------------------------------------------------------------------

def stories(dice: Dice) -> bytes:
    """Headers, notes and comments that name each other, themselves, and what is not there."""
    package = Package()
    reference = lambda: dice.choice((f'<w:r><w:footnoteReference w:id="{odd(dice)}"/></w:r>', f'<w:r><w:endnoteReference w:id="{odd(dice)}"/></w:r>', f'<w:r><w:commentReference w:id="{odd(dice)}"/></w:r>', r("kept"),
                                     f'<w:hyperlink r:id="rId{dice.randrange(99, 112)}" w:anchor="x">{r("link")}</w:hyperlink>', f'<w:bookmarkStart w:id="{odd(dice)}" w:name="a"/>', f'<w:commentRangeStart w:id="{odd(dice)}"/>',
                                     f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:embed="rId{dice.randrange(99, 112)}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>', f'<w:altChunk r:id="rId{dice.randrange(99, 112)}"/>'))
    content = lambda: p("".join(reference() for _ in range(some(dice, 40)))) + (table(dice, 1) if dice.random() < .3 else "")
    for kind, element, note in (("footnotes", "footnotes", "footnote"), ("endnotes", "endnotes", "endnote"), ("comments", "comments", "comment")):
        package.story(f"word/{kind}.xml", kind, element, "".join(f"<w:{note}" + set_to("w:id", odd(dice)) + dice.choice(("", set_to("w:type", "separator"))) + f">{content()}</w:{note}>"
                                                                    for _ in range(some(dice, 200))))
    headers = [package.story(f"word/header{i}.xml", dice.choice(("header", "footer")), "hdr", content()) for i in range(some(dice, 5))]
    shown = lambda: "<w:headerReference" + set_to("w:type", dice.choice(("default", "first", "even", "x"))) + set_to("r:id", dice.choice(headers)) + "/>"
    section = lambda: f"<w:sectPr>{shown()}{shown()}{shown()}<w:cols{set_to('w:num', odd(dice))}/></w:sectPr>"
    package.body = p("kept") + "".join(content() + p(properties=section()) for _ in range(some(dice, 100))) + section()
    return package.build()


def chunks(dice: Dice) -> bytes:
    """Documents, RTF, HTML and plain text inside, in each other and in themselves."""
    package = Package()
    rtf = "{\\rtf1 kept" + "".join(dice.choice(("{", "}", "\\par ", "\\trowd", f"\\cellx{odd(dice)}", "\\cell", "\\row", "\\itap9 ", f"\\bin{odd(dice)} ", "\\u-10179?\\u-8192?", "{\\*\\x y}", "\\'ff", f"\\ls{odd(dice)}", "\\nestcell\\nestrow", "\\uc" + odd(dice) + " ", "{\\field{\\*\\fldinst X}{\\fldrslt kept}}", "\\clvmgf\\clvmrg\\clmgf\\clmrg", "text ")) for _ in range(some(dice, 8000)))
    inner = built(table(dice))
    made = [("rtf", "application/rtf", rtf), ("docx", MAIN_TYPE, inner), ("docx", MAIN_TYPE, rtf), ("html", "text/html", "<table>" * some(dice, 5000) + "<td>kept"), ("txt", "text/plain", "kept\n" * 50), ("mht", "message/rfc822", "MIME-Version: 1.0\n\nkept"), ("xml", "application/xml", "<x/>")]
    ids = [package.add(f"word/c{i}.{ending}", "aFChunk", data, kind) for i, (ending, kind, data) in enumerate(dice.choices(made, k=some(dice, 8)))]  # type: ignore[arg-type]
    package.body = p("kept") + "".join(f'<w:altChunk r:id="{dice.choice(ids)}"/>' for _ in range(some(dice, 60)))
    return package.build()


def lists(dice: Dice) -> bytes:
    formats = ("decimal", "upperRoman", "lowerLetter", "chineseCounting", "ideographTraditional", "cardinalText", "custom", "none", "x", "hebrew1")
    val = lambda name, *values: f"<w:{name}" + set_to("w:val", dice.choice(values)) + "/>"
    text = lambda: "".join(dice.choice(("%1", "%2", "%9", "%0", "%", ".", "一", "(")) for _ in range(some(dice, 60)))
    level = lambda i: ("<w:lvl" + set_to("w:ilvl", dice.choice((str(i), odd(dice)))) + ">" + val("start", odd(dice)) + val("numFmt", *formats) + val("lvlRestart", odd(dice))
                       + val("lvlText", text()) + "</w:lvl>")
    link = lambda i: dice.choice(("", val("numStyleLink", f"S{i}"), val("styleLink", f"S{i + 1}")))
    numbering = "".join("<w:abstractNum" + set_to("w:abstractNumId", dice.choice((str(i), odd(dice)))) + ">" + link(i) + "".join(level(j) for j in range(dice.randrange(12)))
                        + "</w:abstractNum>" for i in range(some(dice, 60)))
    numbering += "".join("<w:num" + set_to("w:numId", dice.choice((str(i), odd(dice)))) + ">" + val("abstractNumId", str(i), odd(dice)) + "<w:lvlOverride" + set_to("w:ilvl", odd(dice)) + ">"
                         + val("startOverride", odd(dice)) + "</w:lvlOverride></w:num>" for i in range(1, some(dice, 60)))
    kinds = ("paragraph", "character", "table", "numbering")
    styles = "".join(style(dice.choice(kinds), f"S{i}", f"heading {odd(dice)}", f"<w:pPr>{val('outlineLvl', odd(dice))}<w:numPr>{val('ilvl', odd(dice))}{val('numId', i)}</w:numPr></w:pPr>",
                           based_on=f"S{dice.randrange(60)}") for i in range(60))
    items = "".join(f"<w:p><w:pPr>{val('pStyle', f'S{dice.randrange(70)}')}<w:numPr>{val('ilvl', str(dice.randrange(9)), odd(dice))}{val('numId', str(dice.randrange(60)), odd(dice))}</w:numPr></w:pPr>{r('item')}</w:p>"
                    for _ in range(some(dice, 20_000)))
    return built(items, numbering=numbering, styles=styles)


def runs(dice: Dice) -> bytes:
    """Runs of anything: fields never closed, changes, symbols, marks of position."""
    piece = lambda: dice.choice((r("kept "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:r><w:instrText> TOC \\o </w:instrText></w:r>", f'<w:fldSimple w:instr="{odd(dice)}">{r("kept")}</w:fldSimple>',
                                 "<w:r><w:sym w:font='Wingdings'" + set_to("w:char", dice.choice(("F0FE", "D800", odd(dice)))) + "/></w:r>", f'<w:ins w:id="{odd(dice)}">{r("kept")}</w:ins>', f'<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>', f'<w:r><w:rPr><w:vanish w:val="{odd(dice)}"/></w:rPr><w:t>hidden</w:t></w:r>',
                                 "<w:r><w:tab/><w:br w:type='page'/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:ptab/></w:r>", "<w:r><w:lastRenderedPageBreak/></w:r>", f'<w:r><w:footnoteReference w:id="{odd(dice)}"/></w:r>', "<w:moveFrom>" + r("moved") + "</w:moveFrom>", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "<w:r><w:pgNum/><w:dayLong/></w:r>",
                                 "<w:r><w:t>" + "\u0301" * some(dice, 500) + "</w:t></w:r>", "<w:r><w:t>&#x202E;kept&#x2066;</w:t></w:r>", "</w:p><w:p>", f'<w:proofErr w:type="{odd(dice)}"/>'))
    return built("".join(f"<w:p>{''.join(piece() for _ in range(some(dice, 400)))}</w:p>" for _ in range(some(dice, 200))))


def strict_and_not(dice: Dice) -> bytes:
    """Both families of names in one file, parts under other names and types."""
    entries = [(name, data) for name, data in Package(body=p("kept") + table(dice), styles=style("paragraph", "S", "S")).entries()]
    changes = ((W.encode(), STRICT.encode()), (OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"), (b"word/document.xml", b"word/Document.XML"), (b"w:", b"ns0:"), (b"main+xml", b"main+XML"), (b"Target=\"", b"Target=\"./"), (b"<w:body>", b"<w:body><w:body>"), (b"Types", b"types"))
    for before, after in dice.sample(changes, dice.randrange(1, 4)):
        entries = [(name, data.replace(before, after) if dice.random() < .6 else data) for name, data in entries]
    return archive(entries)


KINDS: dict[str, Callable[[Dice], bytes]] = {make.__name__: make for make in (
    lying, names, encodings, markup, nests, tables, large_tables, stories, chunks, lists, runs, strict_and_not)}
