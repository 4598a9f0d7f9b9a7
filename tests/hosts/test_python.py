"""The Python package, from the wheel."""
from __future__ import annotations

import concurrent.futures
import json
import resource
import subprocess
import sys
import threading
from pathlib import Path

import gridlift
import pytest
from gridlift.command import command_path

GOOD = ["docx/header_rows_declared.docx", "docx/vertical_merges.docx", "docx/captions.docx", "docx/nested_tables.docx",
        "docx/numbering_chinese.docx", "pdf/double_rules.pdf", "crossing/three_pages_header_once_chinese.pdf",
        "crossing/rows_and_groups_cut_chinese.pdf", "text/pages_of_tabs.txt", "text/unicode_table.txt"]


def command(*arguments: str) -> bytes:
    return subprocess.run([command_path(), *arguments], capture_output=True, check=True).stdout


@pytest.mark.parametrize("name", GOOD)
def test_same_as_the_command(fixtures: Path, name: str) -> None:
    path = str(fixtures / name)
    document = gridlift.open(path)
    assert document.json == command("convert", path)
    assert document.text.encode() == command("convert", path, "--to", "txt")
    page = command("convert", path, "--to", "html").decode()
    nests = {table.parent["table"] for table in document.tables if table.parent is not None}
    for number, table in enumerate(document.tables):
        assert table.parent is not None or number in nests or table.to_html() in page
    assert gridlift.convert(path, "md") == command("convert", path, "--to", "md")
    report = json.loads(command("report", path))
    assert document.report().to_dict() == report
    assert document.report(profile="none").profile is None


def test_bytes_and_name(fixtures: Path) -> None:
    path = fixtures / "docx/captions.docx"
    document = gridlift.open(path.read_bytes(), name="captions.docx")
    assert document.name == "captions.docx" and document.path is None
    assert document.text == gridlift.open(path).text
    assert document.json == gridlift.open(path).json


def test_pandas_headers(fixtures: Path) -> None:
    frame = gridlift.open(fixtures / "docx/header_rows_declared.docx").tables[0].to_pandas()
    assert list(frame.columns) == [("Loans", "Books"), ("Loans", "Films")]
    assert list(frame.index) == ["North", "South"] and frame.index.name == "District"
    assert frame.loc["South", ("Loans", "Films")] == "41"
    typed = gridlift.open(fixtures / "docx/header_rows_declared.docx").tables[0].to_pandas(typed=True)
    assert typed.loc["South", ("Loans", "Films")] == 41


def test_pandas_of_every_fixture(fixtures: Path) -> None:
    count = 0
    for path in sorted(fixtures.glob("docx/*.docx"))[::4] + sorted(fixtures.glob("text/*.txt")):
        for table in gridlift.open(path).tables:
            frame = table.to_pandas()
            heads = table.header_cols if table.header_cols < table.cols else 0
            assert frame.shape == (table.rows - table.header_rows, table.cols - heads), path
            assert table.to_arrow().num_columns == table.cols
            assert len(table.grid()) == table.rows
            count += 1
    assert count > 20


def test_arrow_and_parquet(fixtures: Path, tmp_path: Path) -> None:
    import pyarrow.parquet

    table = gridlift.open(fixtures / "docx/header_rows_declared.docx").tables[0]
    table.to_parquet(str(tmp_path / "a.parquet"))
    back = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    assert back.column_names == ["District", "Loans / Books", "Loans / Films"]
    assert back.column("Loans / Books").to_pylist() == [120, 98]
    assert json.loads(back.schema.metadata[b"gridlift"])["header_rows"] == 2


def test_errors_have_codes(fixtures: Path) -> None:
    for name, kind, code in [
        ("bad/user_encrypted.pdf", gridlift.EncryptedError, "ENCRYPTED"),
        ("bad/empty.pdf", gridlift.DamagedError, "EMPTY"),
        ("bad/old_word_document.docx", gridlift.UnsupportedFormatError, "LEGACY_OFFICE"),
        ("no such file", gridlift.InputError, "IO_READ"),
    ]:
        with pytest.raises(kind) as raised:
            gridlift.open(fixtures / name)
        assert raised.value.code == code and raised.value.message and raised.value.path
    with pytest.raises(gridlift.LimitError):
        gridlift.open(b"a\tb\n1\t2\n", limits={"input-bytes": 3})
    with pytest.raises(ValueError):
        gridlift.open(b"a\tb\n1\t2\n", limits={"nonsense": 3})


