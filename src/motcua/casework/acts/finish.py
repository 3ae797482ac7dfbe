"""Finishing a dossier whose result needs no further approval, such as a certification signed on the spot."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import nothing_open, running
from motcua.casework.flow import event, leave_steps
from motcua.casework.outcomes import decide
from motcua.casework.perform import CaseAct
from motcua.people.policies import DECIDE


@dataclass(frozen=True)
class Finish(CaseAct):
    """The result is ready; the clock stops now. `number` is that of the result, where it has one."""

    name = "finish"
    label = _("Result ready")
    right = DECIDE

    note: str = ""
    number: str = ""

    def apply(self, case: Case) -> None:
        running(case)
        nothing_open(case)
        decide(case, "resolved", self.note, self.number)
        event(case, "finish", outcome="resolved", only_if_possible=True)
        leave_steps(case, result=True)
