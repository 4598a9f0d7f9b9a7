"""Words of made tables, in several scripts, and the ways in which rows are numbered in them."""
from __future__ import annotations

WORDS = {
    "english": """river mill harbour bridge market school garden tower valley meadow forest station library clinic theatre
orchard workshop museum ferry lantern kettle carpet ladder bottle basket candle pencil window engine survey repair
delivery inspection training transport storage cleaning heating lighting water paper timber copper permits fees staff
rooms beds visits requests answers refusals appeals pupils books roads farms ships wells""".split(),
    "german": """Fluss Mühle Hafen Brücke Markt Schule Garten Turm Tal Wiese Wald Bahnhof Bücherei Klinik Theater Werkstatt
Fähre Laterne Kessel Teppich Leiter Flasche Korb Kerze Fenster Prüfung Lieferung Schulung Lagerung Heizung Wasser Papier
Holz Kupfer Anträge Gebühren Räume Betten Besuche Straßen Höfe Schiffe Brunnen Zimmer""".split(),
    "french": """rivière moulin port pont marché école jardin tour vallée prairie forêt gare bibliothèque clinique théâtre
atelier musée bac lanterne bouilloire tapis échelle bouteille panier bougie crayon fenêtre contrôle livraison entretien
stockage nettoyage chauffage éclairage eau papier bois cuivre permis redevances lits visites réponses élèves fermes""".split(),
    "russian": """река мельница порт мост рынок школа сад башня долина луг лес вокзал библиотека клиника театр мастерская
музей паром фонарь чайник ковёр лестница корзина свеча окно проверка доставка обучение хранение уборка отопление вода
бумага дерево медь заявки сборы кровати посещения дороги суда колодцы""".split(),
    "arabic": """نهر طاحونة ميناء جسر سوق مدرسة حديقة برج وادي مرج غابة محطة مكتبة عيادة مسرح بستان ورشة متحف عبارة فانوس
سجادة سلم زجاجة سلة شمعة قلم نافذة فحص تسليم تدريب نقل تخزين تنظيف تدفئة إضاءة ماء ورق خشب نحاس رسوم طلبات زيارات كتب
طرق مزارع سفن""".split(),
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
    "half-width": (["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、"],
                   ["(一) ", "(二) ", "(三) ", "(四) ", "(五) ", "(六) ", "(七) ", "(八) ", "(九) "],
                   [f"{n}. " for n in range(1, 30)]),
    "latin": ([f"{c}. " for c in "ABCDEFGHJK"], [f"({n}) " for n in range(1, 30)], [f"{c}) " for c in "abcdefghjk"] * 3),
    "roman": (["I. ", "II. ", "III. ", "IV. ", "V. ", "VI. ", "VII. ", "VIII. ", "IX. "],
              [f"{c}. " for c in "ABCDEFGHJKLMN"], [f"{n}. " for n in range(1, 30)]),
}

TOTALS = {"english": "Total", "german": "Summe", "french": "Total", "russian": "Итого", "arabic": "المجموع",
          "chinese": "合计", "japanese": "合計"}
