"""Dates and ranges of days as Vietnamese offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from motcua.reports.check.text.fold import fold

_NUMERIC = r"(?P<d>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})(?!\d)"
_WORDS = r"ngay\s+(?P<wd>\d{1,2})\s*(?:thang\s+|/)(?P<wm>\d{1,2})\s*,?\s*nam\s+(?P<wy>\d{4})"
_SHORT = r"(?:(?<=ngay )|(?<=tu )|(?<=den )|(?<=het )|(?<=truoc )|(?<=sau ))(?P<sd>\d{1,2})/(?P<sm>\d{1,2})(?![/.\-]?\d)"
_DATE = re.compile(rf"(?<![\d/.\-])(?:{_WORDS}|{_NUMERIC}|{_SHORT})")
_JOINT = re.compile(r"[\s,]*(?:den|[-–—])\s*(?:het\s+)?(?:ngay\s+)?")
_FROM = re.compile(r"(?:tinh\s+)?(?:tu\s+)?(?:ngay\s+)?$")


@dataclass(frozen=True)
class Written:
    """A date in a text, from `start` to `end`; `day` is None where there is no such day, `has_year` whether it has one."""

    start: int
    end: int
    day: date | None
    has_year: bool = True


@dataclass(frozen=True)
class Range:
    """Two dates joined by «đến» or a dash; both days belong to it. `start` takes «từ ngày» along."""

    start: int
    end: int
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has; none or fewer where it ends before it begins."""
        return (self.last - self.first).days + 1


def dates(text: str, year: int | None = None) -> list[Written]:
    """All dates of a text; one without its year gets `year`, and is left out where that is unknown.

    >>> [found.day.isoformat() for found in dates("ngày 05/01/2026, ngày 16 tháng 5 năm 2026")]
    ['2026-01-05', '2026-05-16']
    """
    found = (_written(match, year) for match in _DATE.finditer(fold(text)))
    return [one for one in found if one is not None]


def _written(match: re.Match[str], year: int | None) -> Written | None:
    day, month, written = next(
        parts for prefix in ("w", "", "s") if (parts := _parts(match, prefix)) is not None
    )
    if written is None and year is None:
        return None
    return Written(match.start(), match.end(), _day(day, month, written or year or 0), written is not None)


def _parts(match: re.Match[str], prefix: str) -> tuple[int, int, int | None] | None:
    if match[f"{prefix}d"] is None:
        return None
    year = None if prefix == "s" else int(match[f"{prefix}y"])
    return int(match[f"{prefix}d"]), int(match[f"{prefix}m"]), year


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def ranges(text: str, year: int | None = None) -> list[Range]:
    """All ranges of days of a text.

    A first day without a year takes that of the last, or the year before where it would come after it.
    """
    folded, found = fold(text), dates(text, year or 2000)
    pairs = pairwise(found)
    made = (
        _range(folded, one, two, year) for one, two in pairs if _JOINT.fullmatch(folded, one.end, two.start)
    )
    return [one for one in made if one is not None]


def _range(folded: str, one: Written, two: Written, year: int | None) -> Range | None:
    first, last = one.day, two.day
    if first is None or last is None or not (two.has_year or year):
        return None
    if not one.has_year:
        first = _in_year(first, last)
    begun = _FROM.search(folded, 0, one.start)
    return Range(begun.start() if begun else one.start, two.end, first, last) if first else None


def _in_year(first: date, last: date) -> date | None:
    same = _day(first.day, first.month, last.year)
    return same if same is not None and same <= last else _day(first.day, first.month, last.year - 1)
