"""Unusual days: so much more or less received than on the same weekday before that somebody should look."""

from __future__ import annotations

from collections.abc import Sequence

ENOUGH = 4
"""With fewer days to compare with, nothing is called unusual."""
_TIMES = 3
_LEAST = 5


def median(values: Sequence[float]) -> float:
    """The middle of some values, of which there is at least one; of an even number the mean of both in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def unusual(received: int, before: Sequence[int]) -> bool:
    """Whether a day's number lies far from those of the same weekday before.

    Far is more than three times their usual distance from their median, and at least 5 dossiers: robust against
    the one odd day that there always is.
    """
    if len(before) < ENOUGH:
        return False
    middle = median(before)
    usual = median([abs(one - middle) for one in before])
    return abs(received - middle) >= max(_TIMES * usual, _LEAST, middle / 2)
