"""Acts that need a second person: reopening a closed dossier, correcting the record.

"When it was updated, dossiers already returned could not be ticked off": correcting the record is an act like
any other, with reason and history. Who asks states the reason; another person, with the right to it, confirms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.correction import correct, correctable
from motcua.casework.demands import reasoned
from motcua.casework.flow import back_to_work
from motcua.casework.mending import mend_rows
from motcua.casework.models import SecondPerson
from motcua.casework.perform import CaseAct
from motcua.casework.refusals import NotLawful, Refused, Wanting
from motcua.people.policies import CONFIRM_CORRECTION, CORRECT
from motcua.rules.accounts import CLOSED
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class AskReopen(CaseAct):
    """Asks to reopen a closed dossier."""

    name = "ask-reopen"
    label = _("Ask to reopen")
    right = CORRECT

    reason: str

    def apply(self, case: Case) -> None:
        if case.state not in CLOSED:
            raise NotLawful(case.state)
        _ask(case, "reopen", {"reason": reasoned(self.reason)})


@dataclass(frozen=True)
class AskCorrection(CaseAct):
    """Asks to void the journal's entry `entry` (key), or to give it the time `at`, in milliseconds UTC."""

    name = "ask-correction"
    label = _("Ask to correct the record")
    right = CORRECT

    entry: int
    reason: str
    at: Instant | None = None

    def apply(self, case: Case) -> None:
        target = correctable(case, self.entry)
        if self.at is not None and self.at > case.now:
            raise Wanting("at", _("The time of an act cannot lie in the future."))
        values = {
            "target": target.pk,
            "void": self.at is None,
            "at": self.at,
            "reason": reasoned(self.reason),
        }
        case.weigh([*case.entries, correct(case, values)])
        _ask(case, "correct", values)


@dataclass(frozen=True)
class ConfirmSecond(CaseAct):
    """Confirms what a colleague has asked for; `request` is its key."""

    name = "confirm-second"
    label = _("Confirm as second person")
    right = CONFIRM_CORRECTION

    request: int

    def apply(self, case: Case) -> None:
        asked = _waiting(case, self.request)
        if asked.asked_by_id == case.actor.user:
            raise Refused("same-person", _("A second person has to confirm this."))
        _answer(case, asked, SecondPerson.Status.CONFIRMED)
        if asked.act == "reopen":
            case.tell("reopened", reason=asked.values["reason"], asked_by=asked.asked_by_id)
            case.work.returned_at = None
            back_to_work(case)
        else:
            before = case.state
            case.tell("corrected", **asked.values, asked_by=asked.asked_by_id)
            mend_rows(case, before)


@dataclass(frozen=True)
class DeclineSecond(CaseAct):
    """Does not agree to what a colleague has asked for."""

    name = "decline-second"
    label = _("Do not agree")
    right = CONFIRM_CORRECTION

    request: int
    reason: str

    def apply(self, case: Case) -> None:
        asked = _waiting(case, self.request)
        _answer(case, asked, SecondPerson.Status.DECLINED)
        case.tell("second_declined", request=asked.pk, reason=reasoned(self.reason))


def _ask(case: Case, act: str, values: dict[str, Any]) -> None:
    waiting = SecondPerson.objects.filter(dossier=case.dossier, status=SecondPerson.Status.WAITING)
    if waiting.exists():
        raise Refused("second-asked", _("Something on this dossier already waits for a second person."))
    asked = SecondPerson.objects.create(
        dossier=case.dossier, unit_id=case.work.unit_id, act=act, values=values, asked_by_id=case.actor.person,
        asked_at=case.now,
    )  # fmt: skip
    case.tell("second_asked", request=asked.pk, act=act, reason=values["reason"])


def _waiting(case: Case, request: int) -> SecondPerson:
    asked = SecondPerson.objects.filter(
        dossier=case.dossier, pk=request, status=SecondPerson.Status.WAITING
    ).first()
    if asked is None:
        raise Refused("nothing-asked", _("Nothing on this dossier waits for a second person."))
    return asked


def _answer(case: Case, asked: SecondPerson, status: SecondPerson.Status) -> None:
    asked.status, asked.answered_by_id, asked.answered_at = status, case.actor.person, case.now
    asked.save(update_fields=["status", "answered_by", "answered_at"])
