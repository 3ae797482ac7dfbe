"""An acceptance that was entered by mistake and voided: the officer has a way on, and no form of it is left."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from motcua.boards.slips.fill import forms_of
from motcua.casework import acts
from motcua.casework.case import look_at
from motcua.casework.models import Draft, Paper, Work
from motcua.casework.offered import offered
from motcua.casework.reception import FeeIn, PaperIn
from motcua.dossiers.models import Dossier
from motcua.hub.rebuild import differences
from motcua.ledger.verify import verify_unit
from motcua.people.models import AuditEntry, Role
from motcua.rules.accounts import Account
from tests.casework.conftest import DAY, HOUR, MONDAY, Office


def void(office: Office, dossier: int, at: int = 2 * HOUR) -> None:
    entry = Dossier.objects.get(pk=dossier).acts.get(kind="accepted")
    office.act(Role.CONTROL, dossier, acts.AskCorrection(entry.pk, "Nhập nhầm người"), at)
    request = Dossier.objects.get(pk=dossier).second_persons.get(status="waiting").pk
    office.act(Role.DIRECTOR, dossier, acts.ConfirmSecond(request), at + HOUR)


def names(office: Office, dossier: int, at: int) -> set[str]:
    return {act.name for act in offered(look_at(dossier, office.who(Role.COUNTER), MONDAY + at))}


def forms(office: Office, dossier: int, at: int) -> list[str]:
    return forms_of(look_at(dossier, office.who(Role.COUNTER), MONDAY + at))


@pytest.fixture
def dossier(office: Office) -> int:
    """Accepted at the counter, assigned, and its acceptance voided."""
    papers, fees = [PaperIn("Tờ khai", originals=2)], [FeeIn("Lệ phí", 8_000, "cash", "17")]
    taken = office.receive(papers=papers, fees=fees).dossier
    office.act(Role.HEAD, taken, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    void(office, taken)
    return taken


def test_no_form_is_left_and_two_ways_on(office: Office, dossier: int) -> None:
    work = Work.objects.get(pk=dossier)

    assert forms(office, dossier, 4 * HOUR) == []
    assert {"accept", "turn-away"} <= names(office, dossier, 4 * HOUR)
    assert names(office, dossier, 4 * HOUR).isdisjoint({"stop", "receive-supplement", "return-result"})
    assert (work.step, work.assignee, work.version, work.workflow, work.open) == ("", None, None, None, False)


def test_accepted_again_it_begins_anew(office: Office, dossier: int) -> None:
    done = office.act(Role.COUNTER, dossier, acts.Accept(), DAY)
    work = Work.objects.get(pk=dossier)

    assert done.state is Account.IN_TERM
    assert work.dossier.received_at == MONDAY + DAY
    assert work.version is not None and work.step and work.open
    assert forms(office, dossier, DAY + HOUR) == ["01", "06"]
    assert verify_unit(office.cast.here.pk) == [] == differences(office.cast.here.pk)


def test_turned_away_it_was_never_received(office: Office, dossier: int) -> None:
    office.act(Role.COUNTER, dossier, acts.TurnAway("Không thuộc thẩm quyền"), DAY)

    assert forms(office, dossier, DAY + HOUR) == ["03"]
    assert not Work.objects.get(pk=dossier).open
    assert verify_unit(office.cast.here.pk) == [] == differences(office.cast.here.pk)


def test_what_was_lodged_waits_for_its_answer_again(office: Office) -> None:
    lodged = office.receive(accept=False).dossier
    office.act(Role.COUNTER, lodged, acts.Accept(), HOUR)
    office.act(Role.HEAD, lodged, acts.Assign(office.user(Role.SPECIALIST)), HOUR)
    void(office, lodged)
    work = Work.objects.get(pk=lodged)

    assert (work.state, work.open, work.assignee, work.step) == (int(Account.LODGED), True, None, "")
    assert {"accept", "ask-completion", "turn-away"} <= names(office, lodged, 4 * HOUR)
    assert forms(office, lodged, 4 * HOUR) == []


def test_a_reopening_takes_the_notice_of_stopping_back(office: Office) -> None:
    taken = office.receive().dossier
    office.act(Role.COUNTER, taken, acts.Stop("Dân xin rút"), HOUR)
    office.act(Role.DIRECTOR, taken, acts.AskReopen("Rút nhầm hồ sơ"), 2 * HOUR)
    before = forms(office, taken, 2 * HOUR)
    request = Dossier.objects.get(pk=taken).second_persons.get().pk
    office.act(Role.HEAD, taken, acts.ConfirmSecond(request), 3 * HOUR)

    assert ("05" in before, "05" in forms(office, taken, 4 * HOUR)) == (True, False)


def test_what_has_to_be_completed_before_acceptance_is_asked_for_on_form_02(office: Office) -> None:
    lodged = office.receive(accept=False).dossier
    office.act(Role.COUNTER, lodged, acts.AskCompletion(("Giấy chứng sinh",), "Điều 16"), HOUR)

    assert forms(office, lodged, 2 * HOUR) == ["02"]


def test_the_reception_form_is_filled_in_from_it(office: Office, dossier: int, sign_in: Any, at: Any) -> None:
    at(5 * HOUR)
    counter = sign_in(office.cast.of_here[Role.COUNTER])
    place = reverse("counter", args=[office.cast.here.pk])
    page = counter.get(place, {"tu": dossier}).content.decode()
    shown = counter.get(reverse("dossiers-one", args=[office.cast.here.pk, dossier])).content.decode()

    assert f"?tu={dossier}" in shown
    for value in ("Nguyễn Văn Đức", "001099012345", "Tờ khai", "Đã điền từ hồ sơ"):
        assert value in page
    assert Paper.objects.count() == 1
    assert AuditEntry.objects.filter(kind="dossier.read", subject=dossier).exists()


def test_only_what_was_voided_here_fills_it_in(office: Office, dossier: int, sign_in: Any, at: Any) -> None:
    at(5 * HOUR)
    other = office.receive(4 * HOUR).dossier
    here, there = office.cast.here.pk, office.cast.there.pk
    counter, stranger = (sign_in(cast[Role.COUNTER]) for cast in (office.cast.of_here, office.cast.of_there))
    tries = [
        counter.get(reverse("counter", args=[here]), {"tu": other}),
        counter.get(reverse("counter", args=[here]), {"tu": "９" * 20}),
        stranger.get(reverse("counter", args=[there]), {"tu": dossier}),
    ]

    assert all(one.status_code == 200 and "Nguyễn Văn Đức" not in one.content.decode() for one in tries)
    assert not Draft.objects.exists()


def test_the_second_person_reads_what_is_confirmed_on_the_act_s_own_page(
    office: Office, sign_in: Any, at: Any
) -> None:
    taken = office.receive().dossier
    entry = Dossier.objects.get(pk=taken).acts.get(kind="accepted")
    office.act(Role.CONTROL, taken, acts.AskCorrection(entry.pk, "Nhập nhầm người"), HOUR)
    at(2 * HOUR)
    page = reverse("desk-act", args=[office.cast.here.pk, taken, "confirm-second"])

    said = sign_in(office.cast.of_here[Role.DIRECTOR]).get(page).content.decode()
    assert "Nhập nhầm người" in said
