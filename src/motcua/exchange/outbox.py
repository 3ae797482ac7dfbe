"""Writing messages to the portal, in the transaction of the act they tell of: what is rolled back was never told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from motcua.catalogue.quick import later, run
from motcua.catalogue.rows import add_each, add_later, columns, read, those
from motcua.dossiers.bulk import writing
from motcua.exchange.models import InBody, Lane, Link, OutBody, OutMessage
from motcua.exchange.wire.schema import Problem
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Draft:
    """A message to be written: its operation and what it carries; `identity` is one's own name for it in its lane."""

    operation: str
    identity: str
    data: Any
    state: int | None = None


def lane_of(link: Link, about: str, dossier: int | None = None) -> Lane:
    """The lane of what messages are about, locked; call it inside a transaction. `dossier` is a key."""
    lane = _locked(link, about)
    if lane is None:
        made = run(f"{_NEW_LANE} DO NOTHING RETURNING {columns(Lane)}", _new_lane(link, about, dossier))
        # Where nothing was made, somebody else has just made it.
        lane = read(Lane, made[0]) if made else _locked(link, about)
        assert lane is not None, "a lane that was just written is there"  # noqa: S101
    return lane


def mark_born_there(link: Link, dossier: int) -> None:
    """Note that a dossier (its key) was lodged at the portal: its states are told by the portal's code too."""
    values = _new_lane(link, about_dossier(dossier), dossier, born_there=True)
    later(f"{_NEW_LANE} DO UPDATE SET born_there = EXCLUDED.born_there", values)


def _new_lane(link: Link, about: str, dossier: int | None, *, born_there: bool = False) -> tuple[Any, ...]:
    return (link.pk, about, dossier, False, born_there, 0, "", "")


_NEW_LANE = """
INSERT INTO exchange_lane (link_id, about, dossier_id, known, born_there, attempts, claim, error)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (link_id, about)
"""


def _locked(link: Link, about: str) -> Lane | None:
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    found = those(Lane, f"link_id = %s AND about = %s{lock}", (link.pk, about))
    return found[0] if found else None


def about_dossier(dossier: int) -> str:
    """What the lane of a dossier (its key) is called."""
    return f"dossier:{dossier}"


def put(lane: Lane, drafts: Sequence[Draft], now: Instant, *, new: bool = False) -> int:
    """Write messages into a lane that is locked, in their order; gives how many are new.

    `new`: nobody can have written them before, for what they tell has only just been written itself.
    """
    fresh = drafts if new else _unknown(lane, drafts)
    messages = [
        OutMessage(lane=lane, identity=one.identity, operation=one.operation, state=one.state, created_at=now)
        for one in fresh
    ]
    # One statement gives them keys in their order, which is that in which they are sent.
    add_each(*messages)
    add_later(
        *(OutBody(message=message, data=one.data) for message, one in zip(messages, fresh, strict=True))
    )
    if fresh and lane.next_at is None:
        lane.next_at = now
        later("UPDATE exchange_lane SET next_at = %s WHERE id = %s", (now, lane.pk))
    return len(fresh)


def _unknown(lane: Lane, drafts: Sequence[Draft]) -> list[Draft]:
    names = [draft.identity for draft in drafts]
    known = set(lane.messages.filter(identity__in=names).values_list("identity", flat=True))
    return [draft for draft in drafts if draft.identity not in known]


def put_unfit(lane: Lane, draft: Draft, problems: Sequence[Problem], now: Instant) -> None:
    """Write a message that cannot be sent as it is: it goes to the list of the refused, with the reasons."""
    message, made = OutMessage.objects.get_or_create(
        lane=lane, identity=draft.identity,
        defaults={
            "operation": draft.operation, "state": draft.state, "created_at": now, "ended_at": now,
            "status": OutMessage.Status.REFUSED,
        },
    )  # fmt: skip
    if made:
        reasons = "; ".join(map(str, problems))
        OutBody.objects.create(message=message, data=draft.data, answer=f"Chưa gửi: {reasons}")


def send_again(message: OutMessage, now: Instant) -> int:
    """Send a message once more, and after it all later ones of its lane, so that their order stays; gives how many.

    Whoever has the lane in hand loses it: what he is sending is sent again in its turn.
    """
    return _again(OutMessage.objects.filter(lane=message.lane_id, pk__gte=message.pk), now)


def replay(link: Link, since: Instant, now: Instant) -> int:
    """Send everything of a connection again that was written from an instant on; gives how many messages."""
    first = OutMessage.objects.filter(lane__link=link, created_at__gte=since).order_by("lane", "pk")
    firsts: dict[int, int] = {}
    for lane, pk in first.values_list("lane", "pk"):
        firsts.setdefault(lane, pk)
    return sum(_again(OutMessage.objects.filter(lane=lane, pk__gte=pk), now) for lane, pk in firsts.items())


def _again(messages: QuerySet[OutMessage], now: Instant) -> int:
    with writing():
        lanes = list(Lane.objects.select_for_update(no_key=True).filter(pk__in=messages.values("lane")))
        count = 0
        # What was erased is not there to be sent.
        ended = messages.exclude(status=OutMessage.Status.QUEUED).filter(body__isnull=False)
        for message in ended.order_by("pk"):
            message.status, message.attempts, message.ended_at = OutMessage.Status.QUEUED, 0, None
            message.turn, message.answer_code = message.turn + 1, None
            message.save(update_fields=["status", "attempts", "ended_at", "turn", "answer_code"])
            count += 1
        for lane in lanes:
            lane.next_at, lane.attempts, lane.claim, lane.claimed_until, lane.error = now, 0, "", None, ""
            lane.save(update_fields=["next_at", "attempts", "claim", "claimed_until", "error"])
    return count


def forget(dossier: int) -> None:
    """Erase what ended messages about a dossier (its key) said, out and in; that they were sent stays known."""
    ended = OutMessage.objects.filter(lane__dossier=dossier).exclude(status=OutMessage.Status.QUEUED)
    OutBody.objects.filter(message__in=ended).delete()
    InBody.objects.filter(message__dossier=dossier).delete()
