"""A dossier as a row of each system's export."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from motcua.hub.simulate.dossier import Dossier
from motcua.hub.simulate.words import applicant, reason, state, telephone
from motcua.rules.instants import MS_PER_DAY, OFFSET_MS, Day, Instant, date_of

Row = list[Any]
Record = dict[str, Any]

ONE_STOP_TITLES = (
    "STT", "Số hồ sơ", "Mã TTHC", "Tên thủ tục hành chính", "Tên lĩnh vực", "Mức độ DVC", "Hình thức tiếp nhận",
    "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Ngày trả kết quả", "Trạng thái hồ sơ",
    "Ngày tạm dừng", "Ngày tiếp tục", "Phòng ban", "Phí, lệ phí (đồng)", "Hình thức thanh toán", "Số hóa hồ sơ",
    "Lý do", "Ngày cập nhật", "Ngày nộp", "Cơ quan/đơn vị", "Chủ hồ sơ", "Số điện thoại", "Cán bộ xử lý hiện tại",
)  # fmt: skip
NUMBER, CODE, PROCEDURE, NAME, FIELD, CHANNEL, RECEIVED, FINISHED, STATE = 0, 1, 2, 3, 4, 6, 7, 9, 11
"""Where cells stand that flaws are put into."""

CIVIL_STATUS_TITLES = (
    "MaHoSo", "MaTTHC", "TenTTHC", "LinhVuc", "KenhNop", "NgayTiepNhan", "NgayHenTra", "NgayKetThuc", "NgayTraKetQua",
    "TrangThai", "NgayTamDung", "NgayTiepTuc", "DonViXuLy", "LePhi", "ThanhToanTrucTuyen", "SoHoa", "GhiChu",
)  # fmt: skip

_LEVELS = {"full": "DVC toàn trình", "partial": "DVC một phần"}
_CHANNELS = {1: "Trực tiếp", 2: "Trực tuyến", 3: "Dịch vụ bưu chính"}
_OFFICERS = 7


def one_stop_row(dossier: Dossier, unit_name: str) -> Row:
    """The cells of `ONE_STOP_TITLES`; the running number is given when the file is written."""
    wait = dossier.wait
    procedure = dossier.procedure
    return [
        None,
        dossier.code,
        procedure.code,
        procedure.name,
        procedure.field,
        _LEVELS[procedure.level],
        _CHANNELS[dossier.channel],
        slashed(dossier.received),
        slashed(dossier.due),
        slashed(dossier.finished),
        slashed(dossier.returned),
        state(dossier)[0],
        slashed(wait.begin if wait else None),
        slashed(wait.end if wait else None),
        procedure.department,
        dossier.fee or None,
        _payment(dossier),
        "Có" if dossier.digitised else "Không",
        reason(dossier) or None,
        slashed(dossier.updated),
        slashed(dossier.lodged),
        unit_name,
        applicant(dossier.person),
        telephone(dossier.person),
        f"Công chức {dossier.person % _OFFICERS + 1}",
    ]


def civil_status_row(dossier: Dossier) -> Row:
    """The cells of `CIVIL_STATUS_TITLES`: national numbers, ISO times."""
    wait = dossier.wait
    procedure = dossier.procedure
    times = (dossier.received, dossier.due, dossier.finished, dossier.returned)
    return [
        dossier.code,
        procedure.code,
        procedure.name,
        procedure.field,
        dossier.channel,
        *(iso(at) for at in times),
        state(dossier)[1],
        iso(wait.begin if wait else None),
        iso(wait.end if wait else None),
        procedure.department,
        dossier.fee or "",
        int(dossier.paid_online),
        int(dossier.digitised),
        reason(dossier),
    ]


def household_business_record(dossier: Dossier) -> Record:
    """The object with the national exchange's keys."""
    wait = dossier.wait
    procedure = dossier.procedure
    price = {"TenPhiLePhi": "Lệ phí đăng ký hộ kinh doanh", "HinhThucThu": "1", "Gia": str(dossier.fee)}
    return {
        "MaHoSo": dossier.code,
        "MaTTHC": procedure.code,
        "TenTTHC": procedure.name,
        "TenLinhVuc": procedure.field,
        "KenhThucHien": str(dossier.channel),
        "NgayTiepNhan": digits(dossier.received),
        "NgayHenTra": digits(dossier.due),
        "NgayKetThucXuLy": digits(dossier.finished),
        "NgayTra": digits(dossier.returned),
        "TrangThaiHoSo": str(state(dossier)[1]),
        "NgayTamDung": digits(wait.begin if wait else None),
        "NgayTiepTuc": digits(wait.end if wait else None),
        "DonViXuLy": procedure.department,
        "DanhSachLePhi": [price] if dossier.fee else [],
        "DuocThanhToanTrucTuyen": "2" if dossier.paid_online else "0",
        "SoHoa": dossier.digitised,
        "GhiChu": reason(dossier),
    }


def _payment(dossier: Dossier) -> str | None:
    if not dossier.fee:
        return None
    return "Trực tuyến" if dossier.paid_online else "Trực tiếp"


def slashed(at: Instant | None) -> str | None:
    """21/04/2026 11:08:16, local time."""
    return f"{_day(at)[0]} {_clock(at, ':')}" if at is not None else None


def iso(at: Instant | None) -> str:
    """2026-04-21 11:08:16, local time; empty where there is none."""
    return f"{_day(at)[1]} {_clock(at, ':')}" if at is not None else ""


def digits(at: Instant | None) -> str | None:
    """20260421110816, local time."""
    return f"{_day(at)[2]}{_clock(at, '')}" if at is not None else None


def _day(at: Instant) -> tuple[str, str, str]:
    return _day_texts((at + OFFSET_MS) // MS_PER_DAY)


@lru_cache(maxsize=4096)
def _day_texts(day: Day) -> tuple[str, str, str]:
    date = date_of(day)
    return f"{date:%d/%m/%Y}", f"{date:%Y-%m-%d}", f"{date:%Y%m%d}"


def _clock(at: Instant, colon: str) -> str:
    minutes, seconds = divmod((at + OFFSET_MS) % MS_PER_DAY // 1000, 60)
    return f"{minutes // 60:02}{colon}{minutes % 60:02}{colon}{seconds:02}"
