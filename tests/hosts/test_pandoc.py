"""The custom reader of pandoc: spans, header rows and captions survive the way through pandoc."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import gridlift
import pytest
from gridlift.command import command_path


def pandoc(source: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    reader = source / "bindings/pandoc/gridlift.lua"
    return subprocess.run(["pandoc", "-f", str(reader), *arguments], capture_output=True, text=True,
                          env={**os.environ, "GRIDLIFT": command_path()})


def grid(table: gridlift.Table) -> tuple[Any, ...]:
    return (table.rows, table.cols, table.header_rows, table.caption,
            [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells])


@pytest.mark.parametrize("name", ["docx/header_rows_declared.docx", "docx/vertical_merges.docx", "docx/captions.docx",
                                  "docx/odd_grid_spans.docx", "crossing/rows_and_groups_cut_chinese.pdf",
                                  "crossing/groups_cut_two_header_rows_arabic.pdf"])
def test_round_trip(source: Path, fixtures: Path, tmp_path: Path, name: str) -> None:
    done = pandoc(source, str(fixtures / name), "-o", str(tmp_path / "out.docx"))
    assert done.returncode == 0, done.stderr
    before, after = gridlift.open(fixtures / name), gridlift.open(tmp_path / "out.docx")
    assert [grid(table) for table in after.tables] == [grid(table) for table in before.tables]
    assert before.tables


def test_other_formats(source: Path, fixtures: Path) -> None:
    done = pandoc(source, str(fixtures / "docx/header_rows_declared.docx"), "-t", "html")
    assert 'colspan="2"' in done.stdout and 'rowspan="2"' in done.stdout and "<thead>" in done.stdout


def test_refused_file(source: Path, fixtures: Path) -> None:
    assert pandoc(source, str(fixtures / "bad/empty.pdf"), "-t", "plain").returncode != 0
