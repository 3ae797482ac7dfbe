"""Asking to complete a dossier before it is accepted; it is not received yet, and no term runs.

Decree 118/2025/NĐ-CP, Art. 17; all that is missing is asked for at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import demanded
from motcua.casework.perform import CaseAct
from motcua.people.policies import RECEIVE


@dataclass(frozen=True)
class AskCompletion(CaseAct):
    """`items` is all that is missing, `reason` why it is needed."""

    name = "ask-completion"
    label = _("Ask to complete before acceptance")
    right = RECEIVE

    items: tuple[str, ...]
    reason: str = ""

    def apply(self, case: Case) -> None:
        case.tell("completion_asked", items=demanded(self.items), reason=self.reason)
        case.work.answer_by = None
