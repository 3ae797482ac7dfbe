"""The pure rules of boards: bands, waits, unusual days."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.accounts import Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import day_of, day_start
from motcua.rules.unusual import unusual
from motcua.rules.urgency import BANDS, band_of
from motcua.rules.waiting import Spread, spread, waited

FRIDAY = day_of(date(2026, 6, 12))
CALENDAR = WorkingCalendar()
HOUR = 3_600_000


def test_bands_leave_nothing_out_and_nothing_twice() -> None:
    for late in (True, False):
        for days in range(40):
            assert sum(band.holds(days) for band in BANDS if band.late == late) == 1


@pytest.mark.parametrize(
    ("account", "due", "band"),
    [
        (Account.IN_TERM, FRIDAY, "left-0"),
        (Account.IN_TERM, FRIDAY + 1, "left-0"),  # a Saturday: no working day is left
        (Account.IN_TERM, FRIDAY + 3, "left-1"),  # the Monday after
        (Account.IN_TERM, FRIDAY + 7, "left-3"),  # five working days
        (Account.IN_TERM, FRIDAY + 10, "left-6"),
        (Account.IN_TERM, None, "left-none"),
        (Account.OVERDUE, FRIDAY, "late-1"),  # since an hour of today
        (Account.OVERDUE, FRIDAY - 5, "late-1"),
        (Account.OVERDUE, FRIDAY - 6, "late-6"),
        (Account.OVERDUE, FRIDAY - 11, "late-11"),
        (Account.SUSPENDED, FRIDAY, ""),
        (Account.LODGED, None, ""),
    ],
)
def test_the_band_of_a_dossier(account: Account, due: int | None, band: str) -> None:
    assert band_of(account, due, FRIDAY, CALENDAR) == band


def test_paused_time_is_left_out() -> None:
    morning = day_start(FRIDAY) + 8 * HOUR
    # 08:00 to 11:00 is 180 minutes; 09:00 to 09:30 paused, a pause before that ended, one that still runs since 10:45.
    pauses = [(morning - 9 * HOUR, morning - HOUR), (morning + HOUR, morning + HOUR + HOUR // 2),
              (morning + 2 * HOUR + 3 * HOUR // 4, None)]  # fmt: skip
    assert waited(morning, morning + 3 * HOUR, [], CALENDAR) == 180
    assert waited(morning, morning + 3 * HOUR, pauses, CALENDAR) == 180 - 30 - 15


@pytest.mark.parametrize(
    ("waits", "told"),
    [
        ([7], Spread(1, 7, 7)),
        ([9, 1], Spread(2, 1, 9)),
        (list(range(1, 11)), Spread(10, 5, 9)),  # nearest rank: the 5th and the 9th of ten
        ([1] * 19 + [100], Spread(20, 1, 1)),
    ],
)
def test_the_spread_of_waits(waits: list[int], told: Spread) -> None:
    assert spread(waits) == told


@pytest.mark.parametrize(
    ("received", "before", "is_unusual"),
    [
        (40, [20, 21, 19, 22], True),  # twice the usual
        (24, [20, 21, 19, 22], False),
        (0, [20, 21, 19, 22], True),  # nothing came: perhaps a system is down
        (4, [0, 0, 1, 0, 0], False),  # small numbers jump
        (300, [20, 21, 19], False),  # too little to compare with
        (60, [10, 90, 20, 80, 50], False),  # these days are always different
    ],
)
def test_unusual_days(received: int, before: list[int], is_unusual: bool) -> None:
    assert unusual(received, before) == is_unusual
