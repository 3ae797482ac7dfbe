"""A commune with officers of every role, a neighbour, and a procedure to act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from motcua.casework.actor import Actor, actor_of
from motcua.casework.perform import CaseAct, Done, perform
from motcua.casework.reception import Reception, Who, receive
from motcua.catalogue.models import Procedure
from motcua.people.models import Role, SigningAuthority
from motcua.rules.instants import Instant, date_of, local_day
from tests.pages.cast import SINCE, Cast, gather

MONDAY: Instant = 1_780_275_600_000
"""08:00 on Monday 1/6/2026."""
HOUR = 3_600_000
DAY = 24 * HOUR
BIRTH = "1.001193"
"""Đăng ký khai sinh."""


@dataclass
class Office:
    """The office of a commune: acts by the name of a role, at so many milliseconds after Monday 08:00."""

    cast: Cast
    procedure: int

    def who(self, role: str, where: str = "here") -> Actor:
        """An officer as actor."""
        people = {"here": self.cast.of_here, "there": self.cast.of_there}[where]
        unit = {"here": self.cast.here, "there": self.cast.there}[where]
        return actor_of(people[role], unit, date_of(local_day(MONDAY)))

    def user(self, role: str) -> int:
        """The key of an officer's account."""
        return self.cast.of_here[role].pk

    def receive(self, at: int = 0, *, accept: bool = True, **more: object) -> Done:
        """A dossier received at the counter."""
        reception = Reception(self.procedure, Who("Nguyễn Văn Đức", "001099012345"), **more)  # type: ignore[arg-type]
        return receive(reception, self.who(Role.COUNTER), MONDAY + at, accept=accept)

    def act(self, role: str, dossier: int, act: CaseAct, at: int, where: str = "here") -> Done:
        """An act of an officer."""
        return perform(act, dossier, self.who(role, where), MONDAY + at)


@pytest.fixture
def cast(db: None, make_cast: Callable[[], Cast]) -> Cast:
    """The people of two communes and their province."""
    return make_cast()


@pytest.fixture
def office(cast: Cast) -> Office:
    """The office; its chairman may sign everything."""
    for people, unit in ((cast.of_here, cast.here), (cast.of_there, cast.there)):
        SigningAuthority.objects.create(
            user=people[Role.LEADER], unit=unit, form="CHỦ TỊCH", ground="QĐ 01/QĐ-UBND", since=SINCE
        )
    return Office(cast, Procedure.objects.get(code=BIRTH).pk)


@pytest.fixture
def make_cast() -> Callable[[], Cast]:
    """Gathers the cast in the units of the sample."""
    from motcua.catalogue.models import Unit
    from motcua.catalogue.units import add_unit
    from tests.conftest import make_unit

    def made() -> Cast:
        here = make_unit("mau-thu")
        there = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
        return gather(here, there, Unit.objects.get(kind=Unit.Kind.PROVINCE, province=here.province))

    return made
