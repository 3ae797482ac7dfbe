"""A plain recount of what systems had told, dossier by dossier: no ledger, no SQL, no data frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from motcua.rules.instants import MS_PER_DAY, MS_PER_HOUR, Day, Instant, date_of, day_of, day_start, local_day
from motcua.rules.periods import Period
from tests.ledger.lives import TERMS, Stop, Told

NAMES = (
    "received_online", "received_direct_or_postal", "received", "carried_over", "early", "on_time", "late",
    "refused", "withdrawn", "other_closed_late", "closed", "open_in_term", "open_overdue",
    "awaiting_supplement", "paused", "waiting_in_term", "waiting_overdue", "open", "digitised",
    "fee_dossiers", "fee_paid_online", "lodged", "lodged_supplement", "turned_away",
)  # fmt: skip
"""The figures that are recounted; each may have none."""

ACCOUNTS = {
    "outside": 0, "lodged": 1, "lodged_supplement": 2, "turned_away": 3, "in_term": 10, "overdue": 10,
    "supplement": 20, "supplement late": 21, "payment": 22, "payment late": 23, "suspension": 24,
    "suspension late": 25,
}  # fmt: skip
"""The account of a dossier's latest state; a due day that passed by without anything else is not kept there."""

CLOSING = 17 * MS_PER_HOUR
DAYS_OFF = {
    date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2),
}  # fmt: skip
"""The holidays of 2026 that fall on a weekday of the months in question; 31/8 for Saturday, 22/8."""
DAYS_WORKED = {date(2026, 8, 22)}

ENDINGS = {"ready": 30, "handed_over": 30, "refused": 33, "withdrawn": 36, "stopped": 39}
TIMELINESS = ("early", "on_time", "late")

Lists = dict[str, list[str]]


def recount(told: Iterable[Told], period: Period) -> Lists:
    """The codes behind every figure of a period."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for one in told:
        for name in _figures_of(one, *_ends(period)):
            lists[name].append(one.code)
    return {name: sorted(lists[name]) for name in NAMES}


def counts(lists: Lists, names: Iterable[str]) -> dict[str, int]:
    """How long the lists of these figures are."""
    return {name: len(lists[name]) for name in names}


def account_of(one: Told) -> int:
    """The account in which the dossier stands by the last thing that was told."""
    if one.received is None or one.finished is None:
        late = any(_late_before(one, stop) for stop in one.stops)
        state = _standing(one, 2**62)
        return 11 if late and state == "overdue" else ACCOUNTS[state]
    return ENDINGS[one.state] + TIMELINESS.index(_timeliness(one))


def _ends(period: Period) -> tuple[Instant, Instant]:
    return day_start(day_of(period.first)), day_start(day_of(period.last) + 1)


def _figures_of(one: Told, start: Instant, end: Instant) -> list[str]:
    before, after = _standing(one, start), _standing(one, end)
    names = []
    if one.received is not None and start <= one.received < end:
        names += ["received", "received_online" if one.channel == 2 else "received_direct_or_postal"]
    if _is_open(before):
        names += ["carried_over"]
    if names:
        names += _facts(one)
    if one.received is not None and one.finished is not None and start <= one.finished < end:
        names += _closing(one)
    if after == "turned_away" != before:
        names += [after]
    return names + _stock(after)


def _facts(one: Told) -> list[str]:
    paid = one.fee and one.paid_online
    told = {"digitised": one.digitised, "fee_dossiers": one.fee, "fee_paid_online": paid}
    return [name for name, holds in told.items() if holds]


def _closing(one: Told) -> list[str]:
    timeliness = _timeliness(one)
    if one.state in ("ready", "handed_over"):
        return ["closed", timeliness]
    named = "refused" if one.state == "refused" else "withdrawn"
    return ["closed", named, *(["other_closed_late"] if timeliness == "late" else [])]


def _stock(state: str) -> list[str]:
    if not _is_open(state):
        return [state] if state in ("lodged", "lodged_supplement") else []
    if state in ("in_term", "overdue"):
        return ["open", f"open_{state}"]
    waiting = "awaiting_supplement" if state.startswith("supplement") else "paused"
    return ["open", waiting, "waiting_overdue" if state.endswith(" late") else "waiting_in_term"]


def _is_open(state: str) -> bool:
    return state not in ("outside", "lodged", "lodged_supplement", "turned_away", "closed")


def _standing(one: Told, end: Instant) -> str:
    """Where the dossier stood just before an instant."""
    if one.received is None or one.received >= end:
        return _before_acceptance(one, end)
    if one.finished is not None and one.finished < end:
        return "closed"
    since = _overdue_from(one)
    for stop in one.stops:
        if stop.begin < end and (stop.end is None or stop.end >= end):
            return f"{stop.ground} late" if _late_before(one, stop) else stop.ground
    return "overdue" if since is not None and since < end else "in_term"


def _before_acceptance(one: Told, end: Instant) -> str:
    if one.lodged is None or one.lodged >= end:
        return "outside"
    answered = one.received is None and one.finished is not None and one.finished < end
    return one.state if answered else "lodged"


def due_of(one: Told) -> Instant | None:
    """The due instant: as it is stated, else by the working days of the procedure; None while nobody can know it."""
    if one.received is None or one.due is not None or one.procedure is None:
        return one.due
    day = _after(local_day(one.received), TERMS[one.procedure])
    for stop in one.stops:
        end = stop.end or one.finished
        if day < local_day(stop.begin):
            break
        if end is None:
            return None
        # The working days after the one of the pause's begin, up to the one of its end, are given back.
        given = [gone for gone in range(local_day(stop.begin) + 1, local_day(end) + 1) if _is_worked(gone)]
        day = max(_after(day, len(given)), _goes_on(end))
    return day_start(day) + CLOSING


def _after(day: Day, count: int) -> Day:
    """The working day so many working days after a day."""
    while count:
        day += 1
        count -= _is_worked(day)
    return day


def _goes_on(end: Instant) -> Day:
    """The first day on which work can go on after an instant."""
    day = local_day(end)
    return day if _is_worked(day) and end < day_start(day) + CLOSING else _after(day, 1)


def _is_worked(day: Day) -> bool:
    named = date_of(day)
    return (named.weekday() < 5 and named not in DAYS_OFF) or named in DAYS_WORKED


def _overdue_from(one: Told) -> Instant | None:
    """00:00 of the day after the due day; the due instant itself where that is on the day of reception."""
    due = due_of(one)
    if due is None or one.received is None:
        return None
    if local_day(due) == local_day(one.received):
        return due
    return max(day_start(local_day(due)) + MS_PER_DAY, one.received)


def _late_before(one: Told, stop: Stop) -> bool:
    since = _overdue_from(one)
    return since is not None and since <= stop.begin


def _timeliness(one: Told) -> str:
    """By days, or by instants on the day of reception; what was late before a pause stays late."""
    assert one.received is not None and one.finished is not None
    if (due := due_of(one)) is None:
        return "on_time"
    if any(_late_before(one, stop) for stop in one.stops):
        return "late"
    by_instant = local_day(due) == local_day(one.received)
    now, then = (one.finished, due) if by_instant else (local_day(one.finished), local_day(due))
    return "early" if now < then else "late" if now > then else "on_time"
