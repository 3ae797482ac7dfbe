"""The panel from which a period is chosen: one row of links for each year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from motcua.rules.periods import Period, between, parse

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Choice:
    """A period that can be chosen; one that has not begun cannot."""

    label: str
    period: Period
    current: bool
    begun: bool


@dataclass(frozen=True)
class Year:
    """The periods of a year by kind."""

    year: int
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]


def panel(period: Period, today: date) -> dict[str, Any]:
    """What the choice of a period shows: its years, the periods before and after, the latter once it has begun.

    `running` tells that the period has not ended: what is overdue at its end is then a forecast.
    """
    after = following(period)
    return {
        "years": years(period, today),
        "before": period.before(),
        "after": after if after.first <= today else None,
        "running": period.first <= today <= period.last,
    }


def years(chosen: Period, today: date) -> list[Year]:
    """The year of the chosen period, the present one and the one before, the latest first."""
    wanted = sorted({today.year, today.year - 1, chosen.last.year}, reverse=True)
    return [_year(year, chosen, today) for year in wanted]


def _year(year: int, chosen: Period, today: date) -> Year:
    def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
        return tuple(_choice(label, name, chosen, today) for label, name in pairs)

    months = choices(*((str(month), f"{year}-{month:02}") for month in range(1, 13)))
    quarters = choices(*((roman, f"{year}-Q{n}") for n, roman in enumerate(_ROMAN, 1)))
    longer = choices(
        (_("First half"), f"{year}-H1"),
        (_("Nine months"), f"{year}-9M"),
        (_("Second half"), f"{year}-H2"),
        (_("Whole year"), str(year)),
    )
    return Year(year, ((_("Month"), months), (_("Quarter"), quarters), (_("Longer"), longer)))


def _choice(label: str, name: str, chosen: Period, today: date) -> Choice:
    period = parse(name)
    return Choice(label, period, name == chosen.name, period.first <= today)


def following(period: Period) -> Period:
    """The period of the same kind just after; of a plain range, one of the same length."""
    begin = period.last + timedelta(days=1)
    if ".." in period.name:
        return between(begin, begin + timedelta(days=period.days - 1))
    year, _dash, part = period.name.partition("-")
    if part in ("", "9M"):
        return parse(f"{int(year) + 1}{period.name[4:]}")
    letter = part[0] if part[0] in "QH" else ""
    count = {"Q": 4, "H": 2, "": 12}[letter]
    turn, number = divmod(int(part.removeprefix(letter)), count)
    return parse(f"{int(year) + turn}-{letter}{number + 1:0{1 if letter else 2}}")


def recent(today: date) -> list[Period]:
    """The periods of this year and the one before that have begun, the latest begin first: months, quarters, longer ones."""
    every = [
        choice
        for year in years(parse(str(today.year)), today)
        for _kind, group in year.groups
        for choice in group
    ]
    return sorted(
        (one.period for one in every if one.begun), key=lambda one: (one.first, one.days), reverse=True
    )
