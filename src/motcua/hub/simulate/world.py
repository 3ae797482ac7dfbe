"""The commune for which dossiers are made up: its days, its hours, and when its systems were read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import TypeVar

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.holidays_seed import seed_calendar
from motcua.rules.instants import MS_PER_HOUR, MS_PER_MINUTE, Day, Instant, day_of, day_start, local_day

Choice = TypeVar("Choice")

_SECOND = 1000
_MORNING = 0.55
_LAST_MINUTES = 10
# Monday brings what the week-end left; Saturdays are worked only in exchange.
_WEEKDAYS = (1.25, 1.1, 1.0, 0.95, 0.9, 0.4, 0.4)
_THURSDAY = 3


@dataclass(frozen=True)
class World:
    """One commune for a span of local days, both included, and the source of all chance."""

    unit_code: str
    unit_name: str
    first: date
    last: date
    random: Random

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Its working calendar: five days a week and the holidays that are known."""
        return seed_calendar(range(self.first.year - 1, self.last.year + 3))

    @cached_property
    def as_of(self) -> Instant:
        """When its systems were read: the opening of the second working day after the last day."""
        return self.calendar.opening(self.calendar.add_working_days(day_of(self.last), 2))

    def chance(self, of_a_hundred: float) -> bool:
        """True so many times of a hundred."""
        return self.random.random() * 100 < of_a_hundred

    def one_of(self, weighed: Sequence[tuple[Choice, float]]) -> Choice:
        """One of some choices by their weights."""
        sums = list(accumulate(weight for _, weight in weighed))
        return weighed[bisect_right(sums, self.random.random() * sums[-1])][0]

    def between(self, low: float, high: float) -> int:
        """A whole number of seconds, in milliseconds, between two numbers of minutes."""
        return int(self.random.uniform(low, high) * 60) * _SECOND

    def working_days(self, count: int) -> list[Day]:
        """So many working days from the first day to the day before the export, busy ones more often."""
        days = [
            day
            for day in range(day_of(self.first), local_day(self.as_of))
            if self.calendar.is_working_day(day)
        ]
        weights = [_WEEKDAYS[(day + _THURSDAY) % 7] * self.random.uniform(0.7, 1.3) for day in days]
        return self.random.choices(days, weights, k=count)

    def at_work(self, day: Day) -> Instant:
        """An instant in the working hours of a day, the morning a little fuller."""
        windows = self.calendar.windows_of(day)
        start, end = windows[0] if self.random.random() < _MORNING else windows[-1]
        minutes = self.random.random() * (end - start - _LAST_MINUTES)
        return day_start(day) + start * MS_PER_MINUTE + int(minutes * 60) * _SECOND

    def evening_before(self, day: Day) -> Instant:
        """An instant after work on the calendar day before, at which only a portal is open."""
        return day_start(day - 1) + 18 * MS_PER_HOUR + self.between(0, 330)
