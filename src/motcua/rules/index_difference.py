"""Why the points that the portal publishes differ from our own: what of the difference comes from where."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from motcua.rules.index import Count, Scoring, points, rounded

TOLERANCE = Decimal("0.01")
"""Points are published with two decimals."""


class Reason(StrEnum):
    """Where a difference comes from."""

    DENOMINATOR = "denominator"
    """The portal counts more or fewer in all: dossiers that it does not have, or that we do not have."""
    NUMERATOR = "numerator"
    """Of the same number it counts more or fewer as good."""
    FORMULA = "formula"
    """Its own numerator and denominator do not give its points by the formula in force."""
    UNTOLD = "untold"
    """It publishes points without numerator and denominator, so nothing more can be said."""
    NOT_KEPT = "not_kept"
    """We keep no facts for this indicator."""


@dataclass(frozen=True)
class Difference:
    """One part of a difference: `by` dossiers (or procedures) more there than here, and `points` more there."""

    reason: Reason
    by: int
    points: Decimal


def differences(
    scoring: Scoring, own: Count | None, theirs: Count | None, published: Decimal | None
) -> list[Difference]:
    """What makes the published points differ from ours; empty where they agree.

    `theirs` are the published numerator and denominator, `published` the published points; either may be unknown.
    The parts add up to the whole difference, to 0.01 for the rounding of each.
    """
    if theirs is None and published is None:
        return []
    computed = _points(scoring, theirs)
    shown = computed if published is None else published
    if own is None:
        return [Difference(Reason.NOT_KEPT, 0, shown)]
    ours = _points(scoring, own)
    if theirs is None:
        return [Difference(Reason.UNTOLD, 0, shown - ours)] if abs(shown - ours) > TOLERANCE else []
    return [*_counted(scoring, own, theirs), *_by_formula(shown, computed)]


def _counted(scoring: Scoring, own: Count, theirs: Count) -> list[Difference]:
    """First the denominator alone, with as many not good as they have too many; then the numerator."""
    found = []
    ours, end = _points(scoring, own), _points(scoring, theirs)
    between = _points(scoring, _with_denominator(own, theirs.denominator))
    if theirs.denominator != own.denominator:
        by = theirs.denominator - own.denominator
        found.append(Difference(Reason.DENOMINATOR, by, between - ours))
    if theirs.numerator != own.numerator:
        by = theirs.numerator - own.numerator
        found.append(Difference(Reason.NUMERATOR, by, end - between))
    return found


def _with_denominator(own: Count, denominator: int) -> Count:
    return Count(min(own.numerator, denominator), denominator)


def _by_formula(shown: Decimal, computed: Decimal) -> list[Difference]:
    off = shown - computed
    return [Difference(Reason.FORMULA, 0, off)] if abs(off) > TOLERANCE else []


def _points(scoring: Scoring, count: Count | None) -> Decimal:
    return rounded(Fraction(0) if count is None else points(scoring, count) or Fraction(0))
