"""Which due instants a change of the calendar moves: open dossiers under the calendar before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due
from motcua.rules.clock_bulk import NEVER, UNIT_CODES, PauseColumns, due_bulk
from motcua.rules.instants import Instant, local_day
from motcua.rules.terms import PLAIN, Extension, OnResume, Pause, Term, TermRules


@dataclass(frozen=True)
class OpenDossier:
    """What the clock of an open dossier needs; `key` names it for whoever asks."""

    key: Hashable
    received: Instant
    term: Term
    rules: TermRules = PLAIN
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()


@dataclass(frozen=True)
class MovedDue:
    """A due instant before and after a change, in milliseconds UTC; `days` later (earlier: negative) by local day."""

    key: Hashable
    before: Instant
    after: Instant

    @property
    def days(self) -> int:
        """How many days of the calendar the due day moves."""
        return local_day(self.after) - local_day(self.before)


def moved_dues(
    dossiers: Iterable[OpenDossier], before: WorkingCalendar, after: WorkingCalendar
) -> list[MovedDue]:
    """The dossiers whose due instant differs between two calendars, in the order in which they were given.

    A dossier that waits has no due instant and is none of them. Raises PauseError, TermError, CalendarRangeError.
    """
    listed = list(dossiers)
    found = [(NEVER, NEVER)] * len(listed)
    groups: dict[TermRules, list[int]] = defaultdict(list)
    for place, dossier in enumerate(listed):
        if len(dossier.pauses) < 2 and not dossier.extensions:
            groups[dossier.rules].append(place)
        else:
            found[place] = (_due(dossier, before), _due(dossier, after))
    for rules, places in groups.items():
        some = [listed[place] for place in places]
        pairs = zip(_bulk(some, rules, before), _bulk(some, rules, after), strict=True)
        for place, pair in zip(places, pairs, strict=True):
            found[place] = pair
    return [
        MovedDue(dossier.key, old, new)
        for dossier, (old, new) in zip(listed, found, strict=True)
        if old != new and NEVER not in (old, new)
    ]


def _due(dossier: OpenDossier, calendar: WorkingCalendar) -> Instant:
    found = due(dossier.received, dossier.term, calendar, dossier.rules, dossier.pauses, dossier.extensions)
    return NEVER if found is None else found.instant


def _bulk(dossiers: Sequence[OpenDossier], rules: TermRules, calendar: WorkingCalendar) -> list[Instant]:
    received = np.array([dossier.received for dossier in dossiers], dtype=np.int64)
    amounts = np.array([dossier.term.amount for dossier in dossiers], dtype=np.int64)
    units = np.array([UNIT_CODES[dossier.term.unit] for dossier in dossiers])
    pauses = [dossier.pauses[0] if dossier.pauses else None for dossier in dossiers]
    columns = PauseColumns(
        np.array([NEVER if pause is None else pause.begin for pause in pauses], dtype=np.int64),
        np.array(
            [NEVER if pause is None or pause.end is None else pause.end for pause in pauses], dtype=np.int64
        ),
        np.array([pause is not None and pause.on_resume is OnResume.RESTART for pause in pauses], dtype=bool),
    )
    return [int(instant) for instant in due_bulk(received, amounts, units, calendar, rules, columns).instants]
