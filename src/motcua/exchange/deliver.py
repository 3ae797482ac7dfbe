"""Sending the messages of a claimed lane, and recording what became of each.

A message may arrive though its answer is lost. It is sent again then: the portal knows a dossier by its code, so that
the same message twice is one; a new dossier that is «already there» is sent as a change, and a change of one that is not
there as new.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from random import random

from django.db import DatabaseError
from django.db.models import F

from motcua.catalogue.quick import run
from motcua.dossiers.bulk import writing
from motcua.exchange.claim import held, release, still_held, waiting_messages
from motcua.exchange.client import Client, Unreachable
from motcua.exchange.models import Lane, Link, OutMessage
from motcua.exchange.pauses import pause
from motcua.exchange.wire.answers import ERROR, Answer, Verdict
from motcua.exchange.wire.operations import ARRAYS, Operation
from motcua.rules.instants import Instant

log = logging.getLogger("motcua.exchange")

AT_ONCE = 50
"""How many messages of one lane are sent before others have their turn."""
TOGETHER = 3
"""So many failures in a row, and the whole connection rests."""
ANSWERED_EVERY = 10_000
"""So many milliseconds may pass before it is noted again that the portal answers."""
_RECORD_TRIES, _RECORD_PAUSE = 20, 1.5
_FLIPS = {Verdict.EXISTS: True, Verdict.MISSING: False}


class Ending(StrEnum):
    """What became of an attempt."""

    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"


def deliver(lane: Lane, client: Client, clock: Callable[[], Instant]) -> Counter[Ending]:
    """Send what waits in a claimed lane until something fails; `clock` gives the present instant."""
    counts, next_at = Counter[Ending](), None
    for message in waiting_messages(lane, AT_ONCE):
        if not still_held(lane, clock()):
            break
        try:
            answer = sent(lane, message, client)
        except Unreachable as error:
            counts[Ending.FAILED] += 1
            next_at = _failed(lane, message, error, clock())
            break
        ending = _ended(lane, message, answer, clock)
        if ending is None:
            break
        counts[ending] += 1
    release(lane, next_at)
    return counts


def sent(lane: Lane, message: OutMessage, client: Client) -> Answer:
    """Send one message and give the portal's word on it: done, or refused for what it says. Raises Unreachable."""
    body = message.body.data if hasattr(message, "body") else None
    if not body:
        return Answer(ERROR, "Không còn nội dung để gửi.")
    data = [body] if message.operation in ARRAYS and not isinstance(body, list) else body
    updating = lane.known if message.operation == Operation.SYNC else None
    answer = client.ask(message.operation, data, updating=updating)
    if message.operation == Operation.SYNC and _FLIPS.get(answer.verdict(), updating) != updating:
        answer = client.ask(message.operation, data, updating=not updating)
    if answer.verdict() in (Verdict.LATER, Verdict.SIGN_IN):
        raise Unreachable(f"Cổng báo chưa nhận được (mã {answer.code}).", for_all=True)
    return answer


def _ended(lane: Lane, message: OutMessage, answer: Answer, clock: Callable[[], Instant]) -> Ending | None:
    """Record an answer; None where the lane has been lost meanwhile. A database that is busy is asked again, for what was
    taken has to be known."""
    ending = Ending.SENT if answer.verdict() is Verdict.DONE else Ending.REFUSED
    for tries_left in reversed(range(_RECORD_TRIES)):
        try:
            mine = _record(lane, message, answer, ending, clock())
            break
        except DatabaseError:
            if not tries_left:
                raise
            time.sleep(_RECORD_PAUSE)
    log.info("message %s %s: %s", message.pk, message.operation, ending)
    return ending if mine else None


_LANE = """
UPDATE exchange_lane SET attempts = 0, error = '', known = %s WHERE id = %s AND claim = %s RETURNING id
"""
_MESSAGE = """
UPDATE exchange_outmessage SET status = %s, ended_at = %s, answer_code = %s, attempts = attempts + 1
WHERE id = %s AND status = 'queued'
"""
_BODY = "UPDATE exchange_outbody SET answer = %s WHERE message_id = %s"
_LINK = """
UPDATE exchange_link SET failures = 0, rests_until = NULL, answered_at = %s, error = '' WHERE id = %s
"""


def _record(lane: Lane, message: OutMessage, answer: Answer, ending: Ending, now: Instant) -> bool:
    """Write down what became of a message; gives whether the lane was still this worker's."""
    lane.known = lane.known or (ending is Ending.SENT and message.operation == Operation.SYNC)
    with writing():
        if not run(_LANE, (lane.known, lane.pk, lane.claim)):
            return False
        run(_MESSAGE, (ending.value, now, answer.code, message.pk))
        run(_BODY, (answer.message, message.pk))
    # Apart, so that nobody holds a lane while he waits for the connection's row.
    if _news(lane.link, now):
        with writing():
            run(_LINK, (now, lane.link_id))
    return True


def _news(link: Link, now: Instant) -> bool:
    """Whether it has to be noted that the portal answers: it was away, or nobody has noted it for a while. All workers
    write to this one row, and none should wait for another."""
    known = link.answered_at is not None and now - link.answered_at < ANSWERED_EVERY
    if known and not link.failures and link.rests_until is None and not link.error:
        return False
    link.answered_at, link.failures, link.rests_until, link.error = now, 0, None, ""
    return True


def _failed(lane: Lane, message: OutMessage, error: Unreachable, now: Instant) -> Instant:
    """Record that nothing came of an attempt; gives when the lane is tried again. The connection rests where all would fail."""
    with writing():
        if held(lane).update(attempts=F("attempts") + 1, error=error.reason[:300]):
            lane.attempts += 1
            OutMessage.objects.filter(pk=message.pk).update(attempts=F("attempts") + 1)
    with writing():
        _let_rest(Link.objects.select_for_update(no_key=True).get(pk=lane.link_id), error, now)
    log.info("lane %s failed %s times", lane.pk, lane.attempts)
    # Chance spreads the attempts; it guards nothing.
    return now + pause(lane.attempts, random())  # noqa: S311


def _let_rest(link: Link, error: Unreachable, now: Instant) -> None:
    """Count a failure of a connection. Workers that all find at one moment that nobody is there count as one: the pause
    grows with how long the portal is away, not with how many ask."""
    link.error = error.reason[:300]
    if link.rests_until is None or link.rests_until <= now:
        link.failures += 1
        if error.for_all or link.failures >= TOGETHER:
            # Chance spreads the attempts; it guards nothing.
            link.rests_until = now + pause(link.failures, random())  # noqa: S311
    link.save(update_fields=["failures", "error", "rests_until"])
