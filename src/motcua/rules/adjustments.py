"""What changed in the figures of a closed period for one dossier (điều chỉnh sau khi chốt số liệu)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

Figures = Mapping[str, int]

COUNTED = ("carried_over", "received", "reopened", "transferred_in")
"""The measures by which a dossier enters a period's figures."""

ENDINGS = ("early", "on_time", "late", "refused", "withdrawn", "other_closed_late", "transferred_out")
STANDINGS = ("open_in_term", "open_overdue", "awaiting_supplement", "paused", "waiting_overdue")
WAITING_ROOM = ("lodged", "lodged_supplement", "turned_away")


class What(StrEnum):
    """What became of a dossier in the figures, the strongest change first."""

    ADDED = "added"
    """It was not counted and is."""
    REMOVED = "removed"
    """It was counted and is no longer."""
    ENDED = "ended"
    """It was open at the end of the period, and had ended by then as we know now."""
    NOT_ENDED = "not_ended"
    """It had ended, and was open still as we know now."""
    OUTCOME = "outcome"
    """It ended in another way: late instead of early, refused instead of resolved."""
    STANDING = "standing"
    """It was open in another state: overdue instead of in term, waiting instead of worked on."""
    PARTICULARS = "particulars"
    """It is counted in another place or with other facts: received, channel, field, system, digitised, fee."""
    BEFORE_ACCEPTANCE = "before_acceptance"
    """It is counted neither then nor now, but stands otherwise before acceptance."""


class Cause(StrEnum):
    """Where a change came from."""

    REPORT = "report"
    """A system told of it later: a newer export, or one that came late."""
    CORRECTION = "correction"
    """An entry of our own journal was corrected."""
    LATE_ENTRY = "late_entry"
    """An act was entered after the period had been closed."""
    RECALCULATED = "recalculated"
    """Nothing new was told: calendar, term or rules were changed and the moves drawn again."""


def what(then: Figures, now: Figures) -> What:
    """What changed between two sets of figures of one dossier over the same period; they must differ somewhere."""
    was, is_now = _any(then, COUNTED), _any(now, COUNTED)
    if was != is_now:
        return What.ADDED if is_now else What.REMOVED
    if not was:
        return What.BEFORE_ACCEPTANCE
    if then["open"] > now["open"]:
        return What.ENDED
    if then["open"] < now["open"]:
        return What.NOT_ENDED
    if _differ(then, now, ENDINGS):
        return What.OUTCOME
    return What.STANDING if _differ(then, now, STANDINGS) else What.PARTICULARS


def cause(kinds: frozenset[str]) -> Cause:
    """Where a change came from, by the kinds of journal entries that were recorded since."""
    if "corrected" in kinds:
        return Cause.CORRECTION
    if "reported" in kinds:
        return Cause.REPORT
    return Cause.LATE_ENTRY if kinds else Cause.RECALCULATED


def _any(figures: Figures, names: tuple[str, ...]) -> bool:
    return any(figures[name] for name in names)


def _differ(then: Figures, now: Figures, names: tuple[str, ...]) -> bool:
    return any(then[name] != now[name] for name in names)
