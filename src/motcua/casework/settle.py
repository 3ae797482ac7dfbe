"""After an act: the ledger brought to what the journal gives, and the rows that lists are made of."""

from __future__ import annotations

from motcua.casework.case import Case
from motcua.catalogue.rows import add
from motcua.dossiers.cells import cell_of
from motcua.dossiers.own import Dims, standing
from motcua.ledger.one import Entry, post_dossier
from motcua.rules.accounts import CLOSED, WITH_RESULT, Account
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
    post_dossier(case.dossier.pk, entries, case.now, new=case.work.seq == 0)
    _write_dossier(case, entries[-1].cell if entries else case.dossier.cell_id)
    _write_work(case)


def _write_dossier(case: Case, cell: int) -> None:
    """Write the dossier's own row where the act has changed it."""
    dossier, due = case.dossier, case.due
    values = {
        "cell_id": cell, "state": int(case.state), "unit_id": case.dims.unit,
        "received_at": _last_at(case, "accepted"), "due_at": due.instant if due else None,
        "finished_at": _last_at(case, "finished") if case.state in CLOSED else None,
    }  # fmt: skip
    changed = [name for name, value in values.items() if getattr(dossier, name) != value]
    for name in changed:
        setattr(dossier, name, values[name])
    if changed:
        dossier.save(update_fields=[name.removesuffix("_id") for name in changed])


def _write_work(case: Case) -> None:
    dossier, work = case.dossier, case.work
    work.unit_id, work.state, work.due_at = dossier.unit_id, dossier.state, dossier.due_at
    work.lane, work.ready_at = case.dims.lane, dossier.finished_at
    work.open = still_open(case.state, work.returned_at)
    work.seq += 1
    if work.seq == 1:
        add(work)
    else:
        work.save()


def _last_at(case: Case, kind: str) -> Instant | None:
    held = [entry.at for entry in standing(case.entries) if entry.kind == kind]
    return held[-1] if held else None


def still_open(state: Account, returned_at: Instant | None) -> bool:
    """Whether somebody still has to act: a result that is ready waits until it is handed over."""
    if state in CLOSED:
        return state in WITH_RESULT and returned_at is None
    return state not in (Account.TURNED_AWAY, Account.OUTSIDE)
