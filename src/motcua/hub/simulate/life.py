"""Making up lives of dossiers: how they arrive, are accepted, paused, finished and handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from motcua.hub.simulate.dossier import (
    ASKED_TO_COMPLETE,
    REFUSED,
    RESOLVED,
    STOPPED,
    TURNED_AWAY,
    WITHDRAWN,
    Dossier,
    Wait,
    due_of,
)
from motcua.hub.simulate.mix import ONE_STOP, SERIALS, Procedure, leader, procedures
from motcua.hub.simulate.world import World
from motcua.rules.instants import Day, Instant, date_of, day_of, local_day

DIRECT, ONLINE, POSTAL = 1, 2, 3
MOST_A_DAY = 9_999

_CHANNELS = ((ONLINE, 75.0), (DIRECT, 22.0), (POSTAL, 3.0))
_OUTCOMES = ((RESOLVED, 95.5), (REFUSED, 2.0), (WITHDRAWN, 1.3), (STOPPED, 0.8), (None, 0.4))
_ANSWERS = ((TURNED_AWAY, 60.0), (ASKED_TO_COMPLETE, 30.0), (None, 10.0))
_PACES = (("early", 93.0), ("on the due day", 4.5), ("late", 2.5))
_WHOLE_SECONDS = 1000


class TooManyADay(ValueError):
    """More dossiers on one day than serials of four digits can number."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Ngày {day:%d/%m/%Y} có hơn {MOST_A_DAY} hồ sơ, không đủ số thứ tự. Thêm ngày hoặc bớt hồ sơ."
        )
        self.day = day


def lives(world: World, count: int, systems: frozenset[str]) -> Iterator[Dossier]:
    """So many dossiers in the order in which they were lodged, each with its whole life, also past the export.

    Those led by one of `systems` (see `mix.leader`). Raises TooManyADay.
    """
    numbers: Counter[tuple[Day, str]] = Counter()
    arrivals = sorted(_arrivals(world, count, systems), key=lambda arrival: arrival[0])
    for person, (lodged, procedure, channel, led_by) in enumerate(arrivals, 1):
        code = _code(world, local_day(lodged), procedure, numbers)
        dossier = Dossier(code, procedure, channel, led_by, person, lodged)
        _live(world, dossier)
        yield dossier


def _arrivals(
    world: World, count: int, systems: frozenset[str]
) -> Iterator[tuple[Instant, Procedure, int, str]]:
    mix = [(one, led_by) for one in procedures() if (led_by := leader(one, systems))]
    chosen = world.random.choices(mix, [one.share for one, _ in mix], k=count)
    for day, (procedure, led_by) in zip(world.working_days(count), chosen, strict=True):
        channel = world.one_of(_CHANNELS)
        at_night = channel == ONLINE and led_by == ONE_STOP and world.chance(12)
        in_span = day > day_of(world.first)
        lodged = world.evening_before(day) if at_night and in_span else world.at_work(day)
        yield lodged, procedure, channel, led_by


def _code(world: World, day: Day, procedure: Procedure, numbers: Counter[tuple[Day, str]]) -> str:
    """A code by the grammar: unit, day, serial; a ministry's serials have six digits."""
    prefix = SERIALS.get(procedure.system, "")
    numbers[day, prefix] += 1
    if (number := numbers[day, prefix]) > MOST_A_DAY:
        raise TooManyADay(date_of(day))
    return f"{world.unit_code}-{date_of(day):%y%m%d}-{prefix}{number:04}"


def _live(world: World, dossier: Dossier) -> None:
    if dossier.led_by == ONE_STOP and world.chance(2):
        _not_accept(world, dossier)
    else:
        _accept(world, dossier)
        _pause(world, dossier)
        _finish(world, dossier)
        _hand_over(world, dossier)


def _not_accept(world: World, dossier: Dossier) -> None:
    """Turned away, asked to complete before acceptance, or not looked at at all."""
    dossier.answer = world.one_of(_ANSWERS)
    if dossier.answer:
        dossier.answered = world.calendar.add_working_ms(dossier.lodged, world.between(5, 900))


def _accept(world: World, dossier: Dossier) -> None:
    """At once at the counter; what came over the portal waits for an officer, where the system tells of it."""
    waits = dossier.channel == ONLINE and dossier.led_by == ONE_STOP
    calendar = world.calendar
    at_once = not waits or (_in_hours(world, dossier.lodged) and world.chance(60))
    later = 0 if at_once else world.between(5, 240)
    dossier.received = calendar.add_working_ms(dossier.lodged, later)
    dossier.due = due_of(dossier, calendar)
    dossier.digitised = world.chance(93)
    if dossier.procedure.fee and world.chance(60):
        dossier.fee = dossier.procedure.fee
        dossier.paid_online = world.chance(85 if dossier.channel == ONLINE else 20)


def _in_hours(world: World, at: Instant) -> bool:
    return world.calendar.working_ms_between(at, at + 60_000) > 0


def _pause(world: World, dossier: Dossier) -> None:
    """Some stand still for a while, now and then only after the due day, now and then for good."""
    received, due, calendar = dossier.received, dossier.due, world.calendar
    if received is None or due is None or not world.chance(dossier.procedure.pause):
        return
    term = calendar.working_ms_between(received, due)
    begin = calendar.add_working_ms(received, _seconds(term * world.random.uniform(0.05, 1.2)))
    end = None if world.chance(15) else calendar.add_working_ms(begin, world.between(60, 7_000))
    dossier.wait = Wait(begin, end, dossier.procedure.ground)
    dossier.due = due_of(dossier, calendar)


def _finish(world: World, dossier: Dossier) -> None:
    outcome = world.one_of(_OUTCOMES)
    wait, calendar = dossier.wait, world.calendar
    if wait is not None and outcome == STOPPED:
        # The one column for a reason tells either why it stood still or why it stopped.
        outcome = WITHDRAWN
    if wait is not None and wait.end is None:
        if world.chance(40):
            dossier.outcome = WITHDRAWN
            dossier.finished = calendar.add_working_ms(wait.begin, world.between(60, 9_000))
            dossier.due = due_of(dossier, calendar)
    elif outcome is not None:
        dossier.outcome, dossier.finished = outcome, _finishing_time(world, dossier)


def _finishing_time(world: World, dossier: Dossier) -> Instant:
    since = dossier.wait.end if dossier.wait and dossier.wait.end else dossier.received
    if since is None or dossier.due is None:
        raise ValueError(f"{dossier.code} was never accepted")
    calendar, due_day = world.calendar, local_day(dossier.due)
    pace = world.one_of(_PACES)
    if pace == "late":
        return max(since, world.at_work(calendar.add_working_days(due_day, world.random.randint(1, 6))))
    if pace == "on the due day" and local_day(since) < due_day:
        return world.at_work(due_day)
    left = max(calendar.working_ms_between(since, dossier.due), 0)
    return calendar.add_working_ms(since, _seconds(left * world.random.triangular(0.005, 0.5, 0.02)))


def _hand_over(world: World, dossier: Dossier) -> None:
    """Of results, most are fetched or sent the same day, some later, a few never."""
    if dossier.outcome == RESOLVED and dossier.finished is not None and not world.chance(3):
        later = 0 if world.chance(30) else world.between(5, 700)
        dossier.returned = dossier.finished + later


def _seconds(milliseconds: float) -> int:
    return int(milliseconds / _WHOLE_SECONDS) * _WHOLE_SECONDS
