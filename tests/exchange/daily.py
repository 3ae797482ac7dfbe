"""A case's exports cut by day: what each system would have sent day after day, instead of all at once at the end.

A dossier comes on the day it was received, still being worked on, and again on the day of its last event, as it stands in
the export. What cannot be counted comes as it is, for its first half would be another dossier than the one that is there.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import xlsxwriter

Cell = str | int | float | None
Row = dict[str, Cell]

_FORMS = ("%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S")


@dataclass(frozen=True)
class Layout:
    """Which columns of a system say what; `working` is its word for a dossier that is being worked on."""

    code: str
    named: tuple[str, str]
    received: str
    events: tuple[str, ...]
    finished: str
    state: str
    working: str
    later: tuple[str, ...]


ONE_STOP = Layout(
    "Số hồ sơ", ("Mã TTHC", "Tên lĩnh vực"), "Ngày tiếp nhận",
    ("Ngày kết thúc xử lý", "Ngày trả kết quả", "Ngày tạm dừng", "Ngày tiếp tục", "Ngày cập nhật"),
    "Ngày kết thúc xử lý", "Trạng thái hồ sơ", "Đang xử lý", ("Lý do",),
)  # fmt: skip
CIVIL = Layout(
    "MaHoSo", ("MaTTHC", "LinhVuc"), "NgayTiepNhan", ("NgayKetThuc", "NgayTraKetQua", "NgayTamDung", "NgayTiepTuc"),
    "NgayKetThuc", "TrangThai", "4", ("GhiChu",),
)  # fmt: skip
BUSINESS = Layout(
    "MaHoSo", ("MaTTHC", "TenLinhVuc"), "NgayTiepNhan", ("NgayKetThucXuLy", "NgayTra", "NgayTamDung", "NgayTiepTuc"),
    "NgayKetThucXuLy", "TrangThaiHoSo", "4", ("GhiChu",),
)  # fmt: skip


@dataclass(frozen=True)
class Export:
    """The rows of one system's export, and what stands above them in a workbook."""

    layout: Layout
    rows: list[Row]
    above: tuple[tuple[Cell, ...], ...] = ()

    def days(self) -> set[dt.date]:
        """The days on which something comes."""
        return {day for row in self.rows for day, _row in self._versions(row)}

    def until(self, day: dt.date) -> list[Row]:
        """What an export of all dossiers says at the end of a day."""
        came = ([one for one in self._versions(row) if one[0] <= day] for row in self.rows)
        return [versions[-1][1] for versions in came if versions]

    def on(self, day: dt.date) -> list[Row]:
        """What has come on a day."""
        came = ([one for one in self._versions(row) if one[0] == day] for row in self.rows)
        return [versions[-1][1] for versions in came if versions]

    def _versions(self, row: Row) -> list[tuple[dt.date, Row]]:
        layout = self.layout
        received, finished = moment(row[layout.received]), moment(row[layout.finished])
        events = [when for name in layout.events if (when := moment(row[name]))]
        last = max([*events, received or dt.datetime.min])
        if last == dt.datetime.min:
            last = dt.datetime.max
        sound = received and row[layout.code] and any(row[name] for name in layout.named)
        odd = any(row[name] and not moment(row[name]) for name in (layout.received, *layout.events))
        if not sound or odd or (finished and received and finished < received):
            return [(_capped(last), row)]
        assert received is not None
        return [(received.date(), self._begun(row)), (last.date(), row)]

    def _begun(self, row: Row) -> Row:
        gone = dict.fromkeys((*self.layout.events, *self.layout.later))
        return row | gone | {self.layout.state: self.layout.working}


def _capped(last: dt.datetime) -> dt.date:
    """What has no time that can be read comes at the very end."""
    return dt.date.max if last == dt.datetime.max else last.date()


def moment(cell: Cell) -> dt.datetime | None:
    """The time in a cell, None where there is none."""
    for form in _FORMS:
        try:
            return dt.datetime.strptime(str(cell).strip(), form)
        except ValueError:
            continue
    return None


def one_stop(path: Path) -> Export:
    """The workbook of the one-stop system, without repeated headers, blank rows and the total."""
    lines = list(openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))
    at = next(number for number, line in enumerate(lines) if line[0] == "STT")
    titles = [str(title) for title in lines[at]]
    body = (line for line in lines[at + 1 :] if line[1:] != lines[at][1:] and any(line[1:]))
    rows = [dict(zip(titles, map(_cell, line), strict=True)) for line in body]
    return Export(ONE_STOP, rows, tuple(tuple(map(_cell, line)) for line in lines[:at]))


def _cell(value: object) -> Cell:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def civil(path: Path) -> Export:
    """The CSV of the civil-status system."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return Export(CIVIL, [dict(row) for row in csv.DictReader(file, delimiter=";")])


def business(path: Path) -> Export:
    """The JSON of the register of business households."""
    return Export(BUSINESS, json.loads(path.read_text(encoding="utf-8"))["data"])


def write_book(path: Path, export: Export, rows: Sequence[Row], day: dt.date) -> None:
    """Rows as the one-stop system exports them on a day, which stands above them."""
    said = f"(Xuất ngày {day:%d/%m/%Y})"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh sach ho so")
        lines: Iterator[Sequence[Cell]] = iter(
            [
                *(
                    [re.sub(r"\(Xuất ngày .*\)", said, str(cell)) if cell else None for cell in line]
                    for line in export.above
                ),
                list(rows[0]),
                *(list(row.values()) for row in rows),
            ]
        )
        for place, line in enumerate(lines):
            sheet.write_row(place, 0, line)


def plain_code(cell: Cell) -> str:
    """A dossier's code as it is compared."""
    return unicodedata.normalize("NFC", str(cell or "")).replace(" ", "").upper()
