"""Points of the index of service to people and businesses (Bộ chỉ số 766).

Source: Quyết định 766/QĐ-TTg, the description of its computation, and the points as the portal published them in
2026. An indicator is worth `weight` points times its rate, up to its maximum; one with a threshold t has the weight
maximum / t, so that min(rate / t, 1) × maximum comes out. Everything is exact (fractions); two decimals are for paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

ZERO = Fraction(0)


class Empty(StrEnum):
    """What an indicator scores where its denominator is zero; its rate is “–” in any case."""

    NONE = "none"
    NOTHING = "nothing"
    FULL = "full"


@dataclass(frozen=True)
class Scoring:
    """How an indicator (chỉ số thành phần) is scored: points at a rate of 1, most points, points over zero."""

    weight: Fraction
    maximum: Fraction
    empty: Empty = Empty.NONE


@dataclass(frozen=True)
class Count:
    """Numerator and denominator (tử số, mẫu số)."""

    numerator: int
    denominator: int

    @property
    def lost(self) -> int:
        """How many of the denominator are not in the numerator."""
        return self.denominator - self.numerator

    @property
    def rate(self) -> Fraction | None:
        """The rate; None (“–”) over zero."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Mending:
    """How many of the denominator have to be mended, and the points that this gains."""

    count: int
    gained: Fraction


def points(scoring: Scoring, count: Count) -> Fraction | None:
    """The points of an indicator; None where it has none because nothing was there to be counted."""
    rate = count.rate
    if rate is None:
        return {Empty.NONE: None, Empty.NOTHING: ZERO, Empty.FULL: scoring.maximum}[scoring.empty]
    return min(scoring.weight * rate, scoring.maximum)


def lost(scoring: Scoring, count: Count) -> Fraction | None:
    """The points that are missing to the most there are; None where there are no points."""
    got = points(scoring, count)
    return None if got is None else scoring.maximum - got


def mending(scoring: Scoring, count: Count, wanted: Fraction = Fraction(1)) -> Mending | None:
    """The fewest to mend for `wanted` points more, or for all that can still be had where that is less.

    Mending moves one of the denominator into the numerator. None where nothing can be gained.
    """
    got = points(scoring, count)
    if got is None or count.rate is None or not scoring.weight:
        return None
    most = min(scoring.maximum, scoring.weight)
    goal = min(got + wanted, most)
    if goal <= got:
        return None
    needed = ceil(goal * count.denominator / scoring.weight) - count.numerator
    mended = Count(count.numerator + needed, count.denominator)
    after = points(scoring, mended)
    return Mending(needed, (after or ZERO) - got)


def total(of: Iterable[Fraction | None], maximum: Fraction) -> Fraction | None:
    """The points of a group: the sum of those there are, never more than the group's most; None without any."""
    known = [one for one in of if one is not None]
    return min(sum(known, ZERO), maximum) if known else None


def rounded(value: Fraction) -> Decimal:
    """Two decimals, a half up, as the portal publishes points."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
