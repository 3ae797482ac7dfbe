"""The adjustments of a closed period as a workbook: figures then and now, and every dossier that changed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.boards.asked import Asked
from motcua.boards.clock import now
from motcua.boards.written import day, moment
from motcua.closing.models import Closing

if TYPE_CHECKING:
    from motcua.boards.closing.one import Line

_HEAD = 6


def workbook(
    closing: Closing, wanted: Asked, figures: Sequence[tuple[str, int, int, int]], lines: Sequence[Line]
) -> bytes:
    """The bytes of a workbook with two sheets that print on A4."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False}) as book:
        plain = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
        head = book.add_format({"border": 1, "bold": True, "text_wrap": True, "align": "center"})
        titles = (_("Figure"), _("As closed"), _("As known then or now"), _("Difference"))
        first = _sheet(book, _("Figures"), _notes(closing, wanted), titles, (48, 14, 14, 14), head)
        for row, told in enumerate(figures, _HEAD):
            first.write_row(row, 0, told, plain)
        titles_of_dossiers = (
            _("Code"), _("Unit"), _("What changed"), _("Why"), _("Told by"), _("Recorded at"), _("In the figures"),
        )  # fmt: skip
        widths = (28, 34, 30, 24, 34, 18, 60)
        second = _sheet(book, _("Dossiers"), _notes(closing, wanted), titles_of_dossiers, widths, head)
        for row, one in enumerate(lines, _HEAD):
            told_of = (
                one.code,
                one.place,
                one.what,
                one.cause,
                one.systems,
                moment(one.recorded_at),
                one.differences,
            )
            second.write_row(row, 0, told_of, plain)
    return kept.getvalue()


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    notes: Sequence[str],
    titles: Sequence[str],
    widths: Sequence[int],
    head: Any,
) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(_HEAD, 1)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for row, note in enumerate(notes):
        sheet.write_string(row, 0, note)
    sheet.write_row(_HEAD - 1, 0, titles, head)
    return sheet


def _notes(closing: Closing, wanted: Asked) -> list[str]:
    period = wanted.period
    known = now() if wanted.known_at is None else wanted.known_at
    return [
        closing.unit.name,
        f"{period.title()} ({day(period.first)} – {day(period.last)})",
        _("Closed with the data up to %(moment)s") % {"moment": moment(closing.as_of)},
        _("As known at %(moment)s") % {"moment": moment(known)},
    ]
