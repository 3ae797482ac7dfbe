"""The entries that the journals of own dossiers give, for rebuilding and proving the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import polars as pl
from django.db.models import Q

from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.cells import cell_of, own_system
from motcua.dossiers.models import Dossier
from motcua.dossiers.own import Dims, Written, first_dims, journal, own_moves
from motcua.ledger import post
from motcua.ledger.models import Move
from motcua.ledger.one import Entry
from motcua.rules.instants import Instant

CellOf = Callable[[Dims], int]

SCHEMA = {**post.SCHEMA, "unit": pl.Int64, "recorded": pl.Int64}


def own_entries(unit: int) -> pl.DataFrame:
    """All entries of the unit's own dossiers, and of those that left it what they left in its books."""
    own = own_system()
    left = Move.objects.filter(unit=unit, dossier__issuer=own).values("dossier")
    found = Dossier.objects.filter(Q(unit=unit) | Q(pk__in=left), issuer=own).values_list("pk", "unit")
    cell = cache(lambda dims: cell_of(dims, own))
    rows = [
        (pk, entry.cell, entry.from_account, entry.to_account, entry.effect_at, n, entry.unit, recorded)
        for pk, home in found.iterator()
        for entry, n, recorded in entries_of(journal(pk), cell)
        if unit in (home, entry.unit)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def entries_of(written: list[Written], cell: CellOf) -> Iterator[tuple[Entry, int, Instant]]:
    """What each recording entered in the ledger, with its sign and its instant."""
    stand: Counter[Entry] = Counter()
    for recorded in sorted({entry.recorded for entry in written}):
        known = [entry for entry in written if entry.recorded <= recorded]
        wanted = Counter(_entries(known, cell))
        change = Counter(wanted)
        change.subtract(stand)
        yield from ((entry, n, recorded) for entry, n in change.items() if n)
        stand = wanted


def _entries(known: list[Written], cell: CellOf) -> Iterator[Entry]:
    calendar = calendar_of(first_dims(known)["unit"], max(entry.recorded for entry in known))
    for move in own_moves(known, calendar):
        if isinstance(move.cell, Dims):
            accounts = int(move.from_account), int(move.to_account)
            yield Entry(move.cell.unit, cell(move.cell), *accounts, move.effect_at)
