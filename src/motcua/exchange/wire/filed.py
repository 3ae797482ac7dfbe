"""A dossier that a citizen lodged at the portal, as it comes in.

No public text describes one message for all procedures; what is known are those of single procedures. So the names of
DongBoHoSoMC are understood, and beside them those of the known messages and of the platform of 2026.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.exchange.wire.dossier import DOSSIER, SubmittedPaper, WireFee
from motcua.exchange.wire.schema import Codec, Field
from motcua.exchange.wire.values import Choice, Flag, Time
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Filed:
    """What a citizen filed; `lodged` in milliseconds UTC. `unit` is the identifier of the agency it is meant for."""

    code: str
    procedure: str
    owner: str
    unit: str = ""
    owner_kind: str = "1"
    owner_account: str = ""
    owner_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    summary: str = ""
    lodged: Instant | None = None
    filer: str = ""
    filer_number: str = ""
    filer_phone: str = ""
    verified: bool = False
    return_way: str = "0"
    paid_online: str = "0"
    submitted: tuple[SubmittedPaper, ...] = ()
    fees: tuple[WireFee, ...] = ()


_LISTS = {one.attr: one.kind for one in DOSSIER.fields if one.attr in ("submitted", "fees")}

FILED: Codec[Filed] = Codec(Filed, (
    Field("MaHoSo", "code", required=True, also=("MaHoSoQG",), longest=60), Field("MaTTHC", "procedure", required=True),
    Field("ChuHoSo", "owner", required=True, also=("TenThuongNhan", "HoTenNguoiNop"), longest=300),
    Field("MaDonVi", "unit", also=("MaDonViTiepNhan",)),
    Field("LoaiDoiTuong", "owner_kind", Choice(("1", "2", "3", "4"), "1")), Field("MaDoiTuong", "owner_account", also=("TechID",)),
    Field("SoGiayToChuHoSo", "owner_number", also=("MaSoThue", "SoDinhDanh"), longest=20),
    Field("SoDienThoai", "phone", also=("DienThoai",), longest=40), Field("Email", "email", longest=254),
    Field("DiaChi", "address", longest=400), Field("TrichYeuHoSo", "summary"),
    Field("NgayNopHoSo", "lodged", Time()), Field("NguoiNop", "filer", also=("NguoiLienHe",), longest=300),
    Field("SoGiayToNguoiNop", "filer_number", longest=20),
    Field("SoDienThoaiNguoiNop", "filer_phone", also=("SoDienThoaiNguoiLienHe",), longest=40),
    Field("TaiKhoanDuocXacThucVoiVNeID", "verified", Flag()), Field("HinhThuc", "return_way", Choice(("0", "1"), "0")),
    Field("DuocThanhToanTrucTuyen", "paid_online", Choice(("0", "1", "2", "3"), "0")),
    Field("TaiLieuNop", "submitted", _LISTS["submitted"]), Field("DanhSachLePhi", "fees", _LISTS["fees"]),
))  # fmt: skip
