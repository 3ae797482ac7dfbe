"""Values as they are written: numbers, days, instants, sums of money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from motcua.reports.printed.values import Moment, ValueKind
from motcua.reports.vietnamese import long_date, number, short_date, together, two_digits
from motcua.rules.instants import date_of, local_day, to_datetime


def shown(value: Any, way: str = "") -> str:
    """A value in words; nothing where there is none. `way` is one of WAYS, for values that it suits."""
    if value is None or value is False:
        return ""
    if way:
        return WAYS[way](value)
    if isinstance(value, Moment):
        return moment(value)
    if isinstance(value, date):
        return long_date(value)
    return two_digits(value) if isinstance(value, int) else str(value)


def moment(instant: int) -> str:
    """«08 giờ 05 phút, ngày 05 tháng 01 năm 2026»."""
    return f"{to_datetime(instant):%H\u00a0giờ %M phút}, {long_date(_day(instant))}"


def _day(value: Any) -> date:
    return date_of(local_day(value)) if isinstance(value, Moment) else value


def _short_moment(value: Any) -> str:
    return (
        f"{to_datetime(value):%H:%M} {short_date(_day(value))}" if isinstance(value, Moment) else shown(value)
    )


WAYS: dict[str, Callable[[Any], str]] = {
    "day": lambda value: long_date(_day(value)),
    "whole": lambda value: together(long_date(_day(value))),
    "short": lambda value: short_date(_day(value)),
    "time": _short_moment,
    "hour": lambda value: f"{to_datetime(value):%H:%M}",
    "money": lambda value: f"{number(value)} đồng",
    "serial": lambda value: f"{value:02}",
    "plain": str,
    "upper": lambda value: str(value).upper(),
    "first": lambda value: str(value)[:1].upper() + str(value)[1:],
}
"""How a placeholder may ask for its value: `{received_at:short}`."""

_TIMES = frozenset({ValueKind.DAY, ValueKind.INSTANT})
_NUMBERS = frozenset({ValueKind.NUMBER})
_TEXTS = frozenset({ValueKind.TEXT})
SUITS = {
    "day": _TIMES, "whole": _TIMES, "short": _TIMES, "time": _TIMES, "hour": frozenset({ValueKind.INSTANT}), "money": _NUMBERS, "serial": _NUMBERS, "plain": _NUMBERS,
    "upper": _TEXTS, "first": _TEXTS,
}  # fmt: skip
"""The kinds of values that each way is for."""
