"""ZIP and tar archives as inputs."""
from __future__ import annotations

import io
import random
import tarfile
import unittest
import zipfile

from bulk_case import BulkCase, lines, standing, temporaries, tree
from documents import docx, pdf, text


def zip_of(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(entries: dict[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


class Archives(BulkCase):
    def documents(self) -> dict[str, bytes]:
        rng = random.Random(3)
        return {"a.docx": docx(rng), "sub/b.pdf": pdf(rng), "sub/c.txt": text(rng), "skip.bin": b"x"}

    def test_members_are_converted_like_files(self) -> None:
        for name, data in self.documents().items():
            self.put("files/" + name, data)
        self.put("z.zip", zip_of(self.documents()))
        for ending, mode in (("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.bz2", "w:bz2"), ("tar.xz", "w:xz")):
            self.put("t." + ending, tar_of(self.documents(), mode))
        self.bulk(self.inputs, "-o", self.out, "--to", "txt,json", "--quiet")
        outputs = tree(self.out)
        for archive in ("z.zip", "t.tar", "t.tar.gz", "t.tgz", "t.tar.bz2", "t.tar.xz"):
            for name in ("a.docx", "sub/b.pdf", "sub/c.txt"):
                for ending in (".txt", ".json"):
                    self.assertEqual(outputs[f"{archive}!/{name}{ending}".encode()],
                                     outputs[f"files/{name}{ending}".encode()])
        self.assertEqual(standing(self.out)["z.zip!/sub/c.txt"], ("ok", ""))
        self.assertEqual(len(outputs), 2 * 3 * 7)
        count = len(lines(self.out))
        self.bulk(self.inputs, "-o", self.out, "--to", "txt,json", "--resume", "--quiet")
        self.assertEqual(len(lines(self.out)), count)
        (self.out / "z.zip!" / "sub" / "c.txt.json").unlink()
        self.bulk(self.inputs, "-o", self.out, "--to", "txt,json", "--resume", "--quiet")
        self.assertEqual(tree(self.out), outputs)
        self.bulk(self.inputs, "-o", self.folder / "none", "--no-archives", "--quiet")
        self.assertEqual(len(tree(self.folder / "none")), 3)
        self.bulk(self.inputs, "-o", self.folder / "pdf", "--include", "*.pdf", "--flat", "--quiet")
        self.assertEqual(len(tree(self.folder / "pdf")), 7)

    def test_hostile_names(self) -> None:
        names = ["../../out.txt", "/etc/abs.txt", "a/../b.txt", "x.txt", "X.txt", "d.txt/e.txt", "d", "n\n.txt",
                 "\x1b[31m.txt", "long" * 60 + ".txt", "p" * 300 + "/q.txt"]
        self.put("z.zip", zip_of({name: name.encode() for name in names if name != "d"}))
        self.put("z.zip!/x.txt", "beside")
        self.put("t.tar", tar_of({name: name.encode() for name in names if len(name) < 250} | {"x.txt": b"y"}, "w"))
        self.bulk(self.inputs, "-o", self.out, "--include", "*", "--no-dedup", "--quiet")
        entries = standing(self.out)
        self.assertTrue(all(status == "ok" for status, _ in entries.values()), entries)
        self.assertEqual(len(tree(self.out)), len(entries) - 2)  # the two archives have no output of their own
        self.assertFalse((self.folder / "out.txt.txt").exists())
        self.assertFalse(any(b".." in name.split(b"/") for name in tree(self.out)))

    def test_bombs_and_damage(self) -> None:
        self.put("bomb.zip", zip_of({"first.txt": b"kept\n", "zeros.txt": bytes(30 << 20)}))
        self.put("cut.tar", tar_of(self.documents(), "w")[:-9000])
        self.put("noise.zip", b"PK\x03\x04" + random.Random(1).randbytes(3000))
        self.put("empty.zip", zip_of({}))
        secret = bytearray(zip_of({"secret.txt": b"x" * 40}))
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            secret[secret.find(mark) + offset] |= 1
        self.put("secret.zip", bytes(secret))
        inner = zip_of({"deep.txt": b"deep\n"})
        for level in range(5):
            inner = zip_of({f"{level}.zip": inner})
        self.put("nested.zip", inner)
        self.bulk(self.inputs, "-o", self.out, "--unpack-bytes", "10M", "--quiet", status=2)
        found = standing(self.out)
        self.assertEqual(found["bomb.zip"], ("partial", "LIMIT_EXPANSION"))
        self.assertEqual(found["bomb.zip!/first.txt"], ("ok", ""))
        self.assertEqual(found["cut.tar"][1], "DAMAGED")
        self.assertEqual(found["noise.zip"], ("error", "DAMAGED"))
        self.assertEqual(found["empty.zip"], ("ok", ""))
        self.assertEqual(found["secret.zip!/secret.txt"], ("error", "ENCRYPTED"))
        self.assertIn(("error", "LIMIT_DEPTH"), found.values())
        self.assertEqual(temporaries(self.out), [])
        self.assertEqual(self.bulk("retry", self.out, "--quiet", status=2).stderr, b"")


if __name__ == "__main__":
    unittest.main()
