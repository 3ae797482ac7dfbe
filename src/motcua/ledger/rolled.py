"""The ledger of whole units, rolled up by day: what boards of many units read instead of moves and cells.

Kept by adding what is posted, as the balances are; `verify` compares every row with the moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from motcua.dossiers.bulk import upsert
from motcua.ledger.daily import RESOLVED, Flows
from motcua.ledger.models import UnitAhead
from motcua.ledger.named_sql import rows
from motcua.rules.accounts import NOT_RECEIVED, OPEN, Account
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, OFFSET_MS, Day, Instant, day_start, local_day

_PAIR = ("from_account", "to_account")
AHEAD = (int(Account.IN_TERM), int(Account.OVERDUE))
"""The move that is posted ahead."""


class Minute(NamedTuple):
    """The present of a board: a local day and the minute of it that has begun."""

    day: Day
    minute: int

    @property
    def instant(self) -> Instant:
        """Milliseconds UTC at which the minute began."""
        return day_start(self.day) + self.minute * MS_PER_MINUTE


def minute_of(now: Instant) -> Minute:
    """The minute in which an instant lies."""
    day = local_day(now)
    return Minute(day, (now - day_start(day)) // MS_PER_MINUTE)


def add(unit: int, moves: pl.DataFrame) -> None:
    """Add moves that are being posted; `moves` has day, from_account, to_account, effect_at and n."""
    counted = moves.select(pl.col(name).cast(pl.Int64) for name in ("day", *_PAIR, "effect_at", "n"))
    _add_days(unit, counted.group_by("day", *_PAIR).agg(pl.col("n").sum()).rows())
    overdue = counted.filter((pl.col("from_account") == AHEAD[0]) & (pl.col("to_account") == AHEAD[1]))
    minute = minute_after(pl.col("effect_at"), pl.col("day")).alias("minute")
    _add_ahead(unit, overdue.group_by("day", minute).agg(pl.col("n").sum()).rows())


def add_entries(unit: int, entries: Iterable[tuple[int, int, Day, Instant, int]]) -> None:
    """The same for a few moves, as (account from, account to, day, instant of effect, n)."""
    days, minutes = Counter[tuple[int, int, int]](), Counter[tuple[int, int]]()
    for origin, target, day, at, n in entries:
        days[day, origin, target] += n
        if (origin, target) == AHEAD:
            minutes[day, minute_after(at, day)] += n
    _add_days(unit, [(*key, n) for key, n in days.items()])
    _add_ahead(unit, [(*key, n) for key, n in minutes.items()])


def minute_after(at: Any, day: Any) -> Any:
    """Minutes after midnight, begun ones counted as whole; of numbers as of columns."""
    return (at + OFFSET_MS - day * MS_PER_DAY + MS_PER_MINUTE - 1) // MS_PER_MINUTE


def _add_days(unit: int, sums: Iterable[Sequence[int]]) -> None:
    _upsert("ledger_unitday", ("unit_id", "day", *_PAIR), unit, sums)


def _add_ahead(unit: int, sums: Iterable[Sequence[int]]) -> None:
    _upsert("ledger_unitahead", ("unit_id", "day", "minute"), unit, sums)


def _upsert(table: str, keys: Sequence[str], unit: int, sums: Iterable[Sequence[int]]) -> None:
    upsert(table, keys, "n", sorted((unit, *one) for one in sums if one[-1]))


def clean(unit: int) -> None:
    """Drop the minutes in which nothing becomes overdue any more."""
    UnitAhead.objects.filter(unit=unit, n=0).delete()


_ACCOUNTS = {int(account): account for account in Account}
"""Accounts by their numbers: an enumeration asked thousands of times is not quick."""


def states(units: Sequence[int], at: Minute) -> dict[int, Counter[Account]]:
    """How many dossiers each unit (key) has in each account in a minute."""
    found: defaultdict[int, Counter[Account]] = defaultdict(Counter)
    values = {"units": list(units), "day": at.day, "minute": at.minute}
    for unit, origin, target, n in rows("unit_states", values):
        found[unit][_ACCOUNTS[target]] += n
        found[unit][_ACCOUNTS[origin]] -= n
    return dict(found)


def flows(units: Sequence[int], first: Day, last: Day) -> Mapping[tuple[int, Day], Flows]:
    """What each unit received and resolved on each local day, both included; days without any are left out."""
    return {
        (unit, day): Flows(*found) for unit, day, *found in rows("unit_flows", _asked(units, first, last))
    }


def flows_together(units: Sequence[int], first: Day, last: Day) -> Mapping[Day, Flows]:
    """The same of all these units together."""
    return {day: Flows(*found) for day, *found in rows("days_together", _asked(units, first, last))}


def _asked(units: Sequence[int], first: Day, last: Day) -> dict[str, Any]:
    return {
        "units": list(units), "first_day": first, "end_day": last + 1,
        "outside": sorted(NOT_RECEIVED), "open": sorted(OPEN), "resolved": RESOLVED,
    }  # fmt: skip


def ahead(units: Sequence[int], at: Minute, last: Day) -> Mapping[tuple[int, Day], int]:
    """How many dossiers of each unit are due on each local day up to `last` and become overdue after a minute.

    From the moves posted ahead: what will be late if nothing happens.
    """
    values = {"units": list(units), "day": at.day, "minute": at.minute, "last_day": last}
    return {(unit, day): n for unit, day, n in rows("unit_ahead", values) if n}
