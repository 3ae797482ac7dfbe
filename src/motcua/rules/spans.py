"""The period of a single figure, told from the period of its report: a month beside the year so far.

Source: reports of a quarter give the figures of the year so far (lũy kế) and of the same time a year before (cùng kỳ)
beside their own; Thông tư 01/2020/TT-VPCP for where months, quarters and years begin.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from motcua.rules.periods import Period, between, parse

_LAST_DAY = 14
"""A reporting month ends on it."""


class Span(StrEnum):
    """Which period a figure is of, beside that of its report."""

    PERIOD = "period"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    BEFORE = "before"
    YEAR_BEFORE = "year_before"
    MONTH_YEAR_BEFORE = "month_year_before"
    SO_FAR_YEAR_BEFORE = "so_far_year_before"


def of(report: Period, span: Span) -> Period:
    """The period of a figure in a report of a period.

    Month, quarter and year go up to the report's last day: a named period's begin on the 15th, those of a range of
    days that does not begin on a 15th on the 1st.

    >>> of(parse("2026-Q2"), Span.YEAR).name
    '2026-H1'
    """
    match span:
        case Span.PERIOD:
            return report
        case Span.BEFORE:
            return report.before()
        case Span.YEAR_BEFORE:
            return report.year_before()
        case Span.MONTH_YEAR_BEFORE:
            return _so_far(report, 1).year_before()
        case Span.SO_FAR_YEAR_BEFORE:
            return _so_far(report, 12).year_before()
        case Span.MONTH:
            return _so_far(report, 1)
        case Span.QUARTER:
            return _so_far(report, 3)
        case Span.YEAR:
            return _so_far(report, 12)


def _so_far(report: Period, months: int) -> Period:
    """From the beginning of the month, quarter or year in which a report's last day lies up to that day."""
    reporting = ".." not in report.name or report.first.day == _LAST_DAY + 1
    year, month = _month_of(report.last, reporting)
    begin = (month - 1) // months * months + 1
    first = date(year, begin, 1)
    if reporting:
        first = (first - timedelta(days=1)).replace(day=_LAST_DAY + 1)
    return _named(first, report.last, year, begin)


def _month_of(day: date, reporting: bool) -> tuple[int, int]:
    """The year and month to which a day is reported."""
    month = day.month + (reporting and day.day > _LAST_DAY)
    return (day.year + 1, 1) if month > 12 else (day.year, month)


def _named(first: date, last: date, year: int, month: int) -> Period:
    """The period of these days by its name, where it has one."""
    names = (
        f"{year}-{month:02}",
        f"{year}-Q{(month + 2) // 3}",
        f"{year}-H1",
        f"{year}-9M",
        f"{year}",
    )
    found = (parse(name) for name in names)
    return next((one for one in found if (one.first, one.last) == (first, last)), between(first, last))


def month_of(report: Period) -> int:
    """The month in which a report's period ends: 6 of the second quarter."""
    return _month_of(report.last, ".." not in report.name or report.first.day == _LAST_DAY + 1)[1]


def year_of(report: Period) -> int:
    """The year to which a report's period belongs."""
    return _month_of(report.last, ".." not in report.name or report.first.day == _LAST_DAY + 1)[0]


def quarter_of(report: Period) -> int:
    """The quarter in which a report's period ends."""
    return (month_of(report) + 2) // 3
