"""A plain recount of dossiers from the truth, without ledger, moves or SQL: what a statement has to say.

For each dossier it asks where it stood at the end of the last day of the period and what happened within it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from motcua.hub.simulate.dossier import RESOLVED, TURNED_AWAY, Dossier
from motcua.rules.instants import MS_PER_DAY, Instant, day_of, day_start, local_day
from motcua.rules.measures import FACTS, STATEMENT
from motcua.rules.periods import Period

NOT_ACCEPTED = ("lodged", "lodged_supplement", "turned_away")
NAMES = (*STATEMENT, *FACTS, *NOT_ACCEPTED)

Figures = dict[str, int]


def recount(dossiers: Iterable[Dossier], period: Period) -> Figures:
    """The figures of a period: those of a statement, the facts beside it, and what was not accepted."""
    counts: Counter[str] = Counter()
    start, end = day_start(day_of(period.first)), day_start(day_of(period.last) + 1)
    for dossier in dossiers:
        counts.update(_counted(dossier, start, end))
    return {name: counts[name] for name in NAMES}


def recount_by_field(dossiers: Iterable[Dossier], period: Period) -> dict[str, Figures]:
    """The same for each field that has any figure of a statement."""
    groups: defaultdict[str, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        groups[dossier.procedure.field].append(dossier)
    found = {field: recount(some, period) for field, some in groups.items()}
    return {
        field: {name: figures[name] for name in STATEMENT}
        for field, figures in found.items()
        if any(figures[name] for name in STATEMENT)
    }


def _counted(dossier: Dossier, start: Instant, end: Instant) -> list[str]:
    """The names of all figures in which a dossier counts."""
    received, finished = dossier.received, dossier.finished
    if received is None or received >= end:
        return _before_acceptance(dossier, start, end) if dossier.lodged < end else []
    if finished is not None and finished < start:
        return []
    new = "received_online" if dossier.channel == 2 else "received_direct_or_postal"
    names = [new if received >= start else "carried_over", *_facts(dossier)]
    ended = finished is not None and finished < end
    return [*names, _ending(dossier) if ended else _standing(dossier, end)]


def _facts(dossier: Dossier) -> list[str]:
    told = {
        "digitised": dossier.digitised,
        "fee_dossiers": dossier.fee > 0,
        "fee_paid_online": dossier.fee > 0 and dossier.paid_online,
    }
    return [name for name, holds in told.items() if holds]


def _before_acceptance(dossier: Dossier, start: Instant, end: Instant) -> list[str]:
    """Turned away in the period, which is over with it, or still standing before acceptance at its end."""
    answer, answered = dossier.answer, dossier.answered
    if answer is None or answered is None or answered >= end:
        return ["lodged"]
    return [answer] if answer != TURNED_AWAY or answered >= start else []


def _ending(dossier: Dossier) -> str:
    if dossier.outcome == RESOLVED:
        return _timeliness(dossier)
    return "refused" if dossier.outcome == "refused" else "withdrawn"


def _timeliness(dossier: Dossier) -> str:
    """By days, or by instants where the term ends on the day of reception; late before a pause is late for good."""
    received, due, finished = dossier.received, dossier.due, dossier.finished
    assert received is not None and due is not None and finished is not None
    if dossier.wait is not None and _overdue_from(dossier) <= dossier.wait.begin:
        return "late"
    by_instant = local_day(due) == local_day(received)
    now, then = (finished, due) if by_instant else (local_day(finished), local_day(due))
    return "early" if now < then else "late" if now > then else "on_time"


def _standing(dossier: Dossier, end: Instant) -> str:
    wait = dossier.wait
    if wait is not None and wait.begin < end and (wait.end is None or wait.end >= end):
        return "awaiting_supplement" if wait.ground == "supplement" else "paused"
    return "open_overdue" if _overdue_from(dossier) < end else "open_in_term"


def _overdue_from(dossier: Dossier) -> Instant:
    """00:00 of the day after the due day, or the due instant where that is on the day of reception."""
    received, due = dossier.received, dossier.due
    assert received is not None and due is not None
    return due if local_day(due) == local_day(received) else day_start(local_day(due)) + MS_PER_DAY
