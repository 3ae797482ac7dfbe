"""When a notice is tried again, and at which hours."""

from __future__ import annotations

import pytest

from motcua.notices.pauses import BadSendingHours, next_try, pause, within_hours
from tests.notices.conftest import DAY, HOUR, MINUTE, NOW


@pytest.mark.parametrize(
    ("attempt", "minutes"),
    [
        (1, 1),
        (2, 2),
        (5, 16),
        (9, 256),
        (10, 360),  # 512 would be longer than six hours
        (19, 360),
    ],
)
def test_pauses_grow_up_to_six_hours(attempt: int, minutes: int) -> None:
    assert pause(attempt, 0.5) == minutes * MINUTE
    assert pause(attempt, 0.0) == round(minutes * MINUTE * 0.8)
    assert pause(attempt, 1.0) == round(minutes * MINUTE * 1.2)


def test_it_is_tried_for_about_three_days() -> None:
    tried = [next_try(attempt, 0, 0.5) for attempt in range(1, 21)]

    assert tried[-1] is None
    # 1 + 2 + … + 256 minutes = 511, then ten times 360
    assert sum(one for one in tried if one is not None) == (511 + 10 * 360) * MINUTE


@pytest.mark.parametrize(
    ("now", "hours", "then"),
    [
        (NOW, "", NOW),
        (NOW, "07:00-20:00", NOW),
        (NOW - HOUR, "07:00-20:00", NOW - HOUR),
        (NOW - 2 * HOUR, "07:00-20:00", NOW - HOUR),
        (NOW + 12 * HOUR - 1, "07:00-20:00", NOW + 12 * HOUR - 1),
        (NOW + 12 * HOUR, "07:00-20:00", NOW + DAY - HOUR),
        (NOW + 15 * HOUR, "7:00 - 24:00", NOW + 15 * HOUR),
    ],
)
def test_nobody_is_woken(now: int, hours: str, then: int) -> None:
    assert within_hours(now, hours) == then


@pytest.mark.parametrize("hours", ["7", "20:00-07:00", "07:60-08:00", "07:00-24:01", "sáng"])
def test_hours_that_cannot_be_are_refused(hours: str) -> None:
    with pytest.raises(BadSendingHours, match="07:00-20:00"):
        within_hours(NOW, hours)
