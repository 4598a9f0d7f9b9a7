"""The LangChain loader."""
from __future__ import annotations

from pathlib import Path

import gridlift
import pytest
from gridlift.langchain import GridliftLoader


def test_documents(fixtures: Path) -> None:
    path = fixtures / "docx/captions.docx"
    [document] = GridliftLoader(path).load()
    assert document.page_content == gridlift.convert(path, "md").decode()
    assert document.metadata["source"] == str(path)


def test_tables_and_blocks(fixtures: Path) -> None:
    path = fixtures / "crossing/two_tables_at_a_page_end.pdf"
    tables = GridliftLoader(path, mode="table").load()
    assert [table.page_content for table in tables] == [table.to_html() for table in gridlift.open(path).tables]
    assert tables[0].metadata["page"] == 1 and tables[0].metadata["columns"]
    assert len(GridliftLoader(path, mode="block").load()) == len(gridlift.open(path).blocks)


def test_bad_files(fixtures: Path) -> None:
    bad, good = fixtures / "bad/empty.pdf", fixtures / "docx/captions.docx"
    assert len(GridliftLoader([bad, good]).load()) == 1
    for loader in (GridliftLoader(bad), GridliftLoader([bad, good], strict=True)):
        with pytest.raises(gridlift.GridliftError):
            loader.load()
