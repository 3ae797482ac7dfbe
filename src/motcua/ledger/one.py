"""Posting one dossier's moves as an act changes them: the same entries as in bulk, without columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from motcua.catalogue.quick import run
from motcua.dossiers.bulk import insert_few
from motcua.ledger import rolled
from motcua.ledger.balances import add_entries
from motcua.ledger.post import COLUMNS, lock_books
from motcua.rules import instants
from motcua.rules.instants import Instant
from motcua.rules.moves import RULES_VERSION


class Entry(NamedTuple):
    """A move as the ledger keeps it: unit, cell, accounts from and to, instant of effect."""

    unit: int
    cell: int
    from_account: int
    to_account: int
    effect_at: Instant


_STANDING = """
SELECT unit_id, cell_id, from_account, to_account, effect_at, SUM(n) FROM ledger_move
WHERE dossier_id = %s GROUP BY 1, 2, 3, 4, 5 HAVING SUM(n) <> 0
"""


def post_dossier(dossier: int, wanted: Iterable[Entry], now: Instant, *, new: bool = False) -> None:
    """Enter what has to change for the dossier's standing moves to become `wanted`, recorded at `now`.

    Of a `new` dossier nothing stands yet.
    """
    difference = Counter(wanted)
    if not new:
        difference.subtract(_standing(dossier))
    by_unit: dict[int, list[tuple[Entry, int]]] = defaultdict(list)
    for entry, n in difference.items():
        if n:
            by_unit[entry.unit].append((entry, n))
    # In one order, so that two dossiers on their way in opposite directions never wait for each other.
    for unit in sorted(by_unit):
        lock_books(unit)
        _enter(dossier, unit, by_unit[unit], now)


def _standing(dossier: int) -> Counter[Entry]:
    return Counter({Entry(*row[:5]): row[5] for row in run(_STANDING, [dossier])})


def _enter(dossier: int, unit: int, entries: list[tuple[Entry, int]], now: Instant) -> None:
    days = [instants.local_day(entry.effect_at) for entry, _n in entries]
    dated = list(zip(entries, days, strict=True))
    sums = [(entry.cell, entry.from_account, entry.to_account, day, n) for (entry, n), day in dated]
    add_entries(unit, sums, instants.local_day(now))
    pairs = [(entry.from_account, entry.to_account, day, entry.effect_at, n) for (entry, n), day in dated]
    rolled.add_entries(unit, pairs)
    rows = [
        (dossier, unit, entry.cell, entry.from_account, entry.to_account, n, entry.effect_at, day, now, RULES_VERSION)
        for (entry, n), day in dated
    ]  # fmt: skip
    insert_few("ledger_move", COLUMNS, rows)
