#!/usr/bin/env python3
"""Documents too large to keep as fixtures, made here and read under limits: each has its expected status and code.

    hostile.py COMMAND [NAME ...]

Every case runs with 2 GiB of address space and 20 seconds of processor time. `status` is the exit status; `code` must be
among the diagnostics (or be the error's code), `keep` must be in the text.
"""
from __future__ import annotations

import io
import json
import resource
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Callable, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools" / "make_fixtures"))
from docx_writer import Package, archive, p, r, spaces, style, tbl, tc, tr  # noqa: E402

MEMORY, SECONDS = 2 << 30, 20
MAIN = "word/document.xml"


class Case(NamedTuple):
    make: Callable[[], bytes]
    status: int
    code: str = ""
    keep: str = ""
    options: tuple[str, ...] = ()


def document(text: str | bytes, more: list[tuple[str, bytes]] | None = None, stored: bool = False) -> bytes:
    """`stored` keeps repetitive parts from being taken for bombs before they show what they are made for."""
    data = text if isinstance(text, bytes) else text.encode()
    return archive([(n, data if n == MAIN else d) for n, d in Package(body=p()).entries()] + (more or []), stored)


def body(content: str) -> str:
    return f"<w:document {spaces()}><w:body>{p('Kept.')}{content}</w:body></w:document>"


def nested_tables(depth: int) -> bytes:
    return document(body("<w:tbl><w:tr><w:tc>" * depth + p("core") + "</w:tc></w:tr></w:tbl>" * depth))


def wide_table() -> bytes:
    return document(body(f"<w:tbl><w:tr>{'<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>' * 1_000_000}</w:tr></w:tbl>"), stored=True)


def wide_grid() -> bytes:
    return document(body(f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 1_000_000}</w:tblGrid>{tr('a', 'b')}</w:tbl>"))


def long_merge() -> bytes:
    row = '<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>'
    return document(body("<w:tbl>" + tr(tc("top", merge="restart")) + row * 1_000_000 + "</w:tbl>"), stored=True)


def product_of_spans() -> bytes:
    """Each span is allowed, their product is not."""
    row = tr(tc("x", span=4000, merge="restart"))
    carry = tr(tc("", span=4000, merge="continue"))
    one = tr(*["y"] * 4000)
    return document(body(f"<w:tbl>{one}{(row + carry * 200) * 8}</w:tbl>"))


def attribute_flood() -> bytes:
    return document(body("<w:p " + " ".join(f'a{i}="1"' for i in range(100_000)) + "/>"))


def namespace_flood() -> bytes:
    return document(body("<w:p " + " ".join(f'xmlns:n{i}="u{i}"' for i in range(100_000)) + "/>"))


def long_attribute() -> bytes:
    return document(body(f'<w:p w:rsid="{"x" * 3_000_000}"/>'))


def laughs(quadratic: bool) -> bytes:
    if quadratic:
        declared = f'<!ENTITY a "{"a" * 60_000}">'
        used = "&a;" * 20_000
    else:
        declared = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 20))
        used = "&a19;"
    return document(f"<!DOCTYPE x [{declared}]>" + body(f"<w:p><w:r><w:t>{used}</w:t></w:r></w:p>"))


def external_entity() -> bytes:
    return document('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'
                    + body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"))


def huge_text() -> bytes:
    return document(body(f"<w:p><w:r><w:t>{'x' * 11_000_000}</w:t></w:r></w:p>"))


def many_empty_elements() -> bytes:
    return document(body("<w:bookmarkEnd/>" * 5_000_000), stored=True)


def open_fields() -> bytes:
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:t>t</w:t></w:r>'
    return document(body(f"<w:p>{field * 300_000}</w:p>"), stored=True)


def circles_of_styles() -> bytes:
    styles = "".join(style("paragraph", f"S{i}", f"S{i}", based_on=f"S{(i + 1) % 20_000}") for i in range(20_000))
    return Package(styles=styles, body=p("Kept.", style="S0")).build()


def chain_of_styles() -> bytes:
    styles = "".join(style("paragraph", f"S{i}", f"S{i}", based_on=f"S{i + 1}") for i in range(20_000))
    return Package(styles=styles, body=p("Kept.", style="S0")).build()


def linked_numbering() -> bytes:
    """Every definition names a style that another one is made of, and the last asks for them again and again."""
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{i}"><w:numStyleLink w:val="L{i}"/></w:abstractNum>'
                        for i in range(20_000))
    return Package(numbering=numbering + '<w:num w:numId="1"><w:abstractNumId w:val="19999"/></w:num>',
                   body=p("Kept.") + p("item", num=(1, 0)) * 20_000).build()


