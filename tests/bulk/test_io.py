"""Disks that are full, lie, or take no more: a clear error, nothing half written, and a run that can go on."""
from __future__ import annotations

import errno
import os
import subprocess
import unittest
from pathlib import Path

from bulk_case import COMMAND, FAILING_CALLS, BulkCase, standing, temporaries, tree
from documents import make_tree

CALLS = int(os.environ.get("GRIDLIFT_FAILING", "6"))  # each function fails at its first, second, ... call
FAULTS = (("write", errno.ENOSPC), ("write", errno.EIO), ("write", 0), ("fsync", errno.EIO), ("fdatasync", errno.EIO),
          ("syncfs", errno.ENOSPC), ("rename", errno.EIO), ("open", errno.ENOSPC), ("mkdir", errno.EDQUOT))


def without_rights() -> list[str]:
    """Root may do everything: the right to is given up first."""
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []


class Disks(BulkCase):
    def test_calls_that_fail(self) -> None:
        make_tree(self.inputs, 12)
        whole = self.folder / "whole"
        self.bulk(self.inputs, "-o", whole, "--quiet", status=None)
        for name, error in FAULTS:
            for nth in range(1, CALLS + 1, 2 if CALLS < 10 else 1):
                with self.subTest(call=name, error=error, nth=nth):
                    out = self.folder / f"{name}-{error}-{nth}"
                    done = self.bulk(self.inputs, "-o", out, "--quiet", "-j1", status=None,
                                     env={"LD_PRELOAD": FAILING_CALLS, "GRIDLIFT_FAIL": f"{name}:{nth}:{error}:0",
                                          "ASAN_OPTIONS": "verify_asan_link_order=0"})
                    self.assertIn(done.returncode, (0, 2, 3, 4), done.stderr)
                    if done.returncode == 4:
                        self.assertIn(b"gridlift: ", done.stderr)
                    self.assertEqual(temporaries(out), [])
                    for path, digest in tree(out).items():
                        self.assertEqual(tree(whole)[path], digest, "a half written output")
                    self.bulk(self.inputs, "-o", out, "--quiet", "--resume", status=None)
                    self.assertEqual(tree(out), tree(whole))
                    self.assertEqual(standing(out), standing(whole))

    def test_disk_full(self) -> None:
        """B11, on a file system of 1 MB."""
        if os.getuid() != 0:
            self.skipTest("to mount a small file system needs root")
        self.out.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(self.out)]).returncode != 0:
            self.skipTest("mounting is not allowed here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.out)])
        for i in range(40):
            self.put(f"{i:02}.txt", f"text {i} " * 8000)
        done = self.bulk(self.inputs, "-o", self.out, "--quiet", status=4)
        self.assertIn(b"(NO_SPACE)", done.stderr)
        self.assertIn(b"--resume goes on", done.stderr)
        self.assertEqual(temporaries(self.out), [])
        subprocess.run(["mount", "-o", "remount,size=64m", str(self.out)], check=True)
        self.bulk(self.inputs, "-o", self.out, "--quiet", "--resume")
        whole = self.folder / "whole"
        self.bulk(self.inputs, "-o", whole, "--quiet")
        self.assertEqual(tree(self.out), tree(whole))

    def test_permissions(self) -> None:
        """B12: what may not be read is a record; an output folder that may not be written ends the run."""
        self.put("good.txt", "x\n")
        self.put("secret.txt", "x\n").chmod(0)
        self.put("closed/a.txt", "x\n")
        (self.inputs / "closed").chmod(0)
        self.addCleanup((self.inputs / "closed").chmod, 0o755)

        def run(out: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run([*without_rights(), COMMAND, "bulk", str(self.inputs), "-o", str(out), "--quiet", *words],
                                  capture_output=True)

        self.assertEqual(run(self.out).returncode, 2)
        self.assertEqual(standing(self.out), {"good.txt": ("ok", ""), "secret.txt": ("error", "PERMISSION"),
                                              "closed": ("error", "PERMISSION")})
        locked = self.folder / "locked"
        locked.mkdir(mode=0o555)
        done = run(locked)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"gridlift: ", done.stderr)
        (self.inputs / "secret.txt").chmod(0o644)
        (self.inputs / "closed").chmod(0o755)
        self.assertEqual(run(self.out, "--retry").returncode, 0)


if __name__ == "__main__":
    unittest.main()
