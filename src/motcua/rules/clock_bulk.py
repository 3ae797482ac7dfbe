"""The clock for many dossiers at once: the answers of `motcua.rules.clock`, in columns.

Working days and working milliseconds are prefix sums of the calendar, so that a term is a look-up. Covers
dossiers with at most one pause and no extension; a longer story takes the road of single dossiers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from motcua.rules.calendar import FIRST_DAY, LAST_DAY, CalendarRangeError, WorkingCalendar
from motcua.rules.instants import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, OFFSET_MS
from motcua.rules.terms import PLAIN, PauseError, TermError, TermRules, TermUnit, Timeliness

Column: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

NEVER = int(np.iinfo(np.int64).max)
"""In place of an instant: no due instant, no pause (`begin`), a pause still open (`end`)."""

NO_TERM = 0
UNIT_CODES = {TermUnit.WORKING_DAYS: 1, TermUnit.WORKING_HOURS: 2, TermUnit.CALENDAR_DAYS: 3}
"""How units of terms are written in columns; NO_TERM where a procedure has no term."""

_DAYS, _HOURS, _CALENDAR_DAYS = UNIT_CODES.values()
_BLOCK = 1 << 16
"""So many rows at a time stay in the processor's cache."""
_MOST = (LAST_DAY - FIRST_DAY) * 24


class PauseColumns(NamedTuple):
    """One pause for each row: instants in milliseconds UTC or NEVER; `restarts`: the whole term begins again."""

    begin: Column
    end: Column
    restarts: Flags

    def at(self, rows: Column | slice) -> PauseColumns:
        """The pauses of some rows."""
        return PauseColumns(self.begin[rows], self.end[rows], self.restarts[rows])


class BulkDue(NamedTuple):
    """Due instants: milliseconds UTC, NEVER where none (no term, an open pause), and how they compare."""

    instants: Column
    overdue_from: Column
    by_instant: Flags

    def at(self, rows: slice) -> BulkDue:
        """Some rows, as a view: what is written there is written here."""
        return BulkDue(self.instants[rows], self.overdue_from[rows], self.by_instant[rows])


def due_bulk(
    received: ArrayLike,
    amounts: ArrayLike,
    units: ArrayLike,
    calendar: WorkingCalendar,
    rules: TermRules = PLAIN,
    pauses: PauseColumns | None = None,
) -> BulkDue:
    """Due instants of many dossiers of one calendar and one set of rules.

    `received` in milliseconds UTC; `amounts` and `units` (see UNIT_CODES) one for each row or one for all.
    Raises TermError and PauseError with the number of the first row that is wrong, CalendarRangeError.
    """
    since = np.asarray(received, dtype=np.int64)
    count = np.broadcast_to(np.asarray(amounts, dtype=np.int64), since.shape)
    unit = np.broadcast_to(np.asarray(units), since.shape)
    out = BulkDue(np.full(since.shape, NEVER), np.full(since.shape, NEVER), np.zeros(since.shape, dtype=bool))
    counter = _Counter(calendar, rules)
    for start in range(0, len(since), _BLOCK):
        block = slice(start, start + _BLOCK)
        some = None if pauses is None else pauses.at(block)
        _check(count[block], unit[block], some, start)
        _fill(out.at(block), counter, since[block], count[block], unit[block], some)
    return out


def _fill(
    out: BulkDue,
    counter: _Counter,
    since: Column,
    count: Column,
    unit: NDArray[Any],
    pauses: PauseColumns | None,
) -> None:
    """The due instants of a block, the rows of one unit at a time."""
    for code in (_DAYS, _HOURS, _CALENDAR_DAYS):
        rows = np.flatnonzero(unit == code)
        found = counter.due(since[rows], count[rows], code, None if pauses is None else pauses.at(rows))
        for column, values in zip(out, found, strict=True):
            column[rows] = values


