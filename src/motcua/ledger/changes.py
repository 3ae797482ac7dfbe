"""Telling pages that the dossiers of a unit have changed, whichever process changed them.

The count goes up after the change has been committed, in a step of its own: nobody who acts waits for anybody else
who acts in the same unit, and whoever sees the new count sees the change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import Sum

from motcua.ledger.models import Change

_UP = (
    "INSERT INTO ledger_change (unit_id, n) VALUES (%s, 1) "
    "ON CONFLICT (unit_id) DO UPDATE SET n = ledger_change.n + 1"
)


def changed(units: Iterable[int | None]) -> None:
    """Say that dossiers of these units (keys) have changed; call it in the transaction that changes them."""
    for unit in sorted({unit for unit in units if unit is not None}):
        transaction.on_commit(partial(_count, unit), robust=True)


def _count(unit: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_UP, [unit])


def changes(units: Collection[int]) -> int:
    """How often dossiers of these units have changed so far; another number means that something is new."""
    return Change.objects.filter(unit__in=units).aggregate(n=Sum("n"))["n"] or 0
