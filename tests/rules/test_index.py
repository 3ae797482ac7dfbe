"""Points of the index: published figures of 163 units, thresholds, zeros, and the fewest that have to be mended."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from motcua.rules.index import Count, Empty, Scoring, lost, mending, points, rounded, total
from motcua.rules.index_difference import Difference, Reason, differences

PUBLISHED = Path(__file__).parents[1] / "cases" / "portal" / "progress-phu-tho-2026-08.csv"
PROGRESS = Scoring(Fraction(20), Fraction(20), Empty.NOTHING)
ONLINE = Scoring(Fraction(6) / Fraction("0.5"), Fraction(6), Empty.NOTHING)
PETITIONS = Scoring(Fraction(6), Fraction(6), Empty.FULL)
PLAIN = Scoring(Fraction(4), Fraction(4))


def test_the_published_points_of_all_units() -> None:
    rows = list(csv.DictReader(PUBLISHED.open(encoding="utf-8-sig")))

    off = {
        row["departmentCode"]: (ours, row["score"])
        for row in rows
        if abs((ours := _score(row)) - Decimal(row["score"])) > Decimal("0.01")
    }

    assert len(rows) == 163
    assert off == {}


def _score(row: dict[str, str]) -> Decimal:
    found = points(PROGRESS, Count(int(row["totalOnTime"]), int(row["totalReceived"])))
    assert found is not None
    return rounded(found)


@pytest.mark.parametrize(
    ("scoring", "count", "score"),
    [
        (PROGRESS, Count(486, 588), "16.53"),  # 20 × 486 ÷ 588 = 16.5306
        (ONLINE, Count(1, 4), "3.00"),  # 6 × 0.25 ÷ 0.5
        (ONLINE, Count(3, 4), "6.00"),  # over the threshold: the maximum
        (ONLINE, Count(0, 0), "0.00"),
        (PETITIONS, Count(0, 0), "6.00"),
        (PROGRESS, Count(1, 3200), "0.01"),  # 0.00625, a half up
    ],
)
def test_points(scoring: Scoring, count: Count, score: str) -> None:
    found = points(scoring, count)

    assert found is not None
    assert rounded(found) == Decimal(score)
    assert lost(scoring, count) == scoring.maximum - found


def test_over_nothing_there_is_no_rate_and_where_the_rule_says_so_no_points() -> None:
    empty = Count(0, 0)

    assert [empty.rate, points(PLAIN, empty), lost(PLAIN, empty), mending(PLAIN, empty)] == [None] * 4
    assert mending(PETITIONS, empty) is None


def _by_trying(scoring: Scoring, count: Count) -> tuple[int, Fraction] | None:
    """The same by mending one after the other."""
    start = points(scoring, count)
    assert start is not None
    found = None
    for more in range(1, count.denominator - count.numerator + 1):
        after = points(scoring, Count(count.numerator + more, count.denominator)) or Fraction(0)
        if found is None or after - start > found[1]:
            found = (more, after - start)
        if after - start >= 1:
            return found
    return found if found and found[1] else None


@pytest.mark.parametrize("scoring", [PROGRESS, ONLINE, PLAIN, Scoring(Fraction(5, 2), Fraction(2))])
def test_the_fewest_to_mend_are_those_found_by_trying(scoring: Scoring) -> None:
    for denominator in (1, 2, 7, 19, 100, 163):
        for numerator in range(denominator + 1):
            count = Count(numerator, denominator)
            found = mending(scoring, count)
            tried = _by_trying(scoring, count)
            assert (None if found is None else (found.count, found.gained)) == tried, count


def test_a_group_never_has_more_than_its_most() -> None:
    assert total([Fraction(6), Fraction(2), Fraction(5, 2), None], Fraction(10)) == 10
    assert total([None, None], Fraction(10)) is None


def test_a_difference_is_told_by_its_parts() -> None:
    # Ours 20 × 90 ÷ 100 = 18; over 120: 15; theirs 20 × 108 ÷ 120 = 18; published one point less than that.
    found = differences(PROGRESS, Count(90, 100), Count(108, 120), Decimal("17.00"))

    assert found == [
        Difference(Reason.DENOMINATOR, 20, Decimal("-3.00")),
        Difference(Reason.NUMERATOR, 18, Decimal("3.00")),
        Difference(Reason.FORMULA, 0, Decimal("-1.00")),
    ]
    assert sum(one.points for one in found) == Decimal("17.00") - Decimal("18.00")


def test_nothing_is_told_where_both_agree_or_nothing_is_published() -> None:
    assert differences(PROGRESS, Count(90, 100), Count(90, 100), Decimal("18.01")) == []
    assert differences(PROGRESS, Count(90, 100), None, Decimal("18.00")) == []
    assert differences(PROGRESS, Count(90, 100), None, None) == []
    assert [one.reason for one in differences(PROGRESS, None, None, Decimal(3))] == [Reason.NOT_KEPT]
    assert [one.reason for one in differences(PROGRESS, Count(90, 100), None, Decimal(3))] == [Reason.UNTOLD]
