"""Late dossiers of a period with everything that explains them: facts, incidents, the cause of findings, an apology."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Act, Dossier
from motcua.findings.models import Fact, Finding, Incident
from motcua.findings.touched import incidents_on
from motcua.findings.words import CAUSES, KINDS
from motcua.ledger.lists import dossiers
from motcua.rules.calendar import CalendarRangeError, WorkingCalendar
from motcua.rules.instants import Instant, day_of, day_start, local_day
from motcua.rules.periods import Period
from motcua.rules.reconcile import Difference
from motcua.rules.reconcile_causes import Cause

ENDED, RUNNING = "late", "overdue_or_waiting_overdue"


@dataclass(frozen=True)
class Late:
    """A late dossier: `ended` late in the period or running still, by so many working `days`; what explains it.

    `apologised_at` is when the applicant was sent an apology. `settled` are the reason given in it, and what people settled
    about its findings.
    """

    dossier: Dossier
    ended: bool
    days: int
    facts: tuple[Fact, ...]
    incidents: tuple[Incident, ...]
    settled: tuple[str, ...]
    apologised_at: Instant | None

    @property
    def explained(self) -> bool:
        """Whether somebody has explained it."""
        return bool(self.facts or self.incidents or self.settled)


def late_dossiers(unit: Unit, period: Period, now: Instant) -> list[Late]:
    """The dossiers of a unit that were resolved late in a period or were overdue at its end, those due first before."""
    ended = set(dossiers([unit.pk], period, ENDED))
    running = set(dossiers([unit.pk], period, RUNNING)) - ended
    keys = ended | running
    related = Dossier.objects.select_related("cell__procedure", "cell__field", "authority")
    found = [one for some in chunks(sorted(keys), 500) for one in related.filter(pk__in=some)]
    end = min(now, day_start(day_of(period.last) + 1) - 1)
    calendar, about = calendar_of(unit.pk), _About(unit.pk, keys, end)
    rows = [about.row(one, one.pk in ended, _days(one, end, calendar)) for one in found]
    return sorted(rows, key=lambda row: (row.dossier.due_at or 0, row.dossier.pk))


def _days(dossier: Dossier, end: Instant, calendar: WorkingCalendar) -> int:
    """By how many working days a dossier was late when it ended, or is at the end of the period."""
    if dossier.due_at is None:
        return 0
    due, until = local_day(dossier.due_at), local_day(min(dossier.finished_at or end, end))
    try:
        return max(calendar.working_days_between(due, until), 0)
    except CalendarRangeError:
        return max(until - due, 0)


class _About:
    """What is known about some dossiers, read at once."""

    def __init__(self, unit: int, keys: Collection[int], end: Instant) -> None:
        self.facts: dict[int, list[Fact]] = {}
        self.settled: dict[int, list[str]] = {}
        self.apologised: dict[int, Instant] = {}
        self.incidents = incidents_on(unit, keys)
        for some in chunks(sorted(keys), 500):
            self._read(unit, some, end)

    def _read(self, unit: int, keys: list[int], end: Instant) -> None:
        held = Fact.objects.filter(dossier__in=keys, replaced_by=None).exclude(text="")
        for fact in held.order_by("at", "pk"):
            self.facts.setdefault(fact.dossier_id, []).append(fact)
        findings = Finding.objects.filter(unit=unit, dossier__in=keys).exclude(
            cause="", state=Finding.State.OPEN
        )
        for one in findings.prefetch_related("events").order_by("pk"):
            if told := settled_in_words(one):
                self.settled.setdefault(one.dossier_id or 0, []).append(told)
        acts = Act.objects.filter(dossier__in=keys, kind="apologised", occurred_at__lte=end)
        for dossier, at, body in acts.values_list("dossier", "occurred_at", "body"):
            self.apologised[dossier] = at
            if reason := json.loads(body).get("reason"):
                self.settled.setdefault(dossier, []).append(str(reason))

    def row(self, dossier: Dossier, ended: bool, days: int) -> Late:
        """A dossier with what explains it."""
        key = dossier.pk
        return Late(
            dossier, ended, days, tuple(self.facts.get(key, ())), tuple(self.incidents.get(key, ())),
            tuple(self.settled.get(key, ())), self.apologised.get(key),
        )  # fmt: skip


def settled_in_words(one: Finding) -> str:
    """What people settled about a finding: its corrected cause and its explanation; empty where they did not."""
    told = [event.text for event in one.events.all() if event.what == "explained" and event.text]
    cause = str(CAUSES[Cause(one.cause)]) if one.cause else ""
    parts = [part for part in (cause, *told[-1:]) if part]
    return f"{KINDS[Difference(one.kind)]}: {'; '.join(parts)}" if parts else ""


def lateness(days: int) -> str:
    """«02 ngày làm việc»; of less than a day «trong ngày»."""
    if days < 1:
        return _("less than a working day")
    return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": f"{days:02}"}
