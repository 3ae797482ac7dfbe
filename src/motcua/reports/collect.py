"""Filling the data of a report from the database: statement, names, and what people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from motcua.catalogue.models import Field, System, Unit, UnitParent
from motcua.ledger.statement import statement
from motcua.registers.told import books
from motcua.reports.data import Agency, Book, ReportData, data_of
from motcua.reports.models import ReportSection
from motcua.reports.sections import with_sections
from motcua.reports.template.versions import own_template
from motcua.reports.vietnamese import lower_first
from motcua.rules.instants import Instant
from motcua.rules.periods import Period

_COMMITTEE = "Ủy ban nhân dân"
_KINDS = ("Xã", "Phường", "Đặc khu", "Tỉnh", "Thành phố")


def collect(unit: Unit, period: Period, known_at: Instant | None = None) -> ReportData:
    """The data of a unit's report, as known now or at an instant (milliseconds UTC)."""
    return with_written(counted(unit, [unit.pk], period, known_at), unit, period, known_at)


def counted(unit: Unit, units: Sequence[int], period: Period, known_at: Instant | None = None) -> ReportData:
    """What a unit's report counts over units (keys), without what people wrote."""
    now = statement(units, period, known_at)
    before = statement(units, period.before(), known_at)
    year_before = period.year_before()
    # Of a year and of nine months the period before is the one of last year already.
    last_year = None if year_before == period.before() else statement(units, year_before, known_at)
    fields = Field.objects.in_bulk({cell.field for cell in now.cells})
    systems = System.objects.in_bulk({cell.system for cell in now.cells})
    return data_of(
        now,
        agency_of(unit, period.last),
        fields={key: field.name for key, field in fields.items()},
        owners={key: system.owner for key, system in systems.items()},
        previous=before,
        last_year=last_year,
    )


def with_written(data: ReportData, unit: Unit, period: Period, known_at: Instant | None) -> ReportData:
    """The data with what people wrote into sections and registers (these as known now or at an instant), and the
    unit's own template, where it has one."""
    kept = {key: Book(*told) for key, told in books([unit.pk], period, known_at).items()}
    written = replace(with_sections(data, sections_of(unit, period)), books=kept)
    return replace(written, template=own_template(unit, period, written.dated, known_at))


def sections_of(unit: Unit, period: Period) -> dict[str, str]:
    """What people wrote for a unit's period, by key."""
    kept = ReportSection.objects.filter(unit=unit, period=period.name).exclude(text="")
    return dict(kept.values_list("key", "text"))


def agency_of(unit: Unit, on: date) -> Agency:
    """The unit as it writes its name on a day; communes and provinces as their People's Committees."""
    superior = _superior(unit, on)
    placed = superior if unit.kind == Unit.Kind.DEPARTMENT and superior else unit
    above = committee(superior) if superior and unit.kind == Unit.Kind.DEPARTMENT else ""
    return Agency(committee(unit), unit.kind, unit.province.name, place(placed), above)


def _superior(unit: Unit, on: date) -> Unit | None:
    links = UnitParent.objects.filter(unit=unit, since__lte=on).order_by("-since")
    link = links.select_related("parent__province").first()
    return link.parent if link else None


def committee(unit: Unit) -> str:
    """«Ủy ban nhân dân xã An Trường»; a department or a unit of another name as it is called."""
    return f"{_COMMITTEE} {lower_first(unit.name)}" if unit.name.startswith(_KINDS) else unit.name


def place(unit: Unit) -> str:
    """The name that stands before the date: of the commune, else of the province."""
    for name in (unit.name, unit.province.name):
        bare = name.removeprefix(_COMMITTEE).strip()
        for kind in _KINDS:
            if bare.casefold().startswith(f"{kind.casefold()} "):
                return bare[len(kind) :].strip()
    return ""
