"""Submitting a proposed outcome for approval (trình lãnh đạo)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import nothing_open, reasoned, running
from motcua.casework.flow import event
from motcua.casework.outcomes import Proposed
from motcua.casework.perform import CaseAct
from motcua.people.policies import PROCESS


@dataclass(frozen=True)
class Propose(CaseAct):
    """`outcome` is what should be decided, `opinion` the officer's assessment."""

    name = "propose"
    label = _("Submit for approval")
    right = PROCESS

    opinion: str
    outcome: Proposed = Proposed.RESOLVED

    def apply(self, case: Case) -> None:
        running(case)
        nothing_open(case)
        case.tell("proposed", outcome=self.outcome.value, opinion=reasoned(self.opinion, "opinion"))
        event(case, "propose", outcome=self.outcome.value)
