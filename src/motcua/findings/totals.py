"""Totals published elsewhere: kept as they were told, and ours by the same definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.findings.models import PublishedTotal
from motcua.ledger.lists import UnknownMeasure, dossiers
from motcua.people.audit import Acting
from motcua.rules.instants import date_of, day_of
from motcua.rules.measures import MEASURES
from motcua.rules.periods import Period, between

JOINED = "+"
"""Between the measures that one published total adds up."""


@dataclass(frozen=True)
class Told:
    """A total that somebody publishes; `field` is a key, None for all fields; `value` None takes it back."""

    measure: str
    value: int | None
    field: int | None = None


@writing()
def keep(
    unit: Unit,
    period: Period,
    told: Sequence[Told],
    source: str,
    system: int | None,
    acting: Acting,
    file: str = "",
) -> int:
    """Keep totals as told by a source about a unit's period; gives how many. Raises UnknownMeasure."""
    for one in told:
        _measures(one.measure)
    PublishedTotal.objects.bulk_create(
        PublishedTotal(
            unit=unit, first=day_of(period.first), last=day_of(period.last), period=period.name, measure=one.measure,
            field_id=one.field, system_id=system, source=source, file=file, value=one.value, actor=acting.actor,
            recorded_at=acting.at,
        )
        for one in told
    )  # fmt: skip
    return len(told)


def published(unit: Unit) -> list[PublishedTotal]:
    """The totals that hold for a unit: of each period, source, field and measure the last one told, the latest period first."""
    rows = (
        PublishedTotal.objects.filter(unit=unit)
        .select_related("field", "system")
        .order_by("recorded_at", "pk")
    )
    held = {(row.first, row.last, row.source, row.system_id, row.field_id, row.measure): row for row in rows}
    standing = [row for row in held.values() if row.value is not None]
    return sorted(standing, key=lambda row: (-row.last, row.first, row.source, row.field_id or 0, row.pk))


def ours(total: PublishedTotal) -> Counter[int]:
    """The dossiers that our statement counts under a total's definition, and how often each."""
    found = Counter[int]()
    for name in _measures(total.measure):
        found.update(dossiers([total.unit_id], days_of(total), name, total.field_id, total.system_id))
    return found


def days_of(total: PublishedTotal) -> Period:
    """The days of a total's period."""
    return between(date_of(total.first), date_of(total.last))


def label(measure: str) -> str:
    """What a total counts, in words."""
    return " + ".join(MEASURES[name].label for name in _measures(measure))


def _measures(text: str) -> list[str]:
    names = text.split(JOINED)
    for name in names:
        if name not in MEASURES:
            raise UnknownMeasure(name)
    return names
