"""The examples of the pages on hosts: every ```python block runs, every ```console block prints what it says.

They run in a folder with report.docx and report.pdf (a table whose header has merged cells, and one over three pages),
reports/ with both, and gridlift.lua and tika-config.xml as the packages install them.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gridlift.command import command_path

PAGES = ["python.md", "pandoc.md", "markitdown.md", "langchain.md", "mcp.md", "spark.md", "tika.md"]
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.M | re.S)


@pytest.fixture()
def folder(tmp_path: Path, source: Path, fixtures: Path, work: Path) -> Path:
    shutil.copy(fixtures / "docx/header_rows_declared.docx", tmp_path / "report.docx")
    shutil.copy(fixtures / "crossing/row_cut_under_repeated_header.pdf", tmp_path / "report.pdf")
    (tmp_path / "reports").mkdir()
    for name in ("report.docx", "report.pdf"):
        shutil.copy(tmp_path / name, tmp_path / "reports")
    shutil.copy(source / "bindings/pandoc/gridlift.lua", tmp_path)
    shutil.copy(source / "bindings/tika/tika-config.xml", tmp_path)
    for jar in work.glob("tika-app-*.jar"):
        (tmp_path / "tika-app.jar").symlink_to(jar)
    return tmp_path


def run(arguments: list[str], folder: Path) -> str:
    path = f"{Path(command_path()).parent}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, env={**os.environ, "PATH": path})
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_examples(source: Path, folder: Path, page: str) -> None:
    blocks = BLOCK.findall((source / "docs" / page).read_text(encoding="utf-8"))
    assert blocks
    for language, text in blocks:
        if language == "python":
            printed = run([sys.executable, "-c", text], folder)
            expected = "".join(f"{line[2:]}\n" for line in text.splitlines() if line.startswith("# "))
            assert printed == expected, text
            continue
        for example in re.split(r"^\$ ", text, flags=re.M)[1:]:
            line, _, expected = example.partition("\n")
            assert run(["bash", "-c", line], folder).replace("\r\n", "\n") == expected, line
