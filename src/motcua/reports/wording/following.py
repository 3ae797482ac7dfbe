"""How a report calls the period after its own."""

from __future__ import annotations

from datetime import timedelta

from motcua.reports.vietnamese import lower_first
from motcua.rules.periods import Period, parse

_AFTER = {"Q1": "Q2", "Q2": "Q3", "Q3": "Q4", "H1": "H2", "9M": "Q4"}


def following(period: Period) -> str:
    """«tháng 7 năm 2026», «6 tháng cuối năm 2026», «quý IV năm 2026»; of plain days «thời gian tới»."""
    name, year = period.name, period.name[:4]
    if ".." in name:
        return "thời gian tới"
    if len(name) == 4:
        return f"năm {int(year) + 1}"
    part = name[5:]
    if part.isdigit():
        later = period.last + timedelta(days=31)
        return lower_first(parse(f"{later.year}-{later.month:02}").title())
    after = _AFTER.get(part)
    if after is None:
        after, year = ("Q1" if part == "Q4" else "H1"), str(int(year) + 1)
    return lower_first(parse(f"{year}-{after}").title())
