"""Looking at the portal: each dossier that was told is asked for again, and what the portal shows is kept as a sighting.

It changes nothing here; the findings compare it with what others say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from motcua.dossiers.bulk import writing
from motcua.exchange.client import Client, Unreachable
from motcua.exchange.models import Lane, Link, PortalSighting
from motcua.exchange.wire.answers import Verdict
from motcua.exchange.wire.dossier import DOSSIER
from motcua.exchange.wire.operations import Operation
from motcua.exchange.wire.states import said
from motcua.rules.instants import MS_PER_DAY, Instant

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
    with writing():
        PortalSighting.objects.update_or_create(lane=lane, defaults=values)
