"""Writing the reference data into the database: what is missing is added, what somebody changed stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from motcua.catalogue.calendars import calendar_of, hours_text
from motcua.catalogue.data import rows
from motcua.catalogue.fields import field_key, fold
from motcua.catalogue.models import (
    CalendarDay,
    Field,
    Procedure,
    ProcedureVersion,
    Province,
    Unit,
    UnitCode,
    UnitParent,
)
from motcua.catalogue.names import add_agencies, known_fields
from motcua.catalogue.systems import system
from motcua.catalogue.units import TWO_LEVELS
from motcua.catalogue.writing import writing
from motcua.rules.calendar import MORNING_AND_AFTERNOON
from motcua.rules.holidays_seed import seed_days_off, seed_days_worked
from motcua.rules.instants import date_of

SEEDED_YEARS = range(2024, 2028)


@writing()
def load_reference_data() -> None:
    """Add the provinces, units, systems, fields, procedures and common calendar days that are missing.

    May be run at every start. A row is known by its code (a procedure's version by there being any, a calendar
    day by its date), and a known row is never written again.
    """
    _load_provinces()
    _load_units()
    for row in rows("systems.csv"):
        system(row["key"])
    _load_procedures()
    _load_calendar()


def _load_provinces() -> None:
    known = set(Province.objects.values_list("gso_code", flat=True))
    missing = [row for row in rows("provinces.csv") if row["gso_code"] not in known]
    Province.objects.bulk_create(Province(**row) for row in missing)


def _load_units() -> None:
    """Provinces and communes as units, with their codes and, for communes, the province as parent."""
    provinces = {province.gso_code: province for province in Province.objects.all()}
    described = list(_described_units(provinces))
    owners = dict(UnitCode.objects.values_list("code", "unit_id"))
    missing = [(code, unit) for code, _, unit in described if code not in owners]
    Unit.objects.bulk_create(unit for _, unit in missing)
    owners |= {code: unit.pk for code, unit in missing}
    _load_codes((owners[code], code, identifier) for code, identifier, _ in described)
    _load_parents({owners[code]: unit for code, _, unit in described}, owners)


def _described_units(provinces: dict[str, Province]) -> Iterator[tuple[str, str, Unit]]:
    """Statistics code, identifier (empty where it is not known) and unit, not yet in the database."""
    for code, province in provinces.items():
        yield code, province.code, _unit(Unit.Kind.PROVINCE, province.name, province)
    for row in rows("communes.csv"):
        yield row["gso_code"], row["code"], _unit(Unit.Kind.COMMUNE, row["name"], provinces[row["province"]])


def _unit(kind: str, name: str, province: Province) -> Unit:
    return Unit(kind=kind, name=name, folded=fold(name), province=province)


def _load_codes(wanted: Iterable[tuple[int, str, str]]) -> None:
    taken = set(UnitCode.objects.values_list("code", flat=True))
    UnitCode.objects.bulk_create(
        UnitCode(unit_id=unit, code=code, kind=kind)
        for unit, gso_code, identifier in wanted
        for code, kind in ((gso_code, "gso"), (identifier, "id"))
        if code and code not in taken
    )


def _load_parents(units: dict[int, Unit], owners: dict[str, int]) -> None:
    """Communes that report to nobody yet report to their province."""
    known = set(UnitParent.objects.values_list("unit_id", flat=True))
    UnitParent.objects.bulk_create(
        UnitParent(unit_id=pk, parent_id=owners[unit.province.gso_code], since=TWO_LEVELS)
        for pk, unit in units.items()
        if unit.kind == Unit.Kind.COMMUNE and pk not in known
    )


def _load_procedures() -> None:
    """Procedures that are missing with their fields, and a version for those that have none."""
    listed = rows("procedures.csv")
    known = set(Procedure.objects.values_list("code", flat=True))
    missing = [row for row in listed if row["code"] not in known]
    fields = _fields({field_key(row["field"]): row["field"] for row in missing})
    Procedure.objects.bulk_create(_procedure(row, fields[field_key(row["field"])]) for row in missing)
    add_agencies(*sorted({row["agency"] for row in missing}))
    without = dict(Procedure.objects.filter(versions=None).values_list("code", "id"))
    ProcedureVersion.objects.bulk_create(
        _version(row, without[row["code"]]) for row in listed if row["code"] in without
    )


def _fields(wanted: dict[str, str]) -> dict[str, int]:
    """The keys of fields by `field_key`; those that are missing are made."""
    known = known_fields()
    Field.objects.bulk_create(Field(name=wanted[key], folded=key) for key in wanted if key not in known)
    return known_fields()


def _procedure(row: dict[str, str], field: int) -> Procedure:
    name = row["name"]
    return Procedure(code=row["code"], name=name, folded=fold(name), field_id=field, source=row["source"])


def _version(row: dict[str, str], procedure: int) -> ProcedureVersion:
    return ProcedureVersion(
        procedure_id=procedure,
        since=date.fromisoformat(row["since"]),
        level=row["level"],
        online=row["online"] == "1",
        direct=row["direct"] == "1",
        postal=row["postal"] == "1",
        term_amount=int(row["term_amount"]) if row["term_amount"] else None,
        term_unit=row["term_unit"],
        tiers=row["tiers"],
        agency=row["agency"],
        decision=row["decision"],
        fee_note=row["fee_note"],
    )


def _load_calendar() -> None:
    """Days off and days worked in exchange, for every unit: of SEEDED_YEARS, then of the file, whose rows win.

    A day of which anything is known is left as it is, also where somebody took it back.
    """
    known = set(CalendarDay.objects.filter(unit=None).values_list("day", flat=True))
    seeded = {date_of(day): ("", note) for day, note in seed_days_off(SEEDED_YEARS).items()}
    hours = hours_text(MORNING_AND_AFTERNOON)
    seeded |= {date_of(day): (hours, note) for day, note in seed_days_worked(SEEDED_YEARS).items()}
    seeded |= {
        date.fromisoformat(row["day"]): (row["hours"], row["note"]) for row in rows("calendar-days.csv")
    }
    CalendarDay.objects.bulk_create(
        CalendarDay(unit=None, day=day, hours=hours, note=note[:200])
        for day, (hours, note) in sorted(seeded.items())
        if day not in known
    )
    calendar_of.cache_clear()
