"""What the commune of the demonstration has in the province's system: a small export, so that the lists show both."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Procedure, Unit
from motcua.hub.models import Elsewhere
from motcua.hub.run import import_files
from motcua.rules.instants import Day, Instant, date_of, local_day

TITLES = (
    "Mã hồ sơ", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Ngày nộp", "Ngày tiếp nhận", "Ngày hẹn trả",
    "Ngày tạm dừng", "Ngày kết thúc xử lý", "Ngày trả kết quả", "Trạng thái hồ sơ", "Chủ hồ sơ", "Cán bộ xử lý hiện tại",
)  # fmt: skip
FILE = "he-thong-mot-cua-thanh-pho.csv"
_AGE = 1
"""Working days before today on which the export was made."""


@dataclass(frozen=True)
class There:
    """A dossier of the export; days are working days from today, none where nothing of the kind has happened."""

    state: str
    officer: str
    applicant: str
    lodged: int
    received: int | None = None
    due: int | None = None
    paused: int | None = None
    finished: int | None = None
    returned: int | None = None


_SPECIALIST, _COUNTER, _STRANGER = "Nguyễn Văn Chuyên", "Phạm Thị Quầy", "Hoàng Văn Khách"
_DOSSIERS = (
    There("Chờ tiếp nhận", _COUNTER, "Trịnh Thị Cúc", -2),
    There("Đang xử lý", _SPECIALIST, "Cao Văn Lực", -9, -9, -2),
    There("Đang xử lý", _SPECIALIST, "Mai Thị Xuân", -4, -4, 0),
    There("Đang xử lý", _SPECIALIST, "Phan Văn Hậu", -3, -3, 6),
    There("Yêu cầu bổ sung", _SPECIALIST, "Hồ Thị Liên", -8, -8, 3, -5),
    There("Đã có kết quả", _COUNTER, "Tạ Quang Minh", -7, -7, -1, None, -2),
    There("Đã trả kết quả", _COUNTER, "La Thị Nhàn", -12, -12, -8, None, -9, -9),
    There("Đang xử lý", _STRANGER, "Kiều Văn Toàn", -10, -10, -1),
    There("Đang xử lý", "", "Lưu Thị Thắm", -5, -5, 1),
)


def bring_in(unit: Unit, folder: Path, procedures: tuple[str, ...], now: Instant) -> None:
    """Import the export into the unit; one that has such dossiers already is left as it is."""
    if Elsewhere.objects.filter(unit=unit).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    known = list(Procedure.objects.filter(code__in=procedures).select_related("field").order_by("code"))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow([f"Ngày xuất dữ liệu: {date_of(_working(unit, now, -_AGE)):%d/%m/%Y}"])
        out.writerow(TITLES)
        out.writerows(_rows(unit, known, now))
    import_files(unit, [path], now)


def _rows(unit: Unit, procedures: list[Procedure], now: Instant) -> Iterator[list[str]]:
    prefix = unit.codes.filter(kind="id").order_by("pk").values_list("code", flat=True)[0]
    for number, one in enumerate(_DOSSIERS, 1):
        procedure = procedures[number % len(procedures)]
        lodged = date_of(_working(unit, now, one.lodged))
        days = (one.lodged, one.received, one.due, one.paused, one.finished, one.returned)
        yield [
            f"{prefix}-{lodged:%y%m%d}-{number:04}", procedure.code, procedure.name, procedure.field.name,
            *("" if day is None else f"{date_of(_working(unit, now, day)):%d/%m/%Y} 09:{number:02}" for day in days),
            one.state, one.applicant, one.officer,
        ]  # fmt: skip


def _working(unit: Unit, now: Instant, days: int) -> Day:
    """The working day so many working days from today, or before it; today itself for 0."""
    calendar, day, step = calendar_of(unit.pk), local_day(now), 1 if days > 0 else -1
    left = abs(days)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day
