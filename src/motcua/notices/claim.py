"""Taking notices in hand, so that of several workers only one sends: a claim with a lease, in the database alone.

A claim is one short transaction. Whoever is killed afterwards leaves notices that are `sending` with a lease
that runs out; another worker takes those over and finds out what became of them (deliver.py).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from motcua.dossiers.bulk import writing
from motcua.notices.models import Notice
from motcua.rules.instants import MS_PER_MINUTE, Instant

LEASE = 10 * MS_PER_MINUTE
"""Far longer than any channel may take to send, so that a lease runs out only when its worker is gone."""

MOST_GATHERED = 50
_LOOKED_AT = 20
WAITING = (Notice.Status.QUEUED, Notice.Status.FAILED)


@dataclass(frozen=True)
class Claim:
    """The notices of one message, in the hand of one worker."""

    token: str
    notices: Sequence[Notice]

    @property
    def doubtful(self) -> bool:
        """Whether an earlier attempt at them may have arrived."""
        return any(one.in_doubt for one in self.notices)

    @property
    def channel(self) -> str:
        """Their channel."""
        return self.notices[0].channel

    @property
    def unit(self) -> int:
        """Their unit."""
        return self.notices[0].unit_id


def next_claim(now: Instant, resting: Iterable[tuple[int, str]] = ()) -> Claim | None:
    """Claim the next message that is due, or one whose worker is gone; None where there is nothing.

    `resting` are units and channels that are left alone for a while.
    """
    return _left(now) or _due(now, resting)


def _due(now: Instant, resting: Iterable[tuple[int, str]]) -> Claim | None:
    waiting = Notice.objects.filter(status__in=WAITING, next_at__lte=now)
    for unit, channel in resting:
        waiting = waiting.exclude(unit=unit, channel=channel)
    for one in list(waiting.order_by("next_at", "pk")[:_LOOKED_AT]):
        if claim := _taken(_together(one), now):
            return claim
    return None


def _together(one: Notice) -> QuerySet[Notice]:
    """What goes out with a notice: its bundle of before, or what has gathered for its recipient since."""
    waiting = Notice.objects.filter(status__in=WAITING)
    if one.bundle:
        return waiting.filter(bundle=one.bundle)
    if one.gathered:
        return waiting.filter(gathered=one.gathered, bundle="")
    return waiting.filter(pk=one.pk)


def _taken(notices: QuerySet[Notice], now: Instant) -> Claim | None:
    """Claim those of the notices that nobody else has; None where that leaves none."""
    token = secrets.token_hex(16)
    with writing():
        # Rows in the hand of another worker are passed over; SQLite has one writer at a time anyway.
        free = list(notices.select_for_update(skip_locked=True).order_by("pk")[:MOST_GATHERED])
        if not free:
            return None
        bundle = free[0].bundle or f"{free[0].identity}#{free[0].turn}"
        Notice.objects.filter(pk__in=[one.pk for one in free]).update(
            status=Notice.Status.SENDING,
            claim=token,
            claimed_until=now + LEASE,
            attempts=F("attempts") + 1,
            bundle=bundle,
        )
    return _claim(token)


def _left(now: Instant) -> Claim | None:
    """Take over what a worker left that is gone."""
    gone = Q(status=Notice.Status.SENDING, claimed_until__lte=now)
    tokens = Notice.objects.filter(gone).order_by("claimed_until", "pk").values_list("claim", flat=True)
    for old in dict.fromkeys(tokens[:_LOOKED_AT]):
        token = secrets.token_hex(16)
        left = Notice.objects.filter(gone, claim=old)
        if left.update(claim=token, claimed_until=now + LEASE, in_doubt=True):
            return _claim(token)
    return None


def _claim(token: str) -> Claim:
    related = Notice.objects.select_related("unit", "user", "dossier__cell__field", "address")
    return Claim(token, list(related.filter(claim=token, status=Notice.Status.SENDING).order_by("pk")))
