"""Comparing every unit once a day by itself; several processes may try, one of them does it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import writing
from motcua.dossiers.models import Dossier
from motcua.findings.keep import reconcile
from motcua.findings.models import Schedule
from motcua.rules.instants import MS_PER_HOUR, Instant, day_start, local_day

AT_HOUR = 6
"""Before the office opens."""
LEASE = MS_PER_HOUR
"""A process that dies leaves its unit to the others after so long."""
AT_ONCE = 10


def compare_due(now: Instant) -> int:
    """Compare the units that are due, some at a time; gives how many."""
    _schedule_new(now)
    due = Schedule.objects.filter(next_at__lte=now).order_by("next_at", "pk")[:AT_ONCE]
    return sum(_compare(one, now) for one in list(due))


def _schedule_new(now: Instant) -> None:
    """Units that have dossiers and have never been compared are due at once."""
    held = Exists(Dossier.objects.filter(unit=OuterRef("pk")))
    for unit in Unit.objects.filter(held, schedule=None):
        with writing():
            Schedule.objects.get_or_create(unit=unit, defaults={"next_at": now})


def _compare(one: Schedule, now: Instant) -> bool:
    mine = Schedule.objects.filter(pk=one.pk, next_at=one.next_at)
    if not _again_at(mine, now + LEASE):
        return False
    reconcile(one.pk, now)
    _again_at(Schedule.objects.filter(pk=one.pk), next_day(now))
    return True


@writing()
def _again_at(schedules: QuerySet[Schedule], at: Instant) -> int:
    return schedules.update(next_at=at)


def next_day(now: Instant) -> Instant:
    """When a unit that was compared at an instant is compared again: on the next day, before the office opens."""
    return day_start(local_day(now) + 1) + AT_HOUR * MS_PER_HOUR
