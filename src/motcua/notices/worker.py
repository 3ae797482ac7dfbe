"""Sending what is due, for as long as one is asked to: several workers may run at once."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections

from motcua.notices.claim import next_claim
from motcua.notices.deliver import Ending, deliver
from motcua.notices.reminders import remind, turn_to_remind
from motcua.rules.instants import MS_PER_MINUTE, Instant

log = logging.getLogger("motcua.notices")

POLL_SECONDS = 5.0
REST = MS_PER_MINUTE
"""How long a channel of a unit is left alone after it could not be reached."""


class Worker:
    """Sends what is due, one message after the other; `clock` gives the present instant."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self.clock = clock
        self.stopped = threading.Event()
        self._resting: dict[tuple[int, str], Instant] = {}

    def send_due(self) -> Counter[Ending]:
        """Send until nothing is due or somebody has said stop; gives how many notices ended how."""
        counts = Counter[Ending]()
        while not self.stopped.is_set():
            now = self.clock()
            self._resting = {key: until for key, until in self._resting.items() if until > now}
            claim = next_claim(now, self._resting)
            if claim is None:
                break
            done = deliver(claim, self.clock)
            counts += done.counts
            if done.rest:
                self._resting[claim.unit, claim.channel] = self.clock() + REST
        return counts

    def remind(self) -> int:
        """Queue the reminders that have become due, where it is this worker's turn; gives how many are new."""
        now = self.clock()
        return remind(now) if turn_to_remind(now) else 0

    def run(self) -> None:
        """Remind and send until somebody has said stop; a message that is being sent is finished first."""
        while not self.stopped.is_set():
            try:
                close_old_connections()
                self.remind()
                self.send_due()
            except DatabaseError as error:
                log.warning("the database does not answer: %s", type(error).__name__)
            except Exception:
                log.exception("a notice could not be dealt with")
            self.stopped.wait(POLL_SECONDS)
        connections.close_all()

    def stop(self) -> None:
        """Say stop; whoever waits for `run` may wait until the message in hand is sent."""
        self.stopped.set()
