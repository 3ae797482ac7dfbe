"""Counting the indicators from the ledger: figures by statements, lists by the same measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from motcua.catalogue.models import Unit
from motcua.catalogue.overview import Listed, listed
from motcua.catalogue.units import below
from motcua.index.definitions import Indicator, OfDossiers, OfProcedures
from motcua.index.procedures import Competence, offered
from motcua.ledger.by_procedure import received_by_procedure, statement_of_procedure
from motcua.ledger.lists import asked_again, dossiers
from motcua.ledger.statement import Statement, statement
from motcua.rules.index import Count
from motcua.rules.instants import Instant
from motcua.rules.periods import Period


class Side(StrEnum):
    """Which of the lists behind an indicator."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    LOST = "lost"
    """Of the denominator, not of the numerator: those that cost the points."""


@dataclass(frozen=True)
class Scope:
    """What an index is of: a unit with those below it, a period, a field or a procedure (keys), a knowledge.

    `known_at` is milliseconds UTC, None for what is known now.
    """

    unit: Unit
    period: Period
    field: int | None = None
    procedure: int | None = None
    known_at: Instant | None = None


class Counting:
    """Counts the indicators of one scope; what several of them need is asked of the database once."""

    def __init__(self, scope: Scope, catalogue: Sequence[Listed] | None = None) -> None:
        """`catalogue`: all procedures on the last day of the period, where somebody has read them already."""
        self.scope = scope
        self._catalogue = catalogue

    @cached_property
    def units(self) -> list[int]:
        """The keys of the units that are counted."""
        return below(self.scope.unit, self.scope.period.last)

    @cached_property
    def statement(self) -> Statement:
        """The statement that the figures come from."""
        scope = self.scope
        if scope.procedure is not None:
            return statement_of_procedure(self.units, scope.period, scope.procedure, scope.known_at)
        whole = statement(self.units, scope.period, scope.known_at)
        return whole if scope.field is None else whole.only(field=scope.field)

    @cached_property
    def competence(self) -> Competence:
        """The procedures that are counted."""
        scope = self.scope
        every = self._catalogue
        if every is None:
            every = listed(scope.unit, scope.period.last)
        received = received_by_procedure(self.units, scope.period, scope.known_at)
        found = Competence(offered(scope.unit, every), tuple(received))
        return found.only(scope.field, scope.procedure)

    def count(self, indicator: Indicator) -> Count | None:
        """Numerator and denominator; None where no facts are kept for the indicator."""
        counts = indicator.counts
        if counts is None:
            return None
        if isinstance(counts, OfProcedures):
            of = self.competence.of
            return Count(len(of(counts.numerator)), len(of(counts.denominator)))
        sums = self.statement.totals((*counts.numerator, *counts.denominator))
        numerator = sum(sums[name] for name in counts.numerator)
        taken = self._asked_again_in(counts).total()
        return Count(numerator - taken, sum(sums[name] for name in counts.denominator))

    def behind(self, indicator: Indicator, side: Side) -> list[int]:
        """The keys of the dossiers, or procedures, behind a figure: as many as it says, one twice stands twice."""
        counts = indicator.counts
        if counts is None:
            return []
        good, every = self._good(counts), self._every(counts)
        if side is Side.LOST:
            return list((every - good).elements())
        return list((good if side is Side.NUMERATOR else every).elements())

    def _good(self, counts: OfDossiers | OfProcedures) -> Counter[int]:
        if isinstance(counts, OfProcedures):
            return Counter(self.competence.of(counts.numerator))
        return self._dossiers(counts.numerator) - self._asked_again_in(counts)

    def _every(self, counts: OfDossiers | OfProcedures) -> Counter[int]:
        if isinstance(counts, OfProcedures):
            return Counter(self.competence.of(counts.denominator))
        return self._dossiers(counts.denominator)

    def _asked_again_in(self, counts: OfDossiers) -> Counter[int]:
        """What the numerator's measures count and the rule on several supplement requests takes out again."""
        if counts.asked_again is None or not (again := self._asked_again(counts.asked_again)):
            return Counter()
        found = self._dossiers(counts.numerator)
        return Counter({key: n for key, n in found.items() if key in again})

    def _asked_again(self, most: int) -> frozenset[int]:
        return asked_again(self.units, self.scope.period, most, self.scope.known_at)

    def _dossiers(self, measures: Sequence[str]) -> Counter[int]:
        scope, found = self.scope, Counter[int]()
        field = scope.field if scope.procedure is None else None
        for name in measures:
            found.update(
                dossiers(self.units, scope.period, name, field, None, scope.known_at, scope.procedure)
            )
        return found


def of_period(scope: Scope, period: Period) -> Scope:
    """The same for another period."""
    return replace(scope, period=period)
