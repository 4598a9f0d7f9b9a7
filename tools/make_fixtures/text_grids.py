"""Made tables with known grids, in several scripts: what the flatteners of text.py take apart."""
from __future__ import annotations

import random
from dataclasses import dataclass, field

WORDS = {
    "english": """river mill harbour bridge market school garden tower valley meadow forest station library clinic theatre
orchard workshop museum ferry lantern kettle carpet ladder bottle basket candle pencil window engine survey repair
delivery inspection training transport storage cleaning heating lighting water paper timber copper permits fees staff
rooms beds visits requests answers refusals appeals pupils books roads farms ships wells""".split(),
    "german": """Fluss Mühle Hafen Brücke Markt Schule Garten Turm Tal Wiese Wald Bahnhof Bücherei Klinik Theater Werkstatt
Fähre Laterne Kessel Teppich Leiter Flasche Korb Kerze Fenster Prüfung Lieferung Schulung Lagerung Heizung Wasser Papier
Holz Kupfer Anträge Gebühren Räume Betten Besuche Straßen Höfe Schiffe Brunnen Zimmer""".split(),
    "russian": """река мельница порт мост рынок школа сад башня долина луг лес вокзал библиотека клиника театр мастерская
музей паром фонарь чайник ковёр лестница корзина свеча окно проверка доставка обучение хранение уборка отопление вода
бумага дерево медь заявки сборы кровати посещения дороги суда колодцы""".split(),
    "chinese": """河流 磨坊 港口 桥梁 市场 学校 花园 塔楼 山谷 草地 森林 车站 图书 诊所 剧院 果园 工坊 展馆 渡轮 灯笼 调查
维修 配送 检查 培训 运输 仓储 保洁 供暖 照明 用水 纸张 木材 铜材 年度 地方 新建 区域 受理 登记 办结 退回 费用 床位 访客
道路 农场 船舶 水井""".split(),
    "japanese": """かわ みなと はし いちば がっこう にわ とう たに のはら もり えき としょかん 診療所 劇場 果樹園 工房 博物館
渡し船 提灯 調査 修理 配達 検査 研修 運送 保管 清掃 暖房 照明 給水 紙類 木材 銅材 申請 手数料 病床 来訪 道路 農場""".split(),
}
WIDE = {"chinese", "japanese"}

NUMBERING = {
    "chinese": (["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、"],
                ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）", "（七）", "（八）", "（九）"],
                [f"{n}." for n in range(1, 30)]),
    "latin": ([f"{c}. " for c in "ABCDEFGHJK"], [f"({n}) " for n in range(1, 30)], [f"{c}) " for c in "abcdefghjk"] * 3),
}


@dataclass
class Cell:
    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    label: bool = False
    header: bool = False


@dataclass
class Grid:
    rows: int
    cols: int
    cells: list[Cell]
    header_rows: int = 1
    label_cols: int = 1
    language: str = "english"
    kind: str = ""
    captions: list[int] = field(default_factory=list)

    def slots(self) -> list[list[Cell]]:
        out: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.row_span):
                for c in range(cell.col, cell.col + cell.col_span):
                    assert out[r][c] is None, (cell, out[r][c])
                    out[r][c] = cell
        return [[cell or Cell(r, c, "") for c, cell in enumerate(row)] for r, row in enumerate(out)]

    def truth(self) -> dict:
        return {"rows": self.rows, "cols": self.cols,
                "cells": [{"row": c.row, "col": c.col, "row_span": c.row_span, "col_span": c.col_span, "text": c.text}
                          for c in self.cells]}


