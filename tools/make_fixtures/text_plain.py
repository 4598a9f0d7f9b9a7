#!/usr/bin/env python3
"""Makes text files without any table: prose, verse, addresses, source code, logs, pictures, letters, in several languages.

    text_plain.py FOLDER

All texts are made up; the same files come out each time.
"""
from __future__ import annotations

import random
import sys
import textwrap
from pathlib import Path

from text_grids import WIDE, WORDS, Maker
from text_plain_more import MORE

LANGUAGES = sorted(WORDS)


def paragraph(maker: Maker, sentences: int) -> str:
    return ("" if maker.language in WIDE else " ").join(maker.sentence() for _ in range(sentences))


def prose(maker: Maker) -> str:
    return "\n\n".join([maker.name(2, 4), *(paragraph(maker, 5) for _ in range(4))])


def wrapped(maker: Maker) -> str:
    columns = 36 if maker.language in WIDE else 72
    return "\n\n".join(textwrap.fill(paragraph(maker, 6), columns) for _ in range(4))


def justified(maker: Maker) -> str:
    """Set to both margins with blanks, as old formatters did: gaps everywhere, columns nowhere."""
    lines = []
    for line in textwrap.wrap(paragraph(maker, 12), 66)[:-1]:
        words = line.split(" ")
        while len(words) > 1 and sum(map(len, words)) < 66:
            for i in maker.rng.sample(range(len(words) - 1), len(words) - 1):
                if sum(map(len, words)) + len(words) - 1 >= 66:
                    break
                words[i] += " "
            else:
                continue
            break
        lines.append(" ".join(words))
    return "\n".join(lines)


def verse(maker: Maker) -> str:
    return "\n\n".join("\n".join(("    " if i % 2 else "") + maker.name(2, 4) + "," for i in range(4)) for _ in range(4))


def letter(maker: Maker) -> str:
    place = f"{maker.name(1, 1)} {maker.rng.randint(1, 90)}"
    return "\n".join([" " * 40 + maker.name(1, 2), " " * 40 + place, " " * 40 + "3.4.2021", "", maker.name(2, 3) + ",", "",
                      textwrap.fill(paragraph(maker, 4), 70), "", textwrap.fill(paragraph(maker, 3), 70), "",
                      " " * 36 + maker.name(2, 2)])


def addresses(maker: Maker) -> str:
    return "\n\n".join("\n".join([maker.name(2, 2), f"{maker.name(1, 1)} {maker.rng.randint(1, 90)}",
                                  f"{maker.rng.randint(10000, 99999)} {maker.name(1, 1)}"]) for _ in range(6))


def numbered(maker: Maker) -> str:
    marks = ["一、", "二、", "三、", "四、"] if maker.language == "chinese" else ["1. ", "2. ", "3. ", "4. "]
    return "\n\n".join(f"{mark}{maker.name(1, 3)}\n\n{paragraph(maker, 3)}" for mark in marks)


def items(maker: Maker) -> str:
    return paragraph(maker, 1) + "\n\n" + "\n".join(f"- {maker.phrase(2, 6)}" for _ in range(9)) + "\n\n" + paragraph(maker, 2)


def dialogue(maker: Maker) -> str:
    names = [maker.name(1, 1).upper(), maker.name(1, 1).upper()]
    return "\n".join(f"{names[i % 2]}: {paragraph(maker, 1)}" for i in range(8))


