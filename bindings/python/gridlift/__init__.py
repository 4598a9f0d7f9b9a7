"""gridlift lifts the real tables out of DOCX, PDF and text.

    import gridlift

    document = gridlift.open("report.pdf")
    for table in document.tables:
        print(table.page, table.caption)
        print(table.to_pandas())
"""
from __future__ import annotations

import os
from typing import Any, Callable, Mapping

from gridlift import _library
from gridlift.bulk import Converted, convert_many
from gridlift.document import Block, Diagnostic, Document, open_document
from gridlift.errors import (ArgumentError, CancelledError, DamagedError, EncryptedError, GridliftError, InputError,
                             LimitError, UnsupportedFormatError, WorkerError)
from gridlift.report import Report
from gridlift.table import Cell, Table

__all__ = [
    "ArgumentError", "Block", "CancelledError", "Cell", "Converted", "DamagedError", "Diagnostic", "Document",
    "EncryptedError", "GridliftError", "InputError", "LimitError", "Report", "Table", "UnsupportedFormatError",
    "WorkerError", "convert", "convert_many", "formats", "open", "profiles",
]
__version__ = _library.version()


def open(source: str | os.PathLike[str] | bytes, *, name: str | None = None, from_: str = "auto",  # noqa: A001
         password: str | None = None, encoding: str | None = None, track_changes: str = "accept",
         hidden_text: bool = False, comments: bool = False, picture_text: bool = False, latex: bool = False,
         keep_markup: bool = False, respect_permissions: bool = False, stitch: bool = True,
         keep_slivers: bool = False, min_confidence: float = 0.0, limits: Mapping[str, int] | None = None,
         progress: Callable[[int, int], None] | None = None, cancel: Callable[[], bool] | None = None) -> Document:
    """Converts a file, by path or by its bytes (`name` then helps to tell the format).

    Raises GridliftError, whose subclasses and `code` say what is wrong. `progress(done, total)` is called after each
    page (total 0: not known), `cancel()` now and then: True ends the conversion with CancelledError. The GIL is free
    while the library works.
    """
    return open_document(source, name=name, from_=from_, password=password, encoding=encoding,
                         track_changes=track_changes, hidden_text=hidden_text, comments=comments,
                         picture_text=picture_text, latex=latex, keep_markup=keep_markup,
                         respect_permissions=respect_permissions, stitch=stitch, keep_slivers=keep_slivers,
                         min_confidence=min_confidence, limits=limits, progress=progress, cancel=cancel)


def convert(source: str | os.PathLike[str] | bytes, to: str, *, name: str | None = None, **options: Any) -> bytes:
    """A file in another format: one of `formats()`. Options are those of `open`, and `table`, `fill_spans`,
    `raw_formulas`, `furniture`."""
    return _library.run(source, to, name=name, **options).outputs[to]


def formats() -> list[str]:
    """Output formats of `convert`."""
    return _library.names("formats")


def profiles() -> list[str]:
    """Names of the shipped profiles of `Document.report`."""
    return _library.names("profiles")
