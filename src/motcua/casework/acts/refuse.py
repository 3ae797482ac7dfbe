"""Refusing a dossier (từ chối, không đủ điều kiện): a decision of whoever may decide, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.flow import event, leave_steps
from motcua.casework.outcomes import decide
from motcua.casework.perform import CaseAct
from motcua.people.policies import DECIDE


@dataclass(frozen=True)
class Refuse(CaseAct):
    """`reason` names the condition that is not met and its ground in law."""

    name = "refuse"
    label = _("Refuse")
    right = DECIDE

    reason: str
    number: str = ""

    def apply(self, case: Case) -> None:
        decide(case, "refused", reasoned(self.reason), self.number)
        event(case, "refuse", only_if_possible=True)
        leave_steps(case, result=True)
