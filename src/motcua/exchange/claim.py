"""Taking lanes in hand, so that of several workers only one sends for a dossier: a claim with a lease, in the database."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from motcua.catalogue.quick import run
from motcua.dossiers.bulk import writing
from motcua.exchange.models import Lane
from motcua.rules.instants import MS_PER_MINUTE, Instant

LEASE = 5 * MS_PER_MINUTE
"""Longer than an attempt may take, so that a lease runs out only when its worker is gone."""


class Queued(NamedTuple):
    """A message that waits: its lane, its own key, its operation, and the JSON text of what it says; None where that was
    erased."""

    lane: int
    pk: int
    operation: str
    text: str | None


def next_lanes(now: Instant, most: int = 1) -> list[Lane]:
    """Claim at most so many lanes that have something to send and belong to nobody; those of a connection share its row."""
    free, link = (
        Q(claim="") | Q(claimed_until__lte=now),
        Q(link__rests_until=None) | Q(link__rests_until__lte=now),
    )
    awake = Lane.objects.filter(free, link, link__enabled=True, next_at__lte=now)
    waiting = awake.order_by("next_at", "pk").select_related("link", "link__unit")
    # Whoever only looks need not wait for those who write.
    if not awake.exists():
        return []
    with writing():
        # Lanes in the hand of another worker are passed over; SQLite has one writer at a time anyway.
        lanes = list(waiting.select_for_update(skip_locked=True, of=("self",), no_key=True)[:most])
        _claim(lanes, now)
    links = {lane.link_id: lane.link for lane in lanes}
    for lane in lanes:
        lane.link = links[lane.link_id]
    return lanes


def _claim(lanes: Sequence[Lane], now: Instant) -> None:
    """One claim for all, so that they can be asked for together."""
    claim, until = secrets.token_hex(16), now + LEASE
    for lane in lanes:
        lane.claim, lane.claimed_until = claim, until
    if lanes:
        run(
            f"UPDATE exchange_lane SET claim = %s, claimed_until = %s WHERE id IN ({marks(lanes)})",  # noqa: S608 - marks only
            (claim, until, *(lane.pk for lane in lanes)),
        )


def marks(values: Sequence[object]) -> str:
    """A mark for each value of a statement."""
    return ", ".join(["%s"] * len(values))


def waiting_messages(lanes: Sequence[Lane], most: int) -> dict[int, list[Queued]]:
    """The first messages that wait, at most so many of each lane, by the lanes' keys."""
    found: dict[int, list[Queued]] = defaultdict(list)
    if lanes:
        rows = run(
            f"""
            SELECT place.lane_id, place.id, place.operation, body.data FROM (
                SELECT id, lane_id, operation, ROW_NUMBER() OVER (PARTITION BY lane_id ORDER BY id) AS nth
                FROM exchange_outmessage WHERE lane_id IN ({marks(lanes)}) AND status = 'queued'
            ) AS place LEFT JOIN exchange_outbody AS body ON body.message_id = place.id
            WHERE place.nth <= %s ORDER BY place.id
            """,  # noqa: S608 - marks only
            (*(lane.pk for lane in lanes), most),
        )
        for row in rows:
            found[row[0]].append(Queued(*row))
    return found


def still_held(lane: Lane, now: Instant) -> bool:
    """Whether a lane still belongs to this worker; a lease that is half over is renewed."""
    if lane.claimed_until is not None and now < lane.claimed_until - LEASE // 2:
        return True
    lane.claimed_until = now + LEASE
    with writing():
        return bool(held(lane).update(claimed_until=lane.claimed_until))


def held(lane: Lane) -> QuerySet[Lane]:
    """The lane's row where it still belongs to this worker."""
    return Lane.objects.filter(pk=lane.pk, claim=lane.claim)
