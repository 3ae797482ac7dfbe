"""Faults on demand: how the simulated portal behaves badly, and how often."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any

from motcua.rules.instants import Instant


class BadFaults(ValueError):
    """Faults that cannot be understood."""

    def __init__(self, text: str) -> None:
        names = ", ".join(one.name for one in fields(Faults) if one.name != "until")
        super().__init__(f"Không hiểu lỗi “{text}”. Viết như lose=0.1,slow=2; có: {names}.")


@dataclass(frozen=True)
class Faults:
    """Shares from 0 to 1, but for `slow`, seconds that an answer takes. `until`: under repair up to an instant.

    `refuse` answers that it is overloaded, `lose` keeps what came and loses the answer, `drop` loses what came, `twice`
    gives the answer two times over, `garbled` gives it in another encoding, `as_text` gives error_code as text. Of the public
    figures: `blocked` by the wall, `cut` off in the middle, `null` for every number, `mistaken` about another unit.
    """

    slow: float = 0
    refuse: float = 0
    lose: float = 0
    drop: float = 0
    twice: float = 0
    garbled: float = 0
    as_text: float = 0
    blocked: float = 0
    cut: float = 0
    null: float = 0
    mistaken: float = 0
    until: Instant = 0

    @classmethod
    def parse(cls, text: str) -> Faults:
        """Faults as people write them: «lose=0.1,slow=2». Raises BadFaults."""
        found = cls()
        for part in filter(None, (part.strip() for part in text.split(","))):
            name, _, value = part.partition("=")
            known = {one.name for one in fields(cls)} - {"until"}
            try:
                number = float(value or 1)
            except ValueError as error:
                raise BadFaults(part) from error
            if name not in known or not 0 <= number <= (60 if name == "slow" else 1):
                raise BadFaults(part)
            changed: dict[str, Any] = {name: number}
            found = replace(found, **changed)
        return found

    def __str__(self) -> str:
        told = ((one.name, getattr(self, one.name)) for one in fields(self) if one.name != "until")
        return ",".join(f"{name}={value:g}" for name, value in told if value)


def happens(share: float, chance: Random) -> bool:
    """Whether a fault of this share happens now."""
    return share > 0 and chance.random() < share
