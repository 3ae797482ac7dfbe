"""The morning list: all that waits for one person, the most urgent first; nothing is counted that is not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.boards.standing import Standing, standing
from motcua.boards.written import working_time
from motcua.casework.actor import Actor
from motcua.casework.models import AgencyTask, SecondPerson, Transfer, Work
from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.models import Person
from motcua.dossiers.words import ACCOUNTS
from motcua.people.policies import (
    APPROVE,
    ASSIGN,
    CONFIRM_CORRECTION,
    DECIDE,
    PROCESS,
    RECEIVE,
    SEE_PERSON,
    TRANSFER,
)
from motcua.rules.accounts import CLOSED, Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant
from motcua.workflow.released import by_id

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST = 50
"""Rows of one part; more than that nobody does in a morning."""

SOON = 120
"""Working minutes left at which an answer becomes urgent."""

RUNNING = (int(Account.IN_TERM), int(Account.OVERDUE))
_SUPPLEMENT = (int(Account.AWAITING_SUPPLEMENT), int(Account.AWAITING_SUPPLEMENT_OVERDUE))
_READY = tuple(int(account) for account in CLOSED if account.name.startswith(("RESOLVED", "REFUSED")))


@dataclass(frozen=True)
class Row:
    """A dossier of the list: how it stands, whose it is, in which step."""

    work: Work
    standing: Standing
    applicant: str
    step: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the list; `more` where there are more rows than are shown."""

    key: str
    title: StrPromise
    rows: tuple[Row, ...]
    more: bool
    late: bool = False


def morning(actor: Actor, now: Instant) -> list[Part]:
    """The parts that have rows, in the order in which they should be done."""
    mine = _mine(actor, now) if actor.rights & {PROCESS} else []
    unit = _of_unit(actor, now)
    found = [part for part in (*unit[:1], *mine, *unit[1:]) if part is not None]
    return [part for part in found if part.rows]


def _works(actor: Actor) -> QuerySet[Work]:
    related = ("dossier__cell", "procedure", "assignee")
    return Work.objects.filter(open=True, unit=actor.unit).select_related(*related)


def _mine(actor: Actor, now: Instant) -> list[Part]:
    """What I have to assess: late, due today, then the rest by what is left of the time."""
    own = _works(actor).filter(assignee=actor.user, state__in=RUNNING).order_by("due_at")
    rows = _rows(own[: 3 * MOST + 1], actor, now)
    late = [row for row in rows if row.standing.tone == "late"]
    today = [row for row in rows if row.standing.tone == "today"]
    rest = [row for row in rows if row not in late and row not in today]
    waiting = _works(actor).filter(assignee=actor.user, state__in=_SUPPLEMENT).order_by("reply_by")
    asked = AgencyTask.objects.filter(dossier__work__assignee=actor.user, answered_at=None)
    questions = _works(actor).filter(pk__in=asked.values("dossier")).order_by("due_at")
    return [
        _part("late", _("Overdue"), late, late=True),
        _part("today", _("Due today"), today),
        _part("supplement", _("Supplement not answered yet"), _rows(waiting[: MOST + 1], actor, now)),
        _part("questions", _("Other agencies have not answered"), _rows(questions[: MOST + 1], actor, now)),
        _part("mine", _("My other dossiers"), rest),
    ]


def _of_unit(actor: Actor, now: Instant) -> list[Part | None]:
    """What waits at the counter, for an assignment, an approval, a second person."""
    works = _works(actor)
    turns = _turns(actor)
    asked: list[tuple[str, str, StrPromise, Callable[[], QuerySet[Work]]]] = [
        (RECEIVE, "answer", _("To be answered within 8 working hours"),
         lambda: works.filter(state=int(Account.LODGED)).order_by("answer_by")),
        (APPROVE, "approve", _("Submitted to me"),
         lambda: works.filter(step_role__in=turns, state__in=RUNNING).exclude(step="assign").order_by("due_at")),
        (ASSIGN, "assign", _("To be assigned"),
         lambda: works.filter(assignee=None, state__in=RUNNING).order_by("due_at")),
        (TRANSFER, "transfer", _("Transferred to us, to be confirmed"), lambda: _coming(actor)),
        (CONFIRM_CORRECTION, "second", _("Waiting for a second person"), lambda: _second(actor)),
        (RECEIVE, "ready", _("Result ready, not handed over"),
         lambda: works.filter(state__in=_READY).order_by("ready_at")),
        (RECEIVE, "citizen", _("Waiting for the citizen's supplement"),
         lambda: works.filter(state__in=_SUPPLEMENT).order_by("reply_by")),
        (APPROVE, "unit-late", _("Overdue in the unit"), lambda: _overdue(works, now)),
    ]  # fmt: skip
    if PROCESS in actor.rights:
        asked = [one for one in asked if one[1] != "citizen"]
    return [
        _part(key, title, _rows(of()[: MOST + 1], actor, now), late=key == "unit-late")
        if right in actor.rights
        else None
        for right, key, title, of in asked
    ]


def _turns(actor: Actor) -> list[str]:
    """The roles of steps in which it is this person's turn to approve."""
    return ["leader"] if DECIDE in actor.rights else ["head", "director"]


def _overdue(works: QuerySet[Work], now: Instant) -> QuerySet[Work]:
    return works.filter(state__in=RUNNING, due_at__lt=now).order_by("due_at")


def _coming(actor: Actor) -> QuerySet[Work]:
    waiting = Transfer.objects.filter(target=actor.unit, status=Transfer.Status.ASKED).values("dossier")
    related = Work.objects.select_related("dossier__cell", "procedure", "assignee")
    return related.filter(pk__in=waiting).order_by("due_at")


def _second(actor: Actor) -> QuerySet[Work]:
    asked = SecondPerson.objects.filter(unit=actor.unit, status=SecondPerson.Status.WAITING)
    others = asked.exclude(asked_by=actor.user).values("dossier")
    related = Work.objects.select_related("dossier__cell", "procedure", "assignee")
    return related.filter(pk__in=others).order_by("pk")


def _part(key: str, title: StrPromise, rows: list[Row], *, late: bool = False) -> Part:
    return Part(key, title, tuple(rows[:MOST]), len(rows) > MOST, late)


def _rows(works: Iterable[Work], actor: Actor, now: Instant) -> list[Row]:
    found = list(works)
    names = _names([work.pk for work in found]) if SEE_PERSON in actor.rights else {}
    calendar = calendar_of(actor.unit)
    return [Row(work, _stands(work, now, calendar), names.get(work.pk, ""), _step(work)) for work in found]


def _stands(work: Work, now: Instant, calendar: WorkingCalendar) -> Standing:
    """How the dossier stands; one that waits for an answer by its 8-working-hours clock."""
    if work.answer_by is None:
        return standing(work.dossier, now, calendar)
    left = calendar.working_minutes_between(now, work.answer_by)
    tone = "late" if left < 0 else "today" if left < SOON else "term"
    return Standing(str(ACCOUNTS[work.state]), tone, working_time(left))


def _names(keys: list[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _step(work: Work) -> str:
    """The name of the step, by the version of the workflow that the dossier keeps."""
    if not work.workflow_id or not work.step:
        return ""
    return by_id(work.workflow_id).step(work.step).name
