"""A filled form as a page shows it: header rows, and numbers with the addresses of their dossiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from motcua.boards.asked import Asked
from motcua.reports.data import ReportData
from motcua.reports.filled import FilledForm, Number, Row, fill
from motcua.reports.form import HeaderCell
from motcua.reports.form_files import load

Link = Callable[[Number, Row], str]
LAYOUTS = {"official": "II.06b-official", "unit": "II.06b-commune"}


@dataclass(frozen=True)
class Linked:
    """A number and the address of its dossiers, empty where there are none; of a rate its text."""

    value: int
    address: str
    text: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a form on a page."""

    row: Row
    numbers: tuple[Linked, ...]
    shown: tuple[tuple[str, str], ...] = ()
    """Of an item of a list: what its columns show, with the texts."""


@dataclass(frozen=True)
class Sheet:
    """A form ready for a page."""

    filled: FilledForm
    head: tuple[tuple[HeaderCell, ...], ...]
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        """The last row."""
        return self.lines[-1]

    @property
    def title(self) -> list[str]:
        """The lines of its title."""
        title = self.filled.form.title
        return [title] if isinstance(title, str) else list(title)

    @property
    def widths(self) -> list[int]:
        """The share of each column in the width, in percent."""
        widths = [column.width for column in self.filled.form.columns]
        return [round(100 * width / sum(widths)) for width in widths]

    @property
    def body(self) -> tuple[Line, ...]:
        """All rows but the total."""
        return self.lines[:-1]


def sheet(layout: str, data: ReportData, asked: Asked, list_address: str) -> Sheet:
    """A form of `LAYOUTS`, filled; raises ReportRefused where its figures do not agree."""
    filled = fill(load(LAYOUTS[layout], data.period.last), data)
    return sheet_of(filled, lambda number, _row: _link(number, asked, list_address))


def sheet_of(filled: FilledForm, link: Link) -> Sheet:
    """A filled form, each number of a row with the address that `link` gives for it, empty where there is none."""
    return Sheet(filled, tuple(_head(filled.form.header)), tuple(_lines(filled, link)))


def _head(cells: Iterable[HeaderCell]) -> Iterator[tuple[HeaderCell, ...]]:
    ordered = sorted(cells, key=lambda cell: (cell.top, cell.left))
    for _top, row in groupby(ordered, key=lambda cell: cell.top):
        yield tuple(row)


def _lines(filled: FilledForm, link: Link) -> Iterator[Line]:
    columns = [column.shows for column in filled.form.columns if column.shows != "order"]
    for row in filled.rows:
        shown = [(name, row.texts.get(name, "")) for name in columns] if row.kind == "item" else []
        yield Line(row, tuple(_linked(one, row, link) for one in row.numbers), tuple(shown))


def _linked(one: Number, row: Row, link: Link) -> Linked:
    return Linked(0, "", one.text) if one.text else Linked(one.value, link(one, row))


def _link(number: Number, asked: Asked, address: str) -> str:
    if not number.value or not address:
        return ""
    systems = None if number.systems is None else ",".join(str(system) for system in number.systems)
    return f"{address}?{asked.query(measure=','.join(number.measures), field=number.field, system=systems)}"
