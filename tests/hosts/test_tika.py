"""The external-parser configuration of Apache Tika, with Tika's own command-line application."""
from __future__ import annotations

import html
import os
import re
import subprocess
from pathlib import Path

import gridlift
import pytest
from gridlift.command import command_path

TIKA = "3.2.2"


def tika(source: Path, work: Path, path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{Path(command_path()).parent}:{os.environ['PATH']}"}
    return subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-jar", str(work / f"tika-app-{TIKA}.jar"),
                           f"--config={source}/bindings/tika/tika-config.xml", *arguments, str(path)],
                          capture_output=True, text=True, env=environment)


@pytest.mark.parametrize("name", ["docx/header_rows_declared.docx", "crossing/rows_and_groups_cut_chinese.pdf"])
def test_tables(source: Path, fixtures: Path, work: Path, name: str) -> None:
    """Every cell arrives as a cell, header cells as header cells. (Tika's HTML mapper drops rowspan and colspan.)"""
    done = tika(source, work, fixtures / name, "--html")
    assert done.returncode == 0, done.stderr
    cells = [(kind == "th", "".join(html.unescape(text).split()))
             for kind, text in re.findall(r"<(t[hd])>(.*?)</t[hd]>", done.stdout, re.S)]
    tables = gridlift.open(fixtures / name).tables
    assert cells == [(cell.header, "".join(cell.text.split())) for table in tables for cell in table.cells]


def test_other_formats_are_left_alone(source: Path, work: Path, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>plain</p>")
    assert "plain" in tika(source, work, tmp_path / "a.html", "--text").stdout
