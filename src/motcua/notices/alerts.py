"""Warnings by rule: due in a few hours, a source that has gone silent, a day unlike others; each told once.

They go to people by their channels, which gather what comes within some minutes into one message.
"""

from __future__ import annotations

from django.db.models import Max

from motcua.catalogue.models import System, Unit
from motcua.dossiers.models import Dossier
from motcua.exchange.live.health import health
from motcua.exchange.live.setting_up import called
from motcua.exchange.models import WatchedSource
from motcua.hub.models import ImportFile
from motcua.ledger import rolled
from motcua.ledger.daily import Flows
from motcua.notices.alert_rules import Rule, rules_of
from motcua.notices.models import Notice
from motcua.notices.queue import About, queue, queue_each
from motcua.notices.recipients import officers
from motcua.rules.accounts import Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Day, Instant, local_day
from motcua.rules.unusual import median, unusual

WEEKS = 8
"""A day is compared with the same weekday of so many weeks before."""


def alert_unit(unit: Unit, calendar: WorkingCalendar, now: Instant) -> int:
    """Queue the warnings of a unit that have become due; gives how many notices are new. Raises CalendarRangeError."""
    rules, day = {key: rule for key, rule in rules_of(unit.pk, now).items() if rule.enabled}, local_day(now)
    told = _due(unit, rules["due_hours"], calendar, now) if "due_hours" in rules else 0
    if not calendar.is_working_day(day):
        return told
    if "silent_source" in rules and now >= calendar.opening(day):
        told += _silent(unit, rules["silent_source"], now) + _silent_live(unit, now)
    if "unusual_day" in rules and now >= calendar.closing(day):
        told += _unusual(unit, calendar, day, now)
    return told


def _due(unit: Unit, rule: Rule, calendar: WorkingCalendar, now: Instant) -> int:
    """Whoever is responsible for what is due within the hours of the rule."""
    until = calendar.add_working_minutes(now, rule.number * 60)
    near = Dossier.objects.filter(unit=unit, state=Account.IN_TERM, due_at__gt=now, due_at__lte=until)
    dossiers = {one.pk: one for one in near.select_related("cell__procedure")}
    told = set(
        Notice.objects.filter(dossier__in=dossiers, event="due_hours").values_list("identity", flat=True)
    )
    known = {tuple(one.split(":")[:3:2]) for one in told}
    fresh = [key for key, one in dossiers.items() if (str(key), str(one.due_at)) not in known]
    people = officers("due_hours", fresh, now) if fresh else {}
    hours = {"hours": rule.number}
    about = [About(dossiers[key], dossiers[key].due_at or now, hours, to) for key, to in people.items()]
    return queue_each("due_hours", unit, about, now)


def _silent(unit: Unit, rule: Rule, now: Instant) -> int:
    """Whoever runs the unit of a system that has sent nothing for longer than the days of the rule."""
    files = ImportFile.objects.filter(run__unit=unit, as_of__isnull=False)
    newest = dict(files.values_list("system").annotate(last=Max("as_of")))
    late = {key: last for key, last in newest.items() if local_day(now) - local_day(last) > rule.number}
    names = dict(System.objects.filter(pk__in=late).values_list("pk", "name"))
    return sum(_of_source(unit, key, names[key], last, now) for key, last in late.items())


def _of_source(unit: Unit, system: int, name: str, last: Instant, now: Instant) -> int:
    occurrence = f"{system}-{last}"
    if _told(unit, "silent_source", occurrence):
        return 0
    context: dict[str, str | int] = {"system": name, "last": last, "days": local_day(now) - local_day(last)}
    return queue("silent_source", unit, None, context, now, occurrence=occurrence)


def _silent_live(unit: Unit, now: Instant) -> int:
    """Whoever runs the unit of a live source that gives nothing for longer than its own rhythm lets expect."""
    told = 0
    for source in WatchedSource.objects.filter(unit=unit, enabled=True).order_by("pk"):
        found, last = health(source, now), source.taken_at or source.made_at
        occurrence = f"live-{source.pk}-{last}"
        if found.silent and not _told(unit, "silent_source", occurrence):
            context: dict[str, str | int] = {"system": called(source), "last": last, "days": found.days}
            told += queue("silent_source", unit, None, context, now, occurrence=occurrence)
    return told


def _told(unit: Unit, event: str, occurrence: str) -> bool:
    prefix = f"unit-{unit.pk}:{event}:{occurrence}:"
    return Notice.objects.filter(identity__startswith=prefix).exists()


def _unusual(unit: Unit, calendar: WorkingCalendar, day: Day, now: Instant) -> int:
    """Whoever runs the unit of a day that was unlike the same weekday before."""
    if _told(unit, "unusual_day", str(day)):
        return 0
    found = rolled.flows([unit.pk], day - 7 * WEEKS, day)
    received = found.get((unit.pk, day), Flows(0, 0)).received
    first = min((one for _unit, one in found), default=day)
    days = [day - 7 * week for week in range(1, WEEKS + 1)]
    before = [
        found.get((unit.pk, one), Flows(0, 0)).received
        for one in days
        if one >= first and calendar.is_working_day(one)
    ]
    if not unusual(received, before):
        return 0
    context = {"day": day, "received": received, "usual": round(median(before))}
    return queue("unusual_day", unit, None, context, now, occurrence=day)
