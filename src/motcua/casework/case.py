"""A dossier while an act is carried out on it: locked, its journal read, its moves weighed with each new entry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.casework.actor import Actor
from motcua.casework.models import Transfer, Work
from motcua.casework.refusals import Changed, NotLawful, NotPermitted, Refused
from motcua.casework.words import entry_label
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.rows import add, new
from motcua.dossiers.models import Act, Dossier
from motcua.dossiers.own import (
    Dims,
    Written,
    first_dims,
    journal,
    last_account,
    own_due,
    own_moves,
    standing,
)
from motcua.people.models import User
from motcua.people.policies import ASSIGN, PROCESS, RECEIVE, SEE_DOSSIERS, SEE_PERSON
from motcua.rules.accounts import Account
from motcua.rules.calendar import CalendarRangeError, WorkingCalendar
from motcua.rules.instants import Instant, to_datetime
from motcua.rules.lifecycle import UnlawfulAct
from motcua.rules.moves import Move
from motcua.rules.terms import ClockError, Due

BODY_VERSION = 1


@dataclass
class Case:
    """`now` is the instant of recording, `at` that of effect; both in milliseconds UTC."""

    dossier: Dossier
    work: Work
    actor: Actor
    now: Instant
    at: Instant
    entries: list[Written] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    told: list[Written] = field(default_factory=list)
    context: dict[str, Any] = field(default_factory=dict)
    """What notices and the audit may say of the act; no personal data."""
    _due: tuple[int, Due | None] = (-1, None)

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar by which the dossier's term is counted: that of the unit that accepted it."""
        return calendar_of(first_dims(self.entries)["unit"] if self.entries else self.work.unit_id)

    @property
    def state(self) -> Account:
        """Where the dossier stands, a due instant that has passed left aside."""
        return last_account(self.moves)

    @property
    def dims(self) -> Dims:
        """The dimensions in which the dossier is counted now."""
        return Dims(**next(entry.body["dims"] for entry in reversed(self.entries) if "dims" in entry.body))

    @property
    def due(self) -> Due | None:
        """The due instant that the journal gives; while a pause is open, the one that held when it began."""
        if self._due[0] != len(self.entries):
            self._due = len(self.entries), own_due(self.entries, self.calendar)
        return self._due[1]

    def tell(self, kind: str, /, **body: Any) -> Written:
        """Write an entry of the journal; raises NotLawful where the state does not allow it."""
        written = Written(self._write(kind, self.at, body), kind, self.at, self.now, body)
        self.moves = self.weigh([*self.entries, written])
        self._keep(written)
        return written

    def begin(self, first: Written, moves: list[Move], due: Due | None) -> None:
        """Write the first entry of the journal, whose moves and due instant are known already."""
        self.moves, self._due = moves, (1, due)
        self._keep(replace(first, pk=self._write(first.kind, first.at, first.body)))

    def _keep(self, written: Written) -> None:
        self.entries.append(written)
        self.told.append(written)

    def _write(self, kind: str, at: Instant, body: dict[str, Any]) -> int:
        act = new(
            Act, dossier_id=self.dossier.pk, kind=kind, occurred_at=at, recorded_at=self.now, system_id=self.dossier.issuer_id,
            actor=self.actor.user, body=json.dumps(body, ensure_ascii=False), version=BODY_VERSION,
        )  # fmt: skip
        add(act)
        return act.pk

    def weigh(self, entries: list[Written]) -> list[Move]:
        """The moves that the journal would give with these entries. Raises NotLawful, Refused."""
        return weighed(entries, self.calendar)

    def last(self, kind: str) -> Written | None:
        """The last entry of a kind that stands; what was entered by mistake and voided does not."""
        return next((entry for entry in reversed(standing(self.entries)) if entry.kind == kind), None)


def weighed(entries: list[Written], calendar: WorkingCalendar) -> list[Move]:
    """The moves that entries of a journal give. Raises NotLawful, Refused."""
    try:
        return own_moves(entries, calendar)
    except UnlawfulAct as error:
        raise NotLawful(error.state) from error
    except ClockError as error:
        raise Refused("clock", str(error)) from error
    except CalendarRangeError as error:
        raise Refused("year", _FAR) from error


def open_case(dossier: int, actor: Actor, now: Instant, at: Instant | None = None) -> Case:
    """Lock a dossier and read its journal; call it inside a write transaction.

    Raises NotPermitted where there is no such own dossier in or on its way to the actor's unit, Refused where `at` lies in the
    future or before the dossier's last act.
    """
    case = _read(Work.objects.select_for_update(of=("self",)), dossier, actor, now, at)
    check_order(case)
    return case


