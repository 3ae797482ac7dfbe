"""Asking another agency (lấy ý kiến, phối hợp), with a deadline; silence is not consent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import end_of_day_after, reasoned
from motcua.casework.flow import event
from motcua.casework.models import AgencyTask
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotLawful
from motcua.people.policies import PROCESS
from motcua.rules.accounts import OPEN


@dataclass(frozen=True)
class AskAgency(CaseAct):
    """`agency` is asked `question` and has `days` working days."""

    name = "ask-agency"
    label = _("Ask another agency")
    right = PROCESS

    agency: str
    question: str
    days: int = 3

    def apply(self, case: Case) -> None:
        if case.state not in OPEN:
            raise NotLawful(case.state)
        agency, question = reasoned(self.agency, "agency"), reasoned(self.question, "question")
        due = end_of_day_after(case, self.days)
        task = AgencyTask.objects.create(
            dossier=case.dossier, agency=agency, question=question, asked_at=case.at, due_at=due
        )
        case.tell("agency_asked", task=task.pk, agency=agency, due=due)
        event(case, "ask_agency", only_if_possible=True)
