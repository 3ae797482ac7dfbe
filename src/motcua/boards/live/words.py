"""The words of boards: bands, for whom dossiers wait, parts, dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.boards.live.rows import WORKED_ON
from motcua.rules.urgency import NO_TERM

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BANDS: dict[str, StrPromise] = {
    "late-11": _("Overdue for more than 10 days"),
    "late-6": _("Overdue for 6 to 10 days"),
    "late-1": _("Overdue for up to 5 days"),
    "left-0": _("Due today"),
    "left-1": _("1 working day left"),
    "left-2": _("2 working days left"),
    "left-3": _("3 to 5 working days left"),
    "left-6": _("6 to 10 working days left"),
    "left-11": _("More than 10 working days left"),
    NO_TERM: _("No term known"),
}

WHO: dict[str, StrPromise] = {
    "supplement": _("Citizen: supplement"),
    "completion": _("Citizen: completion before acceptance"),
    "payment": _("Citizen: payment"),
    "suspension": _("Suspended on a ground"),
    "counter": _("One-stop counter"),
    "assign": _("Assignment to an officer"),
    "officer": _("Officer in charge"),
    "agency": _("Opinion of another agency"),
    "head": _("Head of department, director"),
    "leader": _("Leader who signs"),
    "elsewhere": _("Worked on in another system"),
    WORKED_ON: _("Being worked on"),
}
"""For whom dossiers wait, in the order in which a board tells it."""

PARTS: dict[str, StrPromise] = {
    "open": _("Being resolved"),
    "overdue": _("Overdue"),
    "running-late": _("Overdue, clock running"),
    "term": _("In term"),
    "waiting": _("Waiting, clock standing still"),
    "lodged": _("Awaiting acceptance"),
}

_THEN = {"left-0": _("Due that day")}
"""Words that the past has in place of others."""


def band_words(band: str, past: bool) -> str:
    """A band in words."""
    return str(_THEN.get(band, BANDS[band]) if past else BANDS[band])


def due_on_the_day(past: bool) -> str:
    """What is due on the day of a board, in words."""
    return band_words("left-0", past)


def flows_of_the_day(past: bool) -> tuple[str, str]:
    """What was received and what was resolved on the day of a board, in words."""
    if past:
        return gettext("Received that day"), gettext("Resolved that day")
    return gettext("Received today"), gettext("Resolved today")


DIMENSIONS: dict[str, StrPromise] = {
    "field": _("Field"),
    "officer": _("Officer"),
    "department": _("Department"),
    "system": _("System"),
    "channel": _("Channel"),
    "level": _("Service level"),
    "lane": pgettext_lazy("dossier", "Lane"),
}

KEPT_DIMENSIONS = ("field", "system", "channel", "level", "lane")
"""Those that moves carry, so that the past can be told by them."""

NONE: dict[str, StrPromise] = {
    "officer": _("Not assigned, or in another system"),
    "department": _("No department named"),
}
"""What those are called that have no officer or department."""

FLOWS: dict[str, StrPromise] = {"received": _("Received"), "resolved": _("Resolved")}