def timeliness_bulk(
    finished: ArrayLike, instants: ArrayLike, by_instant: ArrayLike, within_minutes: int = 0
) -> NDArray[np.int8]:
    """Timeliness of many finished dossiers, as numbers of Timeliness; on time where `instants` is NEVER."""
    end, due = np.asarray(finished, dtype=np.int64), np.asarray(instants, dtype=np.int64)
    exact = np.asarray(by_instant, dtype=bool)
    known = np.where(due == NEVER, end, due)
    at, last = np.where(exact, end, _local_day(end)), np.where(exact, known, _local_day(known))
    first = last - np.where(exact, within_minutes * MS_PER_MINUTE, 0)
    late_or_on_time = np.where(at > last, Timeliness.LATE, Timeliness.ON_TIME)
    return np.where(at < first, Timeliness.EARLY, late_or_on_time).astype(np.int8)


def _check(amounts: Column, units: NDArray[Any], pauses: PauseColumns | None, start: int) -> None:
    """Refuse what is wrong in a block of rows that begins at row `start`."""
    known = (units >= NO_TERM) & (units <= _CALENDAR_DAYS)
    if (row := _first(~known)) is not None:
        raise TermError("no unit has this code, row", start + row)
    if (row := _first((amounts < 1) & (units != NO_TERM))) is not None:
        raise TermError("a term is at least 1, row", start + row)
    if ((amounts > _MOST) & (units != NO_TERM)).any():
        raise CalendarRangeError
    if (
        pauses is not None
        and (row := _first((pauses.end < pauses.begin) & (pauses.begin != NEVER))) is not None
    ):
        raise PauseError("a pause ends before it begins, row", start + row)


def _first(wrong: Flags) -> int | None:
    return int(wrong.argmax()) if wrong.any() else None


def _local_day(instants: Column) -> Column:
    return (instants + OFFSET_MS) // MS_PER_DAY


def _day_start(days: Column) -> Column:
    return days * MS_PER_DAY - OFFSET_MS


def _check_range(days: Column) -> None:
    if days.size and (days.min() < FIRST_DAY or days.max() > LAST_DAY + 1):
        raise CalendarRangeError(int(days.min() if days.min() < FIRST_DAY else days.max()))


def _window(edges: Column, guess: Column, values: Column) -> Column:
    """The window that begins last at or before each value, sought on from an earlier one; `edges` ends with NEVER."""
    index = guess
    while (behind := edges[index + 1] <= values).any():
        index = index + behind
    return index


@lru_cache(maxsize=32)
def _window_of_hour(calendar: WorkingCalendar) -> Column:
    """The window in which each hour of work begins, counted from the first day on."""
    worked = np.frombuffer(calendar.table.worked, dtype=np.int64)
    most = int(worked[-1]) if worked.size else 0
    return np.searchsorted(worked, np.arange(0, most + MS_PER_HOUR, MS_PER_HOUR), "right") - 1


