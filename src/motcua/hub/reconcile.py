"""Reconciliation: what other systems say of a unit's dossiers, beside the word of the system that has the authority."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.catalogue.models import System
from motcua.dossiers.bulk import select_in
from motcua.dossiers.cells import own_system
from motcua.hub.authority import latest
from motcua.hub.known import reports_on
from motcua.rules.accounts import Account
from motcua.rules.instants import Instant
from motcua.rules.reconcile import Differs, Word, compare, state_in
from motcua.rules.report import State

_SEVERAL = """
SELECT dossier.id FROM dossiers_dossier dossier WHERE dossier.unit_id = %s AND EXISTS (
    SELECT 1 FROM dossiers_act act WHERE act.dossier_id = dossier.id AND act.kind = 'reported'
    AND act.system_id <> dossier.authority_id)
"""
"""The dossiers on which a system speaks that has not the authority."""


@dataclass(frozen=True)
class Finding:
    """A difference: the dossier (key, None where it is not here) and its code, the other system, and since when it is known."""

    dossier: int | None
    code: str
    system: str
    differs: Differs
    since: Instant


def findings(unit: int, returned: Collection[int] = ()) -> list[Finding]:
    """What systems without the authority say otherwise, the latest known first.

    `returned` are the keys of own dossiers whose result has been handed over: the ledger does not know that.
    """
    keys = [row[0] for row in _rows(unit)]
    if not keys:
        return []
    heads = {row[0]: row for row in select_in(_HEADS, keys)}
    told = latest(reports_on(keys), ["key", "system"], ["recorded", "act"])
    said: dict[int, dict[int, Mapping[str, Any]]] = {}
    for row in told.iter_rows(named=True):
        said.setdefault(row["key"], {})[row["system"]] = row
    names, own = dict(System.objects.values_list("pk", "name")), own_system()
    found = [
        Finding(key, heads[key][1], names[system], differs, row["as_of"])
        for key, by_system in said.items()
        for system, row, differs in _compared(heads[key], by_system, own, key in returned)
    ]
    return sorted(found, key=lambda one: (-one.since, one.code, one.system))


_HEADS = "SELECT id, code, authority_id, state, received_at, due_at, finished_at FROM dossiers_dossier WHERE id IN ({})"


def _rows(unit: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_SEVERAL, [unit])
        return list(cursor.fetchall())


def _compared(
    head: tuple[Any, ...], said: Mapping[int, Mapping[str, Any]], own: int, returned: bool
) -> Iterator[tuple[int, Mapping[str, Any], Differs]]:
    authority = head[2]
    lead = _ours(head, returned) if authority == own else _theirs(said.get(authority))
    for system, row in said.items():
        word = _theirs(row)
        if system != authority and lead is not None and word is not None:
            yield from ((system, row, differs) for differs in compare(lead, word))


def _ours(head: tuple[Any, ...], returned: bool) -> Word | None:
    state = state_in(Account(head[3]), returned=returned)
    return Word(state, *head[4:]) if state else None


def _theirs(row: Mapping[str, Any] | None) -> Word | None:
    if row is None:
        return None
    return Word(State(row["state"]), row["received"], row["due"], row["finished"])
