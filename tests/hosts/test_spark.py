"""The Spark data source in local-cluster mode: two worker processes, one of them killed in the middle."""
from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import sys
import time
from pathlib import Path
from typing import Any, Iterator

import gridlift
import pytest
from gridlift.command import command_path
from gridlift.spark import find_files, pack
from pyspark.sql import SparkSession

os.environ["PYSPARK_PYTHON"] = sys.executable  # of the workers, which look for data sources with it
FILES = int(os.environ.get("GRIDLIFT_SPARK_FILES", "300"))  # tools/test --with hosts; a few thousand by hand


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    session = (SparkSession.builder.master("local-cluster[2,1,1024]").appName("gridlift")
               .config("spark.ui.enabled", "false").config("spark.executor.memory", "512m")
               .config("spark.sql.execution.arrow.pyspark.enabled", "true").getOrCreate())
    yield session
    session.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, fixtures: Path) -> Path:
    """Good and bad files over and over, each copy under its own name."""
    top = tmp_path_factory.mktemp("files")
    kinds = sorted([*fixtures.glob("docx/*.docx"), *fixtures.glob("text/*.txt"), *fixtures.glob("bad/*.docx"),
                    *fixtures.glob("bad/*.pdf"), *fixtures.glob("crossing/*.pdf")])
    for index in range(FILES):
        kind = kinds[index % len(kinds)]
        target = top / f"{index % 10}" / f"{index:05}-{kind.name}"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(kind, target)
    return top


@pytest.fixture(scope="module")
def bulk(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str | None, bytes | None]]:
    """By path: the error code and the JSON of `gridlift bulk` on the same files."""
    out = tmp_path_factory.mktemp("bulk") / "out"
    subprocess.run([command_path(), "bulk", str(folder), "--include", "*", "--no-archives", "--no-dedup", "--to", "json", "--quiet", "-o",
                    str(out)], stdout=subprocess.DEVNULL)
    found = {}
    for line in (out / "journal.jsonl").read_text().splitlines()[1:]:
        entry = json.loads(line)
        if "input" not in entry:  # the line that says how many documents there are
            continue
        json_bytes = (out / entry["outputs"][0]["name"]).read_bytes() if entry["outputs"] else None
        found[str(folder / entry["input"])] = (entry["outcome"]["code"] if json_bytes is None else None, json_bytes)
    return found


def executors() -> list[int]:
    """Executor processes of this test's Spark: Java processes below this one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                parents[int(entry.name)] = (int(stat.rsplit(")", 1)[1].split()[1]), (entry / "cmdline").read_bytes())
            except OSError:
                continue

    def below(pid: int) -> bool:
        while pid in parents:
            if pid == os.getpid():
                return True
            pid = parents[pid][0]
        return False

    return [pid for pid, (_, line) in parents.items() if b"CoarseGrainedExecutorBackend" in line and below(pid)]


def rows_of(spark: SparkSession, folder: Path, **options: Any) -> list[Any]:
    return spark.read.format("gridlift").options(**options).load(str(folder)).collect()


def test_documents_with_a_killed_worker(spark: SparkSession, folder: Path,
                                        bulk: dict[str, tuple[str | None, bytes | None]]) -> None:
    spark.range(8).repartition(4).count()  # both workers are up
    assert len(executors()) == 2
    killed: list[int] = []

    def kill() -> None:
        """Ends a worker when two partitions are done and others are not."""
        tracker = spark.sparkContext.statusTracker()
        while not killed:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info is not None and info.numCompletedTasks >= 2 and info.numTasks > 4:
                    killed.append(executors()[0])
                    os.kill(killed[0], signal.SIGKILL)
                    return
            time.sleep(0.05)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    rows = rows_of(spark, folder, partitionBytes=str(1 << 20))
    killer.join(10)
    assert killed
    assert len(rows) == FILES == len(bulk)
    for row in rows:
        code, json_bytes = bulk[row.path]
        assert row.error_code == code, row.path
        assert (row.json.encode() if row.json is not None else None) == json_bytes, row.path


def test_other_rows(spark: SparkSession, folder: Path) -> None:
    some = folder / "0"
    documents = {}
    for path in sorted(some.iterdir()):
        try:
            documents[str(path)] = gridlift.open(path)
        except gridlift.GridliftError:
            documents[str(path)] = None
    bad = sum(document is None for document in documents.values())
    good = [document for document in documents.values() if document is not None]
    assert bad > 0
    tables = rows_of(spark, some, rows="table")
    assert len(tables) == bad + sum(len(document.tables) for document in good)
    cells = rows_of(spark, some, rows="cell")
    assert len(cells) == bad + sum(len(table.cells) for document in good for table in document.tables)
    records = rows_of(spark, some, rows="record")
    assert len(records) == bad + sum(len(document.report().records) for document in good)
    for row in (*tables, *cells, *records):
        assert (row.error_code is not None) == (documents[row.path] is None)


def test_partitions_are_by_bytes(folder: Path) -> None:
    files = find_files([str(folder)], "*", True)
    assert len(files) == FILES
    packs = pack(files, 1 << 20)
    assert [path for one in packs for path in one] == [path for path, _ in files]
    assert 1 < len(packs) < FILES
    assert pack([("big", 10 << 20), ("small", 1)], 1 << 20) == [["big"], ["small"]]
