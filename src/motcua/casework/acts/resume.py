"""Resuming a dossier that was suspended or waited for payment."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import waiting_for
from motcua.casework.perform import CaseAct
from motcua.people.policies import PROCESS
from motcua.rules.accounts import Ground


@dataclass(frozen=True)
class Resume(CaseAct):
    """The ground of the pause has ceased."""

    name = "resume"
    label = _("Resume")
    right = PROCESS

    note: str = ""

    def apply(self, case: Case) -> None:
        ground = waiting_for(case, Ground.SUSPENSION, Ground.PAYMENT)
        case.tell("resumed", ground=ground.name.lower(), note=self.note)
