#!/usr/bin/env python3
"""How much of a truth's text the clean text of DOCX documents has, with what the truth lacks set aside by cause.

    text_kept.py --documents FOLDER --truth FOLDER [--bin build/release/gridlift] [--worst N]

FOLDER of truths holds NAME.docx.json for NAME.docx, with "text": what the document shows but for its list labels, with
equations as their bare letters, symbol fonts as private-use characters, and without charts and diagrams. All of those
`--to txt` prints, as whoever reads it expects, and each cuts the text of the truth in two where it stands: the share of
the truth's runs of five characters that the output has (white space aside; the mean over documents) then falls although
nothing is lost. To tell the two apart, every cause is taken out of a copy of the documents, one after the other, and
these are converted and measured alike. What is missing at the end is missing.

Printed besides: what a perfect answer would score that has the labels, from the truth's own "text_with_labels".
"""
from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Callable

TOP = Path(__file__).resolve().parent.parent.parent
RUN = 5
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f\ufeff\ufffc\ue000-\uf8ff\x00-\x08\x7f-\x84\x86-\x9f]")
HYPHENS = str.maketrans("\u2010\u2011", "--")


def bare(text: str) -> str:
    """Text without white space and what nobody sees, in NFKC."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", UNSEEN.sub("", text).translate(HYPHENS)))


def runs(text: str) -> Counter[str]:
    size = min(RUN, len(text))
    return Counter(text[i:i + size] for i in range(len(text) - size + 1)) if text else Counter()


def kept(truth: str, got: str) -> float:
    want, have = runs(bare(truth)), runs(bare(got))
    return sum(min(n, have[run]) for run, n in want.items()) / want.total()


# --- what the truth leaves out, taken out of the XML of a part -------------------------------------

def element(*names: str) -> re.Pattern[str]:
    """Matches whole elements of these local names, of any prefix, that do not hold themselves."""
    name = "|".join(names)
    return re.compile(rf"<((?:[\w.-]+:)?(?:{name}))(?=[\s/>])(?:[^>]*/>|[^>]*>.*?</\1\s*>)", re.S)


NUMBERING = element("numPr")
SYMBOL = re.compile(r'<(?:[\w.-]+:)?sym\s[^>]*font="W[ei][^>]*/>')  # those of the font Symbol the truth has
DRAWN = element("chart", "relIds")
EQUATION = element("oMath")
LETTERS = re.compile(r"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
SYMBOL_FONT = re.compile(r'((?:ascii|hAnsi|cs|eastAsia)=)"(?:Symbol|Wingdings ?[23]?|Webdings|ZapfDingbats)"', re.I)


def plain_equation(match: re.Match[str]) -> str:
    letters = "".join(LETTERS.findall(match.group(0)))
    return f'<w:r><w:t xml:space="preserve">{letters}</w:t></w:r>'


CAUSES: list[tuple[str, Callable[[str], str]]] = [
    ("list labels", lambda xml: NUMBERING.sub("", xml)),
    ("equations", lambda xml: EQUATION.sub(plain_equation, xml)),
    ("symbol fonts", lambda xml: SYMBOL_FONT.sub(r'\1"Arial"', SYMBOL.sub("", xml))),
    ("charts and diagrams", lambda xml: DRAWN.sub("", xml)),
]


def without(package: bytes, causes: list[Callable[[str], str]]) -> bytes:
    """The document with the causes taken out of all its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.lower().endswith(".xml"):
                try:
                    xml = data.decode("utf-8")
                    for cause in causes:
                        xml = cause(xml)
                    data = xml.encode("utf-8")
                except UnicodeDecodeError:
                    pass
            new.writestr(info.filename, data)
    return out.getvalue()


def text_of(binary: str, document: bytes) -> str:
    done = subprocess.run([binary, "convert", "-", "--to", "txt"], input=document, capture_output=True, timeout=120)
    return done.stdout.decode("utf-8", "replace")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--bin", default=str(TOP / "build" / "release" / "gridlift"))
    parser.add_argument("--worst", type=int, default=0, help="name the N documents that miss most at the end")
    args = parser.parse_args()
    truths = {path.name[:-len(".json")]: json.loads(path.read_text(encoding="utf-8"))
              for path in sorted(args.truth.glob("*.json"))}
    truths = {name: truth for name, truth in truths.items() if bare(truth.get("text", ""))}
    documents = {name: (args.documents / name).read_bytes() for name in truths}
    print(f"{len(documents)} documents with text")
    labelled = [kept(truth["text"], truth.get("text_with_labels") or truth["text"]) for truth in truths.values()]
    print(f"{sum(labelled) / len(labelled):.4f}  a perfect answer with list labels, by the truth's own")
    causes: list[Callable[[str], str]] = []
    for title, cause in [("as it is", None), *CAUSES]:
        if cause:
            causes.append(cause)
        shares = {}
        for name, document in documents.items():
            try:
                copy = without(document, causes) if causes else document
            except (zipfile.BadZipFile, NotImplementedError, KeyError):
                copy = document  # what only a repair road opens is read as it is
            shares[name] = kept(truths[name]["text"], text_of(args.bin, copy))
        mean, short = sum(shares.values()) / len(shares), sum(share < 0.999 for share in shares.values())
        print(f"{mean:.4f}  {'without ' if cause else ''}{title}; {short} documents under 0.999")
    for name, share in sorted(shares.items(), key=lambda each: each[1])[:args.worst]:
        print(f"  {share:.4f}  {name}")


if __name__ == "__main__":
    main()
