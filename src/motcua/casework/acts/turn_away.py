"""Not accepting a dossier (không tiếp nhận): form 03, with the reason; it never counts as received."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.perform import CaseAct
from motcua.people.policies import RECEIVE


@dataclass(frozen=True)
class TurnAway(CaseAct):
    """`withdrawn`: the citizen took it back before it was accepted."""

    name = "turn-away"
    label = _("Do not accept")
    right = RECEIVE

    reason: str
    withdrawn: bool = False

    def apply(self, case: Case) -> None:
        case.tell("turned_away", reason=reasoned(self.reason), withdrawn=self.withdrawn)
        case.work.answer_by = None
