"""What another system says about one dossier, and the acts that follow from it.

A report (sighting) says how things stand, not what was done; the rules make the acts of it. It is the body
of a journal entry of kind `reported`, so its keys are never renamed; a new version gets a new reader.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NotRequired, TypedDict

from motcua.rules.accounts import Ground, Outcome
from motcua.rules.acts import Act, Kind
from motcua.rules.instants import Instant

BODY_VERSION = 1


class State(StrEnum):
    """A dossier's state in the words that all systems' words are translated into."""

    LODGED = "lodged"
    LODGED_SUPPLEMENT = "lodged_supplement"
    TURNED_AWAY = "turned_away"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    SUSPENDED = "suspended"
    READY = "ready"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class PauseReport(TypedDict):
    """A pause: instants in milliseconds UTC, `ground` a name of Ground in lower case."""

    begin: Instant
    end: Instant | None
    ground: str


class Report(TypedDict):
    """What one system says about one dossier; instants in milliseconds UTC, None where it does not say."""

    state: str
    lodged: Instant | None
    received: Instant | None
    due: Instant | None
    finished: Instant | None
    returned: Instant | None
    paused: Instant | None
    resumed: Instant | None
    ground: str | None
    pauses: NotRequired[list[PauseReport]]
    """All pauses but the last, where there was more than one."""


OUTCOMES = {
    State.READY: Outcome.RESOLVED,
    State.HANDED_OVER: Outcome.RESOLVED,
    State.REFUSED: Outcome.REFUSED,
    State.WITHDRAWN: Outcome.WITHDRAWN,
    State.STOPPED: Outcome.STOPPED,
}

GROUNDS = {ground.name.lower(): ground for ground in Ground}

PROGRESS = {
    State.HANDED_OVER: 60,
    State.READY: 50,
    State.REFUSED: 40,
    State.WITHDRAWN: 40,
    State.STOPPED: 40,
    State.AWAITING_SUPPLEMENT: 20,
    State.AWAITING_PAYMENT: 20,
    State.SUSPENDED: 20,
    State.IN_PROGRESS: 20,
    State.ACCEPTED: 20,
    State.TURNED_AWAY: 12,
    State.LODGED_SUPPLEMENT: 10,
    State.LODGED: 10,
}
"""How far a dossier had gone: between two reports of one system the one that went further is right.

States between which a dossier goes to and fro stand equal: there the later news is right, and in news of
the same instant the last pause or resumption, then `RANK`.
"""

RANK = {State.AWAITING_SUPPLEMENT: 3, State.AWAITING_PAYMENT: 3, State.SUSPENDED: 3, State.IN_PROGRESS: 2,
        State.ACCEPTED: 1, State.LODGED_SUPPLEMENT: 1}  # fmt: skip
"""Which of two reports of the same instant went further among states that stand equal; 0 where not named."""


def acts_of(report: Report) -> list[Act]:
    """The acts that a report tells of, in the order in which they took effect."""
    state, received = State(report["state"]), report["received"]
    acts = _before_acceptance(report, state)
    if received is None:
        return acts
    acts.append(Act(Kind.ACCEPTED, received))
    if report["due"] is not None:
        acts.append(Act(Kind.DUE_STATED, received, due=report["due"]))
    for pause in pauses_of(report):
        acts += _pause_acts(pause)
    if state in OUTCOMES and report["finished"] is not None:
        acts.append(Act(Kind.FINISHED, report["finished"], outcome=OUTCOMES[state]))
    return acts


def _before_acceptance(report: Report, state: State) -> list[Act]:
    lodged, received = report["lodged"], report["received"]
    if lodged is None:
        return []
    if received is not None:
        return [Act(Kind.LODGED, lodged)] if lodged < received else []
    ending = {State.TURNED_AWAY: Kind.TURNED_AWAY, State.LODGED_SUPPLEMENT: Kind.COMPLETION_ASKED}.get(state)
    since = report["finished"] or lodged
    return [Act(Kind.LODGED, lodged)] + ([Act(ending, max(since, lodged))] if ending else [])


def pauses_of(report: Report) -> list[PauseReport]:
    """All pauses that a report tells of, the last one also where it is still open."""
    pauses = list(report.get("pauses", []))
    if report["paused"] is not None:
        ground = report["ground"] or "suspension"
        pauses.append(PauseReport(begin=report["paused"], end=report["resumed"], ground=ground))
    return pauses


def _pause_acts(pause: PauseReport) -> list[Act]:
    acts = [Act(Kind.PAUSED, pause["begin"], ground=GROUNDS[pause["ground"]])]
    return acts + ([Act(Kind.RESUMED, pause["end"])] if pause["end"] is not None else [])
