"""What the tests of `gridlift bulk` share: a folder of their own, the command, and what it left behind."""
from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

COMMAND = os.environ.get("GRIDLIFT_COMMAND", "gridlift")
FAULTY = os.environ.get("GRIDLIFT_FAULTY", "")
FAILING_CALLS = os.environ.get("GRIDLIFT_FAILING_CALLS", "")
FIXTURES = Path(os.environ.get("GRIDLIFT_FIXTURES", "fixtures"))
# In memory where that is possible: to sync a disk that others write to as well takes seconds.
WHERE = os.environ.get("GRIDLIFT_TEST_FOLDER") or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
OURS = re.compile(r"(journal(-\d+-of-\d+)?\.jsonl|summary(-\d+-of-\d+)?\.json)")  # files of the run itself


def tree(folder: Path) -> dict[bytes, str]:
    """Names (as bytes) and hashes of the outputs."""
    found = {}
    root = os.fsencode(folder)
    for here, _, files in os.walk(root):
        for file in files:
            path = os.path.join(here, file)
            name = os.path.relpath(path, root)
            if here == root and OURS.fullmatch(os.fsdecode(name)):
                continue
            with open(path, "rb") as handle:
                found[name] = hashlib.sha256(handle.read()).hexdigest()
    return found


def lines(folder: Path, name: str = "journal.jsonl") -> list[dict]:
    """All entries of a journal, in order."""
    text = (folder / name).read_bytes()
    text = text[: text.rfind(b"\n") + 1]  # a line that is just being written does not count
    return [entry for entry in map(json.loads, text.splitlines()) if "outcome" in entry]


def journal(folder: Path, name: str = "journal.jsonl") -> dict[str, dict]:
    return {entry["input"]: entry for entry in lines(folder, name)}


def standing(folder: Path) -> dict[str, tuple[str, str]]:
    return {name: (entry["outcome"]["status"], entry["outcome"]["code"]) for name, entry in journal(folder).items()}


def temporaries(folder: Path) -> list[str]:
    return [file for _, _, files in os.walk(folder) for file in files if file.startswith(".gridlift-")]


class BulkCase(unittest.TestCase):
    maxDiff = 4000

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="gridlift-bulk-", dir=WHERE))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.inputs = self.folder / "in"
        self.inputs.mkdir()
        self.out = self.folder / "out"

    def put(self, name: str, data: bytes | str) -> Path:
        path = self.inputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def bulk(self, *words: object, status: int | None = 0, command: str = COMMAND, env: dict[str, str] | None = None,
             stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run([command, "bulk", *map(os.fspath, map(str, words))], input=stdin, capture_output=True,
                              cwd=cwd or self.folder, env={**os.environ, **(env or {})}, timeout=300)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr.decode("utf-8", "replace"))
        return done
