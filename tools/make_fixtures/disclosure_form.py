"""The annual disclosure form, editions 2019 and 2021, filled with random numbers: its grids, and the truth of every key.

The labels and keys are read from the shipped profiles; how the cells are merged, and what the numbers must add up to, is
written here, so that the profiles' own checks are not their own judge.
"""
from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path

PROFILES = Path(__file__).resolve().parents[2] / "converters" / "report" / "form" / "profiles"
COLUMNS = ["natural_person", "commercial_enterprise", "research_institution", "public_welfare_org", "legal_service_org",
           "other_org"]
RESULTS = ["upheld", "corrected", "other", "pending"]


@dataclasses.dataclass
class Cell:
    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    key: str = ""
    header: bool = False


@dataclasses.dataclass
class Grid:
    kind: str
    rows: int
    cols: int
    cells: list[Cell]
    header_rows: int
    label_cols: int

    def slots(self) -> list[list[Cell]]:
        out: list[list[Cell]] = [[None] * self.cols for _ in range(self.rows)]  # type: ignore[list-item]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.row_span):
                for c in range(cell.col, cell.col + cell.col_span):
                    assert out[r][c] is None, (self.kind, r, c)
                    out[r][c] = cell
        assert all(all(row) for row in out), self.kind
        return out


def profile(edition: int) -> dict:
    return json.loads((PROFILES / f"cn-disclosure-{edition}.json").read_text(encoding="utf-8"))


def leaves(nodes: list[dict], member: str, path: tuple[dict, ...] = ()) -> list[tuple[dict, ...]]:
    out = []
    for node in nodes:
        out += leaves(node[member], member, path + (node,)) if member in node else [path + (node,)]
    return out


def key_of(path: tuple[dict, ...]) -> str:
    return ".".join(node["key"] for node in path if node.get("key"))


# ---- grids ------------------------------------------------------------------------------------------------------------

def disclosure_grid(form: dict) -> Grid:
    cells: list[Cell] = []
    row = 0
    for block in form["tables"][0]["blocks"]:
        cells.append(Cell(row, 0, 1, 4, block["caption"], header=True))
        count = len(block["columns"])
        cells.append(Cell(row + 1, 0, 1, 1, "信息内容", header=True))
        for r, line in enumerate([None] + block["rows"]):
            if line is not None:
                cells.append(Cell(row + 1 + r, 0, 1, 1, line["label"], header=True))
            for c, column in enumerate(block["columns"]):
                span = 1 if c + 1 < count else 4 - count
                key = "" if line is None else f"disclosure.{line['key']}.{column['key']}"
                cells.append(Cell(row + 1 + r, c + 1, 1, span, "" if key else column["label"], key, header=not key))
        row += 2 + len(block["rows"])
    return Grid("proactive_disclosure", row, 4, cells, 2, 1)


def requests_grid(form: dict, total_over_all: bool) -> Grid:
    table = form["tables"][1]
    rule = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    cells = [Cell(0, 0, 3, 3, rule, header=True), Cell(0, 3, 1, 6 if total_over_all else 7, "申请人情况", header=True),
             Cell(1, 3, 2, 1, "自然人", header=True), Cell(1, 4, 1, 5, "法人或其他组织", header=True)]
    for c, path in enumerate(leaves(table["columns"], "columns")[1:6]):
        cells.append(Cell(2, 4 + c, 1, 1, path[-1]["label"], header=True))
    cells.append(Cell(0 if total_over_all else 1, 9, 3 if total_over_all else 2, 1, "总计", header=True))
    rows = leaves(table["rows"], "rows")
    seen: set[int] = set()
    for r, path in enumerate(rows):
        for depth, node in enumerate(path):
            if id(node) in seen:
                continue
            seen.add(id(node))
            last = depth + 1 == len(path)
            under = sum(1 for other in rows if node in other)
            cells.append(Cell(3 + r, depth, 1 if last else under, 3 - depth if last else 1, node["label"], header=True))
        for c, column in enumerate(COLUMNS + ["total"]):
            cells.append(Cell(3 + r, 3 + c, 1, 1, "", f"requests.{key_of(path)}.{column}"))
    return Grid("requests", 3 + len(rows), 10, cells, 3, 3)


