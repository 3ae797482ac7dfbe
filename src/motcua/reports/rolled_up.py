"""The data of a province's report: what all units below it resolve, by level, field and owner of the systems."""

from __future__ import annotations

from dataclasses import replace

from motcua.catalogue.models import Unit
from motcua.reports.collect import collect, counted, with_written
from motcua.reports.data import ReportData
from motcua.reports.gather import Sources
from motcua.reports.vietnamese import alphabetical
from motcua.rules.instants import Instant
from motcua.rules.periods import Period


def collected(unit: Unit, period: Period, known_at: Instant | None = None) -> ReportData:
    """The data of a unit's report, of a province over its units, as known now or at an instant (milliseconds UTC)."""
    if unit.kind != Unit.Kind.PROVINCE:
        return collect(unit, period, known_at)
    sources = Sources(unit, period, known_at)
    data = over_units(counted(unit, sources.units, period, known_at), sources)
    return with_written(data, unit, period, known_at)


def over_units(data: ReportData, sources: Sources) -> ReportData:
    """The data with the rows of all units, in alphabetical order of their fields."""
    rows = sorted(sources.dossier_rows, key=lambda row: (alphabetical(row.name), row.owner, row.unit or 0))
    return replace(data, rows=tuple(rows))
