"""The LangChain loader: documents, or one LangChain document for each table, with where it came from as metadata."""
from __future__ import annotations

import os
from typing import Any, Iterator, Sequence

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document as LangChainDocument

from gridlift.bulk import Converted, convert_many
from gridlift.document import Document, open_document
from gridlift.errors import GridliftError


class GridliftLoader(BaseLoader):
    """Loads one file or several.

    mode "document": one for each file, as Markdown. "table": one for each table, as HTML (spans kept), with its page,
    caption and header. "block": one for each block in reading order, a table as HTML. With several files, bad ones are
    left out unless `strict`; with one, its error is raised.
    """

    def __init__(self, paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]], mode: str = "document", *,
                 jobs: int | None = None, strict: bool = False, **options: Any) -> None:
        if mode not in ("document", "table", "block"):
            raise ValueError(f"mode is none of document, table, block: {mode!r}")
        self._one = isinstance(paths, (str, os.PathLike))
        self._paths: list[str] = ([os.fspath(paths)] if isinstance(paths, (str, os.PathLike))
                                  else [os.fspath(path) for path in paths])
        self._mode, self._jobs, self._strict, self._options = mode, jobs, strict, options

    def lazy_load(self) -> Iterator[LangChainDocument]:
        for converted in self._converted():
            if converted.error is not None and (self._one or self._strict):
                raise converted.error
            if converted.document is not None:
                yield from self._documents(converted.document)

    def _converted(self) -> Iterator[Converted]:
        if not self._one:
            yield from convert_many(self._paths, self._jobs, progress=False, **self._options)
            return
        path = self._paths[0]
        try:
            yield Converted(path, open_document(path, **self._options), None)
        except GridliftError as error:
            yield Converted(path, None, error)

    def _documents(self, document: Document) -> Iterator[LangChainDocument]:
        about = {"source": document.path, "format": document.format}
        if self._mode == "document":
            yield LangChainDocument(page_content=document.convert("md").decode(), metadata={**about, "pages": document.pages})
            return
        pieces = ([(block.type, block.text, block.table) for block in document.blocks] if self._mode == "block"
                  else [("table", "", table) for table in document.tables])
        for kind, text, table in pieces:
            if table is None:
                yield LangChainDocument(page_content=text, metadata={**about, "type": kind})
                continue
            yield LangChainDocument(page_content=table.to_html(), metadata={
                **about, "type": kind, "table": table.index, "page": table.page, "caption": table.caption,
                "columns": [" / ".join(path) for path in table.columns], "confidence": table.confidence})
