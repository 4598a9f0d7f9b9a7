"""The custom reader of pandoc: spans, header rows and captions survive the way through pandoc 2 (Debian's) and 3 (PyPI's)."""
from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import gridlift
import pypandoc
import pytest
from gridlift.command import command_path


@pytest.fixture(params=["pandoc", pypandoc.get_pandoc_path()], ids=["system", "pypi"])
def program(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def pandoc(program: str, source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    reader = source / "bindings/pandoc/gridlift.lua"
    return subprocess.run([program, "-f", str(reader), *arguments], capture_output=True, text=True,
                          env={**os.environ, "GRIDLIFT": command_path()})


def grid(table: gridlift.Table) -> tuple[Any, ...]:
    return (table.rows, table.cols, table.header_rows, table.caption,
            [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells])


def test_newest_is_3() -> None:
    """The two kinds of custom readers are both tried."""
    printed = subprocess.run([pypandoc.get_pandoc_path(), "--version"], capture_output=True, text=True, check=True).stdout
    assert re.match(r"pandoc [3-9]", printed)


@pytest.mark.parametrize("name", ["docx/header_rows_declared.docx", "docx/vertical_merges.docx", "docx/captions.docx",
                                  "docx/odd_grid_spans.docx", "docx/nested_tables.docx",
                                  "crossing/rows_and_groups_cut_chinese.pdf",
                                  "crossing/groups_cut_two_header_rows_arabic.pdf"])
def test_round_trip(program: str, source: Path, fixtures: Path, tmp_path: Path, name: str) -> None:
    done = pandoc(program, source, str(fixtures / name), "-o", str(tmp_path / "out.docx"))
    assert done.returncode == 0, done.stderr
    before, after = gridlift.open(fixtures / name), gridlift.open(tmp_path / "out.docx")
    assert [grid(table) for table in after.tables] == [grid(table) for table in before.tables]
    assert before.tables


def test_other_formats(program: str, source: Path, fixtures: Path) -> None:
    done = pandoc(program, source, str(fixtures / "docx/header_rows_declared.docx"), "-t", "html")
    assert 'colspan="2"' in done.stdout and 'rowspan="2"' in done.stdout and "<thead>" in done.stdout


def test_refused_file(program: str, source: Path, fixtures: Path) -> None:
    assert pandoc(program, source, str(fixtures / "bad/empty.pdf"), "-t", "plain").returncode != 0


def test_partial_file(program: str, source: Path, fixtures: Path) -> None:
    """What is there of a cut document is read; the command's note says what is not."""
    done = pandoc(program, source, str(fixtures / "docx/truncated_document.docx"), "-t", "plain")
    assert done.returncode == 0 and "xml-truncated" in done.stderr
    assert done.stdout.strip()


def test_standard_input(source: Path, fixtures: Path) -> None:
    """pandoc 3 hands over bytes."""
    reader = source / "bindings/pandoc/gridlift.lua"
    bytes_in = (fixtures / "docx/header_rows_declared.docx").read_bytes()
    done = subprocess.run([pypandoc.get_pandoc_path(), "-f", str(reader), "-t", "html"], input=bytes_in,
                          capture_output=True, env={**os.environ, "GRIDLIFT": command_path()})
    assert done.returncode == 0 and b'colspan="2"' in done.stdout
