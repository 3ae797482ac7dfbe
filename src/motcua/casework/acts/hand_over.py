"""Handing a dossier on to a colleague, with the reason; the due date does not move."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.officers import officer_of
from motcua.casework.perform import CaseAct
from motcua.people.policies import PROCESS


@dataclass(frozen=True)
class HandOver(CaseAct):
    """`officer` is the key of the colleague's account."""

    name = "hand-over"
    label = _("Hand over to a colleague")
    right = PROCESS

    officer: int
    reason: str

    def apply(self, case: Case) -> None:
        officer = officer_of(case, self.officer)
        case.tell("assigned", officer=officer.pk, note=reasoned(self.reason), by="hand-over")
        case.work.assignee = officer
