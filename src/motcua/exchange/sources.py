"""What casework knows and the exchange has to ask: it registers here, because the exchange does not know casework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.models import Unit
from motcua.exchange.wire.filed import Filed
from motcua.exchange.wire.payment import Confirmation, Owed
from motcua.rules.instants import Instant


class Held(Exception):
    """A message that is right but cannot be taken now; `reason`, in Vietnamese, is for whoever looks at it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason[:300]


Take = Callable[[Filed, Unit, Instant], int]
"""Takes a filed dossier in, in the transaction of the message; gives the dossier's key. Raises Held."""
Show = Callable[[str, Unit, Instant], dict[str, Any] | None]
"""What the portal may know of a dossier of a unit or one below it, by its code; nothing personal."""
Owing = Callable[[str, Unit, Instant], Owed | None]
"""What a dossier owes, by its code."""
Pay = Callable[[Confirmation, Unit, Instant], int]
"""Records a payment; gives the dossier's key. Raises Held."""


Fetch = Callable[[Callable[[], Instant]], int]
"""Fetches files of lodged dossiers whose time has come; gives how many."""


@dataclass
class Sources:
    """What is registered."""

    take: Take | None = None
    show: Show | None = None
    owing: Owing | None = None
    pay: Pay | None = None
    fetch: Fetch | None = None


SOURCES = Sources()
