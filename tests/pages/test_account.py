"""Signing in and out, languages, error pages, and what every answer tells the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse

from motcua.boards import views_help
from motcua.people.models import Grant, Role, User
from tests.pages.cast import PASSWORD, SINCE, Cast

SignIn = Callable[[User], Client]
_CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


def _try(client: Client, name: str, password: str) -> Any:
    return client.post(reverse("sign-in"), {"username": name, "password": password})


def test_signing_in_leads_to_the_own_unit(cast: Cast, client: Client) -> None:
    answer = _try(client, "control-here", PASSWORD)
    assert answer["Location"] == reverse("home")
    assert client.get(reverse("home"))["Location"] == reverse("statement", args=[cast.here.pk])


def test_whoever_has_several_units_chooses(cast: Cast, sign_in: SignIn) -> None:
    user = cast.of_here[Role.CONTROL]
    Grant.objects.create(user=user, unit=cast.there, role=Role.AUDITOR, since=SINCE)
    client = sign_in(user)
    assert client.get(reverse("home"))["Location"] == reverse("units")
    page = client.get(reverse("units")).content.decode()
    assert cast.here.name in page
    assert cast.there.name in page
    page = client.get(f"{reverse('units')}?q=LANG giềng").content.decode()
    assert (cast.here.name in page, cast.there.name in page) == (False, True)


def test_an_account_without_a_unit_is_told_so(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(User.objects.create(username="moi")).get(reverse("units")).content.decode()
    assert "Chưa có đơn vị nào" in page


def test_a_wrong_password_is_one_message_whichever_is_wrong(cast: Cast, client: Client) -> None:
    texts = []
    for name in ("control-here", "khong-co-ai"):
        answer = _try(client, name, "sai mat khau")
        assert answer.status_code == 422
        texts.append("Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode())
    assert texts == [True, True]


def test_too_many_attempts_lock_the_name_out_in_plain_words(cast: Cast, client: Client) -> None:
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = _try(client, "control-here", "sai mat khau")
    assert answer.status_code == 429
    assert "tạm khóa 15 phút" in answer.content.decode()
    assert _try(client, "control-here", PASSWORD).status_code == 429
    assert _try(client, "clerk-here", PASSWORD).status_code == 302


def test_a_part_of_a_page_is_never_filled_with_the_sign_in_page(cast: Cast, client: Client) -> None:
    answer = client.get(reverse("units"), headers={"HX-Request": "true"}, follow=True)
    assert answer.status_code == 401


def test_signing_out_is_no_link(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CLERK])
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")
    assert client.get(reverse("units")).status_code == 302


def test_a_password_is_changed_only_with_the_present_one(cast: Cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.of_here[Role.CLERK]), reverse("password")
    new = {"new_password1": "mot cau khac dai hon", "new_password2": "mot cau khac dai hon"}
    assert "Mật khẩu chưa được đổi" in client.post(address, {"old_password": "sai", **new}).content.decode()
    assert client.post(address, {"old_password": PASSWORD, **new}).status_code == 302
    assert User.objects.get(username="clerk-here").check_password("mot cau khac dai hon")


def test_pages_are_vietnamese_whatever_the_browser_asks_until_somebody_chooses(
    cast: Cast, client: Client
) -> None:
    english = {"Accept-Language": "en-GB,en"}
    assert "Đăng nhập" in client.get(reverse("sign-in"), headers=english).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": reverse("sign-in")})
    assert "Sign in" in client.get(reverse("sign-in")).content.decode()


@pytest.mark.parametrize("address", ["/khoe", "/dang-nhap", "/khong-co-gi"])
def test_every_answer_forbids_what_is_not_ours(db: None, client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer["Cache-Control"]


def test_health(db: None, client: Client) -> None:
    assert client.get(reverse("health")).content == b"ok"


def test_what_is_refused_and_what_is_not_there_have_a_code(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_there[Role.CLERK])
    refused = client.get(reverse("statement", args=[cast.here.pk]))
    missing = client.get("/khong-co-gi")
    assert (refused.status_code, missing.status_code) == (403, 404)
    assert _CODE.search(refused.content.decode())
    assert _CODE.search(missing.content.decode())


def test_a_form_without_its_token_is_refused_in_plain_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = _try(client, "control-here", PASSWORD)
    assert answer.status_code == 403
    assert "Biểu mẫu mở quá lâu" in answer.content.decode()


def _broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


urlpatterns = [path("hong", _broken)]
handler500 = "motcua.boards.views_help.failed"


@override_settings(ROOT_URLCONF="tests.pages.test_account", MIDDLEWARE=[])
def test_an_error_shows_a_code_and_nothing_of_itself(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get("/hong")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "secret detail" not in text
    code = _CODE.search(text)
    assert code
    assert code[0] in caplog.text


def test_the_page_of_an_error_needs_no_database() -> None:
    assert views_help.failed(RequestFactory().get("/")).status_code == 500


def test_codes_differ_and_can_be_read_out() -> None:
    codes = {views_help.problem_code() for _ in range(50)}
    assert len(codes) == 50
    assert not set("01IJOWZ") & set("".join(codes))


@pytest.mark.django_db
def test_a_name_longer_than_any_is_as_wrong_as_others(client: Client) -> None:
    answer = _try(client, "x" * 900, "sai")
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu" in answer.content.decode()


def test_thousands_of_words_find_no_unit(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    answer = sign_in(cast.of_above[Role.LEADER]).get(reverse("units"), {"q": "dài quá " * 2_500})
    assert answer.status_code == 200
