"""Which files are taken, what they are called, and where their outputs go."""
from __future__ import annotations

import csv
import json
import os
import random
import socket
import unittest

from bulk_case import BulkCase, journal, lines, standing, tree
from documents import docx, make_tree


class Inputs(BulkCase):
    def test_mirror_and_globs(self) -> None:
        for name in ("a.txt", "sub/b.TXT", "sub/c.pdf.skip", "sub/deep/d.md", "e.bin"):
            self.put(name, "one\n")
        self.bulk(self.inputs, "-o", self.out, "--no-dedup", "--quiet")
        self.assertEqual(set(tree(self.out)), {b"a.txt.txt", b"sub/b.TXT.txt", b"sub/deep/d.md.txt"})
        other = self.folder / "other"
        self.bulk(self.inputs, "-o", other, "--include", "*.bin", "--include", "sub/*", "--exclude", "*.skip", "--quiet")
        self.assertEqual(set(tree(other)), {b"e.bin.txt", b"sub/b.TXT.txt", b"sub/deep/d.md.txt"})

    def test_lists(self) -> None:
        odd = self.put("odd\nname.txt", "x\n")
        plain = self.put("b/plain.txt", "y\n")
        listed = b"\0".join(os.fsencode(os.path.relpath(p, self.folder)) for p in (odd, plain))
        self.bulk("-0", "--list", "-", "-o", self.out, "--quiet", stdin=listed)
        self.assertEqual(set(tree(self.out)), {b"in/odd\nname.txt.txt", b"in/b/plain.txt.txt"})
        self.bulk("--list", "-", "-o", self.folder / "out2", "--quiet", stdin=os.fsencode(plain) + b"\n")
        self.assertEqual(len(tree(self.folder / "out2")), 1)

    def test_flat_names_do_not_collide(self) -> None:
        for name in ("a/x.txt", "b/x.txt", "b/X.TXT", "y.txt"):
            self.put(name, name)
        self.bulk(self.inputs, "-o", self.out, "--flat", "--quiet")
        names = [name.lower() for name in tree(self.out)]
        self.assertEqual(len(names), 4)
        self.assertEqual(len(set(names)), 4)
        self.assertIn(b"y.txt.txt", names)
        self.assertFalse(any(b"/" in name for name in names))

    def test_hostile_names(self) -> None:
        """B13: nothing is overwritten, whatever files are called: as many outputs as documents that are ok."""
        names = [b"new\nline.txt", b"esc\x1b[31m.txt", b"\xff\xfe.txt", b"-rf.txt", b"..foo.txt", b"dot. .txt", b"A.txt",
                 b"a.txt", "\u00e9.txt".encode(), "e\u0301.txt".encode(), b"n" * 251 + b".txt", b"m" * 250 + b"\xc3\xa9.t",
                 b"a.txt.txt", b"'q\".txt", b"\xe2\x80\xae.txt", b"summary", b"journal"]
        root = os.fsencode(self.inputs)
        for i, name in enumerate(names):
            with open(os.path.join(root, name), "wb") as file:
                file.write(b"text %d\n" % i)
        os.mkdir(os.path.join(root, b"dir.txt"))
        with open(os.path.join(root, b"dir.txt", b"in.txt"), "wb") as file:
            file.write(b"inside\n")
        with open(os.path.join(root, b"dir"), "wb") as file:  # its output dir.txt would stand in the folder's place
            file.write(b"text dir\n")
        self.bulk(self.inputs, "-o", self.out, "--include", "*", "--to", "txt,json", "--quiet")
        entries = lines(self.out)
        self.assertEqual(len(entries), len(names) + 2)
        self.assertTrue(all(entry["outcome"]["status"] == "ok" for entry in entries))
        self.assertEqual(len(tree(self.out)), 2 * len(entries))
        self.assertTrue((self.out / "summary.json").read_text().startswith('{\n  "total"'))
        broken = [entry for entry in entries if "input_hex" in entry]
        self.assertEqual([bytes.fromhex(entry["input_hex"]) for entry in broken], [b"\xff\xfe.txt"])
        self.assertEqual(self.bulk(self.inputs, "-o", self.out, "--include", "*", "--to", "txt,json", "--resume",
                                   "--quiet").stderr, b"")
        self.assertEqual(len(lines(self.out)), len(entries))

    def test_terminal_is_safe(self) -> None:
        root = os.fsencode(self.inputs)
        for name in (b"\x1b[2J\n.pdf", "\u202egnp.pdf".encode(), b"\xc2\x9b31m.pdf", b"\xff.pdf"):
            with open(os.path.join(root, name), "wb"):
                pass
        said = self.bulk(self.inputs, "-o", self.out, status=2).stderr
        said += self.bulk("status", self.out).stdout + self.bulk(self.inputs, "--dry-run").stdout
        self.assertNotRegex(said, rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]")
        said.decode("utf-8")

    def test_traps_in_the_tree(self) -> None:
        """B14: links, loops, special files, the output folder inside."""
        self.put("a/good.txt", "x\n")
        (self.inputs / "a" / "loop").symlink_to(self.inputs)
        (self.inputs / "a" / "zero.txt").symlink_to("/dev/zero")
        (self.inputs / "a" / "passwd.txt").symlink_to("/etc/passwd")
        (self.inputs / "a" / "nowhere.txt").symlink_to("nowhere")
        os.mkfifo(self.inputs / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(self.inputs / "socket.txt"))
        (self.inputs / "folder.docx").mkdir()
        with open(self.inputs / "sparse.txt", "wb") as file:
            file.truncate(100 << 30)
        out = self.inputs / "out"
        self.bulk(self.inputs, "-o", out, "--quiet", status=2)
        refused = ("error", "NOT_REGULAR_FILE")
        self.assertEqual(standing(out), {"a/good.txt": ("ok", ""), "a/zero.txt": refused, "a/passwd.txt": refused,
                                         "a/nowhere.txt": refused, "pipe.txt": refused, "socket.txt": refused,
                                         "sparse.txt": ("error", "LIMIT_INPUT_SIZE")})
        before = len(lines(out))
        self.bulk(self.inputs, "-o", out, "--quiet", "--resume", status=2)
        self.assertEqual(len(lines(out)), before)
        self.bulk(self.inputs, "-o", self.folder / "followed", "--follow", "--quiet", status=2)
        followed = standing(self.folder / "followed")
        self.assertEqual(followed["a/zero.txt"], refused)
        self.assertEqual(followed["a/passwd.txt"], ("ok", ""))
        self.assertEqual(followed["a/nowhere.txt"], ("error", "IO_READ"))
        self.assertFalse(any("loop" in name for name in followed))

    def test_output_folder_is_no_input(self) -> None:
        self.put("a.txt", "x\n")
        self.bulk(self.inputs, "-o", self.inputs, status=4)

    def test_wrong_usage(self) -> None:
        for words in (("--shard", "3/2"), ("--shard", "x"), ("--to", "nothing"), ("--limit", "no=3"), ("--limit", "0"),
                      ("--timeout", "0")):
            self.bulk(self.inputs, "-o", self.out, *words, status=4)
        self.bulk("-o", self.out, status=4)
        self.bulk(self.inputs, status=4)
        self.bulk("status", self.out, status=4)

    def test_limits(self) -> None:
        for i in range(5):
            self.put(f"{i}.txt", f"text {i}\n")
        self.bulk(self.inputs, "-o", self.out, "--limit", "3", "--quiet")
        self.assertEqual(sorted(standing(self.out)), ["0.txt", "1.txt", "2.txt"])
        limits = self.put("limits.conf", "# ours\ninput-bytes = 3  # bytes\ntime-ms = 30s\n")
        self.bulk(self.inputs, "-o", self.folder / "o2", "--limits-from", limits, "--exclude", "*.conf", "--quiet", status=2)
        self.assertEqual(set(standing(self.folder / "o2").values()), {("error", "LIMIT_INPUT_SIZE")})

    def test_shards_and_merge(self) -> None:
        expected = make_tree(self.inputs, 60)
        whole = self.folder / "whole"
        self.bulk(self.inputs, "-o", whole, "--quiet", status=2)
        for i in (1, 2, 3):
            self.bulk(self.inputs, "-o", self.out, "--shard", f"{i}/3", "--quiet", status=None)
        parts = [journal(self.out, f"journal-{i}-of-3.jsonl") for i in (1, 2, 3)]
        self.assertEqual(sum(map(len, parts)), len(expected))
        self.assertTrue(all(len(part) > 5 for part in parts))
        self.bulk("merge", self.out)
        self.assertEqual(standing(self.out), expected)
        self.assertEqual(tree(self.out), tree(whole))
        count = len(lines(self.out))
        self.bulk("merge", self.out)  # again: nothing new
        self.assertEqual(len(lines(self.out)), count)
        apart = [self.folder / f"apart{i}" for i in (1, 2, 3)]
        for i, folder in enumerate(apart, 1):
            self.bulk(self.inputs, "-o", folder, "--shard", f"{i}/3", "--quiet", status=None)
        self.bulk("merge", "-o", self.folder / "joined", *apart)
        self.assertEqual(tree(self.folder / "joined"), tree(whole))
        self.assertEqual(standing(self.folder / "joined"), expected)

    def test_duplicates(self) -> None:
        data = docx(random.Random(1))
        for name in ("a.docx", "b.docx", "c.docx", "same/a.docx"):
            self.put(name, data)
        self.bulk(self.inputs, "-o", self.out, "--quiet")
        self.assertEqual(sum(1 for entry in lines(self.out) if entry.get("same_as")), 3)
        self.bulk(self.inputs, "-o", self.folder / "all", "--no-dedup", "--quiet")
        self.assertEqual(tree(self.out), tree(self.folder / "all"))
        for formats in ("json", "html", "ndjson,md", "xlsx"):  # some say the name of their input
            one, two = self.folder / f"1{formats}", self.folder / f"2{formats}"
            self.bulk(self.inputs, "-o", one, "--to", formats, "--quiet")
            self.bulk(self.inputs, "-o", two, "--to", formats, "--no-dedup", "--quiet")
            self.assertEqual(tree(one), tree(two), formats)

    def test_one_stream(self) -> None:
        for name in ("b.txt", "a.txt", "c,1.txt"):
            self.put(name, f"Name\tBooks\n{name}\t1\nsouth\t2\n\ntext between tables\n\nX\tY\n1\t\n")
        self.put("bad.pdf", "")
        self.bulk(self.inputs, "-o", self.out, "--to", "ndjson,csv,txt", "--quiet", status=2)
        stream = [json.loads(line) for line in self.bulk("join", self.out).stdout.splitlines()]
        whole = b"".join((self.out / f"{name}.ndjson").read_bytes() for name in ("a.txt", "b.txt", "c,1.txt"))
        self.assertEqual(self.bulk("join", self.out).stdout, whole)
        self.assertGreater(len(stream), 6)
        self.bulk("join", self.out, "--to", "csv", "-o", self.folder / "all.csv")
        with open(self.folder / "all.csv", newline="", encoding="utf-8") as file:
            records = list(csv.reader(file))
        apart = 0
        for name in ("a.txt", "b.txt", "c,1.txt"):
            with open(self.out / f"{name}.csv", newline="", encoding="utf-8") as file:
                apart += sum(1 for record in csv.reader(file) if record)
        self.assertEqual(len(records), apart)
        self.assertEqual({record[0] for record in records}, {"a.txt", "b.txt", "c,1.txt"})
        self.assertLessEqual({record[1] for record in records}, {"1", "2"})
        self.bulk("join", self.out, "--to", "json", status=4)


if __name__ == "__main__":
    unittest.main()
