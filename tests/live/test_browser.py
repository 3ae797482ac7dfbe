"""What only a browser can tell of boards: they change by themselves, can be read, fit, and lead to what is urgent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards.clock import now
from motcua.casework.actor import actor_of
from motcua.casework.perform import Done
from motcua.casework.reception import Reception, Who, receive
from motcua.people.models import Role, User
from motcua.rules.instants import date_of, local_day
from tests.casework.conftest import DAY, Office
from tests.casework.office import new_office
from tests.looks import LOOKS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).parents[1] / "pages" / "vendor" / "axe.min.js"
SIZES = {"desk": (1366, 768), "phone": (390, 844), "wall": (1920, 1080)}


@pytest.fixture
def stage(transactional_db: None, reference_data: None) -> Office:
    """The office with twelve dossiers, the oldest overdue, committed so that the server's thread sees them."""
    office = new_office()
    for number in range(12):
        take_in(office, 14 - number)
    return office


def take_in(office: Office, days_ago: int = 0) -> Done:
    """A dossier received at the counter so many days ago."""
    counter, present = office.cast.of_here[Role.COUNTER], now()
    actor = actor_of(counter, office.cast.here, date_of(local_day(present)))
    reception = Reception(office.procedure, Who("Nguyễn Văn Đức", "001099012345"))
    return receive(reception, actor, present, at=present - days_ago * DAY)


def opened(browser: Browser, server: LiveServer, user: User, size: str, scheme: str = "light") -> Page:
    """A page of somebody who is signed in."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}]
    )
    return context.new_page()


def problems(page: Page) -> Iterator[str]:
    """What axe finds."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html'][:160]}"


def figure(page: Page, key: str) -> str:
    """A headline of the board."""
    return page.inner_text(f"#{key}") if page.locator(f"#{key}").count() else "0"


def test_an_act_at_the_counter_is_on_the_board_by_the_second_time_it_asks(
    browser: Browser, live_server: LiveServer, stage: Office
) -> None:
    """It asks each second: what is there by the second time is there within two seconds."""
    page = opened(browser, live_server, stage.cast.of_here[Role.LEADER], "desk")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/moi" in request.url else None)
    page.goto(live_server.url + reverse("board", args=[stage.cast.here.pk]))
    assert figure(page, "open") == "12"
    page.focus("#open")
    take_in(stage)
    asked.clear()
    page.locator("#open").get_by_text("13", exact=True).wait_for()
    assert len(asked) <= 2
    assert page.evaluate("document.activeElement.id") == "open"
    page.click("#live-pause")
    take_in(stage)
    page.wait_for_timeout(1_500)
    assert figure(page, "open") == "13"
    page.click("#live-pause")
    page.locator("#open").get_by_text("14", exact=True).wait_for()
    page.context.close()


def test_a_leader_finds_the_ten_most_urgent_in_two_clicks(
    browser: Browser, live_server: LiveServer, stage: Office
) -> None:
    page = opened(browser, live_server, stage.cast.of_here[Role.LEADER], "desk")
    page.goto(live_server.url)
    page.get_by_role("link", name="Bảng theo dõi").click()
    page.wait_for_selector("#urgent")
    assert "10 hồ sơ gấp nhất" in page.inner_text("main")
    codes = page.locator("#urgent td.code").all_inner_texts()
    assert len(codes) == 10
    assert codes == sorted(codes), "codes tell the day of reception, and all have the same term"
    page.click("#overdue")
    page.wait_for_selector("#list-count")
    listed = page.locator("td.code").all_inner_texts()
    assert listed[:10] == codes[: len(listed)] != []
    page.context.close()


@pytest.mark.parametrize(("size", "scheme"), [*LOOKS, ("wall", "light")])
def test_boards_are_accessible_fit_and_break_nothing(
    browser: Browser, live_server: LiveServer, stage: Office, size: str, scheme: str
) -> None:
    here, above = stage.cast.here.pk, stage.cast.above.pk
    names = ("board-wall",) if size == "wall" else ("board", "board-list")[: 2 if scheme == "light" else 1]
    page = opened(browser, live_server, stage.cast.of_above[Role.LEADER], size, scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    for address in [reverse(name, args=[unit]) for unit in (here, above) for name in names]:
        page.goto(live_server.url + address, wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert [*errors, *problems(page)] == [], address
        if size == "wall":
            assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), address
            sizes = page.eval_on_selector_all(
                "main td, main th, main dd, main dt",
                "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))",
            )
            assert min(sizes) >= 20, "legible from metres away"
    page.context.close()
