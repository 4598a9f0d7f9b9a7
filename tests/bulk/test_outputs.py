"""Outputs do not depend on where and how they are made, and do no harm where they go."""
from __future__ import annotations

import csv
import json
import os
import random
import re
import shutil
import subprocess
import unittest
import zipfile
from pathlib import Path

from bulk_case import COMMAND, BulkCase, journal, lines, tree
from documents import RELATIONS, TYPES, W, docx, make_tree, package, pdf_of, stream

FORMATS = "txt,json,ndjson,csv,tsv,html,md,native"
HOSTILE = ["=1+1", "+1-cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "＝1+1", "a|b", "<script>alert(1)</script>",
           "[x](javascript:alert(1))", "&lt;b&gt;", "`code`", "*bold*", "\"q\",r", "\u202egnp", "\x9b31m", "_x0041_"]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Outputs(BulkCase):
    def test_the_same_bytes_everywhere(self) -> None:
        """B15: jobs, locale, time zone, folder, mask, sandbox: nothing of it is in an output."""
        make_tree(self.inputs, 50)
        self.bulk(self.inputs, "-o", self.out, "--to", FORMATS, "--quiet", "-j1", status=2)
        ways = {"jobs": (["-j3"], {}), "locale": ([], {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"}),
                "chinese": ([], {"LC_ALL": "zh_CN.GB18030"}), "no sandbox": (["--sandbox", "off"], {})}
        for name, (words, env) in ways.items():
            out = self.folder / name.replace(" ", "_")
            self.bulk(self.inputs, "-o", out, "--to", FORMATS, "--quiet", *words, env=env, status=2)
            self.assertEqual(tree(out), tree(self.out), name)
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        done = subprocess.run(["sh", "-c", 'umask 077; exec "$0" bulk ../in -o o --to ' + FORMATS + " --quiet", COMMAND],
                              cwd=elsewhere)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(tree(elsewhere / "o"), tree(self.out))

    def test_no_network_and_no_foreign_files(self) -> None:
        """B16: whatever a document names, nothing is reached and nothing opened but inputs, outputs and data folders."""
        if shutil.which("strace") is None:
            self.skipTest("no strace")
        canary = self.folder / "canary.txt"
        canary.write_text("CANARY\n")
        outside = "".join(
            f'<Relationship Id="x{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
            f'Target="{target}" TargetMode="External"/>'
            for i, (kind, target) in enumerate((k, t) for k in ("image", "attachedTemplate", "aFChunk", "oleObject", "subDocument")
                                               for t in ("http://127.0.0.1:9/x", f"file://{canary}", str(canary))))
        parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS,
                 "word/_rels/document.xml.rels": RELATIONS.replace("</Relationships>", outside + "</Relationships>"),
                 "word/document.xml": f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{canary}"><!ENTITY % p SYSTEM '
                                      f'"http://127.0.0.1:9/d">%p;]><w:document {W} xmlns:r="http://schemas.openxmlformats.org/'
                                      'officeDocument/2006/relationships"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>'
                                      '<w:altChunk r:id="x6"/><w:subDoc r:id="x12"/></w:body></w:document>'}
        self.put("outside.docx", package(parts))
        self.put("plain.docx", docx(random.Random(1)))
        page = (b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Annots [<</Type /Annot /Subtype /Link "
                b"/Rect [0 0 9 9] /A <</S /URI /URI (http://127.0.0.1:9/)>>>> <</Type /Annot /Subtype /FileAttachment /Rect "
                b"[0 0 9 9] /FS <</Type /Filespec /F (" + os.fsencode(canary) + b")>>>>]>>")
        self.put("outside.pdf", pdf_of([b"<</Type /Catalog /Pages 2 0 R /OpenAction <</S /Launch /F (/bin/true)>>>>",
                                        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>", page,
                                        stream(b"BT /F1 10 Tf 20 20 Td (x) Tj ET")]))
        log = self.folder / "trace"
        done = subprocess.run(["strace", "-f", "-qq", "-e", "trace=network,openat,open,execve", "-o", str(log), COMMAND, "bulk",
                               str(self.inputs), "-o", str(self.out), "--to", "txt,html", "--quiet", "-j1", "--sandbox", "off"],
                              capture_output=True)
        if not log.exists() or b"PTRACE" in done.stderr.upper():
            self.skipTest("strace may not trace here")
        trace = log.read_text(errors="replace")
        self.assertGreater(len(lines(self.out)), 2)
        calls = [line for line in trace.splitlines() if re.search(r"\b(socket|connect|bind|sendto)\(", line)]
        self.assertEqual(calls, [])
        allowed = ("/usr/", "/lib", "/etc/ld.so", "/proc/self/", "/dev/", "/etc/ssl/", "/etc/localtime", "/sys/", str(self.inputs), str(self.out),
                   str(Path(COMMAND).parent / "parts"))
        opened = {m.group(1) for m in re.finditer(r'open(?:at)?\([^"]*"([^"]*)"[^)]*\) = \d', trace)}
        foreign = {p for p in opened if p.startswith("/") and not p.startswith(allowed)}
        self.assertEqual(foreign, set())
        self.assertEqual(set(re.findall(r'execve\("([^"]*)"', trace)), {COMMAND, "/proc/self/exe"})  # workers
        for path in self.out.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"CANARY", path.read_bytes())

    def test_outputs_do_no_harm(self) -> None:
        """B17: one table of hostile cells, in every format."""
        cells = "".join(f"<w:tr><w:tc><w:p><w:r><w:t xml:space='preserve'>{escaped(text)}</w:t></w:r></w:p></w:tc>"
                        f"<w:tc><w:p><w:r><w:t>{i}</w:t></w:r></w:p></w:tc></w:tr>" for i, text in enumerate(HOSTILE))
        self.put("<b>&\"'.docx", docx(random.Random(1), f"<w:p><w:r><w:t>{escaped(HOSTILE[7])}</w:t></w:r></w:p><w:tbl>{cells}"
                                                        "</w:tbl>"))
        self.bulk(self.inputs, "-o", self.out, "--to", FORMATS + ",xlsx", "--quiet")
        out = {path.suffix[1:]: path for path in self.out.iterdir() if path.name.startswith("<b>")}
        for kind in ("txt", "json", "ndjson", "csv", "tsv", "html", "md", "native"):
            data = out[kind].read_bytes()
            data.decode("utf-8")
            self.assertNotRegex(data, rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", kind)
        for kind, separator in (("csv", ","), ("tsv", "\t")):
            with open(out[kind], newline="", encoding="utf-8") as file:
                table = list(csv.reader(file, delimiter=separator))
            self.assertEqual(len(table), len(HOSTILE))
            for row in table:
                self.assertEqual(len(row), 2)
                self.assertNotRegex(row[0], r"^[=+@\t\r＝]|^-[^\d]|^-\d+[+]")
        page = out["html"].read_text()
        self.assertNotIn("<script", page)
        self.assertNotIn("<b>", page)
        self.assertLessEqual(set(re.findall(r"<(\w+)", page)),
                             {"html", "head", "meta", "title", "body", "p", "table", "thead", "tbody", "tr", "td", "th", "br"})
        markdown = out["md"].read_text()
        self.assertNotRegex(markdown, r"(?<!\\)<script|(?<!\\)\]\(javascript")
        for line in markdown.splitlines():
            if line.startswith("|"):
                self.assertEqual(len(re.findall(r"(?<!\\)\|", line)), 3, line)
        json.loads(out["json"].read_text())
        for line in out["ndjson"].read_text().splitlines():
            json.loads(line)
        with zipfile.ZipFile(out["xlsx"]) as workbook:
            for name in workbook.namelist():
                self.assertNotIn(b"<f>", workbook.read(name), "a formula")


if __name__ == "__main__":
    unittest.main()
