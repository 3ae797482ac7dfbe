"""Registers as workbooks: taken out with all their words, and read again by the titles of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from motcua.catalogue.fields import fold
from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.hub.errors import ExportError
from motcua.hub.formats import RawTable, read_tables
from motcua.hub.text import as_it_was, unformulated
from motcua.registers.keep import FILE, add, change, differing
from motcua.registers.kind import Column, Kind
from motcua.registers.models import Entry
from motcua.registers.values import BadEntry, content, told
from motcua.rules.instants import Instant

FONT = "Times New Roman"
_SEARCHED_ROWS = 15
_WIDTHS = {"long": 48, "text": 24, "date": 14, "number": 12, "money": 18, "choice": 24, "flag": 10}


@dataclass(frozen=True)
class Line:
    """A row of a file: where it stands, what it gives by column, and the entry that it would change, if any."""

    place: str
    given: Mapping[str, str]
    entry: Entry | None
    columns: tuple[str, ...]


@dataclass
class Read:
    """What a file would do: entries to add and to change, how many are the same, and rows that cannot be taken."""

    added: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def workbook(kind: Kind, entries: Sequence[Mapping[str, Any]], unit: str, sees_persons: bool) -> bytes:
    """The register as a workbook of one sheet, which can be filled further and read again; `entries` by column."""
    columns = kind.open_to(sees_persons)
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(kind.title[:31])
        base = {"font_name": FONT, "font_size": 11, "border": 1, "valign": "top", "text_wrap": True}
        looks = {
            "head": book.add_format(base | {"bold": True, "align": "center", "valign": "vcenter"}),
            "text": book.add_format(base),
            "date": book.add_format(base | {"num_format": "dd/mm/yyyy", "align": "center"}),
            "number": book.add_format(base | {"num_format": "#,##0"}),
        }
        title = book.add_format({"font_name": FONT, "font_size": 13, "bold": True})
        sheet.write_string(0, 0, f"{kind.title}. {unit}", title)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS[column.type])
            sheet.write_string(1, place, column.label, looks["head"])
            if column.choices:
                words = list(column.choices.values())
                if sum(map(len, words)) < 240 and not any("," in word for word in words):
                    sheet.data_validation(2, place, 5000, place, {"validate": "list", "source": words})
        for row, values in enumerate(entries, start=2):
            for place, column in enumerate(columns):
                _write(sheet, row, place, column, values.get(column.name), looks)
        _print_setup(sheet, len(entries) + 1, len(columns) - 1)
    return out.getvalue()


def _write(sheet: Any, row: int, place: int, column: Column, value: Any, looks: Mapping[str, Any]) -> None:
    if value is None:
        sheet.write_blank(row, place, None, looks["text"])
    elif column.type == "date":
        sheet.write_datetime(row, place, date.fromisoformat(str(value)), looks["date"])
    elif column.type in ("number", "money"):
        sheet.write_number(row, place, value, looks["number"])
    else:
        sheet.write_string(row, place, unformulated(told(column, value)), looks["text"])


def _print_setup(sheet: Any, last_row: int, last: int) -> None:
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.autofilter(1, 0, max(1, last_row), last)


def read_file(path: Path, kind: Kind, unit: Unit, sees_persons: bool) -> Read:
    """What the file would change; nothing is recorded. Raises ExportError where it is no table of this register."""
    table, header, columns = _found(read_tables(path), kind, sees_persons, path.name)
    made, seen = Read(), set[str]()
    rows = table.frame.rows()
    numbers = table.row_numbers.to_list()
    known = {entry.code: entry for entry in _entries(unit, kind) if entry.code}
    for row, number in list(zip(rows, numbers, strict=True))[header + 1 :]:
        given = {column: as_it_was(str(row[at] or "")) for at, column in columns.items()}
        if any(given.values()):
            _take(made, f"dòng {number}", given, kind, known, seen)
    return made


def _entries(unit: Unit, kind: Kind) -> Sequence[Entry]:
    return list(Entry.objects.filter(unit=unit, register=kind.key))


def _found(
    tables: Sequence[RawTable], kind: Kind, sees_persons: bool, name: str
) -> tuple[RawTable, int, dict[int, str]]:
    """The table, its header row and the columns by place, where the titles of all required columns stand."""
    titles = {fold(column.label): column.name for column in kind.open_to(sees_persons)}
    best: tuple[RawTable, int, dict[int, str]] | None = None
    for table in tables:
        for number, row in enumerate(table.frame.head(_SEARCHED_ROWS).rows()):
            columns = {at: titles[fold(cell)] for at, cell in enumerate(row) if cell and fold(cell) in titles}
            if best is None or len(columns) > len(best[2]):
                best = (table, number, columns)
    missing = [
        column.label
        for column in kind.open_to(sees_persons)
        if column.required and (best is None or column.name not in best[2].values())
    ]
    if best is None or missing:
        raise ExportError(
            f"không có cột {', '.join(f'“{label}”' for label in missing)}",
            "Tải sổ về dạng XLSX để có mẫu đúng tiêu đề cột, rồi điền vào mẫu đó.",
            file=name,
        )
    return best


def _take(
    made: Read, place: str, given: dict[str, str], kind: Kind, known: Mapping[str, Entry], seen: set[str]
) -> None:
    entry = known.get(" ".join(given.get(kind.code, "").split())) if kind.code else None
    try:
        checked = content(kind, _completed(entry, given, kind))
        if checked.code and checked.code in seen:
            raise BadEntry(
                {kind.code: f"{kind.column(kind.code).label}: “{checked.code}” có hai lần trong tệp."}
            )
    except BadEntry as problem:
        made.refused.append((place, str(problem)))
        return
    seen.add(checked.code)
    if entry is None:
        made.added.append(Line(place, given, None, ()))
    elif columns := differing(entry, checked):
        made.changed.append(Line(place, given, entry, tuple(columns)))
    else:
        made.same += 1


def _completed(entry: Entry | None, given: Mapping[str, str], kind: Kind) -> dict[str, str]:
    """What a file says nothing of stays as it is."""
    if entry is None:
        return dict(given)
    before = {name: str(value) for name, value in {**entry.values, **entry.persons}.items()}
    return {**{column.name: before.get(column.name, "") for column in kind.columns}, **given}


@writing()
def record(read: Read, kind: Kind, unit: Unit, at: Instant, actor: int | None) -> int:
    """Add and change what was read, all or nothing; gives how many entries. Raises BadEntry where a code is taken meanwhile."""
    for line in read.added:
        add(unit, kind, line.given, at, actor, FILE)
    for line in read.changed:
        if line.entry is not None:
            change(line.entry, kind, _completed(line.entry, line.given, kind), at, actor, FILE)
    return len(read.added) + len(read.changed)
