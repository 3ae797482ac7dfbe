"""Giving a dossier to an officer (phân công): one is responsible at a time, the history stays."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.flow import event, leading_on
from motcua.casework.officers import officer_of
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import Refused
from motcua.people.policies import ASSIGN


@dataclass(frozen=True)
class Assign(CaseAct):
    """`officer` is the key of the account; `note` what to mind."""

    name = "assign"
    label = _("Assign")
    right = ASSIGN

    officer: int
    note: str = ""

    def apply(self, case: Case) -> None:
        officer = officer_of(case, self.officer)
        if case.work.assignee_id == officer.pk and self.name not in leading_on(case):
            raise Refused("already-assigned", _("This dossier has been assigned to this officer already."))
        case.tell("assigned", officer=officer.pk, note=self.note)
        event(case, "assign", only_if_possible=True)
        case.work.assignee = officer
