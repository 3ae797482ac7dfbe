"""Proving the roll-ups of whole units: every row against the moves and balances that it sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from motcua.ledger.fault import Fault
from motcua.ledger.models import Balance, Move, UnitAhead, UnitBalance, UnitDay
from motcua.ledger.rolled import AHEAD, minute_after
from motcua.rules.instants import date_of

_PAIR = ("from_account", "to_account")


def rolled_faults(unit: int) -> Iterator[Fault]:
    """A fault for each day or month of a unit (key) whose roll-up is not the sum of what it stands for."""
    moves = Move.objects.filter(unit=unit).values_list("effect_day", *_PAIR, "effect_at", "n")
    days, minutes = Counter[Any](), Counter[Any]()
    for day, origin, target, at, n in moves.iterator():
        days[day, origin, target] += n
        if (origin, target) == AHEAD:
            minutes[day, minute_after(at, day)] += n
    balances = Balance.objects.filter(unit=unit).values_list("month", *_PAIR, "n")
    yield from _compared(unit, "unit day", days, _kept(UnitDay, unit, "day", *_PAIR))
    yield from _compared(unit, "unit ahead", minutes, _kept(UnitAhead, unit, "day", "minute"))
    yield from _compared(unit, "unit balance", _summed(balances), _kept(UnitBalance, unit, "month", *_PAIR))


def _kept(model: Any, unit: int, *keys: str) -> Counter[Any]:
    return _summed(model.objects.filter(unit=unit).values_list(*keys, "n"))


def _summed(rows: Iterable[tuple[int, ...]]) -> Counter[Any]:
    found = Counter[Any]()
    for *key, n in rows:
        found[tuple(key)] += n
    return found


def _compared(unit: int, kind: str, wanted: Counter[Any], kept: Counter[Any]) -> Iterator[Fault]:
    wrong = {key for key in {*wanted, *kept} if wanted[key] != kept[key]}
    for day in sorted({key[0] for key in wrong}):
        rows = sum(key[0] == day for key in wrong)
        yield Fault(kind, unit, str(date_of(day)), f"{rows} rows differ from the recount")