class Maker:
    """Makes grids from one source of randomness."""

    def __init__(self, rng: random.Random, language: str):
        self.rng = rng
        self.language = language
        self.words = list(WORDS[language])
        rng.shuffle(self.words)
        self.next = 0

    def word(self) -> str:
        self.next += 1
        return self.words[self.next % len(self.words)]

    def phrase(self, least: int = 1, most: int = 3) -> str:
        words = [self.word() for _ in range(self.rng.randint(least, most))]
        return ("" if self.language in WIDE else " ").join(words)

    def name(self, least: int = 1, most: int = 3) -> str:
        text = self.phrase(least, most)
        return text[0].upper() + text[1:]

    def sentence(self) -> str:
        stop, comma = ("。", "，") if self.language in WIDE else (".", ", ")
        return self.name(4, 7) + comma + self.phrase(5, 9) + stop

    def numbers(self, blanks: float) -> "callable":
        rng, style = self.rng, self.rng.choice(["small", "small", "thousands", "decimal", "percent", "signed"])

        def one() -> str:
            if rng.random() < blanks:
                return ""
            if style == "thousands":
                return f"{rng.randint(0, 99999):,}"
            if style == "decimal":
                return f"{rng.uniform(0, 500):.1f}"
            if style == "percent":
                return f"{rng.uniform(0, 100):.1f}%"
            if style == "signed":
                return f"{rng.randint(-90, 90)}"
            return str(rng.randint(0, 400))
        return one

    def grid(self, kind: str) -> Grid:
        made = getattr(self, kind)()
        made.kind, made.language = kind, self.language
        return made

    def body(self, grid: Grid, blanks: float) -> None:
        taken = {(r, c) for cell in grid.cells for r in range(cell.row, cell.row + cell.row_span)
                 for c in range(cell.col, cell.col + cell.col_span)}
        for c in range(grid.cols):
            number = self.numbers(blanks)
            for r in range(grid.header_rows, grid.rows):
                if (r, c) not in taken:
                    grid.cells.append(Cell(r, c, number()))
        for r in range(grid.header_rows, grid.rows):  # each row says something
            own = [c for c in grid.cells if c.row == r and c.col >= grid.label_cols]
            if own and all(not c.text for c in own):
                own[-1].text = str(self.rng.randint(1, 90))

    def simple(self) -> Grid:
        rows, cols = self.rng.randint(3, 9), self.rng.randint(2, 7)
        grid = Grid(rows, cols, [Cell(0, c, self.name(1, 2), header=True) for c in range(cols)])
        grid.cells += [Cell(r, 0, self.name(1, 3), label=True) for r in range(1, rows)]
        self.body(grid, self.rng.choice([0, 0, 0.08]))
        return grid

    def header_columns(self, first: int, cols: int, levels: int) -> list[Cell]:
        """Names over columns first..cols: one level, or parents over the lower level."""
        if levels == 1:
            return [Cell(0, c, self.name(1, 2), header=True) for c in range(first, cols)]
        cells, c = [], first
        wide = False
        while c < cols:
            room = cols - c
            span = self.rng.randint(2, min(4, room)) if room >= 2 and self.rng.random() < 0.6 else 1
            if room >= 2 and not wide and c + span >= cols - 1:
                span = min(room, max(2, span))
            if span == 1:
                cells.append(Cell(0, c, self.name(1, 2), row_span=2, header=True))
            else:
                wide = True
                cells.append(Cell(0, c, self.name(1, 2), col_span=span, header=True))
                cells += [Cell(1, k, self.name(1, 1), header=True) for k in range(c, c + span)]
            c += span
        return cells

    def levels(self) -> Grid:
        cols, body = self.rng.randint(4, 9), self.rng.randint(2, 7)
        grid = Grid(2 + body, cols, [Cell(0, 0, self.name(1, 2), row_span=2, header=True)], header_rows=2)
        grid.cells += self.header_columns(1, cols, 2)
        grid.cells += [Cell(r, 0, self.name(1, 3), label=True) for r in range(2, grid.rows)]
        self.body(grid, self.rng.choice([0, 0, 0.05]))
        return grid

    def no_labels(self) -> Grid:
        """Like a count of results: names only, then one or two rows of numbers."""
        groups, size = self.rng.randint(2, 3), self.rng.randint(2, 4)
        leaves = [self.name(1, 1) for _ in range(size)]
        cols = groups * size
        cells = [Cell(0, g * size, self.name(1, 2), col_span=size, header=True) for g in range(groups)]
        cells += [Cell(1, c, leaves[c % size], header=True) for c in range(cols)]
        grid = Grid(2 + self.rng.randint(1, 2), cols, cells, header_rows=2, label_cols=0)
        self.body(grid, 0)
        return grid

    def blocks(self) -> Grid:
        """Blocks one below the other, each with a caption over all columns and a header."""
        cols = self.rng.randint(3, 6)
        cells: list[Cell] = []
        captions = []
        row = 0
        first = self.name(1, 1)
        for block in range(self.rng.randint(2, 4)):
            captions.append(row)
            cells.append(Cell(row, 0, self.name(2, 3), col_span=cols, header=True))
            short = block > 0 and cols > 2 and self.rng.random() < 0.4
            names = cols - 1 if short else cols
            for line in range(1, 2 + self.rng.randint(1, 3)):
                for c in range(names):
                    span = 2 if short and c == names - 1 else 1
                    text = (first if c == 0 else self.name(1, 2)) if line == 1 else \
                        self.name(1, 3) if c == 0 else str(self.rng.randint(0, 900))
                    cells.append(Cell(row + line, c, text, col_span=span, header=line == 1, label=c == 0))
                last = row + line
            row = last + 1
        return Grid(row, cols, cells, header_rows=2, captions=captions)

    def tree(self) -> Grid:
        """Labels in two or three columns, merged over rows and columns; a stub above them."""
        labels, values = self.rng.randint(2, 3), self.rng.randint(2, 7)
        cols = labels + values
        levels = self.rng.randint(1, 2) if values >= 3 else 1
        numbered = self.rng.random() < 0.7
        styles = NUMBERING["chinese" if self.language == "chinese" else "latin"]
        counters = [0, 0, 0]

        def label(depth: int) -> str:
            style = depth + (3 - labels)
            counters[depth] += 1
            for deeper in range(depth + 1, 3):
                counters[deeper] = 0
            mark = styles[style][counters[depth] - 1] if numbered else ""
            return mark + self.name(1, 3)

        cells = [Cell(0, 0, self.name(2, 4), row_span=levels, col_span=labels, header=True)]
        cells += self.header_columns(labels, cols, levels)
        row = levels

        def single(depth: int, row: int) -> int:
            cells.append(Cell(row, depth, label(depth), col_span=labels - depth, label=True))
            return row + 1

        def group(depth: int, row: int) -> int:
            cell = Cell(row, depth, label(depth), label=True)
            cells.append(cell)
            start = row
            for _ in range(self.rng.randint(2, 4)):
                if depth + 2 < labels and self.rng.random() < 0.6:
                    row = group(depth + 1, row)
                else:
                    row = single(depth + 1, row)
            cell.row_span = row - start
            return row

        for _ in range(self.rng.randint(0, 2)):
            row = single(0, row)
        for _ in range(self.rng.randint(1, 3)):
            row = group(0, row)
        if self.rng.random() < 0.6:
            row = single(0, row)
        grid = Grid(row, cols, cells, header_rows=levels, label_cols=labels)
        # Some row shows all label columns, else they are not there to be found.
        if not any(c.label and c.col == labels - 1 for c in cells):
            return self.tree()
        self.body(grid, self.rng.choice([0, 0, 0.05]))
        return grid

    def wordy(self) -> Grid:
        """Words in most cells."""
        rows, cols = self.rng.randint(3, 7), self.rng.randint(2, 5)
        cells = [Cell(0, c, self.name(1, 2), header=True) for c in range(cols)]
        cells += [Cell(r, c, self.name(1, 4 if c == cols - 1 else 2)) for r in range(1, rows) for c in range(cols)]
        return Grid(rows, cols, cells)
