"""One made report of the disclosure form: its flavour, its blocks of text and tables, and the truth of its keys."""
from __future__ import annotations

import dataclasses
import random

from disclosure_form import (Grid, disclosure_grid, failed, numbers, plant_fault, profile, requests_grid, review_grid)

PLACES = ["青河县柳林镇", "东原市北湖区", "云溪县", "白石乡", "南浦市", "松岭县石桥镇"]
HEADINGS = {
    "overview": ["总体情况", "总体工作情况", "工作基本情况"],
    "proactive_disclosure": ["主动公开政府信息情况", "主动公开政府信息的情况", "行政机关主动公开政府信息情况"],
    "requests": ["收到和处理政府信息公开申请情况", "收到和处理政府信息公开情况"],
    "review_litigation": ["政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"],
    "problems": ["存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进措施", "存在问题及改进情况"],
    "other": ["其他需要报告的事项", "需要报告的其他事项"],
}
CUSTOM = ["加强平台管理", "组织领导和培训", "规范平台，健全公开体系", "主要采取的措施"]
SENTENCES = ["本机关认真落实公开要求，完善各项制度。", "全年通过网站发布各类信息，及时回应群众关切。", "办公室负责日常工作，明确专人办理。",
             "对依申请公开事项按时答复，没有收取费用。", "下一步将加强培训，提高信息质量。", "公开目录和指南按季度更新，方便群众查阅。"]
NUMERALS = "一二三四五六七八九十"
ANNOTATED = {"规章": "规章（设区的市、自治州人民政府应提供相关数据）", "规范性文件": "规范性文件（指各行政机关印发的有正式文号的文件）",
             "四、结转下年度继续办理": "四、结转下一年度继续办理"}


@dataclasses.dataclass
class Block:
    kind: str                      # title, heading, subheading, paragraph, table, signature
    text: str = ""
    grid: Grid | None = None


@dataclasses.dataclass
class Report:
    edition: int
    blocks: list[Block]
    values: dict[str, float | None]
    units: dict[str, str]
    sections: list[tuple[str, str]]  # number, kind
    failed: list[list]
    organization: str
    year: int
    flavour: dict


def flavour_of(rng: random.Random) -> dict:
    """How a body filled in and set its form."""
    return {
        "zero": rng.choice(["0", "0", "0", "0", "/", "—", "", "-"]),
        "number": rng.choice(["plain", "plain", "plain", "thousands", "full-width", "wide-comma"]),
        "extra_row": rng.random() < 0.2,
        "annotated": rng.random() < 0.2,
        "total_over_all": rng.random() < 0.3,
        "amount": rng.choice(["plain", "元", "万元", "decimal 万元"]),
        "change": rng.choice(["signed", "words", "plain"]),
        "slivers": rng.random() < 0.35,
        "nested": rng.random() < 0.12,
        "split": rng.choice(["no", "no", "no", "no", "header", "bare"]),
        "header": rng.choice(["plain", "plain", "two lines", "one a line", "vertical"]),
        "styled": rng.random() < 0.4,
        "signature": rng.random() < 0.6,
        "missing": rng.random() < 0.15,
        "custom": rng.random() < 0.3,
        "aliases": rng.random() < 0.4,
        "title_lines": rng.choice([1, 1, 2]),
        "half_width": rng.random() < 0.25,
        "faults": rng.choice([0, 0, 1, 1, 2]),
        "font": rng.choice([9, 10.5, 12]),
        "rules": rng.choice(["all", "all", "all", "horizontal", "none"]),
        "lines": rng.choice([1, 1, 2, 4]),
    }


def shown(key: str, value: float, flavour: dict, rng: random.Random) -> tuple[str, float | None, str]:
    """What is printed for a number, the number that this says (None: nothing), and the unit printed with it."""
    name = key.rsplit(".", 1)[1]
    if name == "change":
        if value == 0:
            return "0", 0, ""
        words = {"signed": f"{value:+d}", "words": ("增" if value > 0 else "减") + str(abs(value)), "plain": str(value)}
        return words[flavour["change"]], value, ""
    if name == "amount":
        unit = {"plain": "", "元": "元", "万元": "万元", "decimal 万元": "万元"}[flavour["amount"]]
        unit = "" if key == "disclosure.fees.amount" else unit
        text = f"{value:g}" if "." in f"{value:g}" or rng.random() < 0.5 else f"{value:.2f}"
        return text + unit, float(text), unit
    total = name == "total" and rng.random() < 0.9
    if value == 0 and not total and rng.random() < 0.85:
        return flavour["zero"], 0 if flavour["zero"] == "0" else None, ""
    text = str(value)
    if flavour["number"] == "thousands":
        text = f"{value:,}"
    elif flavour["number"] == "full-width":
        text = text.translate({ord("0") + d: ord("０") + d for d in range(10)})
    elif flavour["number"] == "wide-comma":
        text = f"{value:,}".replace(",", "，")
    return text, value, ""


