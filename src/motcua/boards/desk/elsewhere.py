"""Dossiers of other systems in the morning list: those of one officer, those of a unit, those of nobody known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, QuerySet, When, Window
from django.db.models.functions import RowNumber

from motcua.boards.desk.names import Officers
from motcua.boards.desk.rows import Row, Told, names_of, to_be_answered
from motcua.boards.standing import Standing, standing
from motcua.casework.actor import Actor
from motcua.casework.answering import answer_by
from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.words import ACCOUNTS
from motcua.hub.elsewhere import name_key
from motcua.hub.models import Elsewhere
from motcua.people.models import User
from motcua.rules.accounts import Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import MS_PER_DAY, Instant, day_start, local_day

Waits = Elsewhere.Waits
MOST_OF_UNIT = 500
_PART = {Waits.ANSWER: "answer", Waits.SUPPLEMENT: "supplement", Waits.RETURN: "ready", Waits.PAUSED: "mine"}


@dataclass(frozen=True)
class Sorted:
    """Rows of other systems by the part they belong to: answer, late, today, supplement, ready, mine."""

    by_part: dict[str, list[Row]]

    def of(self, part: str) -> list[Row]:
        """The rows of a part."""
        return self.by_part.get(part, [])


def mine(user: User, officers: Officers, actor: Actor, now: Instant, most: int) -> Sorted:
    """What other systems say this person has; of each part `most` rows and some more."""
    key = name_key(user.get_full_name())
    if not key:
        return Sorted({})
    begins = day_start(local_day(now))
    day = Case(When(since__lt=begins, then=0), When(since__lt=begins + MS_PER_DAY, then=1), default=2)
    place = Window(RowNumber(), partition_by=["waits", day], order_by=["since", "pk"])
    rows = _of_unit(actor.unit).filter(folded=key).annotate(place=place).order_by("waits", "since", "pk")
    first = rows.filter(place__lte=most + 1)
    return sort([row for row in first if user in officers.named(row.officer)], officers, actor, now)


def nobodys(officers: Officers, actor: Actor, now: Instant, most: int) -> list[Row]:
    """What other systems have in the unit without an officer whom an account here fits, the most urgent first; `most`
    rows and one more."""
    rows = _of_unit(actor.unit).exclude(folded__in=list(officers.by_key)).order_by("waits", "since", "pk")
    found = sort(list(rows[: most + 1]), officers, actor, now)
    return [
        row for part in ("answer", "late", "today", "supplement", "ready", "mine") for row in found.of(part)
    ]


def of_unit(officers: Officers, actor: Actor, now: Instant) -> Sorted:
    """What other systems say the unit's officers have."""
    rows = _of_unit(actor.unit).filter(folded__in=list(officers.by_key)).order_by("waits", "since", "pk")
    return sort(list(rows[:MOST_OF_UNIT]), officers, actor, now)


def _of_unit(unit: int) -> QuerySet[Elsewhere]:
    related = ("dossier__cell__procedure", "system")
    return Elsewhere.objects.filter(unit=unit).select_related(*related)


def sort(rows: Collection[Elsewhere], officers: Officers, actor: Actor, now: Instant) -> Sorted:
    """Rows in their parts, each part in the order of the rows."""
    names, calendar = names_of([row.pk for row in rows], actor), calendar_of(actor.unit)
    found: dict[str, list[Row]] = {}
    for one in rows:
        row = _row(one, officers, names.get(one.pk, ""), now, calendar)
        found.setdefault(_part(one, row.standing), []).append(row)
    return Sorted(found)


def _part(one: Elsewhere, stands: Standing) -> str:
    if one.waits != Waits.WORK:
        return _PART[Waits(one.waits)]
    return stands.tone if stands.tone in ("late", "today") else "mine"


def _row(one: Elsewhere, officers: Officers, name: str, now: Instant, calendar: WorkingCalendar) -> Row:
    told = Told(one, local_day(now) - local_day(one.as_of), officers.doubt(one.officer))
    if one.waits == Waits.ANSWER:
        by = answer_by(one.since, calendar)
        stands = to_be_answered(by, str(ACCOUNTS[Account.LODGED]), now, calendar)
        return Row(one.dossier, stands, name, by, told=told)
    due = one.waits in (Waits.WORK, Waits.PAUSED)
    when = one.dossier.due_at if due else one.since
    return Row(one.dossier, standing(one.dossier, now, calendar), name, when, told=told)
