"""A list of dossiers as a workbook: the same rows as on the page, all pages of it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.boards.listed import Line, lines
from motcua.boards.written import number
from motcua.dossiers.bulk import chunks
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant, to_datetime

MOST = 50_000
"""Rows of a file at most; a longer list says in the file that it is cut, and how long it is."""
Value = str | int | datetime | None
_HEAD = 4
_FORMULAS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Column:
    """A column of a list: its title and how wide it is, in characters."""

    title: str
    width: int


def as_xlsx(
    title: str, notes: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Value]]
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
        last = _body(book, sheet, rows)
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
            if isinstance(value, datetime):
                sheet.write_datetime(at, column, value.replace(tzinfo=None), day)
            elif isinstance(value, int):
                sheet.write_number(at, column, value, text)
            else:
                sheet.write_string(at, column, _safe(value or ""), text)
    return at


def _safe(text: str) -> str:
    """Other programs run such text as a formula when they open the file."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _print_setup(sheet: Any, last_row: int, last: int) -> None:
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.autofilter(_HEAD, 0, last_row, last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)


def on_day(instant: Instant | None) -> Value:
    """The local day of an instant, for a cell."""
    return None if instant is None else to_datetime(instant)


def lines_of(keys: Sequence[int], now: Instant, calendar: WorkingCalendar) -> Iterator[Line]:
    """The lines of a list in its order, the first `MOST` of it."""
    for chunk in chunks(keys[:MOST]):
        yield from lines(chunk, now, calendar)


def how_many(total: int) -> str:
    """How long a list is, in words; a cut one says so."""
    if total <= MOST:
        return _("Dossiers: %(n)s") % {"n": number(total)}
    return _("The first %(most)s of %(n)s dossiers") % {"most": number(MOST), "n": number(total)}


def usual_columns() -> tuple[Column, ...]:
    """The columns of a list that has no others of its own."""
    return (
        Column(_("Code"), 30), Column(_("Procedure"), 56), Column(_("Received"), 12), Column(_("Due"), 12),
        Column(_("Finished"), 12), Column(_("State at present"), 30), Column(_("Term"), 22), Column(_("System"), 30),
    )  # fmt: skip


def usual_cells(line: Line) -> tuple[Value, ...]:
    """A dossier in those columns."""
    dossier, cell = line.dossier, line.dossier.cell
    return (
        dossier.code, cell.procedure.name if cell.procedure else cell.field.name, on_day(dossier.received_at),
        on_day(dossier.due_at), on_day(dossier.finished_at), line.standing.state, line.standing.note, dossier.authority.name,
    )  # fmt: skip
