"""Sending the messages of claimed lanes, and recording what became of each.

The lanes take turns, a message each. What was answered to a turn is recorded in one transaction, before the next message
of any of these lanes goes out: of a dossier at most one message is on its way or not yet recorded.

A message may arrive though its answer is lost. It is sent again then: the portal knows a dossier by its code, so that
the same message twice is one; a new dossier that is «already there» is sent as a change, and a change of one that is not
there as new.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence

from django.db import DatabaseError

from motcua.exchange.claim import Queued, still_held, waiting_messages
from motcua.exchange.client import Client, Unreachable
from motcua.exchange.models import Lane, Link
from motcua.exchange.recording import Ending, News, Told, answered, failed, write_down
from motcua.exchange.wire.answers import ERROR, Answer, Verdict
from motcua.exchange.wire.operations import ARRAYS, Operation
from motcua.rules.instants import Instant

log = logging.getLogger("motcua.exchange")

AT_ONCE = 50
"""How many messages of one lane are sent before others have their turn."""
UNRECORDED_SECONDS = 0.25
"""An answer waits no longer for others with which it is recorded, but for the one that is being asked for."""
BEGIN_SECONDS = 1.0
"""A lane that has not had a turn by then is given back: where the portal is slow, other workers can have it."""
_RECORD_TRIES, _RECORD_PAUSE = 20, 1.5
_FLIPS = {Verdict.EXISTS: True, Verdict.MISSING: False}


def deliver(
    lanes: Sequence[Lane],
    client_of: Callable[[Link], Client],
    clock: Callable[[], Instant],
    going: Callable[[], bool] = lambda: True,
) -> Counter[Ending]:
    """Send what waits in lanes of one claim, each until something fails in it, and give them back.

    `clock` gives the present instant; once `going` is false nothing more is sent. Gives how many messages ended how.
    """
    delivery = Delivery(lanes, client_of, clock)
    try:
        while delivery.goes_on and going():
            delivery.turn()
        delivery.end()
    except Exception:
        # What one message breaks is its own lane's; that stays claimed until its lease ends.
        delivery.end()
        raise
    return delivery.counts


class Delivery:
    """Lanes in hand and what waits in them."""

    def __init__(
        self, lanes: Sequence[Lane], client_of: Callable[[Link], Client], clock: Callable[[], Instant]
    ) -> None:
        self.client_of, self.clock = client_of, clock
        self.counts = Counter[Ending]()
        queued = waiting_messages(lanes, AT_ONCE)
        self._queues = {lane.pk: deque(queued[lane.pk]) for lane in lanes}
        self._lanes = {lane.pk: lane for lane in lanes}
        self._claim, self._news = lanes[0].claim, News()
        self._begin_until = time.monotonic() + BEGIN_SECONDS
        self._begun, self._answered_since = set[int](), 0.0

    @property
    def goes_on(self) -> bool:
        """Whether any lane is in hand."""
        return bool(self._lanes)

    def turn(self) -> None:
        """Send a message of each lane, and record what became of them."""
        for lane in list(self._lanes.values()):
            if self._has_a_turn(lane):
                self._send(lane)
                self._end_of_turn(lane.pk)
            if self._news.told and time.monotonic() - self._answered_since > UNRECORDED_SECONDS:
                self._record()
        self._record()

    def _end_of_turn(self, pk: int) -> None:
        if pk in self._lanes and not self._queues[pk]:
            self._give_back(pk)

    def end(self) -> None:
        """Record what was answered, and give all lanes back that are in hand."""
        for pk in list(self._lanes):
            self._give_back(pk)
        self._record()

    def _has_a_turn(self, lane: Lane) -> bool:
        """Whether a lane sends now; those that do not any more are given back, those that were lost let go."""
        if lane.pk not in self._lanes:
            return False
        late = self._begun and lane.pk not in self._begun and time.monotonic() > self._begin_until
        if late or not self._queues[lane.pk]:
            self._give_back(lane.pk)
            return False
        if not still_held(lane, self.clock()):
            del self._lanes[lane.pk]
            return False
        return True

    def _send(self, lane: Lane) -> None:
        self._begun.add(lane.pk)
        message = self._queues[lane.pk].popleft()
        # Out of hand until its answer is there: what breaks here is not given back at once, to break again.
        del self._lanes[lane.pk]
        try:
            answer = sent(lane, message, self.client_of(lane.link))
        except Unreachable as error:
            self._failed(lane, message, error)
            return
        self._lanes[lane.pk] = lane
        self._answer(lane, message, answer)
        answered(lane.link, self.clock())

    def _answer(self, lane: Lane, message: Queued, answer: Answer) -> None:
        ending = Ending.SENT if answer.verdict() is Verdict.DONE else Ending.REFUSED
        known = lane.known or (ending is Ending.SENT and message.operation == Operation.SYNC)
        if lane.attempts or lane.error or known != lane.known:
            self._news.known[lane.pk] = known
            lane.attempts, lane.error, lane.known = 0, "", known
        if not self._news.told:
            self._answered_since = time.monotonic()
        self._news.told.append(Told(lane.pk, message.pk, ending, answer.code, answer.message, self.clock()))
        log.info("message %s %s: %s", message.pk, message.operation, ending)

    def _failed(self, lane: Lane, message: Queued, error: Unreachable) -> None:
        """Give the lane back, to be tried later, and with it all of a connection that rests."""
        self.counts[Ending.FAILED] += 1
        now = self.clock()
        self._news.back[lane.pk] = failed(lane, message.pk, error.reason, now, for_all=error.for_all)
        log.info("lane %s failed %s times", lane.pk, lane.attempts)
        if lane.link.rests_until is not None and lane.link.rests_until > now:
            for pk in [pk for pk, one in self._lanes.items() if one.link_id == lane.link_id]:
                self._give_back(pk)

    def _give_back(self, pk: int) -> None:
        del self._lanes[pk]
        self._news.back[pk] = None

    def _record(self) -> None:
        """Write down what is new. A database that is busy is asked again, for what was taken has to be known."""
        news, self._news = self._news, News()
        for tries_left in reversed(range(_RECORD_TRIES)):
            try:
                ours = write_down(self._claim, news)
                break
            except DatabaseError:
                if not tries_left:
                    raise
                time.sleep(_RECORD_PAUSE)
        self.counts.update(one.ending for one in news.told if one.lane in ours)
        for pk in news.lanes - ours:
            self._lanes.pop(pk, None)


def sent(lane: Lane, message: Queued, client: Client) -> Answer:
    """Send one message and give the portal's word on it: done, or refused for what it says. Raises Unreachable."""
    body = json.loads(message.text) if message.text else None
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
