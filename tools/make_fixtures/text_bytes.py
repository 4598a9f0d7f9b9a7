#!/usr/bin/env python3
"""Makes text files whose bytes are odd: charsets without a mark, broken sequences, NUL, line ends of all kinds.

    text_bytes.py FIXTURES

Writes FIXTURES/text/bytes_*.txt, and FIXTURES/bad/ for what cannot be read. All texts are made up.
"""
from __future__ import annotations

import sys
from pathlib import Path

MILL = "The mill stands by the bridge, and the ferry goes until dusk.\n"
FLUSS = "Die Mühle steht am Fluß, die Fähre fährt bis zur Dämmerung über das Wasser.\n"
RUSSIAN = "Мельница стоит у моста, паром ходит до вечера, река узкая и быстрая.\n"
CHINESE = "磨坊与渡口，河流与桥梁。\n"

GOOD = {
    "gb18030_of_five_letters": "磨坊与渡口".encode("gb18030"),
    "gb18030_table": "磨坊\t数量\n河流\t12\n渡口\t3\n".encode("gb18030"),
    "big5_short": "磨坊與渡口，河流與橋樑".encode("big5"),
    "shift_jis": "水車と渡し船、川と橋について。\n".encode("shift_jis"),
    "euc_kr": "물레방아와 나룻배, 강과 다리에 대하여.\n".encode("euc-kr"),
    "koi8_r": RUSSIAN.encode("koi8-r"),
    "windows_1251": RUSSIAN.encode("cp1251"),
    "windows_1252": FLUSS.encode("cp1252"),
    "utf16le_without_mark": CHINESE.encode("utf-16-le"),
    "utf16be_without_mark": MILL.encode("utf-16-be"),
    "utf16le_with_mark": b"\xff\xfe" + CHINESE.encode("utf-16-le"),
    "utf32le_without_mark": ("mill " + CHINESE).encode("utf-32-le"),
    "utf8_with_mark": b"\xef\xbb\xbf" + FLUSS.encode(),
    "mark_in_the_middle": MILL.encode() + b"\n\xef\xbb\xbf" + FLUSS.encode(),
    "broken_utf8": (FLUSS + FLUSS).encode() + b"The \xff\xfe mill \xe8\xa1 and \xc0\xaf and \xed\xa0\x80 here.\n",
    "cut_in_a_letter": FLUSS.encode() + "Mühle über Fähre ü".encode()[:-1],
    "mixed_encodings": FLUSS.encode() + "Br\u00fccke \u00fcber den Flu\u00df.\n".encode("cp1252") + FLUSS.encode(),
    "nul": b"The mill\0stands here, and\0\0the ferry goes there, as it has for years.\n" * 3,
    "line_ends_of_all_kinds": "one\ntwo\r\nthree\rfour\u0085five\u2028six\u2029seven\x0bend".encode(),
    "no_line_end": b"The mill stands here",
    "form_feeds_only": b"\f\f\f",
    "blank": b" \n\t\n  \n",
    "directions": "The \u202emill\u202c stands \u2067here\u2069, and the text goes on.\n".encode(),
    "tags_and_selectors": "A heart \u2764\ufe0f and a flag \U0001F3F4\U000E0067\U000E0062\U000E007F stand here.\n".encode(),
    "many_marks_on_a_letter": ("a" + "\u0301" * 300 + " stands here.\n").encode(),
    "terminal_controls": b"The \x1b[31mmill\x1b[0m and \x07 bells \x01 stand here, and the text goes on for a while.\n",
}
BAD = {"noise": bytes((i * 7919 + i // 251) % 256 for i in range(8000)), "nothing_in_it": b""}


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    for name, data in GOOD.items():
        (Path(sys.argv[1]) / "text" / f"bytes_{name}.txt").write_bytes(data)
    for name, data in BAD.items():
        (Path(sys.argv[1]) / "bad" / f"{name}.txt").write_bytes(data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
