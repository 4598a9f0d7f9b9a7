"""The Spark data source (PySpark 4): spark.read.format("gridlift").load("folder").

Options: rows = document (the default), table, cell or record; partitionBytes; profile (for records); recursive; include (a
glob of names); timeout (seconds a document). Each partition runs `gridlift bulk` with one isolated worker, so that a file
that crashes, hangs or is no document is a row with its error, and the results are those of `gridlift bulk`.
"""
from __future__ import annotations

import fnmatch
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.types import StructType

from gridlift.bulk import convert_many
from gridlift.document import Document
from gridlift.errors import GridliftError

# What a task takes on: large enough to pay for its worker process, small enough to be done again elsewhere.
_PARTITION_BYTES = 8 << 20
# A small file costs more than its bytes: Spark's own open cost for files is 4 MB, ours a few milliseconds.
_FILE_COST_BYTES = 64 << 10

_ERROR = "error_code string, error string"
_SCHEMAS = {
    "document": f"path string, format string, pages int, tables int, text string, json string, lost_chars bigint, "
                f"partial boolean, {_ERROR}",
    "table": f"path string, table int, page int, rows int, cols int, header_rows int, header_cols int, caption string, "
             f"columns array<array<string>>, grid array<array<string>>, html string, confidence double, {_ERROR}",
    "cell": f"path string, table int, page int, row int, col int, row_span int, col_span int, header boolean, "
            f"column_path array<string>, text string, rule string, {_ERROR}",
    "record": f"path string, table int, row array<string>, column array<string>, text string, type string, value string, "
              f"number double, unit string, key string, {_ERROR}",
}


@dataclass
class _Files(InputPartition):
    paths: list[str]


class GridliftDataSource(DataSource):
    """Registered by its package's name; `spark.dataSource.register(GridliftDataSource)` does it by hand."""

    @classmethod
    def name(cls) -> str:
        return "gridlift"

    def schema(self) -> str:
        rows = self.options.get("rows", "document")
        if rows not in _SCHEMAS:
            raise ValueError(f"the option rows is none of {', '.join(_SCHEMAS)}: {rows!r}")
        return _SCHEMAS[rows]

    def reader(self, schema: StructType) -> DataSourceReader:
        return _Reader({key.lower(): value for key, value in self.options.items()})


class _Reader(DataSourceReader):
    def __init__(self, options: dict[str, str]) -> None:
        self._options = options

    def partitions(self) -> list[InputPartition]:
        wanted = int(self._options.get("partitionbytes", _PARTITION_BYTES))
        found = find_files(_roots(self._options), self._options.get("include", "*"),
                           self._options.get("recursive", "true").lower() != "false")
        return [_Files(paths) for paths in pack(found, wanted)] or [_Files([])]

    def read(self, partition: InputPartition) -> Iterator[tuple[Any, ...]]:
        assert isinstance(partition, _Files)
        rows = self._options.get("rows", "document")
        make = _ROWS[rows]
        width = len(_SCHEMAS[rows].split(", "))
        report = self._options.get("profile", "auto") if rows == "record" else None
        for converted in convert_many(partition.paths, jobs=1, progress=False, report=report,
                                      timeout=int(self._options.get("timeout", "120"))):
            try:
                if converted.error is not None:
                    raise converted.error
                assert converted.document is not None
                made = [(*row, None, None) for row in make(converted.document, self._options)]
            except GridliftError as error:
                made = [(converted.path, *[None] * (width - 3), error.code, error.message)]
            yield from made


def _roots(options: dict[str, str]) -> list[str]:
    """`load` gives one path, or several as a JSON list."""
    paths = json.loads(options["paths"]) if "paths" in options else [options.get("path", "")]
    roots = [path[len("file:"):].replace("//", "/", 1) if path.startswith("file:") else path for path in paths]
    for root in roots:
        if not os.path.exists(root):
            raise FileNotFoundError(f"no such file or folder: {root!r}")
    return roots


def find_files(roots: list[str], include: str, recursive: bool) -> list[tuple[str, int]]:
    """Paths with sizes, in the order of their names."""
    found: list[tuple[str, int]] = []
    for root in roots:
        if os.path.isfile(root):
            found.append((root, os.path.getsize(root)))
            continue
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(folders) if recursive else []
            files = [Path(folder, name) for name in sorted(names) if fnmatch.fnmatch(name, include)]
            found += [(str(path), path.stat().st_size) for path in files if path.is_file()]
    return found


def pack(files: list[tuple[str, int]], wanted: int) -> list[list[str]]:
    """Neighbours together, up to `wanted` bytes; a larger file alone."""
    packs: list[list[str]] = []
    room = -1
    for path, size in files:
        cost = size + _FILE_COST_BYTES
        if cost > room:
            packs.append([])
            room = wanted
        packs[-1].append(path)
        room -= cost
    return packs


def _document_rows(document: Document, _options: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    yield (document.path, document.format, document.pages, len(document.tables), document.text, document.json.decode(),
           document.lost_chars, document.partial)


def _table_rows(document: Document, _options: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    for table in document.tables:
        yield (document.path, table.index, table.page, table.rows, table.cols, table.header_rows, table.header_cols,
               table.caption, table.columns, table.grid(), table.to_html(), float(table.confidence))


def _cell_rows(document: Document, _options: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    for table in document.tables:
        for cell in table.cells:
            page = cell.sources[0].get("page") if cell.sources else None
            yield (document.path, table.index, page, cell.row, cell.col, cell.row_span, cell.col_span, cell.header,
                   table.columns[cell.col], cell.text, cell.rule)


def _record_rows(document: Document, options: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    for record in document.report(options.get("profile", "auto")).records:
        value = record["value"]
        number = float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
        yield (document.path, record["table"], record["row"], record["column"], record["text"], record["type"],
               None if value is None else str(value), number, record["unit"], record["key"])


_ROWS: dict[str, Callable[[Document, dict[str, str]], Iterator[tuple[Any, ...]]]] = {
    "document": _document_rows,
    "table": _table_rows,
    "cell": _cell_rows,
    "record": _record_rows,
}
