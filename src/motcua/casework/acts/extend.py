"""Extending the term (gia hạn) on a ground in the law of the field; an apology is not an extension."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import positive, reasoned
from motcua.casework.perform import CaseAct
from motcua.people.policies import APPROVE
from motcua.rules.terms import TermUnit


@dataclass(frozen=True)
class Extend(CaseAct):
    """So many units more; `ground` names article and clause."""

    name = "extend"
    label = _("Extend on a ground of law")
    right = APPROVE

    amount: int
    ground: str
    unit: TermUnit = TermUnit.WORKING_DAYS

    def apply(self, case: Case) -> None:
        amount, ground = positive(self.amount, "amount"), reasoned(self.ground, "ground")
        case.tell("extended", amount=amount, unit=self.unit.value, ground=ground)
