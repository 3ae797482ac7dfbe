"""The words for what changed after a closing; English here, Vietnamese in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.boards.words import MEASURES
from motcua.boards.written import number
from motcua.rules.adjustments import Cause, What

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WHAT: dict[What, StrPromise] = {
    What.ADDED: _("counted in addition"),
    What.REMOVED: _("no longer counted"),
    What.ENDED: _("had ended in the period"),
    What.NOT_ENDED: _("had not ended in the period"),
    What.OUTCOME: _("ended in another way"),
    What.STANDING: _("stood otherwise at the end"),
    What.PARTICULARS: _("other particulars"),
    What.BEFORE_ACCEPTANCE: _("stood otherwise before acceptance"),
}

CAUSE: dict[Cause, StrPromise] = {
    Cause.REPORT: _("told by a system later"),
    Cause.CORRECTION: _("correction"),
    Cause.LATE_ENTRY: _("entered late"),
    Cause.RECALCULATED: _("calculated again"),
}

LEAVES = (
    "received_online", "received_direct", "received_postal", "carried_over", "early", "on_time", "late", "refused",
    "withdrawn", "transferred_out", "open_in_term", "open_overdue", "awaiting_supplement", "paused", "lodged",
    "lodged_supplement", "turned_away", "digitised", "fee_dossiers", "fee_paid_online", "reopened", "transferred_in",
)  # fmt: skip
"""The measures by which a change is told: those that no other one of them sums up."""


def differences_words(differences: dict[str, int]) -> str:
    """«Resolved early +1, being resolved in term −1»."""
    told = [f"{MEASURES[name]} {signed(differences[name])}" for name in LEAVES if name in differences]
    return "; ".join(told)


def signed(value: int) -> str:
    """A difference with its sign: «+3», «−2», «0»."""
    return f"+{number(value)}" if value > 0 else number(value).replace("-", "−")
