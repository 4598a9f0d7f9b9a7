"""The MarkItDown plugin, by MarkItDown's own command."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import gridlift
import pytest

MARKITDOWN = Path(sys.executable).with_name("markitdown")


@pytest.mark.parametrize("name", ["docx/header_rows_declared.docx", "crossing/rows_and_groups_cut_chinese.pdf"])
def test_command(fixtures: Path, name: str) -> None:
    done = subprocess.run([MARKITDOWN, "--use-plugins", str(fixtures / name)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == gridlift.convert(fixtures / name, "md").decode().strip()


def test_listed() -> None:
    done = subprocess.run([MARKITDOWN, "--list-plugins"], capture_output=True, text=True, check=True)
    assert "gridlift" in done.stdout


def test_other_formats_are_left_alone(tmp_path: Path) -> None:
    from markitdown import MarkItDown

    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    assert "| a | b |" in MarkItDown(enable_plugins=True).convert(tmp_path / "a.csv").markdown
