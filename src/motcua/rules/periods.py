"""Reporting periods: a month is the 15th of the month before to the 14th, unless a range of days is given.

Source: the practice of the periodic reports of Thông tư 01/2020/TT-VPCP (quý: 15 tháng cuối quý trước đến
14 tháng cuối quý; năm: 15/12 đến 14/12).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta


class BadPeriod(ValueError):
    """A period that cannot be read; its text says what is accepted."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Kỳ báo cáo “{text}” không đọc được. Viết: 2026-06 (tháng), 2026-Q1, 2026-H1, 2026-9M, 2026, "
            "hoặc hai ngày 2026-01-01..2026-05-25."
        )


@dataclass(frozen=True)
class Period:
    """A reporting period (kỳ báo cáo): both days belong to it; `name` is how it is written in commands."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def kind(self) -> str:
        """What it is a period of: month, quarter, half, nine (months), year, or range."""
        part = self.name[5:]
        if ".." in self.name:
            return "range"
        return {"Q": "quarter", "H": "half", "9": "nine", "": "year"}.get(
            part[:1] if not part.isdigit() else "0", "month"
        )

    def title(self) -> str:
        """How an official writes it: «Quý I năm 2026», «Tháng 6 năm 2026»."""
        return _title(self)

    def before(self) -> Period:
        """The period of the same kind just before; a plain range gives one of the same length."""
        return _before(self)

    def year_before(self) -> Period:
        """The same period a year earlier (cùng kỳ năm trước)."""
        return _year_before(self)


_MONTHS = re.compile(r"(\d{4})-(\d{2})")
_PARTS = re.compile(r"(\d{4})-(Q[1-4]|H[12]|9M)")
_YEAR = re.compile(r"\d{4}")
_RANGE = re.compile(r"(\S+?)\.\.(\S+)")
_SPAN = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9)}
_ROMAN = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}


def parse(text: str) -> Period:
    """Read 2026-06, 2026-Q1, 2026-H1, 2026-9M, 2026, or D..D; raises BadPeriod."""
    name = text.strip()
    try:
        if found := _MONTHS.fullmatch(name):
            return _span(name, int(found[1]), int(found[2]), int(found[2]))
        if found := _PARTS.fullmatch(name):
            return _span(name, int(found[1]), *_SPAN[found[2]])
        if _YEAR.fullmatch(name):
            return _span(name, int(name), 1, 12)
        if found := _RANGE.fullmatch(name):
            return between(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    except ValueError as error:
        raise BadPeriod(text) from error
    raise BadPeriod(text)


def between(first: date, last: date) -> Period:
    """Any range of days, both included; raises BadPeriod where it ends before it begins."""
    name = f"{first}..{last}"
    if last < first:
        raise BadPeriod(name)
    return Period(name, first, last)


def _span(name: str, year: int, first_month: int, last_month: int) -> Period:
    before = date(year, first_month, 1) - timedelta(days=1)
    return Period(name, before.replace(day=15), date(year, last_month, 14))


def _title(period: Period) -> str:
    name = period.name
    if _MONTHS.fullmatch(name):
        return f"Tháng {int(name[5:])} năm {name[:4]}"
    if found := _PARTS.fullmatch(name):
        words = {"H1": "6 tháng đầu năm", "H2": "6 tháng cuối năm", "9M": "9 tháng đầu năm"}
        part = words.get(found[2]) or f"Quý {_ROMAN[found[2]]} năm"
        return f"{part} {found[1]}"
    if _YEAR.fullmatch(name):
        return f"Năm {name}"
    return f"Từ ngày {_short(period.first)} đến ngày {_short(period.last)}"


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _before(period: Period) -> Period:
    name = period.name
    if _MONTHS.fullmatch(name):
        last = date(int(name[:4]), int(name[5:]), 1) - timedelta(days=1)
        return parse(f"{last.year}-{last.month:02}")
    if (found := _PARTS.fullmatch(name)) and found[2] != "9M":
        return parse(_part_before(int(found[1]), found[2]))
    if found or _YEAR.fullmatch(name):
        return parse(f"{int(name[:4]) - 1}{name[4:]}")
    last = period.first - timedelta(days=1)
    return between(last - timedelta(days=period.days - 1), last)


def _part_before(year: int, part: str) -> str:
    number, count = int(part[1]), {"Q": 4, "H": 2}[part[0]]
    return f"{year}-{part[0]}{number - 1}" if number > 1 else f"{year - 1}-{part[0]}{count}"


def _year_before(period: Period) -> Period:
    if ".." not in period.name:
        return parse(f"{int(period.name[:4]) - 1}{period.name[4:]}")
    return between(_a_year_earlier(period.first), _a_year_earlier(period.last))


def _a_year_earlier(day: date) -> date:
    # 29 February has no day of its own in the year before.
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
