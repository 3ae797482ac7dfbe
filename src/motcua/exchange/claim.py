"""Taking a lane in hand, so that of several workers only one sends for a dossier: a claim with a lease, in the database."""

from __future__ import annotations

import secrets

from django.db.models import Q, QuerySet

from motcua.catalogue.quick import run
from motcua.dossiers.bulk import writing
from motcua.exchange.models import Lane, OutMessage
from motcua.rules.instants import MS_PER_MINUTE, Instant

LEASE = 5 * MS_PER_MINUTE
"""Longer than an attempt may take, so that a lease runs out only when its worker is gone."""
_CLAIM = "UPDATE exchange_lane SET claim = %s, claimed_until = %s WHERE id = %s"


def next_lane(now: Instant) -> Lane | None:
    """Claim a lane that has something to send and belongs to nobody; None where there is none."""
    free, link = (
        Q(claim="") | Q(claimed_until__lte=now),
        Q(link__rests_until=None) | Q(link__rests_until__lte=now),
    )
    awake = Lane.objects.filter(free, link, link__enabled=True, next_at__lte=now)
    waiting = awake.order_by("next_at", "pk").select_related("link", "link__unit")
    # Whoever only looks need not wait for those who write.
    if not awake.exists():
        return None
    with writing():
        # Lanes in the hand of another worker are passed over; SQLite has one writer at a time anyway.
        lane = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True).first()
        if lane is not None:
            lane.claim, lane.claimed_until = secrets.token_hex(16), now + LEASE
            run(_CLAIM, (lane.claim, lane.claimed_until, lane.pk))
    return lane


def waiting_messages(lane: Lane, most: int) -> list[OutMessage]:
    """The first messages of a lane that wait, at most so many, with what they say."""
    queued = lane.messages.filter(status=OutMessage.Status.QUEUED)
    return list(queued.order_by("pk").select_related("body")[:most])


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


def release(lane: Lane, next_at: Instant | None) -> None:
    """Give a lane back: to be sent at `next_at`, or at once where messages came meanwhile."""
    with writing():
        mine = Lane.objects.select_for_update(no_key=True).filter(pk=lane.pk, claim=lane.claim).first()
        if mine is None:
            return
        waits = mine.messages.filter(status=OutMessage.Status.QUEUED).order_by("pk").first()
        mine.claim, mine.claimed_until = "", None
        mine.next_at = None if waits is None else (next_at if next_at is not None else waits.created_at)
        mine.save(update_fields=["claim", "claimed_until", "next_at"])
