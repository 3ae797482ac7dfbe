"""The lines of the book: what the unit received in some days, in the order in which it was received.

Received counts as the ledger has it: from valid acceptance. What this unit received for another one to resolve stands
here, for here the citizen handed it in; so does what is led by other systems, with the system in the last column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import F, Q, QuerySet

from motcua.boards.desk.words import WAYS
from motcua.casework.models import Applicant, Work
from motcua.catalogue.models import Unit
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Act, Dossier, Person
from motcua.dossiers.words import ACCOUNTS
from motcua.reports.printed.sheets import Entry
from motcua.rules.accounts import CLOSED, Account
from motcua.rules.instants import Instant, day_of, day_start
from motcua.rules.periods import Period

PAGE = 50
Spot = tuple[Instant, int]
"""Where a page ended: time of reception and key of the last dossier."""


@dataclass(frozen=True)
class Line:
    """A line of the book with the key of its dossier."""

    dossier: int
    spot: Spot
    entry: Entry


def lines(unit: Unit, period: Period, after: Spot | None, most: int) -> list[Line]:
    """At most so many lines of the days of a period, after a spot."""
    found = _dossiers(unit.pk, period, after, most)
    return [_line(one, told) for one, told in zip(found, _told(found, unit), strict=True)]


def _dossiers(unit: int, period: Period, after: Spot | None, most: int) -> list[Dossier]:
    """Two lists in one order, for a condition over both tables at once reads all of one of them."""
    begin, end = day_start(day_of(period.first)), day_start(day_of(period.last) + 1)
    # What has been transferred away stays in the book of who received it, and comes into no other one.
    here = Dossier.objects.filter(unit=unit).filter(Q(work=None) | Q(work__received_by=unit))
    elsewhere = Dossier.objects.filter(work__received_by=unit).exclude(unit=unit)
    parts = [_part(some, begin, end, after, most) for some in (here, elsewhere)]
    return list(islice(merge(*parts, key=_spot), most))


def _part(
    some: QuerySet[Dossier], begin: Instant, end: Instant, after: Spot | None, most: int
) -> Iterable[Dossier]:
    some = some.filter(received_at__gte=begin, received_at__lt=end)
    if after is not None:
        later = Q(received_at__gt=after[0]) | Q(received_at=after[0], pk__gt=after[1])
        some = some.filter(later)
    related = ("cell__procedure", "cell__field", "unit", "authority", "work__procedure")
    return list(some.select_related(*related).order_by("received_at", "pk")[:most])


def _spot(dossier: Dossier) -> Spot:
    return dossier.received_at or 0, dossier.pk


def _told(found: Sequence[Dossier], unit: Unit) -> list[dict[str, Any]]:
    """What stands beside each dossier: name, telephone, address, when and how the result was handed over."""
    keys = [one.pk for one in found]
    people = {
        row[0]: row[1:] for row in Person.objects.filter(pk__in=keys).values_list("pk", "name", "phone")
    }
    addresses = dict(Applicant.objects.filter(pk__in=keys).values_list("pk", "address"))
    returned = dict(Work.objects.filter(pk__in=keys).values_list("pk", "returned_at"))
    returned |= _returned_there(keys)
    ways, own = _ways(keys), own_system()
    return [
        {
            "applicant": people.get(one.pk, ("", ""))[0], "phone": people.get(one.pk, ("", ""))[1],
            "address": addresses.get(one.pk, ""), "returned_at": returned.get(one.pk), "way": ways.get(one.pk, ""),
            "note": "; ".join(_notes(one, own)),
        }
        for one in found
    ]  # fmt: skip


def _notes(one: Dossier, own: int) -> Iterable[str]:
    """How it ended where that was without a result, and which other system leads it."""
    account = Account(one.state)
    if account in CLOSED and not account.name.startswith("RESOLVED"):
        yield str(ACCOUNTS[account])
    if one.authority_id != own:
        yield one.authority.name


def _returned_there(keys: Sequence[int]) -> dict[int, Instant | None]:
    """When other systems say that they handed results over, by the last word of the one that leads."""
    told = Act.objects.filter(dossier__in=keys, kind="reported", system=F("dossier__authority"))
    rows = told.order_by("recorded_at", "pk").values_list("dossier", "body")
    return {dossier: json.loads(body).get("returned") for dossier, body in rows}


def _ways(keys: Sequence[int]) -> dict[int, str]:
    told = Act.objects.filter(dossier__in=keys, kind="returned").order_by("pk").values_list("dossier", "body")
    return {dossier: str(WAYS.get(json.loads(body).get("way", ""), "")) for dossier, body in told}


def _line(one: Dossier, told: dict[str, Any]) -> Line:
    work = getattr(one, "work", None)
    procedure = work.procedure if work else one.cell.procedure
    entry = Entry(
        code=one.code, procedure=procedure.name if procedure else one.cell.field.name,
        received_at=one.received_at or 0, lead=one.unit.name, due_at=one.due_at, **told,
    )  # fmt: skip
    return Line(one.pk, _spot(one), entry)
