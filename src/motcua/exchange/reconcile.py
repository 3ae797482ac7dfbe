"""Reconciliation with the portal: each dossier that was told is asked for again, and what the portal shows is compared.

What the portal says is kept as a sighting; it changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.exchange.client import Client, Unreachable
from motcua.exchange.models import InMessage, Lane, Link, PortalSighting
from motcua.exchange.wire.answers import Verdict
from motcua.exchange.wire.dossier import DOSSIER
from motcua.exchange.wire.operations import Operation
from motcua.exchange.wire.states import said
from motcua.hub.reconcile import Finding
from motcua.rules.accounts import Account
from motcua.rules.instants import MS_PER_DAY, Instant
from motcua.rules.reconcile import Difference, Differs, Word, compare, state_in
from motcua.rules.report import State

PORTAL = "Cổng Dịch vụ công quốc gia"
RHYTHM = MS_PER_DAY
"""A dossier is asked for once a day at most."""
AT_ONCE = 500


def look(link: Link, client: Client, clock: Callable[[], Instant]) -> int:
    """Ask the portal for the dossiers that were told and not asked for within a day; gives how many were asked for.

    Raises Unreachable.
    """
    due = Lane.objects.filter(link=link, dossier__isnull=False, known=True, next_at=None)
    old = Q(sighting=None) | Q(sighting__asked_at__lte=clock() - RHYTHM)
    count = 0
    for lane in due.filter(old).select_related("dossier").order_by("sighting__asked_at", "pk")[:AT_ONCE]:
        _look_at(lane, client, clock())
        count += 1
    return count


def _look_at(lane: Lane, client: Client, now: Instant) -> None:
    dossier = lane.dossier
    assert dossier is not None, "only lanes of dossiers are looked at"  # noqa: S101
    answer = client.ask(Operation.LOOK_UP, mahoso=dossier.code)
    if answer.verdict() not in (Verdict.DONE, Verdict.MISSING):
        raise Unreachable(f"Cổng không cho tra cứu (mã {answer.code}).", for_all=True)
    rows = answer.result if isinstance(answer.result, list) else [answer.result] if answer.result else []
    read = DOSSIER.read(rows[0]).value if rows else None
    # A dossier that is there and cannot be read is no dossier that is missing.
    if rows and read is None:
        return
    values: dict[str, Any] = {"asked_at": now, "there": read is not None}
    if read is not None:
        word = said(read.state, received=read.received is not None, refused=read.refused is not None)
        values |= {"state": word.value, "received": read.received, "due": read.due, "finished": read.finished}
    PortalSighting.objects.update_or_create(lane=lane, defaults=values)


def findings(unit: int, returned: Collection[int] = ()) -> list[Finding]:
    """What the portal shows otherwise of a unit's dossiers, and what it handed over that was not taken here."""
    sightings = PortalSighting.objects.filter(lane__dossier__unit=unit, lane__next_at=None).select_related(
        "lane__dossier"
    )
    found = [
        Finding(dossier.pk, dossier.code, PORTAL, differs, one.asked_at)
        for one in sightings
        if (dossier := one.lane.dossier) is not None
        for differs in _compared(one, dossier, dossier.pk in returned)
    ]
    found += [
        Finding(None, one.key, PORTAL, Differs(Difference.NOT_HERE, State.LODGED, State.LODGED), one.came_at)
        for one in _held(unit)
    ]
    return sorted(found, key=lambda one: (-one.since, one.code))


def _held(unit: int) -> QuerySet[InMessage]:
    filed = InMessage.objects.filter(operation=Operation.FILED, link__unit=unit)
    return filed.filter(status=InMessage.Status.HELD)


def _compared(sighting: PortalSighting, dossier: Dossier, returned: bool) -> Iterator[Differs]:
    state = state_in(Account(dossier.state), returned=returned)
    if state is None:
        return
    if not sighting.there:
        yield Differs(Difference.NOT_THERE, state, state)
        return
    ours = Word(state, dossier.received_at, dossier.due_at, dossier.finished_at)
    theirs = Word(State(sighting.state), sighting.received, sighting.due, sighting.finished)
    yield from compare(ours, theirs)
