"""Every act reaches the portal once and in its order, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from motcua.casework import acts
from motcua.casework.erasing import erase
from motcua.casework.models import Fee, Paper
from motcua.casework.reception import FeeIn, PaperIn
from motcua.casework.refusals import Refused
from motcua.exchange.claim import LEASE, next_lanes, still_held
from motcua.exchange.client import Client
from motcua.exchange.deliver import deliver
from motcua.exchange.models import Lane, Link, OutBody, OutMessage
from motcua.exchange.outbox import replay, send_again
from motcua.exchange.pauses import FIRST_PAUSE, LONGEST_PAUSE, pause
from motcua.exchange.portal.faults import Faults
from motcua.exchange.portal.portal import DirectPost, Reply
from motcua.people.models import Role
from tests.exchange.conftest import Exchange

MINUTE = 60_000


def _messages(dossier: int) -> list[str]:
    return list(
        OutMessage.objects.filter(lane__dossier=dossier).order_by("pk").values_list("operation", flat=True)
    )


@pytest.mark.parametrize("shape", ["adapter", "rest", "gateway"])
def test_a_dossier_goes_its_way_on_both_sides(make_exchange: Callable[..., Exchange], shape: str) -> None:
    there = make_exchange(shape)
    dossier = there.office.receive(papers=(PaperIn("Tờ khai", digitised=Paper.Digitised.FROM_RESULT),),
                                   fees=(FeeIn("Lệ phí", 8000),)).dossier  # fmt: skip
    assert there.send() == {"sent": 2}
    for role, act in (
        (Role.HEAD, acts.Assign(there.office.user(Role.SPECIALIST))),
        (Role.SPECIALIST, acts.RequestSupplement(("Giấy chứng sinh",), "Điều 16")),
        (Role.COUNTER, acts.ReceiveSupplement()),
        (Role.COUNTER, acts.RecordPayment(Fee.objects.get(dossier=dossier).pk, Fee.How.ONLINE)),
        (Role.LEADER, acts.Finish()),
        (Role.COUNTER, acts.ReturnResult("Ký nhận")),
    ):
        there.clock.pass_by(MINUTE)
        there.act(role, dossier, act)
    there.drain()

    there.agree()
    # accepted, in progress, supplement, in progress, ready, handed over
    assert there.sent_states(dossier) == [2, 4, 5, 4, 9, 10]
    code = there.portal.store.rows("SELECT code FROM dossier")[0][0]
    body = there.portal.store.body(code) or {}
    assert (body["TaiLieuNop"][0]["DuocTaiSuDung"], body["HoSoCoThanhPhanSoHoa"]) == ("2", "1")
    assert (body["DanhSachLePhi"][0]["Gia"], body["DuocThanhToanTrucTuyen"]) == ("8000", "2")
    assert body["DanhSachHoSoBoSung"][0]["TrangThaiBoSung"] is True
    assert there.portal.store.rows("SELECT findings FROM dossier") == [("[]",)]


def test_what_is_rolled_back_was_never_told(exchange: Exchange) -> None:
    dossier = exchange.office.receive().dossier
    before = OutMessage.objects.count()
    with pytest.raises(Refused):
        exchange.act(Role.COUNTER, dossier, acts.ReturnResult("Ký nhận"))
    assert OutMessage.objects.count() == before
    assert _messages(dossier) == ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"]


def test_a_unit_without_a_connection_tells_nothing(exchange: Exchange) -> None:
    Link.objects.update(enabled=False)
    exchange.office.receive()
    assert not OutMessage.objects.exists()


def test_an_answer_that_was_lost_makes_nothing_twice(exchange: Exchange) -> None:
    exchange.office.receive()
    exchange.send()
    dossier = exchange.office.receive().dossier
    exchange.portal.faults = Faults(lose=1)
    assert exchange.send() == {"failed": 1}
    assert len(exchange.portal.store.states()) == 2
    exchange.portal.faults = Faults()
    assert exchange.send() == {}, "the connection rests"
    exchange.drain()
    exchange.agree()
    assert len(_messages(dossier)) == 2


def test_an_outage_that_several_workers_meet_at_once_is_one_failure(exchange: Exchange) -> None:
    exchange.portal.faults = Faults(refuse=1)
    for _ in range(4):
        exchange.office.receive()
    workers = [next_lanes(exchange.clock.now) for _ in range(4)]
    client = Client(exchange.link, DirectPost(exchange.portal))
    for lanes in workers:
        assert deliver(lanes, lambda _: client, exchange.clock) == {"failed": 1}
    exchange.link.refresh_from_db()
    assert exchange.link.failures == 1
    assert exchange.link.rests_until is not None
    # the first pause, at most a fifth longer
    assert exchange.link.rests_until <= exchange.clock.now + FIRST_PAUSE * 1.2

    exchange.clock.pass_by(MINUTE)
    assert exchange.send() == {"failed": 1}
    exchange.link.refresh_from_db()
    assert exchange.link.failures == 2


def test_one_answer_that_does_not_come_keeps_no_other_lane(exchange: Exchange) -> None:
    first, second = exchange.office.receive(), exchange.office.receive()
    asked = exchange.portal.post

    def post(path: str, query: Any, headers: Any, body: bytes) -> Any:
        return Reply(0) if first.code.encode() in body else asked(path, query, headers, body)

    exchange.portal.post = post  # type: ignore[method-assign]
    assert exchange.send() == {"failed": 1, "sent": 2}
    assert list(exchange.portal.store.states()) == [second.code]
    exchange.portal.post = asked  # type: ignore[method-assign]
    exchange.drain()
    exchange.agree()


def test_what_was_refused_waits_on_the_list_and_holds_up_nobody(exchange: Exchange) -> None:
    first, second = exchange.office.receive(), exchange.office.receive()
    OutBody.objects.filter(message__lane__dossier=first.dossier).update(data={"MaHoSo": first.code})
    exchange.drain()

    refused = OutMessage.objects.filter(status=OutMessage.Status.REFUSED)
    assert {one.lane.dossier_id for one in refused} == {first.dossier}
    assert "MaTTHC" in refused.order_by("pk")[0].body.answer
    assert exchange.portal.store.states() == {second.code: 2}


def test_sent_again_with_all_that_came_after_it(exchange: Exchange) -> None:
    dossier = exchange.office.receive().dossier
    exchange.clock.pass_by(MINUTE)
    exchange.act(Role.LEADER, dossier, acts.Finish())
    exchange.drain()
    first = OutMessage.objects.filter(lane__dossier=dossier).earliest("pk")
    assert send_again(first, exchange.clock.now) == 4
    exchange.drain()
    # accepted, ready, and the whole once more
    code = exchange.portal.store.rows("SELECT code FROM dossier")[0][0]
    assert exchange.portal.store.history(code) == [2, 9, 2, 9]
    assert replay(exchange.link, exchange.clock.now + 1, exchange.clock.now) == 0
    assert replay(exchange.link, 0, exchange.clock.now) == 4


def test_a_portal_that_lost_its_data_gets_them_again(exchange: Exchange) -> None:
    dossier = exchange.office.receive().dossier
    exchange.drain()
    exchange.portal.store.rows("DELETE FROM dossier")
    exchange.portal.store.rows("DELETE FROM history")
    exchange.clock.pass_by(MINUTE)
    exchange.act(Role.LEADER, dossier, acts.Finish())
    exchange.drain()
    # not there for a change: sent as new
    assert list(exchange.portal.store.states().values()) == [9]


def test_one_lane_belongs_to_one_worker_until_its_lease_ends(exchange: Exchange) -> None:
    exchange.office.receive()
    (lane,) = next_lanes(exchange.clock.now)
    assert next_lanes(exchange.clock.now) == []
    (other,) = next_lanes(exchange.clock.now + LEASE + 1)
    # the first one has lost it, and does nothing any more
    assert not still_held(lane, exchange.clock.now + LEASE)
    assert still_held(other, exchange.clock.now + LEASE)
    client = Client(exchange.link, DirectPost(exchange.portal))
    assert deliver([lane], lambda _: client, exchange.clock) == {}
    assert deliver([other], lambda _: client, exchange.clock) == {"sent": 2}


def test_a_message_that_comes_while_its_lane_is_sent_is_not_forgotten(exchange: Exchange) -> None:
    dossier = exchange.office.receive().dossier
    asked = exchange.portal.post

    def meanwhile(*given: object) -> object:
        if exchange.portal.asked == 1:
            exchange.act(Role.LEADER, dossier, acts.Finish())
        return asked(*given)  # type: ignore[arg-type]

    exchange.portal.post = meanwhile  # type: ignore[method-assign,assignment]
    exchange.drain()
    exchange.agree()
    assert exchange.sent_states(dossier) == [2, 9]


def test_pauses_grow_to_ten_minutes_and_never_end() -> None:
    # 5, 10, 20 … seconds
    assert [pause(n, 0.5) for n in (1, 2, 3)] == [5000, 10_000, 20_000]
    assert pause(10_000, 0.5) == LONGEST_PAUSE
    assert pause(1, 0) == 4000
    assert pause(1, 1) == 6000


def test_an_outage_costs_few_attempts_however_many_wait(exchange: Exchange) -> None:
    for _ in range(5):
        exchange.office.receive()
    exchange.portal.faults = Faults(until=exchange.clock.now + 3 * 3_600_000)
    while exchange.clock.now < exchange.portal.faults.until:
        exchange.send()
        exchange.clock.pass_by(MINUTE)
    # 3 hours in pauses of at least 8 minutes, after the first short ones
    assert exchange.portal.asked < 3 * 60 / 8 + 10
    exchange.drain()
    exchange.agree()


@pytest.mark.parametrize("fault", ["garbled", "as_text", "twice", "refuse"])
def test_an_odd_answer_is_understood_or_asked_for_again(exchange: Exchange, fault: str) -> None:
    exchange.office.receive()
    exchange.portal.faults = Faults.parse(f"{fault}=1")
    ended = exchange.send()
    understood = fault in ("garbled", "as_text")
    assert ended == ({"sent": 2} if understood else {"failed": 1})
    exchange.portal.faults = Faults()
    exchange.drain()
    exchange.agree()


def test_secrets_and_origins_come_from_whoever_runs_the_server(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    exchange.office.receive()
    monkeypatch.delenv("MOTCUA_EXCHANGE_SECRET_OUT")
    exchange.send()
    assert "MOTCUA_EXCHANGE_SECRET_OUT" in Lane.objects.get().error
    settings.EXCHANGE_ORIGINS = []  # type: ignore[attr-defined]
    exchange.clock.pass_by(LONGEST_PAUSE)
    monkeypatch.setenv("MOTCUA_EXCHANGE_SECRET_OUT", "a:b")
    exchange.send()
    assert "MOTCUA_EXCHANGE_ORIGINS" in Lane.objects.get().error
    assert exchange.portal.asked == 0


def test_what_messages_said_goes_with_the_contact(exchange: Exchange) -> None:
    kept, erased = exchange.office.receive().dossier, exchange.office.receive().dossier
    exchange.drain()
    erase(erased)
    assert not OutBody.objects.filter(message__lane__dossier=erased).exists()
    assert OutBody.objects.filter(message__lane__dossier=kept).count() == 2
    # what was erased is not sent again, and does not come onto the list of the refused
    assert replay(exchange.link, 0, exchange.clock.now) == 2
    exchange.drain()
    assert {one.status for one in OutMessage.objects.all()} == {OutMessage.Status.SENT}
