"""What people said about a procedure in a month (DongBoDanhGia)."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.exchange.wire.schema import Codec, Field
from motcua.exchange.wire.values import Percent, Whole


@dataclass(frozen=True)
class Rating:
    """A month («8-2026»), how many answered, and the shares in hundredths of a percent; None where nobody answered."""

    month: str
    answered: int
    procedure: str
    unit_code: str
    unit_name: str
    content: str = ""
    opinions: str = ""
    very_satisfied: int | None = None
    satisfied: int | None = None
    not_satisfied: int | None = None
    service_very_satisfied: int | None = None
    service_satisfied: int | None = None
    service_not_satisfied: int | None = None


_SHARE = Percent("%")
RATING: Codec[Rating] = Codec(Rating, (
    Field("NgayTongHop", "month", required=True), Field("TongSoNguoiDanhGia", "answered", Whole(as_text=False)),
    Field("PhanTramDanhGiaRatHaiLong", "very_satisfied", _SHARE), Field("PhanTramDanhGiaHaiLong", "satisfied", _SHARE),
    Field("PhanTramDanhGiaChuaHaiLong", "not_satisfied", _SHARE), Field("DanhSachNoiDungYKien", "opinions"),
    Field("MaThuTuc", "procedure", required=True), Field("NoiDung", "content"),
    Field("PhanTramDanhGiaDichVuRatHaiLong", "service_very_satisfied", _SHARE),
    Field("PhanTramDanhGiaDichVuHaiLong", "service_satisfied", _SHARE),
    Field("PhanTramDanhGiaDichVuChuaHaiLong", "service_not_satisfied", _SHARE),
    Field("Madonvi", "unit_code", required=True), Field("TenDonVi", "unit_name"),
))  # fmt: skip
