"""A session that ends in the middle of a form: after signing in again what was typed is there, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.boards import kept_form
from motcua.casework import drafts
from motcua.catalogue.models import CalendarDay, UnitCode
from motcua.people.models import Role, User
from tests.pages.cast import PASSWORD, Cast
from tests.pages.walk import shown_values

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def sent_too_late(
    client: Client, page: str, address: str, data: dict[str, Any], host: str = "testserver"
) -> Any:
    """A form of a page, sent after the session has ended."""
    assert client.get(page).status_code == 200
    del client.cookies["sessionid"]
    return client.post(address, data, headers={"Referer": f"http://{host}{page}"})


def back_again(client: Client, user: User, answer: Any) -> Any:
    """The page after signing in."""
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("sign-in"))
    following = answer["Location"].partition("next=")[2]
    return client.post(
        reverse("sign-in"), {"username": user.username, "password": PASSWORD, "next": following}, follow=True
    )


def test_a_form_of_the_same_page(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.ADMIN]
    client, page = sign_in(user), reverse("people-departments", args=[cast.here.pk])
    typed = {"name": "Phòng Kinh tế <b>", "since": "2026-07-01", "code": ""}
    before = UnitCode.objects.count()
    again = back_again(client, user, sent_too_late(client, page, page, typed))
    assert again.redirect_chain[-1][0] == page
    assert {"Phòng Kinh tế <b>", "2026-07-01"} <= shown_values(again)
    assert "Phiên làm việc đã hết trước khi gửi" in again.content.decode()
    assert "Phòng Kinh tế <b>" not in again.content.decode()
    assert UnitCode.objects.count() == before
    # Once put back it is kept no longer, and sending it now does it.
    assert "Phòng Kinh tế" not in client.get(page).content.decode()
    assert client.post(page, typed).status_code == 302
    assert UnitCode.objects.count() == before + 1


def test_a_form_that_goes_to_another_address(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.ADMIN]
    client, page = sign_in(user), reverse("calendar", args=[cast.here.pk])
    typed = {
        "what": "day",
        "first": "2026-06-03",
        "last": "",
        "kind": "hours",
        "hours": "07:30-11:30",
        "note": "Mất điện",
    }
    answer = sent_too_late(client, page, reverse("calendar-preview", args=[cast.here.pk]), typed)
    shown = back_again(client, user, answer)
    assert {"2026-06-03", "07:30-11:30", "Mất điện", "hours"} <= shown_values(shown)
    assert not CalendarDay.objects.filter(unit=cast.here).exists()


def test_a_reception_comes_back_as_its_draft(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.COUNTER]
    client, page = sign_in(user), reverse("counter", args=[cast.here.pk])
    typed = {"name": "Nguyễn Văn Đức", "phone": "0912345678", "summary": "Khai sinh", "key": "abc"}
    shown = back_again(client, user, sent_too_late(client, page, page, typed))
    assert {"Nguyễn Văn Đức", "0912345678", "Khai sinh"} <= shown_values(shown)
    assert drafts.find(user.pk, cast.here.pk, "reception")["name"] == "Nguyễn Văn Đức"
    assert kept_form.KEPT not in client.session


def test_passwords_are_not_kept_and_other_sites_not_followed(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.ADMIN]
    client, page = sign_in(user), reverse("password")
    data = {"old_password": PASSWORD, "new_password1": "x", "new_password2": "x"}
    answer = sent_too_late(client, page, page, data, host="elsewhere.example")
    assert answer["Location"].endswith(f"next={page}")
    assert kept_form.KEPT not in client.session


def test_what_is_too_large_or_too_old_is_let_go(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = cast.of_here[Role.ADMIN]
    client, page = sign_in(user), reverse("people-departments", args=[cast.here.pk])
    sent_too_late(client, page, page, {"name": "x" * (kept_form.LARGEST + 1)})
    assert kept_form.KEPT not in client.session
    client = sign_in(user)
    answer = sent_too_late(client, page, page, {"name": "Phòng Kinh tế", "since": "2026-07-01"})
    late = kept_form.now() + 31 * 60_000
    monkeypatch.setattr(kept_form, "now", lambda: late)
    assert "Phòng Kinh tế" not in shown_values(back_again(client, user, answer))


def test_whoever_may_not_see_the_page_does_not_see_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    user, other = cast.of_here[Role.ADMIN], cast.of_there[Role.ADMIN]
    client, page = sign_in(user), reverse("people-departments", args=[cast.here.pk])
    answer = sent_too_late(client, page, page, {"name": "Phòng Kinh tế", "since": "2026-07-01"})
    refused = back_again(client, other, answer)
    assert refused.status_code == 403 and "Phòng Kinh tế" not in refused.content.decode()


def test_the_session_lasts_as_usual_afterwards(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.ADMIN]
    usual, page = sign_in(user).session.get_expiry_age(), reverse("people-departments", args=[cast.here.pk])
    client = sign_in(user)
    answer = sent_too_late(client, page, page, {"name": "Phòng Kinh tế", "since": "2026-07-01"})
    assert client.session.get_expiry_age() <= kept_form.MINUTES * 60
    back_again(client, user, answer)
    assert client.session.get_expiry_age() > usual - 60


def test_control_characters_do_not_stop_it_from_coming_back(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.ADMIN]
    client, page = sign_in(user), reverse("people-departments", args=[cast.here.pk])
    typed = {"name": "Phòng\x07 Kinh\u202e tế\ufffe", "since": "2026-07-01", "co\x0bde": "\x1b"}
    shown = shown_values(back_again(client, user, sent_too_late(client, page, page, typed)))
    assert {"Phòng Kinh tế", "2026-07-01"} <= shown
