#!/usr/bin/env python3
"""Writes twelve filled forms of ours, the Annual Clinic Return: fixtures/report/returns/*.docx.

    clinic.py [ROOT]

Ten add up. Millbrook's total of day visits is wrong, Sandhill refers more patients than came; Eastgate leaves cells blank and
prints dashes. The bytes are the same on every run.
"""
from __future__ import annotations

import random
import sys
from pathlib import Path

from docx_writer import Package, p, style, tbl, tc, tr

CLINICS = ["Ashford", "Birchwood", "Castleton", "Deepdale", "Eastgate", "Fairview", "Glenside", "Hillside", "Ivybridge", "Lakeside",
           "Millbrook", "Sandhill"]
TITLE = "Clinic 2024 Annual Clinic Return"


def visits(name: str, rng: random.Random) -> list[list[int]]:
    rows = [[rng.randint(0, 900) for _ in range(3)] for _ in range(4)]
    referred = [rng.randint(0, 40) for _ in range(3)]
    total = [sum(row[c] for row in rows) for c in range(3)]
    if name == "Sandhill":
        referred = [value + 5 for value in total]
    table = [row + [sum(row)] for row in rows + [referred, total]]
    if name == "Millbrook":
        table[0][3] += 10
    return table


def shown(value: int, name: str, rng: random.Random) -> str:
    if name == "Eastgate" and rng.random() < 0.2:
        return rng.choice(["", "–", "n/a"])
    return f"{value:,}"


def visits_table(name: str, rng: random.Random) -> str:
    head = [tr(tc("Kind of visit", 2, "restart"), tc("Adults", None, "restart"), tc("Children", 2), tc("Total", None, "restart")),
            tr(tc("", 2, "continue"), tc("", None, "continue"), tc("Infants"), tc("Pupils"), tc("", None, "continue"))]
    labels = [("A. Visits by insured patients", "1. By day"), ("", "2. By night"), ("B. Visits by uninsured patients", "1. By day"),
              ("", "2. By night")]
    rows = []
    numbers = visits(name, rng)
    for (group, label), values in zip(labels, numbers):
        first = tc(group, None, "restart") if group else tc("", None, "continue")
        rows.append(tr(first, tc(label), *(tc(shown(value, name, rng)) for value in values)))
    for label, values in zip(["C. Referred to hospital", "Total of A and B"], numbers[4:]):
        rows.append(tr(tc(label, 2), *(tc(shown(value, name, rng)) for value in values)))
    return tbl(*head, *rows, grid=[1700, 1700, 1300, 1300, 1300, 1300])


def staff_table(name: str, rng: random.Random) -> str:
    rows = [tr(tc("Staff"), tc("Posts filled"), tc("Posts vacant"))]
    for label in ["Doctors", "Nurses"] + (["Others"] if rng.random() < 0.6 else []):
        rows.append(tr(tc(label), tc(str(rng.randint(1, 30))), tc(str(rng.randint(0, 4)))))
    return tbl(*rows, grid=[3000, 2000, 2000])


def costs_table(rng: random.Random) -> str:
    rows = [tr(tc("Item"), tc("This year"), tc("Change on last year"))]
    for label in ["Cost of medicines", "Cost of rent"]:
        rows.append(tr(tc(label), tc(f"EUR {rng.randint(1000, 90000):,}"), tc(f"{rng.randint(-90, 90) / 10:+.1f}%")))
    return tbl(*rows, grid=[3000, 2000, 2000])


def make(name: str) -> bytes:
    rng = random.Random(f"clinic {name}")
    body = p(f"{name} {TITLE}", "Heading1") + p("This return covers all visits of the year.")
    for heading, table in (("1. Visits in the year", visits_table(name, rng)), ("2. Staff at the end of the year", staff_table(name, rng)),
                           ("3. Costs of the year", costs_table(rng))):
        body += p(heading, "Heading2") + table + p()
    heads = "".join(style("paragraph", f"Heading{i}", f"heading {i}", f'<w:pPr><w:outlineLvl w:val="{i - 1}"/></w:pPr>') for i in (1, 2))
    return Package(body=body, styles=heads).build()


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    folder = root / "fixtures" / "report" / "returns"
    folder.mkdir(parents=True, exist_ok=True)
    for name in CLINICS:
        (folder / f"{name.lower()}.docx").write_bytes(make(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
