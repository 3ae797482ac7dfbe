"""The morning list: all that waits for one person, the most urgent first; nothing is counted that is not shown.

Of each part the first rows; a part that has more is a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from motcua.boards.desk import elsewhere
from motcua.boards.desk.elsewhere import Sorted
from motcua.boards.desk.names import Officers, officers_of
from motcua.boards.desk.rows import Part, Row, in_order, own_rows
from motcua.boards.desk.works import (
    ASKED,
    COMING,
    IN_TERM,
    LODGED,
    MINE,
    OF_UNIT,
    READY,
    SECOND,
    SUPPLEMENT,
    TURN_OF_HEAD,
    TURN_OF_LEADER,
    UNASSIGNED,
    works,
)
from motcua.casework.actor import Actor
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
from motcua.rules.instants import MS_PER_DAY, Instant, date_of, day_start, local_day

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST, MOST_WHOLE = 20, 200
"""Rows of one part in the list, and of a part by itself: a morning's work, and more than a week's."""

_DUE_BETWEEN = "own.due_at >= %s AND own.due_at < %s"


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

    @property
    def ends(self) -> Instant:
        """When the next day begins."""
        return self.begins + MS_PER_DAY

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
    def due_today(self) -> list[Row]:
        """What this person has to assess that is due today, the hour may have passed."""
        found = works(
            f"{MINE} AND {_DUE_BETWEEN}", (*self.mine, self.begins, self.ends), "due_at", MOST_WHOLE
        )
        return own_rows(found, self.actor, self.now)

    @property
    def mine(self) -> tuple[int, int | None]:
        """The values of `MINE`."""
        return self.actor.unit, self.actor.user

    def rows(self, where: str, values: Sequence[Any] = (), order: str = "due_at") -> list[Row]:
        """The first rows of own dossiers."""
        return own_rows(works(where, values, order, self.most + 1), self.actor, self.now, order)

    def of_unit(self, where: str, values: Sequence[Any] = (), order: str = "due_at") -> list[Row]:
        """The first rows of the open ones of the unit."""
        return self.rows(f"{OF_UNIT} AND {where}", (self.actor.unit, *values), order)


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
    rights, of_unit, mine = asked.actor.rights, asked.of_unit, asked.mine
    receives, processes = RECEIVE in rights, PROCESS in rights
    return [
        _Wanted(receives, "answer", _("To be answered within 8 working hours"),
                lambda: of_unit(LODGED, (), "answer_by")),
        _Wanted(processes, "late", _("Overdue"), lambda: _late(asked), late=True),
        _Wanted(processes, "today", _("Due today"), lambda: _in_tone("today", asked.due_today)),
        _Wanted(processes, "supplement", _("Supplement not answered yet"),
                lambda: of_unit(f"{SUPPLEMENT} AND own.assignee_id = %s", mine[1:], "reply_by")),
        _Wanted(receives, "ready", _("Result ready, not handed over"), lambda: of_unit(READY, (), "ready_at")),
        *_of_unit(asked),
        _Wanted(bool(rights & {RECEIVE, ASSIGN}), "unknown", _("In other systems, officer not known"),
                lambda: elsewhere.nobodys(asked.officers, asked.actor, asked.now, asked.most)),
        _Wanted(processes, "mine", _("My other dossiers"),
                lambda: asked.rows(f"{MINE} AND (own.due_at >= %s OR own.due_at IS NULL)", (*mine, asked.ends))),
    ]  # fmt: skip


def _late(asked: _Asked) -> list[Row]:
    before = asked.rows(f"{MINE} AND own.due_at < %s", (*asked.mine, asked.begins))
    return [*before, *_in_tone("late", asked.due_today)]


def _in_tone(tone: str, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.standing.tone == tone]


def _of_unit(asked: _Asked) -> list[_Wanted]:
    """What waits for an approval, an assignment, another unit, a second person, another agency, the citizen."""
    rights, unit, user = asked.actor.rights, asked.actor.unit, asked.actor.user
    rows, of_unit = asked.rows, asked.of_unit
    return [
        _Wanted(APPROVE in rights, "approve", _("Submitted to me"),
                lambda: of_unit(TURN_OF_LEADER if DECIDE in rights else TURN_OF_HEAD)),
        _Wanted(ASSIGN in rights, "assign", _("To be assigned"), lambda: of_unit(UNASSIGNED)),
        _Wanted(TRANSFER in rights, "transfer", _("Transferred to us, to be confirmed"),
                lambda: rows(COMING, (unit,))),
        _Wanted(CONFIRM_CORRECTION in rights, "second", _("Waiting for a second person"),
                lambda: rows(SECOND, (unit, user))),
        _Wanted(PROCESS in rights, "questions", _("Other agencies have not answered"),
                lambda: of_unit(ASKED, (user,))),
        _Wanted(RECEIVE in rights and PROCESS not in rights, "citizen", _("Waiting for the citizen's supplement"),
                lambda: of_unit(SUPPLEMENT, (), "reply_by")),
        _Wanted(APPROVE in rights, "unit-late", _("Overdue in the unit"),
                lambda: of_unit(f"{IN_TERM} AND own.due_at < %s", (asked.now,)), late=True),
    ]  # fmt: skip
