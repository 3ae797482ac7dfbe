"""The words that pages use for measures, accounts, states and roles; English here, Vietnamese in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.rules.measures import Channel, Level
from motcua.rules.report import State

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MEASURES: dict[str, StrPromise] = {
    "received_online": _("Received in the period, online"),
    "received_direct_or_postal": _("Received in the period, in person or by post"),
    "received_online_full": _("Received in the period, fully online"),
    "received_online_partial": _("Received in the period, partly online"),
    "received_online_other": _("Received in the period, online in another way"),
    "received_direct": _("Received in the period, in person"),
    "received_postal": _("Received in the period, by post"),
    "received": _("Received in the period"),
    "carried_over": _("Carried over from the period before"),
    "total_received": _("Received, with what was carried over"),
    "reopened": _("Reopened in the period"),
    "transferred_in": _("Transferred in"),
    "transferred_out": _("Transferred to another agency"),
    "early": _("Resolved early"),
    "on_time": _("Resolved on time"),
    "late": _("Resolved late"),
    "resolved": _("Resolved"),
    "refused": _("Refused, conditions not met"),
    "withdrawn": _("Withdrawn, or stopped at the applicant's request"),
    "taken_back": _("Withdrawn by the applicant"),
    "stopped": _("Stopped at the applicant's request"),
    "other_closed_late": _("Refused or withdrawn when already late"),
    "refused_or_withdrawn": _("Refused, withdrawn or stopped"),
    "closed_in_time": _("Ended early or on time, in whatever way"),
    "closed": _("Ended in the period"),
    "open_in_term": _("Being resolved, in term"),
    "open_overdue": _("Being resolved, overdue"),
    "awaiting_supplement": _("Awaiting a supplement"),
    "paused": _("Awaiting payment, or suspended"),
    "awaiting_payment": _("Awaiting payment"),
    "suspended": _("Suspended"),
    "waiting_in_term": _("Waiting, still in term"),
    "waiting_overdue": _("Waiting, already overdue"),
    "in_term_or_waiting": _("Being resolved in term, with those waiting"),
    "overdue_or_waiting_overdue": _("Being resolved overdue, with those waiting"),
    "open": _("Not ended by the end of the period"),
    "lodged": _("Lodged, awaiting acceptance"),
    "lodged_supplement": _("Awaiting a supplement before acceptance"),
    "turned_away": _("Not accepted"),
    "digitised": _("Digitised"),
    "fee_dossiers": _("With a fee due"),
    "fee_paid_online": _("Fee paid online"),
    "fee_paid_otherwise": _("Fee not paid, or paid in person"),
}
"""Each measure in words."""

STATES: dict[str, StrPromise] = {
    State.LODGED: _("Awaiting acceptance"),
    State.LODGED_SUPPLEMENT: _("Awaiting a supplement before acceptance"),
    State.TURNED_AWAY: _("Not accepted"),
    State.ACCEPTED: _("Accepted"),
    State.IN_PROGRESS: _("In progress"),
    State.AWAITING_SUPPLEMENT: _("Awaiting a supplement"),
    State.AWAITING_PAYMENT: _("Awaiting payment"),
    State.SUSPENDED: _("Suspended"),
    State.READY: _("Resolved, result ready"),
    State.HANDED_OVER: _("Result handed over"),
    State.REFUSED: _("Refused"),
    State.WITHDRAWN: _("Withdrawn"),
    State.STOPPED: _("Stopped"),
}
"""Each state that systems report in words."""

GROUNDS: dict[str, StrPromise] = {
    "supplement": _("awaiting a supplement"),
    "payment": _("awaiting payment"),
    "suspension": _("suspended"),
}
"""Why a clock stands still."""

CHANNELS: dict[int, StrPromise] = {
    Channel.DIRECT: _("In person"),
    Channel.ONLINE: _("Online"),
    Channel.POSTAL: _("By post"),
}
"""How a dossier came."""

LEVELS: dict[int, StrPromise] = {
    Level.INFORMATION: _("Information only"),
    Level.PARTIAL: _("Partly online"),
    Level.FULL: _("Fully online"),
}
"""Service levels."""

YES_NO: dict[str, StrPromise] = {"yes": _("yes"), "no": _("no")}

CANONICAL: dict[str, dict[str, StrPromise]] = {
    "state": STATES,
    "channel": {"direct": CHANNELS[1], "online": CHANNELS[2], "postal": CHANNELS[3]},
    "level": {"none": LEVELS[2], "partial": LEVELS[3], "full": LEVELS[4]},
    "payment": {"online": _("paid online"), "offline": _("paid otherwise")},
    "digitised": YES_NO,
    "result_attached": YES_NO,
    "reused": YES_NO,
}
"""The words into which a reading translates those of a file, by canonical column."""

QUARANTINE: dict[str, tuple[StrPromise, StrPromise]] = {
    "missing dossier code": (
        _("No dossier code"),
        _("Look the dossier up in the source system and write its code."),
    ),
    "impossible date": (
        _("A date that cannot be"),
        _("Correct the date; write it as 14/6/2026 08:05."),
    ),
    "finished before received": (
        _("Finished before it was received"),
        _("One of the two dates is wrong: compare with the source system."),
    ),
    "unknown procedure and sector": (
        _("Neither procedure nor field is known"),
        _("Write the procedure's code or the field."),
    ),
    "no reception time": (
        _("Processed, but without a day of reception"),
        _("Write the day of reception."),
    ),
    "no finishing time": (
        _("Ended, but without a day of ending"),
        _("Write the day on which the result was ready."),
    ),
    "contradictory times": (
        _("Pauses that contradict each other"),
        _("Compare the pauses with the source system and correct the wrong time."),
    ),
    "held by another unit": (
        _("The dossier belongs to another unit"),
        _("Check the unit; if the file is of another unit, leave the row out."),
    ),
}
"""Why a row cannot be counted, and what to do about it."""

STEPS: dict[str, StrPromise] = {
    "read": _("Reading the files"),
    "compare": _("Comparing with what is known"),
    "record": _("Writing the journal"),
    "derive": _("Working out the states"),
    "post": _("Posting to the ledger"),
    "done": _("Done"),
}
"""The steps of an import."""
