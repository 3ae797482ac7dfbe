"""A dossier as DongBoHoSoMC carries it, with its papers, fees, supplements and results.

Supplements, fees and the facts about digitisation are always sent: the national index is computed from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.exchange.wire.schema import Codec, Field, Many, Problem, Rejected
from motcua.exchange.wire.states import CODES, NOT_RECEIVED, NationalState
from motcua.exchange.wire.values import Choice, Flag, Text, Time, Whole
from motcua.rules.instants import Instant

LONGEST_SUMMARY, LONGEST_FILE_NAME, LONGEST_PAPER_NAME, LONGEST_NOTE = 1000, 4000, 2000, 2000
"""Limits that public clients keep to."""


@dataclass(frozen=True)
class SubmittedPaper:
    """A paper that the citizen filed (TaiLieuNop). `reused`: 0 no, 1 from another dossier, 2 from a result."""

    id: str = ""
    file_name: str = ""
    deleted: bool = False
    part_code: str = ""
    address: str = ""
    digitised: bool = False
    reused: str = "0"
    from_store: bool = False
    replaced_by_result: str = ""


@dataclass(frozen=True)
class WireFee:
    """A fee (DanhSachLePhi), the amount in đồng. `kind`: 1 phí, 2 lệ phí; `when`: 1 on reception, 2 later, 4 on return."""

    name: str = ""
    code: str = ""
    when: str = "1"
    amount: int = 0
    kind: str = "1"


@dataclass(frozen=True)
class OtherPaper:
    """Another paper that came with the dossier (DanhSachTepDinhKemKhac)."""

    name: str = ""
    count: int = 1
    kind: int = 1


@dataclass(frozen=True)
class Supplement:
    """A request for a supplement (DanhSachHoSoBoSung) and, where it came, its reception; instants in milliseconds UTC."""

    id: int
    asked_by: str = ""
    content: str = ""
    asked: Instant | None = None
    taken_by: str = ""
    taken_note: str = ""
    taken: Instant | None = None
    done: bool = False
    papers: tuple[OtherPaper, ...] = ()
    fees: tuple[WireFee, ...] = ()
    due_before: Instant | None = None
    due_after: Instant | None = None


@dataclass(frozen=True)
class ResultPaper:
    """A paper of the result (DanhSachGiayToKetQua)."""

    name: str = ""
    part_code: str = ""
    id: str = ""
    address: str = ""
    result_code: str = ""


@dataclass(frozen=True)
class Identity:
    """A number that identifies the owner (DinhDanhCHS): 1 citizen's number of 12 digits, 2 an older one."""

    kind: str = "1"
    number: str = ""


@dataclass(frozen=True)
class Connected:
    """A data base that was asked for this dossier (DSKetNoiCSDL)."""

    code: str = ""


