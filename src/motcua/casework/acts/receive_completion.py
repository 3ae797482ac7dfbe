"""Taking in what completes a dossier before acceptance; its 8 working hours for an answer begin again."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.answering import answer_by
from motcua.casework.case import Case
from motcua.casework.perform import CaseAct
from motcua.people.policies import RECEIVE


@dataclass(frozen=True)
class ReceiveCompletion(CaseAct):
    """The citizen has completed the dossier."""

    name = "receive-completion"
    label = _("Receive the completion")
    right = RECEIVE

    note: str = ""

    def apply(self, case: Case) -> None:
        case.tell("completed", note=self.note)
        case.work.answer_by = answer_by(case.at, case.calendar)
