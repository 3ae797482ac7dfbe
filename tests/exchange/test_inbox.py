"""What comes from the portal is taken once, by nobody without a secret, and what cannot be taken waits with its reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from motcua.casework.models import Applicant, Fee, Work
from motcua.casework.portal import taken
from motcua.casework.reception import FeeIn
from motcua.catalogue.models import Procedure
from motcua.dossiers.models import Dossier
from motcua.exchange import inbox
from motcua.exchange.inbox import take_again
from motcua.exchange.models import InMessage, Link
from motcua.exchange.sources import Held
from motcua.exchange.wire.payment import SEAL, Confirmation, reply_is_taken, write_confirmation
from motcua.rules.accounts import Account
from tests.casework.conftest import BIRTH, MONDAY
from tests.exchange.conftest import HERE, PAY, Exchange

FILED = {
    "MaHoSo": "G22.99-260601-000001", "MaTTHC": f"{BIRTH}.000.00.00.H24", "ChuHoSo": "Trần Thị Bé", "MaDonVi": "H24.99",
    "SoGiayToChuHoSo": "001099012345", "NgayNopHoSo": "20260601074500", "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí", "Gia": "8000"}],
    "TaiLieuNop": [{"TenTepDinhKem": "Tờ khai.pdf", "DuocSoHoa": "1"}],
}  # fmt: skip


def test_a_lodged_dossier_is_taken_once(exchange: Exchange) -> None:
    first = exchange.post("NhanHoSo", FILED)
    again = exchange.post("NhanHoSo", dict(reversed(FILED.items())))
    changed = exchange.post("NhanHoSo", FILED | {"ChuHoSo": "Người khác"})

    assert (first.code, again.code, changed.code) == (0, 3, 3)
    assert "thành công" in first.message
    assert "đã tồn tại" in again.message
    dossier = Dossier.objects.get(code=FILED["MaHoSo"])
    assert (dossier.state, dossier.work.unit) == (Account.LODGED, exchange.office.cast.here)
    assert dossier.person.name == "Trần Thị Bé"
    # lodged 07:45 on Monday, to be answered within 8 working hours: 07:45 on Tuesday at the latest
    assert MONDAY < (dossier.work.answer_by or 0) <= MONDAY + 24 * 3_600_000 - 15 * 60_000
    assert InMessage.objects.get().times == 3
    exchange.drain()
    exchange.agree()


@pytest.mark.parametrize(
    ("change", "unseen"),
    [
        # the very same message, one that is seen a moment later, and one that only the database sees
        ({}, False),
        ({"ChuHoSo": "Người khác"}, False),
        ({"ChuHoSo": "Người khác"}, True),
    ],
)
def test_two_that_come_at_the_same_moment_are_one(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], unseen: bool
) -> None:
    exchange.post("NhanHoSo", FILED)
    look, looks = inbox._came_before, list[int]()

    def came_before(*asked: Any) -> InMessage | None:
        looks.append(1)
        return None if len(looks) == 1 else look(*asked)

    monkeypatch.setattr(inbox, "_came_before", came_before)
    if unseen:
        monkeypatch.setattr(taken, "_KNOWN", f"{taken._KNOWN} AND 1 = 0")
    assert exchange.post("NhanHoSo", FILED | change).code == 3
    assert InMessage.objects.get().status == InMessage.Status.TAKEN
    assert InMessage.objects.get().times == 2
    assert Work.objects.count() == 1


def test_its_states_are_told_by_the_portals_code(exchange: Exchange) -> None:
    from motcua.casework import acts
    from motcua.people.models import Role

    exchange.post("NhanHoSo", FILED)
    exchange.clock.pass_by(60_000)
    exchange.act(Role.COUNTER, Dossier.objects.get(code=FILED["MaHoSo"]).pk, acts.Accept())
    exchange.drain()
    told = exchange.portal.store.rows("SELECT operation, body FROM told")
    assert [operation for operation, _ in told] == ["DongBoTrangThaiHoSo"]
    assert '"TrangThai": "2"' in told[0][1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"MaTTHC": "9.999999"}, "không có thủ tục"),
        ({"MaDonVi": "H24.98"}, "không thuộc"),
        ({"MaDonVi": "X"}, "Không có đơn vị"),
    ],
)
def test_what_cannot_be_taken_is_kept_and_taken_later(
    exchange: Exchange, change: dict[str, str], reason: str
) -> None:
    assert exchange.post("NhanHoSo", FILED | change).code == 0
    message = InMessage.objects.get()
    assert message.status == InMessage.Status.HELD
    assert reason in message.reason
    assert not Work.objects.exists()
    with pytest.raises(Held):
        take_again(message, exchange.clock.now)


def test_a_held_dossier_is_taken_when_its_ground_is_mended(exchange: Exchange) -> None:
    procedure = Procedure.objects.get(code=BIRTH)
    Procedure.objects.filter(pk=procedure.pk).update(code="1.999999")
    exchange.post("NhanHoSo", FILED)
    Procedure.objects.filter(pk=procedure.pk).update(code=BIRTH)
    take_again(InMessage.objects.get(), exchange.clock.now)
    take_again(InMessage.objects.get(), exchange.clock.now)
    assert InMessage.objects.get().status == InMessage.Status.TAKEN
    assert Work.objects.count() == 1


def test_every_rejected_field_is_named(exchange: Exchange) -> None:
    answer = exchange.post("NhanHoSo", {"MaTTHC": "", "SoDienThoai": {}, "DanhSachLePhi": "x"})
    assert answer.code == -1
    assert all(
        name in answer.message for name in ("MaHoSo", "MaTTHC", "ChuHoSo", "SoDienThoai", "DanhSachLePhi")
    )
    taken = exchange.post("NhanHoSo", FILED | {"NgayNopHoSo": "hôm qua"})
    assert taken.code == 0
    assert "NgayNopHoSo" in taken.message
    assert InMessage.objects.get(status=InMessage.Status.TAKEN).problems[0]["field"] == "NgayNopHoSo"


@pytest.mark.parametrize(
    "address", ["/lien-thong/integration", "/lien-thong/api/SynsTTHCC/NhanHoSo", "/lien-thong/x"]
)
def test_nobody_passes_without_a_secret(exchange: Exchange, address: str) -> None:
    body = {
        "service": "TraCuuHoSo",
        "session": "abc",
        "madonvi": "H24.99",
        "mahoso": exchange.office.receive().code,
    }
    for account in (None, ("cong", "sai"), (HERE[0], "")):
        answer = exchange.posted(address, body, account)
        assert answer.status_code == 401, account
        assert body["mahoso"].encode() not in answer.content
    assert (
        exchange.posted("/lien-thong/dang-nhap", {"username": "cong", "password": "sai"}).status_code == 401
    )
    assert Browser().get(address).status_code == 405
    assert exchange.posted("/lien-thong/dang-nhap", []).status_code == 400


def test_a_session_opens_the_adapter_and_ends_with_its_secret(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = exchange.posted("/lien-thong/dang-nhap", {"username": HERE[0], "password": HERE[1]}, None).json()
    code = exchange.office.receive().code
    body = {"session": given["session"], "madonvi": "x", "service": "TraCuuHoSo", "mahoso": code}

    answer = exchange.posted("/lien-thong/VXPAdapter/RestService/forward", body, None).json()
    assert answer["result"][0]["TrangThaiHoSo"] == "2"
    assert "ChuHoSo" not in answer["result"][0]
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_IN", "cong:khac")
    assert exchange.posted("/lien-thong/x", body, None).status_code == 401
    Link.objects.update(enabled=False)
    assert exchange.posted("/lien-thong/x", body).status_code == 401


@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"\xff", b'{"a":', b"[" * 9000, b'{"service": 5}', b"null", b"[]"]
)
def test_nonsense_is_answered_without_a_fault(exchange: Exchange, content: bytes) -> None:
    answer = Browser().post("/lien-thong/NhanHoSo", content, content_type="application/json")
    assert answer.status_code in (200, 400, 401)
    assert answer.json()["error_code"] == -1


def test_signs_that_no_database_keeps(exchange: Exchange) -> None:
    assert exchange.post("NhanHoSo", FILED | {"ChuHoSo": "A\x00B \ud800", "Moi": float("nan")}).code == 0
    assert Applicant.objects.count() == 1


def _confirmed(exchange: Exchange, code: str, **change: Any) -> dict[str, Any]:
    owed = exchange.post("TraCuuThanhToanHoSo", {"MaHoSo": code}).result
    paid = Confirmation(
        "CONFIRM", "00", "DT", owed["MaTraCuuTT"], 8000, "VND", "GD1", "VCB", exchange.clock.now, "Phí"
    )
    return write_confirmation(paid, PAY) | change


def test_a_payment_is_recorded_once_and_only_with_its_checksum(exchange: Exchange) -> None:
    done = exchange.office.receive(fees=(FeeIn("Lệ phí", 8000),))
    sent = _confirmed(exchange, done.code)
    address = "/lien-thong/api/SynsTTHCC/NhanKetQuaThanhToanHoSo"

    assert exchange.posted(address, sent | {SEAL: "0" * 64}).json()["error_code"] == -1
    assert exchange.posted(address, sent | {"SoTien": 1}).json()["error_code"] == -1
    assert not Fee.objects.get().how
    exchange.clock.pass_by(1000)
    for _ in range(2):
        assert reply_is_taken(exchange.posted(address, sent).json(), PAY)
    assert (Fee.objects.get().how, Fee.objects.get().receipt) == (Fee.How.ONLINE, "DVCQG:GD1")
    assert (
        exchange.post("TraCuuThanhToanHoSo", {"MaHoSo": done.code}).message == "Hồ sơ không có khoản phải nộp"
    )
    exchange.drain()
    assert (exchange.portal.store.body(done.code) or {})["DuocThanhToanTrucTuyen"] == "1"


def test_a_payment_that_does_not_fit_is_held(exchange: Exchange) -> None:
    done = exchange.office.receive(fees=(FeeIn("Lệ phí", 9000),))
    reply = exchange.posted("/lien-thong/NhanKetQuaThanhToanHoSo", _confirmed(exchange, done.code)).json()
    assert not reply_is_taken(reply, PAY)
    assert "khác số phải nộp" in InMessage.objects.get().reason


def test_who_tries_passwords_out_is_not_looked_at_any_more(exchange: Exchange) -> None:
    body = {"username": HERE[0], "password": "sai"}
    tried = [exchange.posted("/lien-thong/dang-nhap", body, None).status_code for _ in range(12)]
    assert tried == [401] * 10 + [429] * 2
    right = exchange.posted("/lien-thong/dang-nhap", {"username": HERE[0], "password": HERE[1]}, None)
    assert (right.status_code, right.json()["error_code"]) == (429, -1)
    assert exchange.posted("/lien-thong/TraCuuHoSo", {"mahoso": "x"}).status_code == 429
    # an account of people with that name is not touched
    assert Browser().post("/dang-nhap", {"username": HERE[0], "password": "sai"}).status_code != 429
