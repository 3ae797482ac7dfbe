"""The figures of a register over a period, for one unit or many, as known now or at an earlier instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from motcua.registers.kind import PERIOD_END, Kind, Measure
from motcua.registers.models import Entry, Revision
from motcua.rules.instants import Instant
from motcua.rules.periods import Period


@dataclass(frozen=True)
class Held:
    """An entry as it stood: whose, from which day to which, with what (no personal data)."""

    entry: int
    unit: int
    since: date
    until: date | None
    values: Mapping[str, Any]


def held(
    units: Sequence[int], kind: Kind, period: Period, known_at: Instant | None = None, *, void: bool = False
) -> list[Held]:
    """The entries that a period has to do with, as known now or at an instant (milliseconds UTC), by day.

    `void`: those that have been taken out instead, or had been by then.
    """
    if known_at is not None:
        return [one for one in _known_then(units, kind, known_at, void) if _touches(one, period)]
    found = Entry.objects.filter(unit__in=list(units), register=kind.key, void=void, since__lte=period.last)
    found = found.filter(Q(until=None) | Q(until__gte=period.first))
    rows = found.order_by("since", "pk").values_list("pk", "unit_id", "since", "until", "values")
    return [Held(*row) for row in rows]


def held_in_all(
    units: Sequence[int], period: Period, known_at: Instant | None = None
) -> dict[str, list[Held]]:
    """The same of all registers at once, by their keys."""
    found: defaultdict[str, list[Held]] = defaultdict(list)
    if known_at is not None:
        for register, one in _steps(units, known_at):
            if _touches(one, period):
                found[register].append(one)
        return {key: sorted(some, key=_by_day) for key, some in found.items()}
    there = Entry.objects.filter(unit__in=list(units), void=False, since__lte=period.last)
    there = there.filter(Q(until=None) | Q(until__gte=period.first)).order_by("since", "pk")
    for register, *row in there.values_list("register", "pk", "unit_id", "since", "until", "values"):
        found[register].append(Held(*row))
    return dict(found)


def _known_then(units: Sequence[int], kind: Kind, known_at: Instant, void: bool) -> list[Held]:
    steps = _steps(units, known_at, void=void, entry__register=kind.key)
    return sorted((one for _, one in steps), key=_by_day)


def _steps(
    units: Sequence[int], known_at: Instant, *, void: bool = False, **only: str
) -> Iterator[tuple[str, Held]]:
    """The entries as an instant knew them, with their registers."""
    steps = Revision.objects.filter(entry__unit__in=list(units), at__lte=known_at, **only).order_by(
        "at", "pk"
    )
    rows = steps.values_list(
        "entry_id", "entry__unit_id", "since", "until", "values", "void", "entry__register"
    )
    last = {row[0]: row for row in rows}
    return ((row[6], Held(*row[:5])) for row in last.values() if row[5] == void)


def _by_day(one: Held) -> tuple[date, int]:
    return one.since, one.entry


def _touches(one: Held, period: Period) -> bool:
    return one.since <= period.last and (one.until is None or one.until >= period.first)


def of_period(entries: Sequence[Held], kind: Kind, period: Period) -> Sequence[Held]:
    """The entries of a period as people list them: one without an end belongs to later periods only where the register
    has a day for it to end on."""
    return entries if kind.until else [one for one in entries if one.since >= period.first]


def behind(entries: Iterable[Held], kind: Kind, period: Period, names: Iterable[str]) -> list[Held]:
    """The entries that any of the named measures counts; of a sum those that add something to it."""
    return [one for one in entries if any(figures([one], kind, period, names).values())]


def figures(
    entries: Iterable[Held], kind: Kind, period: Period, names: Iterable[str] | None = None
) -> dict[str, int]:
    """The measures of a register (all, or those named) over entries."""
    measures = list(kind.measures.values()) if names is None else [kind.measures[name] for name in names]
    values = {measure.name: 0 for measure in measures}
    for one in entries:
        ways = standing(one, period)
        for measure in measures:
            if ways.issuperset(measure.when) and _counts(one, measure, period):
                values[measure.name] += int(one.values.get(measure.sum) or 0) if measure.sum else 1
    return values


def standing(one: Held, period: Period) -> frozenset[str]:
    """How an entry stands to a period, in the words of `kind.WHEN`; present = new + carried = done + open."""
    if not _touches(one, period):
        return frozenset()
    begun = "carried" if one.since < period.first else "new"
    ended = "open" if one.until is None or one.until > period.last else "done"
    return frozenset({"present", begun, ended})


def _counts(one: Held, measure: Measure, period: Period) -> bool:
    values = one.values
    for column, words in measure.only.items():
        if _word(values.get(column)) not in words:
            return False
    if not all(values.get(name) for name in measure.filled):
        return False
    if measure.later and not _later(values, measure.later, period):
        return False
    return not (measure.not_later and _later(values, measure.not_later, period))


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value
    return ("yes" if value else "no") if isinstance(value, bool) else str(value or "")


def _later(values: Mapping[str, Any], pair: tuple[str, str], period: Period) -> bool:
    first, second = (
        period.last.isoformat() if name == PERIOD_END else str(values.get(name) or "") for name in pair
    )
    return bool(first and second and first > second)
