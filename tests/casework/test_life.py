"""A dossier's life by acts: journal, ledger, statement and rows agree at every step."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.casework import acts
from motcua.casework.actor import Actor
from motcua.casework.models import Work
from motcua.casework.perform import perform
from motcua.casework.refusals import Changed, NotLawful, NotPermitted, Refused
from motcua.dossiers.models import Dossier
from motcua.hub.rebuild import differences, rebuild_unit
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.people.models import Role
from motcua.rules.accounts import Account
from motcua.rules.measures import IDENTITY
from motcua.rules.periods import between
from tests.casework.conftest import DAY, HOUR, MONDAY, Office

JUNE = between(date(2026, 6, 1), date(2026, 6, 30))


def figures(office: Office, *names: str) -> dict[str, int]:
    """June's figures of the unit, after proving its ledger."""
    unit = office.cast.here.pk
    assert verify_unit(unit) == []
    assert differences(unit) == []
    found = statement([unit], JUNE)
    found.check()
    return found.totals(names)


def test_from_the_counter_to_the_returned_result(office: Office) -> None:
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ điều kiện"), 2 * HOUR)
    office.act(Role.HEAD, dossier, acts.Approve(), 3 * HOUR)
    done = office.act(Role.LEADER, dossier, acts.Approve(number="12/2026"), 4 * HOUR)

    assert done.state in (Account.RESOLVED_EARLY, Account.RESOLVED_ON_TIME)
    assert Work.objects.get(pk=dossier).open
    office.act(Role.COUNTER, dossier, acts.ReturnResult("Đã ký nhận"), 5 * HOUR)
    work = Work.objects.get(pk=dossier)
    assert not work.open
    assert work.returned_at == MONDAY + 5 * HOUR
    assert figures(office, "received", "closed", "open") == {"received": 1, "closed": 1, "open": 0}


def test_what_waits_for_acceptance_is_not_received(office: Office) -> None:
    dossier = office.receive(accept=False).dossier
    work = Work.objects.get(pk=dossier)
    assert work.answer_by is not None
    assert figures(office, "lodged", "received") == {"lodged": 1, "received": 0}

    office.act(Role.COUNTER, dossier, acts.AskCompletion(("Giấy chứng sinh",)), HOUR)
    assert figures(office, "lodged", "lodged_supplement") == {"lodged": 0, "lodged_supplement": 1}
    office.act(Role.COUNTER, dossier, acts.ReceiveCompletion(), DAY)
    office.act(Role.COUNTER, dossier, acts.Accept(), DAY + HOUR)
    assert figures(office, "received", "open", "lodged_supplement") == {
        "received": 1, "open": 1, "lodged_supplement": 0,
    }  # fmt: skip


def test_a_supplement_stops_the_clock(office: Office) -> None:
    dossier = office.receive().dossier
    before = Dossier.objects.get(pk=dossier).due_at
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    office.act(
        Role.SPECIALIST, dossier, acts.RequestSupplement(("Giấy chứng sinh",), "Khoản 1 Điều 16"), 2 * HOUR
    )
    assert figures(office, "awaiting_supplement", "open_in_term") == {
        "awaiting_supplement": 1, "open_in_term": 0,
    }  # fmt: skip
    office.act(Role.COUNTER, dossier, acts.ReceiveSupplement(), 3 * DAY)
    after = Dossier.objects.get(pk=dossier).due_at

    assert before is not None and after is not None and after > before
    assert figures(office, "open") == {"open": 1}


