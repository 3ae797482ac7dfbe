"""Where dossiers wait longest: working time spent in a step, what was paused left out, and how it is spread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant

Span = tuple[Instant, Instant | None]
"""From when to when a clock stood still; None while it still does."""


def waited(since: Instant, now: Instant, pauses: Iterable[Span], calendar: WorkingCalendar) -> int:
    """Working minutes from `since` to `now` without those that lie in a pause; pauses do not overlap."""
    whole = calendar.working_minutes_between(since, now)
    return max(whole - sum(_within(pause, since, now, calendar) for pause in pauses), 0)


def _within(pause: Span, since: Instant, now: Instant, calendar: WorkingCalendar) -> int:
    begin, end = max(pause[0], since), min(now if pause[1] is None else pause[1], now)
    return calendar.working_minutes_between(begin, end) if begin < end else 0


@dataclass(frozen=True)
class Spread:
    """How many waits there are, their median and 90th percentile: values that occur, by the nearest rank."""

    count: int
    median: int
    most: int


def spread(waits: Sequence[int]) -> Spread:
    """The spread of some waits, of which there is at least one."""
    ordered = sorted(waits)
    return Spread(len(ordered), ordered[_rank(len(ordered), 50)], ordered[_rank(len(ordered), 90)])


def _rank(count: int, percent: int) -> int:
    """The place, counted from 0, of the least value that is not below so many percent of all."""
    return max(-(-count * percent // 100), 1) - 1
