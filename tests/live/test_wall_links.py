"""The wall's board by a link: nobody signs in, nothing personal is told, and it ends when an administrator says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.people import wall_links
from motcua.people.models import AuditEntry, Role, User, WallLink
from motcua.rules.instants import MS_PER_DAY, Instant
from tests.casework.conftest import HOUR, MONDAY, Office

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[User], Client]
At = Callable[[Instant], None]


def made(office: Office, sign_in: SignIn, **given: object) -> tuple[int, list[str]]:
    """The status of the answer to an administrator who makes a link, and the addresses on the page then."""
    client = sign_in(office.cast.of_here[Role.ADMIN])
    page = reverse("board-wall-links", args=[office.cast.here.pk])
    answer = client.post(page, {"place": "Sảnh", "days": 30, **given})
    shown = client.get(page).content.decode()
    links = [wall_links.signed(link) for link in WallLink.objects.order_by("pk")]
    return answer.status_code, [link for link in links if reverse("wall", args=[link]) in shown]


def test_whoever_has_the_link_sees_figures_and_nothing_of_anybody(
    office: Office, sign_in: SignIn, at: At
) -> None:
    at(MONDAY + HOUR)
    office.receive()
    status, (link,) = made(office, sign_in)
    answer = Client().get(reverse("wall", args=[link]), {"officer": "me", "field": "1"})
    page = answer.content.decode()
    assert (status, answer.status_code, answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
        302, 200, "no-referrer", "noindex",
    )  # fmt: skip
    signed_in = sign_in(office.cast.of_here[Role.LEADER]).get(
        reverse("board-wall", args=[office.cast.here.pk])
    )
    figures = page.partition('<dl class="wall-figures">')[2].partition("</dl>")[0]
    assert figures and figures in signed_in.content.decode()
    for forbidden in (
        "<form",
        "dang-xuat",
        "Người ",
        "Nguyễn Văn Đức",
        "H24.99-",
        "ho-so",
        'href="/u/',
        "/bang-theo-doi",
    ):
        assert forbidden not in page


def test_the_screen_is_told_what_changed_and_nothing_else(office: Office, sign_in: SignIn, at: At) -> None:
    at(MONDAY + HOUR)
    _status, (link,) = made(office, sign_in)
    again, client = reverse("wall-changed", args=[link]), Client()
    mark = client.get(again).content.decode().partition('data-mark="')[2].partition('"')[0]
    assert client.get(again, {"mark": mark}).status_code == 204
    office.receive()
    assert client.get(again, {"mark": mark}).status_code == 200
    assert client.post(again).status_code == 405


def test_a_link_ends_with_its_days_and_when_it_is_ended(office: Office, sign_in: SignIn, at: At) -> None:
    at(MONDAY)
    _status, (link,) = made(office, sign_in, days=2)
    address = reverse("wall", args=[link])
    at(MONDAY + MS_PER_DAY)
    assert Client().get(address).status_code == 200
    at(MONDAY + 2 * MS_PER_DAY)
    assert Client().get(address).status_code == 404
    at(MONDAY)
    key = WallLink.objects.get().pk
    stranger = sign_in(office.cast.of_there[Role.ADMIN])
    assert stranger.post(reverse("board-wall-end", args=[office.cast.there.pk, key])).status_code == 404
    assert Client().get(address).status_code == 200
    admin = sign_in(office.cast.of_here[Role.ADMIN])
    for _again in range(2):
        assert admin.post(reverse("board-wall-end", args=[office.cast.here.pk, key])).status_code == 302
    assert Client().get(address).status_code == 404
    kinds = AuditEntry.objects.filter(subject_kind="wall_link").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["wall.made", "wall.ended"]


def test_a_link_of_another_key_or_of_none_opens_nothing(office: Office, sign_in: SignIn, at: At) -> None:
    at(MONDAY)
    _status, (link,) = made(office, sign_in)
    key, _, signature = link.partition(".")
    other = wall_links.make(office.cast.there.pk, "Sảnh", 5, office.cast.of_there[Role.ADMIN], MONDAY).pk
    for wrong in (key, f"{other}.{signature}", f"{link}x", f"-1.{signature}"):
        assert Client().get(reverse("wall", args=[wrong])).status_code == 404


@pytest.mark.parametrize("given", [{"days": "0"}, {"days": "367"}, {"days": "mười"}, {"place": "  "}])
def test_what_is_no_link_is_not_made(office: Office, sign_in: SignIn, given: dict[str, object]) -> None:
    assert made(office, sign_in, **given) == (422, [])


def test_a_province_shows_its_communes(office: Office, at: At) -> None:
    at(MONDAY + HOUR)
    office.receive()
    admin = office.cast.of_above[Role.ADMIN]
    link = wall_links.make(office.cast.above.pk, "Sảnh tỉnh", 5, admin, MONDAY)
    page = Client().get(reverse("wall", args=[wall_links.signed(link)])).content.decode()
    assert office.cast.here.name in page
