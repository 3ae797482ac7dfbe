"""What forms of a unit's period are filled from, asked of the database once for all of them.

A commune's and a department's forms count what it resolves itself, a province's what all units below it resolve, each
with the same measures; totals are asked for apart from the rows, so that they check each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from motcua.catalogue.covered import covered, levels
from motcua.catalogue.fields import field_key
from motcua.catalogue.models import Field, System, Unit
from motcua.ledger.lists import Placed, placed
from motcua.ledger.statement import Statement, statement, statements
from motcua.registers.counted import Held, figures, held
from motcua.registers.kind import Kind
from motcua.registers.kinds_read import kind_of
from motcua.registers.values import told
from motcua.reports.collect import agency_of, sections_of
from motcua.reports.data import Adjusted, Agency, FieldRow, ReportData
from motcua.reports.form import Form
from motcua.reports.late import MEASURE_OF, apologies, listed
from motcua.reports.offered import catalogue_figures
from motcua.reports.sections import with_sections
from motcua.reports.vietnamese import alphabetical
from motcua.reports.vocabulary import sources
from motcua.rules.instants import Instant
from motcua.rules.measures import MEASURES, Cell
from motcua.rules.measures import figures as cell_figures
from motcua.rules.periods import Period

ALL = tuple(MEASURES)
NOWHERE = "Chưa ghi"
"""A row for entries of a register that do not say where they belong."""


class Sources:
    """The sources of a unit's forms of a period, as known now or at an instant (milliseconds UTC).

    `adjusted` is what changed in the period before since it was closed, for the line below the forms.
    """

    def __init__(
        self, unit: Unit, period: Period, known_at: Instant | None = None, adjusted: Adjusted | None = None
    ) -> None:
        self.unit, self.period, self.known_at, self.adjusted = unit, period, known_at, adjusted
        self._entries: dict[str, list[Held]] = {}
        self._placed: dict[str, list[Placed]] = {}

    def data(self, form: Form) -> ReportData:
        """The data that a form is filled from."""
        rows, totals = list[FieldRow](), dict[str, int]()
        for source in sorted(sources(form.measures)):
            read = self._READ.get(source, Sources._register)
            found, whole = read(self, form, source)
            rows += found
            totals |= whole
        data = ReportData(
            self.agency, self.period, totals, tuple(_sorted(rows, form)), facts={}, known_at=self.known_at,
            listed=listed(self, form.rows) if form.is_list else (), adjusted=self.adjusted,
        )  # fmt: skip
        return with_sections(data, self.sections)

    @cached_property
    def agency(self) -> Agency:
        """Who reports."""
        return agency_of(self.unit, self.period.last)

    @cached_property
    def sections(self) -> dict[str, str]:
        """What people wrote for the period: number, day, who receives it."""
        return sections_of(self.unit, self.period)

    @cached_property
    def units(self) -> list[int]:
        """The units whose work is counted."""
        return covered(self.unit, self.period.last)

    @cached_property
    def names(self) -> dict[int, Unit]:
        """These units by their keys."""
        return Unit.objects.in_bulk(self.units)

    @cached_property
    def levels(self) -> dict[int, str]:
        """Of which level each unit is."""
        return levels(self.units, self.period.last)

    @cached_property
    def fields(self) -> dict[int, str]:
        """The names of all fields."""
        return dict(Field.objects.values_list("pk", "name"))

    @cached_property
    def dossier_rows(self) -> list[FieldRow]:
        """The statement of each unit by field and by owner of the systems, with every measure."""
        return [row for unit, own in self.by_unit.items() for row in self._rows_of(unit, own)]

    @cached_property
    def owners(self) -> dict[int, str]:
        """The owners of all systems."""
        return dict(System.objects.values_list("pk", "owner"))

    @cached_property
    def by_unit(self) -> dict[int, Statement]:
        """The statement of each unit."""
        return statements(self.units, self.period, self.known_at)

    @cached_property
    def whole(self) -> Statement:
        """The statement of all units together, asked for apart."""
        return statement(self.units, self.period, self.known_at)

    def _rows_of(self, unit: int, own: Statement) -> Iterable[FieldRow]:
        groups: dict[tuple[int, str], list[Cell]] = defaultdict(list)
        for cell in own.cells:
            groups[cell.field, self.owners.get(cell.system, "own")].append(cell)
        for (field, owner), cells in groups.items():
            values, systems = cell_figures(cells, ALL), tuple(sorted({cell.system for cell in cells}))
            if any(values.values()):
                yield FieldRow(field, self.fields[field], owner, systems, values, unit, self.levels[unit])

    def _dossiers(self, form: Form, _source: str) -> tuple[list[FieldRow], dict[str, int]]:
        return [self._told(row, form) for row in self.dossier_rows], self.dossier_totals

    @cached_property
    def dossier_totals(self) -> dict[str, int]:
        """Every measure over all units together."""
        return self.whole.totals(ALL)

    def placed(self, name: str) -> list[Placed]:
        """The dossiers of a list (late, overdue), each with the cells that it stands in."""
        if name not in self._placed:
            self._placed[name] = placed(self.units, self.period, MEASURE_OF[name], self.known_at)
        return self._placed[name]

    @cached_property
    def late_rows(self) -> list[FieldRow]:
        """Late dossiers by apology."""
        return apologies(self)

    @cached_property
    def offered(self) -> tuple[dict[int, dict[str, int]], dict[str, int]]:
        """The figures of the catalogue by field, and in all."""
        return catalogue_figures(self.unit, self.period.last)

    def entries(self, kind: Kind) -> list[Held]:
        """The entries of a register."""
        if kind.key not in self._entries:
            self._entries[kind.key] = held(self.units, kind, self.period, self.known_at)
        return self._entries[kind.key]

    def _told(self, row: FieldRow, form: Form) -> FieldRow:
        """A row as the form's rows ask for it: by unit it has the unit's name and no field."""
        if form.rows != "unit":
            return row
        name = self.names[row.unit].name if row.unit is not None else row.name
        return FieldRow(None, name, row.owner, row.systems, row.values, row.unit, row.level)

    def _apologies(self, form: Form, _source: str) -> tuple[list[FieldRow], dict[str, int]]:
        rows = self.late_rows
        totals: dict[str, int] = defaultdict(int)
        for row in rows:
            for name, value in row.values.items():
                totals[name] += value
        return [self._told(row, form) for row in rows], dict(totals)

    def _catalogue(self, form: Form, _source: str) -> tuple[list[FieldRow], dict[str, int]]:
        by_field, totals = self.offered
        rows = [FieldRow(key, self.fields[key], "", (), values) for key, values in by_field.items()]
        return rows, totals

    def _register(self, form: Form, source: str) -> tuple[list[FieldRow], dict[str, int]]:
        kind = kind_of(source)
        entries = self.entries(kind)
        groups: dict[tuple[int | None, int | None, str], list[Held]] = defaultdict(list)
        for one in entries:
            groups[self._place(form, kind, one)].append(one)
        rows = [
            FieldRow(field, name, "", (), self._figures(form, kind, group), unit, self.levels[group[0].unit])
            for (field, unit, name), group in groups.items()
        ]
        return rows, self._figures(form, kind, entries)

    def _figures(self, form: Form, kind: Kind, entries: Iterable[Held]) -> dict[str, int]:
        """The measures of the register that the form asks for."""
        prefix = f"{kind.key}."
        names = [name.removeprefix(prefix) for name in form.measures if name.startswith(prefix)]
        return {prefix + name: value for name, value in figures(entries, kind, self.period, names).items()}

    def _place(self, form: Form, kind: Kind, one: Held) -> tuple[int | None, int | None, str]:
        """The row of an entry: field (where its name is that of one), unit, name."""
        if form.rows == "unit":
            return None, one.unit, self.names[one.unit].name
        register, _, name = form.rows.partition(".")
        column = next(
            (c for c in kind.columns if c.name == name or (form.rows == "field" and c.fields)), None
        )
        if column is None or (name and register != kind.key):
            return None, None, NOWHERE
        text = told(column, one.values.get(column.name)) or NOWHERE
        if form.rows != "field":
            return None, None, text
        key = self._keys.get(field_key(text))
        return key, None, self.fields[key] if key is not None else text

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {field_key(name): key for key, name in self.fields.items()}

    _READ: Mapping[str, Callable[[Sources, Form, str], tuple[list[FieldRow], dict[str, int]]]] = {
        "statement": _dossiers, "catalogue": _catalogue, "apology": _apologies,
    }  # fmt: skip


def _sorted(rows: Iterable[FieldRow], form: Form) -> list[FieldRow]:
    """The rows that the form would not show as zeros, in alphabetical order; by unit also those of units in use."""
    shown = [row for row in rows if any(row.values.get(name) for name in form.measures)]
    return sorted(shown, key=lambda row: (alphabetical(row.name), row.owner))
