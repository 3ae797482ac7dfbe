"""The character NUL, which PostgreSQL keeps in no text, in addresses and forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from motcua.people.models import Role, User
from motcua.site.plain_text import PlainTextMiddleware
from tests.pages.cast import Cast


def test_it_is_taken_out_of_names_and_values() -> None:
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        middleware.process_view(request)
        seen.append(request)
        return HttpResponse()

    middleware = PlainTextMiddleware(view)
    middleware(RequestFactory().post("/?q%00=a%00b&q%00=c", {"name": ["Nguyễn\x00 Văn A", "B"]}))

    assert dict(seen[0].GET.lists()) == {"q": ["ab", "c"]}
    assert seen[0].POST.getlist("name") == ["Nguyễn Văn A", "B"]


@pytest.mark.parametrize("name", ["audit", "catalogue", "dossiers", "statement", "people"])
def test_a_page_that_is_asked_for_it_answers(
    cast: Cast, sign_in: Callable[[User], Client], name: str
) -> None:
    client = sign_in(cast.of_here[Role.ADMIN])
    asked = "&".join(
        f"{one}=%00a" for one in ("q", "code", "who", "period", "known_at", "field", "system", "dossier")
    )
    assert client.get(f"{reverse(name, args=[cast.here.pk])}?{asked}").status_code < 500
