"""Decisions: what was proposed, and the ending that a decision gives the dossier."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from motcua.casework.case import Case
from motcua.casework.refusals import NotPermitted, Refused
from motcua.casework.signing import check_authority
from motcua.people.policies import DECIDE


class Proposed(StrEnum):
    """What an officer proposes."""

    RESOLVED = "resolved"
    REFUSED = "refused"


def proposed(case: Case) -> Proposed:
    """The outcome that stands to be approved; raises Refused where nothing was submitted since it was sent back."""
    told = [entry for entry in case.entries if entry.kind in ("proposed", "sent_back", "reopened")]
    if not told or told[-1].kind != "proposed":
        raise Refused("nothing-proposed", _("Nothing has been submitted for approval."))
    return Proposed(told[-1].body["outcome"])


def decide(case: Case, outcome: str, reason: str, number: str) -> None:
    """End the dossier by a decision, signed by whoever has the authority. Raises NotPermitted, Refused."""
    if DECIDE not in case.actor.rights:
        raise NotPermitted
    signature = check_authority(case, outcome)
    case.tell("finished", outcome=outcome, reason=reason, number=number, signature=signature)
    case.work.reply_by = None
