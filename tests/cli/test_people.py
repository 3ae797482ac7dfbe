"""motcua account and motcua unit department: one-time passwords, departments, and what is refused."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.catalogue.models import Unit
from motcua.catalogue.units import find_unit
from motcua.people.models import AuditEntry, Grant, User
from tests.cli.running import Runner
from tests.conftest import make_unit

NEW = ("account", "add", "hanh", "--name", "Nguyễn Thị Hạnh", "--unit", "H24.99", "--role", "admin")


@pytest.fixture
def run(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    make_unit("mau-thu")
    return Runner(monkeypatch, capsys)


def test_an_account_is_made_with_a_one_time_password_and_a_line_in_the_log(run: Runner) -> None:
    told = json.loads(run(*NEW, "--ground", "Quyết định số 1", "--json").out)
    user = User.objects.get(username="hanh")
    assert user.check_password(told["password"])
    assert user.must_change_password
    assert Grant.objects.get(user=user).ground == "Quyết định số 1"
    kinds = AuditEntry.objects.order_by("pk").values_list("kind", "actor")
    assert list(kinds) == [("account.added", None), ("grant.given", None)]


def test_a_taken_name_an_unknown_role_and_unit_are_refused(run: Runner) -> None:
    run(*NEW)
    again = run(*NEW)
    assert (again.code, "đã có người dùng" in again.words) == (1, True)
    assert run(*NEW[:-1], "vua").code == 2
    assert run("account", "add", "b", "--name", "B", "--unit", "H99.99", "--role", "admin").code == 1
    assert User.objects.count() == 1


def test_a_new_password_opens_a_name_that_was_locked_out(run: Runner) -> None:
    run(*NEW)
    client = Client()
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("sign-in"), {"username": "hanh", "password": "sai"})
    assert answer.status_code == 429
    told = json.loads(run("account", "password", "hanh", "--json").out)
    answer = client.post(reverse("sign-in"), {"username": "hanh", "password": told["password"]})
    assert answer.status_code == 302
    unknown = run("account", "password", "khong-co")
    assert (unknown.code, "Không có tài khoản nào" in unknown.words) == (1, True)


def test_a_department_is_added_below_a_unit(run: Runner) -> None:
    ran = run("unit", "department", "Phòng Kinh tế", "--below", "H24.99", "--since", "2026-01-01")
    assert (ran.code, "mã H24.99-P1" in ran.words) == (0, True)
    made = find_unit("H24.99-P1")
    assert (made.kind, made.parents.get().parent) == (Unit.Kind.DEPARTMENT, find_unit("H24.99"))
    again = run("unit", "department", "phòng kinh tế", "--below", "H24.99")
    assert (again.code, "đã có Phòng Kinh tế" in again.words) == (1, True)
    assert run("unit", "department", "Phòng", "--below", "H24.99", "--since", "31/1").code == 2
    assert Unit.objects.filter(kind=Unit.Kind.DEPARTMENT).count() == 1
