"""One document costs at most itself: every way to break a worker has its code, and the neighbours are done."""
from __future__ import annotations

import json
import signal
import subprocess
import time
import unittest

from bulk_case import COMMAND, FAULTY, FIXTURES, BulkCase, journal, standing, temporaries

# What a document does to its worker, and the code of its line in the journal.
FAULTS = {"hang": "LIMIT_TIME", "spin": "LIMIT_TIME", "crash": "CRASH", "abort": "CRASH", "bus": "CHANGED_DURING_READ",
          "oom": "LIMIT_MEMORY", "stack": "CRASH", "exit0": "CRASH", "exit-flood": "LIMIT_ITEMS", "garbage-ipc": "CRASH",
          "other-id": "CRASH", "deep-ipc": "CRASH", "descriptors-ipc": "CRASH", "empty-ipc": "CRASH",
          "close-socket": "CRASH", "alive-for-ever": "LIMIT_TIME", "partial-then-die": "CRASH", "huge-output": "LIMIT_MEMORY"}


class Isolation(BulkCase):
    def test_every_fault_has_its_code(self) -> None:
        for fault in FAULTS:
            self.put(f"fault_{fault}.txt", f"FAULT {fault}\n" + "x" * 1000)
        self.put("fault_slow.txt", "FAULT slow\n")
        for i in range(30):
            self.put(f"good_{i:02}.txt", f"text {i}\n")
        began = time.monotonic()
        self.bulk(self.inputs, "-o", self.out, "--timeout", "4", "--stall", "2", "--memory", "256", "--quiet", "--jobs", "4",
                  "--limit", "output-bytes=64M", "--unpack-bytes", "64M", command=FAULTY, status=2)
        found = standing(self.out)
        for fault, code in FAULTS.items():
            with self.subTest(fault=fault):
                self.assertEqual(found[f"fault_{fault}.txt"], ("error", code), journal(self.out)[f"fault_{fault}.txt"])
                self.assertEqual(journal(self.out)[f"fault_{fault}.txt"]["attempts"], 2)
        for i in range(30):
            self.assertEqual(found[f"good_{i:02}.txt"], ("ok", ""))
        self.assertEqual(len(found), len(FAULTS) + 31)
        self.assertFalse(any((self.out / f"fault_{fault}.txt.txt").exists() for fault in FAULTS))
        self.assertEqual(temporaries(self.out), [])
        self.assertLess(time.monotonic() - began, 200)

    def test_a_slow_document_does_not_hold_up_the_others(self) -> None:
        self.put("slow.txt", "FAULT hang\n" + "x" * 5000)  # the largest: it is the first
        for i in range(40):
            self.put(f"{i:02}.txt", f"text {i}\n")
        process = subprocess.Popen([FAULTY, "bulk", str(self.inputs), "-o", str(self.out), "--jobs", "2", "--quiet"])
        deadline = time.monotonic() + 50  # less than --stall, so that nobody ends the slow one
        while time.monotonic() < deadline and not ((self.out / "journal.jsonl").exists() and len(journal(self.out)) == 40):
            time.sleep(0.05)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        self.assertEqual(len(journal(self.out)), 40)

    def test_limits_of_the_real_worker(self) -> None:
        self.put("big.txt", b"word " * 2_000_000)
        self.bulk(self.inputs, "-o", self.out, "--quiet", "--limit", "input-bytes=1M", status=2)
        self.assertEqual(standing(self.out)["big.txt"], ("error", "LIMIT_INPUT_SIZE"))

    def test_the_sandbox_is_said(self) -> None:
        self.put("a.txt", "x\n")
        said = self.bulk(self.inputs, "-o", self.out, env={"TERM": "dumb"}).stderr.decode()
        self.assertRegex(said, "sandbox: ")
        version = subprocess.run([COMMAND, "--version"], capture_output=True, check=True).stdout.decode()
        active = json.loads((self.out / "summary.json").read_text())["sandbox"]
        self.assertIn(active, version)
        if "landlock" in active and "seccomp" in active:
            self.put("s.txt", "FAULT socket\n")
            self.bulk(self.inputs, "-o", self.folder / "o2", "--sandbox", "required", "--quiet", command=FAULTY, status=2)
            self.assertIn("sandbox forbids", journal(self.folder / "o2")["s.txt"]["outcome"]["message"])
        self.bulk(self.inputs, "-o", self.folder / "o3", "--sandbox", "off", "--quiet")

    def test_progress_as_json(self) -> None:
        for i in range(50):
            self.put(f"{i}.txt", f"text {i}\n")
        said = self.bulk(self.inputs, "-o", self.out, "--json-progress").stderr.decode().splitlines()
        last = json.loads(said[-1])
        self.assertEqual((last["total"], last["done"], last["ok"], last["failed"]), (50, 50, 50, 0))
        status = json.loads(self.bulk("status", self.out, "--json").stdout)
        self.assertEqual((status["ok"], status["running"]), (50, False))

    def test_bad_fixtures_have_their_codes(self) -> None:
        """Every fixture that is broken on purpose, through a worker: the code is that of the library."""
        expected = {}
        for error in sorted((FIXTURES / "bad").glob("*.error")):
            if error.with_suffix(".options").exists():
                continue
            for path in FIXTURES.glob(f"bad/{error.stem}.*"):
                if path.suffix not in (".error", ".native", ".md"):
                    expected[path.name] = error.read_text(encoding="utf-8").split("\n")[0]
                    self.put(path.name, path.read_bytes())
        self.assertGreater(len(expected), 10)
        self.bulk(self.inputs, "-o", self.out, "--include", "*", "--no-archives", "--quiet", status=2)
        self.assertEqual({name: code for name, (_, code) in standing(self.out).items()}, expected)

    def test_good_fixtures_have_their_documents(self) -> None:
        """Every other fixture through sandboxed workers: the same document as in one process, partial where it is cut."""
        expected, native = {}, {}
        for golden in sorted(FIXTURES.glob("*/*.native")):
            if golden.with_suffix(".options").exists():
                continue
            for path in golden.parent.glob(f"{golden.stem}.*"):
                if path.suffix not in (".error", ".native", ".md", ".options"):
                    name = f"{golden.parent.name}/{path.name}"
                    text = golden.read_text(encoding="utf-8")
                    expected[name] = "partial" if "\ncut " in "\n" + text else "ok"
                    native[name] = text
                    self.put(name, path.read_bytes())
        self.assertGreater(len(expected), 100)
        self.bulk(self.inputs, "-o", self.out, "--to", "native", "--include", "*", "--quiet", "--no-dedup", status=3)
        found = standing(self.out)
        wrong = {name: (found.get(name), want) for name, want in expected.items() if found.get(name, ("",))[0] != want}
        self.assertEqual(wrong, {})
        self.assertEqual(len(found), len(expected))
        for name, text in native.items():
            self.assertEqual((self.out / f"{name}.native").read_text(encoding="utf-8"), text, name)


if __name__ == "__main__":
    unittest.main()
