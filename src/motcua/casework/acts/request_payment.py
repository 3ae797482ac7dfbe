"""Waiting for a financial obligation (chờ thực hiện nghĩa vụ tài chính): the clock stands until it is met."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.perform import CaseAct
from motcua.people.policies import PROCESS


@dataclass(frozen=True)
class RequestPayment(CaseAct):
    """`reason` names the notice of payment and its legal ground."""

    name = "request-payment"
    label = _("Wait for payment")
    right = PROCESS

    reason: str

    def apply(self, case: Case) -> None:
        case.tell("paused", ground="payment", reason=reasoned(self.reason))
