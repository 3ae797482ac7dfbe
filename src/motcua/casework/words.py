"""The words of casework: entries of the journal, events of workflows; English here, Vietnamese in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

EVENTS: dict[str, StrPromise] = {
    "accept": _("Accept"),
    "assign": _("Assign"),
    "propose": _("Submit for approval"),
    "approve": _("Approve"),
    "send_back": _("Send back"),
    "ask_agency": _("Ask another agency"),
    "answer": _("Record the agency's answer"),
    "finish": _("Result ready"),
    "refuse": _("Refuse"),
}
"""Each event of a workflow as the act that a person does."""

ENTRIES: dict[str, StrPromise] = {
    "lodged": _("Lodged"),
    "completion_asked": _("Completion before acceptance asked for"),
    "completed": _("Completion received"),
    "turned_away": _("Not accepted"),
    "accepted": _("Accepted"),
    "paused": _("Clock stopped"),
    "resumed": _("Clock runs again"),
    "extended": _("Term extended"),
    "apologised": _("Apology with a new appointment"),
    "assigned": _("Assigned"),
    "transfer_asked": _("Transfer asked for"),
    "transfer_declined": _("Transfer declined"),
    "transfer_recalled": _("Transfer taken back"),
    "moved": _("Moved to another unit or field"),
    "agency_asked": _("Other agency asked"),
    "agency_answered": _("Other agency answered"),
    "agency_silent": _("Other agency did not answer in its term"),
    "proposed": _("Submitted for approval"),
    "approved": _("Approved"),
    "sent_back": _("Sent back"),
    "finished": _("Decided"),
    "returned": _("Result handed over"),
    "reopened": _("Reopened"),
    "corrected": _("Record corrected"),
    "second_asked": _("Second person asked"),
    "second_declined": _("Second person did not agree"),
    "attached": _("Paper added"),
    "paid": _("Payment recorded"),
    "facts": _("Facts recorded"),
    "noted": _("Note"),
    "redated": _("Calendar changed"),
    "contact_erased": _("Contact erased"),
}
"""Each kind of entry of our own journal."""

_BY_GROUND: dict[tuple[str, str], StrPromise] = {
    ("paused", "supplement"): _("Supplement requested"),
    ("paused", "payment"): _("Payment requested"),
    ("paused", "suspension"): _("Suspended"),
    ("resumed", "supplement"): _("Supplement received"),
}
_ENDED: dict[str, StrPromise] = {
    "refused": _("Refused"),
    "stopped": _("Stopped"),
    "withdrawn": _("Withdrawn"),
}
_UNANSWERED = _("Closed without a supplement")


def entry_label(kind: str, body: Mapping[str, Any]) -> str:
    """An entry of the journal in a few words, as exactly as its body tells."""
    if kind == "finished" and body.get("reason") == "unanswered":
        return str(_UNANSWERED)
    by_ground = _BY_GROUND.get((kind, str(body.get("ground"))))
    ended = _ENDED.get(str(body.get("outcome"))) if kind == "finished" else None
    return str(by_ground or ended or ENTRIES.get(kind) or kind)
