"""The truth of a made-up dossier, and how it stood as of an instant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from motcua.hub.simulate.mix import Procedure
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due
from motcua.rules.instants import Instant
from motcua.rules.terms import Pause

RESOLVED, REFUSED, WITHDRAWN, STOPPED = "resolved", "refused", "withdrawn", "stopped"
TURNED_AWAY, ASKED_TO_COMPLETE = "turned_away", "lodged_supplement"


class Wait(NamedTuple):
    """A pause: instants in milliseconds UTC, `end` None while it lasts; `ground` as in `mix.csv`."""

    begin: Instant
    end: Instant | None
    ground: str


@dataclass(slots=True)
class Dossier:
    """Everything that happened to a dossier; instants in milliseconds UTC, None for what did not happen.

    `channel` is the national number; `answer` what became of a dossier that was not accepted, at `answered`;
    `person` numbers the applicant; `led_by` is the system whose export speaks for it.
    """

    code: str
    procedure: Procedure
    channel: int
    led_by: str
    person: int
    lodged: Instant
    received: Instant | None = None
    due: Instant | None = None
    wait: Wait | None = None
    outcome: str | None = None
    finished: Instant | None = None
    returned: Instant | None = None
    answer: str | None = None
    answered: Instant | None = None
    fee: int = 0
    paid_online: bool = False
    digitised: bool = False

    @property
    def updated(self) -> Instant:
        """When anything happened to it last."""
        wait = (self.wait.begin, self.wait.end) if self.wait else ()
        told = (self.lodged, self.received, *wait, self.finished, self.returned, self.answered)
        return max(at for at in told if at is not None)


def due_of(dossier: Dossier, calendar: WorkingCalendar) -> Instant | None:
    """The due instant that its system states: by the term, a pause counted once it is over."""
    if dossier.received is None:
        return None
    procedure, wait = dossier.procedure, dossier.wait
    over = (wait.end or dossier.finished) if wait else None
    pauses = (Pause(wait.begin, over),) if wait and over is not None else ()
    found = due(dossier.received, procedure.term, calendar, procedure.rules, pauses)
    return found.instant if found else None


def as_of(dossier: Dossier, at: Instant, calendar: WorkingCalendar) -> Dossier:
    """The dossier as it stood at an instant: nothing that happened later, and the due instant of then."""
    if dossier.updated <= at:
        return dossier
    known = replace(
        dossier,
        received=_by(dossier.received, at),
        wait=_wait_by(dossier.wait, at),
        outcome=dossier.outcome if _by(dossier.finished, at) else None,
        finished=_by(dossier.finished, at),
        returned=_by(dossier.returned, at),
        answer=dossier.answer if _by(dossier.answered, at) else None,
        answered=_by(dossier.answered, at),
    )
    return replace(known, due=due_of(known, calendar))


def _by(event: Instant | None, at: Instant) -> Instant | None:
    return event if event is not None and event <= at else None


def _wait_by(wait: Wait | None, at: Instant) -> Wait | None:
    if wait is None or wait.begin > at:
        return None
    return Wait(wait.begin, _by(wait.end, at), wait.ground)