def long_label() -> bytes:
    numbering = (f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{"x" * 500_000}"/>'
                 '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    return Package(numbering=numbering, body=p("Kept.") + p("item", num=(1, 0)) * 5_000).build()


def many_sections() -> bytes:
    section = '<w:p><w:pPr><w:sectPr><w:headerReference r:id="rId{}"/></w:sectPr></w:pPr></w:p>'
    return document(body("".join(section.format(i) for i in range(100_000))))


def notes_in_notes() -> bytes:
    package = Package(body=p(r("Kept.") + r('<w:footnoteReference w:id="1"/>')))
    package.story("word/footnotes.xml", "footnotes", "footnotes",
                  f'<w:footnote w:id="1">{p(r("note ") + r("<w:footnoteReference w:id=" + chr(34) + "1" + chr(34) + "/>"))}</w:footnote>')
    return package.build()


def chunk_in_itself() -> bytes:
    data = Package(body=p("innermost")).build()
    for _ in range(12):
        package = Package()
        chunk = package.add("word/c.docx", "aFChunk", data,  # type: ignore[arg-type]
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
        package.body = p("Kept.") + f'<w:altChunk r:id="{chunk}"/>'
        data = package.build()
    return data


def rtf(content: str) -> bytes:
    package = Package()
    chunk = package.add("word/c.rtf", "aFChunk", "{\\rtf1 Kept.\\par" + content, "application/rtf")
    package.body = f'<w:altChunk r:id="{chunk}"/>'
    return package.build()


def rtf_of_wide_rows() -> bytes:
    """Thousands of cell edges, and then rows of one cell each."""
    return rtf("\\trowd" + "".join(f"\\cellx{50 * i}" for i in range(1, 5000)) + "\\cell\\row" * 100_000)


def rtf_of_nested_tables() -> bytes:
    return rtf("\\itap99 x\\par\\itap0 y\\par" * 30_000)


def chunk_shown_often() -> bytes:
    """The same chunk at every place, in chunks of chunks."""
    data = Package(body=p("Kept.")).build()
    for _ in range(3):
        package = Package()
        chunk = package.add("word/c.docx", "aFChunk", data,  # type: ignore[arg-type]
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
        package.body = f'<w:altChunk r:id="{chunk}"/>' * 30
        data = package.build()
    return data


def drawn(kind: str, text: str, reference: str, times: int = 1) -> bytes:
    """A document that shows a part with `text`, so many times."""
    package = Package()
    identifier = package.add(f"word/{kind}1.xml", kind, text, "application/xml")
    one = r(f"<w:drawing><wp:inline><a:graphic><a:graphicData>{reference.format(identifier)}</a:graphicData></a:graphic>"
            "</wp:inline></w:drawing>")
    package.body = p(r("Kept.") + one * times)
    return package.build()


def chart(series: str, times: int = 1) -> bytes:
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    return drawn("chart", f"<c:chartSpace {space}><c:chart><c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>",
                 f'<c:chart {space} r:id="{{}}"/>', times)


def chart_of_many_series() -> bytes:
    """Each has one point, in a line of its own: lines times series are too many."""
    return chart("".join(f'<c:ser><c:val><c:numCache><c:pt idx="{i}"><c:v>{i}</c:v></c:pt></c:numCache></c:val></c:ser>'
                         for i in range(60_000)))


def chart_of_long_levels() -> bytes:
    """An outer category of a megabyte over a hundred thousand points."""
    inner = "".join(f'<c:pt idx="{i}"><c:v>{i}</c:v></c:pt>' for i in range(100_000))
    return chart(f'<c:ser><c:cat><c:lvl>{inner}</c:lvl><c:lvl><c:pt idx="0"><c:v>{"long " * 200_000}</c:v></c:pt></c:lvl></c:cat>'
                 '<c:val><c:pt idx="0"><c:v>1</c:v></c:pt></c:val></c:ser>')


def chart_shown_often() -> bytes:
    return chart(f'<c:ser><c:tx><c:v>{"name " * 20_000}</c:v></c:tx></c:ser>', 20_000)


def diagram_of_one_chain() -> bytes:
    """A hundred thousand nodes, each below the one before, the first below the last."""
    space = ('xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
             'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')
    count = 100_000
    points = "".join(f'<dgm:pt modelId="{i}"><dgm:t><a:p><a:r><a:t>{i}</a:t></a:r></a:p></dgm:t></dgm:pt>' for i in range(count))
    links = "".join(f'<dgm:cxn srcId="{i}" destId="{(i + 1) % count}" srcOrd="0"/>' for i in range(count))
    return drawn("diagramData", f"<dgm:dataModel {space}><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>",
                 f'<dgm:relIds {space} r:dm="{{}}"/>')


def note_format_in_sections() -> bytes:
    """A format of a megabyte in the settings holds for each of fifty thousand sections."""
    package = Package(body=p("Kept.") + p(properties="<w:sectPr/>") * 50_000)
    package.story("word/settings.xml", "settings", "settings",
                  f'<w:footnotePr><w:numFmt w:val="{"x" * 1_000_000}"/></w:footnotePr>')
    return package.build()


def bomb() -> bytes:
    """300 MB of one letter, packed a thousandfold."""
    return document(body(f"<w:p><w:r><w:t>{'A' * 1000}</w:t></w:r></w:p>" * 300_000))


def bad_references() -> bytes:
    return document(body("<w:p><w:r><w:t>" + "&#xD800;&#xFFFE;&#0;&#99999999999;" * 1000 + "end</w:t></w:r></w:p>"))


def lone_surrogates() -> bytes:
    text = body("<w:p><w:r><w:t>a@b</w:t></w:r></w:p>").encode("utf-16-le").replace("@".encode("utf-16-le"), b"\x00\xd8")
    return document(b"\xff\xfe" + text)


# ---- containers --------------------------------------------------------------------------------

def directory_patched(change: Callable[[bytearray, int, str], None]) -> bytes:
    """A good archive whose central directory `change(data, at, name)` has altered, entry by entry."""
    data = bytearray(document(body("")))
    at = data.index(b"PK\x01\x02")
    while data[at:at + 4] == b"PK\x01\x02":
        n, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        change(data, at, data[at + 46:at + 46 + n].decode())
        at += 46 + n + extra + comment
    return bytes(data)


def lying_sizes(size: int) -> bytes:
    def change(data: bytearray, at: int, name: str) -> None:
        if name == MAIN:
            struct.pack_into("<I", data, at + 24, size)
    return directory_patched(change)


def locked(method: int, flags: int) -> bytes:
    def change(data: bytearray, at: int, name: str) -> None:
        if name != MAIN:
            return
        local = struct.unpack_from("<I", data, at + 42)[0]
        struct.pack_into("<HH", data, at + 8, flags, method)
        struct.pack_into("<HH", data, local + 6, flags, method)
    return directory_patched(change)


def overlapping() -> bytes:
    """Five hundred entries of the directory that all lie on the same bytes."""
    data = document(body(""))
    end = data.index(b"PK\x05\x06")
    first = data.index(b"PK\x01\x02")
    n = struct.unpack_from("<H", data, first + 28)[0]
    entry = data[first:first + 46 + n]
    more = b"".join(entry[:46] + f"m{i:03d}".encode().ljust(n, b"x") for i in range(500))
    tail = bytearray(data[end:])
    count, size = struct.unpack_from("<H", tail, 10)[0] + 500, struct.unpack_from("<I", tail, 12)[0] + len(more)
    struct.pack_into("<HHI", tail, 8, count, count, size)
    return data[:end] + more + bytes(tail)


def zip64(entries: int | None) -> bytes:
    """The end record in its Zip64 form; with a count of its own when `entries` says one."""
    data = document(body(""))
    end = data.index(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    known = count if entries is None else entries
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, known, known, size, offset)
    locator = struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    short = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + record + locator + short


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for i in range(70_000):
            package.writestr(zipfile.ZipInfo(f"word/{i}.xml"), b"")
    return out.getvalue()


def odd_names() -> bytes:
    evil = [(name, b"x") for name in ("../../etc/evil", "/absolute", "C:\\evil", "word/\x01ctl", "a" * 60_000)]
    return document(body(""), evil)


CASES: dict[str, Case] = {
    "nested-tables-100000": Case(lambda: nested_tables(100_000), 3, "xml-depth", "Kept."),
    "nested-tables-60": Case(lambda: nested_tables(60), 0, "", "core"),
    "columns-1000000": Case(wide_table, 0, "table-columns", "Kept."),
    "grid-columns-1000000": Case(wide_grid, 0, "", "Kept."),
    "merge-over-1000000-rows": Case(long_merge, 0, "", "top"),
    "span-times-span": Case(product_of_spans, 3, "grid-limit", "Kept."),
    "attributes-100000": Case(attribute_flood, 3, "xml-tag-size", "Kept."),
    "namespaces-100000": Case(namespace_flood, 3, "xml-tag-size", "Kept."),
    "attribute-3mb": Case(long_attribute, 3, "xml-tag-size", "Kept."),
    "entities-nested": Case(lambda: laughs(False), 3, "xml-doctype", "Kept."),
    "entities-quadratic": Case(lambda: laughs(True), 3, "xml-doctype", "Kept."),
    "entities-external": Case(external_entity, 3, "xml-doctype", "Kept."),
    "text-node-11mb": Case(huge_text, 3, "xml-text-size", "Kept."),
    "elements-5000000": Case(many_empty_elements, 0, "", "Kept."),
    "fields-open-300000": Case(open_fields, 0, "field-unclosed", "Kept."),
    "style-circle-20000": Case(circles_of_styles, 0, "", "Kept."),
    "style-chain-20000": Case(chain_of_styles, 0, "", "Kept."),
    "numbering-links-20000": Case(linked_numbering, 0, "", "Kept."),
    "label-500000": Case(long_label, 0, "", "Kept."),
    "sections-100000": Case(many_sections, 3, "furniture-missing", "Kept."),
    "note-in-itself": Case(notes_in_notes, 0, "", "Kept."),
    "chunk-in-chunk-12": Case(chunk_in_itself, 3, "altchunk-skipped", "Kept."),
    "chunk-shown-27000-times": Case(chunk_shown_often, 0, "", "Kept."),
    "rtf-braces-3000000": Case(lambda: rtf("{" * 3_000_000), 0, "", "Kept."),
    "rtf-edges-5000-rows-100000": Case(rtf_of_wide_rows, 0, "", "Kept."),
    "rtf-nested-tables-30000": Case(rtf_of_nested_tables, 0, "", "Kept."),
    "rtf-notes-in-notes-200000": Case(lambda: rtf("{\\footnote a" * 200_000), 0, "", "Kept."),
    "chart-series-60000": Case(chart_of_many_series, 0, "chart-text", "Kept."),
    "chart-level-1mb": Case(chart_of_long_levels, 0, "chart-text", "Kept."),
    "chart-shown-20000": Case(chart_shown_often, 0, "chart-skipped", "Kept."),
    "diagram-chain-100000": Case(diagram_of_one_chain, 0, "diagram-text", "Kept."),
    "note-format-1mb": Case(note_format_in_sections, 0, "", "Kept."),
    "bomb-300mb": Case(bomb, 3, "part-damaged", "Kept."),
    "references-illegal": Case(bad_references, 0, "text-replaced", "end"),
    "surrogates-lone": Case(lone_surrogates, 0, "text-replaced", "a\ufffdb"),
    "size-too-small": Case(lambda: lying_sizes(10), 0, "size-mismatch", "Kept."),
    "size-too-large": Case(lambda: lying_sizes(1 << 30), 0, "size-mismatch", "Kept."),
    "entry-encrypted": Case(lambda: locked(8, 1), 2, "ENCRYPTED"),
    "entry-method-98": Case(lambda: locked(98, 0), 2, "UNSUPPORTED_FORMAT"),
    "entries-overlapping": Case(overlapping, 0, "", "Kept."),
    "zip64": Case(lambda: zip64(None), 0, "", "Kept."),
    "zip64-count-lies": Case(lambda: zip64(1 << 40), 2, "LIMIT_ITEMS"),
    "entries-70000": Case(many_entries, 2, "LIMIT_ITEMS"),
    "junk-before": Case(lambda: b"\0junk" * 800 + document(body("")), 0, "", "Kept."),
    "names-odd": Case(odd_names, 0, "", "Kept."),
}


def enough(command: str, path: Path, megabytes: int) -> subprocess.CompletedProcess[bytes]:
    """A conversion with so much address space, all in all."""
    room = (megabytes << 20, megabytes << 20)
    return subprocess.run([command, "convert", str(path), "--to", "json"], capture_output=True, timeout=60,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, room))


def out_of_memory(command: str, folder: Path) -> str:
    """With just enough address space for a small document a large one is refused, or cut: no signal ends the command."""
    small, large = folder / "small.docx", folder / "large.docx"
    small.write_bytes(document(body("")))
    large.write_bytes(Package(body=p("word " * 400) * 20_000).build())  # 40 MB of text
    least, most = 16, 2048  # MB
    while most - least > 4:
        middle = (least + most) // 2
        least, most = (least, middle) if enough(command, small, middle).returncode == 0 else (middle, most)
    for more in (1, 4, 16):
        done = enough(command, large, most + more)
        if done.returncode not in (2, 3):
            return f"exit {done.returncode} with {more} MB more than a small document takes: {done.stderr[-200:]!r}"
    return ""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def run(command: str, path: Path, case: Case) -> str:
    """An empty string, or what is wrong."""
    limit = None if "asan" in command else limited  # a sanitizer reserves more address space than any limit
    done = subprocess.run([command, "convert", str(path), "--to", "json", *case.options], capture_output=True,
                          timeout=600, preexec_fn=limit)
    said = done.stderr.decode("utf8", "replace")
    if done.returncode != case.status:
        return f"exit {done.returncode}, not {case.status}: {said[-300:]}"
    if case.status == 2:
        return "" if f"({case.code})" in said else f"no {case.code} in: {said[-300:]}"
    result = json.loads(done.stdout)
    codes = {d["code"] for d in result["diagnostics"]}
    if case.code and case.code not in codes:
        return f"no {case.code} among {sorted(codes)}"
    if case.keep not in json.dumps(result["blocks"], ensure_ascii=False) + json.dumps(result["tables"], ensure_ascii=False):
        return f"{case.keep!r} is lost"
    return "text is lost" if result["text"]["lost_chars"] else ""


def main() -> int:
    command, names = sys.argv[1], sys.argv[2:] or list(CASES)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            path = Path(folder) / f"{name}.docx"
            path.write_bytes(CASES[name].make())
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            try:
                fault = run(command, path, CASES[name])
            except (subprocess.TimeoutExpired, ValueError) as error:
                fault = str(error)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{'FAIL' if fault else 'ok':5}{name:28}{spent:6.2f} s  {fault}")
            wrong += bool(fault)
            path.unlink()
        if "asan" not in command and not sys.argv[2:]:
            fault = out_of_memory(command, Path(folder))
            print(f"{'FAIL' if fault else 'ok':5}out-of-memory  {fault}")
            wrong += bool(fault)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
