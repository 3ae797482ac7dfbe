"""Beside the reception form: what waits for an answer, what is ready to be returned, what was taken in today."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.casework.models import Work
from motcua.catalogue.calendars import calendar_of
from motcua.rules.accounts import WITH_RESULT, Account
from motcua.rules.instants import Instant, day_start, local_day

MOST = 20
MOST_READY = 5


@dataclass(frozen=True)
class Waiting:
    """A lodged dossier with its 8-working-hours clock: working minutes left, negative once they are over."""

    work: Work
    minutes: int

    @property
    def tone(self) -> str:
        """late, today (under two working hours) or term."""
        return "late" if self.minutes < 0 else "today" if self.minutes < 120 else "term"


def lodged(unit: int, now: Instant) -> list[Waiting]:
    """The dossiers that wait for an answer, the most urgent first."""
    works = Work.objects.filter(unit=unit, open=True, state=int(Account.LODGED)).select_related(
        "dossier", "procedure"
    )
    calendar = calendar_of(unit)
    return [
        Waiting(work, calendar.working_minutes_between(now, work.answer_by or now))
        for work in works.order_by("answer_by")[:MOST]
    ]


def ready(unit: int) -> list[Work]:
    """The results that have waited longest to be handed over, one more than `MOST_READY` where there are more."""
    works = Work.objects.filter(unit=unit, open=True, state__in=WITH_RESULT)
    return list(works.select_related("dossier", "procedure").order_by("ready_at")[: MOST_READY + 1])


def taken_in_today(unit: int, now: Instant) -> list[Work]:
    """The last dossiers that were accepted here today, the latest first."""
    begun = day_start(local_day(now))
    works = Work.objects.filter(received_by=unit, dossier__received_at__gte=begun)
    return list(works.select_related("dossier", "procedure").order_by("-pk")[:MOST])
