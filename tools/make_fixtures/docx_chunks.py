"""DOCX fixtures of chunks (w:altChunk): documents of other formats inside a document, its notes and its headers."""
from __future__ import annotations

import base64
from typing import Callable

from docx_writer import Package, p, r, tbl, tc, tr

FIXTURES: dict[str, Callable[[], bytes | tuple[bytes, str]]] = {}


def fixture(make: Callable[[], bytes | tuple[bytes, str]]) -> Callable[[], bytes | tuple[bytes, str]]:
    FIXTURES[make.__name__ + ".docx"] = make
    return make


def of_chunks(*chunks: tuple[str | bytes, str]) -> bytes:
    """A document whose whole content is these chunks: text and content type."""
    package = Package()
    ids = [package.add(f"word/chunk{i}.bin", "aFChunk", text, kind)  # type: ignore[arg-type]
           for i, (text, kind) in enumerate(chunks)]
    package.body = "".join(f'<w:altChunk r:id="{i}"/>' for i in ids)
    return package.build()


HTML = """<html><head><title>not shown</title><style>p {}</style></head><body><h2>From HTML</h2>
<p>Two &amp; three,<br>a line.</p><table><tr><th rowspan=2>Town</th><th colspan="2">People</th></tr>
<tr><th>1990</th><th>2000</th></tr><tr><td>Umeå</td><td>91&nbsp;258</td><td>104&#32;512</td></tr></table>
<ul><li>item<li>another</ul></body></html>"""


@fixture
def alt_chunks() -> bytes:
    """Whole documents of other formats inside; a picture is left out, and said so."""
    inner = Package(body=p("From another document.") + tbl(tr("chunk", "table"), grid=[2000, 2000])).build()
    package = Package()
    html = package.add("word/chunk1.html", "aFChunk", HTML, "text/html")
    docx = package.add("word/chunk2.docx", "aFChunk", inner, "application/vnd.openxmlformats-officedocument."
                       "wordprocessingml.document.main+xml")
    text = package.add("word/chunk3.txt", "aFChunk", "Plain first.\r\nPlain second.\r\n", "text/plain")
    other = package.add("word/chunk4.xps", "aFChunk", "not read", "application/vnd.ms-xpsdocument")
    package.body = p("Before.") + "".join(f'<w:altChunk r:id="{i}"/>' for i in (html, docx, text, other)) + p("After.")
    return package.build()


PAGE = "<html><head><meta charset='gb2312'></head><body><ol start=4><li>第四<li>第五</ol><table><tr><td>单元格</table></body></html>"


@fixture
def chunk_of_web_archive() -> bytes:
    """A document whose whole content is a web page in a MIME message, as writers in browsers make it."""
    message = ('MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="----=edge"\r\n\r\n------=edge\r\n'
               "Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
               "<html><body><h1>Caf=C3=A9 =\r\nhours</h1><table><tr><td>Mon</td><td>8=E2=80=9318</td></tr></table>"
               "<ul><li>one</ul></body></html>\r\n------=edge--\r\n")
    package = Package()
    archive = package.add("word/afchunk.mht", "aFChunk", message, "message/rfc822")
    chinese = package.add("word/chunk.htm", "aFChunk", PAGE.encode("gb2312"), "text/html")  # type: ignore[arg-type]
    bare = package.add("word/chunk.mht", "aFChunk", "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
                       + base64.b64encode(b"<p>packed</p>").decode(), "message/rfc822")
    package.body = "".join(f'<w:altChunk r:id="{i}"/>' for i in (archive, chinese, bare))
    return package.build()


RTF = "application/rtf"


