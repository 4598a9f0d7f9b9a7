"""Reports as outputs of `gridlift bulk`: what `gridlift report` makes of each document."""
from __future__ import annotations

import json
import shutil
import subprocess
import unittest

from bulk_case import COMMAND, FIXTURES, BulkCase, journal

PROFILES = FIXTURES.parent / "converters" / "report" / "form" / "profiles"


class Reports(BulkCase):
    def setUp(self) -> None:
        super().setUp()
        for path in sorted(FIXTURES.glob("report/*")):
            if path.suffix in (".txt", ".docx", ".pdf"):
                shutil.copy(path, self.inputs)

    def alone(self, name: str, *words: str) -> bytes:
        return subprocess.run([COMMAND, "report", self.inputs / name, "--to", "json", *words], stdout=subprocess.PIPE).stdout

    def check(self, *words: str) -> None:
        self.assertTrue(any(self.inputs.iterdir()))
        for path in self.inputs.iterdir():
            made = (self.out / f"{path.name}.report.json").read_bytes()
            self.assertEqual(made, self.alone(path.name, *words), path.name)

    def test_those_of_report(self) -> None:
        """Whatever stands beside them: they come from the same conversion."""
        self.bulk(self.inputs, "-o", self.out, "--to", "report,json", "--quiet", status=None)
        self.check()
        for name, entry in journal(self.out).items():
            self.assertEqual([output["name"] for output in entry["outputs"]], [f"{name}.report.json", f"{name}.json"])
            self.assertEqual(json.loads((self.out / f"{name}.json").read_bytes())["source"]["name"], name)
        alone = self.folder / "alone"
        self.bulk(self.inputs, "-o", alone, "--to", "report", "--quiet", status=None)
        for path in self.inputs.iterdir():
            self.assertEqual((alone / f"{path.name}.report.json").read_bytes(), (self.out / f"{path.name}.report.json").read_bytes())

    def test_a_profile_of_the_user(self) -> None:
        """Workers cannot open it, and it may be longer than a message to them. `retry` needs no file."""
        profile = json.loads((PROFILES / "cn-disclosure-2019.json").read_text(encoding="utf-8"))
        profile["id"] = "mine"
        profile["title"] = "long " * 40_000
        path = self.folder / "mine.json"
        path.write_text(json.dumps(profile), encoding="utf-8")
        self.put("empty.txt", "")
        self.bulk(self.inputs, "-o", self.out, "--to", "report", "--profile", path, "--quiet", status=2)
        (self.inputs / "empty.txt").unlink()
        self.check("--profile", str(path))
        used = {json.loads(made.read_bytes())["profile"] for made in self.out.glob("*.report.json")}
        self.assertIn("mine", used)
        path.unlink()
        self.put("empty.txt", "Now there is something.\n")
        self.bulk("retry", self.out, "--quiet", status=None)
        self.assertTrue((self.out / "empty.txt.report.json").exists())
        self.bulk(self.inputs, "-o", self.out, "--to", "report", "--profile", "none", "--resume", "--quiet", status=4)

    def test_profiles_that_cannot_be_used(self) -> None:
        (self.folder / "broken.json").write_text('{"id": 5}')
        for words in (["--to", "report", "--profile", "missing.json"], ["--to", "report", "--profile", "broken.json"],
                      ["--to", "json", "--profile", "none"]):
            self.bulk(self.inputs, "-o", self.out, *words, status=4)
            self.assertFalse(self.out.exists())


if __name__ == "__main__":
    unittest.main()
