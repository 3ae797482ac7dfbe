"""The morning list: all that waits for one person, the most urgent first; nothing is counted that is not shown.

Of each part the first rows; a part that has more is a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.boards.desk import elsewhere
from motcua.boards.desk.elsewhere import Sorted
from motcua.boards.desk.names import Officers, officers_of
from motcua.boards.desk.rows import RUNNING, Part, Row, in_order, own_rows
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
from motcua.rules.instants import MS_PER_DAY, Instant, date_of, day_start, local_day

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST, MOST_WHOLE = 20, 200
"""Rows of one part in the list, and of a part by itself: a morning's work, and more than a week's."""

SUPPLEMENT = (int(Account.AWAITING_SUPPLEMENT), int(Account.AWAITING_SUPPLEMENT_OVERDUE))


@dataclass(frozen=True)
class _Asked:
    """Who asks, when, and how many rows of a part are wanted."""

    actor: Actor
    now: Instant
    most: int

    @property
    def begins(self) -> Instant:
        """When the day begins."""
        return day_start(local_day(self.now))

    @cached_property
    def officers(self) -> Officers:
        """The officers of the unit."""
        return officers_of(self.actor.unit, date_of(local_day(self.now)))

    @cached_property
    def there(self) -> Sorted:
        """What other systems say this person has."""
        if self.actor.user is None or not self.actor.rights & WORKING:
            return Sorted({})
        user = User.objects.get(pk=self.actor.user)
        return elsewhere.mine(user, self.officers, self.actor, self.now, self.most)

    @cached_property
    def works(self) -> QuerySet[Work]:
        """The open own dossiers of the unit."""
        return works_of(self.actor)

    @cached_property
    def mine(self) -> QuerySet[Work]:
        """What this person has to assess."""
        return self.works.filter(assignee=self.actor.user, state__in=RUNNING)

    @cached_property
    def due_today(self) -> list[Row]:
        """What this person has to assess that is due today, the hour may have passed."""
        tomorrow = self.begins + MS_PER_DAY
        today = self.mine.filter(due_at__gte=self.begins, due_at__lt=tomorrow).order_by("due_at")
        return own_rows(today[:MOST_WHOLE], self.actor, self.now)

    def rows(self, works: QuerySet[Work], order: str = "due_at") -> list[Row]:
        """The first rows of own dossiers."""
        found = works.order_by(F(order).asc(nulls_last=True))[: self.most + 1]
        return own_rows(found, self.actor, self.now, order)


class _Wanted(NamedTuple):
    """A part of the list: whether own dossiers stand in it for this person, and which."""

    allowed: bool
    key: str
    title: StrPromise
    rows: Callable[[], Iterable[Row]]
    late: bool = False


def morning(actor: Actor, now: Instant) -> list[Part]:
    """The parts that have rows, in the order in which they should be done.

    What other systems lead stands among the own dossiers: with the officer whom its export names, else with those
    who receive or assign, as nobody's.
    """
    asked = _Asked(actor, now, MOST)
    found = [_part(one, asked) for one in _parts(asked)]
    return [one for one in found if one.rows]


def whole_part(key: str, actor: Actor, now: Instant) -> Part | None:
    """One part of the list with all its rows; None where there is no part of that name."""
    asked = _Asked(actor, now, MOST_WHOLE)
    return next((_part(one, asked) for one in _parts(asked) if one.key == key), None)


def _part(wanted: _Wanted, asked: _Asked) -> Part:
    """What we lead and what other systems lead, in one order."""
    own = wanted.rows() if wanted.allowed else ()
    there = asked.there.of(wanted.key)
    # What is nobody's is in an order of its own: by what has to be done first, then by the instant.
    rows = in_order(own, there) if there else list(own)
    return Part(wanted.key, wanted.title, tuple(rows[: asked.most]), len(rows) > asked.most, wanted.late)


def _parts(asked: _Asked) -> list[_Wanted]:
    rights, works, rows = asked.actor.rights, asked.works, asked.rows
    receives, processes = RECEIVE in rights, PROCESS in rights
    return [
        _Wanted(receives, "answer", _("To be answered within 8 working hours"),
                lambda: rows(works.filter(state=int(Account.LODGED)), "answer_by")),
        _Wanted(processes, "late", _("Overdue"), lambda: _late(asked), late=True),
        _Wanted(processes, "today", _("Due today"), lambda: _in_tone("today", asked.due_today)),
        _Wanted(processes, "supplement", _("Supplement not answered yet"),
                lambda: rows(works.filter(assignee=asked.actor.user, state__in=SUPPLEMENT), "reply_by")),
        _Wanted(receives, "ready", _("Result ready, not handed over"),
                lambda: rows(works.filter(state__in=WITH_RESULT), "ready_at")),
        *_of_unit(asked),
        _Wanted(bool(rights & {RECEIVE, ASSIGN}), "unknown", _("In other systems, officer not known"),
                lambda: elsewhere.nobodys(asked.officers, asked.actor, asked.now, asked.most)),
        _Wanted(processes, "mine", _("My other dossiers"),
                lambda: rows(asked.mine.exclude(due_at__lt=asked.begins + MS_PER_DAY))),
    ]  # fmt: skip


def _late(asked: _Asked) -> list[Row]:
    return [*asked.rows(asked.mine.filter(due_at__lt=asked.begins)), *_in_tone("late", asked.due_today)]


def _in_tone(tone: str, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.standing.tone == tone]


def _of_unit(asked: _Asked) -> list[_Wanted]:
    """What waits for an approval, an assignment, another unit, a second person, another agency, the citizen."""
    actor, works, rows, turns = asked.actor, asked.works, asked.rows, _turns(asked.actor)
    rights = actor.rights
    return [
        _Wanted(APPROVE in rights, "approve", _("Submitted to me"),
                lambda: rows(works.filter(step_role__in=turns, state__in=RUNNING).exclude(step="assign"))),
        _Wanted(ASSIGN in rights, "assign", _("To be assigned"),
                lambda: rows(works.filter(assignee=None, state__in=RUNNING))),
        _Wanted(TRANSFER in rights, "transfer", _("Transferred to us, to be confirmed"),
                lambda: rows(_coming(actor))),
        _Wanted(CONFIRM_CORRECTION in rights, "second", _("Waiting for a second person"),
                lambda: rows(_second(actor))),
        _Wanted(PROCESS in rights, "questions", _("Other agencies have not answered"),
                lambda: rows(_questions(actor))),
        _Wanted(RECEIVE in rights and PROCESS not in rights, "citizen", _("Waiting for the citizen's supplement"),
                lambda: rows(works.filter(state__in=SUPPLEMENT), "reply_by")),
        _Wanted(APPROVE in rights, "unit-late", _("Overdue in the unit"),
                lambda: rows(works.filter(state__in=RUNNING, due_at__lt=asked.now)), late=True),
    ]  # fmt: skip


def works_of(actor: Actor) -> QuerySet[Work]:
    """The open own dossiers of the actor's unit."""
    related = ("dossier__cell", "procedure", "assignee")
    return Work.objects.filter(open=True, unit=actor.unit).select_related(*related)


def _turns(actor: Actor) -> list[str]:
    """The roles of steps in which it is this person's turn to approve."""
    return ["leader"] if DECIDE in actor.rights else ["head", "director"]


def _coming(actor: Actor) -> QuerySet[Work]:
    waiting = Transfer.objects.filter(target=actor.unit, status=Transfer.Status.ASKED).values("dossier")
    related = Work.objects.select_related("dossier__cell", "procedure", "assignee")
    return related.filter(pk__in=waiting)


def _second(actor: Actor) -> QuerySet[Work]:
    asked = SecondPerson.objects.filter(unit=actor.unit, status=SecondPerson.Status.WAITING)
    others = asked.exclude(asked_by=actor.user).values("dossier")
    related = Work.objects.select_related("dossier__cell", "procedure", "assignee")
    return related.filter(pk__in=others)


def _questions(actor: Actor) -> QuerySet[Work]:
    asked = AgencyTask.objects.filter(dossier__work__assignee=actor.user, answered_at=None)
    return works_of(actor).filter(pk__in=asked.values("dossier"))