@fixture
def chunk_of_rtf() -> bytes:
    """Headings, list numbers, spans by cell edges, merged cells, a nested table, notes, a text box, what is not shown."""
    return of_chunks((r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 SimSun;}
{\f2\fcharset2 Wingdings;}{\f3\fcharset204{\*\fname Arial;}Arial Cyr;}}{\colortbl;\red0\green0\blue0;}
{\stylesheet{\s1\outlinelevel0 heading 1;}}{\info{\title not shown}}
{\header\pard Office of weights\par}{\*\generator nobody;}
\pard\plain\s1\outlinelevel0\b Weights\b0  and measures\par
\pard\plain Caf\'e9 \u8211?\~5\u8239\'3fkg, 1\_2 \ldblquote so\rdblquote ,\line next {\v hidden }line{\super\chftn}
{\footnote\pard\plain {\super\chftn} Weighed twice.}{\deleted gone }{\revised\ul new}.\par
{\listtext\pard\plain 1.\tab}\pard\ls1\ilvl0 first\par
{\listtext\pard\plain\f2 \'a7\tab}\pard\ls2\ilvl1 second\par
\pard\f1 \'d6\'d8\'c1\'bf\f3  \'c2\'e5\'f1\f0 \par
{\field{\*\fldinst HYPERLINK "http://example.org"}{\fldrslt a link}} and {\pict\wmetafile8 0102030405}a picture{\pict\bin4 }{}\}.\par
\trowd\trhdr\trleft-108\clvmgf\cellx1500\cellx3000\cellx4500\pard\intbl Town\cell\pard\intbl\qc People\cell\cell\row
\trowd\trhdr\trleft-108\clvmrg\cellx1508\cellx2250\cellx3000\cellx4492\pard\intbl\cell 1990\cell 2000\cell Note\cell\row
\trowd\trleft-108\cellx1500\cellx2250\cellx3000\cellx4500\pard\intbl Ume\'e5\par Centre\cell 91\cell 104\cell
\pard\intbl\itap2 in\nestcell side\nestcell{\*\nesttableprops\trowd\cellx700\cellx1400\nestrow}{\nonesttables\par}
\pard\intbl after\cell\row
\trowd\trleft-108\clmgf\cellx1500\clmrg\cellx3000\cellx4500\pard\intbl\clmgf Both\cell\cell one\cell\row
\pard\par
\trowd\cellx2000\cellx4000 no word says\cell that this is a table\cell\row\pard
{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard In a box\par}}{\shprslt\pard In a box\par}}Last\par}
""", RTF))


@fixture
def chunk_of_rtf_damaged() -> bytes:
    """Cut off in a cell; braces too many; numbers out of range; a half surrogate; a picture longer than the file."""
    return of_chunks((r"{\rtf1 one}}}{{{\par\u55357? two\u55357?\u56832?\f99999999999 three\par\trowd\cellx9999999999\cellx-5 a\cell b", RTF),
                     (r"{\rtf1{\pict\bin2147483647 abc", RTF), ("{\\rtf1\\'", RTF), ("{\\rtf1\\uc99999\\u20013 skipped here", RTF),
                     ("", RTF))


@fixture
def chunks_in_notes_and_headers() -> bytes:
    """A chunk where a header, a footnote or a cell stands, with a table in the note's."""
    package = Package()
    header = package.story("word/header1.xml", "header", "hdr", '<w:altChunk r:id="rId1"/>')
    notes = package.story("word/footnotes.xml", "footnotes", "footnotes",
                          '<w:footnote w:id="2">' + p("See") + '<w:altChunk r:id="rId1"/></w:footnote>')
    cell = package.add("word/cell.html", "aFChunk", "<p>from a page</p><ul><li>item</ul>", "text/html")
    del notes
    relation = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
                'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="{}"/></Relationships>')
    package.add("word/_rels/header1.xml.rels", "none", relation.format("head.rtf"))
    package.add("word/_rels/footnotes.xml.rels", "none", relation.format("note.rtf"))
    package.add("word/head.rtf", "none", r"{\rtf1 Head of a page\par}", RTF)
    package.add("word/note.rtf", "none", r"{\rtf1 the table:\par\trowd\cellx900\cellx1800\intbl a\cell b\cell\row\pard Done.\par}", RTF)
    mark = r('<w:footnoteReference w:id="2"/>')
    package.body = (p(r("Text") + mark) + tbl(tr(tc(f'<w:altChunk r:id="{cell}"/>' + p()), "beside"), grid=[2000, 2000])
                    + p() + f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/></w:sectPr>')
    return package.build()
