"""Which entries of a register an address asks for: of a period, as known when, behind which figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from motcua.boards.access import UnitRequest
from motcua.boards.asked import Asked
from motcua.boards.registers.shared import sees_persons
from motcua.catalogue.fields import field_key
from motcua.registers.counted import Held, behind, held, of_period
from motcua.registers.kind import Column, Kind
from motcua.registers.models import Entry
from motcua.registers.values import told
from motcua.reports.gather import NOWHERE


@dataclass(frozen=True)
class Narrowing:
    """The entries that these measures count (none: all), of a row of a form: those with its words in a column."""

    measures: tuple[str, ...] = ()
    column: Column | None = None
    row: str = ""

    def title(self, kind: Kind) -> str:
        """What they are, in words; empty for all."""
        words = [kind.measures[name].label for name in self.measures]
        return " · ".join((" + ".join(words), self.row) if self.row else words)

    def holds(self, one: Held) -> bool:
        """Whether an entry is of the row."""
        if self.column is None:
            return True
        words = told(self.column, one.values.get(self.column.name)) or NOWHERE
        return field_key(words) == field_key(self.row)


def narrowing(query: QueryDict, kind: Kind) -> Narrowing:
    """What an address asks for; what the register does not have is as if it were not there."""
    names = tuple(name for name in query.get("measure", "").split(",") if name in kind.measures)
    row = query.get("row", "").strip()[:300]
    column = row_column(kind, query.get("by", "")) if row else None
    return Narrowing(names, column, row if column is not None else "")


def row_column(kind: Kind, name: str) -> Column | None:
    """The column by which a form lays out its rows: one of that name, else the one that holds fields."""
    for column in kind.columns:
        if not column.personal and (column.name == name or (name == "field" and column.fields)):
            return column
    return None


def entries(request: UnitRequest, kind: Kind, wanted: Asked) -> dict[int, Mapping[str, Any]]:
    """A unit's entries, the newest first, each with its values by column; those taken out where the address asks for them.

    Personal data only of now, and for those who may see them: the history of an entry does not keep them.
    """
    out, narrowed = request.GET.get("voided") == "1", narrowing(request.GET, kind)
    every = held([request.unit.pk], kind, wanted.period, wanted.known_at, void=out)
    of_row = [one for one in every if narrowed.holds(one)]
    found = (
        behind(of_row, kind, wanted.period, narrowed.measures)
        if narrowed.measures
        else of_period(of_row, kind, wanted.period)
    )
    persons = (
        _persons([one.entry for one in found]) if wanted.known_at is None and sees_persons(request) else {}
    )
    return {one.entry: {**one.values, **persons.get(one.entry, {})} for one in reversed(found)}


def _persons(keys: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    return dict(Entry.objects.filter(pk__in=keys).values_list("pk", "persons"))
