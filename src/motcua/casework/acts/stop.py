"""Stopping on the citizen's request (dừng giải quyết): form 05, only while no decision exists.

Circular 03/2025/TT-VPCP, Art. 7: the receiving one-stop unit checks and notifies.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.flow import leave_steps
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotLawful
from motcua.people.policies import RECEIVE
from motcua.rules.accounts import OPEN


@dataclass(frozen=True)
class Stop(CaseAct):
    """`reason` is the citizen's."""

    name = "stop"
    label = _("Stop at the applicant's request")
    right = RECEIVE

    reason: str

    def apply(self, case: Case) -> None:
        if case.state not in OPEN:
            raise NotLawful(case.state)
        case.tell("finished", outcome="stopped", reason=reasoned(self.reason))
        case.work.reply_by = None
        leave_steps(case, result=False)
