"""The dossiers behind a figure: as many as the figure says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.ledger.named_sql import Value, rows
from motcua.rules.accounts import OPEN, Account
from motcua.rules.instants import Day, Instant, day_of
from motcua.rules.measures import MEASURES, Kind, Part
from motcua.rules.periods import Period

EVER: Instant = 2**62
"""A time of recording after all others: what is known now."""

_DIMENSIONS = {
    "channel": (1, 2, 3),
    "level": (0, 1, 2, 3, 4),
    "digitised": (0, 1),
    "fee_due": (0, 1),
    "paid_online": (0, 1),
}
NOTHING: Mapping[str, int] = {}
_PLACES = {"channel": "channels", "level": "levels"}


class UnknownMeasure(ValueError):
    """A measure that there is not; its text names those there are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Không có chỉ tiêu “{name}”. Các chỉ tiêu: {', '.join(MEASURES)}.")


def dossiers(
    units: Sequence[int],
    period: Period,
    measure: str,
    field: int | None = None,
    system: int | None = None,
    known_at: Instant | None = None,
    procedure: int | None = None,
    only: Mapping[str, int] | None = None,
) -> list[int]:
    """Keys of the dossiers that a measure counts, sorted; one that counts twice stands twice.

    `units` resolve them; `known_at` in milliseconds UTC, None for what is known now; `only` keeps those of a `channel`
    or `level`. Raises UnknownMeasure.
    """
    chosen = _chosen(units, measure, field, system, known_at, procedure)
    times: Counter[int] = Counter()
    for part in MEASURES[measure].parts:
        for dossier, count in _of_part(part, period, chosen, narrowed=only or {}):
            times[dossier] += count
    return sorted(times.elements())


@dataclass(frozen=True)
class Placed:
    """A dossier that a measure counts, with the dimensions of the moves that make it count, and how often."""

    dossier: int
    unit: int
    field: int
    system: int
    times: int


def placed(
    units: Sequence[int], period: Period, measure: str, known_at: Instant | None = None
) -> list[Placed]:
    """The dossiers behind a measure as `dossiers`, each with where the measure counts it. Raises UnknownMeasure."""
    chosen = _chosen(units, measure, None, None, known_at)
    found: list[Placed] = []
    for part in MEASURES[measure].parts:
        found += [Placed(*row) for row in _of_part(part, period, chosen, "placed")]
    return found


def _chosen(
    units: Sequence[int],
    measure: str,
    field: int | None,
    system: int | None,
    known_at: Instant | None,
    procedure: int | None = None,
) -> dict[str, Value]:
    if measure not in MEASURES:
        raise UnknownMeasure(measure)
    return {
        "units": list(units),
        "known_at": EVER if known_at is None else known_at,
        **_choice("field", field),
        **_choice("system", system),
        **_choice("procedure", procedure),
    }


def asked_again(
    units: Sequence[int], period: Period, most: int, known_at: Instant | None = None
) -> frozenset[int]:
    """Keys of the dossiers that were asked for a supplement more than `most` times by the end of a period."""
    values = {
        "units": list(units),
        "end_day": day_of(period.last) + 1,
        "known_at": EVER if known_at is None else known_at,
        "working": [int(Account.IN_TERM), int(Account.OVERDUE)],
        "waiting": [int(Account.AWAITING_SUPPLEMENT), int(Account.AWAITING_SUPPLEMENT_OVERDUE)],
        "most": most,
    }
    return frozenset(row[0] for row in rows("dossiers_asked_again", values))


def _choice(name: str, value: int | None) -> dict[str, Value]:
    return {f"any_{name}": int(value is None), name: value or 0}


def _of_part(
    part: Part,
    period: Period,
    chosen: dict[str, Value],
    variant: str = "",
    narrowed: Mapping[str, int] = NOTHING,
) -> list[tuple[int, ...]]:
    first, end = day_of(period.first), day_of(period.last) + 1
    only = {
        name: _both(dict(part.only).get(name, every), narrowed.get(name))
        for name, every in _DIMENSIONS.items()
    }
    if not all(only.values()):
        return []
    values = chosen | {_PLACES.get(name, name): kept for name, kept in only.items()}
    values["targets"] = _numbers(part.target)
    if part.kind is Kind.FLOW:
        values |= {"first_day": first, "end_day": end, "origins": _numbers(part.origin)}
        return rows("dossiers_by_flow", values, variant=variant)
    until: Day = first if part.kind is Kind.OPENING else end
    values["end_day"] = until
    if not variant and chosen["known_at"] == EVER and OPEN.issuperset(part.target):
        return rows("dossiers_in_hand", values | {"open": _numbers(OPEN)})
    return rows("dossiers_by_balance", values, variant=variant)


def _both(values: tuple[int, ...], only: int | None) -> tuple[int, ...]:
    """The values of a dimension that a part keeps and that are asked for."""
    return values if only is None else tuple(value for value in values if value == only)


def _numbers(accounts: Iterable[Account]) -> list[int]:
    return sorted(int(account) for account in accounts)
