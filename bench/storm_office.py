"""Run as a program beside the storm: an office that takes dossiers in, works on them and hands results over, and decides the
weather at the portal. `python -m bench.storm_office PORTAL COUNTER LODGED`; tells on stdout, in JSON lines, how far it is."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

import django
import httpx

if TYPE_CHECKING:
    from tests.casework.conftest import Office

    from motcua.casework.perform import CaseAct

HOUR = 3_600_000
AWAY_HOURS = 24
WEATHER = (
    "slow=0.01", "slow=0.01", "lose=0.03", "drop=0.03", "refuse=0.02", "twice=0.4,garbled=0.3,as_text=0.5", "slow=0.3",
    "lose=0.01,drop=0.01,refuse=0.01,twice=0.1,garbled=0.2,as_text=0.5,slow=0.02",
)  # fmt: skip
"""All that the portal can do wrong; away altogether besides."""
CHANGES, ACTIVE = 200, 150
"""The weather changes after so many acts; so many dossiers are worked on at a time."""
Step = tuple[str, "CaseAct"]


@dataclass
class Life:
    """The office, its time, and what is to be done with each dossier."""

    office: Office
    portal: str
    counter: int
    lodged: int
    now: int = field(default_factory=lambda: time.time_ns() // 1_000_000 - (AWAY_HOURS + 12) * HOUR)
    chance: Random = field(default_factory=lambda: Random(7))
    plans: dict[int, list[Step]] = field(default_factory=dict)
    last: int = 0
    done: int = 0
    acts: int = 0

    def weather(self, faults: str, hours: int = 0) -> None:
        """Set the portal's faults; a portal that is just dead has none."""
        try:
            httpx.post(f"{self.portal}/loi", data={"faults": faults, "hours": str(hours)}, timeout=5)
        except httpx.HTTPError:
            return

    def work(self, until: Callable[[], bool]) -> None:
        """Act after act, until something is the case."""
        while not until():
            if self.acts % CHANGES == 0:
                self.weather(self.chance.choice(WEATHER))
            self.act()

    def away(self, acts: int) -> None:
        """A day without a portal, in which the work goes on."""
        begun = self.acts
        while self.acts < begun + acts:
            if self.acts % 20 == 0:
                self.weather("", 1000)
            self.now += AWAY_HOURS * HOUR // acts
            self.act()
        self.weather("slow=0.01")

    def act(self) -> None:
        """One dossier is taken in, or the next act is carried out on one."""
        from motcua.casework.perform import perform

        self.now += self.chance.randrange(200)
        self.acts += 1
        if self.acts % 20 == 0:
            self.arrivals()
        if self.counter and len(self.plans) < ACTIVE:
            self.counter -= 1
            made = self.office.who("counter")
            self.plans[self.receive(made)] = self.plan(lodged=False)
            return
        if not self.plans:
            time.sleep(0.05)
            return
        dossier = self.chance.choice(list(self.plans))
        role, act = self.plans[dossier].pop(0)
        perform(act, dossier, self.office.who(role), self.now)
        if not self.plans[dossier]:
            del self.plans[dossier]
            self.done += 1

    def receive(self, actor: Any) -> int:
        """Take a dossier in at the counter."""
        from motcua.casework.reception import FeeIn, PaperIn, Reception, Who, receive_here
        from motcua.dossiers.bulk import writing
        from motcua.rules.measures import Channel

        fees = [FeeIn("Lệ phí", 8000)] if self.chance.random() < 0.5 else []
        who = Who("Nguyễn Văn Đức", "001099012345")
        papers = [PaperIn("Tờ khai")]
        reception = Reception(self.office.procedure, who, Channel.DIRECT, papers=papers, fees=fees)
        with writing():
            return receive_here(reception, actor, self.now, accept=True).dossier

    def arrivals(self) -> None:
        """What citizens lodged at the portal and has come in since."""
        from motcua.casework.models import Work
        from motcua.rules.accounts import Account

        new = Work.objects.filter(pk__gt=self.last, state=Account.LODGED).exclude(pk__in=list(self.plans))
        for dossier in new.order_by("pk").values_list("pk", flat=True):
            self.last = dossier
            self.lodged -= 1
            self.plans[dossier] = self.plan(lodged=True)

    def plan(self, *, lodged: bool) -> list[Step]:
        """What is done with a dossier, up to its end."""
        from motcua.casework import acts

        found: list[Step] = [("counter", acts.Accept())] if lodged else []
        if self.chance.random() < 0.1:
            found += [
                ("specialist", acts.RequestSupplement(("Tờ khai",), "Điều 5")),
                ("counter", acts.ReceiveSupplement()),
            ]
        if self.chance.random() < 0.05:
            return [*found, ("leader", acts.Refuse("Không đủ điều kiện"))]
        return [*found, ("leader", acts.Finish()), ("counter", acts.ReturnResult("Ký nhận"))]

    def tell(self, **what: Any) -> None:
        """Say how far it is."""
        print(json.dumps({"done": self.done, "acts": self.acts, "at": time.time(), **what}), flush=True)


def main(portal: str, counter: int, lodged: int) -> None:
    """A life: bad weather, a day away, bad weather again, until every dossier has been handed over."""
    django.setup()
    from tests.casework.office import new_office

    from motcua.casework.models import SerialRange
    from motcua.exchange.models import Link

    office = new_office()
    # More than a unit's usual five thousand a day.
    SerialRange.objects.update_or_create(
        unit=office.cast.here, defaults={"prefix": "H24.99", "first": 5001, "last": 99_999}
    )
    Link.objects.create(unit=office.cast.here, enabled=True, shape="rest", base=portal, code="H24.99", secret="OUT", secret_in="IN",
                        changed_at=0)  # fmt: skip
    life, whole = Life(office, portal, counter, lodged), counter + lodged
    life.tell(phase="ready")
    life.work(lambda: life.done >= whole // 3)
    life.tell(phase="away")
    life.away(max(48, whole // 4))
    life.tell(phase="back")
    life.work(lambda: not life.counter and life.lodged <= 0 and not life.plans)
    life.weather("slow=0.01")
    life.tell(phase="done")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