def test_callbacks(fixtures: Path) -> None:
    path = fixtures / "crossing/three_pages_header_once_chinese.pdf"
    seen: list[tuple[int, int]] = []
    gridlift.open(path, progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == list(range(1, len(seen) + 1)) and seen[-1] == (len(seen), len(seen))
    with pytest.raises(gridlift.CancelledError):
        gridlift.open(path, cancel=lambda: True)

    def fails(done: int, total: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        gridlift.open(path, progress=fails)


def test_the_gil_is_free(fixtures: Path) -> None:
    """While one thread is inside the library, another runs Python: the first waits in a callback for the second."""
    inside, go_on = threading.Event(), threading.Event()

    def wait(_done: int, _total: int) -> None:
        inside.set()
        assert go_on.wait(30)

    def other() -> None:
        assert inside.wait(30)
        go_on.set()

    threading.Thread(target=other).start()
    gridlift.open(fixtures / "pdf/double_rules.pdf", progress=wait)


def test_threads(fixtures: Path) -> None:
    paths = [fixtures / name for name in GOOD] * 4
    expected = [gridlift.open(path).json for path in paths]
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        assert list(pool.map(lambda path: gridlift.open(path).json, paths)) == expected


def test_convert_many(fixtures: Path) -> None:
    paths = [fixtures / name for name in GOOD] + [fixtures / "bad/empty.pdf", fixtures / "no such file",
                                                  fixtures / "docx/captions.docx"]
    results = list(gridlift.convert_many(paths, jobs=2))
    assert [result.path for result in results] == [str(path) for path in paths]
    for path, result in zip(paths[:len(GOOD)], results):
        assert result.document is not None and result.document.json == gridlift.open(path).json
        assert result.document.text == gridlift.open(path).text
    assert [result.error.code for result in results if result.error] == ["EMPTY", "IO_READ"]
    assert results[-1].document is not None
    assert list(gridlift.convert_many([])) == []


def test_convert_many_makes_reports(fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the workers, once: nothing is converted again for them."""
    paths = sorted(path for path in (fixtures / "report").iterdir() if path.suffix in (".txt", ".docx", ".pdf"))
    expected = [gridlift.open(path).report().to_dict() for path in paths]
    results = list(gridlift.convert_many(paths, report="auto"))
    monkeypatch.setattr("gridlift._library.run", None)
    for result, report in zip(results, expected, strict=True):
        assert result.document is not None and result.document.report().to_dict() == report


def test_convert_many_can_be_left(fixtures: Path) -> None:
    results = gridlift.convert_many([fixtures / name for name in GOOD], jobs=1)
    assert next(results).document is not None
    results.close()


def test_convert_many_refuses_options() -> None:
    with pytest.raises(TypeError):
        gridlift.convert_many(["a"], nonsense=1)


def test_the_wheel_carries_the_command() -> None:
    launcher = Path(sys.executable).with_name("gridlift")
    printed = subprocess.run([launcher, "--version"], capture_output=True, text=True, check=True).stdout
    assert printed.startswith(f"gridlift {gridlift.__version__}\n")
    assert Path(command_path()).is_relative_to(Path(gridlift.__file__).parent)


def test_types(tmp_path: Path) -> None:
    """py.typed is there, and the package is what it says."""
    package = Path(gridlift.__file__).parent
    assert (package / "py.typed").exists()
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "-p", "gridlift"],
                          capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


USERS_SCRIPT = """
import gridlift

def captions(path: str) -> list[str]:
    document = gridlift.open(path, limits={"pages": 10})
    report: gridlift.Report = document.report(profile="none")
    found: list[str] = [table.caption or "" for table in document.tables]
    for result in gridlift.convert_many([path], jobs=1):
        if result.error is not None:
            found.append(result.error.code)
        elif result.document is not None:
            found.append(result.document.text)
    return found + [str(len(report.records))]
"""


def test_types_of_a_users_script(tmp_path: Path) -> None:
    """mypy --strict sees the package's types from outside: it takes what is right, and finds what is not."""
    (tmp_path / "right.py").write_text(USERS_SCRIPT)
    (tmp_path / "wrong.py").write_text(USERS_SCRIPT.replace("result.document.text)", "result.document.tables)"))
    for name, status in (("right.py", 0), ("wrong.py", 1)):
        done = subprocess.run([sys.executable, "-m", "mypy", "--strict", name], capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == status, done.stdout


def test_memory_is_flat(fixtures: Path) -> None:
    """A short form of tools/bench python_leaks: after the first conversions the process does not grow."""
    path = fixtures / "docx/header_rows_declared.docx"

    def peak_after(count: int) -> int:
        for _ in range(count):
            gridlift.open(path).tables
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = peak_after(300)
    assert peak_after(1000) - before < 2048  # KB
