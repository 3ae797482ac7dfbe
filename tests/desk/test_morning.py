"""The morning list: what waits for whom, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards.desk import morning as morning_list
from motcua.boards.desk.morning import morning
from motcua.casework import acts
from motcua.casework.models import Work
from motcua.people.models import Role, User
from motcua.rules.instants import Instant
from tests.casework.conftest import DAY, HOUR, MONDAY, Office

At = Callable[[int], Instant]


def parts(office: Office, role: str, after: int, where: str = "here") -> dict[str, list[int]]:
    """Keys of the dossiers by part, as a role sees them."""
    return {
        part.key: [row.dossier.pk for row in part.rows]
        for part in morning(office.who(role, where), MONDAY + after)
    }


def assigned(office: Office, at: int) -> int:
    dossier = office.receive(at).dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(Role.SPECIALIST)), at + HOUR)
    return dossier


def test_each_sees_what_is_his_to_do(office: Office) -> None:
    lodged = office.receive(accept=False).dossier
    waiting = office.receive(HOUR).dossier
    assert parts(office, Role.COUNTER, 2 * HOUR) == {"answer": [lodged]}
    assert parts(office, Role.HEAD, 2 * HOUR) == {"assign": [waiting]}
    assert parts(office, Role.LEADER, 2 * HOUR) == {}

    office.act(Role.HEAD, waiting, acts.Assign(office.user(Role.SPECIALIST)), 2 * HOUR)
    assert parts(office, Role.SPECIALIST, 2 * HOUR) in ({"mine": [waiting]}, {"today": [waiting]})
    office.act(Role.SPECIALIST, waiting, acts.Propose("Đủ điều kiện"), 3 * HOUR)
    assert parts(office, Role.HEAD, 3 * HOUR)["approve"] == [waiting]
    office.act(Role.HEAD, waiting, acts.Approve(), 4 * HOUR)
    assert "approve" not in parts(office, Role.HEAD, 4 * HOUR)
    assert parts(office, Role.LEADER, 4 * HOUR)["approve"] == [waiting]
    office.act(Role.LEADER, waiting, acts.Approve(), 5 * HOUR)
    assert parts(office, Role.COUNTER, 5 * HOUR)["ready"] == [waiting]
    office.act(Role.COUNTER, waiting, acts.ReturnResult("Đã ký"), 6 * HOUR)
    assert "ready" not in parts(office, Role.COUNTER, 6 * HOUR)


def test_the_late_come_first_and_the_waiting_apart(office: Office) -> None:
    late, supplement = assigned(office, 0), assigned(office, 2 * HOUR)
    fresh = assigned(office, 20 * DAY)
    office.act(Role.SPECIALIST, supplement, acts.RequestSupplement(("x",), "y"), 4 * HOUR)
    seen = parts(office, Role.SPECIALIST, 20 * DAY + 2 * HOUR)

    assert next(iter(seen)) == "late"
    assert seen["late"] == [late]
    assert seen["supplement"] == [supplement]
    assert fresh in [*seen.get("today", []), *seen.get("mine", [])]


def test_the_list_of_another_unit_is_empty(office: Office) -> None:
    dossier = office.receive().dossier
    assert parts(office, Role.HEAD, HOUR, where="there") == {}
    office.act(Role.COUNTER, dossier, acts.AskTransfer(office.cast.there.pk, "Thẩm quyền xã bên"), HOUR)
    assert parts(office, Role.HEAD, HOUR, where="there") == {"transfer": [dossier]}


def test_several_are_assigned_at_once(office: Office, sign_in: Callable[[User], Client], at: At) -> None:
    keys = [office.receive(n * HOUR).dossier for n in range(3)]
    at(4 * HOUR)
    head = sign_in(office.cast.of_here[Role.HEAD])
    sent = {"dossier": [*map(str, keys), "abc"], "officer": str(office.user(Role.SPECIALIST))}
    page = head.post(reverse("desk-assign", args=[office.cast.here.pk]), sent, follow=True).content.decode()

    assert "Đã phân công 3 hồ sơ." in page
    again = head.post(reverse("desk-assign", args=[office.cast.here.pk]), sent, follow=True).content.decode()
    assert "Đã phân công" not in again and "đã được phân công cho công chức này" in again
    seen = parts(office, Role.SPECIALIST, 4 * HOUR)
    assert sorted(key for found in seen.values() for key in found) == sorted(keys)


def test_many_overdue_hide_nothing_that_is_due_today(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(morning_list, "MOST", 2)
    late, today = [assigned(office, n * HOUR) for n in range(3)], assigned(office, 15 * DAY)
    due = Work.objects.get(pk=today).due_at
    assert due is not None
    seen = parts(office, Role.SPECIALIST, due - HOUR - MONDAY)
    assert seen["late"] == late[:2]
    assert seen["today"] == [today]


def test_a_part_that_is_cut_short_leads_to_all_of_it(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(morning_list, "MOST", 2)
    for hour in range(3):
        office.receive(hour * HOUR)
    client.force_login(office.cast.of_here[Role.HEAD], backend="motcua.people.backend.AccountBackend")
    whole = reverse("desk-part", args=[office.cast.here.pk, "assign"])
    first = client.get(reverse("desk", args=[office.cast.here.pk])).content.decode()
    assert (first.count("data-row"), whole in first) == (4, True)
    assert client.get(whole).content.decode().count("data-row") == 3
    assert client.get(reverse("desk-part", args=[office.cast.here.pk, "x"])).status_code == 404
