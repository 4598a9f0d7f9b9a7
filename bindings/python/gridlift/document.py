"""Documents: what `gridlift.open` gives."""
from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Iterator

from gridlift import _library
from gridlift.report import Report
from gridlift.table import Table

@dataclass(frozen=True)
class Diagnostic:
    """Something odd but survivable, or content that was cut."""

    code: str
    severity: str
    message: str
    where: str
    cut: bool


@dataclass(frozen=True)
class Block:
    """A piece of the document in reading order. A block of type "table" has its `table`."""

    type: str
    text: str
    level: int | None = None
    label: str | None = None
    table: Table | None = None


class Document:
    """A converted document. Everything is read from the JSON of the library when it is first asked for."""

    def __init__(self, outputs: dict[str, bytes], source: str | os.PathLike[str] | bytes | None = None,
                 options: dict[str, Any] | None = None, path: str | None = None,
                 reports: dict[str, bytes] | None = None) -> None:
        self._outputs = outputs
        self._made_reports = reports or {}  # by profile, as JSON
        self._source = source
        self._options = options or {}
        self.path = path

    def __repr__(self) -> str:
        return f"<gridlift.Document {self.name!r}, {len(self.tables)} tables, {len(self.blocks)} blocks>"

    def __iter__(self) -> Iterator[Table]:
        return iter(self.tables)

    @cached_property
    def _data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self._outputs["json"])
        return data

    @property
    def json(self) -> bytes:
        """The document in the JSON of the command."""
        return self._outputs["json"]

    @property
    def text(self) -> str:
        """Clean text in reading order, tables in aligned columns."""
        if "txt" not in self._outputs:
            self._outputs["txt"] = self.convert("txt")
        return self._outputs["txt"].decode()

    @cached_property
    def tables(self) -> list[Table]:
        return [Table(data, self, index) for index, data in enumerate(self._data["tables"])]

    @cached_property
    def blocks(self) -> list[Block]:
        return [self._block(data) for data in self._data["blocks"]]

    def _block(self, data: dict[str, Any]) -> Block:
        table = self.tables[data["table"]] if data["type"] == "table" else None
        text = data.get("text", "") if table is None else "\n".join("\t".join(row) for row in table.grid(fill=False))
        return Block(data["type"], text, data.get("level"), data.get("label"), table)

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        return [Diagnostic(d["code"], d["severity"], d["message"], d.get("where") or "", d.get("cut", False))
                for d in self._data["diagnostics"]]

    @property
    def source(self) -> dict[str, Any]:
        """name, format, sha256, pages."""
        source: dict[str, Any] = self._data["source"]
        return source

    @property
    def name(self) -> str:
        return str(self.source["name"])

    @property
    def format(self) -> str:
        return str(self.source["format"])

    @property
    def pages(self) -> int | None:
        return self.source.get("pages")

    @property
    def lost_chars(self) -> int:
        """Characters of the file that are not in the document. Above 0, a diagnostic says so."""
        return int(self._data["text"]["lost_chars"])

    @cached_property
    def partial(self) -> bool:
        """True when a limit or damage cut content."""
        return any(diagnostic.cut for diagnostic in self.diagnostics)

    def convert(self, to: str, **options: Any) -> bytes:
        """The document in another format of the command: "html", "md", "csv", "xlsx", ..."""
        return _library.run(self._given(), to, name=self.name, **{**self._options, **options}).outputs[to]

    def report(self, profile: str | os.PathLike[str] | dict[str, Any] = "auto") -> Report:
        """Typed values, records and checks. `profile` is "auto", "none", a shipped one's name, a file, or a dict."""
        chosen: dict[str, Any] = {"profile": os.fspath(profile)} if not isinstance(profile, dict) else {
            "profile_json": json.dumps(profile)}
        key = json.dumps(chosen, sort_keys=True)
        if key not in self._reports and (ready := self._made_reports.get(chosen.get("profile", ""))) is not None:
            self._reports[key] = Report(json.loads(ready))
        if key not in self._reports:
            made = _library.run(self._given(), "json", name=self.name, report=True, **{**self._options, **chosen})
            self._reports[key] = Report(json.loads(made.outputs["json"]))
        return self._reports[key]

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {}

    def _given(self) -> str | os.PathLike[str] | bytes:
        if self._source is None:
            raise ValueError("this document was made without its source")
        return self._source

    def _repr_html_(self) -> str:
        return "".join(table.to_html() for table in self.tables if table.parent is None)


def open_document(source: str | os.PathLike[str] | bytes, *, name: str | None = None, **options: Any) -> Document:
    outcome = _library.run(source, "json", name=name, **options)
    again = {key: value for key, value in options.items() if key not in ("progress", "cancel")}
    path = None if isinstance(source, (bytes, bytearray, memoryview)) else os.fsdecode(source)
    return Document(outcome.outputs, source, again, path)
