"""Kinds of findings and their causes in words: English here, Vietnamese in the catalogue of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.findings.models import Finding, FindingEvent, SystemRule
from motcua.rules.reconcile import Difference
from motcua.rules.reconcile_causes import Cause

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

KINDS: dict[Difference, StrPromise] = {
    Difference.NOT_HERE: _("There, and not here"),
    Difference.NOT_THERE: _("Here, and not there"),
    Difference.STATE: _("Another state"),
    Difference.RETURNED: _("Handed over in one of them only"),
    Difference.RECEIVED: _("Another day of reception"),
    Difference.DUE: _("Another due day"),
    Difference.FINISHED: _("Another day of the result"),
    Difference.TWICE: _("Probably counted twice"),
    Difference.SILENT: _("Not heard of"),
    Difference.BYPASSED: _("Past the one-stop centre"),
}
"""Each kind of finding."""

CAUSES: dict[Cause, StrPromise] = {
    Cause.OLDER_DATA: _("The other system's data are older than the change"),
    Cause.NOT_UPDATED_THERE: _("Not brought up to date in the other system"),
    Cause.NOT_UPDATED_HERE: _("Not brought up to date in the leading system"),
    Cause.NOT_TICKED_OFF: _("The hand-over was not entered in one of them"),
    Cause.NEXT_DAY: _("One of them counts reception from the next working day"),
    Cause.FOLLOWS_RECEPTION: _("Follows from the other day of reception"),
    Cause.CLOCK: _("Another calendar or term, or pauses that one side does not know"),
    Cause.ENTERED_LATER: _("The result was entered later in one of them"),
    Cause.TYPED_OTHERWISE: _("Typed otherwise in one of them"),
    Cause.NOT_SENT: _("Not entered or sent there yet"),
    Cause.REFUSED_THERE: _("The portal refused the message"),
    Cause.QUARANTINED: _("Its row waits in quarantine"),
    Cause.HELD: _("Came from the portal, waits to be taken"),
    Cause.NOT_EXPORTED: _("The other system does not report it"),
    Cause.SAME_MOMENT: _("Received in the same minute: entered in both systems"),
    Cause.SAME_DAY: _("Received on the same day: perhaps two dossiers of one person"),
    Cause.NO_FILE: _("The system has sent no data since"),
    Cause.DROPPED: _("Newer data no longer name it"),
    Cause.STRAIGHT: _("Went straight to the department"),
    Cause.INCIDENT: _("A failure of a system"),
    Cause.OTHER: _("Something else"),
}
"""Each cause."""

STATES: dict[str, StrPromise] = {
    Finding.State.OPEN: _("Open"),
    Finding.State.EXPLAINED: _("Explained"),
    Finding.State.CLOSED: _("Closed: the systems agree"),
}
TONES = {Finding.State.OPEN: "today", Finding.State.EXPLAINED: "wait", Finding.State.CLOSED: "done"}
"""The state of a finding in words, and its tone as of the states of dossiers."""

EVENTS: dict[str, StrPromise] = {
    FindingEvent.What.FOUND: _("Found"),
    FindingEvent.What.CHANGED: _("The values changed"),
    FindingEvent.What.CLOSED: _("Closed: the systems agree"),
    FindingEvent.What.AGAIN: _("Found again"),
    FindingEvent.What.OWNER: _("Given to"),
    FindingEvent.What.DEPARTMENT: _("Given to the department"),
    FindingEvent.What.CAUSE: _("Cause corrected"),
    FindingEvent.What.EXPLAINED: _("Explained"),
    FindingEvent.What.REOPENED: _("Opened again"),
}
"""What happens to findings."""

CENTRE: dict[str, StrPromise] = {
    SystemRule.Centre.NAMED: _("By the department that the system names"),
    SystemRule.Centre.ALWAYS: _("Every dossier has to go through the centre"),
    SystemRule.Centre.NEVER: _("Need not go through the centre"),
}
"""Whether dossiers of a system go through the one-stop centre."""


def share(agreeing: int, compared: int) -> str:
    """A share as «98,2%»; «–» of nothing. One that is not whole is never shown as 100%."""
    if not compared:
        return "–"
    tenths = (2000 * agreeing + compared) // (2 * compared)
    if agreeing < compared:
        tenths = min(tenths, 999)
    return f"{tenths // 10},{tenths % 10}%"
