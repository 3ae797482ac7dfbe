"""Accepting a lodged dossier (tiếp nhận): the term begins, by the procedure's version in force on that day."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.acceptance import accept
from motcua.casework.case import Case
from motcua.casework.perform import CaseAct
from motcua.people.policies import RECEIVE


@dataclass(frozen=True)
class Accept(CaseAct):
    """`note` is for the colleagues."""

    name = "accept"
    label = _("Accept")
    right = RECEIVE

    note: str = ""

    def apply(self, case: Case) -> None:
        accept(case, self.note)
