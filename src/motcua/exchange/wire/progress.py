"""A step of the work (CapNhatTienDoHoSoMC), and the state of a dossier that was lodged at the portal (DongBoTrangThaiHoSo)."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.exchange.wire.dossier import StateCode
from motcua.exchange.wire.schema import Codec, Field, Many
from motcua.exchange.wire.states import CODES, NationalState
from motcua.exchange.wire.values import Flag, Time
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Progress:
    """Who did what when; instants in milliseconds UTC. `content` is the act and its note."""

    code: str
    by: str
    at: Instant | None
    content: str
    state: NationalState
    title: str = ""
    department: str = ""
    begun: Instant | None = None
    due: Instant | None = None


PROGRESS: Codec[Progress] = Codec(Progress, (
    Field("MaHoSo", "code", required=True), Field("NguoiXuLy", "by", longest=50), Field("ChucDanh", "title"),
    Field("ThoiDiemXuLy", "at", Time(), required=True), Field("PhongBanXuLy", "department"),
    Field("NoiDungXuLy", "content"), Field("TrangThai", "state", StateCode(CODES), required=True),
    Field("NgayBatDau", "begun", Time()), Field("NgayKetThucTheoQuyDinh", "due", Time()),
))  # fmt: skip


@dataclass(frozen=True)
class ProcessedPaper:
    """A paper that goes with a state (TaiLieuXuLy)."""

    file_name: str = ""
    part_code: str = ""
    id: str = ""
    address: str = ""
    deleted: bool = False


@dataclass(frozen=True)
class PortalState:
    """The state of a dossier by the portal's own code and by the unit's; `at` in milliseconds UTC.

    Other programs send only 2 and 5 here, or 11 for a refusal; ours sends the state that the dossier has.
    """

    code: str
    own_code: str
    at: Instant | None
    state: NationalState
    content: str = ""
    account: str = ""
    papers: tuple[ProcessedPaper, ...] = ()


_PAPER = Codec(ProcessedPaper, (
    Field("TenTepDinhKem", "file_name"), Field("MaThanhPhanHoSo", "part_code"), Field("TepDinhKemId", "id"),
    Field("DuongDanTaiTepTin", "address"), Field("IsDeleted", "deleted", Flag("True", "False")),
))  # fmt: skip
PORTAL_STATE: Codec[PortalState] = Codec(PortalState, (
    Field("MaHoSo", "code", required=True), Field("MaHoSoDonVi", "own_code"), Field("MaDoiTuong", "account"),
    Field("NoiDung", "content"), Field("NgayXuLy", "at", Time(), required=True),
    Field("TrangThai", "state", StateCode(CODES), required=True), Field("TaiLieuXuLy", "papers", Many(_PAPER)),
))  # fmt: skip
