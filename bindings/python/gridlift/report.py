"""The report of a document: typed values, records and checks, as `gridlift report --to json` has them."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


class Report:
    """`values` by key (None where nothing is printed: null is not 0), `records` for every value cell, `checks`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self.profile: str | None = data["profile"]
        self.profile_score: float = data["profile_score"]
        self.title: str | None = data["title"]
        self.organization: str | None = data["organization"]
        self.year: int | None = data["year"]
        self.sections: list[dict[str, Any]] = data["sections"]
        self.tables: list[dict[str, Any]] = data["tables"]
        self.values: dict[str, Any] = data["values"]
        self.units: dict[str, str] = data["units"]
        self.records: list[dict[str, Any]] = data["records"]
        self.checks: list[dict[str, Any]] = data["checks"]
        self.diagnostics: list[dict[str, Any]] = data["diagnostics"]

    def __repr__(self) -> str:
        return f"<gridlift.Report profile {self.profile!r}, {len(self.records)} records, {len(self.failed)} failed checks>"

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The checks that failed."""
        return [check for check in self.checks if check["status"] == "failed"]

    def to_dict(self) -> dict[str, Any]:
        return self._data

    def to_pandas(self) -> pandas.DataFrame:
        """A row for each record: table, row path, column path, text, value, unit, key."""
        import pandas

        columns = ["table", "row", "column", "text", "value", "unit", "key"]
        rows = [[record.get(name) for name in columns] for record in self.records]
        return pandas.DataFrame(rows, columns=columns).assign(
            row=[" / ".join(record["row"]) for record in self.records],
            column=[" / ".join(record["column"]) for record in self.records])
