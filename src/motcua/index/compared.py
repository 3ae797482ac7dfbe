"""The index beside others: the periods before, and the units that one may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from motcua.catalogue.models import Unit
from motcua.catalogue.overview import listed
from motcua.index.computed import Index, compute
from motcua.index.counting import Counting, Scope
from motcua.rules.index import rounded
from motcua.rules.periods import Period, between

PERIODS = 6
"""So many periods does a history have, the one in question included."""


@dataclass(frozen=True)
class Standing:
    """A unit in a ranking of our own figures; `place` from 1, equal points share one, None without points."""

    place: int | None
    unit: Unit
    index: Index

    @property
    def progress(self) -> Fraction | None:
        """The points for progress (tiến độ giải quyết)."""
        return next((group.points for group in self.index.groups if group.group.code == "TDGQ"), None)


def calendar_month(day: date) -> Period:
    """The calendar month of a day: the portal's months are those, not the reporting months."""
    first = day.replace(day=1)
    return between(first, _next(first) - timedelta(days=1))


def is_calendar_month(period: Period) -> bool:
    """Whether a period is a calendar month."""
    return period.first.day == 1 and period.last == calendar_month(period.first).last


def before(period: Period) -> Period:
    """The period before; of a calendar month the calendar month before."""
    if is_calendar_month(period):
        return calendar_month(period.first - timedelta(days=1))
    return period.before()


def _next(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def history(index: Index, most: int = PERIODS) -> list[Index]:
    """The index of a scope and of the periods before it, the earliest first, each by the version then in force.

    It goes back to the first period without any dossier: what was before that was not recorded.
    """
    found = [index]
    while len(found) < most:
        scope = found[0].scope
        earlier = compute(replace(scope, period=before(scope.period)))
        if not has_dossiers(earlier):
            break
        found.insert(0, earlier)
    return found


def standings(units: Sequence[Unit], scope: Scope) -> list[Standing]:
    """Units by their own points, the best first; those that had nothing to count come last, without a place.

    The catalogue is read once: what these units are competent for differs by their level alone.
    """
    catalogue = listed(scope.unit, scope.period.last)
    scopes = [replace(scope, unit=unit) for unit in units]
    found = [(scope.unit, compute(scope, Counting(scope, catalogue))) for scope in scopes]
    with_any = [(unit, index) for unit, index in found if has_dossiers(index)]
    without = [Standing(None, unit, index) for unit, index in found if not has_dossiers(index)]
    ordered = sorted(with_any, key=lambda pair: (-(pair[1].points or 0), pair[0].name))
    ranked: list[Standing] = []
    for n, (unit, index) in enumerate(ordered, 1):
        same = bool(ranked) and _paper(ranked[-1].index) == _paper(index)
        ranked.append(Standing(ranked[-1].place if same else n, unit, index))
    return ranked + without


def has_dossiers(index: Index) -> bool:
    """Whether there was a dossier in the period; procedures that nobody asked for rank nobody."""
    return any(line.count and line.count.denominator for line in index.lines if line.indicator.code == "TDGQ")


def _paper(index: Index) -> str:
    return str(rounded(index.points or Fraction(0)))
