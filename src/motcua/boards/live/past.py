"""What a unit had in hand at an earlier instant, as it was known then: from the moves of the ledger and the journal alone.

Who had a dossier, in which step it was and which system led it are kept as of now only, so no row of the past tells them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motcua.boards.live.rows import (
    PACKAGE,
    STANDING_STILL,
    STILL,
    WORKED_ON,
    Row,
    Stops,
    account_of,
    stops_of,
)
from motcua.boards.live.scope import Scope
from motcua.catalogue.calendars import calendar_of
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Act
from motcua.ledger.models import Move
from motcua.ledger.named_sql import rows
from motcua.ledger.rolled import Minute
from motcua.rules.accounts import NOT_RECEIVED, OPEN, Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant, local_day
from motcua.rules.urgency import IN_HAND, band_of


def in_hand_then(scope: Scope, at: Minute, known_at: Instant) -> list[Row]:
    """The dossiers that the units of a scope had in hand in a minute, as known at an instant (milliseconds UTC)."""
    if not scope.units:
        return []
    asked = {
        "units": list(scope.units), "known_at": known_at, "day": at.day, "now": at.instant,
        "in_hand": sorted(map(int, IN_HAND)), "open": sorted(map(int, OPEN)),
        "outside": sorted(map(int, NOT_RECEIVED | {Account.TRANSFERRED})),
    }  # fmt: skip
    calendars = {unit: calendar_of(unit) for unit in scope.units}
    return [_row(found, at, calendars[found[1]]) for found in rows("in_hand_known_at", asked, PACKAGE)]


def _row(found: tuple[Any, ...], at: Minute, calendar: WorkingCalendar) -> Row:
    dossier, unit, cell, field, system, channel, level, lane, sums, overdue_at, received = found
    account = account_of(sums)
    due = None if overdue_at is None else local_day(overdue_at - 1)
    return Row(
        dossier, unit, field, system, channel, level, lane, account, due, overdue_at,
        band_of(account, due, at.day, calendar), STANDING_STILL.get(account, WORKED_ON),
        None, None, "", None, received, 0, False, cell,
    )  # fmt: skip


def known_then(scope: Scope, known_at: Instant) -> bool:
    """Whether anything of the units of a scope had been recorded by an instant: before that, 0 says nothing."""
    return Move.objects.filter(unit__in=scope.units, recorded_at__lte=known_at).exists()


def stops_then(scope: Scope, known_at: Instant) -> Stops:
    """See `rows.stops`, as known at an instant."""
    asked = {"units": list(scope.units), "still": STILL, "known_at": known_at}
    return stops_of(rows("waits_known_at", asked, PACKAGE) if scope.units else [])


def apologised_then(dossiers: Iterable[int], known_at: Instant) -> frozenset[int]:
    """Those of some dossiers whose applicants had been sent an apology with a new appointment by an instant."""
    found: set[int] = set()
    for chunk in chunks(dossiers):
        sent = Act.objects.filter(kind="apologised", dossier__in=chunk, recorded_at__lte=known_at)
        found.update(sent.values_list("dossier", flat=True))
    return frozenset(found)
