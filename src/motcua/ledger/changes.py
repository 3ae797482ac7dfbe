"""Telling pages that the dossiers of a unit have changed, whichever process changed them.

The count goes up after the change has been committed, in a step of its own (PostgreSQL): nobody who acts waits for anybody else
who acts in the same unit, and whoever sees the new count sees the change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import Sum

from motcua.catalogue.quick import run
from motcua.ledger.models import Change

_UP = """
INSERT INTO ledger_change (unit_id, n) SELECT CAST(%s AS BIGINT), 1 {nothing_waits} WHERE 1 = 1
ON CONFLICT (unit_id) DO UPDATE SET n = ledger_change.n + 1
"""
# A count that a power cut takes back is another number too: nobody has to wait for the disk a second time.
_NOTHING_WAITS = "FROM set_config('synchronous_commit', 'off', true)"


def changed(units: Iterable[int | None]) -> None:
    """Say that dossiers of these units (keys) have changed; call it in the transaction that changes them."""
    # On SQLite whoever writes waits for all who write: there the count is part of the act, and of its one commit.
    apart = connection.vendor == "postgresql"
    for unit in sorted({unit for unit in units if unit is not None}):
        transaction.on_commit(partial(_count, unit), robust=True) if apart else _count(unit)


def _count(unit: int) -> None:
    nothing_waits = _NOTHING_WAITS if connection.vendor == "postgresql" else ""
    run(_UP.format(nothing_waits=nothing_waits), [unit])


def changes(units: Collection[int]) -> int:
    """How often dossiers of these units have changed so far; another number means that something is new."""
    return Change.objects.filter(unit__in=units).aggregate(n=Sum("n"))["n"] or 0
