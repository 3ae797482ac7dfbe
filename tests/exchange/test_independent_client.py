"""A client that was written from the description alone, against the simulated portal and against the office's own door."""

from __future__ import annotations

import ast
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from motcua.casework.models import Work
from motcua.exchange.models import Link
from motcua.exchange.portal.page import Pages
from motcua.exchange.portal.portal import Portal
from motcua.exchange.portal.server import serve
from motcua.exchange.portal.store import Store
from tests.exchange import independent_client
from tests.exchange.conftest import HERE, THERE, Clock
from tests.exchange.independent_client import Adapter, Client, Gateway, Refused, Rest

SHAPES = [Adapter, Rest, Gateway]
# As the reference prints it: every value is a text but for counts, times are local.
DOSSIER: dict[str, Any] = {
    "MaHoSo": "000.00.16.G04-260601-0020", "MaTTHC": "2.000815", "TenTTHC": "Chứng thực", "MaLinhVuc": "G15-CT01",
    "TenLinhVuc": "Chứng thực", "SoBienNhan": "", "ChuHoSo": "NGUYỄN VĂN A", "LoaiDoiTuong": "1", "MaDoiTuong": "",
    "ThongTinKhac": "", "Email": "", "Fax": "", "SoDienThoai": "0900000000", "TrichYeuHoSo": "…",
    "NgayTiepNhan": "20260601083000", "NgayHenTra": "20260608170000", "TrangThaiHoSo": "4", "NgayTra": "", "ThongTinTra": "",
    "HinhThuc": "0", "NgayKetThucXuLy": "", "DonViXuLy": "UBND xã", "GhiChu": "",
    "TaiLieuNop": [{"TepDinhKemId": "123", "TenTepDinhKem": "Đơn.pdf", "IsDeleted": "False", "MaThanhPhanHoSo": "",
                    "DuongDanTaiTepTin": "https://tep.example/1"}],
    "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí", "MaPhiLePhi": "1", "HinhThucThu": "1", "Gia": "50000", "LoaiPhiLePhi": "1"}],
    "DanhSachTepDinhKemKhac": [{"TenGiayTo": "…", "SoLuong": 1, "LoaiGiayTo": 1}],
    "DanhSachHoSoBoSung": [{"HoSoBoSungId": 1, "NguoiYeuCauBoSung": "B", "NoiDungBoSung": "…", "NgayBoSung": "20260602100000",
        "NguoiTiepNhanBoSung": "", "ThongTinTiepNhan": "", "NgayTiepNhanBoSung": "", "TrangThaiBoSung": False,
        "DanhSachGiayToBoSung": [], "DanhSachLePhiBoSung": [], "NgayHenTraTruoc": "20260608170000", "NgayHenTraMoi": ""}],
    "DanhSachGiayToKetQua": [],
}  # fmt: skip
STEP = {
    "MaHoSo": DOSSIER["MaHoSo"], "NguoiXuLy": "Trần B", "ChucDanh": "", "ThoiDiemXuLy": "20260601091500",
    "PhongBanXuLy": "Phòng", "NoiDungXuLy": "Chuyển xử lý-ghi chú", "TrangThai": "4", "NgayBatDau": "",
    "NgayKetThucTheoQuyDinh": "20260608170000",
}  # fmt: skip


@pytest.fixture
def portal() -> Iterator[tuple[Store, str]]:
    """A simulated portal that listens and asks for a sign-in."""
    store = Store()
    made = Portal(store, Clock(), THERE)
    server = serve(made, "127.0.0.1", 0, Pages(made))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield store, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    store.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_it_signs_in_sends_and_looks_up(portal: tuple[Store, str], shape: type[Client]) -> None:
    store, base = portal
    client = shape(base, "000.00.00.G04", *THERE)
    with pytest.raises(Refused):
        client.send(DOSSIER)
    client.sign_in()
    assert client.find(DOSSIER["MaHoSo"]) == []
    client.send(DOSSIER)
    client.tell(STEP)
    client.send(DOSSIER | {"TrangThaiHoSo": "9", "NgayKetThucXuLy": "20260605150000"})

    assert [row["TrangThaiHoSo"] for row in client.find(DOSSIER["MaHoSo"])] == ["9"]
    assert store.history(DOSSIER["MaHoSo"]) == [4, 9]
    assert len(store.steps(DOSSIER["MaHoSo"])) == 1
    # what the reference prints is found right in every field
    assert store.rows("SELECT findings FROM dossier") == [("[]",)]


def test_a_wrong_password_opens_nothing(portal: tuple[Store, str]) -> None:
    with pytest.raises(Refused):
        Rest(portal[1], "G04", THERE[0], "sai").sign_in()


@pytest.mark.parametrize("shape", [Adapter, Rest])
def test_it_speaks_with_the_offices_own_door(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, shape: type[Client]
) -> None:
    from tests.casework.office import new_office

    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_IN", ":".join(HERE))
    office = new_office()
    Link.objects.create(
        unit=office.cast.here, enabled=True, shape="rest", base="http://portal.example", code="H24.99", secret_in="IN",
        changed_at=0,
    )  # fmt: skip
    client = shape(f"{live_server.url}/lien-thong", "H24.99", *HERE)
    client.post = _signs_in_at(client)  # type: ignore[method-assign]
    client.sign_in()
    filed = {
        name: DOSSIER[name] for name in ("MaHoSo", "ChuHoSo", "SoDienThoai", "TaiLieuNop", "DanhSachLePhi")
    }
    assert _taken(client, [filed | {"MaTTHC": "1.001193"}]) == 0
    assert _taken(client, [filed | {"MaTTHC": "1.001193"}]) == 3
    assert [row["TrangThaiHoSo"] for row in client.find(DOSSIER["MaHoSo"])] == ["1"]
    assert Work.objects.count() == 1
    # a field that is missing is named
    answer = _filed(client, [{"MaHoSo": "X-1", "MaTTHC": "1.001193"}])
    assert "ChuHoSo" in answer["message"]


def _signs_in_at(client: Client) -> Any:
    posted = client.post

    def post(path: str, body: Any, headers: Any = None) -> Any:
        return posted("/dang-nhap" if path == "/login" else path, body, headers)

    return post


def _filed(client: Client, rows: list[Any]) -> dict[str, Any]:
    if isinstance(client, Adapter):
        return client._ask("NhanHoSo", data=rows)
    assert isinstance(client, Rest)
    return client._ask("NhanHoSo", rows)


def _taken(client: Client, rows: list[Any]) -> int:
    return int(_filed(client, rows)["error_code"])


def test_it_shares_no_code_with_the_package() -> None:
    tree = ast.parse(Path(independent_client.__file__).read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in named} <= sys.stdlib_module_names | {"__future__"}
