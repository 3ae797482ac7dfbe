"""Months of an office and its portal in which everything goes wrong: lives by chance, faults by chance, deaths by chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import httpx

from motcua.casework import acts
from motcua.casework.models import Work
from motcua.casework.perform import CaseAct
from motcua.casework.reception import FeeIn, PaperIn
from motcua.casework.refusals import Refused
from motcua.exchange.client import Client
from motcua.exchange.portal.citizens import hand_over, lodge
from motcua.exchange.portal.faults import Faults
from motcua.exchange.portal.portal import DirectPost, Reply
from motcua.exchange.wire.answers import Answer
from motcua.exchange.worker import Worker
from motcua.people.models import Role
from motcua.rules.accounts import CLOSED, WAITING, Account
from motcua.rules.instants import MS_PER_HOUR, MS_PER_MINUTE
from tests.casework.conftest import MONDAY
from tests.exchange.conftest import Exchange

WEATHER = (
    Faults(), Faults(lose=0.4), Faults(drop=0.4), Faults(refuse=0.5), Faults(twice=0.4, garbled=0.3, as_text=0.5),
    Faults(lose=0.2, drop=0.2, refuse=0.2, twice=0.1, garbled=0.2, as_text=0.5),
)  # fmt: skip


class Killed(BaseException):
    """The worker's process is gone, at just this moment."""


@dataclass
class Storm:
    """An office in bad weather; `mortality` is how often a worker dies in a request."""

    there: Exchange
    chance: Random
    mortality: float = 0.05
    deaths: int = 0

    def __post_init__(self) -> None:
        answered = self.there.portal.post

        def post(*request: Any) -> Reply:
            if self.chance.random() < self.mortality:
                raise Killed
            reply = answered(*request)
            if self.chance.random() < self.mortality:
                raise Killed
            return reply

        self.there.portal.post = post  # type: ignore[method-assign,assignment]

    def blow(self, hours: int, weather: Callable[[], Faults], arrivals: float, step: int = 20) -> None:
        """Let hours pass, in steps of at most so many minutes."""
        end = self.there.clock.now + hours * MS_PER_HOUR
        while self.there.clock.now < end:
            self.there.portal.faults = weather()
            if self.chance.random() < arrivals:
                self._arrive()
            for _ in range(2):
                self._act()
            hand_over(self.there.portal.store, self._handed, self.there.clock.now)
            self._work()
            self.there.clock.pass_by(self.chance.randrange(1, step) * MS_PER_MINUTE)

    def calm(self) -> None:
        """The weather gets better, and nobody dies any more."""
        self.mortality, self.there.portal.faults = 0, Faults()
        hand_over(self.there.portal.store, self._handed, self.there.clock.now)
        self.there.drain()

    def _work(self) -> None:
        try:
            self.there.worker.send_due()
        except Killed:
            self.deaths += 1
            portal = self.there.portal
            self.there.worker = Worker(self.there.clock, lambda link: Client(link, DirectPost(portal)))

    def _handed(self, body: dict[str, Any]) -> Answer:
        """The portal hands a dossier over by the same bad network."""
        fault = self.chance.random() if self.mortality else 1
        if fault < 0.2:
            raise httpx.ConnectError("down")
        answer = self.there.post("NhanHoSo", body)
        if fault < 0.4:
            raise httpx.ReadError("lost")
        return answer

    def _arrive(self) -> None:
        if self.chance.random() < 0.5:
            lodge(self.there.portal.store, "H24.99", 1, self.there.clock.now, self.chance)
            return
        fees = (FeeIn("Lệ phí", 8000),) if self.chance.random() < 0.5 else ()
        at = self.there.clock.now - MONDAY
        self.there.office.receive(
            at, fees=fees, papers=(PaperIn("Tờ khai"),), accept=self.chance.random() < 0.8
        )

    def _act(self) -> None:
        works = list(Work.objects.filter(open=True).order_by("pk").values_list("pk", "state"))
        if not works:
            return
        dossier, state = self.chance.choice(works)
        role, act = self.chance.choice(self._possible(Account(state)))
        try:
            self.there.act(role, dossier, act)
        except Refused:
            return

    def _possible(self, state: Account) -> list[tuple[str, CaseAct]]:
        if state is Account.LODGED:
            return [(Role.COUNTER, acts.Accept())] * 3 + [
                (Role.COUNTER, acts.AskCompletion(("Giấy chứng sinh",))),
                (Role.COUNTER, acts.TurnAway("Không thuộc thẩm quyền")),
            ]
        if state is Account.LODGED_SUPPLEMENT:
            return [(Role.COUNTER, acts.ReceiveCompletion())]
        if state in WAITING:
            return [(Role.COUNTER, acts.ReceiveSupplement()), (Role.SPECIALIST, acts.Resume())]
        if state in CLOSED:
            return [(Role.COUNTER, acts.ReturnResult("Ký nhận"))]
        return [
            (Role.HEAD, acts.Assign(self.there.office.user(Role.SPECIALIST))),
            (Role.SPECIALIST, acts.RequestSupplement(("Tờ khai",), "Điều 5")),
            (Role.SPECIALIST, acts.RequestPayment("Thông báo nộp tiền")),
            (Role.SPECIALIST, acts.Pause("Chờ xác minh")),
            (Role.COUNTER, acts.Attach("Giấy tờ")),
            (Role.COUNTER, acts.Stop("Công dân rút")),
            (Role.LEADER, acts.Refuse("Không đủ điều kiện")),
            (Role.LEADER, acts.Finish()),
            (Role.LEADER, acts.Finish()),
        ]
