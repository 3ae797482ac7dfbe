"""The figures of meanings for a period: from statements and registers, as known at one instant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.catalogue.models import Unit
from motcua.catalogue.units import below
from motcua.ledger.statement import Statement, statement
from motcua.registers.counted import figures, held
from motcua.registers.kinds_read import kind_of
from motcua.reports.superior.meaning import Meaning
from motcua.reports.superior.numbers import Value
from motcua.rules import spans
from motcua.rules.instants import Instant, date_of, local_day
from motcua.rules.measures import MEASURES
from motcua.rules.periods import Period

Closed = Callable[[Period], Instant | None]
"""As known at which instant a period was closed, None where it was not."""


_ALL = tuple(MEASURES)


@dataclass(frozen=True)
class Figure:
    """A value with the period and the knowledge it is of; an estimate's period had not ended at the instant."""

    value: Value
    period: Period
    known_at: Instant
    estimated: bool
    units: tuple[int, ...] = ()


class Figures:
    """The figures of a unit's report, as known at an instant (milliseconds UTC); statements are asked for once.

    Closed periods are drawn as they were closed.
    """

    def __init__(self, unit: Unit, report: Period, as_of: Instant, known: Closed | None = None) -> None:
        self.unit, self.report, self.as_of = unit, report, as_of
        self._closed = known or (lambda _period: None)
        self._statements: dict[tuple[tuple[int, ...], str], Statement] = {}
        self._known: dict[str, Instant] = {}
        self._sums: dict[tuple[object, ...], dict[str, int]] = {}

    def of(self, meaning: Meaning) -> Figure:
        """The figure of a meaning."""
        period = spans.of(self.report, meaning.span)
        if meaning.day:
            return Figure(self._day(meaning.day, period), period, self.as_of, False)
        known_at = self._known_at(period)
        units = self._units(meaning.unit, period)
        value: Value = (
            self._register(meaning, period, known_at, units)
            if meaning.register
            else _counted(meaning, self._totals(units, period, known_at, meaning))
        )
        unended = date_of(local_day(known_at)) <= period.last
        return Figure(value, period, known_at, meaning.estimate and unended, units)

    def _known_at(self, period: Period) -> Instant:
        if period.name not in self._known:
            closed = self._closed(period)
            self._known[period.name] = self.as_of if closed is None else closed
        return self._known[period.name]

    def _totals(
        self, units: tuple[int, ...], period: Period, known_at: Instant, meaning: Meaning
    ) -> dict[str, int]:
        """Every measure of the part of a statement that a meaning is narrowed to."""
        key = (units, period.name, tuple(sorted(meaning.narrowed.items())))
        if key not in self._sums:
            made = self._statement(units, period, known_at)
            self._sums[key] = (made.only(**meaning.narrowed) if meaning.narrowed else made).totals(_ALL)
        return self._sums[key]

    def _units(self, unit: int | None, period: Period) -> tuple[int, ...]:
        """Whose work is counted: a unit below alone, a province with all below it, else the unit itself."""
        if unit is not None:
            return (unit,)
        whole = self.unit.kind == Unit.Kind.PROVINCE
        return tuple(below(self.unit, period.last)) if whole else (self.unit.pk,)

    def _statement(self, units: tuple[int, ...], period: Period, known_at: Instant) -> Statement:
        key = (units, period.name)
        if key not in self._statements:
            self._statements[key] = statement(units, period, known_at)
        return self._statements[key]

    def _register(self, meaning: Meaning, period: Period, known_at: Instant, units: tuple[int, ...]) -> int:
        kind, name = kind_of(meaning.register), meaning.counts.partition(".")[2]
        return figures(held(units, kind, period, known_at), kind, period, [name])[name]

    def _day(self, name: str, period: Period) -> Value:
        match name:
            case "first":
                return period.first
            case "last":
                return period.last
            case "month":
                return spans.month_of(period)
            case "quarter":
                return spans.quarter_of(period)
            case _:
                return spans.year_of(period)


def _counted(meaning: Meaning, totals: Mapping[str, int]) -> Value:
    rate = meaning.rate
    if rate is None:
        return sum(totals[name] for name in meaning.measures)
    counted, whole = (sum(totals[name] for name in names) for names in rate[1:])
    return Decimal(counted) * 100 / Decimal(whole) if whole else None
