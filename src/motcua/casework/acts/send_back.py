"""Sending back what was submitted, with the reason; the due date does not move."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned, running
from motcua.casework.flow import event
from motcua.casework.perform import CaseAct
from motcua.people.policies import APPROVE


@dataclass(frozen=True)
class SendBack(CaseAct):
    """`reason` says what to mend."""

    name = "send-back"
    label = _("Send back")
    right = APPROVE

    reason: str

    def apply(self, case: Case) -> None:
        running(case)
        case.tell("sent_back", reason=reasoned(self.reason))
        event(case, "send_back")
