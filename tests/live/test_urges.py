"""Reminding (đôn đốc): from a list, counted, answered once, told to both, and never to another unit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework import acts
from motcua.notices.models import AlertRule, Notice, Urge
from motcua.people.models import Role, User
from motcua.rules.instants import Instant
from tests.casework.conftest import HOUR, MONDAY, Office

pytestmark = pytest.mark.django_db

LATER = MONDAY + 4 * HOUR


def test_a_leader_reminds_and_the_officer_answers(
    office: Office, sign_in: Callable[[User], Client], at: Callable[[Instant], None]
) -> None:
    here, specialist = office.cast.here.pk, office.cast.of_here[Role.SPECIALIST]
    mine, nobodys = office.receive().dossier, office.receive().dossier
    office.act(Role.HEAD, mine, acts.Assign(specialist.pk), HOUR)
    leader, officer = sign_in(office.cast.of_here[Role.LEADER]), sign_in(specialist)
    at(LATER)
    send = {"dossier": [mine, nobodys, 10**12, "x"], "text": "  Cần   xong sớm "}
    assert leader.post(reverse("board-urge", args=[here]), send).status_code == 302
    first = Urge.objects.get(dossier=mine)
    assert (first.user_id, first.number, first.text) == (specialist.pk, 1, "Cần xong sớm")
    assert Urge.objects.get(dossier=nobodys).user_id is None
    leader.post(reverse("board-urge", args=[here]), send)
    assert Urge.objects.count() == 2, "twice within the hour is once"
    told = Notice.objects.filter(event="urged")
    assert {one.user_id for one in told.filter(dossier=mine)} == {specialist.pk}
    runs = {office.user(Role.HEAD), office.user(Role.DIRECTOR)}
    assert {one.user_id for one in told.filter(dossier=nobodys)} == runs

    at(LATER + 2 * HOUR)
    leader.post(reverse("board-urge", args=[here]), {"dossier": [mine]})
    assert Urge.objects.filter(dossier=mine).count() == 2
    page = leader.get(reverse("board-list", args=[here])).content.decode()
    assert "đã đôn đốc 2 lần" in page

    reply = reverse("board-urge-reply", args=[here, first.pk])
    assert officer.post(reply, {"answer": " "}).status_code == 422
    long = "Đang chờ xác minh. " * 53 + "xong"  # 53 × 19 + 4 = 1.011 characters
    refused = officer.post(reply, {"answer": long})
    assert refused.status_code == 422
    assert "dài 1011 ký tự" in refused.content.decode(), "said, not cut"
    assert long in refused.content.decode(), "what was written is still there"
    assert Urge.objects.get(pk=first.pk).answered_at is None
    officer.post(reply, {"answer": "Đang chờ xác minh."})
    officer.post(reply, {"answer": "Câu khác"})
    assert Urge.objects.get(pk=first.pk).answer == "Đang chờ xác minh."
    answered = Notice.objects.get(event="urge_answered")
    assert answered.user_id == office.user(Role.LEADER)
    assert "Đang chờ xác minh." in leader.get(reverse("board-urges", args=[here])).content.decode()


def test_nobody_reminds_in_another_unit(
    office: Office, sign_in: Callable[[User], Client], at: Callable[[Instant], None]
) -> None:
    at(LATER)
    dossier, there = office.receive().dossier, office.cast.there.pk
    stranger = sign_in(office.cast.of_there[Role.LEADER])
    stranger.post(reverse("board-urge", args=[there]), {"dossier": [dossier]})
    assert not Urge.objects.exists()
    above = sign_in(office.cast.of_above[Role.CONTROL])
    above.post(reverse("board-urge", args=[office.cast.above.pk]), {"dossier": [dossier]})
    made = Urge.objects.get()
    assert made.unit == office.cast.here
    assert (
        stranger.post(reverse("board-urge-reply", args=[there, made.pk]), {"answer": "x"}).status_code == 404
    )
    counter = sign_in(office.cast.of_here[Role.COUNTER])
    assert (
        counter.post(reverse("board-urge", args=[office.cast.here.pk]), {"dossier": [dossier]}).status_code
        == 403
    )


def test_an_administrator_sets_the_rules_of_warning(
    office: Office, sign_in: Callable[[User], Client]
) -> None:
    admin, address = (
        sign_in(office.cast.of_here[Role.ADMIN]),
        reverse("notices-alerts", args=[office.cast.here.pk]),
    )
    answer = admin.post(address, {"due_hours": "on", "due_hours-number": "99", "silent_source-number": "2"})
    assert "Nhập số từ 1 đến 40." in answer.content.decode()
    assert not AlertRule.objects.exists()
    admin.post(
        address,
        {"due_hours": "on", "due_hours-number": "6", "silent_source-number": "3", "unusual_day": "on"},
    )
    rules = AlertRule.objects.order_by("kind").values_list("kind", "enabled", "number")
    assert list(rules) == [("due_hours", True, 6), ("silent_source", False, 3)]
