#!/usr/bin/env python3
"""How well tables that cross pages are recovered, by layout, on made documents whose truth is known.

    accuracy.py [--bin build/release/gridlift] [--seed N] [--count 200] [--apart 200] [--keep FOLDER] [--worst N]

Makes the documents (tools/make_fixtures/crossing.py; LibreOffice sets the PDF files), converts them, and prints for
each format and layout the share of

  exact     tables whose rows, columns, spans and texts are all right
  stitched  tables over several pages that came as one table, with all parts
  split     rows cut by a page end that are one row again, with all texts right
  paths     columns whose path of header texts is right
  blocks    values below labels that name the columns anew in mid-table, whose column path is the one of that block
  wrong     rows that were joined and should not have been (a count)

and, over documents whose tables do not cross pages, how many tables were stitched. Texts are compared after NFKC, with
runs of white space as one blank, and none beside an ideograph. With --keep the documents and results stay in FOLDER,
and documents that are there already are used again.
"""
from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(TOP / "tools" / "make_fixtures"))
import crossing  # noqa: E402

FORMATS = (".docx", ".pdf")


def clean(text: str) -> str:
    out = ""
    for word in unicodedata.normalize("NFKC", text).split():
        wide = out and (is_wide(out[-1]) or is_wide(word[0]))
        out += word if not out or wide else " " + word
    return out


def is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def key_of(table: dict) -> tuple:
    """All that must be right: shape, spans and texts. Empty cells that stand alone are all alike."""
    cells = {(c["row"], c["col"], c.get("row_span", 1), c.get("col_span", 1), clean(c.get("text", "")))
             for c in table["cells"]}
    return table["rows"], table["cols"], frozenset(c for c in cells if c[4] or c[2] > 1 or c[3] > 1)


def row_texts(table: dict) -> list[tuple]:
    """For each row the texts of the cells that begin in it, by column."""
    rows: list[dict[int, str]] = [{} for _ in range(table["rows"])]
    for cell in table["cells"]:
        text = clean(cell.get("text", ""))
        if text:
            rows[cell["row"]][cell["col"]] = text
    return [tuple(sorted(row.items())) for row in rows]


@dataclass
class Tally:
    documents: int = 0
    tables: int = 0
    exact: int = 0
    crossing: int = 0
    stitched: int = 0
    split: int = 0
    rejoined: int = 0
    columns: int = 0
    paths: int = 0
    values: int = 0
    placed: int = 0
    wrong: int = 0
    false_stitches: int = 0
    failed: list[str] = field(default_factory=list)


