"""Reconciliation with the portal: what differs is found, what does not is left alone, and nothing is changed by it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from motcua.casework import acts
from motcua.dossiers.models import Act, Dossier
from motcua.exchange.client import Client, Unreachable
from motcua.exchange.portal.faults import Faults
from motcua.exchange.portal.portal import DirectPost
from motcua.exchange.reconcile import RHYTHM, look
from motcua.findings.keep import reconcile
from motcua.people.models import Role
from tests.exchange.conftest import Exchange
from tests.findings.saying import open_findings


@pytest.fixture
def ask(exchange: Exchange) -> Callable[[], int]:
    """Asks the portal for what is due to be asked."""
    client = Client(exchange.link, DirectPost(exchange.portal))
    return lambda: look(exchange.link, client, exchange.clock)


def _kinds(exchange: Exchange) -> list[tuple[str, str]]:
    unit = exchange.office.cast.here
    reconcile(unit.pk, exchange.clock.now)
    return open_findings(unit)


def test_both_sides_the_same_is_nothing_to_say(exchange: Exchange, ask: Callable[[], int]) -> None:
    exchange.office.receive()
    assert ask() == 0, "nothing has been told yet"
    exchange.drain()
    assert ask() == 1
    assert _kinds(exchange) == []
    assert ask() == 0, "once a day"
    exchange.clock.pass_by(RHYTHM)
    assert ask() == 1


def test_what_the_portal_lost_or_shows_otherwise_is_found(exchange: Exchange, ask: Callable[[], int]) -> None:
    lost, changed, fine = (exchange.office.receive() for _ in range(3))
    exchange.drain()
    exchange.portal.store.rows("DELETE FROM dossier WHERE code = ?", (lost.code,))
    body = (exchange.portal.store.body(changed.code) or {}) | {
        "TrangThaiHoSo": "5",
        "NgayHenTra": "20260701170000",
    }
    text = json.dumps(body, ensure_ascii=False)
    exchange.portal.store.rows("UPDATE dossier SET body = ? WHERE code = ?", (text, changed.code))
    before = list(Dossier.objects.order_by("pk").values()), Act.objects.count()
    ask()
    assert sorted(_kinds(exchange)) == [
        ("due", changed.code),
        ("not_there", lost.code),
        ("state", changed.code),
    ]
    assert fine.code not in {code for _, code in _kinds(exchange)}
    assert (list(Dossier.objects.order_by("pk").values()), Act.objects.count()) == before


def test_what_waits_to_be_sent_is_no_difference(exchange: Exchange, ask: Callable[[], int]) -> None:
    dossier = exchange.office.receive().dossier
    exchange.drain()
    ask()
    exchange.act(Role.LEADER, dossier, acts.Finish())
    assert _kinds(exchange) == []


def test_what_was_handed_over_and_not_taken_is_found(exchange: Exchange) -> None:
    exchange.post("NhanHoSo", {"MaHoSo": "G22-1", "MaTTHC": "9.999999", "ChuHoSo": "A"})
    assert _kinds(exchange) == [("not_here", "G22-1")]


def test_a_portal_that_does_not_answer_is_no_difference(exchange: Exchange, ask: Callable[[], int]) -> None:
    exchange.office.receive()
    exchange.drain()
    exchange.portal.faults = Faults(until=exchange.clock.now + 1)
    with pytest.raises(Unreachable):
        ask()
    assert _kinds(exchange) == []