def review_grid() -> Grid:
    labels = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    cells = [Cell(0, 0, 1, 5, "行政复议", header=True), Cell(0, 5, 1, 10, "行政诉讼", header=True),
             Cell(1, 5, 1, 5, "未经复议直接起诉", header=True), Cell(1, 10, 1, 5, "复议后起诉", header=True)]
    for c in range(15):
        cells.append(Cell(1 if c < 5 else 2, c, 2 if c < 5 else 1, 1, labels[c % 5], header=True))
        head = ["review", "litigation.direct", "litigation.after_review"][c // 5]
        cells.append(Cell(3, c, 1, 1, "", f"{head}.{(RESULTS + ['total'])[c % 5]}"))
    return Grid("review_litigation", 4, 15, cells, 3, 0)


# ---- numbers ----------------------------------------------------------------------------------------------------------

def details(form: dict) -> list[str]:
    rows = [key_of(path) for path in leaves(form["tables"][1]["rows"], "rows")]
    return [row for row in rows if row.startswith("handled.") and row != "handled.total"]


def request_numbers(form: dict, rng: random.Random, most: int, sparse: float) -> dict[str, float]:
    values: dict[str, float] = {}
    rows = ["new", "carried_in", *details(form), "handled.total", "carried_out"]
    for column in COLUMNS:
        handled = {row: 0 if rng.random() < sparse else rng.randint(0, most) for row in details(form)}
        total = sum(handled.values())
        carried_out = 0 if rng.random() < sparse else rng.randint(0, most)
        carried_in = rng.randint(0, min(most, total + carried_out))
        column_values = {"carried_in": carried_in, "carried_out": carried_out, "handled.total": total,
                         "new": total + carried_out - carried_in, **handled}
        values |= {f"requests.{row}.{column}": value for row, value in column_values.items()}
    for row in rows:
        values[f"requests.{row}.total"] = sum(values[f"requests.{row}.{column}"] for column in COLUMNS)
    return values


def numbers(form: dict, edition: int, rng: random.Random) -> dict[str, float]:
    most = rng.choice([3, 20, 400, 4000])
    sparse = rng.choice([0.2, 0.7, 0.9])
    values = request_numbers(form, rng, most, sparse)
    for head in ("review", "litigation.direct", "litigation.after_review"):
        for result in RESULTS:
            values[f"{head}.{result}"] = 0 if rng.random() < sparse else rng.randint(0, most)
        values[f"{head}.total"] = sum(values[f"{head}.{result}"] for result in RESULTS)
    for cell in disclosure_grid(form).cells:
        if not cell.key:
            continue
        name = cell.key.rsplit(".", 1)[1]
        value: float = 0 if rng.random() < sparse * 0.6 else rng.randint(0, 20 * most)
        if name == "change":
            value = rng.randint(-9, 9)
        elif name == "amount":
            value = round(rng.uniform(0, 9000), rng.choice([0, 1, 2]))
        values[cell.key] = value
    if edition == 2019:
        for row in ("regulations", "normative_documents"):
            published = values[f"disclosure.{row}.published"]
            values[f"disclosure.{row}.total_public"] = published + rng.randint(0, most)
    return values


def plant_fault(form: dict, edition: int, values: dict[str, float], rng: random.Random) -> str:
    """Makes one number wrong; which checks then fail is for `failed` to say."""
    kinds = ["identity", "total", "detail", "row_total", "review", "litigation"] + (["below"] if edition == 2019 else [])
    kind = rng.choice(kinds)
    column = rng.choice(COLUMNS)
    wrong = rng.randint(1, 7)
    if kind == "below":
        row = rng.choice(["regulations", "normative_documents"])
        values[f"disclosure.{row}.published"] = values[f"disclosure.{row}.total_public"] + wrong
        return kind
    key = {"identity": f"requests.carried_out.{column}", "total": f"requests.handled.total.{column}",
           "detail": f"requests.{rng.choice(details(form))}.{column}", "row_total": "requests.new.total",
           "review": "review.total", "litigation": f"litigation.{rng.choice(['direct', 'after_review'])}.total"}[kind]
    values[key] += wrong
    return kind


def failed(form: dict, edition: int, values: dict[str, float | None]) -> list[list]:
    """The checks that fail, as [id, keys on the checked side]; a check with an operand that is not printed is none."""
    out: list[list] = []

    def check(name: str, actual: list[str], expected: list[str], least: bool = False) -> None:
        operands = [values.get(key) for key in actual + expected]
        if any(operand is None for operand in operands):
            return
        have, want = sum(operands[:len(actual)]), sum(operands[len(actual):])
        if have < want if least else have != want:
            out.append([name, actual])

    rows = ["new", "carried_in", *details(form), "handled.total", "carried_out"]
    for column in COLUMNS + ["total"]:
        at = lambda row: f"requests.{row}.{column}"  # noqa: E731
        check("requests.identity", [at("handled.total"), at("carried_out")], [at("new"), at("carried_in")])
        check("requests.handled_total", [at("handled.total")], [at(row) for row in details(form)])
    for row in rows:
        check("requests.row_total", [f"requests.{row}.total"], [f"requests.{row}.{column}" for column in COLUMNS])
    for head in ("review", "litigation.direct", "litigation.after_review"):
        check(f"{head}.total", [f"{head}.total"], [f"{head}.{result}" for result in RESULTS])
    if edition == 2019:
        for row in ("regulations", "normative_documents"):
            check("disclosure.total_below_new", [f"disclosure.{row}.total_public"], [f"disclosure.{row}.published"], True)
    return out
