"""The working calendar (lịch làm việc) of a unit: hours of the week, days off, days worked in exchange.

Sources: Bộ luật Lao động 2019, Art. 111 and 112; the yearly decisions that swap a day off for a Saturday.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate, islice
from operator import itemgetter
from typing import TypeAlias

from motcua.rules.instants import MS_PER_MINUTE, Day, Instant, date_of, day_of, day_start, local_day

Windows: TypeAlias = tuple[tuple[int, int], ...]
"""Working hours of a day: (start, end) in minutes after 00:00 local, in order, end not included."""

Week: TypeAlias = tuple[Windows, ...]
"""Working hours of Monday to Sunday."""

MORNING_AND_AFTERNOON: Windows = ((450, 690), (780, 1020))
"""07:30-11:30 and 13:00-17:00, eight hours."""

FIVE_DAYS: Week = (MORNING_AND_AFTERNOON,) * 5 + ((), ())
"""Monday to Friday."""

FIRST_DAY = day_of(date(2000, 1, 1))
LAST_DAY = day_of(date(2100, 12, 31))
"""Between these a calendar can count; what lies outside is a slip of the pen."""

_LAST_MINUTE = 1439  # so that the end of work lies on its own day, and a due instant on its due day
_WEEKDAY_OF_DAY_0 = 3


class CalendarError(ValueError):
    """Hours that cannot be: not in order, overlapping, outside the day, or none at all.

    `weekday` (0 is Monday) or `day` says where; both are None where the whole week is meant.
    """

    def __init__(self, problem: str, *, weekday: int | None = None, day: Day | None = None) -> None:
        where = f"weekday {weekday}" if day is None else f"{date_of(day)}"
        super().__init__(problem if weekday is None and day is None else f"{where}: {problem}")
        self.problem = problem
        self.weekday = weekday
        self.day = day


class CalendarRangeError(ValueError):
    """A day that the calendar does not reach (2000-2100): check the year that was written."""

    def __init__(self, day: Day | None = None) -> None:
        what = "a term" if day is None else f"day {day}"
        super().__init__(f"{what} lies outside {date_of(FIRST_DAY)} to {date_of(LAST_DAY)}: check the year")
        self.day = day


@dataclass(frozen=True)
class WorkingTable:
    """A calendar counted through: plain arrays of 64-bit integers, for bisection here and for numpy.

    `days_before[d - FIRST_DAY]` is the number of working days before day d, `windows_before` that of windows;
    `days`, `opens`, `closes` belong to one working day each; `starts`, `ends`, `worked` to one window each,
    `worked` being the working milliseconds before it.
    """

    days_before: array[int]
    windows_before: array[int]
    days: array[int]
    opens: array[int]
    closes: array[int]
    starts: array[int]
    ends: array[int]
    worked: array[int]


@dataclass(frozen=True)
class WorkingCalendar:
    """One version of the calendar of a unit.

    `weekly` has the hours of Monday to Sunday, `weeks_from` other ones from a day on, in order of the days;
    `days_worked` the hours of single days (a Saturday worked in exchange, a half day), which go before
    `days_off` (holidays), which go before the hours of the week. Raises CalendarError.
    """

    weekly: Week = FIVE_DAYS
    days_off: frozenset[Day] = frozenset()
    days_worked: Mapping[Day, Windows] = field(default_factory=dict, hash=False)
    weeks_from: tuple[tuple[Day, Week], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "days_off", frozenset(self.days_off))
        object.__setattr__(self, "days_worked", dict(self.days_worked))
        object.__setattr__(self, "weeks_from", tuple(sorted(self.weeks_from)))
        for week in (self.weekly, *(week for _, week in self.weeks_from)):
            check_week(week)
        for day, windows in self.days_worked.items():
            if problem := _problem(windows) or ("" if windows else "a day worked needs hours"):
                raise CalendarError(problem, day=day)

    def windows_of(self, day: Day) -> Windows:
        """The working hours of a day; none on a day off."""
        if day in self.days_worked:
            return self.days_worked[day]
        if day in self.days_off:
            return ()
        return self._weekly(day)

    def is_working_day(self, day: Day) -> bool:
        """Whether any hour of the day is worked."""
        return bool(self.windows_of(day))

    def opening(self, day: Day) -> Instant:
        """When work begins on a working day; raises CalendarError on a day off."""
        return day_start(day) + self._hours(day)[0][0] * MS_PER_MINUTE

    def closing(self, day: Day) -> Instant:
        """When work ends on a working day; raises CalendarError on a day off."""
        return day_start(day) + self._hours(day)[-1][1] * MS_PER_MINUTE

    def next_working_day(self, day: Day) -> Day:
        """The first working day after a day; raises CalendarRangeError."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: Day, n: int) -> Day:
        """The n-th working day after a day, before it where n is negative; raises CalendarRangeError.

        For n = 0: the day itself, or the next working day where it is a day off.
        """
        index = self._days_before(day + 1 if n > 0 else day) + (n - 1 if n > 0 else n)
        if not 0 <= index < len(self.table.days):
            raise CalendarRangeError
        return self.table.days[index]

    def working_days_between(self, first: Day, last: Day) -> int:
        """How many working days lie after `first`, up to and with `last`; negative where `last` is earlier."""
        return self._days_before(last + 1) - self._days_before(first + 1)

    def working_ms_between(self, begin: Instant, end: Instant) -> int:
        """Working milliseconds from one instant to another; negative where `end` is earlier."""
        return self._worked_before(end) - self._worked_before(begin)

    def working_minutes_between(self, begin: Instant, end: Instant) -> int:
        """Whole working minutes from one instant to another, rounded down; negative where `end` is earlier."""
        return self.working_ms_between(begin, end) // MS_PER_MINUTE

    def add_working_ms(self, instant: Instant, milliseconds: int) -> Instant:
        """The first instant by which so many working milliseconds (0 or more) have passed.

        So eight hours from an opening end at the closing of that day. Raises CalendarRangeError, and
        ValueError where time would be taken away.
        """
        if milliseconds < 0:
            raise ValueError("working time is added, never taken away")
        target = self._worked_before(instant) + milliseconds
        index = max(bisect_left(self.table.worked, target) - 1, 0)
        reached = self.table.starts[index] + target - self.table.worked[index]
        if reached > self.table.ends[index]:
            raise CalendarRangeError
        return max(instant, reached)

    def add_working_minutes(self, instant: Instant, minutes: int) -> Instant:
        """The first instant by which so many working minutes (0 or more) have passed."""
        return self.add_working_ms(instant, minutes * MS_PER_MINUTE)

    def work_goes_on(self, instant: Instant) -> Day:
        """The first day that has working hours after an instant."""
        day = self.add_working_days(local_day(instant), 0)
        return day if instant < self.closing(day) else self.next_working_day(day)

    def days_skipped(self, first: Day, last: Day) -> list[Day]:
        """Days off after `first`, up to and with `last`, that the week alone would have worked."""
        return sorted(
            day
            for day in self.days_off
            if first < day <= last and self._weekly(day) and not self.windows_of(day)
        )

    def days_in_exchange(self, first: Day, last: Day) -> list[Day]:
        """Days worked after `first`, up to and with `last`, that the week alone would have left free."""
        return sorted(day for day in self.days_worked if first < day <= last and not self._weekly(day))

    @cached_property
    def table(self) -> WorkingTable:
        """The calendar counted through, made at first use (some hundredths of a second, 2 MB)."""
        return _count_through(self)

    def _weekly(self, day: Day) -> Windows:
        week = self.weekly
        if self.weeks_from and (begun := bisect_right(self.weeks_from, day, key=itemgetter(0))):
            week = self.weeks_from[begun - 1][1]
        return week[(day + _WEEKDAY_OF_DAY_0) % 7]

    def _hours(self, day: Day) -> Windows:
        if windows := self.windows_of(day):
            return windows
        raise CalendarError("a day off has no working hours", day=day)

    def _days_before(self, day: Day) -> int:
        if not FIRST_DAY <= day <= LAST_DAY + 1:
            raise CalendarRangeError(day)
        return self.table.days_before[day - FIRST_DAY]

    def _worked_before(self, instant: Instant) -> int:
        table, day = self.table, local_day(instant)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise CalendarRangeError(day)
        index = bisect_right(table.starts, instant) - 1
        if index < 0:
            return 0
        return table.worked[index] + min(instant, table.ends[index]) - table.starts[index]