def page_texts(pdf: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8", "replace").split("\f")[:-1]


def split_rows(table: dict, pages: list[str]) -> set[int]:
    """Rows with a cell whose first and last marks (K123) stand on different pages."""
    page_of: dict[str, int] = {}
    for number, text in enumerate(pages):
        for part in text.split("K")[1:]:
            digits = part[:3]
            if digits.isdigit():
                page_of.setdefault(digits, number)
    rows = set()
    for cell in table["cells"]:
        marks = [part[:3] for part in cell["text"].split("K")[1:] if part[:3].isdigit()]
        if len(marks) == 2 and page_of.get(marks[0]) != page_of.get(marks[1]):
            rows.add(cell["row"])
    return rows


def marks_of(text: str) -> list[str]:
    return [part[:3] for part in text.split("K")[1:] if part[:3].isdigit()]


def pages_of(table: dict, pages: list[str]) -> int:
    """How many pages the table stands on, by its marks and texts: at least one."""
    flat = [clean(page).replace(" ", "") for page in pages]
    found = set()
    for cell in table["cells"]:
        text = clean(cell["text"]).replace(" ", "")
        wanted = ["K" + mark for mark in marks_of(text)]
        if not wanted and len(text) >= 5 and not text.replace(",", "").replace(".", "").isdigit():
            wanted = [text]
        for part in wanted:
            on = [number for number, page in enumerate(flat) if part in page]
            if len(on) == 1:
                found.add(on[0])
    return max(1, len(found))


def score(truth: dict, result: dict | None, pages: list[str], tally: Tally, name: str) -> None:
    tally.documents += 1
    about = truth["about"]
    found = result["tables"] if result else []
    keys = [key_of(table) for table in found]
    exact = 0
    for number, table in enumerate(truth["tables"]):
        tally.tables += 1
        match = keys.index(key_of(table)) if key_of(table) in keys else None
        exact += match is not None
        best = found[match] if match is not None else max(
            found, key=lambda t: len(set(row_texts(t)) & set(row_texts(table))), default=None)
        paths = [[clean(text) for text in path] for path in about["columns"][number]]
        got = [[clean(text) for text in path] for path in best.get("columns") or []] if best else []
        tally.columns += len(paths)
        tally.paths += sum(a == b for a, b in zip(paths, got)) if len(paths) == len(got) else 0
        if not about["crossing"]:
            continue
        rows = row_texts(table)
        ours = row_texts(best) if best else []
        cut = split_rows(table, pages)
        tally.split += len(cut)
        tally.rejoined += sum(rows[row] in ours for row in cut)
        spread = pages_of(table, pages) if pages else 1
        if spread > 1 or about.get("in_pieces"):
            tally.crossing += 1
            parts = len({part["page"] for part in best.get("parts", []) if "page" in part}) if best and pages else 0
            tally.stitched += (parts >= spread) if pages else match is not None
        tally.wrong += wrongly_joined(table, best)
    tally.exact += exact
    if not about["crossing"] and result:
        tally.false_stitches += sum(d["code"] == "table-stitched" for d in result["diagnostics"]) or max(
            0, len(truth["tables"]) - len(found) if len(found) and exact == 0 and is_merged(truth, found) else 0)
    if exact < len(truth["tables"]):
        tally.failed.append(name)


def is_merged(truth: dict, found: list[dict]) -> bool:
    """One table holds rows of both true ones."""
    for table in found:
        rows = set(row_texts(table))
        if all(len(rows & set(row_texts(true))) > 1 for true in truth["tables"]):
            return True
    return False


def wrongly_joined(truth: dict, found: dict | None) -> int:
    """Cells that say they were rejoined and hold marks of two true rows, or one text of a row behind one of another."""
    if not found:
        return 0
    row_of: dict[str, int] = {}
    by_mark: dict[str, int] = {}
    for cell in truth["cells"]:
        text = clean(cell["text"])
        row_of[text] = -1 if text in row_of else cell["row"]
        by_mark.update((mark, cell["row"]) for mark in marks_of(text))
    wrong = 0
    for cell in found["cells"]:
        if cell.get("rule") != "row-rejoined":
            continue
        text = clean(cell.get("text", ""))
        if text in row_of:
            continue
        marked = len({by_mark[mark] for mark in marks_of(text) if mark in by_mark}) > 1
        wrong += marked or any(is_two_texts(text, at, row_of) for at in range(1, len(text)))
    return wrong


def is_two_texts(text: str, at: int, row_of: dict[str, int]) -> bool:
    first, second = row_of.get(text[:at].strip(), -1), row_of.get(text[at:].strip(), -1)
    return first >= 0 and second >= 0 and first != second


def score_blocks(command: Path, document: Path, blocks: list[dict], tally: Tally) -> None:
    """Whether the values of each block of rows have the header of their block, by the records of a report."""
    report = convert(command, document, "report", "--profile", "none")
    for record in report["records"] if report else []:
        row, col = record["slot"]
        above = [block for block in blocks if block["row"] < row]
        if not above or record["table"] != 0 or record["type"] != "number" or col >= len(above[-1]["columns"]):
            continue
        tally.values += 1
        tally.placed += [clean(text) for text in record["column"]] == [clean(t) for t in above[-1]["columns"][col]]


def convert(command: Path, path: Path, verb: str = "convert", *options: str) -> dict | None:
    try:
        done = subprocess.run([str(command), verb, str(path), "--to", "json", *options], capture_output=True, timeout=120)
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def share(part: int, whole: int) -> str:
    return f"{part / whole:9.3f}" if whole else "        -"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, default=TOP / "build/release/gridlift")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--apart", type=int, default=200)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="names of so many failed documents per line")
    asked = parser.parse_args()
    if not asked.bin.exists():
        parser.error(f"no command at {asked.bin}: build it, or say --bin")
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        made = sorted(folder.glob("*.json"))
        if made:
            asked.seed = made[0].stem.split("-")[1]
        else:
            crossing.make(folder, asked.seed, asked.count, asked.apart)
        report(asked, folder)


def report(asked, folder: Path) -> None:
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    jobs = []
    for path in sorted(folder.glob("*.json")):
        jobs += [(path, path.with_suffix(kind)) for kind in FORMATS if path.with_suffix(kind).exists()]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda job: convert(asked.bin, job[1]), jobs))
    if jobs and not any(results):
        sys.exit(f"{asked.bin} converted none of the documents in {folder}")
    for (path, document), result in zip(jobs, results):
        truth = json.loads(path.read_text(encoding="utf-8"))
        pages = page_texts(document) if document.suffix == ".pdf" and truth["about"]["crossing"] else []
        layout = truth["about"]["layout"] if document.suffix == ".pdf" else "any"
        kind = "crossing" if truth["about"]["crossing"] else "apart"
        tally = tallies[document.suffix[1:], f"{kind}:{layout}"]
        score(truth, result, pages, tally, path.stem)
        if truth["about"].get("blocks"):
            score_blocks(asked.bin, document, truth["about"]["blocks"], tally)
    print(f"seed {asked.seed}")
    print(f"{'':26}  tables    exact stitched    split    paths   blocks  wrong")
    for (kind, name), t in sorted(tallies.items()):
        group, layout = name.split(":")
        line = f"{kind:5} {layout:11} {group:8}  {t.tables:6}{share(t.exact, t.tables)}"
        if group == "crossing":
            line += (f"{share(t.stitched, t.crossing)}{share(t.rejoined, t.split)}{share(t.paths, t.columns)}{share(t.placed, t.values)}{t.wrong:7}"
                     f"   ({t.crossing} over pages, {t.split} rows cut)")
        else:
            line += f"{'':18}{share(t.paths, t.columns)}{'':9}          {t.false_stitches} of {t.documents} documents stitched"
        print(line)
        if asked.worst:
            print("    " + " ".join(t.failed[:asked.worst]))


if __name__ == "__main__":
    main()
