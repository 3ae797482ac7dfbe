"""Whether the period of an address is closed, for the pages that show its figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from motcua.boards.access import UnitRequest
from motcua.boards.asked import Asked, written
from motcua.closing.models import Closing
from motcua.closing.state import known_of, standing


@dataclass(frozen=True)
class Banner:
    """The closing that holds; `present`: the address asks for what is known now all the same."""

    closing: Closing
    present: bool

    @property
    def known_at(self) -> str:
        """The instant of the closing's knowledge as addresses write it."""
        return written(self.closing.as_of)


def banner(request: UnitRequest, wanted: Asked) -> Banner | None:
    """The closing of exactly the days that are asked for, where there is one."""
    closing = standing(request.unit, wanted.period)
    return None if closing is None else Banner(closing, present(request))


def as_closed(request: UnitRequest, wanted: Asked) -> Asked:
    """What is asked for, of a closed period as it was known at its closing, unless the address says otherwise."""
    return replace(wanted, known_at=known_of(request.unit, wanted.period, wanted.known_at, present(request)))


def present(request: UnitRequest) -> bool:
    """Whether an address asks for what is known now, also of a closed period."""
    return request.GET.get("present") == "1"
