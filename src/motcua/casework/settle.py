"""After an act: the ledger brought to what the journal gives, and the rows that lists are made of."""

from __future__ import annotations

from motcua.casework.case import Case
from motcua.dossiers.cells import cell_of
from motcua.dossiers.own import Dims, own_due, standing
from motcua.ledger.one import Entry, post_dossier
from motcua.rules.accounts import CLOSED, Account
from motcua.rules.instants import Instant


def settle(case: Case) -> None:
    """Post what has changed and bring the rows of dossier and work up to date; in the act's transaction."""
    cells: dict[Dims, int] = {}
    for move in case.moves:
        if isinstance(move.cell, Dims) and move.cell not in cells:
            cells[move.cell] = cell_of(move.cell, case.dossier.issuer_id)
    entries = [
        Entry(dims.unit, cells[dims], int(move.from_account), int(move.to_account), move.effect_at)
        for move in case.moves
        if isinstance(dims := move.cell, Dims)
    ]
    post_dossier(case.dossier.pk, entries, case.now)
    _write_rows(case, entries[-1].cell if entries else case.dossier.cell_id)


def _write_rows(case: Case, cell: int) -> None:
    dossier, work, state = case.dossier, case.work, case.state
    due = own_due(case.entries, case.calendar)
    dossier.cell_id, dossier.state, dossier.unit_id = cell, int(state), case.dims.unit
    dossier.received_at = _last_at(case, "accepted")
    dossier.finished_at = _last_at(case, "finished") if state in CLOSED else None
    dossier.due_at = due.instant if due else None
    dossier.save(update_fields=["cell", "state", "unit", "received_at", "finished_at", "due_at"])
    work.unit_id, work.state, work.due_at = dossier.unit_id, int(state), dossier.due_at
    work.lane = case.dims.lane
    work.ready_at = dossier.finished_at
    work.open = still_open(state, work.returned_at)
    work.seq += 1
    work.save()


def _last_at(case: Case, kind: str) -> Instant | None:
    held = [entry.at for entry in standing(case.entries) if entry.kind == kind]
    return held[-1] if held else None


def still_open(state: Account, returned_at: Instant | None) -> bool:
    """Whether somebody still has to act: a result that is ready waits until it is handed over."""
    if state in CLOSED:
        return state in _WITH_RESULT and returned_at is None
    return state is not Account.TURNED_AWAY


_WITH_RESULT = frozenset(account for account in CLOSED if account.name.startswith(("RESOLVED", "REFUSED")))
