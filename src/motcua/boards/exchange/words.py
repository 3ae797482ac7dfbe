"""The words of the page of the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.exchange.models import InMessage, OutMessage
from motcua.exchange.wire.operations import Operation
from motcua.people.audit import register

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OPERATIONS: dict[str, StrPromise] = {
    Operation.SYNC: _("The dossier"),
    Operation.PROGRESS: _("A step of the work"),
    Operation.PORTAL_STATE: _("Its state, by the portal's code"),
    Operation.RATINGS: _("What people said"),
    Operation.FIGURES: _("Figures of a month"),
    Operation.FILED: _("A lodged dossier"),
    Operation.PAYMENT: _("A payment"),
}
"""What a message carries."""

OUT_STATES: dict[str, StrPromise] = {
    OutMessage.Status.QUEUED: _("Waiting to be sent"),
    OutMessage.Status.SENT: _("The portal has it"),
    OutMessage.Status.REFUSED: _("The portal refused it"),
}
IN_STATES: dict[str, StrPromise] = {
    InMessage.Status.TAKEN: _("Taken"),
    InMessage.Status.HELD: _("To be looked at"),
    InMessage.Status.REFUSED: _("Not taken"),
}
TONES: dict[str, str] = {
    OutMessage.Status.QUEUED: "term",
    OutMessage.Status.SENT: "done",
    OutMessage.Status.REFUSED: "late",
    InMessage.Status.TAKEN: "done",
    InMessage.Status.HELD: "today",
}
"""The tone of each, as of the states of dossiers."""

SENT_AGAIN = register("exchange.sent_again", _("Sent messages to the portal again"), ("messages",))
TAKEN_AGAIN = register("exchange.taken_again", _("Took a message from the portal again"))
