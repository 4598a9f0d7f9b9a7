"""More text without any table: menus, manuals, logs, listings, forms, notes; all made up."""
from __future__ import annotations

MORE = {
    "menu_leaders": """THE FERRY HOUSE

Soup of the day ................ 4.50
Bread and butter ............... 2.00
Smoked trout ................... 9.80
Plum cake ...................... 3.20

We are open until the last boat.
""",
    "menu_prose": """To begin

    Pea soup with mint, 4
    Bread, butter, radishes, 3

Mains

    Trout from the weir, boiled potatoes, 12
    Barley with mushrooms from the upper meadow, 9

Sweet

    Plum cake, 3
""",
    "man_page": """MILL(1)                      Harbour Commands                      MILL(1)

NAME
       mill - turn grain into flour

SYNOPSIS
       mill [-c COUNT] [-q] FILE...

DESCRIPTION
       The mill reads each FILE and grinds what it finds there. Without -q it
       hums.

       -c COUNT, --count=COUNT
              turn so many times; the default is 12

       -q, --quiet
              do not hum

       -v     say what is done

EXIT STATUS
       0      all was ground

       1      the river was low

SEE ALSO
       ferry(1), weir(5)

harbour 2.1                     March 2024                         MILL(1)
""",
    "chat_log": "".join(f"[{9 + i // 12:02}:{i * 5 % 60:02}] <{'miller' if i % 3 else 'ferryman'}> {t}\n" for i, t in enumerate(
        ["morning", "is the rope mended?", "since yesterday", "then we cross at ten", "twelve sacks", "and the dog",
         "the dog walks", "he does not", "he swims", "we shall see", "bring bread", "and a lamp"])),
    "chat_tabs": "".join(f"{9 + i // 12:02}:{i * 5 % 60:02}\t{'Anna' if i % 2 else 'Boris'}: {t}\n" for i, t in enumerate(
        ["are you there", "nearly", "the gate is shut", "go around, by the mill", "it rains", "I have a hat", "good"])),
    "diff_aligned": """diff --git a/wheel.conf b/wheel.conf
index 83a1..99f2 100644
--- a/wheel.conf
+++ b/wheel.conf
@@ -3,7 +3,7 @@
 speed     = 12
 water     = river
-lunch     = 12:00
+lunch     = 12:30
 door      = open
""",
    "config_aligned": """# wheel.conf
speed            = 12
water            = river
lunch            = 12:00
door             = open
log              = /var/log/wheel
retries          = 3
""",
    "config_server": """server {
    listen       80;
    server_name  harbour.example;

    location / {
        root   /srv/harbour;
        index  index.html;
    }

    error_page  404  /404.html;
}
""",
    "code_aligned": """const int   kWheels   = 2;
const char *kRiver    = "upper";
double      depth     = 3.5;
double      width     = 12.0;

struct Sluice sluices[] = {
    {"north", 2, 3.5},
    {"south", 4, 1.5},
    {"upper", 1, 0.5},
};
""",
    "code_assembly_listing": """0000000000401000 <mill>:
  401000:       55                      push   %rbp
  401001:       48 89 e5                mov    %rsp,%rbp
  401004:       31 c0                   xor    %eax,%eax
  401006:       83 c0 01                add    $0x1,%eax
  401009:       83 f8 0c                cmp    $0xc,%eax
  40100c:       75 f8                   jne    401006 <mill+0x6>
  40100e:       5d                      pop    %rbp
  40100f:       c3                      ret
""",
    "code_css": """.mill {
  color:       #336;
  margin:      0 auto;
  padding-top: 12px;
}

.ferry { color: #663; }
""",
    "hex_dump": "".join(f"{i * 16:08x}  " + " ".join(f"{(i * 37 + j * 11) % 256:02x}" for j in range(8)) + "  " +
                        " ".join(f"{(i * 53 + j * 7) % 256:02x}" for j in range(8)) + "  |................|\n" for i in range(12)),
    "stack_trace": """Traceback (most recent call last):
  File "mill.py", line 12, in <module>
    main()
  File "mill.py", line 9, in main
    turn(wheel, 12)
  File "wheel.py", line 31, in turn
    raise Stuck("the river is low")
wheel.Stuck: the river is low
""",
    "mail_headers": """From: ferryman@harbour.example
To: miller@harbour.example
Date: Tue, 5 Mar 2024 10:12:27 +0100
Subject: the rope
Message-ID: <12.34@harbour.example>

The rope is mended; we cross at ten.
""",
    "chords": """   C            G
The wheel goes round and round,
   Am              F
the river gives the sound,
     C        G         C
and all the flour is ground.
""",
    "subtitles": "".join(f"{i}\n00:00:{i * 4:02},000 --> 00:00:{i * 4 + 3:02},500\n{t}\n\n" for i, t in enumerate(
        ["The harbour, at dusk.", "A boat comes in.", "Nobody is on it.", "The rope is new."], 1)),
    "index_pages": """bridges, 12, 15-17, 33
   old, 12
   new, 15
ferries, 3, 8-11
harbour, 22
   north quay, 23
   south quay, 24, 27
mills, 3-7, 40
wells, 44
""",
    "two_column_prose": """The mill stands at the      and the ferry takes what
upper end of the valley,     the mill has ground to
above the bridge, where      the other side. In winter
the river is narrow and      the rope is stiff with
quick. It grinds for all     ice, and the boat waits
the farms of the valley,     for the sun.
""",
    "checklist": """[x] mend the rope
[x] oil the wheel
[ ] sweep the quay
[ ] count the sacks, and write down how many there are
""",
    "tree": """harbour/
├── quays/
│   ├── north.txt
│   └── south.txt
├── ferries/
│   └── heron.txt
└── README
""",
    "family": """                 Anna = Boris
                      |
        +-------------+-------------+
        |             |             |
      Clara         David         Emma = Felix
                                       |
                                     Greta
""",
    "chess": """8 r n b q k b n r
7 p p p p . p p p
6 . . . . . . . .
5 . . . . p . . .
4 . . . . P . . .
3 . . . . . . . .
2 P P P P . P P P
1 R N B Q K B N R
  a b c d e f g h
""",
    "commits": "".join(f"{(i * 7919 + 104729) % 0xfffffff:07x} {t}\n" for i, t in enumerate(
        ["Mend the rope", "Oil the wheel", "Sweep the quay", "Count the sacks", "Paint the boat", "Close the gate"])),
    "questionnaire": """1. How often do you cross?

   ( ) daily      ( ) weekly      ( ) seldom

2. What do you carry?

   ( ) grain      ( ) wood        ( ) nothing

3. Your name: ______________________
""",
    "licence": """   1. Definitions.

      "Mill" shall mean the wheel, the stones, and the house around
      them, as they stood when this was written.

      "Ferry" shall mean the boat and its rope.

   2. Use.  Whoever brings grain may have it ground, provided that:

      (a) the grain is dry; and

      (b) the sack bears a name.
""",
    "shell_session": """$ ls
ferry  mill  quay
$ cat mill | sort | uniq -c
      3 wheel
      2 stone
      1 door
$ mill -c 12
turned 12 times
""",
    "headers_http": """HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8
Content-Length: 1234
Cache-Control: max-age=60
Server: quay/2.1
""",
    "poem_indented": """The river runs,
        the wheel is still,
                a heron stands,
below the mill;
        and no one comes,
                and no one will.
""",
    "key_values": """Name:       North quay
Keeper:     A. Miller
Opened:     3 May 1934
Telephone:  12 34 56
""",
    "vita": """1988 - 1992    School of the upper valley
1992 - 1995    Apprentice at the mill
1995 - 2001    Ferryman, north quay
since 2001     Warden of the wells, with leave to sell water
               in dry years
""",
    "changes_tabbed": """1931-04-02  A. Miller

\t* wheel.c (turn): Stop when the river is low.
\t* gate.c: Likewise.

\t* bell.c (ring): Ring once for each boat that lands at the
\tnorth quay, and not at all at night.
\t* bell.h: Adjust.

1931-03-30  B. Weaver

\t* rope.c: Splice the old rope.
\t* knot.c: Do not tie twice.
""",
    "changes_sentences": """List of changes in mill 1.21

\tAdded a second wheel.
\tAdded a bell for the ferry.

\tSupport low water in summer.
\tSupport ice in winter.

\tImproved the sluice.
""",
    "code_defines": """#define WHEEL_NONE\t0\t/* no wheel */
#define WHEEL_OVER\t1\t/* water from above */
#define WHEEL_UNDER\t2\t/* water from below */

/*
 * @gate:\tthe gate to open
 * @depth:\tof the water, in feet
 * @night:\tring no bell
 */
""",
    "xml_settings": """<wheels>
    <wheel>0x3437</wheel> <!-- 1 -->
    <wheel>0x5115</wheel> <!-- 2 -->
    <wheel>0x3021</wheel> <!-- 3 -->
</wheels>
<names>
    <name>North wheel</name>   <!-- 1 -->
    <name>South wheel 2</name> <!-- 2 -->
    <name>Mill 3</name>        <!-- 3 -->
</names>
""",
    "calendar_notes": """Mon  3  mill closed
Tue  4  ferry inspection, bring the book of ropes
Wed  5
Thu  6  market
Fri  7  rope to be mended
""",
}
