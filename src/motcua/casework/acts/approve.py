"""Approving what was submitted (phê duyệt); the last approval is the decision and ends the dossier's clock."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.flow import decides, event
from motcua.casework.outcomes import decide, proposed
from motcua.casework.perform import CaseAct
from motcua.people.policies import APPROVE


@dataclass(frozen=True)
class Approve(CaseAct):
    """`number` is that of the decision or result, where it has one."""

    name = "approve"
    label = _("Approve")
    right = APPROVE

    note: str = ""
    number: str = ""

    def apply(self, case: Case) -> None:
        outcome = proposed(case)
        final = decides(case)
        case.tell("approved", outcome=outcome.value, note=self.note, final=final)
        if final:
            decide(case, outcome.value, self.note, self.number)
        event(case, "approve", outcome=outcome.value)
