"""Sending what waits and taking what live sources have, for as long as one is asked to; several may run at once."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections

from motcua.exchange.claim import next_lanes
from motcua.exchange.client import Client
from motcua.exchange.deliver import deliver
from motcua.exchange.live.taking import take_due
from motcua.exchange.models import Link
from motcua.exchange.recording import Ending
from motcua.exchange.sources import SOURCES
from motcua.rules.instants import Instant

log = logging.getLogger("motcua.exchange")

POLL_SECONDS = 2.0
LANES = 10
"""So many lanes take turns: their answers are recorded together."""


class Worker:
    """Sends one lane after the other; `clock` gives the present instant, `connect` a client for a connection."""

    def __init__(self, clock: Callable[[], Instant], connect: Callable[[Link], Client] = Client) -> None:
        self.clock, self.connect = clock, connect
        self.stopped = threading.Event()
        self._clients: dict[tuple[int, int], Client] = {}

    def send_due(self) -> Counter[Ending]:
        """Send until nothing is due or somebody has said stop; gives how many messages ended how."""
        counts = Counter[Ending]()
        while not self.stopped.is_set():
            lanes = next_lanes(self.clock(), LANES)
            if not lanes:
                break
            counts += deliver(lanes, self._client, self.clock, lambda: not self.stopped.is_set())
        return counts

    def _client(self, link: Link) -> Client:
        """The client of a connection; a new one where its settings have changed."""
        key = (link.pk, link.changed_at)
        if key not in self._clients:
            self._clients[key] = self.connect(link)
        return self._clients[key]

    def run(self) -> None:
        """Send until somebody has said stop; the turn that is being sent is finished first. Live sources, and files of lodged
        dossiers, are looked at beside it: whoever is slow there keeps no message waiting."""
        beside = threading.Thread(target=self._look_beside, name="exchange-sources")
        beside.start()
        try:
            self._again_and_again(self.send_due)
        finally:
            self.close()
            beside.join()

    def _look_beside(self) -> None:
        try:
            self._again_and_again(self._take_due, self._fetch)
        finally:
            connections.close_all()

    def _take_due(self) -> None:
        take_due(self.clock, lambda: not self.stopped.is_set())

    def _fetch(self) -> None:
        if SOURCES.fetch is not None:
            SOURCES.fetch(self.clock)

    def _again_and_again(self, *works: Callable[[], object]) -> None:
        while not self.stopped.is_set():
            for work in works:
                _tried(work)
            self.stopped.wait(POLL_SECONDS)

    def close(self) -> None:
        """Give the connections of this thread back."""
        for client in self._clients.values():
            client.close()
        connections.close_all()

    def stop(self) -> None:
        """Say stop; whoever waits for `run` may wait until the turn in hand is sent, and the source in hand looked at."""
        self.stopped.set()


def _tried(work: Callable[[], object]) -> None:
    """Do some work; what goes wrong is told in the log, and it is tried again later."""
    try:
        close_old_connections()
        work()
    except DatabaseError as error:
        log.warning("the database does not answer: %s", type(error).__name__)
    except Exception as error:
        # The text of an error may hold what somebody filed.
        log.error("%s failed: %s", getattr(work, "__name__", work), type(error).__name__)
