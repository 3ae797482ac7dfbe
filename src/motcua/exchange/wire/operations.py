"""The operations by their names on the wire, and which endpoint of an adapter serves each."""

from __future__ import annotations

from enum import StrEnum

from motcua.exchange.wire.dictionaries import NAMES


class Operation(StrEnum):
    """Operations between an agency and the portal; beside them the dictionaries (LayDanhMuc…)."""

    SYNC = "DongBoHoSoMC"
    PROGRESS = "CapNhatTienDoHoSoMC"
    LOOK_UP = "TraCuuHoSo"
    PORTAL_STATE = "DongBoTrangThaiHoSo"
    PROCEDURES = "LayDanhSachTTHC"
    PROCEDURE = "LayThuTuc"
    RATINGS = "DongBoDanhGia"
    FIGURES = "DongBoThongKeHoSo"
    FILED = "NhanHoSo"
    """The portal hands over a dossier that a citizen lodged there; no public text names it, so the name is assumed."""
    PAYMENT_LOOK_UP = "TraCuuThanhToanHoSo"
    PAYMENT = "NhanKetQuaThanhToanHoSo"


DICTIONARY = "LayDanhMuc"
DICTIONARIES = frozenset(f"{DICTIONARY}{name}" for name in NAMES)
ARRAYS = frozenset({Operation.SYNC, Operation.PROGRESS, Operation.RATINGS, Operation.FIGURES})
"""Operations that carry a list."""

_KNOWN = {name.lower(): name for name in (*map(str, Operation), *DICTIONARIES)}


def operation_named(text: str) -> str | None:
    """The operation that a name in any letters means; None where there is no such one."""
    return _KNOWN.get(text.strip().lower())


def shared(operation: str) -> bool:
    """Whether an adapter serves the operation by its endpoint for shared data."""
    return operation in DICTIONARIES
