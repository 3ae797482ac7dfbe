"""Month-start balances: what makes the statement of any period cheap.

They are kept by adding what is posted, so that one act costs a few rows and an import as many as it has cells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from motcua.catalogue.quick import run
from motcua.dossiers.bulk import insert, upsert
from motcua.ledger.models import Balance
from motcua.ledger.named_sql import rows
from motcua.rules.instants import Day, date_of, day_of

Key = tuple[int, int, int]
"""Cell, account from, account to."""

_PAIR = ("from_account", "to_account")
_KEY = ("cell_id", *_PAIR)

ByMonth = dict[Day, Counter[Key]]


def month_start(day: Day) -> Day:
    """The local day that begins the month of a day."""
    return day_of(date_of(day).replace(day=1))


def next_month(month: Day) -> Day:
    """The local day that begins the month after."""
    first = date_of(month)
    return day_of(date(first.year + first.month // 12, first.month % 12 + 1, 1))


def add(unit: int, moves: pl.DataFrame, today: Day) -> None:
    """Add moves that are about to be posted to a unit's balances; call it before they are written.

    `moves` has `cell`, `from_account`, `to_account`, `day` (local day of effect) and `n`; `today` is the day
    of recording: balances go up to the month after it, what takes effect later is read move by move.
    """
    month = pl.col("day").cast(pl.Date).dt.month_start().cast(pl.Int32)
    sums = moves.group_by("cell", "from_account", "to_account", month).agg(pl.col("n").cast(pl.Int64).sum())
    add_entries(unit, sums.rows(), today)
    Balance.objects.filter(unit=unit, n=0).delete()


def add_entries(unit: int, entries: Iterable[tuple[int, int, int, Day, int]], today: Day) -> None:
    """The same for a few moves, as (cell, account from, account to, day, n); balances that come to 0 stay."""
    by_month = _by_month(entries)
    months = _extend(unit, min(by_month), next_month(month_start(today)))
    running: Counter[Key] = Counter()
    balances: list[tuple[int, ...]] = []
    waiting = sorted(by_month, reverse=True)
    for month in months:
        while waiting and waiting[-1] < month:
            running.update(by_month[waiting.pop()])
        balances += [(month, *key, n) for key, n in running.items() if n]
    _add(unit, balances)


def _add(unit: int, balances: list[tuple[int, ...]]) -> None:
    # In the order of the index, so that a database finds its way from one to the next.
    rows = [(unit, *row) for row in sorted(balances)]
    rolled: Counter[tuple[int, ...]] = Counter()
    for _unit, month, _cell, *pair, n in rows:
        rolled[(unit, month, *pair)] += n
    upsert("ledger_balance", ("unit_id", "month", *_KEY), "n", rows)
    together = [(*key, n) for key, n in sorted(rolled.items())]
    upsert("ledger_unitbalance", ("unit_id", "month", *_PAIR), "n", together)


def _by_month(entries: Iterable[tuple[int, int, int, Day, int]]) -> ByMonth:
    """Moves summed up by the month in which they take effect."""
    found: defaultdict[Day, Counter[Key]] = defaultdict(Counter)
    starts: dict[Day, Day] = {}
    for cell, origin, target, day, n in entries:
        start = starts.get(day)
        if start is None:
            start = starts[day] = month_start(day)
        found[start][(cell, origin, target)] += n
    return found


def _extend(unit: int, first: Day, last: Day) -> list[Day]:
    """Make sure there are balances for every month from `first` to `last`; gives all the unit's months."""
    months = [
        row[0]
        for row in run("SELECT month FROM ledger_balancedmonth WHERE unit_id = %s ORDER BY month", [unit])
    ]
    if months and months[-1] < last:
        _carry_forward(unit, months[-1], last)
    span = list(_months(min([first, *months]), max([last, *months])))
    missing = [(unit, month) for month in span if month not in set(months)]
    if missing:
        insert("ledger_balancedmonth", ("unit_id", "month"), missing)
    return span


def _carry_forward(unit: int, kept: Day, last: Day) -> None:
    """Balances of the months after `kept`: that of `kept` and what has been posted since."""
    stored = Balance.objects.filter(unit=unit, month=kept).values_list(
        "cell", "from_account", "to_account", "n"
    )
    running: Counter[Key] = Counter({row[:3]: row[3] for row in stored})
    posted = _by_month(rows("moves_by_day", {"units": [unit], "first_day": kept, "end_day": last}))
    balances: list[tuple[int, ...]] = []
    for month in _months(kept, last):
        if month > kept:
            balances += [(unit, month, *key, n) for key, n in running.items() if n]
        running.update(posted.get(month, Counter()))
    insert("ledger_balance", ("unit_id", "month", *_KEY, "n"), balances)
    rolled: Counter[tuple[int, ...]] = Counter()
    for _unit, month, _cell, *pair, n in balances:
        rolled[(unit, month, *pair)] += n
    insert("ledger_unitbalance", ("unit_id", "month", *_PAIR, "n"), ((*key, n) for key, n in rolled.items()))


def _months(first: Day, last: Day) -> Iterator[Day]:
    """The months from `first` to `last`, both included."""
    month = first
    while month <= last:
        yield month
        month = next_month(month)
