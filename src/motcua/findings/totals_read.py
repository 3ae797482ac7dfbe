"""Reading another system's form II.06: the numbers under its columns tell what each figure counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.catalogue.fields import field_key, fold
from motcua.catalogue.names import known_fields
from motcua.findings.totals import JOINED, Told
from motcua.hub.errors import ExportError
from motcua.hub.formats import RawTable, read_tables
from motcua.reports.form import Form
from motcua.reports.form_files import load

FORM = "II.06b-official"
_NUMBERED = re.compile(r"\(?\s*(\d{1,2})(?:\.0+)?\s*\)?")
_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:[.,]0+)?")
_TOTALS = ("tong cong", "tong so", "tong", "cong")
_ENOUGH = 6
"""So many numbered columns in a row are the form's."""


@dataclass(frozen=True)
class Read:
    """The totals of a form, and the names in its rows that are no field we know."""

    totals: tuple[Told, ...]
    unknown: tuple[str, ...]


def read(path: Path, day: date) -> Read:
    """The totals of a form II.06 as of the version of a day; raises ExportError where there is none in the file."""
    form = load(FORM, day)
    for table in read_tables(path):
        for number, row in enumerate(table.frame.rows()):
            columns = _columns(row, form)
            if len(columns) >= _ENOUGH:
                return _read(table, number, columns, row, form)
    raise ExportError(
        "không có dòng ghi số cột (1), (2), (3)… của biểu II.06",
        "Tải biểu II.06 của hệ thống kia ở dạng XLSX, giữ nguyên dòng số cột, rồi chọn lại.",
        file=path.name,
    )


def _columns(row: Sequence[str | None], form: Form) -> dict[int, str]:
    """The measures of each column, by its place in the table, where the row numbers the form's columns in order."""
    measures = {column.number: JOINED.join(column.measures) for column in form.columns if column.measures}
    found, last = dict[int, str](), 0
    for place, cell in enumerate(row):
        number = _number_of(cell)
        if number is None or number <= last:
            continue
        last = number
        if number in measures:
            found[place] = measures[number]
    return found


def _number_of(cell: str | None) -> int | None:
    match = _NUMBERED.fullmatch(cell.strip()) if cell else None
    # «(3)=(4)+(5)+(6)» stands under a column as well as «(3)».
    match = match or (re.match(r"\((\d{1,2})\)\s*=", cell.strip()) if cell else None)
    return int(match[1]) if match else None


def _read(
    table: RawTable, header: int, columns: dict[int, str], numbers: Sequence[str | None], form: Form
) -> Read:
    names = next(column.number for column in form.columns if column.shows == "name")
    place = next((at for at, cell in enumerate(numbers) if _number_of(cell) == names), 1)
    fields, unknown, found = known_fields(), list[str](), list[Told]()
    for row in table.frame.rows()[header + 1 :]:
        figures = list(_figures(row, columns))
        if len(figures) < len(columns) or not any((row[at] or "").strip() for at in columns):
            continue
        name = " ".join((row[place] or "").split())
        if _is_total(row, place):
            found += [Told(measure, value) for measure, value in figures]
        elif field_key(name) in fields:
            found += [Told(measure, value, fields[field_key(name)]) for measure, value in figures]
        elif name:
            unknown.append(name)
    return Read(tuple(found), tuple(unknown))


def _figures(row: Sequence[str | None], columns: dict[int, str]) -> Iterator[tuple[str, int]]:
    for place, measure in columns.items():
        cell = (row[place] or "").strip()
        match = _FIGURE.fullmatch(cell)
        if match:
            yield measure, int(match[1].replace(".", ""))
        elif cell in ("", "-", "–"):
            yield measure, 0


def _is_total(row: Sequence[str | None], place: int) -> bool:
    return any(fold(cell or "").startswith(_TOTALS) for cell in row[: place + 1])
