"""The pages of people: what an administrator of a unit may do, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards.clock import today
from motcua.boards.people.words import DELEGATED, RIGHTS
from motcua.catalogue.departments import add_department, departments
from motcua.catalogue.models import Procedure
from motcua.people import leaving
from motcua.people.audit import Acting
from motcua.people.leaving import Keys, Work
from motcua.people.models import AuditEntry, Delegation, Grant, Role, SigningAuthority, User
from motcua.people.policies import DECIDE, NEVER_PASSED, RECEIVE, SEE_DOSSIERS, SEE_PERSON, may, rights
from motcua.people.policies import RIGHTS as OF_ROLES
from tests.pages.cast import PASSWORD, SINCE, Cast

SignIn = Callable[[User], Client]
GROUND = "Quyết định số 7/QĐ-UBND"
_PASSWORD = re.compile(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}")


@pytest.fixture
def admin(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.of_here[Role.ADMIN])


def _post(client: Client, name: str, /, *args: int, **values: object) -> Any:
    return client.post(reverse(name, args=args), values)


def _new(cast: Cast, prefix: str = "new", /, **more: object) -> dict[str, object]:
    typed = {
        "role": "counter", "place": cast.here.pk, "since": today(), "ground": GROUND, "username": "hanh",
        "full_name": "Nguyễn Thị Hạnh", "title": "Công chức", **more,
    }  # fmt: skip
    return {prefix: "", **{f"{prefix}-{name}": value for name, value in typed.items()}}


def test_the_list_has_who_works_here_and_who_has_left(cast: Cast, admin: Client) -> None:
    Grant.objects.filter(user=cast.of_here[Role.CLERK]).update(until=today() - timedelta(days=1))
    address = reverse("people", args=[cast.here.pk])
    working, over = (admin.get(address, {"over": over}).content.decode() for over in ("", "1"))
    assert ("Người counter-here" in working, "Người clerk-here" in working) == (True, False)
    assert ("Người counter-here" in over.partition("<tbody>")[2], "Người clerk-here" in over) == (False, True)
    assert "Người counter-there" not in working


def test_a_new_account_is_told_its_password_once_and_signs_in_with_it(
    cast: Cast, admin: Client, client: Client
) -> None:
    answer = _post(admin, "people-add", cast.here.pk, **_new(cast))
    told = _PASSWORD.search(answer.content.decode())
    assert told
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    user = User.objects.get(username="hanh")
    assert may(user, cast.here, RECEIVE, today())
    assert user.grants.get().ground == GROUND
    client.post(reverse("sign-in"), {"username": "hanh", "password": told[0]})
    assert client.get(reverse("home"))["Location"] == reverse("password")
    assert client.get(reverse("units"), headers={"HX-Request": "true"}).status_code == 401
    same = {"old_password": told[0], "new_password1": told[0], "new_password2": told[0]}
    assert "trùng với mật khẩu đang dùng" in client.post(reverse("password"), same).content.decode()
    new = {"old_password": told[0], "new_password1": PASSWORD, "new_password2": PASSWORD}
    client.post(reverse("password"), new)
    assert client.get(reverse("home"))["Location"] == reverse("counter", args=[cast.here.pk])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "clerk-here"}, "đã có người dùng"),
        ({"username": "co dau cach"}, "không có dấu cách"),
        ({"ground": ""}, "Căn cứ"),
        ({"role": ""}, "Vai trò"),
        ({"since": "31/02/2026"}, "Từ ngày"),
        ({"until": "2020-01-01"}, "Ngày cuối trước ngày đầu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    cast: Cast, admin: Client, typed: dict[str, object], said: str
) -> None:
    answer = _post(admin, "people-add", cast.here.pk, **_new(cast, **typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page.partition('role="alert"')[2]
    assert "Nguyễn Thị Hạnh" in page
    assert not User.objects.filter(full_name="Nguyễn Thị Hạnh").exists()


def test_a_role_is_given_here_and_not_in_another_unit(cast: Cast, admin: Client) -> None:
    answer = _post(admin, "people-add", cast.here.pk, **_new(cast, place=cast.there.pk))
    assert (answer.status_code, User.objects.filter(username="hanh").exists()) == (422, False)
    office = add_department(cast.here, "Phòng Kinh tế", SINCE)
    assert _post(admin, "people-add", cast.here.pk, **_new(cast, place=office.pk)).status_code == 200
    user = User.objects.get(username="hanh")
    assert (may(user, office, RECEIVE, today()), may(user, cast.here, RECEIVE, today())) == (True, False)


def test_somebody_from_another_unit_gets_a_role_and_keeps_the_password(cast: Cast, admin: Client) -> None:
    known = _new(cast, "known", username="clerk-there")
    assert _post(admin, "people-add", cast.here.pk, **known).status_code == 302
    user = cast.of_there[Role.CLERK]
    assert may(user, cast.here, RECEIVE, today())
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    unknown = _post(admin, "people-add", cast.here.pk, **_new(cast, "known", username="khong-co"))
    assert "Không có tài khoản nào mang tên đó" in unknown.content.decode()


def test_another_role_is_given_and_taken_back(cast: Cast, admin: Client) -> None:
    clerk = cast.of_here[Role.CLERK]
    typed = {"role": "head", "place": cast.here.pk, "since": today(), "ground": GROUND}
    assert _post(admin, "people-one", cast.here.pk, clerk.pk, **typed).status_code == 302
    assert _post(admin, "people-one", cast.here.pk, clerk.pk, **typed).status_code == 422
    given = clerk.grants.get(role="head")
    _post(admin, "people-take-back", cast.here.pk, clerk.pk, given.pk, last=today(), ground="")
    assert clerk.grants.get(role="head").until is None
    _post(admin, "people-take-back", cast.here.pk, clerk.pk, given.pk, last=today(), ground="số 9")
    given.refresh_from_db()
    assert (given.until, given.ended_ground) == (today(), "số 9")


def test_nobody_gives_himself_a_role(cast: Cast, admin: Client) -> None:
    typed = {"role": "leader", "place": cast.here.pk, "since": today(), "ground": GROUND}
    answer = _post(admin, "people-one", cast.here.pk, cast.of_here[Role.ADMIN].pk, **typed)
    assert "Không ai tự giao vai trò cho mình" in answer.content.decode()
    assert not Grant.objects.filter(user=cast.of_here[Role.ADMIN], role="leader").exists()


def test_people_of_another_unit_are_not_even_there(cast: Cast, admin: Client) -> None:
    stranger = cast.of_there[Role.CLERK]
    for name in ("people-one", "people-leave"):
        assert admin.get(reverse(name, args=[cast.here.pk, stranger.pk])).status_code == 404
    given = stranger.grants.get().pk
    for name, more in (("people-password", []), ("people-close", []), ("people-take-back", [given])):
        assert _post(admin, name, cast.here.pk, stranger.pk, *more).status_code == 404
    assert User.objects.get(pk=stranger.pk).check_password(PASSWORD)


def test_a_grant_of_another_unit_is_not_taken_back_here(cast: Cast, admin: Client) -> None:
    clerk = cast.of_here[Role.CLERK]
    other = Grant.objects.create(user=clerk, unit=cast.there, role=Role.CLERK, since=SINCE)
    answer = _post(admin, "people-take-back", cast.here.pk, clerk.pk, other.pk, last=today(), ground="số 9")
    assert answer.status_code == 404


def test_a_password_is_reset_and_the_account_closed_and_opened(cast: Cast, admin: Client) -> None:
    clerk = cast.of_here[Role.CLERK]
    told = _PASSWORD.search(_post(admin, "people-password", cast.here.pk, clerk.pk).content.decode())
    assert told
    assert User.objects.get(pk=clerk.pk).check_password(told[0])
    for is_open in (False, True):
        _post(admin, "people-close", cast.here.pk, clerk.pk)
        assert User.objects.get(pk=clerk.pk).is_active == is_open
    _post(admin, "people-close", cast.here.pk, cast.of_here[Role.ADMIN].pk)
    assert User.objects.get(pk=cast.of_here[Role.ADMIN].pk).is_active


def test_an_account_that_holds_more_elsewhere_is_not_taken_over(cast: Cast, admin: Client) -> None:
    leader = cast.of_above[Role.LEADER]
    Grant.objects.create(user=leader, unit=cast.here, role=Role.CLERK, since=SINCE)
    page = admin.get(reverse("people-one", args=[cast.here.pk, leader.pk])).content.decode()
    assert "không thuộc quyền của bạn" in page
    for name in ("people-password", "people-close"):
        assert _post(admin, name, cast.here.pk, leader.pk).status_code == 403
    leader.refresh_from_db()
    assert (leader.check_password(PASSWORD), leader.is_active) == (True, True)


def test_a_post_ends_with_its_work_handed_over(
    cast: Cast, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []

    def hand_over(user: int, to: int, _units: Keys, _acting: Acting) -> int:
        given.append((user, to))
        return 3

    work = Work("test", lambda user, units: 3, hand_over)
    monkeypatch.setitem(leaving._works, "test", work)
    counter, head = cast.of_here[Role.COUNTER], cast.of_here[Role.HEAD]
    page = admin.get(reverse("people-leave", args=[cast.here.pk, counter.pk])).content.decode()
    assert "Còn 3 việc chưa xong" in page
    assert "Người head-here" in page
    assert "Người head-there" not in page
    typed = {"last": today(), "ground": GROUND}
    refused = _post(admin, "people-leave", cast.here.pk, counter.pk, **typed)
    assert "Chọn người nhận bàn giao" in refused.content.decode()
    done = _post(admin, "people-leave", cast.here.pk, counter.pk, to=head.pk, **typed)
    assert (done.status_code, given) == (302, [(counter.pk, head.pk)])
    assert not may(counter, cast.here, RECEIVE, today() + timedelta(days=1))
    assert AuditEntry.objects.filter(kind="post.left", subject=counter.pk).count() == 1


def _delegation(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "giver": cast.of_here[Role.LEADER].pk, "taker": cast.of_here[Role.CLERK].pk, "place": cast.here.pk,
        "rights": [DECIDE], "form": "TUQ.", "since": today(), "until": today() + timedelta(days=30),
        "ground": GROUND, **more,
    }  # fmt: skip


def test_a_delegation_is_recorded_with_sight_of_what_is_decided_and_taken_back(
    cast: Cast, admin: Client
) -> None:
    clerk, address = cast.of_here[Role.CLERK], reverse("people-delegations", args=[cast.here.pk])
    assert admin.post(address, _delegation(cast)).status_code == 302
    assert {DECIDE, SEE_DOSSIERS, SEE_PERSON} <= rights(clerk, cast.here, today())
    page = admin.get(address).content.decode()
    assert "quyết định, ký" in page.partition("<tbody>")[2]
    _post(admin, "people-delegation-back", cast.here.pk, Delegation.objects.get().pk)
    assert rights(clerk, cast.here, today()) == OF_ROLES[Role.CLERK]


@pytest.mark.parametrize(
    "typed",
    [
        {"rights": []},
        {"role": "leader"},
        {"until": date(2020, 1, 1)},
        {"ground": ""},
        {"giver": 0},
        {"rights": ["manage_people"]},
    ],
)
def test_a_delegation_that_cannot_be_is_refused(cast: Cast, admin: Client, typed: dict[str, object]) -> None:
    address = reverse("people-delegations", args=[cast.here.pk])
    answer = admin.post(address, _delegation(cast, **typed))
    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
    assert not Delegation.objects.exists()


def test_a_role_is_delegated_whole(cast: Cast, admin: Client) -> None:
    typed = _delegation(cast, rights=[], role="leader")
    admin.post(reverse("people-delegations", args=[cast.here.pk]), typed)
    assert rights(cast.of_here[Role.CLERK], cast.here, today()) == OF_ROLES[Role.LEADER]


def _signing(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "user": cast.of_here[Role.LEADER].pk, "place": cast.here.pk, "decision": "any", "field": "",
        "procedure": "", "form": "KT. CHỦ TỊCH", "since": today(), "ground": GROUND, **more,
    }  # fmt: skip


def test_an_authority_to_sign_is_recorded_and_ended(cast: Cast, admin: Client) -> None:
    procedure = Procedure.objects.order_by("code")[0]
    address = reverse("people-signing", args=[cast.here.pk])
    admin.post(address, _signing(cast, procedure=procedure.code))
    made = SigningAuthority.objects.get()
    assert (made.procedure, made.form, made.until) == (procedure, "KT. CHỦ TỊCH", None)
    assert procedure.code in admin.get(address).content.decode().partition("<tbody>")[2]
    _post(admin, "people-signing-end", cast.here.pk, made.pk)
    made.refresh_from_db()
    assert made.until == today()


@pytest.mark.parametrize("typed", [{"procedure": "9.999999"}, {"form": " "}, {"until": date(2020, 1, 1)}])
def test_an_authority_that_cannot_be_is_refused(cast: Cast, admin: Client, typed: dict[str, object]) -> None:
    answer = admin.post(reverse("people-signing", args=[cast.here.pk]), _signing(cast, **typed))
    assert (answer.status_code, SigningAuthority.objects.exists()) == (422, False)


def test_a_field_and_a_procedure_together_are_refused(cast: Cast, admin: Client) -> None:
    procedure = Procedure.objects.order_by("code")[0]
    typed = _signing(cast, procedure=procedure.code, field=procedure.field_id)
    assert admin.post(reverse("people-signing", args=[cast.here.pk]), typed).status_code == 422


def test_a_department_is_added_once(cast: Cast, admin: Client) -> None:
    typed = {"name": "Phòng Kinh tế", "since": today(), "code": ""}
    assert _post(admin, "people-departments", cast.here.pk, **typed).status_code == 302
    again = _post(admin, "people-departments", cast.here.pk, **typed)
    assert "đã có Phòng Kinh tế" in again.content.decode()
    assert [unit.name for unit in departments(cast.here, today())] == ["Phòng Kinh tế"]
    assert AuditEntry.objects.filter(kind="unit.added", unit=cast.here.pk).count() == 1


def test_a_unit_with_departments_is_still_the_first_page(cast: Cast, sign_in: SignIn) -> None:
    office = add_department(cast.here, "Phòng Kinh tế", SINCE)
    assert sign_in(cast.of_here[Role.CLERK]).get(reverse("home"))["Location"] == reverse(
        "statement", args=[cast.here.pk]
    )
    user = User.objects.create(username="phong")
    Grant.objects.create(user=user, unit=office, role=Role.HEAD, since=SINCE)
    assert sign_in(user).get(reverse("home"))["Location"] == reverse("desk", args=[office.pk])


def test_the_own_details_are_kept_and_nothing_else(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.CLERK]
    client, address = sign_in(user), reverse("profile")
    typed = {"full_name": "Trần Văn B", "title": "Văn thư", "phone": "0912 345 678", "by_sms": "on"}
    assert client.post(address, {**typed, "username": "root", "is_superuser": "on"}).status_code == 302
    user.refresh_from_db()
    assert (user.full_name, user.phone, user.by_sms, user.by_email) == (
        "Trần Văn B",
        "0912 345 678",
        True,
        False,
    )
    assert (user.username, user.is_superuser) == ("clerk-here", False)
    assert AuditEntry.objects.get(kind="account.changed").actor == user.pk


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone": "gọi tôi"}, "Ghi số điện thoại"),
        ({"by_sms": "on"}, "Muốn nhận qua tin nhắn"),
        ({"by_email": "on"}, "Muốn nhận qua thư điện tử"),
        ({"full_name": ""}, "Họ và tên"),
    ],
)
def test_details_that_do_not_fit_are_told(
    cast: Cast, sign_in: SignIn, typed: dict[str, str], said: str
) -> None:
    client = sign_in(cast.of_here[Role.CLERK])
    answer = client.post(reverse("profile"), {"full_name": "Trần Văn B", **typed})
    assert answer.status_code == 422
    assert said in answer.content.decode().partition('role="alert"')[2]


def test_every_right_has_its_word() -> None:
    every = frozenset[str]().union(*OF_ROLES.values())
    assert set(RIGHTS) == every
    assert NEVER_PASSED.isdisjoint(right for right, _label in DELEGATED)