def look_at(dossier: int, actor: Actor, now: Instant) -> Case:
    """A dossier as it stands at an instant, for reading: nothing is locked. Raises NotPermitted."""
    return _read(Work.objects.all(), dossier, actor, now, None)


def _read(works: QuerySet[Work], dossier: int, actor: Actor, now: Instant, at: Instant | None) -> Case:
    work = works.select_related("dossier").filter(pk=dossier).first()
    if work is None or not (actor.unit in places(work) or _on_its_way(dossier, actor.unit)):
        raise NotPermitted
    entries = journal(dossier)
    # The clock of another process may be ahead of ours; what comes later is never recorded earlier.
    recorded = max([now, *(entry.recorded for entry in entries[-1:])])
    case = Case(work.dossier, work, actor, recorded, recorded if at is None else at, entries)
    case.moves = case.weigh(case.entries)
    return case


_FAR = _("The time lies outside the years 2000 to 2100. Check the year.")
_FUTURE = _("The time of an act cannot lie in the future.")
_BEFORE = _(
    "The time of this act lies before the dossier's last act. Correct that one first, or give a later time."
)


def check_time(at: Instant, now: Instant) -> None:
    """Raise Refused where an act would take effect in the future."""
    if at > now:
        raise Refused("future", _FUTURE)


def check_order(case: Case) -> None:
    """Put an act after those that are in the journal; raises Refused where it lies before them, or in the future."""
    check_time(case.at, case.now)
    last = max((entry.at for entry in case.entries), default=case.at)
    case.at = max(case.at, last) if case.at == case.now else case.at
    if case.at < last:
        raise Refused("before-last", _BEFORE)


def _on_its_way(dossier: int, unit: int) -> bool:
    asked = Transfer.objects.filter(dossier=dossier, target=unit, status=Transfer.Status.ASKED)
    return asked.exists()


def places(work: Work) -> frozenset[int]:
    """The units (keys) whose officers work on a dossier: that resolve it, received it, or are its department."""
    units: Iterable[int | None] = (work.unit_id, work.received_by_id, work.department_id)
    return frozenset(unit for unit in units if unit is not None)


def permit(case: Case, *enough: str) -> None:
    """Raise NotPermitted unless the actor has one of the rights; who assesses acts on what is assigned to him.

    A head or director, who may assign, may also act in the place of the officer.
    """
    held = _held(case).intersection(enough)
    mine = case.work.assignee_id in (None, case.actor.user) or ASSIGN in case.actor.rights
    if not (held if mine else held - {PROCESS}):
        raise NotPermitted


def _held(case: Case) -> frozenset[str]:
    """The rights that count here: all of them where the dossier is resolved, those of reception where it was received.

    The unit to which a dossier is on its way has none until it has taken it.
    """
    if case.actor.unit in (case.work.unit_id, case.work.department_id):
        return case.actor.rights
    return case.actor.rights & _OF_RECEPTION if case.actor.unit == case.work.received_by_id else frozenset()


_OF_RECEPTION = frozenset({RECEIVE, SEE_PERSON})


def expect(case: Case, seq: int | None) -> None:
    """Raise Changed where the dossier is no longer as it was when the page was shown.

    It says who has acted, so that only who may see the dossier is told.
    """
    if seq is not None and seq != case.work.seq and SEE_DOSSIERS in case.actor.rights:
        raise Changed(*_last_act(case))


def _last_act(case: Case) -> tuple[str, str, str]:
    """Who has acted last (empty: the case's actor), what it was, and when, in words."""
    last = max(entry.recorded for entry in case.entries)
    first = next(entry for entry in case.entries if entry.recorded == last)
    who, when = who_and_when(case, first)
    return who, entry_label(first.kind, first.body), when


def who_and_when(case: Case, entry: Written) -> tuple[str, str]:
    """Who wrote an entry (empty: the case's actor) and when, in words, for whoever comes second."""
    writer = case.dossier.acts.filter(pk=entry.pk).values_list("actor", flat=True).first()
    return _named(writer, case.actor), _moment(entry.recorded)


def _named(writer: int | None, actor: Actor) -> str:
    if writer is not None and writer == actor.user:
        return ""
    user = User.objects.filter(pk=writer).first() if writer else None
    return user.get_full_name() if user else str(_THE_SYSTEM)


def _moment(at: Instant) -> str:
    local = to_datetime(at)
    return f"{local:%H:%M}, {local.day}/{local.month}/{local.year}"


_THE_SYSTEM = _("another system")