class _Counter:
    """A calendar and rules, counting in columns; the names are those of the calendar and the clock."""

    def __init__(self, calendar: WorkingCalendar, rules: TermRules) -> None:
        table = calendar.table
        self.rules = rules
        self.calendar = calendar
        self.before, self.windows, self.days, self.opens, self.closes, self.ends = (
            np.frombuffer(column, dtype=np.int64)
            for column in (
                table.days_before,
                table.windows_before,
                table.days,
                table.opens,
                table.closes,
                table.ends,
            )
        )
        self.starts, self.worked = (np.array([*column, NEVER]) for column in (table.starts, table.worked))

    def due(self, received: Column, amounts: Column, code: int, pauses: PauseColumns | None) -> BulkDue:
        start = self.effective_reception(received)
        end = self.whole(start, amounts, code)
        found = self.finish(start, end, code)
        if pauses is not None:
            rows = np.flatnonzero((pauses.begin < found.overdue_from) & (pauses.end > received))
            paused = self.after_pause(start[rows], end[rows], amounts[rows], code, pauses.at(rows))
            for column, values in zip(found, paused, strict=True):
                column[rows] = values
        return found

    def effective_reception(self, received: Column) -> Column:
        cut_off, counts = self.rules.cut_off_minute, self.rules.count_reception_day
        if cut_off is None and not counts:
            return received
        local = received + OFFSET_MS
        day = local // MS_PER_DAY
        index, after = self.days_before(day), self.days_before(day + 1)
        moved = index == after
        if cut_off is not None:
            moved |= local - day * MS_PER_DAY > cut_off * MS_PER_MINUTE
        if counts:
            moved |= received >= self.closes[np.minimum(index, len(self.closes) - 1)]
        return np.where(moved, self.opens[self.within(np.where(moved, after, 0))], received)

    def day_before(self, start: Column) -> Column:
        return _local_day(start) - int(self.rules.count_reception_day)

    def whole(self, start: Column, amounts: Column, code: int) -> Column:
        if code == _HOURS:
            return self.add_working_ms(start, amounts * MS_PER_HOUR)
        if code == _CALENDAR_DAYS:
            return self.day_before(start) + amounts
        return self.days[self.within(self.days_before(self.day_before(start) + 1) + amounts - 1)]

    def finish(self, start: Column, end: Column, code: int) -> BulkDue:
        if code == _HOURS:
            return BulkDue(end, end.copy(), np.ones(end.shape, dtype=bool))
        index = self.within(self.days_before(end))
        day, instants = self.days[index], self.closes[index]
        by_instant = day == _local_day(start)
        return BulkDue(instants, np.where(by_instant, instants, _day_start(day + 1)), by_instant)

    def after_pause(
        self, start: Column, end: Column, amounts: Column, code: int, pauses: PauseColumns
    ) -> BulkDue:
        """Due instants after a pause that had an effect; one that is still open leaves none."""
        begun, ends, closed = start.copy(), end.copy(), pauses.end != NEVER
        again = np.flatnonzero(closed & pauses.restarts)
        begun[again] = self.effective_reception(pauses.end[again])
        ends[again] = self.whole(begun[again], amounts[again], code)
        on = np.flatnonzero(closed & ~pauses.restarts)
        ends[on] = self.run_on(start[on], end[on], code, pauses.begin[on], pauses.end[on])
        found = self.finish(begun, ends, code)
        found.instants[~closed] = found.overdue_from[~closed] = NEVER
        found.by_instant[~closed] = False
        return found

    def run_on(self, start: Column, end: Column, code: int, begin: Column, resumed: Column) -> Column:
        if code == _HOURS:
            lost = self.worked_before(resumed) - self.worked_before(np.maximum(begin, start))
            return self.add_working_ms(end, np.maximum(lost, 0))
        first = np.maximum(_local_day(begin), self.day_before(start))
        last = np.maximum(_local_day(resumed) - int(self.rules.count_resume_day), first)
        later = end + last - first
        if code == _DAYS:
            lost = self.days_before(last + 1) - self.days_before(first + 1)
            later = self.days[self.within(self.days_before(end) + lost)]
        earliest = self.work_goes_on(resumed)
        return np.where(self.days[self.within(self.days_before(later))] >= earliest, later, earliest)

    def work_goes_on(self, instants: Column) -> Column:
        index = self.days_before(_local_day(instants))
        over = instants >= self.closes[self.within(index)]
        return self.days[self.within(index + over)]

    def days_before(self, days: Column) -> Column:
        _check_range(days)
        return self.before[days - FIRST_DAY]

    def within(self, index: Column) -> Column:
        """Numbers of working days, checked: numpy takes -1 for the last one."""
        if index.size and (index.min() < 0 or index.max() >= len(self.days)):
            raise CalendarRangeError
        return index

    def worked_before(self, instants: Column) -> Column:
        day = _local_day(instants)
        _check_range(day)
        index = _window(self.starts, self.windows[day - FIRST_DAY] - 1, instants)
        known = np.maximum(index, 0)
        worked = self.worked[known] + np.minimum(instants, self.ends[known]) - self.starts[known]
        return np.where(index < 0, 0, worked)

    def add_working_ms(self, instants: Column, milliseconds: Column) -> Column:
        # One less, for a term that ends with a window ends there and not where the next begins.
        target = self.worked_before(instants) + milliseconds
        last = np.maximum(target - 1, 0)
        hours = _window_of_hour(self.calendar)
        index = _window(self.worked, hours[np.minimum(last // MS_PER_HOUR, len(hours) - 1)], last)
        reached = self.starts[index] + target - self.worked[index]
        if (reached > self.ends[index]).any():
            raise CalendarRangeError
        return np.maximum(instants, reached)
