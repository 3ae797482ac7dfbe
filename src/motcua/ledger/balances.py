"""Month-start balances: what makes the statement of any period cheap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache

from django.db.models import Min

from motcua.dossiers.bulk import insert
from motcua.ledger.models import Balance, BalancedMonth, Move
from motcua.ledger.named_sql import rows
from motcua.rules.instants import Day, date_of, day_of

Key = tuple[int, int, int]
"""Cell, account from, account to."""


def month_start(day: Day) -> Day:
    """The local day that begins the month of a day."""
    return day_of(date_of(day).replace(day=1))


def next_month(month: Day) -> Day:
    """The local day that begins the month after."""
    first = date_of(month)
    return day_of(date(first.year + first.month // 12, first.month % 12 + 1, 1))


def rebalance(unit: int, since: Day, today: Day) -> None:
    """Write the balances of a unit anew from the month of `since` on.

    `since` is the earliest day on which anything changed, `today` the day of recording: balances go up to
    the month after it, moves posted further ahead are read one by one.
    """
    kept = _last_kept(unit, month_start(since))
    base = _base(unit, kept)
    first = kept if kept is not None else month_start(_first_day(unit))
    Balance.objects.filter(unit=unit, month__gt=first).delete()
    BalancedMonth.objects.filter(unit=unit, month__gt=first).delete()
    if kept is None:
        BalancedMonth.objects.get_or_create(unit_id=unit, month=first)
    _write(unit, first, base, next_month(month_start(today)))


def _last_kept(unit: int, month: Day) -> Day | None:
    months = BalancedMonth.objects.filter(unit=unit, month__lte=month).order_by("-month")
    return months.values_list("month", flat=True).first()


def _first_day(unit: int) -> Day:
    return Move.objects.filter(unit=unit).aggregate(first=Min("effect_day"))["first"] or 0


def _base(unit: int, month: Day | None) -> Counter[Key]:
    found = Balance.objects.filter(unit=unit, month=month) if month is not None else Balance.objects.none()
    return Counter({row[:3]: row[3] for row in found.values_list("cell", "from_account", "to_account", "n")})


def _write(unit: int, first: Day, running: Counter[Key], last: Day) -> None:
    months = list(_months(first, last))
    by_month = _moves_by_month(unit, first, last)
    balances: list[tuple[int, ...]] = []
    for month in months:
        running.update(by_month.get(month, Counter()))
        following = next_month(month)
        balances += [(unit, following, *key, n) for key, n in running.items() if n]
    insert("ledger_balance", ("unit_id", "month", "cell_id", "from_account", "to_account", "n"), balances)
    insert("ledger_balancedmonth", ("unit_id", "month"), [(unit, next_month(month)) for month in months])


def _months(first: Day, last: Day) -> Iterator[Day]:
    """The months from `first` on whose following month is not after `last`."""
    month = first
    while month < last:
        yield month
        month = next_month(month)


def _moves_by_month(unit: int, first: Day, last: Day) -> dict[Day, Counter[Key]]:
    found: defaultdict[Day, Counter[Key]] = defaultdict(Counter)
    start_of = cache(month_start)
    days = {"units": [unit], "first_day": first, "end_day": last}
    for cell, origin, target, day, n in rows("moves_by_day", days):
        found[start_of(day)][(cell, origin, target)] += n
    return found
