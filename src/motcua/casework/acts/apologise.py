"""An apology with a new appointment (văn bản xin lỗi, hẹn lại): form 04, at most once, also after the due day.

It changes what was promised, never the due instant: the dossier is late all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.demands import reasoned
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotLawful, Refused, Wanting
from motcua.people.policies import PROCESS
from motcua.rules.accounts import OPEN
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Apologise(CaseAct):
    """`promised` is the new appointment, in milliseconds UTC."""

    name = "apologise"
    label = _("Apologise with a new appointment")
    right = PROCESS

    promised: Instant
    reason: str

    def apply(self, case: Case) -> None:
        if case.state not in OPEN:
            raise NotLawful(case.state)
        if case.last("apologised") is not None:
            raise Refused("apologised", _("A new appointment may be made only once for a dossier."))
        if self.promised <= max(case.at, case.work.due_at or 0):
            raise Wanting("promised", _("The new appointment must lie after today and after the due date."))
        case.tell("apologised", promised=self.promised, reason=reasoned(self.reason))
        case.work.promised_at = self.promised
