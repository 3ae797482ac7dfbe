"""Requesting a supplement (yêu cầu bổ sung, hoàn thiện hồ sơ): form 02, all that is missing at once.

The clock stands until it comes; whether the term runs on or begins again is the procedure's rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import demanded, reasoned, reply_day
from motcua.casework.perform import CaseAct
from motcua.people.policies import PROCESS


@dataclass(frozen=True)
class RequestSupplement(CaseAct):
    """`items` is all that is missing, `reason` the legal ground; the citizen has `days` working days to answer."""

    name = "request-supplement"
    label = _("Request a supplement")
    right = PROCESS

    items: tuple[str, ...]
    reason: str
    days: int = 30

    def apply(self, case: Case) -> None:
        reply_by = reply_day(case, self.days)
        items = demanded(self.items)
        case.tell("paused", ground="supplement", items=items, reason=reasoned(self.reason), reply_by=reply_by)
        case.work.reply_by = reply_by
        case.work.supplements += 1
