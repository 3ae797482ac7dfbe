"""The words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OUTCOMES: dict[str, StrPromise] = {
    "resolved": _("Resolve as asked"),
    "refused": _("Refuse, conditions not met"),
}
HOWS: dict[str, StrPromise] = {
    "cash": _("Cash"),
    "transfer": _("Bank transfer"),
    "online": _("Paid online"),
    "exempt": _("Exempt"),
}
WAYS: dict[str, StrPromise] = {
    "counter": _("At the counter"),
    "post": _("By post"),
    "electronic": _("Electronic"),
}
TERM_UNITS: dict[str, StrPromise] = {
    "working_days": _("working days"),
    "working_hours": _("working hours"),
    "calendar_days": _("calendar days"),
}
FORMS: dict[str, StrPromise] = {
    "01": _("receipt and appointment"),
    "02": _("request for a supplement"),
    "03": _("not accepted"),
    "04": _("apology with a new appointment"),
    "05": _("notice of stopping"),
    "06": _("control sheet"),
}
"""The printed forms of a dossier, in short."""

PRIMARY = ("accept", "assign", "propose", "approve", "receive-supplement", "receive-completion", "resume",
           "answer-agency", "confirm-transfer", "confirm-second", "return-result")  # fmt: skip
"""The act that a page puts first: the first of these that is offered."""
GRAVE = frozenset({"turn-away", "refuse", "stop", "close-unanswered", "decline-transfer", "erase-contact"})
"""Acts that end a dossier against the applicant's wish or that are hard to take back."""
