"""Reminders (nhắc việc) for officers: what is due soon, overdue, or waits for an answer, each told once.

What a unit's dossiers are at is the ledger's latest word. Whoever is responsible for a dossier is told of it;
who runs the unit is told each working day how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.conf import settings
from django.db.models import Max

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Unit
from motcua.catalogue.steady import steady
from motcua.catalogue.writing import writing
from motcua.dossiers.models import Dossier
from motcua.ledger.models import Move
from motcua.notices.alerts import alert_unit
from motcua.notices.models import Notice, Turn
from motcua.notices.queue import About, queue, queue_each
from motcua.notices.recipients import officers
from motcua.people.in_force import in_force
from motcua.people.models import Grant
from motcua.rules.accounts import Account
from motcua.rules.calendar import CalendarRangeError, WorkingCalendar
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, Day, Instant, date_of, day_start, local_day

SOON_DAYS = 2
"""Due on the next so many working days is due soon."""
JUST_OVERDUE = 3 * MS_PER_DAY
"""What became overdue earlier was told before, or came with an import: the summary of the day counts it."""
WARNED_HOURS = 2
"""So many working hours before the answer to a lodged dossier is due somebody is reminded.

Within 8 working hours: Nghị định 45/2020/NĐ-CP, Điều 11, for dossiers that come online."""

RUNNING = (Account.IN_TERM, Account.OVERDUE)

Told: TypeAlias = tuple[int, str, int | None]
"""A dossier, an event and its occurrence."""


@dataclass(frozen=True)
class Horizon:
    """What the present means in a unit: the local day and the last instant that is due soon."""

    now: Instant
    soon: Instant

    @property
    def tomorrow(self) -> Instant:
        """When the local day ends."""
        return day_start(local_day(self.now) + 1)


def remind(now: Instant) -> int:
    """Queue the reminders of every unit that has officers, for an instant; gives how many notices are new."""
    day = date_of(local_day(now))
    held = Grant.objects.filter(in_force(day), user__is_active=True)
    units = Unit.objects.filter(pk__in=held.values("unit"))
    return sum(_reminded(unit, now) for unit in units.order_by("pk"))


def _reminded(unit: Unit, now: Instant) -> int:
    with steady():
        return remind_unit(unit, now)


def turn_to_remind(now: Instant) -> bool:
    """Whether whoever asks is the one who reminds until the next turn: of all processes that run, one at a time."""
    if Turn.objects.filter(name=_TURN, next_at__gt=now).exists():
        return False
    with writing():
        Turn.objects.get_or_create(name=_TURN, defaults={"next_at": now})
        return bool(Turn.objects.filter(name=_TURN, next_at__lte=now).update(next_at=now + REMIND_EVERY))


_TURN = "remind"
REMIND_EVERY = 10 * MS_PER_MINUTE


def remind_unit(unit: Unit, now: Instant) -> int:
    """The reminders of one unit; gives how many notices are new."""
    calendar = calendar_of(unit.pk)
    try:
        horizon = Horizon(now, soon_until(calendar, now))
    except CalendarRangeError:
        return 0
    told = _of_dossiers(unit, horizon) + _answers(unit, calendar, now)
    told += _alerts(unit, calendar, now)
    if calendar.is_working_day(local_day(now)) and now >= calendar.opening(local_day(now)):
        told += _summary(unit, horizon)
    return told


def _alerts(unit: Unit, calendar: WorkingCalendar, now: Instant) -> int:
    try:
        return alert_unit(unit, calendar, now)
    except CalendarRangeError:
        return 0


def soon_until(calendar: WorkingCalendar, now: Instant) -> Instant:
    """The end of the last day that is due soon; raises CalendarRangeError."""
    return day_start(calendar.add_working_days(local_day(now), SOON_DAYS) + 1)


def _of_dossiers(unit: Unit, horizon: Horizon) -> int:
    """Each responsible officer of what is due soon or has just become overdue."""
    running = Dossier.objects.filter(unit=unit, state__in=RUNNING)
    near = running.filter(due_at__gt=horizon.now - JUST_OVERDUE, due_at__lt=horizon.soon)
    dossiers = list(near.select_related("cell__procedure"))
    told = _told(dossiers, ("due_soon", "overdue"))
    fresh = [one for one in dossiers if (one.pk, _event(one, horizon.now), one.due_at) not in told]
    responsible = officers("due_soon", [one.pk for one in fresh], horizon.now) if fresh else {}
    about: dict[str, list[About]] = {}
    for one in fresh:
        if one.pk in responsible:
            due = one.due_at or horizon.now
            about.setdefault(_event(one, horizon.now), []).append(About(one, due, to=responsible[one.pk]))
    return sum(queue_each(event, unit, found, horizon.now) for event, found in about.items())


def _event(dossier: Dossier, now: Instant) -> str:
    return "overdue" if (dossier.due_at or now) < now else "due_soon"


def _told(dossiers: Iterable[Dossier], events: Iterable[str]) -> set[Told]:
    """What somebody has been told of already: to ask once is cheaper than to queue in vain every time."""
    keys = [one.pk for one in dossiers]
    known = Notice.objects.filter(dossier__in=keys, event__in=list(events))
    parts = (one.split(":") for one in known.values_list("identity", flat=True))
    return {(int(dossier), event, int(occurrence)) for dossier, event, occurrence, *_ in parts}


def _answers(unit: Unit, calendar: WorkingCalendar, now: Instant) -> int:
    """What was lodged so long ago that the answer is due within two working hours."""
    lodged = list(Dossier.objects.filter(unit=unit, state=Account.LODGED).select_related("cell__procedure"))
    since, told = _lodged_since(one.pk for one in lodged), _told(lodged, ("answer_due",))
    untils = ((one, _answer_until(since[one.pk], calendar, now)) for one in lodged if one.pk in since)
    about = [
        About(one, until, {"until": until})
        for one, until in untils
        if until is not None and (one.pk, "answer_due", until) not in told
    ]
    return queue_each("answer_due", unit, about, now)


def _lodged_since(dossiers: Iterable[int]) -> dict[int, Instant]:
    moves = Move.objects.filter(dossier__in=list(dossiers), to_account=Account.LODGED, n=1)
    return dict(moves.values_list("dossier").annotate(last=Max("effect_at")))


def _answer_until(since: Instant, calendar: WorkingCalendar, now: Instant) -> Instant | None:
    """When the answer is due; None while that is still far, and where it has long been: that came with an import, and
    nobody waits for a reminder of it."""
    hours = settings.ANSWER_WITHIN_HOURS
    until = calendar.add_working_minutes(since, hours * 60)
    warned = calendar.add_working_minutes(since, max(hours - WARNED_HOURS, 0) * 60)
    return until if warned <= now < until + JUST_OVERDUE else None


def _summary(unit: Unit, horizon: Horizon) -> int:
    """The figures of the day for whoever runs the unit; a day without anything is not worth a notice."""
    running = Dossier.objects.filter(unit=unit, state__in=RUNNING, due_at__lt=horizon.soon)
    due = list(running.values_list("due_at", flat=True))
    counts = {
        "overdue": sum(1 for at in due if at is not None and at < horizon.now),
        "due_today": sum(1 for at in due if at is not None and horizon.now <= at < horizon.tomorrow),
        "due_soon": sum(1 for at in due if at is not None and at >= horizon.tomorrow),
    }
    day = local_day(horizon.now)
    if not any(counts.values()) or _summed_up(unit, day):
        return 0
    return queue("day_summary", unit, None, {"day": day, **counts}, horizon.now, occurrence=day)


def _summed_up(unit: Unit, day: Day) -> bool:
    prefix = f"unit-{unit.pk}:day_summary:{day}:"
    return Notice.objects.filter(identity__startswith=prefix).exists()
