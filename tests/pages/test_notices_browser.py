"""The pages of notices in a browser: accessible, not too wide, and what their script does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.dossiers.models import Dossier
from motcua.notices.models import ChannelSetting, Notice
from motcua.notices.queue import queue
from motcua.notices.recipients import officer as to_officer
from motcua.people.models import Role
from tests.looks import LOOKS
from tests.pages.cast import Cast
from tests.pages.conftest import LEARNED
from tests.pages.test_browser import _open, _problems, stage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["stage"]


@pytest.fixture
def told(stage: Cast) -> Cast:
    """Notices in several states, and some behind the administrator's bell."""
    for channel in ("folder", "sms"):
        ChannelSetting.objects.create(unit=stage.here, channel=channel, enabled=True, to_applicants=True)
    dossier, admin = Dossier.objects.filter(unit=stage.here)[0], stage.of_here[Role.ADMIN]
    queue("accepted", stage.here, dossier, {}, LEARNED)
    queue("assigned", stage.here, dossier, {}, LEARNED, to=[to_officer(admin.pk, "assignee")])
    Notice.objects.filter(channel="sms").update(status="given_up", error="Số điện thoại chưa có.")
    return stage


def _addresses(cast: Cast) -> list[str]:
    unit = cast.here.pk
    return [
        reverse("notices", args=[unit]),
        reverse("notices-one", args=[unit, Notice.objects.get(channel="sms").pk]),
        reverse("notices-groups", args=[unit]),
        reverse("notices-channels", args=[unit]),
        reverse("notices-channel", args=[unit, "sms"]),
        reverse("notices-channel", args=[unit, "email"]),
        reverse("notices-channel", args=[unit, "screen"]),
        reverse("notices-texts", args=[unit]),
        reverse("notices-text", args=[unit, "accepted", "letter"]),
        reverse("notices-text", args=[unit, "day_summary", "line"]),
        reverse("bell"),
    ]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_page_is_accessible_fits_and_breaks_nothing(
    browser: Browser, live_server: LiveServer, told: Cast, size: str, scheme: str
) -> None:
    page = _open(browser, live_server, told.of_here[Role.ADMIN], size, scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    wrong: dict[str, list[str]] = {}
    for address in _addresses(told):
        errors.clear()
        page.goto(live_server.url + address, wait_until="networkidle")
        found = [*errors, *_problems(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        if found:
            wrong[address] = found
    page.context.close()
    assert wrong == {}


def test_a_list_is_copied(browser: Browser, live_server: LiveServer, told: Cast) -> None:
    page = _open(browser, live_server, told.of_here[Role.ADMIN], "desk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + reverse("notices-groups", args=[told.here.pk]), wait_until="networkidle")
    page.click("[data-copy='overdue']")
    page.get_by_text("Đã sao chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#overdue")
    page.context.close()


def test_a_value_is_put_where_the_cursor_stands_and_the_preview_follows(
    browser: Browser, live_server: LiveServer, told: Cast
) -> None:
    page = _open(browser, live_server, told.of_here[Role.ADMIN], "desk")
    address = reverse("notices-text", args=[told.here.pk, "accepted", "letter"])
    page.goto(live_server.url + address, wait_until="networkidle")
    page.fill("#title", "Tin: ")
    page.locator("#title").press("End")
    page.click("[data-insert='{code}']")
    assert page.input_value("#title") == "Tin: {code}"
    page.locator("#preview").get_by_text("Tin: H24.99-260615-0008").first.wait_for()
    page.locator("#title").press_sequentially("{x}")
    page.locator("#preview").get_by_text("không có tham số “x”").wait_for()
    page.context.close()


def test_the_bell_is_walked_with_keys(browser: Browser, live_server: LiveServer, told: Cast) -> None:
    page = _open(browser, live_server, told.of_here[Role.ADMIN], "desk")
    page.goto(live_server.url + reverse("bell"), wait_until="networkidle")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") == "told-open"
    page.keyboard.press("Enter")
    page.wait_for_selector("h1.code")
    assert page.locator(".bell-count").count() == 0
    page.context.close()
