"""The month of a unit on the portal: its statistics from the ledger, and what people thought of each procedure."""

from __future__ import annotations

import json
from datetime import date

import pytest

from motcua.casework import acts
from motcua.closing.acts import close
from motcua.closing.state import standing
from motcua.exchange.models import Link, OutBody, OutMessage
from motcua.exchange.wire.schema import Problem, Rejected
from motcua.people.models import Role
from motcua.registers.keep import add
from motcua.registers.kinds_read import kind_of
from motcua.reports import portal_month
from motcua.reports.portal_month import NotTold, tell_month
from motcua.rules.instants import day_of, day_start
from motcua.rules.periods import Period, between, parse
from tests.casework.conftest import HOUR
from tests.exchange.conftest import Exchange

JULY = day_start(day_of(date(2026, 7, 1)))
SPRING = between(date(2026, 4, 1), date(2026, 6, 30))


def _told(there: Exchange, operation: str) -> list[object]:
    found = there.portal.store.rows("SELECT body FROM told WHERE operation = ? ORDER BY n", (operation,))
    return [row for (body,) in found for row in json.loads(body)]


def _tell(there: Exchange) -> int:
    there.clock.now = max(there.clock.now, JULY)
    return tell_month(there.office.cast.here, 2026, 6, there.clock.now)


def _rated(there: Exchange, very: int, plain: int, unhappy: int, procedure: str = "1.001193") -> None:
    values = {"day": "2026-06-20", "procedure": procedure, "very_satisfied": str(very), "satisfied": str(plain),
              "not_satisfied": str(unhappy), "opinions": "Chờ lâu"}  # fmt: skip
    add(there.office.cast.here, kind_of("hai-long"), values, there.clock.now, None)


def test_the_statistics_of_a_month_are_those_of_the_ledger(exchange: Exchange) -> None:
    office = exchange.office
    for _ in range(3):
        dossier = office.receive().dossier
    office.act(Role.LEADER, dossier, acts.Finish(), HOUR)
    assert _tell(exchange) == 1
    exchange.drain()

    # 3 received, 1 closed before its day, 2 open that were due in June
    (told,) = _told(exchange, "DongBoThongKeHoSo")
    assert isinstance(told, dict)
    assert {name: told[name] for name in ("Thang", "Nam", "SoNhanTrongKy", "SoTonKyTruoc", "TongSoXuLy")} == {
        "Thang": "6", "Nam": "2026", "SoNhanTrongKy": "3", "SoTonKyTruoc": "0", "TongSoXuLy": "3",
    }  # fmt: skip
    assert (told["TongDaXuLy"], told["PhanTramXuLyDungHan"]) == ("1", "100.00")
    assert (told["TongChuaXuLy"], told["TongChuaXuLyTreHan"], told["PhanTramChuaXuLyTreHan"]) == (
        "2",
        "2",
        "100.00",
    )
    assert (told["Madonvi"], told["GhiChu"]) == ("H24.99", "")


def test_a_month_is_told_again_only_where_it_has_changed(exchange: Exchange) -> None:
    dossier = exchange.office.receive().dossier
    assert [_tell(exchange), _tell(exchange)] == [1, 0]
    exchange.office.act(Role.LEADER, dossier, acts.Finish(), HOUR)
    exchange.drain()
    assert _tell(exchange) == 1
    exchange.drain()
    assert [one["TongDaXuLy"] for one in _told(exchange, "DongBoThongKeHoSo")] == ["0", "1"]  # type: ignore[index]


def test_what_people_thought_goes_by_procedure(exchange: Exchange) -> None:
    _rated(exchange, 1, 1, 0)
    _rated(exchange, 1, 0, 0, "1.001193.000.00.00.H24")
    _rated(exchange, 0, 0, 0, "2.000815")
    assert _tell(exchange) == 2
    exchange.drain()

    # 2 of 3 very satisfied, 1 of 3 satisfied; nobody rated the other procedure
    (told,) = _told(exchange, "DongBoDanhGia")
    assert isinstance(told, dict)
    assert (told["NgayTongHop"], told["MaThuTuc"], told["TongSoNguoiDanhGia"]) == ("6-2026", "1.001193", 3)
    shares = [told[f"PhanTramDanhGia{name}"] for name in ("RatHaiLong", "HaiLong", "ChuaHaiLong")]
    assert shares == ["66.67%", "33.33%", "0.00%"]
    assert told["DanhSachNoiDungYKien"] == "Chờ lâu; Chờ lâu"


def test_a_month_that_is_not_over_or_has_no_connection_is_not_told(exchange: Exchange) -> None:
    with pytest.raises(NotTold, match="chưa hết"):
        tell_month(exchange.office.cast.here, 2026, 6, JULY - 1)
    with pytest.raises(NotTold, match="2026-10"):
        tell_month(exchange.office.cast.here, 2026, 13, JULY)
    Link.objects.update(enabled=False)
    with pytest.raises(NotTold, match="kết nối"):
        tell_month(exchange.office.cast.here, 2026, 6, JULY)
    assert not OutMessage.objects.exists()


def _close(there: Exchange, period: Period, *, tells: bool) -> list[OutMessage]:
    Link.objects.update(tells_months=tells)
    there.clock.now = max(there.clock.now, JULY)
    control = there.office.cast.of_here[Role.CONTROL]
    close(there.office.cast.here, period, control, there.clock.now)
    return list(OutMessage.objects.filter(operation="DongBoThongKeHoSo").order_by("pk"))


def test_a_closed_period_is_told_by_its_months_as_it_was_closed(exchange: Exchange) -> None:
    exchange.office.receive()
    told = _close(exchange, SPRING, tells=True)
    months = [OutBody.objects.get(message=one).data for one in told]
    # received on the first of June
    assert [(one["Thang"], one["SoNhanTrongKy"]) for one in months] == [("4", "0"), ("5", "0"), ("6", "1")]
    exchange.drain()
    assert len(_told(exchange, "DongBoThongKeHoSo")) == 3
    # told already: nothing has changed
    assert _tell(exchange) == 0


def test_months_are_told_by_the_period_in_which_they_end(exchange: Exchange) -> None:
    # 15 March to 14 June
    told = _close(exchange, parse("2026-Q2"), tells=True)
    assert [OutBody.objects.get(message=one).data["Thang"] for one in told] == ["3", "4", "5"]


def test_a_connection_that_is_not_to_tell_months_tells_none(exchange: Exchange) -> None:
    exchange.office.receive()
    assert _close(exchange, SPRING, tells=False) == []


def test_a_month_that_cannot_be_told_keeps_no_period_open(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unfit(_figures: object) -> object:
        raise Rejected([Problem("Madonvi", "bắt buộc, đang trống", fatal=True)])

    monkeypatch.setattr(portal_month, "write_figures", unfit)
    refused = _close(exchange, SPRING, tells=True)
    assert [one.status for one in refused] == [OutMessage.Status.REFUSED] * 3
    assert "Madonvi" in refused[0].body.answer
    assert standing(exchange.office.cast.here, SPRING) is not None
