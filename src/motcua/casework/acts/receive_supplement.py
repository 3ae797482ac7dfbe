"""Taking in a supplement: the clock runs again from now on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import waiting_for
from motcua.casework.perform import CaseAct
from motcua.people.policies import PROCESS, RECEIVE
from motcua.rules.accounts import Ground


@dataclass(frozen=True)
class ReceiveSupplement(CaseAct):
    """The citizen has brought what was asked for; counter and specialist may both take it in."""

    name = "receive-supplement"
    label = _("Receive the supplement")
    right = RECEIVE
    also = (PROCESS,)

    note: str = ""

    def apply(self, case: Case) -> None:
        waiting_for(case, Ground.SUPPLEMENT)
        case.tell("resumed", ground="supplement", note=self.note)
        case.work.reply_by = None
