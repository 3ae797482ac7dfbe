"""What the portal publishes: kept as it was told, read back as it was known, and ranked among its units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from motcua.catalogue.fields import fold
from motcua.catalogue.models import Unit, UnitCode
from motcua.catalogue.units import normal_code
from motcua.catalogue.writing import writing
from motcua.index.models import PublishedFigure
from motcua.people.audit import Acting, Details, record, register
from motcua.rules.index import Count
from motcua.rules.instants import Instant, day_of
from motcua.rules.periods import Period


def _told(details: Details) -> str:
    n = int(str(details["figures"]))
    figures = ngettext("%(n)s figure", "%(n)s figures", n) % {"n": n}
    return f"{details['period']} · {figures}"


TOTAL = "TOTAL"
"""In place of an indicator: the points of the whole index."""

PUBLISHED = register(
    "index.published",
    _("Entered what the portal publishes of the index"),
    ("period", "figures", "file"),
    _told,
)


@dataclass(frozen=True)
class Told:
    """One figure as a file or a person tells it; `department` is the portal's code, which may be missing."""

    department: str
    name: str
    indicator: str
    count: Count | None
    points: Decimal | None
    removed: bool = False


@dataclass(frozen=True)
class Published:
    """A published figure of a unit that holds."""

    count: Count | None
    points: Decimal | None
    source: str
    recorded_at: Instant
    department: str
    name: str


@dataclass(frozen=True)
class Ranked:
    """A unit in a ranking: place from 1, equal points share one; `unit` is our key, where it is known."""

    place: int
    name: str
    department: str
    unit: int | None
    points: Decimal


@writing()
def keep(unit: Unit, period: Period, figures: Sequence[Told], acting: Acting, source: str = "") -> int:
    """Keep published figures for a period; gives how many of these are the unit's own.

    What has neither code nor name is the unit's.
    """
    known = _known_units(unit, figures)
    first, last = day_of(period.first), day_of(period.last)
    rows = [
        PublishedFigure(
            first=first, last=last, indicator=one.indicator, department=one.department, name=one.name,
            unit_id=known.get(_key(one)) if one.department or one.name else unit.pk,
            numerator=one.count.numerator if one.count else None,
            denominator=one.count.denominator if one.count else None,
            points=one.points, removed=one.removed, source=source[:200], actor=acting.actor, recorded_at=acting.at,
        )
        for one in figures
    ]  # fmt: skip
    PublishedFigure.objects.bulk_create(rows)
    own = sum(row.unit_id == unit.pk for row in rows)
    details: Details = {"period": period.name, "figures": len(rows), "file": bool(source)}
    record(unit.pk, acting.actor, PUBLISHED, None, acting.at, details)
    return own


def _key(told: Told) -> tuple[str, str]:
    return normal_code(told.department), bare(told.name)


def bare(name: str) -> str:
    """A unit's name without committee and province, folded: «UBND xã Lâm Thao - Tỉnh Phú Thọ» as «xa lam thao»."""
    folded = fold(name.split(" - ")[0])
    for word in ("uy ban nhan dan ", "ubnd "):
        folded = folded.removeprefix(word)
    return folded


def _known_units(unit: Unit, figures: Iterable[Told]) -> dict[tuple[str, str], int]:
    """Our keys of the units told of: by code, else by name among the communes of the same province."""
    keys = {_key(one) for one in figures}
    coded = dict(
        UnitCode.objects.filter(code__in=[code for code, _ in keys if code]).values_list("code", "unit_id")
    )
    same_province = Unit.objects.filter(province=unit.province_id, kind=Unit.Kind.COMMUNE)
    named: dict[str, list[int]] = {}
    for pk, name in same_province.values_list("pk", "name"):
        named.setdefault(bare(name), []).append(pk)
    found = {}
    for code, name in keys:
        by_name = named.get(name, [])
        if code in coded:
            found[code, name] = coded[code]
        elif len(by_name) == 1:
            found[code, name] = by_name[0]
    return found


def published(unit: Unit, period: Period, known_at: Instant | None = None) -> dict[str, Published]:
    """What is published of a unit for exactly these days, by indicator; the latest word of each."""
    rows = _of_period(period, known_at).filter(unit=unit)
    latest = {row.indicator: row for row in rows}
    return {code: _published(row) for code, row in latest.items() if not row.removed}


def _of_period(period: Period, known_at: Instant | None) -> QuerySet[PublishedFigure]:
    rows = PublishedFigure.objects.filter(first=day_of(period.first), last=day_of(period.last))
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return rows.order_by("recorded_at", "pk")


def _published(row: PublishedFigure) -> Published:
    known = row.numerator is not None and row.denominator is not None
    count = Count(row.numerator or 0, row.denominator or 0) if known else None
    return Published(count, row.points, row.source, row.recorded_at, row.department, row.name)


def ranking(unit: Unit, period: Period, indicator: str, known_at: Instant | None = None) -> list[Ranked]:
    """The units of the unit's province by their published points of an indicator, group or TOTAL, the best first.

    Units are those whose code has the same province's in front; empty where nothing of the unit is published.
    """
    rows = _of_period(period, known_at).filter(indicator=indicator).exclude(department="")
    latest = {row.department: row for row in rows}
    own = next((row for row in latest.values() if row.unit_id == unit.pk), None)
    if own is None:
        return []
    province = own.department.split(".")[0]
    rivals = [
        row
        for code, row in latest.items()
        if code.split(".")[0] == province and row.points is not None and not row.removed
    ]
    return in_order(rivals)


def in_order(rows: Iterable[PublishedFigure]) -> list[Ranked]:
    """Rows with points as a ranking."""
    ordered = sorted(rows, key=lambda row: (-(row.points or 0), row.name))
    found: list[Ranked] = []
    for n, row in enumerate(ordered, 1):
        points = row.points or Decimal(0)
        place = found[-1].place if found and found[-1].points == points else n
        found.append(Ranked(place, row.name, row.department, row.unit_id, points))
    return found
