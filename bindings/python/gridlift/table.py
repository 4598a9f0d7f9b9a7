"""A table as its cell grid, with header paths, and as what other libraries want."""
from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterator, Sequence

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from gridlift.document import Document


@dataclass(frozen=True)
class Cell:
    """One cell: where it stands, how far it reaches, its text, and where in the file it came from."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    header: bool
    rule: str | None
    """What decided this cell, where the file did not: "row-rejoined", "span-inferred", ..."""
    sources: tuple[dict[str, Any], ...]


class Table:
    """A table of a document. Every slot of the grid belongs to exactly one cell."""

    def __init__(self, data: dict[str, Any], document: Document, index: int) -> None:
        self._data = data
        self._document = document
        self.index = index
        self.rows: int = data["rows"]
        self.cols: int = data["cols"]
        self.header_rows: int = data["header_rows"]
        self.header_cols: int = data["header_cols"]
        self.interior_headers: list[int] = data.get("interior_headers", [])
        self.caption: str | None = data.get("caption")
        self.method: str = data["method"]
        self.confidence: float = data["confidence"]
        self.reasons: list[str] = data["reasons"]
        self.page: int | None = data.get("page")
        self.bbox: list[float] | None = data.get("bbox")
        self.parts: list[dict[str, Any]] = data.get("parts", [])
        self.parent: dict[str, int] | None = data.get("parent")
        self.columns: list[list[str]] = data["columns"]
        """The header path of each column, from the top."""
        self.cells: list[Cell] = [_cell(cell) for cell in data["cells"]]

    def __repr__(self) -> str:
        page = f", page {self.page}" if self.page else ""
        caption = f", {self.caption!r}" if self.caption else ""
        return f"<gridlift.Table {self.rows} x {self.cols}{page}{caption}>"

    def __iter__(self) -> Iterator[list[str]]:
        return iter(self.grid())

    def grid(self, fill: bool = True) -> list[list[str]]:
        """Texts by row and column. A merged cell's text is in all its slots, or with fill=False only in its first."""
        slots = [[""] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            if not fill:
                slots[cell.row][cell.col] = cell.text
                continue
            for row in range(cell.row, cell.row + cell.row_span):
                slots[row][cell.col:cell.col + cell.col_span] = [cell.text] * cell.col_span
        return slots

    def cell(self, row: int, col: int) -> Cell:
        """The cell that owns a slot."""
        for cell in self.cells:
            if 0 <= row - cell.row < cell.row_span and 0 <= col - cell.col < cell.col_span:
                return cell
        raise IndexError(f"no slot {row}, {col} in {self!r}")

    def to_dict(self) -> dict[str, Any]:
        """The table as in the JSON of the command."""
        return self._data

    def _header_paths(self) -> list[tuple[str, ...]]:
        """Header paths of the columns, all of one length: short ones get empty names below."""
        depth = max((len(path) for path in self.columns), default=0)
        return [tuple(path) + ("",) * (depth - len(path)) for path in self.columns]

    def _body(self, typed: bool) -> list[list[Any]]:
        """The rows under the header: texts, None where there is none, and with `typed` the report's values."""
        body: list[list[Any]] = [[text or None for text in row] for row in self.grid()[self.header_rows:]]
        if not typed:
            return body
        spans = {(cell.row, cell.col): cell for cell in self.cells}
        for record in self._document.report(profile="none").records:
            if record["table"] != self.index or record["value"] is None:
                continue
            cell = spans[tuple(record["slot"])]
            for row in range(max(cell.row, self.header_rows), cell.row + cell.row_span):
                body[row - self.header_rows][cell.col:cell.col + cell.col_span] = [record["value"]] * cell.col_span
        return body

    def to_pandas(self, typed: bool = False) -> pandas.DataFrame:
        """A DataFrame. Several header rows become MultiIndex columns, header columns the (Multi)Index of the rows.

        With `typed`, cells that hold a value (number, date, ...) have it instead of their text.
        """
        import pandas

        paths = self._header_paths()
        body = self._body(typed)
        heads = self.header_cols if self.header_cols < self.cols else 0
        frame = pandas.DataFrame([row[heads:] for row in body], columns=_pandas_index(paths[heads:]))
        if heads:
            names = [" / ".join(part for part in path if part) or None for path in paths[:heads]]
            labels = [[row[col] if row[col] is not None else "" for row in body] for col in range(heads)]
            frame.index = (pandas.Index(labels[0], name=names[0]) if heads == 1
                           else pandas.MultiIndex.from_arrays(labels, names=names))
        return frame

    def to_arrow(self, typed: bool = False) -> pyarrow.Table:
        """A pyarrow.Table: a column for each column of the grid, named by its header path; the schema's metadata has
        page, caption and header figures. Columns whose typed values are of several kinds stay text."""
        import json

        import pyarrow

        names = _unique([" / ".join(path) or f"column {i + 1}" for i, path in enumerate(self.columns)])
        typed_rows, texts = self._body(typed), self._body(False)
        arrays = []
        for col in range(self.cols):
            values = [row[col] for row in typed_rows]
            try:
                arrays.append(pyarrow.array(values))
            except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError):
                arrays.append(pyarrow.array([row[col] for row in texts], pyarrow.string()))
            if arrays[-1].type == pyarrow.null():
                arrays[-1] = pyarrow.array(values, pyarrow.string())
        about = {"name": self._document.name, "table": self.index, "page": self.page, "caption": self.caption,
                 "header_rows": self.header_rows, "header_cols": self.header_cols, "columns": self.columns}
        return pyarrow.Table.from_arrays(arrays, names=names).replace_schema_metadata(
            {"gridlift": json.dumps(about, ensure_ascii=False)})

    def to_parquet(self, path: str, typed: bool = True) -> None:
        """Writes `to_arrow` as a Parquet file."""
        import pyarrow.parquet

        pyarrow.parquet.write_table(self.to_arrow(typed), path)

    def to_html(self) -> str:
        """The table as HTML, with rowspan, colspan and scope; the same as in `gridlift convert --to html`, save that a
        table in one of its cells stands there as text."""
        out = ["<table>\n"]
        if self.caption is not None:
            out.append(f"<caption>{_escape(self.caption)}</caption>\n")
        reaching = any(c.row < self.header_rows < c.row + c.row_span for c in self.cells)
        head = 0 if reaching else self.header_rows  # spans end with their row group
        for group, first, last in (("thead", 0, head), ("tbody", head, self.rows)):
            if first < last:
                out.append(f"<{group}>\n{''.join(self._html_row(row) for row in range(first, last))}</{group}>\n")
        return "".join(out) + "</table>\n"

    def _html_row(self, row: int) -> str:
        return "<tr>" + "".join(self._html_cell(cell) for cell in self.cells if cell.row == row) + "</tr>\n"

    def _html_cell(self, cell: Cell) -> str:
        tag, attributes = ("th", f' scope="{self._scope(cell)}"') if cell.header else ("td", "")
        if cell.row_span > 1:
            attributes += f' rowspan="{cell.row_span}"'
        if cell.col_span > 1:
            attributes += f' colspan="{cell.col_span}"'
        return f"<{tag}{attributes}>{_escape(cell.text)}</{tag}>"

    def _scope(self, cell: Cell) -> str:
        if cell.row < self.header_rows or cell.row in self.interior_headers:
            return "colgroup" if cell.col_span > 1 else "col"
        return "rowgroup" if cell.row_span > 1 else "row"

    def _repr_html_(self) -> str:
        return self.to_html()


def _cell(data: dict[str, Any]) -> Cell:
    return Cell(data["row"], data["col"], data["row_span"], data["col_span"], data["text"], data["header"], data["rule"],
                tuple(data["sources"]))


def _pandas_index(paths: Sequence[tuple[str, ...]]) -> Any:
    import pandas

    depth = len(paths[0]) if paths else 0
    if depth == 0:
        return pandas.RangeIndex(len(paths))
    if depth == 1:
        return pandas.Index([path[0] for path in paths])
    return pandas.MultiIndex.from_tuples(paths)


def _unique(names: list[str]) -> list[str]:
    """Names made distinct by numbers, since Parquet and most engines want that."""
    taken: set[str] = set()
    for i, name in enumerate(names):
        number = 2
        while names[i] in taken:
            names[i] = f"{name} ({number})"
            number += 1
        taken.add(names[i])
    return names


def _escape(text: str) -> str:
    return html.escape(text, quote=True).replace("&#x27;", "&#39;").replace("\n", "<br>")
