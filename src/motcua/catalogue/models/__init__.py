"""Units, systems, fields, procedures and calendars."""

from __future__ import annotations

from motcua.catalogue.models.calendar import CalendarDay, WeeklyHours
from motcua.catalogue.models.fields import Agency, AgencyName, Field, FieldName
from motcua.catalogue.models.procedures import (
    Change,
    Draft,
    Procedure,
    ProcedureVersion,
    UnitTerm,
    VersionChannel,
    VersionLane,
)
from motcua.catalogue.models.units import Province, System, Unit, UnitCode, UnitParent

__all__ = [
    "Agency",
    "AgencyName",
    "CalendarDay",
    "Change",
    "Draft",
    "Field",
    "FieldName",
    "Procedure",
    "ProcedureVersion",
    "Province",
    "System",
    "Unit",
    "UnitCode",
    "UnitParent",
    "UnitTerm",
    "VersionChannel",
    "VersionLane",
    "WeeklyHours",
]
