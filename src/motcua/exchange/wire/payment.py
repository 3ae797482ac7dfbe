"""Payments through the portal: what a dossier owes (look-up), and that it was paid (confirmation, verified)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.exchange.wire.checksums import digest, verify
from motcua.exchange.wire.schema import Codec, Field, Many, Problem, Read
from motcua.exchange.wire.values import Choice, Text, Time, Whole
from motcua.rules.instants import Instant


@dataclass(frozen=True)
class Due:
    """A fee that is due; `kind`: 1 phí, 2 lệ phí; the amount in đồng."""

    kind: str
    name: str
    amount: int
    code: str = ""


@dataclass(frozen=True)
class Owed:
    """What a dossier owes, as the portal shows it to the citizen. `reference` is what the confirmation names."""

    reference: str
    code: str
    procedure: str
    procedure_name: str
    unit_code: str
    unit_name: str
    content: str
    payer: str
    payer_number: str = ""
    payer_address: str = ""
    account: str = ""
    bank: str = ""
    account_name: str = ""
    fees: tuple[Due, ...] = ()


_DUE = Codec(Due, (
    Field("LoaiPhiLePhi", "kind", Choice(("1", "2"), "1")), Field("MaPhiLePhi", "code"),
    Field("TenPhiLePhi", "name", required=True), Field("SoTien", "amount", Whole(), required=True),
))  # fmt: skip
OWED: Codec[Owed] = Codec(Owed, (
    Field("MaTraCuuTT", "reference", required=True), Field("MaHoSo", "code", required=True),
    Field("MaTTHC", "procedure", required=True), Field("TenTTHC", "procedure_name"), Field("MaDonVi", "unit_code"),
    Field("TenDonVi", "unit_name"), Field("NoiDungThanhToan", "content"), Field("HoTenNguoiNop", "payer"),
    Field("SoCMNDNguoiNop", "payer_number"), Field("DiaChiNguoiNop", "payer_address"), Field("TKThuHuong", "account"),
    Field("MaNHThuHuong", "bank"), Field("TenTKThuHuong", "account_name"), Field("PhiLePhi", "fees", Many(_DUE)),
))  # fmt: skip

DUE, NOTHING_DUE, FAILED = 1, 0, -1


def write_owed(owed: Owed | None) -> dict[str, Any]:
    """The answer to a look-up: 1 and what is due, or 0 where nothing is."""
    if owed is None or not owed.fees:
        return {"error_code": NOTHING_DUE, "message": "Hồ sơ không có khoản phải nộp"}
    lines = [{"NoiDung": fee.name, "SoTien": str(fee.amount)} for fee in owed.fees]
    return {"error_code": DUE, "message": OWED.write(owed) | {"DSKhoanNop": lines}}


@dataclass(frozen=True)
class Confirmation:
    """That a transaction ended: `result` «00» paid. The amount in đồng; `at` in milliseconds UTC."""

    kind: str
    result: str
    partner: str
    reference: str
    amount: int
    currency: str
    transaction: str
    bank: str
    at: Instant | None
    content: str


CONFIRMATION: Codec[Confirmation] = Codec(Confirmation, (
    Field("LoaiBanTin", "kind"), Field("MaLoi", "result", required=True), Field("MaDoiTac", "partner"),
    Field("MaThamChieu", "reference", required=True), Field("SoTien", "amount", Whole(as_text=False), required=True),
    Field("MaTienTe", "currency"), Field("MaGiaoDich", "transaction", Text(), required=True), Field("MaNganHang", "bank"),
    Field("ThoiGianGD", "at", Time()), Field("ThongTinGiaoDich", "content"),
))  # fmt: skip
_REPLY = ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
SEAL = "MaXacThuc"


def write_confirmation(confirmation: Confirmation, secret: str) -> dict[str, Any]:
    """A confirmation with its checksum."""
    written = CONFIRMATION.write(confirmation)
    return written | {SEAL: digest(written.values(), secret)}


def read_confirmation(raw: Any, secret: str) -> Read[Confirmation]:
    """A confirmation whose checksum is right; the sum is made of the fields as they came. Raises WrongChecksum."""
    if not isinstance(raw, Mapping):
        return Read(None, [Problem("data", "phải là một đối tượng JSON", fatal=True)])
    verify(
        digest(
            ("" if (value := raw.get(one.name)) is None else value for one in CONFIRMATION.fields), secret
        ),
        raw.get(SEAL),
    )
    return CONFIRMATION.read({name: value for name, value in raw.items() if name != SEAL})


def write_reply(
    confirmation: Mapping[str, Any], secret: str, *, taken: bool, reason: str = ""
) -> dict[str, str]:
    """The answer to a confirmation, with a checksum of its own: 00 taken, 99 not."""
    reply = {
        "MaLoi": "00" if taken else "99",
        "MoTaLoi": reason or ("Thành công" if taken else "Không nhận"),
        **{name: str(confirmation.get(name) or "") for name in _REPLY[2:]},
    }
    return reply | {SEAL: digest((reply[name] for name in _REPLY), secret)}


def reply_is_taken(reply: Any, secret: str) -> bool:
    """Whether an answer to a confirmation says that it was taken. Raises WrongChecksum."""
    if not isinstance(reply, Mapping):
        return False
    verify(digest((reply.get(name, "") for name in _REPLY), secret), reply.get(SEAL))
    return reply.get("MaLoi") == "00"
