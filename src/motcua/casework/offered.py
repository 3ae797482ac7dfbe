"""Which acts a person may do to a dossier as it stands: what `perform` would not refuse for right, state or step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from motcua.casework.acts import ACTS
from motcua.casework.acts.transfer import waiting
from motcua.casework.case import Case
from motcua.casework.erasing import ENDED, has_contact, kept_until
from motcua.casework.flow import decides, leading_on
from motcua.casework.models import AgencyTask, Fee, SecondPerson, Transfer
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotPermitted
from motcua.casework.settle import still_open
from motcua.casework.silence import silent_tasks
from motcua.people.policies import DECIDE
from motcua.rules.accounts import CLOSED, OPEN, WAITING, Account, Ground
from motcua.rules.workflow import Event


@dataclass(frozen=True)
class Seen:
    """A case as it stands for one person, with what else decides about acts."""

    case: Case
    steps: frozenset[str]
    """Events that the step allows; every event where there is no workflow."""
    questions: int
    unpaid: int
    transfer: Transfer | None
    second: SecondPerson | None

    @property
    def state(self) -> Account:
        """Where the dossier stands."""
        return self.case.state

    @property
    def running(self) -> bool:
        """Whether it is being resolved, not waiting and not ended."""
        return self.state in OPEN and self.state not in WAITING


def offered(case: Case) -> list[type[CaseAct]]:
    """The acts for the case's actor, in the order of `ACTS`."""
    seen = _look(case)
    return [act for name, act in ACTS.items() if _permitted(act, case) and _POSSIBLE[name](seen)]


def _look(case: Case) -> Seen:
    return Seen(
        case,
        leading_on(case),
        AgencyTask.objects.filter(dossier=case.dossier, answered_at=None).count(),
        Fee.objects.filter(dossier=case.dossier, how="").count(),
        waiting(case),
        SecondPerson.objects.filter(dossier=case.dossier, status=SecondPerson.Status.WAITING).first(),
    )


def _permitted(act: type[CaseAct], case: Case) -> bool:
    try:
        act.allowed_in(case)
    except NotPermitted:
        return False
    return True


def _waits(seen: Seen, *grounds: Ground) -> bool:
    return any(seen.state in (Account(ground), Account(ground + 1)) for ground in grounds)


def _decided_last(seen: Seen) -> bool:
    told = [entry.kind for entry in seen.case.entries if entry.kind in ("proposed", "sent_back", "reopened")]
    return bool(told) and told[-1] == "proposed"


def _may_approve(seen: Seen) -> bool:
    submitted = seen.running and _decided_last(seen) and Event.APPROVE in seen.steps
    return submitted and (not decides(seen.case) or DECIDE in seen.case.actor.rights)


def _reply_over(seen: Seen) -> bool:
    reply_by = seen.case.work.reply_by
    return _waits(seen, Ground.SUPPLEMENT) and reply_by is not None and seen.case.at > reply_by


def _to_return(seen: Seen) -> bool:
    return seen.state in CLOSED and still_open(seen.state, seen.case.work.returned_at)


def _mine_to_confirm(seen: Seen) -> bool:
    return seen.second is not None and seen.second.asked_by_id != seen.case.actor.user


def _comes_here(seen: Seen) -> bool:
    return seen.transfer is not None and seen.transfer.target_id == seen.case.actor.unit


def _may_leave(seen: Seen) -> bool:
    return seen.transfer is None and not _ended(seen)


def _ended(seen: Seen) -> bool:
    return seen.state in CLOSED or seen.state in (Account.TURNED_AWAY, Account.OUTSIDE)


def _may_erase(seen: Seen) -> bool:
    case = seen.case
    if case.work.open or case.state not in ENDED:
        return False
    return case.at >= kept_until(max(entry.at for entry in case.entries)) and has_contact(case.dossier.pk)


_BEFORE = (Account.OUTSIDE, Account.LODGED, Account.LODGED_SUPPLEMENT)
"""Not accepted, or not any more: an acceptance that was voided leaves nothing, and is done anew or not at all."""
_POSSIBLE: dict[str, Callable[[Seen], bool]] = {
    "accept": lambda seen: seen.state in _BEFORE,
    "ask-completion": lambda seen: seen.state is Account.LODGED,
    "receive-completion": lambda seen: seen.state is Account.LODGED_SUPPLEMENT,
    "turn-away": lambda seen: seen.state in _BEFORE,
    "assign": lambda seen: seen.state in OPEN,
    "hand-over": lambda seen: seen.state in OPEN,
    "request-supplement": lambda seen: seen.running,
    "receive-supplement": lambda seen: _waits(seen, Ground.SUPPLEMENT),
    "close-unanswered": _reply_over,
    "request-payment": lambda seen: seen.running,
    "pause": lambda seen: seen.running,
    "resume": lambda seen: _waits(seen, Ground.PAYMENT, Ground.SUSPENSION),
    "extend": lambda seen: seen.state in OPEN,
    "apologise": lambda seen: seen.state in OPEN and seen.case.last("apologised") is None,
    "ask-agency": lambda seen: seen.state in OPEN,
    "answer-agency": lambda seen: seen.questions > 0,
    "close-silent": lambda seen: seen.questions > 0 and bool(silent_tasks(seen.case)),
    "propose": lambda seen: seen.running and not seen.questions and Event.PROPOSE in seen.steps,
    "approve": _may_approve,
    "send-back": lambda seen: seen.running and Event.SEND_BACK in seen.steps,
    "refuse": lambda seen: seen.state in OPEN,
    "finish": lambda seen: seen.running and not seen.questions,
    "stop": lambda seen: seen.state in OPEN,
    "return-result": _to_return,
    "record-payment": lambda seen: seen.unpaid > 0,
    "attach": lambda seen: True,
    "ask-transfer": _may_leave,
    "confirm-transfer": lambda seen: _comes_here(seen) and not _ended(seen),
    "decline-transfer": _comes_here,
    "recall-transfer": lambda seen: (
        seen.transfer is not None and seen.transfer.origin_id == seen.case.actor.unit
    ),
    "ask-reopen": lambda seen: seen.state in CLOSED and seen.second is None,
    "ask-correction": lambda seen: seen.second is None,
    "confirm-second": _mine_to_confirm,
    "decline-second": lambda seen: seen.second is not None,
    "note": lambda seen: True,
    "erase-contact": _may_erase,
}
