"""Handing the result over (trả kết quả): a fact beside the state, with its evidence for each way.

Sending a notice is not handing over; the clock stopped when the result was ready.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case, who_and_when
from motcua.casework.demands import reasoned
from motcua.casework.flow import event
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotLawful, Refused
from motcua.people.policies import RECEIVE
from motcua.rules.accounts import CLOSED


class Way(StrEnum):
    """How a result is handed over."""

    COUNTER = "counter"
    POST = "post"
    ELECTRONIC = "electronic"


def _already(case: Case) -> Refused:
    told = case.last("returned")
    if told is None:
        return Refused("returned", _("The result has been handed over already."))
    who, moment = who_and_when(case, told)
    if not who:
        return Refused("returned", _("You yourself handed this result over at %(moment)s."), moment=moment)
    return Refused("returned", _("%(who)s handed this result over at %(moment)s."), who=who, moment=moment)


@dataclass(frozen=True)
class ReturnResult(CaseAct):
    """`evidence` is who signed, the number of the postal item or where the electronic result was put."""

    name = "return-result"
    label = _("Return the result")
    right = RECEIVE

    evidence: str
    way: Way = Way.COUNTER

    def apply(self, case: Case) -> None:
        if case.state not in CLOSED:
            raise NotLawful(case.state)
        if case.work.returned_at is not None:
            raise _already(case)
        case.tell("returned", way=self.way.value, evidence=reasoned(self.evidence, "evidence"))
        case.work.returned_at = case.at
        event(case, "finish", only_if_possible=True)
