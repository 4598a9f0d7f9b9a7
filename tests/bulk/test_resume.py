"""Killed at any moment and resumed, an output folder is byte for byte that of an unbroken run."""
from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
import unittest
from pathlib import Path

from bulk_case import COMMAND, FAULTY, BulkCase, lines, standing, temporaries, tree
from documents import docx, make_tree, text
from test_archives import zip_of

MOMENTS = int(os.environ.get("GRIDLIFT_KILLS", "5"))
DOCUMENTS = int(os.environ.get("GRIDLIFT_KILL_DOCUMENTS", "120"))


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except OSError:
        return False


class Resume(BulkCase):
    def start(self, *words: object, command: str = COMMAND) -> subprocess.Popen[bytes]:
        return subprocess.Popen([command, "bulk", str(self.inputs), "-o", str(self.out), "--to", "txt,json", "--quiet", "-j2",
                                 *map(str, words)], stderr=subprocess.PIPE)

    def unbroken(self) -> tuple[Path, float]:
        whole = self.folder / "whole"
        began = time.monotonic()
        self.bulk(self.inputs, "-o", whole, "--to", "txt,json", "--quiet", "-j2", status=None)
        return whole, time.monotonic() - began

    def test_kill_at_random_moments(self) -> None:
        """B07: the coordinator, one worker, or all; resumed until done."""
        expected = make_tree(self.inputs, DOCUMENTS)
        rng = random.Random(8)
        self.put("z.zip", zip_of({f"{i}.docx": docx(rng) for i in range(10)} | {f"{i}.txt": text(rng) for i in range(10)}))
        whole, seconds = self.unbroken()
        for moment in range(MOMENTS):
            victim = ("coordinator", "worker", "all")[moment % 3]
            process = self.start(*(["--resume"] if moment else []))
            time.sleep(rng.random() * seconds * 0.8)
            workers = children(process.pid)
            if victim == "worker" and workers:
                os.kill(rng.choice(workers), signal.SIGKILL)
            elif victim != "worker":
                process.kill()
            if victim == "all":
                for worker in workers:
                    if alive(worker):
                        os.kill(worker, signal.SIGKILL)
            process.communicate(timeout=300)
            deadline = time.monotonic() + 10
            while any(map(alive, workers)) and time.monotonic() < deadline:
                time.sleep(0.02)
            self.assertFalse([worker for worker in workers if alive(worker)], "orphans")
            if moment % 3 == 2 or moment == MOMENTS - 1:  # let it come to its end, and begin again
                self.bulk(self.inputs, "-o", self.out, "--to", "txt,json", "--quiet", "--resume", "-j2", status=2)
                self.assertEqual(tree(self.out), tree(whole))
                self.assertEqual(temporaries(self.out), [])
                done = standing(self.out)
                self.assertEqual({name: done[name] for name in expected}, expected)
                self.assertEqual(standing(self.out), standing(whole))
                if moment != MOMENTS - 1:
                    subprocess.run(["rm", "-r", str(self.out)], check=True)
                    self.out.mkdir()

    def test_one_signal_finishes_what_is_in_hand(self) -> None:
        for i in range(6):
            self.put(f"{i}.txt", "FAULT slow\n" + f"text {i}\n")
        process = self.start(command=FAULTY)
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM)
        done = len(lines(self.out)) if (self.out / "journal.jsonl").exists() else 0
        self.assertLess(done, 6)
        self.assertEqual(json.loads((self.out / "summary.json").read_text())["interrupted_by"], signal.SIGTERM)
        self.bulk(self.inputs, "-o", self.out, "--to", "txt,json", "--resume", "--quiet", command=FAULTY)
        self.assertEqual(len(lines(self.out)), 6)

    def test_two_signals_stop_at_once(self) -> None:
        self.put("a.txt", "FAULT hang\n")
        process = self.start(command=FAULTY)
        time.sleep(1)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertLess(time.monotonic() - began, 8)
        self.assertEqual(lines(self.out), [])

    def test_two_runs_exclude_each_other(self) -> None:
        self.put("a.txt", "FAULT slow\n")
        process = self.start(command=FAULTY)
        while not (self.out / "journal.jsonl").exists():
            time.sleep(0.02)
        time.sleep(0.2)
        self.assertIn(b"another run", self.bulk(self.inputs, "-o", self.out, "--to", "txt,json", "--resume", status=4).stderr)
        self.assertTrue(json.loads(self.bulk("status", self.out, "--json").stdout)["running"])
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)

    def test_what_is_done_again(self) -> None:
        make_tree(self.inputs, 9, broken_share=0)
        self.bulk(self.inputs, "-o", self.out, "--quiet")
        first = tree(self.out)
        names = sorted(standing(self.out))
        self.assertIn(b"holds an earlier run", self.bulk(self.inputs, "-o", self.out, status=4).stderr)
        self.assertIn(b"other options", self.bulk(self.inputs, "-o", self.out, "--to", "md", "--resume", status=4).stderr)
        self.put(names[0], "changed\n")
        (self.out / (names[1] + ".txt")).unlink()
        with open(self.out / "journal.jsonl", "ab") as file:
            file.write(b'{"input":"half')  # the line that a kill has cut
        self.bulk(self.inputs, "-o", self.out, "--quiet", "--resume", "--timeout", "300", "--memory", "4096")
        again = lines(self.out)[9:]
        self.assertEqual(sorted(entry["input"] for entry in again), names[:2])
        self.assertEqual(tree(self.out)[names[1].encode() + b".txt"], first[names[1].encode() + b".txt"])
        victim = self.out / (names[2] + ".txt")
        victim.write_bytes(bytes(victim.stat().st_size))
        self.bulk(self.inputs, "-o", self.out, "--quiet", "--resume", "--verify")
        self.assertEqual(tree(self.out)[names[2].encode() + b".txt"], first[names[2].encode() + b".txt"])

    def test_retry(self) -> None:
        self.put("big.txt", "FAULT slow\nlong\n")
        self.put("bad.pdf", "")
        self.put("good.txt", "x\n")
        self.bulk(self.inputs, "-o", self.out, "--timeout", "1", "--quiet", command=FAULTY, status=2)
        self.assertEqual(standing(self.out)["bad.pdf"], ("error", "EMPTY"))
        self.bulk("retry", self.out, "--timeout", "20", "--quiet", command=FAULTY, status=2)
        self.assertEqual(standing(self.out)["big.txt"], ("ok", ""))
        self.assertEqual(standing(self.out)["good.txt"], ("ok", ""))
        summary = json.loads((self.out / "summary.json").read_text())
        self.assertEqual((summary["ok"], summary["failed"], summary["total"]), (2, 1, 3))


if __name__ == "__main__":
    unittest.main()