def check_week(week: Week) -> None:
    """Raises CalendarError where the hours of a week cannot be."""
    if len(week) != 7 or not any(week):
        raise CalendarError("a week has seven days, at least one of them with working hours")
    for weekday, windows in enumerate(week):
        if problem := _problem(windows):
            raise CalendarError(problem, weekday=weekday)


def _problem(windows: Windows) -> str:
    """What is wrong with the hours of a day; empty where nothing is."""
    edges = [edge for window in windows for edge in window]
    if any(start >= end for start, end in windows):
        return "working hours end before they begin"
    if edges and (edges[0] < 0 or edges[-1] > _LAST_MINUTE):
        return "working hours lie outside the day (minutes 0 to 1439)"
    return "" if edges == sorted(edges) else "working hours overlap or are not in order"


def _count_through(calendar: WorkingCalendar) -> WorkingTable:
    every = [calendar.windows_of(day) for day in range(FIRST_DAY, LAST_DAY + 1)]
    worked = [(day, windows) for day, windows in enumerate(every, FIRST_DAY) if windows]
    windows = [(day_start(day), window) for day, hours in worked for window in hours]
    lengths = ((end - start) * MS_PER_MINUTE for _, (start, end) in windows)
    return WorkingTable(
        days_before=array("q", accumulate(map(bool, every), initial=0)),
        windows_before=array("q", accumulate(map(len, every), initial=0)),
        days=array("q", (day for day, _ in worked)),
        opens=array("q", (day_start(day) + hours[0][0] * MS_PER_MINUTE for day, hours in worked)),
        closes=array("q", (day_start(day) + hours[-1][1] * MS_PER_MINUTE for day, hours in worked)),
        starts=array("q", (midnight + start * MS_PER_MINUTE for midnight, (start, _) in windows)),
        ends=array("q", (midnight + end * MS_PER_MINUTE for midnight, (_, end) in windows)),
        worked=array("q", islice(accumulate(lengths, initial=0), len(windows))),
    )
