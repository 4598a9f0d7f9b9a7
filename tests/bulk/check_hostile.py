"""Hostile documents through sandboxed workers: each ends as it is said to, and what comes before the harm is kept."""
from __future__ import annotations

import json
import re
import sys
import unittest
from pathlib import Path

import hostile_documents
from bulk_case import COMMAND, FIXTURES, BulkCase, journal, lines, temporaries

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tools" / "benchmarks"))
import hostile as bench  # noqa: E402
# Sanitizers need more address space than any limit, so that theirs is not set, and what is made to exhaust it would.
UNLIMITED = "asan" in COMMAND
EXHAUST = ("giant_string.pdf", "giant_array.pdf")


class Hostile(BulkCase):
    def check(self, cases: dict[str, hostile_documents.Case], *options: str) -> None:
        for name, case in cases.items():
            self.put(name, case.make())
        self.bulk(self.inputs, "-o", self.out, "--to", "json", "--include", "*", "--quiet", *options, status=None)
        found = journal(self.out)
        self.assertEqual(set(found), set(cases))
        self.assertEqual(len(lines(self.out)), len(cases))
        self.assertEqual(temporaries(self.out), [])
        for name, case in cases.items():
            with self.subTest(document=name):
                outcome = found[name]["outcome"]
                self.assertEqual((outcome["status"], outcome["code"]), (case.status, case.code), outcome)
                if case.diagnostic:
                    self.assertIn(case.diagnostic, outcome["diagnostics"])
                if case.status == "error":
                    self.assertFalse((self.out / f"{name}.json").exists())
                    continue
                self.assertEqual(outcome["lost_chars"], 0)
                written = (self.out / f"{name}.json").read_text(encoding="utf-8")
                json.loads(written)
                self.assertIn(case.keep, written)
                if case.status == "partial":
                    self.assertTrue(outcome["diagnostics"], "nobody is told what is missing")

    def test_every_document_ends_as_expected(self) -> None:
        self.check({name: case for name, case in hostile_documents.CASES.items()
                    if not case.hangs and not (UNLIMITED and name in EXHAUST)}, "--timeout", "120", "--memory", "1024")

    def test_pages_before_a_hang_are_kept(self) -> None:
        self.check({name: case for name, case in hostile_documents.CASES.items() if case.hangs}, "--timeout", "2")
        for entry in journal(self.out).values():
            self.assertEqual(entry["attempts"], 3)
            self.assertIn("before page 2", entry["outcome"]["message"])


    def test_three_of_each_invented_kind(self) -> None:
        """`tools/bench hostile --invented` makes any number of them."""
        wanted = [name for name, _, _ in bench.Inventions([]).kinds if not (UNLIMITED and name == "fonts")]  # those exhaust memory
        inventions = bench.Inventions(wanted)
        names = [self.put(*inventions.make(number, 8)).name for number in range(3 * len(wanted))]
        self.bulk(self.inputs, "-o", self.out, "--to", "txt,json", "--quiet", "--no-dedup", "--timeout", "120", "--memory", "1024", status=None)
        found = journal(self.out)
        self.assertEqual(sorted(found), sorted(names))
        for name, entry in found.items():
            with self.subTest(document=name):
                outcome = entry["outcome"]
                self.assertNotIn(outcome["code"], ("CRASH", "INTERNAL", "LIMIT_TIME"), outcome)
                self.assertTrue(outcome["status"] == "ok" or outcome["code"] or outcome["diagnostics"], "nobody is told why")
                if outcome["status"] == "ok":
                    self.assertEqual(outcome["lost_chars"], 0)


class Table(unittest.TestCase):
    def test_every_document_of_the_table_exists(self) -> None:
        """docs/hardening.md, above its bars: each name in backquotes is a fixture or a case of the scripts."""
        table = (TOP / "docs" / "hardening.md").read_text(encoding="utf-8").split("\n## Bars")[0]
        script = (TOP / "tests" / "formats" / "docx" / "hostile.py").read_text(encoding="utf-8")
        known = set(hostile_documents.CASES) | set(re.findall(r'^    "([\w-]+)": Case', script, re.MULTILINE))
        known |= {path.name for path in FIXTURES.rglob("*")}
        rows = [line for line in table.splitlines() if line.startswith("| ") and "`" in line]
        self.assertGreater(len(rows), 30)
        for name in (name for row in rows for name in re.findall(r"`([^`]+)`", row)):
            self.assertIn(name, known)


if __name__ == "__main__":
    unittest.main()
