"""Ending a dossier whose supplement did not come within the days that were given."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import waiting_for
from motcua.casework.flow import leave_steps
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import Refused
from motcua.people.policies import PROCESS
from motcua.rules.accounts import Ground


@dataclass(frozen=True)
class CloseUnanswered(CaseAct):
    """Lawful only after the last day for the answer."""

    name = "close-unanswered"
    label = _("End, no supplement came")
    right = PROCESS

    note: str = ""

    def apply(self, case: Case) -> None:
        waiting_for(case, Ground.SUPPLEMENT)
        if case.work.reply_by is None or case.at <= case.work.reply_by:
            raise Refused("reply-time-runs", _("The citizen still has time to answer."))
        case.tell("finished", outcome="stopped", reason="unanswered", note=self.note)
        case.work.reply_by = None
        leave_steps(case, result=False)
