"""Taking a lane in hand, so that of several workers only one sends for a dossier: a claim with a lease, in the database."""

from __future__ import annotations

import secrets

from django.db.models import F, Q, QuerySet

from motcua.dossiers.bulk import writing
from motcua.exchange.models import Lane, Link, OutMessage
from motcua.rules.instants import MS_PER_MINUTE, Instant

LEASE = 5 * MS_PER_MINUTE
"""Longer than an attempt may take, so that a lease runs out only when its worker is gone."""


def next_lane(now: Instant) -> Lane | None:
    """Claim a lane that has something to send and belongs to nobody; None where there is none."""
    awake = Link.objects.filter(enabled=True).filter(Q(rests_until=None) | Q(rests_until__lte=now))
    links = list(awake.values_list("pk", flat=True))
    if not links:
        return None
    free = Q(claim="") | Q(claimed_until__lte=now)
    waiting = Lane.objects.filter(free, link__in=links, next_at__lte=now).order_by("next_at", "pk")
    if not waiting.exists():
        return None
    with writing():
        # Lanes in the hand of another worker are passed over; SQLite has one writer at a time anyway.
        lane = waiting.select_for_update(skip_locked=True).first()
        if lane is None:
            return None
        lane.claim, lane.claimed_until = secrets.token_hex(16), now + LEASE
        lane.save(update_fields=["claim", "claimed_until"])
    return Lane.objects.select_related("link", "link__unit").get(pk=lane.pk)


def next_message(lane: Lane, now: Instant) -> OutMessage | None:
    """The first message of a lane that waits, the lease renewed; None where there is none or the lane is lost."""
    with writing():
        if not held(lane).update(claimed_until=now + LEASE):
            return None
        message = (
            lane.messages.filter(status=OutMessage.Status.QUEUED)
            .order_by("pk")
            .select_related("body")
            .first()
        )
        if message is not None:
            OutMessage.objects.filter(pk=message.pk).update(attempts=F("attempts") + 1)
    return message


def held(lane: Lane) -> QuerySet[Lane]:
    """The lane's row where it still belongs to this worker."""
    return Lane.objects.filter(pk=lane.pk, claim=lane.claim)


def release(lane: Lane, next_at: Instant | None) -> None:
    """Give a lane back: to be sent at `next_at`, or at once where messages came meanwhile."""
    with writing():
        mine = Lane.objects.select_for_update().filter(pk=lane.pk, claim=lane.claim).first()
        if mine is None:
            return
        waits = mine.messages.filter(status=OutMessage.Status.QUEUED).order_by("pk").first()
        mine.claim, mine.claimed_until = "", None
        mine.next_at = None if waits is None else (next_at if next_at is not None else waits.created_at)
        mine.save(update_fields=["claim", "claimed_until", "next_at"])
