"""What changed for one dossier, by its figures then and now."""

from __future__ import annotations

import pytest

from motcua.rules.adjustments import Cause, What, cause, what
from motcua.rules.measures import MEASURES

NONE: dict[str, int] = {}
OPEN = {"received": 1, "received_online": 1, "open": 1, "open_in_term": 1}
LATE = {"received": 1, "received_online": 1, "open": 1, "open_overdue": 1}
EARLY = {"received": 1, "received_online": 1, "closed": 1, "early": 1, "resolved": 1}
REFUSED = {"received": 1, "received_online": 1, "closed": 1, "refused": 1}


def full(some: dict[str, int]) -> dict[str, int]:
    return dict.fromkeys(MEASURES, 0) | some


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (NONE, OPEN, What.ADDED),
        ({"lodged": 1}, EARLY, What.ADDED),
        (EARLY, NONE, What.REMOVED),
        (OPEN, EARLY, What.ENDED),
        (REFUSED, LATE, What.NOT_ENDED),
        (EARLY, REFUSED, What.OUTCOME),
        (OPEN, LATE, What.STANDING),
        (OPEN, OPEN | {"digitised": 1}, What.PARTICULARS),
        ({"lodged": 1}, {"turned_away": 1}, What.BEFORE_ACCEPTANCE),
    ],
)
def test_what_changed(then: dict[str, int], now: dict[str, int], expected: What) -> None:
    assert what(full(then), full(now)) is expected


def test_where_it_came_from() -> None:
    assert cause(frozenset({"reported", "corrected"})) is Cause.CORRECTION
    assert cause(frozenset({"reported", "finished"})) is Cause.REPORT
    assert cause(frozenset({"finished"})) is Cause.LATE_ENTRY
    assert cause(frozenset()) is Cause.RECALCULATED
