"""Recording what another agency answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.flow import event
from motcua.casework.models import AgencyTask
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import Refused
from motcua.people.policies import PROCESS


@dataclass(frozen=True)
class AnswerAgency(CaseAct):
    """`task` is the key of the question."""

    name = "answer-agency"
    label = _("Record the agency's answer")
    right = PROCESS

    task: int
    answer: str

    def apply(self, case: Case) -> None:
        task = AgencyTask.objects.filter(dossier=case.dossier, pk=self.task, answered_at=None).first()
        if task is None:
            raise Refused("no-question", _("There is no open question of that kind on this dossier."))
        task.answer, task.answered_at = reasoned(self.answer, "answer"), case.at
        task.save(update_fields=["answer", "answered_at"])
        case.tell("agency_answered", task=task.pk)
        event(case, "answer", only_if_possible=True)
