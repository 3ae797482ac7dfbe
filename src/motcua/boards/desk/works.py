"""Own dossiers as work to be done, as the lists of the desk ask for them: conditions of one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from motcua.casework.models import Work
from motcua.catalogue.rows import with_others
from motcua.rules.accounts import WITH_RESULT, Account


def _among(states: Collection[Account]) -> str:
    return f"own.state IN ({', '.join(str(int(state)) for state in sorted(states))})"


RUNNING = frozenset({Account.IN_TERM, Account.OVERDUE})
"""The states in which the time of a step runs."""

OF_UNIT = "own.open AND own.unit_id = %s"
LODGED, IN_TERM, READY = _among({Account.LODGED}), _among(RUNNING), _among(WITH_RESULT)
SUPPLEMENT = _among({Account.AWAITING_SUPPLEMENT, Account.AWAITING_SUPPLEMENT_OVERDUE})
MINE = f"{OF_UNIT} AND own.assignee_id = %s AND {IN_TERM}"
"""What an officer has to assess: a unit, a person."""
IN_HAND = f"own.assignee_id IS NOT NULL AND ({IN_TERM} AND own.due_at < %s OR {SUPPLEMENT})"
"""What officers have that is due before an instant, or waits for the citizen."""
UNASSIGNED = f"own.assignee_id IS NULL AND {IN_TERM}"
TURN_OF_LEADER = f"own.step_role = 'leader' AND own.step <> 'assign' AND {IN_TERM}"
TURN_OF_HEAD = f"own.step_role IN ('head', 'director') AND own.step <> 'assign' AND {IN_TERM}"
"""Steps in which it is this person's turn to approve."""
COMING = (
    "own.dossier_id IN (SELECT dossier_id FROM casework_transfer WHERE target_id = %s AND status = 'asked')"
)
"""Transferred to a unit, not confirmed yet."""
SECOND = (
    "own.dossier_id IN (SELECT dossier_id FROM casework_secondperson "
    "WHERE unit_id = %s AND status = 'waiting' AND asked_by_id <> %s)"
)
"""Waits for a second person: the unit, and whoever asked, who is not the second."""
ASKED = (
    "own.assignee_id = %s AND EXISTS (SELECT 1 FROM casework_agencytask AS task "
    "WHERE task.dossier_id = own.dossier_id AND task.answered_at IS NULL)"
)
"""An officer's dossiers on which another agency has not answered."""


def works(where: str, values: Sequence[Any], order: str, most: int) -> list[Work]:
    """The first own dossiers for which a condition holds, with dossier, procedure and officer; those without the
    instant that orders them come last."""
    condition = f"{where} ORDER BY own.{order} NULLS LAST LIMIT {int(most)}"
    return with_others(Work, ("dossier", "procedure", "assignee"), condition, values)
