"""The index as a workbook: figures as numbers, one row for each indicator, one sheet for what the portal says."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.boards.clock import now
from motcua.boards.index.asking import Wanted
from motcua.boards.index.words import difference_words, mending_words
from motcua.boards.written import day, moment
from motcua.index.computed import GroupLine, Index, Line, portal_points
from motcua.rules.index import rounded

_HEAD = 6
_WIDTHS = (7, 46, 11, 11, 10, 10, 10, 11, 18, 12, 12, 12, 60)


def workbook(index: Index, asking: Wanted, past: Sequence[Index]) -> bytes:
    """The bytes of a workbook that prints on A4: the indicators, and the points over the last periods."""
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(kept, options) as book:
        sheet = book.add_worksheet(_("Index 766"))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(_HEAD, 2)
        for at, width in enumerate(_WIDTHS):
            sheet.set_column(at, at, width)
        sheet.write(
            0,
            0,
            _("Index of service to people and businesses"),
            book.add_format({"bold": True, "font_size": 14}),
        )
        for line, note in enumerate(_notes(index, asking), 1):
            sheet.write_string(line, 0, note)
        looks = _looks(book)
        _rows(sheet, looks, index)
        _course(book.add_worksheet(_("Course")), looks, past)
    return kept.getvalue()


def _course(sheet: Any, looks: dict[str, Any], past: Sequence[Index]) -> None:
    """A row for each period with the points of its groups, all together, and what the portal published."""
    titles = [group.group.label for group in past[-1].groups]
    for at, title in enumerate([_("Period"), *titles, _("All points that we count"), _("Published points")]):
        sheet.set_column(at, at, 16 if at else 30)
        sheet.write_string(0, at, title, looks["head"])
    for row, one in enumerate(past, 1):
        period, points = one.scope.period, {group.group.label: group.points for group in one.groups}
        sheet.write_string(row, 0, f"{day(period.first)} – {day(period.last)}", looks["text"])
        for at, value in enumerate([*map(points.get, titles), one.points, one.portal], 1):
            _points(sheet, row, at, value, looks["points"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _looks(book: xlsxwriter.Workbook) -> dict[str, Any]:
    cell = {"border": 1, "valign": "top"}
    looks = {
        "head": cell | {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"},
        "text": cell | {"text_wrap": True},
        "count": cell | {"num_format": "#,##0"},
        "rate": cell | {"num_format": "0.00%"},
        "points": cell | {"num_format": "0.00"},
    }
    for name in ("text", "points"):
        looks[f"{name} bold"] = looks[name] | {"bold": True}
    return {name: book.add_format(look) for name, look in looks.items()}


def _notes(index: Index, asking: Wanted) -> list[str]:
    period = asking.asked.period
    known = now() if asking.asked.known_at is None else asking.asked.known_at
    part = ", ".join(one.name for one in (asking.field, asking.procedure) if one is not None)
    return [
        index.scope.unit.name + (f" · {part}" if part else ""),
        f"{period.title()} ({day(period.first)} – {day(period.last)})",
        _("As known at %(moment)s") % {"moment": moment(known)},
    ]


def _rows(sheet: Any, looks: dict[str, Any], index: Index) -> None:
    titles = (
        _("No."), _("Indicator"), _("Numerator"), _("Denominator"), _("Rate"), _("Points"), _("Most"), _("Lost"),
        _("To mend for one point more"), _("Published numerator"), _("Published denominator"), _("Published points"),
        _("Why they differ; what is left out"),
    )  # fmt: skip
    for at, title in enumerate(titles):
        sheet.write_string(_HEAD - 1, at, title, looks["head"])
    row = _HEAD
    for group in index.groups:
        _group(sheet, looks, row, group)
        for n, line in enumerate(group.lines, 1):
            _line(sheet, looks, row + n, line)
        row += len(group.lines) + 1
    sheet.write_string(row, 1, _("All together"), looks["text bold"])
    _points(sheet, row, 5, index.points, looks["points bold"])
    _points(sheet, row, 6, index.maximum, looks["points bold"])
    _points(sheet, row, 11, index.portal, looks["points bold"])


def _group(sheet: Any, looks: dict[str, Any], row: int, group: GroupLine) -> None:
    sheet.write_string(row, 0, "", looks["text bold"])
    sheet.write_string(row, 1, group.group.label, looks["text bold"])
    _points(sheet, row, 5, group.points, looks["points bold"])
    _points(sheet, row, 6, group.group.maximum, looks["points bold"])
    _points(sheet, row, 11, group.portal, looks["points bold"])


def _line(sheet: Any, looks: dict[str, Any], row: int, line: Line) -> None:
    count, portal = line.count, line.portal
    sheet.write_string(row, 0, line.indicator.number, looks["text"])
    sheet.write_string(row, 1, line.indicator.label, looks["text"])
    _counts(sheet, looks, row, 2, count)
    if count is not None and count.rate is not None:
        sheet.write_number(row, 4, float(count.rate), looks["rate"])
    else:
        sheet.write_string(row, 4, "–", looks["text"])
    _points(sheet, row, 5, line.points, looks["points"])
    _points(sheet, row, 6, line.indicator.scoring.maximum, looks["points"])
    _points(sheet, row, 7, line.lost, looks["points"])
    sheet.write_string(row, 8, mending_words(line.mending), looks["text"])
    _counts(sheet, looks, row, 9, portal.count if portal else None)
    _points(sheet, row, 11, portal_points(line), looks["points"])
    said = [difference_words(one) for one in line.differences]
    counts = line.indicator.counts
    said += [one for one in (counts.estimate if counts else line.indicator.missing,) if one]
    sheet.write_string(row, 12, "; ".join(said), looks["text"])


def _counts(sheet: Any, looks: dict[str, Any], row: int, at: int, count: Any) -> None:
    for n, value in enumerate((count.numerator, count.denominator) if count else (None, None)):
        if value is None:
            sheet.write_string(row, at + n, "–", looks["text"])
        else:
            sheet.write_number(row, at + n, value, looks["count"])


def _points(sheet: Any, row: int, at: int, value: Any, look: Any) -> None:
    if value is None:
        sheet.write_string(row, at, "–", look)
    else:
        sheet.write_number(row, at, float(rounded(value) if hasattr(value, "numerator") else value), look)
