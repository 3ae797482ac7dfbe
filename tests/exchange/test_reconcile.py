"""Reconciliation: what differs is found, what does not is left alone, and nothing is changed by it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from motcua.casework import acts
from motcua.dossiers.models import Act, Dossier
from motcua.exchange.client import Client, Unreachable
from motcua.exchange.portal.faults import Faults
from motcua.exchange.portal.portal import transport
from motcua.exchange.reconcile import RHYTHM, findings, look
from motcua.hub.reconcile import findings as of_files
from motcua.hub.run import import_files
from motcua.people.models import Role
from motcua.rules.accounts import Account
from motcua.rules.reconcile import Difference, Word, compare, state_in
from motcua.rules.report import State
from tests.casework.conftest import DAY, HOUR, MONDAY
from tests.casework.test_sightings import reported
from tests.exchange.conftest import Exchange
from tests.exchange.test_page import SignIn
from tests.exchange.test_page import sign_in as sign_in

NOON = MONDAY + 4 * HOUR


@pytest.mark.parametrize(
    ("ours", "theirs", "kinds"),
    [
        (Word(State.IN_PROGRESS), Word(State.ACCEPTED), []),
        (Word(State.SUSPENDED), Word(State.IN_PROGRESS), []),
        (Word(State.REFUSED), Word(State.STOPPED), []),
        (Word(State.READY), Word(State.HANDED_OVER), ["returned"]),
        (Word(State.AWAITING_SUPPLEMENT), Word(State.IN_PROGRESS), ["state"]),
        (Word(State.READY), Word(State.WITHDRAWN), ["state"]),
        (Word(State.READY, MONDAY, NOON, NOON), Word(State.READY, NOON, None, NOON + DAY), ["finished"]),
        (Word(State.READY, MONDAY, NOON), Word(State.READY, MONDAY - DAY, NOON + DAY), ["received", "due"]),
    ],
)
def test_what_differs(ours: Word, theirs: Word, kinds: list[str]) -> None:
    assert [one.kind.value for one in compare(ours, theirs)] == kinds
    assert [one.kind.value for one in compare(theirs, ours)] == kinds


def test_every_account_is_a_state_but_two() -> None:
    nowhere = {account for account in Account if state_in(account) is None}
    assert nowhere == {Account.OUTSIDE, Account.TRANSFERRED}
    assert state_in(Account.RESOLVED_LATE, returned=True) is State.HANDED_OVER
    assert state_in(Account.REFUSED_LATE, returned=True) is State.REFUSED


@pytest.fixture
def ask(exchange: Exchange) -> Callable[[], int]:
    """Asks the portal for what is due to be asked."""
    client = Client(exchange.link, transport(exchange.portal))
    return lambda: look(exchange.link, client, exchange.clock)


def _kinds(exchange: Exchange) -> list[tuple[str, str]]:
    return [(one.differs.kind.value, one.code) for one in findings(exchange.office.cast.here.pk)]


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


def test_files_of_other_systems_are_compared_and_shown(
    exchange: Exchange, sign_in: SignIn, tmp_path: Path
) -> None:
    done = exchange.office.receive()
    unit = exchange.office.cast.here
    import_files(unit, [reported(tmp_path, done.code)], MONDAY + DAY)
    found = of_files(unit.pk)
    assert {one.code for one in found} == {done.code}
    assert Difference.RECEIVED in {one.differs.kind for one in found}

    control = sign_in(exchange.office.cast.of_here[Role.CONTROL])
    page = control.get(reverse("exchange-reconciled", args=[unit.pk])).content.decode()
    assert done.code in page
    assert "Khác ngày tiếp nhận" in page
    narrowed = control.get(
        reverse("exchange-reconciled", args=[unit.pk]), {"kind": "not_there"}
    ).content.decode()
    assert done.code not in narrowed
    content = control.get(reverse("exchange-reconciled-file", args=[unit.pk])).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values)
    assert len(rows) == 1 + len(found)
    assert rows[1][0] == done.code
    there = exchange.office.cast.there
    other = sign_in(exchange.office.cast.of_there[Role.CONTROL])
    assert done.code not in other.get(reverse("exchange-reconciled", args=[there.pk])).content.decode()
