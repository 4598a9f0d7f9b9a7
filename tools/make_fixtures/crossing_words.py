"""Words for made tables, in three scripts. All texts are made up from these lists."""
from __future__ import annotations

import random

LATIN = """river mill harbour bridge market school garden tower valley meadow forest station library clinic theatre
quarry orchard workshop museum ferry lantern kettle carpet ladder bottle basket candle pencil window engine
survey repair delivery inspection training transport storage cleaning heating lighting water paper timber copper
annual local open closed new regional northern southern eastern western upper lower central public private rural
urban daily weekly permanent seasonal shared joint first second third planned finished pending reviewed""".split()
LATIN_LINKS = "of and for with in near under after before from to by".split()

CHINESE = """河流 磨坊 港口 桥梁 市场 学校 花园 塔楼 山谷 草地 森林 车站 图书馆 诊所 剧院 果园 工坊 博物馆 渡轮 灯笼
调查 维修 配送 检查 培训 运输 仓储 保洁 供暖 照明 用水 纸张 木材 铜材 年度 地方 公开 新建 区域 北部 南部 东部 西部
上游 下游 中心 公共 农村 城市 每日 每周 季节 共享 联合 计划 完成 待办 复核 办理 登记 统计 管理 服务 项目 设施 道路""".split()
CHINESE_LINKS = "的 和 与 及 在 按 由 向".split()

ARABIC = """نهر مطحنة ميناء جسر سوق مدرسة حديقة برج وادي مرج غابة محطة مكتبة عيادة مسرح بستان ورشة متحف عبارة فانوس
مسح إصلاح توصيل فحص تدريب نقل تخزين تنظيف تدفئة إنارة مياه ورق خشب نحاس سنوي محلي مفتوح جديد إقليمي شمالي جنوبي
شرقي غربي أعلى أدنى مركزي عام خاص ريفي حضري يومي أسبوعي دائم موسمي مشترك مخطط منجز معلق مراجع""".split()
ARABIC_LINKS = "في من إلى على مع بعد قبل".split()

UNITS = {"latin": ["(t)", "(kg)", "(EUR)", "(%)"], "chinese": ["（吨）", "（万元）", "（件）", "（%）"],
         "arabic": ["(كغ)", "(طن)", "(%)"]}
LISTS = {"latin": (LATIN, LATIN_LINKS), "chinese": (CHINESE, CHINESE_LINKS), "arabic": (ARABIC, ARABIC_LINKS)}
CONTINUED = {"latin": "(continued)", "chinese": "（续）", "arabic": "(تابع)"}
STOPS = {"latin": ".", "chinese": "。", "arabic": "."}


class Words:
    """Draws texts of one script from one source of randomness."""

    def __init__(self, script: str, draw: random.Random) -> None:
        self.script = script
        self.draw = draw
        self.words, self.links = LISTS[script]
        self.used: set[str] = set()
        self.codes = draw.randrange(100, 700)

    def _join(self, words: list[str]) -> str:
        if self.script == "chinese":
            return "".join(words)
        text = " ".join(words)
        return text[0].upper() + text[1:]

    def fitting(self, letters: float) -> list[str]:
        wide = 2 if self.script == "chinese" else 1
        return [word for word in self.words if len(word) * wide <= letters] or [min(self.words, key=len)]

    def label(self, least: int = 1, most: int = 2, letters: float = 99) -> str:
        """A short text that was not given out before, of words that have room on a line of so many letters."""
        words = self.fitting(letters)
        for _ in range(200):
            text = self._join([self.draw.choice(words) for _ in range(self.draw.randint(least, most))])
            if text not in self.used:
                break
            most = min(most + 1, 4)
        self.used.add(text)
        return text

    def short_label(self, letters: float) -> str:
        """One word of at most so many letters that was not given out before, if there is one left."""
        fits = self.fitting(letters)
        free = [word for word in fits if self._join([word]) not in self.used] or fits
        text = self._join([self.draw.choice(free)])
        self.used.add(text)
        return text

    def code(self) -> str:
        """A mark that stands once in a document, so that one can see on which page it was set."""
        self.codes += 1
        return f"K{self.codes}"

    def unit(self, letters: float) -> str:
        """One that has room on a line of so many letters."""
        wide = 2 if self.script == "chinese" else 1
        units = UNITS[self.script]
        fits = [unit for unit in units if len(unit) * wide <= letters]
        return self.draw.choice(fits or [min(units, key=len)])

    def sentence(self, words: int) -> str:
        out = []
        for at in range(words):
            out.append(self.draw.choice(self.links if at % 4 == 3 else self.words))
        return self._join(out) + STOPS[self.script]

    def phrase(self, words: int) -> str:
        """A text between two marks of its own."""
        middle = self.sentence(words)[:-1]
        gap = "" if self.script == "chinese" else " "
        return self.code() + gap + middle + gap + self.code()

    def number(self, letters: float = 99) -> str:
        kind = self.draw.random() if letters > 7 else 0
        if kind < 0.6:
            return str(self.draw.randrange(1, 1000))
        if kind < 0.8:
            return f"{self.draw.randrange(1000, 99000):,}"
        return f"{self.draw.randrange(0, 1000) / 10:.1f}"
