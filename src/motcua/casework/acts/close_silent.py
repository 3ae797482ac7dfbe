"""Going on without the answer of an agency that has not answered in its term, where the workflow's rule allows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.flow import event
from motcua.casework.models import AgencyTask
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import Refused
from motcua.casework.silence import silent
from motcua.people.policies import PROCESS


@dataclass(frozen=True)
class CloseSilent(CaseAct):
    """`task` is the key of the question; the journal says whether silence counts as consent, and by which rule."""

    name = "close-silent"
    label = _("Go on without the agency's answer")
    right = PROCESS

    task: int

    def apply(self, case: Case) -> None:
        asked = AgencyTask.objects.filter(dossier=case.dossier, pk=self.task, answered_at=None).first()
        if asked is None:
            raise Refused("no-question", _("There is no open question of that kind on this dossier."))
        rule = silent(case, asked)
        if rule is None:
            message = _("No rule lets the work go on without this answer, or its term is not over yet.")
            raise Refused("answer-required", message)
        asked.answered_at = case.at
        asked.save(update_fields=["answered_at"])
        case.tell("agency_silent", task=asked.pk, silence=rule.silence.value, ground=rule.ground)
        event(case, "answer", only_if_possible=True)