@dataclass(frozen=True)
class WireDossier:
    """A dossier on the wire; instants in milliseconds UTC, None where unknown. Names stand in the table below."""

    code: str
    procedure: str
    state: NationalState
    procedure_name: str = ""
    field_code: str = ""
    field_name: str = ""
    receipt: str = ""
    owner: str = ""
    owner_kind: str = "1"
    owner_account: str = ""
    more: str = ""
    email: str = ""
    fax: str = ""
    phone: str = ""
    summary: str = ""
    received: Instant | None = None
    due: Instant | None = None
    returned: Instant | None = None
    returned_how: str = ""
    return_way: str = "0"
    finished: Instant | None = None
    agency: str = ""
    note: str = ""
    channel: str = "1"
    owner_number: str = ""
    lodged_at: str = "2"
    has_digitised: bool = False
    verified: bool = False
    paid_online: str = "0"
    refused: Instant | None = None
    lodged: Instant | None = None
    identities: tuple[Identity, ...] = ()
    connected: tuple[Connected, ...] = ()
    submitted: tuple[SubmittedPaper, ...] = ()
    fees: tuple[WireFee, ...] = ()
    others: tuple[OtherPaper, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    results: tuple[ResultPaper, ...] = ()


class StateCode(Choice):
    """TrangThaiHoSo."""

    def write(self, value: Any) -> str:
        return super().write(str(int(value)))

    def read(self, raw: Any) -> Any:
        return NationalState(int(super().read(raw)))


_SUBMITTED = Codec(SubmittedPaper, (
    Field("TepDinhKemId", "id"), Field("TenTepDinhKem", "file_name", longest=LONGEST_FILE_NAME),
    Field("IsDeleted", "deleted", Flag("True", "False")), Field("MaThanhPhanHoSo", "part_code"),
    Field("DuongDanTaiTepTin", "address"), Field("DuocSoHoa", "digitised", Flag()),
    Field("DuocTaiSuDung", "reused", Choice(("0", "1", "2"), "0")), Field("DuocLayTuKhoDMQG", "from_store", Flag()),
    Field("MaKetQuaThayThe", "replaced_by_result"),
))  # fmt: skip
_FEE = Codec(WireFee, (
    Field("TenPhiLePhi", "name"), Field("MaPhiLePhi", "code"),
    Field("HinhThucThu", "when", Choice(("1", "2", "4"), "1")), Field("Gia", "amount", Whole(), required=True),
    Field("LoaiPhiLePhi", "kind", Choice(("1", "2", "3"), "1")),
))  # fmt: skip
_OTHER = Codec(OtherPaper, (
    Field("TenGiayTo", "name", longest=LONGEST_PAPER_NAME), Field("SoLuong", "count", Whole(as_text=False)),
    Field("LoaiGiayTo", "kind", Whole(as_text=False)),
))  # fmt: skip
_SUPPLEMENT = Codec(Supplement, (
    Field("HoSoBoSungId", "id", Whole(as_text=False), required=True), Field("NguoiYeuCauBoSung", "asked_by"),
    Field("NoiDungBoSung", "content"), Field("NgayBoSung", "asked", Time()), Field("NguoiTiepNhanBoSung", "taken_by"),
    Field("ThongTinTiepNhan", "taken_note"), Field("NgayTiepNhanBoSung", "taken", Time()),
    Field("TrangThaiBoSung", "done", Flag(True, False)), Field("DanhSachGiayToBoSung", "papers", Many(_OTHER)),
    Field("DanhSachLePhiBoSung", "fees", Many(_FEE)), Field("NgayHenTraTruoc", "due_before", Time()),
    Field("NgayHenTraMoi", "due_after", Time()),
))  # fmt: skip
_RESULT = Codec(ResultPaper, (
    Field("TenGiayTo", "name", longest=LONGEST_PAPER_NAME), Field("MaThanhPhanHoSo", "part_code"), Field("GiayToId", "id"),
    Field("DuongDanTepTinKetQua", "address"), Field("MaGiayToKetQua", "result_code"),
))  # fmt: skip
_IDENTITY = Codec(
    Identity, (Field("LoaiDinhDanh", "kind", Choice(("1", "2"), "1")), Field("SoDinhDanh", "number"))
)
_CONNECTED = Codec(Connected, (Field("MaCSDL", "code"),))

DOSSIER: Codec[WireDossier] = Codec(WireDossier, (
    Field("MaHoSo", "code", Text(), required=True), Field("MaTTHC", "procedure", Text(), required=True),
    Field("TenTTHC", "procedure_name"), Field("MaLinhVuc", "field_code"), Field("TenLinhVuc", "field_name"),
    Field("SoBienNhan", "receipt"), Field("ChuHoSo", "owner"),
    Field("LoaiDoiTuong", "owner_kind", Choice(("1", "2", "3", "4"), "1")), Field("MaDoiTuong", "owner_account"),
    Field("ThongTinKhac", "more"), Field("Email", "email"), Field("Fax", "fax"), Field("SoDienThoai", "phone"),
    Field("TrichYeuHoSo", "summary", longest=LONGEST_SUMMARY), Field("NgayTiepNhan", "received", Time()),
    Field("NgayHenTra", "due", Time()), Field("TrangThaiHoSo", "state", StateCode(CODES), required=True),
    Field("NgayTra", "returned", Time()), Field("ThongTinTra", "returned_how"),
    Field("HinhThuc", "return_way", Choice(("0", "1"), "0")), Field("NgayKetThucXuLy", "finished", Time()),
    Field("DonViXuLy", "agency"), Field("GhiChu", "note", longest=LONGEST_NOTE),
    Field("KenhThucHien", "channel", Choice(("1", "2", "3"), "1")), Field("SoGiayToChuHoSo", "owner_number"),
    Field("NoiNopHoSo", "lodged_at", Choice(("1", "2"), "2")), Field("HoSoCoThanhPhanSoHoa", "has_digitised", Flag()),
    Field("TaiKhoanDuocXacThucVoiVNeID", "verified", Flag()),
    Field("DuocThanhToanTrucTuyen", "paid_online", Choice(("0", "1", "2", "3"), "0")),
    Field("NgayTuChoi", "refused", Time()), Field("NgayNopHoSo", "lodged", Time()),
    Field("DinhDanhCHS", "identities", Many(_IDENTITY)), Field("DSKetNoiCSDL", "connected", Many(_CONNECTED)),
    Field("TaiLieuNop", "submitted", Many(_SUBMITTED)), Field("DanhSachLePhi", "fees", Many(_FEE)),
    Field("DanhSachTepDinhKemKhac", "others", Many(_OTHER)), Field("DanhSachHoSoBoSung", "supplements", Many(_SUPPLEMENT)),
    Field("DanhSachGiayToKetQua", "results", Many(_RESULT)),
))  # fmt: skip
"""DongBoHoSoMC, field by field."""

_NEEDED = ("procedure_name", "field_name", "agency")
_NAMES = {one.attr: one.name for one in DOSSIER.fields}


def write_dossier(dossier: WireDossier) -> dict[str, Any]:
    """A dossier as it is sent, every field in it; raises Rejected with all that does not fit or does not agree."""
    problems = disagreements(dossier)
    try:
        written = DOSSIER.write(dossier)
    except Rejected as error:
        raise Rejected([*error.problems, *problems]) from error
    if problems:
        raise Rejected(problems)
    return written


def disagreements(dossier: WireDossier) -> list[Problem]:
    """What in a dossier that is to be sent contradicts its state or its times."""
    missing = [name for name in _NEEDED if not getattr(dossier, name)]
    if dossier.state not in NOT_RECEIVED and dossier.received is None:
        missing.append("received")
    if dossier.state in (NationalState.READY, NationalState.HANDED_OVER) and dossier.finished is None:
        missing.append("finished")
    if dossier.state is NationalState.HANDED_OVER and dossier.returned is None:
        missing.append("returned")
    problems = [Problem(_NAMES[name], "bắt buộc, đang trống", fatal=True) for name in missing]
    for early, late in (("received", "finished"), ("finished", "returned")):
        before, after = getattr(dossier, early), getattr(dossier, late)
        if before is not None and after is not None and after < before:
            problems.append(Problem(_NAMES[late], f"sớm hơn {_NAMES[early]}", fatal=True))
    return problems
