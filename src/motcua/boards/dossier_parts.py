"""What the pages of every dossier show alike: its moves in the ledger, the days off around its term."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.catalogue.calendars import day_notes
from motcua.dossiers.models import Dossier
from motcua.dossiers.words import ACCOUNTS
from motcua.ledger.models import Move
from motcua.rules.instants import MS_PER_DAY, Day, Instant, local_day


@dataclass(frozen=True)
class Moved:
    """A move in words; `back` where it takes an earlier one back, `ahead` where its time has not come."""

    origin: str
    target: str
    effect_at: Instant
    recorded_at: Instant
    back: bool
    ahead: bool


def days_off(dossier: Dossier) -> dict[Day, str]:
    """Names of days off around the dossier's term."""
    begin = dossier.received_at or 0
    end = max(dossier.due_at or begin, begin) + 31 * MS_PER_DAY
    return day_notes(dossier.unit_id, local_day(begin), local_day(end))


def moves_of(dossier: int, present: Instant) -> list[Moved]:
    """The moves of a dossier in the order in which they take effect."""
    found = Move.objects.filter(dossier=dossier).order_by("effect_at", "recorded_at", "id")
    return [
        Moved(
            str(ACCOUNTS[move.from_account]),
            str(ACCOUNTS[move.to_account]),
            move.effect_at,
            move.recorded_at,
            move.n < 0,
            move.effect_at > present,
        )
        for move in found
    ]