def add_extra_row(grid: Grid, rng: random.Random) -> None:
    """其他主动公开文件 under the last row of the first block, as some provinces print it."""
    first = min(c.row for c in grid.cells if c.row > 0 and c.col == 0 and c.col_span == 4)
    for cell in grid.cells:
        if cell.row >= first:
            cell.row += 1
    cell_type = type(grid.cells[0])
    grid.cells.append(cell_type(first, 0, 1, 1, "其他主动公开文件", header=True))
    for c in range(1, 4):
        grid.cells.append(cell_type(first, c, 1, 1, str(rng.randint(1, 90))))
    grid.rows += 1


def fill(grid: Grid, values: dict[str, float], flavour: dict, rng: random.Random, truth: dict, units: dict) -> None:
    for cell in grid.cells:
        if cell.key:
            cell.text, truth[cell.key], unit = shown(cell.key, values[cell.key], flavour, rng)
            if unit:
                units[cell.key] = unit
        elif flavour["annotated"]:
            cell.text = ANNOTATED.get(cell.text, cell.text)
    if flavour["half_width"]:
        for cell in grid.cells:
            if cell.header and grid.kind == "requests":
                cell.text = cell.text.replace("（", "(").replace("）", ") " if cell.col == 1 else ")").replace("，", ", ")


def prose(rng: random.Random, count: int) -> list[Block]:
    return [Block("paragraph", "".join(rng.choice(SENTENCES) for _ in range(rng.randint(2, 6)))) for _ in range(count)]


def make_report(seed: int, **wanted) -> Report:
    rng = random.Random(f"disclosure {seed}")
    flavour = flavour_of(rng) | wanted
    edition = flavour.get("edition") or rng.choice([2019, 2021])
    year = rng.choice([2019, 2020]) if edition == 2019 else rng.randint(2021, 2025)
    form = profile(edition)
    values = numbers(form, edition, rng)
    for _ in range(flavour["faults"]):
        plant_fault(form, edition, values, rng)
    truth: dict[str, float | None] = {}
    units: dict[str, str] = {}
    grids = {"proactive_disclosure": disclosure_grid(form), "requests": requests_grid(form, flavour["total_over_all"]),
             "review_litigation": review_grid()}
    for grid in grids.values():
        fill(grid, values, flavour, rng, truth, units)
    if flavour["extra_row"]:
        add_extra_row(grids["proactive_disclosure"], rng)
    amount = truth.get("disclosure.procurement.amount")
    if amount is not None and units.get("disclosure.procurement.amount"):
        factor = 10_000 if units["disclosure.procurement.amount"] == "万元" else 1
        truth["disclosure.procurement.amount_yuan"] = round(amount * factor, 2)
        units["disclosure.procurement.amount_yuan"] = "元"
    place = rng.choice(PLACES)
    organization = place + "人民政府"
    title = [f"{organization}{year}年", "政府信息公开工作年度报告"]
    blocks = [Block("title", line) for line in (title if flavour["title_lines"] == 2 else ["".join(title)])]
    blocks += prose(rng, 1)
    kinds = list(HEADINGS)
    if flavour["missing"]:
        kinds.remove(rng.choice(["overview", "problems", "other"]))
    headings = [(kind, rng.choice(HEADINGS[kind]) if flavour["aliases"] else HEADINGS[kind][0]) for kind in kinds]
    if flavour["custom"]:
        headings.insert(rng.randint(1, len(headings) - 1), ("custom", rng.choice(CUSTOM)))
    sections = []
    for number, (kind, heading) in zip(NUMERALS, headings):
        sections.append((number, kind))
        blocks.append(Block("heading", f"{number}、{heading}"))
        if kind in grids:
            blocks += prose(rng, 1) if rng.random() < 0.3 else []
            blocks.append(Block("table", grid=grids[kind]))
        elif kind == "other":
            blocks.append(Block("paragraph", rng.choice(["无。", "没有其他需要报告的事项。"])))
        else:
            for i in range(rng.randint(0, 2)):
                blocks.append(Block("subheading", f"（{NUMERALS[i]}）" + rng.choice(["加强组织领导", "完善工作制度", "做好日常维护"])))
                blocks += prose(rng, 1)
            blocks += prose(rng, rng.randint(1, 3))
    if flavour["signature"]:
        blocks += [Block("signature", organization), Block("signature", f"{year + 1}年1月{rng.randint(5, 30)}日")]
    if edition == 2021:
        units["disclosure.fees.amount"] = "万元"
    return Report(edition, blocks, truth, units, sections, failed(form, edition, truth), organization, year, flavour)
