"""Where those who keep dossiers tell which due instants hang on the calendar, and hear that it changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias

from motcua.casework.calendar_change import open_own, redate
from motcua.catalogue.changes import Author
from motcua.hub.open_clocks import open_clocks
from motcua.hub.redating import redate_reported
from motcua.rules.moved_dues import MovedDue, OpenDossier

Provider: TypeAlias = Callable[[Collection[int]], Iterable[OpenDossier]]
"""Given the keys of units: their open dossiers whose due instant our clock works out, `key` that of the dossier."""

Settler: TypeAlias = Callable[[Sequence[MovedDue], Author], None]
"""Called in the transaction that changes the calendar, with the due instants that move."""

PROVIDERS: list[Provider] = [open_clocks, open_own]
SETTLERS: list[Settler] = [redate, redate_reported]


def open_dossiers(units: Collection[int]) -> list[OpenDossier]:
    """All open dossiers of units whose due instant hangs on the calendar; each dossier is given by one provider."""
    return [dossier for provider in PROVIDERS for dossier in provider(units)]


def settle(moved: Sequence[MovedDue], by: Author) -> None:
    """Tell everybody that due instants have moved."""
    for settler in SETTLERS:
        settler(moved, by)