FIXED = {
    "code_c": """#include <stdio.h>

/* Counts the wells of a valley. */
struct well {
\tint  depth;      /* metres */
\tchar name[32];   /* as on the map */
};

static int count(const struct well *w, int n)
{
\tint i, sum = 0;

\tfor (i = 0; i < n; i++)
\t\tsum += w[i].depth > 0;
\treturn sum;
}

int main(void)
{
\tstruct well all[3] = {{1, "a"}, {2, "b"}, {0, "c"}};

\tprintf("%d\\n", count(all, 3));
\treturn 0;
}
""",
    "code_python": """def ferry(load, limit=12):
    # the ferry takes so many at once
    trips = []
    while load:
        take      = load[:limit]
        load      = load[limit:]
        trips.append(take)
    return trips


if __name__ == "__main__":
    print(ferry(list(range(30))))
""",
    "code_assembly": """mill:
\tpush\trbp
\tmov\trbp, rsp
\txor\teax, eax
.turn:
\tadd\teax, 1
\tcmp\teax, 12
\tjne\t.turn
\tpop\trbp
\tret
""",
    "code_makefile": """all: mill ferry

mill: mill.o wheel.o
\t$(CC) -o $@ $^

ferry: ferry.o rope.o
\t$(CC) -o $@ $^

clean:
\trm -f *.o mill ferry

.PHONY: all clean
""",
    "code_shell": """#!/bin/sh
# Lists the bridges that were repaired.
for f in bridges/*.txt; do
  grep -l repaired "$f" | sort | uniq -c
done || exit 1
cat list | cut -d, -f2 | tr a-z A-Z
test -f out || echo none | tee out
""",
    "code_sql": """SELECT town, COUNT(*) AS wells
FROM   well
JOIN   valley ON valley.id = well.valley
WHERE  depth > 3
GROUP  BY town
ORDER  BY wells DESC;

INSERT INTO well (town, depth) VALUES ('North', 4);
""",
    "code_html": """<html>
  <head><title>Harbour</title></head>
  <body>
    <p>The harbour opens at <b>nine</b>.</p>
    <ul>
      <li>North quay</li>
      <li>South quay</li>
    </ul>
  </body>
</html>
""",
    "code_json": """{
  "harbour": {"quays": 2, "open": true},
  "ferries": [
    {"name": "Heron", "seats": 40},
    {"name": "Otter", "seats": 12}
  ]
}
""",
    "config": """# The mill's settings
[wheel]
speed = 12
water = river

[door]
open  = 08:00
close = 17:30
; no lunch
""",
    "log_service": "".join(f"2024-03-{d:02} 0{d % 9}:1{d % 6}:27,{d * 37 % 999:03} INFO  mill.wheel   turned {d} times\n"
                           for d in range(1, 19)),
    "log_system": "".join(f"Mar {d:2} 06:2{d % 6}:11 lodge gate[{d * 71}]: opened by hand, closed after {d} s\n"
                          for d in range(1, 19)),
    "log_web": "".join(f'10.0.0.{d} - - [0{d % 9}/Mar/2024:10:0{d % 6}:27 +0000] "GET /quay/{d} HTTP/1.1" 200 {d * 311}\n'
                       for d in range(1, 15)),
    "picture_cat": r"""
      /\_/\
     ( o.o )
      > ^ <
     /     \
    (  | |  )
     \_|_|_/
""",
    "picture_boxes": """
  +---------+        +---------+
  |  mill   |------->|  ferry  |
  +---------+        +---------+
       |                  ^
       v                  |
  +---------+        +---------+
  |  barn   |------->|  quay   |
  +---------+        +---------+
""",
    "picture_map": """
    ~~~~~~~~~~~~~~~~~~~~~
    ~~~    /\\      ~~~~~~
    ~~    /  \\ __     ~~~
    ~    / /\\ V  \\     ~~
    ~~~ /_/  \\____\\  ~~~~
    ~~~~~~~~~~~~~~~~~~~~~
""",
    "contents": """Contents

1 The mill ......................... 3
2 The ferry ........................ 7
   2.1 Ropes ....................... 8
   2.2 Tickets .................... 11
3 The harbour ..................... 15
4 The market ...................... 22
5 Index ........................... 31
""",
    "mail": """> Would the ferry run on Sunday?
> We are twelve, with two dogs.

It will, from nine on; dogs ride free.

> And the rope?

The rope is new.

-- \nThe ferry house
""",
    "diff": """--- a/mill.c
+++ b/mill.c
@@ -1,5 +1,5 @@
 int turn(void)
 {
-\treturn 1;
+\treturn 2;
 }
""",
    "yaml": """harbour:
  quays:
    - north
    - south
  open: true   # all year
ferry:
  name: Heron
  seats: 40
""",
    "play": """        The harbour, at dusk.

MILLER
        The wheel stands still again.

FERRYMAN
        Then cross with me, the night is warm,
        and leave the flour to the mice.
""",
    "formula": """The flow through the sluice is

        Q = c * b * h^(3/2)

where b is its width and h the height of the water above the sill. With
b = 2 and h = 1 this gives Q = 2 * c.
""",
    "references": """[1] A. Miller, The wheel and the weir. Harbour Press, 1971.
[2] B. Ferryman, Ropes of the upper valley. In: Letters from
    the river, pp. 12-31. Mill Lane Books, 1988.
[3] C. Warden, On gates. Journal of Lodges 4 (2), 1999, 7-19.
""",
    "recipe": """Flat bread

500 g flour
300 g water
10 g salt
a spoon of oil

Mix, rest for an hour, roll out, bake on a hot stone.
""",
    "questions": """Q: When does the ferry leave?
A: When the bell has rung twice.

Q: What does it cost?
A: Nothing on Sundays; two coins on other days.
""",
    "glossary": """weir
    A wall across a river that lifts its water.

sluice
    A gate in a weir. It is opened when the water is high,
    and closed when the mill is to turn.
""",
    "banner": """*****************************
*                           *
*   THE HARBOUR IS CLOSED   *
*                           *
*****************************

Please use the north quay until the bridge is mended.
""",
    "underlined": """The valley
==========

It is long and green, with one road.

The mill
--------

It stands at the upper end, above the bridge.
""",
    "timeline": """1871: the mill is built.
1902: the ferry gets a rope of steel.
1934: the bridge opens; the ferry goes on, for walkers.
1988: the mill becomes a museum.
""",
}


def files() -> dict[str, str]:
    out = FIXED | MORE
    kinds = {"prose": prose, "wrapped": wrapped, "verse": verse, "addresses": addresses, "numbered": numbered, "items": items,
             "dialogue": dialogue}
    for kind, make in kinds.items():
        for language in LANGUAGES:
            if kind in ("dialogue", "addresses", "items") and language in ("german", "japanese"):
                continue
            out[f"{kind}_{language}"] = make(Maker(random.Random(f"{kind} {language}"), language)) + "\n"
    for language in ("english", "german"):
        out[f"justified_{language}"] = justified(Maker(random.Random(f"justified {language}"), language)) + "\n"
        out[f"letter_{language}"] = letter(Maker(random.Random(f"letter {language}"), language)) + "\n"
    return out


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
