"""What was received of each procedure in a period, and the statement of a single one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from motcua.ledger.lists import EVER
from motcua.ledger.named_sql import rows
from motcua.ledger.statement import Statement
from motcua.rules.accounts import NOT_RECEIVED, OPEN
from motcua.rules.instants import Instant, day_of
from motcua.rules.measures import Cell
from motcua.rules.periods import Period


class Received(NamedTuple):
    """Dossiers of a procedure (key) received in a period, by channel number and by what was due and paid."""

    procedure: int
    channel: int
    fee_due: int
    paid_online: int
    received: int


def received_by_procedure(
    units: Sequence[int], period: Period, known_at: Instant | None = None
) -> list[Received]:
    """What units (keys) received of each procedure in a period, as known now or at an instant (ms UTC)."""
    values = _span(units, period, known_at)
    values |= {"origins": sorted(map(int, NOT_RECEIVED)), "targets": sorted(map(int, OPEN))}
    return [Received(*row) for row in rows("received_by_procedure", values)]


def statement_of_procedure(
    units: Sequence[int], period: Period, procedure: int, known_at: Instant | None = None
) -> Statement:
    """The statement of one procedure (key), read from the moves: balances are not kept by procedure."""
    values = _span(units, period, known_at) | {"procedure": procedure}
    found = rows("statement_known_at", values, variant="of_procedure")
    return Statement(period, known_at, tuple(Cell(*row) for row in found))


def _span(units: Sequence[int], period: Period, known_at: Instant | None) -> dict[str, int | list[int]]:
    return {
        "units": list(units),
        "first_day": day_of(period.first),
        "end_day": day_of(period.last) + 1,
        "known_at": EVER if known_at is None else known_at,
    }