def test_a_transfer_is_complete_when_the_receiver_confirms(office: Office) -> None:
    dossier = office.receive().dossier
    due = Dossier.objects.get(pk=dossier).due_at
    target = office.cast.there.pk
    office.act(Role.COUNTER, dossier, acts.AskTransfer(target, "Thuộc thẩm quyền xã bên"), HOUR)
    assert Dossier.objects.get(pk=dossier).unit_id == office.cast.here.pk
    office.act(Role.COUNTER, dossier, acts.ConfirmTransfer(), 2 * HOUR, where="there")

    moved = Dossier.objects.get(pk=dossier)
    assert (moved.unit_id, moved.due_at) == (target, due)
    assert figures(office, "received", "transferred_out", "open") == {
        "received": 1, "transferred_out": 1, "open": 0,
    }  # fmt: skip
    there = statement([target], JUNE)
    there.check()
    assert there.totals(("received", "transferred_in", "open")) == {
        "received": 0, "transferred_in": 1, "open": 1,
    }  # fmt: skip
    assert differences(target) == []
    rebuild_unit(target, MONDAY + DAY)
    rebuild_unit(office.cast.here.pk, MONDAY + DAY)
    assert statement([target], JUNE).totals(IDENTITY[0]) == there.totals(IDENTITY[0])
    assert figures(office, "transferred_out") == {"transferred_out": 1}


def test_a_correction_needs_a_second_person_and_is_no_flow(office: Office) -> None:
    dossier = office.receive().dossier
    office.act(Role.COUNTER, dossier, acts.Stop("Công dân rút hồ sơ"), HOUR)
    entry = Dossier.objects.get(pk=dossier).acts.get(kind="finished")
    asked = office.act(Role.CONTROL, dossier, acts.AskCorrection(entry.pk, "Bấm nhầm hồ sơ"), 2 * HOUR)
    request = Dossier.objects.get(pk=dossier).second_persons.get().pk
    with pytest.raises(NotPermitted):
        office.act(Role.CONTROL, dossier, acts.ConfirmSecond(request), 3 * HOUR)
    assert asked.state is Account.STOPPED_EARLY
    office.act(Role.DIRECTOR, dossier, acts.ConfirmSecond(request), 3 * HOUR)

    assert figures(office, "received", "closed", "open", "reopened") == {
        "received": 1, "closed": 0, "open": 1, "reopened": 0,
    }  # fmt: skip
    known = statement([office.cast.here.pk], JUNE, MONDAY + 2 * HOUR)
    assert known.totals(("closed", "open")) == {"closed": 1, "open": 0}


def test_an_apology_changes_the_promise_and_not_the_due(office: Office) -> None:
    dossier = office.receive().dossier
    due = Dossier.objects.get(pk=dossier).due_at
    office.act(Role.SPECIALIST, dossier, acts.Apologise(MONDAY + 30 * DAY, "Chờ xác minh"), 10 * DAY)
    with pytest.raises(Refused):
        office.act(Role.SPECIALIST, dossier, acts.Apologise(MONDAY + 40 * DAY, "Lại chờ"), 11 * DAY)

    assert Dossier.objects.get(pk=dossier).due_at == due
    assert Work.objects.get(pk=dossier).promised_at == MONDAY + 30 * DAY
    assert figures(office, "open_overdue") == {"open_overdue": 1}


def test_what_is_refused_leaves_nothing(office: Office) -> None:
    dossier = office.receive().dossier
    seq = Work.objects.get(pk=dossier).seq
    with pytest.raises(NotLawful):
        office.act(Role.SPECIALIST, dossier, acts.Resume(), HOUR)
    with pytest.raises(NotPermitted):
        office.act(Role.CLERK, dossier, acts.Stop("x"), HOUR)
    with pytest.raises(NotPermitted):
        office.act(Role.COUNTER, dossier, acts.Stop("x"), HOUR, where="there")
    with pytest.raises(Changed):
        perform(acts.Stop("x"), dossier, office.who(Role.COUNTER), MONDAY + HOUR, seq=seq - 1)
    nobody = Actor(None, office.cast.here.pk, frozenset())
    with pytest.raises(NotPermitted):
        perform(acts.Note("x"), dossier, nobody, MONDAY + HOUR)

    assert Work.objects.get(pk=dossier).seq == seq
    assert Dossier.objects.get(pk=dossier).acts.count() == 1
