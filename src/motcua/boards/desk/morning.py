"""The morning list: all that waits for one person, the most urgent first; nothing is counted that is not shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.boards.desk import elsewhere
from motcua.boards.desk.elsewhere import Sorted
from motcua.boards.desk.names import Officers, officers_of
from motcua.boards.desk.rows import MOST, RUNNING, Part, own_rows, part
from motcua.casework.actor import Actor
from motcua.casework.models import AgencyTask, SecondPerson, Transfer, Work
from motcua.people.models import User
from motcua.people.policies import (
    APPROVE,
    ASSIGN,
    CONFIRM_CORRECTION,
    DECIDE,
    PROCESS,
    RECEIVE,
    TRANSFER,
    WORKING,
)
from motcua.rules.accounts import WITH_RESULT, Account
from motcua.rules.instants import Instant, date_of, local_day

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SUPPLEMENT = (int(Account.AWAITING_SUPPLEMENT), int(Account.AWAITING_SUPPLEMENT_OVERDUE))

ANSWER, LATE, TODAY = (
    _("To be answered within 8 working hours"),
    _("Overdue"),
    _("Due today"),
)
UNANSWERED, READY = _("Supplement not answered yet"), _("Result ready, not handed over")


@dataclass(frozen=True)
class _Asked:
    """Who asks, when, and what other systems say this person has."""

    actor: Actor
    now: Instant
    there: Sorted

    def part(
        self, key: str, title: StrPromise, works: QuerySet[Work], order: str = "due_at", *, late: bool = False
    ) -> Part:
        """A part of own dossiers and of those of other systems that belong there."""
        found = works.order_by(order)[: MOST + 1]
        return part(key, title, own_rows(found, self.actor, self.now, order), self.there.of(key), late=late)


def morning(actor: Actor, now: Instant) -> list[Part]:
    """The parts that have rows, in the order in which they should be done.

    What other systems lead stands among the own dossiers: with the officer whom its export names, else with those
    who receive or assign, as nobody's.
    """
    officers = officers_of(actor.unit, date_of(local_day(now)))
    asked = _Asked(actor, now, _there(actor, officers, now))
    none, working = Work.objects.none(), works_of(actor)
    receives, processes = RECEIVE in actor.rights, PROCESS in actor.rights
    mine = working.filter(assignee=actor.user, state__in=RUNNING) if processes else none
    late, today, rest = _by_urgency(mine, asked)
    waiting = working.filter(assignee=actor.user, state__in=SUPPLEMENT) if processes else none
    lodged = working.filter(state=int(Account.LODGED)) if receives else none
    ready = working.filter(state__in=WITH_RESULT) if receives else none
    found = [
        asked.part("answer", ANSWER, lodged, "answer_by"),
        late,
        today,
        asked.part("supplement", UNANSWERED, waiting, "reply_by"),
        asked.part("ready", READY, ready, "ready_at"),
        *_of_unit(asked),
        *_unknown(asked, officers),
        rest,
    ]
    return [one for one in found if one.rows]


def _there(actor: Actor, officers: Officers, now: Instant) -> Sorted:
    if actor.user is None or not actor.rights & WORKING:
        return Sorted({})
    return elsewhere.mine(User.objects.get(pk=actor.user), officers, actor, now)


def works_of(actor: Actor) -> QuerySet[Work]:
    """The open own dossiers of the actor's unit."""
    related = ("dossier__cell", "procedure", "assignee")
    return Work.objects.filter(open=True, unit=actor.unit).select_related(*related)


def _by_urgency(mine: QuerySet[Work], asked: _Asked) -> tuple[Part, Part, Part]:
    """What I have to assess: overdue, due today, the rest by what is left of the time."""
    rows = own_rows(mine.order_by("due_at")[: 3 * MOST + 1], asked.actor, asked.now)
    late = [row for row in rows if row.standing.tone == "late"]
    today = [row for row in rows if row.standing.tone == "today"]
    rest = [row for row in rows if row.standing.tone not in ("late", "today")]
    return (
        part("late", LATE, late, asked.there.of("late"), late=True),
        part("today", TODAY, today, asked.there.of("today")),
        part("mine", _("My other dossiers"), rest, asked.there.of("rest")),
    )


def _of_unit(asked: _Asked) -> list[Part]:
    """What waits for an approval, an assignment, another unit, a second person, another agency, the citizen."""
    actor, works, turns = asked.actor, works_of(asked.actor), _turns(asked.actor)
    every: list[tuple[bool, str, StrPromise, Callable[[], QuerySet[Work]], str]] = [
        (APPROVE in actor.rights, "approve", _("Submitted to me"),
         lambda: works.filter(step_role__in=turns, state__in=RUNNING).exclude(step="assign"), "due_at"),
        (ASSIGN in actor.rights, "assign", _("To be assigned"),
         lambda: works.filter(assignee=None, state__in=RUNNING), "due_at"),
        (TRANSFER in actor.rights, "transfer", _("Transferred to us, to be confirmed"),
         lambda: _coming(actor), "due_at"),
        (CONFIRM_CORRECTION in actor.rights, "second", _("Waiting for a second person"),
         lambda: _second(actor), "due_at"),
        (PROCESS in actor.rights, "questions", _("Other agencies have not answered"),
         lambda: _questions(actor), "due_at"),
        (RECEIVE in actor.rights and PROCESS not in actor.rights, "citizen", _("Waiting for the citizen's supplement"),
         lambda: works.filter(state__in=SUPPLEMENT), "reply_by"),
        (APPROVE in actor.rights, "unit-late", _("Overdue in the unit"),
         lambda: works.filter(state__in=RUNNING, due_at__lt=asked.now), "due_at"),
    ]  # fmt: skip
    return [
        asked.part(key, title, works_asked(), order, late=key == "unit-late")
        for wanted, key, title, works_asked, order in every
        if wanted
    ]


def _unknown(asked: _Asked, officers: Officers) -> list[Part]:
    """What other systems have in the unit without an officer known here: the counter and who assigns see to it."""
    if not asked.actor.rights & {RECEIVE, ASSIGN}:
        return []
    rows = elsewhere.nobodys(officers, asked.actor, asked.now)
    title = _("In other systems, officer not known")
    return [Part("unknown", title, tuple(rows[:MOST]), len(rows) > MOST)]


def _turns(actor: Actor) -> list[str]:
    """The roles of steps in which it is this person's turn to approve."""
    return ["leader"] if DECIDE in actor.rights else ["head", "director"]


def _coming(actor: Actor) -> QuerySet[Work]:
    waiting = Transfer.objects.filter(target=actor.unit, status=Transfer.Status.ASKED).values("dossier")
    related = Work.objects.select_related("dossier__cell", "procedure", "assignee")
    return related.filter(pk__in=waiting).order_by("due_at")


def _second(actor: Actor) -> QuerySet[Work]:
    asked = SecondPerson.objects.filter(unit=actor.unit, status=SecondPerson.Status.WAITING)
    others = asked.exclude(asked_by=actor.user).values("dossier")
    related = Work.objects.select_related("dossier__cell", "procedure", "assignee")
    return related.filter(pk__in=others).order_by("pk")


def _questions(actor: Actor) -> QuerySet[Work]:
    asked = AgencyTask.objects.filter(dossier__work__assignee=actor.user, answered_at=None)
    return works_of(actor).filter(pk__in=asked.values("dossier"))
