"""A list of dossiers as a workbook: the same rows as on the page, all pages of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.boards.listed import Line, lines
from motcua.boards.written import number
from motcua.dossiers.bulk import chunks
from motcua.hub.text import unformulated
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant, date_of, local_day

MOST = 50_000
"""Rows of a file at most; a longer list says in the file that it is cut, and how long it is."""
Value = str | int | date | None
Item = TypeVar("Item")
_HEAD = 4


@dataclass(frozen=True)
class Column(Generic[Item]):
    """A column of a list: its title, how wide it is in characters, and what of an item stands in it."""

    title: str
    width: int
    value: Callable[[Item], Value]


def as_xlsx(
    title: str, notes: Sequence[str], columns: Sequence[Column[Item]], items: Iterable[Item]
) -> bytes:
    """The bytes of a workbook of one sheet that prints on A4; `notes` (three at most) say whose list it is and of when."""
    kept = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, settings) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        for at, note in enumerate(notes[: _HEAD - 1], 1):
            sheet.write_string(at, 0, note)
        head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(_HEAD, at, column.title, book.add_format(head))
        last = _body(book, sheet, ([column.value(item) for column in columns] for item in items))
        _print_setup(sheet, max(last, _HEAD), len(columns) - 1)
    return kept.getvalue()


def _body(book: Any, sheet: Any, rows: Iterable[Sequence[Value]]) -> int:
    """Write the rows; gives the last one's place."""
    base = {"border": 1, "valign": "top"}
    text, day = (
        book.add_format(base | {"text_wrap": True}),
        book.add_format(base | {"num_format": "dd/mm/yyyy"}),
    )
    at = _HEAD
    for at, row in enumerate(rows, _HEAD + 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(at, column, value, text)
            else:
                sheet.write_string(at, column, unformulated(value or ""), text)
    return at


def _print_setup(sheet: Any, last_row: int, last: int) -> None:
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.autofilter(_HEAD, 0, last_row, last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)


def on_day(instant: Instant | None) -> date | None:
    """The local day of an instant, for a cell."""
    return None if instant is None else date_of(local_day(instant))


def in_chunks(
    keys: Sequence[int], now: Instant, calendar: WorkingCalendar
) -> Iterator[tuple[list[int], tuple[Line, ...]]]:
    """The lines of a list in its order, the first `MOST` of it, some at a time with their keys."""
    for chunk in chunks(keys[:MOST]):
        yield chunk, lines(chunk, now, calendar)


def lines_of(keys: Sequence[int], now: Instant, calendar: WorkingCalendar) -> Iterator[Line]:
    """The same lines one by one."""
    return (line for _keys, some in in_chunks(keys, now, calendar) for line in some)


def how_many(total: int) -> str:
    """How long a list is, in words; a cut one says so."""
    if total <= MOST:
        return _("Dossiers: %(n)s") % {"n": number(total)}
    return _("The first %(most)s of %(n)s dossiers") % {"most": number(MOST), "n": number(total)}


def usual_columns(with_unit: bool = False) -> tuple[Column[Line], ...]:
    """The columns of a list that has no others of its own; of several units with that which resolves."""
    unit: tuple[Column[Line], ...] = (Column(_("Unit"), 34, lambda line: line.dossier.unit.name),)
    return (
        Column(_("Code"), 30, lambda line: line.dossier.code),
        *(unit if with_unit else ()),
        Column(_("Procedure"), 56, lambda line: line.dossier.cell.about),
        Column(_("Received"), 12, lambda line: on_day(line.dossier.received_at)),
        Column(_("Due"), 12, lambda line: on_day(line.dossier.due_at)),
        Column(_("Finished"), 12, lambda line: on_day(line.dossier.finished_at)),
        Column(_("State at present"), 30, lambda line: line.standing.state),
        Column(_("Term"), 22, lambda line: line.standing.note),
        Column(_("System"), 30, lambda line: line.dossier.authority.name),
    )
