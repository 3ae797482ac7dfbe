"""After a correction: the rows that repeat what the journal says are read from it again."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.casework.answering import answer_by
from motcua.casework.case import Case
from motcua.casework.flow import back_to_work, leave_steps
from motcua.casework.models import Work
from motcua.dossiers.own import Written, standing
from motcua.rules.accounts import CLOSED, OPEN, Account, Ground
from motcua.rules.instants import Instant


def mend_rows(case: Case, before: Account) -> None:
    """Bring the work's row to what the entries that stand say; `before` is the state before the correction."""
    work, held = case.work, standing(case.entries)
    work.promised_at = _word(held, "apologised", "promised")
    work.returned_at = _returned(held)
    asked = [entry for entry in held if entry.kind == "paused" and entry.body["ground"] == "supplement"]
    work.supplements = len(asked)
    waits = case.state in (Account(Ground.SUPPLEMENT), Account(Ground.SUPPLEMENT + 1))
    work.reply_by = asked[-1].body["reply_by"] if waits else None
    lodged = [entry.at for entry in held if entry.kind in ("lodged", "completed")]
    work.answer_by = answer_by(lodged[-1], case.calendar) if case.state is Account.LODGED else None
    _mend_step(case, before)


def _mend_step(case: Case, before: Account) -> None:
    """A dossier that is open again needs somebody to work on it; one that is closed again, or not accepted, does not."""
    if before not in _UNACCEPTED and case.state in _UNACCEPTED:
        _forget_steps(case.work)
    elif before in CLOSED and case.state in OPEN:
        back_to_work(case)
    elif before in OPEN and case.state in CLOSED:
        leave_steps(case, result=case.work.returned_at is None)


def _forget_steps(work: Work) -> None:
    """What acceptance fixed is fixed anew by the next one."""
    work.version = work.workflow = work.assignee = work.department = None
    work.step = work.step_role = ""
    work.step_since = work.step_due_at = None


_UNACCEPTED = frozenset({Account.OUTSIDE, Account.LODGED, Account.LODGED_SUPPLEMENT})


def _word(held: Iterable[Written], kind: str, name: str) -> Instant | None:
    told = [entry.body[name] for entry in held if entry.kind == kind]
    return told[-1] if told else None


def _returned(held: Iterable[Written]) -> Instant | None:
    """When the result was handed over; a reopening takes that back."""
    told = [entry for entry in held if entry.kind in ("returned", "reopened")]
    return told[-1].at if told and told[-1].kind == "returned" else None
