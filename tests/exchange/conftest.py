"""An office that is connected to a simulated portal, and a clock that both look at."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.test import Client as Browser

from motcua.boards.exchange import endpoint
from motcua.casework.perform import CaseAct, Done, perform
from motcua.dossiers.models import Dossier
from motcua.exchange.client import Client
from motcua.exchange.models import Lane, Link, OutMessage
from motcua.exchange.portal.portal import DirectPost, Portal
from motcua.exchange.portal.store import Store
from motcua.exchange.wire.answers import Answer, read_answer
from motcua.exchange.worker import Worker
from motcua.rules.instants import Instant
from tests.casework.conftest import MONDAY, Office
from tests.casework.conftest import cast as cast
from tests.casework.conftest import make_cast as make_cast
from tests.casework.conftest import office as office

BASE = "http://portal.example"
THERE, HERE = ("don-vi", "mat khau cua don vi"), ("cong", "mat khau cua cong")
PAY = "khoa-thanh-toan"


@dataclass
class Clock:
    """The present of a test."""

    now: Instant = MONDAY

    def __call__(self) -> Instant:
        return self.now

    def pass_by(self, milliseconds: int) -> None:
        """Let time pass."""
        self.now += milliseconds


@dataclass
class Exchange:
    """The office, its connection, the portal, and a worker between them."""

    office: Office
    link: Link
    portal: Portal
    clock: Clock
    worker: Worker
    chance: Random = field(default_factory=lambda: Random(1))

    def send(self) -> dict[str, int]:
        """Send what is due; gives how many messages ended how."""
        return {str(ending): count for ending, count in self.worker.send_due().items()}

    def drain(self, hours: float = 48) -> None:
        """Send until nothing waits, letting time pass as it has to."""
        end = self.clock.now + round(hours * 3_600_000)
        while Lane.objects.filter(next_at__isnull=False).exists():
            assert self.clock.now < end, "messages still wait"
            self.worker.send_due()
            self.clock.pass_by(30_000)

    def act(self, role: str, dossier: int, act: CaseAct) -> Done:
        """An act at the present instant."""
        return perform(act, dossier, self.office.who(role), self.clock.now)

    def post(self, operation: str, body: Any, account: tuple[str, str] | None = HERE) -> Answer:
        """The portal calls us, in the shape with an address for each operation."""
        return read_answer(self.posted(f"/lien-thong/api/SynsTTHCC/{operation}", body, account).json())

    @staticmethod
    def posted(address: str, body: Any, account: tuple[str, str] | None = HERE) -> Any:
        """The answer to a request of the portal."""
        more = {}
        if account:
            more["HTTP_AUTHORIZATION"] = f"Basic {base64.b64encode(':'.join(account).encode()).decode()}"
        return Browser().post(address, json.dumps(body), content_type="application/json", **more)  # type: ignore[arg-type]

    def sent_states(self, dossier: int) -> list[int | None]:
        """The states that were told of a dossier, in order, each once in a row."""
        states = OutMessage.objects.filter(lane__dossier=dossier, operation="DongBoHoSoMC").order_by("pk")
        return _changes(list(states.values_list("state", flat=True)))

    def agree(self) -> None:
        """Both sides hold the same dossiers, in the same states, that came in the same order."""
        ours = dict(Dossier.objects.filter(work__isnull=False).values_list("pk", "code"))
        assert set(self.portal.store.states()) == set(ours.values())
        sent = _sent_of_each()
        for pk, code in ours.items():
            told, steps = sent[pk, "DongBoHoSoMC"], [body for _state, body in sent[pk, "CapNhatTienDoHoSoMC"]]
            assert self.portal.store.history(code) == _changes([state for state, _body in told]), code
            # The same step by the same person in the same second is one for the portal.
            once = [step for n, step in enumerate(steps) if step not in steps[:n]]
            assert self.portal.store.steps(code) == once, code
            assert self.portal.store.body(code) == told[-1][1], code
        assert not OutMessage.objects.exclude(status=OutMessage.Status.SENT).exists()


def _sent_of_each() -> dict[tuple[int, str], list[tuple[int | None, Any]]]:
    """State and body of every message, by dossier and operation: read at once, for in one long transaction
    PostgreSQL has no statistics to ask for each dossier by."""
    found: dict[tuple[int, str], list[tuple[int | None, Any]]] = defaultdict(list)
    columns = ("lane__dossier", "operation", "state", "body__data")
    for dossier, operation, state, body in OutMessage.objects.order_by("pk").values_list(*columns):
        found[dossier, operation].append((state, body))
    return found


def _changes(states: list[int | None]) -> list[int | None]:
    """States in order, each once in a row."""
    return [state for n, state in enumerate(states) if n == 0 or states[n - 1] != state]


@pytest.fixture
def make_exchange(
    office: Office, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Exchange]]:
    """Makes the connected office."""
    settings.EXCHANGE_ORIGINS = [BASE]
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_OUT", ":".join(THERE))
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_IN", ":".join(HERE))
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_PAY", PAY)
    clock, store = Clock(), Store()
    monkeypatch.setattr(endpoint, "now", clock)

    def make(shape: str = "adapter") -> Exchange:
        link = Link.objects.create(
            unit=office.cast.here, enabled=True, shape=shape, base=BASE, code="H24.99", secret="OUT", secret_in="IN",
            secret_pay="PAY", changed_at=0,
        )  # fmt: skip
        portal = Portal(store, clock, THERE, seed=1)
        return Exchange(
            office, link, portal, clock, Worker(clock, lambda one: Client(one, DirectPost(portal)))
        )

    yield make
    store.close()


@pytest.fixture
def exchange(make_exchange: Callable[..., Exchange]) -> Exchange:
    """The connected office."""
    return make_exchange()
