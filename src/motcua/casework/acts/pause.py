"""Suspending a dossier (tạm dừng) on a legal ground; the clock stands until it is resumed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.perform import CaseAct
from motcua.people.policies import PROCESS


@dataclass(frozen=True)
class Pause(CaseAct):
    """`reason` names the legal ground."""

    name = "pause"
    label = _("Suspend")
    right = PROCESS

    reason: str

    def apply(self, case: Case) -> None:
        case.tell("paused", ground="suspension", reason=reasoned(self.reason))
