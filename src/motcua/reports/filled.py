"""A form laid out over the figures of a period: rows of numbers that know where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Literal

from motcua.reports.data import Adjusted, Agency, FieldRow, ReportData
from motcua.reports.form import Column, Form
from motcua.reports.identity import BrokenIdentity, NegativeFigure, Term, TotalsDiffer
from motcua.reports.vietnamese import change, counted, lower_first, number, percent, short_date, some
from motcua.rules.instants import to_datetime

Kind = Literal["field", "section", "total", "item"]


@dataclass(frozen=True)
class Number:
    """A figure of a form, with what is needed to open the dossiers behind it.

    Of a rate `text` is what is printed and `value` is 0.
    The dossiers are those of all `measures` together; `field` and `systems` narrow them, None does not; `unit` is
    whose they are where it is not the unit of the form, `level` that of all units that are added up.
    """

    value: int
    column: int
    measures: tuple[str, ...]
    field: int | None
    systems: tuple[int, ...] | None
    unit: int | None = None
    text: str = ""
    level: str = ""

    @property
    def shown(self) -> str:
        """How it is printed: «1.568», «99,3%»."""
        return self.text or number(self.value)


@dataclass(frozen=True)
class Row:
    """A row: a field, the subtotal of a section, or the total; `order` is what stands in the first column.

    In a list it is an item with `texts`, by what columns show.
    """

    kind: Kind
    order: str
    label: str
    numbers: tuple[Number, ...]
    texts: Mapping[str, str] = dataclass_field(default_factory=dict)
    dossier: int | None = None
    unit: int | None = None


@dataclass(frozen=True)
class FilledForm:
    """A form with its rows and note lines."""

    form: Form
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @cached_property
    def lengths(self) -> dict[int, int]:
        """How many signs the longest number of each column has; tables choose the size of their letters by it."""
        found: dict[int, int] = {}
        for row in self.rows:
            for one in row.numbers:
                found[one.column] = max(found.get(one.column, 1), len(one.shown))
        return found

    def value(self, column: int) -> int:
        """A figure of the total row, by the number of its column."""
        return next(n.value for n in self.rows[-1].numbers if n.column == column)


def fill(form: Form, data: ReportData) -> FilledForm:
    """Lay the figures out and check them.

    Raises BrokenIdentity (row, identity), NegativeFigure (row, column) or TotalsDiffer (column).
    """
    if form.is_list:
        return FilledForm(form, tuple(_items(form, data)), tuple(_notes(form, data)))
    rows, counted = _sectioned(form, data) if form.sections else (_plain(form, data.rows), data.rows)
    total = _numbers(form, _added(form, counted), None, None)
    _check_totals(form, total, data.totals)
    _checked(form, form.total, counted)
    laid = (*rows, Row("total", "", form.total, total))
    _check_signs(form, laid)
    return FilledForm(form, laid, tuple(_notes(form, data)))


def _items(form: Form, data: ReportData) -> Iterator[Row]:
    for order, one in enumerate(data.listed, start=1):
        yield Row("item", str(order), one.texts.get("code", ""), (), one.texts, one.dossier, one.unit)
    yield Row("total", "", f"{form.total}: {some(len(data.listed), form.noun)}", ())


def _notes(form: Form, data: ReportData) -> Iterator[str]:
    if form.empty and not (data.listed or any(data.totals.get(name) for name in form.measures)):
        yield form.empty
    yield from filter(None, (note.line(data.totals, form.noun) for note in form.notes))
    yield from _opening(form, data.adjusted)
    if data.known_at is not None:
        moment = to_datetime(data.known_at)
        yield f"Số liệu theo những gì đã ghi nhận đến {moment:%H:%M} ngày {short_date(moment.date())}."


def _opening(form: Form, told: Adjusted | None) -> Iterator[str]:
    """The line on what was carried over as it had been closed, where it is no longer what is known.

    The column itself holds what is known now: (3) = (7) + (11) has to hold, and what the form is sent to checks it.
    """
    if told is None or told.open_closed == told.open_now:
        return
    for column in form.columns:
        if column.measures == ("carried_over",):
            closed, now = counted(told.open_closed), counted(told.open_now)
            yield (
                f"Cột ({column.number}): {lower_first(told.period.title())} đã chốt {closed} chuyển sang kỳ này; sau khi "
                f"chốt điều chỉnh {change(told.open_now, told.open_closed)}, nay là {now}; cột này ghi số hiện nay."
            )


def province_kind(agency: Agency) -> str:
    """«thành phố» or «tỉnh», as the name of the province says; both words where it does not."""
    for kind in ("thành phố", "tỉnh"):
        if agency.province.casefold().startswith(kind):
            return kind
    return "tỉnh, thành phố"


Key = tuple[int | None, int | None, str]


def _plain(
    form: Form, rows: Sequence[FieldRow], systems: tuple[int, ...] | None = None, level: str = ""
) -> list[Row]:
    """One row for each field (or unit), whatever the systems its dossiers stand in."""
    if form.rows == "total":
        return []
    laid = []
    for order, (key, parts) in enumerate(_grouped(form, rows).items(), start=1):
        field, unit, name = key
        values = _checked(form, name, parts)
        laid.append(Row("field", str(order), name, _numbers(form, values, field, systems, unit, level)))
    return laid


def _grouped(form: Form, rows: Iterable[FieldRow]) -> dict[Key, list[FieldRow]]:
    groups: dict[Key, list[FieldRow]] = {}
    for row in rows:
        unit = row.unit if form.rows == "unit" else None
        groups.setdefault((row.field, unit, row.name), []).append(row)
    return groups


def _sectioned(form: Form, data: ReportData) -> tuple[list[Row], Sequence[FieldRow]]:
    """The rows of all sections, and the figures they were laid out from."""
    laid: list[Row] = []
    counted: list[FieldRow] = []
    for section in form.sections:
        parts = [row for row in data.rows if section.takes(row.owner, row.level)]
        found = tuple(sorted({system for row in parts for system in row.systems}))
        systems = found if section.owners else None
        label = section.label.format(province_kind=province_kind(data.agency))
        values, level = _checked(form, label, parts), "".join(section.levels)
        numbers = _numbers(form, values, None, systems, level=level)
        laid.append(Row("section", section.number, label, numbers))
        laid += _plain(form, parts, systems, level)
        counted += parts
    return laid, counted


def _numbers(
    form: Form,
    values: Mapping[str, int],
    field: int | None,
    systems: tuple[int, ...] | None,
    unit: int | None = None,
    level: str = "",
) -> tuple[Number, ...]:
    return tuple(
        _rate(column, values)
        if column.over
        else Number(_value(column, values), column.number, column.measures, field, systems, unit, level=level)
        for column in form.columns
        if column.measures
    )


def _rate(column: Column, values: Mapping[str, int]) -> Number:
    whole = sum([values[name] for name in column.over])
    part = _value(column, values) - sum([values[name] for name in column.less])
    return Number(0, column.number, (), None, None, text=percent(part, whole))


def _added(form: Form, rows: Sequence[FieldRow]) -> dict[str, int]:
    values = dict.fromkeys(form.measures, 0)
    for row in rows:
        for name, value in row.values.items():
            if value and name in values:
                values[name] += value
    return values


def _value(column: Column, values: Mapping[str, int]) -> int:
    return sum([values[name] for name in column.measures])


def _checked(form: Form, label: str, rows: Sequence[FieldRow]) -> dict[str, int]:
    """The measures of some rows added up; raises BrokenIdentity."""
    values = _added(form, rows)
    terms: dict[Term, int] = {column.number: _value(column, values) for column in form.columns}
    terms.update(values)
    for one in form.identities:
        left, right = one.sums(terms)
        if left != right:
            raise BrokenIdentity(form.key, label, one, terms)
    return values


def _check_signs(form: Form, rows: Iterable[Row]) -> None:
    for row in rows:
        for found in row.numbers:
            if found.value < 0:
                raise NegativeFigure(form.key, row.label, found.column, found.value)


def _check_totals(form: Form, total: Iterable[Number], totals: Mapping[str, int]) -> None:
    for found in total:
        if found.text:
            continue
        whole = sum(totals.get(name, 0) for name in found.measures)
        if found.value != whole:
            raise TotalsDiffer(form.key, found.column, found.value, whole)
