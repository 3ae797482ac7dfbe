"""Three people at the counter, by keyboard alone, in a real browser; a draft outlives the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.casework.models import Draft, Paper, Work
from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from motcua.people.models import Role, User
from motcua.rules.accounts import Account
from tests.conftest import make_unit
from tests.pages.cast import Cast, gather

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).parents[1] / "pages" / "vendor" / "axe.min.js"


@pytest.fixture
def stage(transactional_db: None, reference_data: None) -> Cast:
    """The cast, committed so that the server's thread sees it."""
    here = make_unit("mau-thu")
    there = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    return gather(here, there, Unit.objects.get(kind=Unit.Kind.PROVINCE, province=here.province))


def signed_in(chromium: Browser, server: LiveServer, user: User, scheme: str = "light") -> BrowserContext:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme)  # type: ignore[arg-type]
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}]
    )
    return context


def until(page: Page, told: str) -> None:
    """Wait until an expression of the page is true; asked from here, for the page itself may not evaluate text."""
    for _turn in range(200):
        if page.evaluate(told):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came: {told}")


def choose_procedure(page: Page, words: str) -> None:
    # A browser gives the focus when it draws the page, which may be after it has loaded it.
    until(page, "document.activeElement?.matches('[role=combobox]') ?? false")
    page.keyboard.type(words, delay=10)
    page.wait_for_selector("#procedure-list [role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#offer .paper-table")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; fails where it never gets there."""
    for _press in range(80):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by keyboard")


def take_in(page: Page, number: str, name: str, tick: int) -> None:
    """Fill the form and take the dossier in, touching nothing but keys; `tick` papers are handed in."""
    choose_procedure(page, "khai sinh")
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    page.keyboard.type(name)
    for place in range(tick):
        tab_to(page, f"[name=paper-{place}-in]")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Giấy tờ số {place + 1}")
    tab_to(page, "button[value=accept]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".big-code")


def test_three_dossiers_by_keyboard_alone(stage: Cast, browser: Browser, live_server: LiveServer) -> None:
    page = signed_in(browser, live_server, stage.of_here[Role.COUNTER]).new_page()
    page.goto(live_server.url + reverse("counter", args=[stage.here.pk]))
    for turn, (name, tick) in enumerate((("Nguyễn Văn An", 2), ("Trần Thị Bình", 1), ("Lê Văn Cường", 2))):
        take_in(page, f"00109901234{turn}", name, tick)
        page.keyboard.press("n" if turn % 2 else "Enter")
        page.wait_for_selector("#procedure-words")

    works = Work.objects.order_by("pk")
    assert [work.state for work in works] == [Account.IN_TERM] * 3
    assert [work.dossier.person.name for work in works] == ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"]
    assert [int(work.dossier.code[-4:]) for work in works] == [5001, 5002, 5003]
    assert Paper.objects.filter(handed_in=True).count() == 5


def test_a_draft_outlives_the_browser(stage: Cast, browser: Browser, live_server: LiveServer) -> None:
    user, address = stage.of_here[Role.COUNTER], live_server.url + reverse("counter", args=[stage.here.pk])
    first = signed_in(browser, live_server, user)
    page = first.new_page()
    page.goto(address)
    choose_procedure(page, "khai sinh")
    page.keyboard.press("Tab")
    page.keyboard.type("Phạm Thị Dở Dang")
    for _turn in range(200):
        if Draft.objects.filter(values__name="Phạm Thị Dở Dang").exists():
            break
        page.wait_for_timeout(100)
    first.close()
    assert Draft.objects.get().values["name"] == "Phạm Thị Dở Dang"
    again = signed_in(browser, live_server, user).new_page()
    again.goto(address)
    assert again.input_value("#name") == "Phạm Thị Dở Dang"
    assert again.input_value("#procedure") != ""
    assert again.locator(".paper-table").count() == 1


def test_a_lost_connection_loses_nothing(stage: Cast, browser: Browser, live_server: LiveServer) -> None:
    context = signed_in(browser, live_server, stage.of_here[Role.COUNTER])
    page = context.new_page()
    address = live_server.url + reverse("counter", args=[stage.here.pk])
    page.goto(address)
    context.set_offline(True)
    page.fill("#name", "Vũ Mất Mạng")
    until(page, "localStorage.length > 0")
    context.set_offline(False)
    until(page, "localStorage.length === 0")
    assert Draft.objects.get().values["name"] == "Vũ Mất Mạng"


def test_what_is_sent_without_a_connection_is_taken_in_later_and_once(
    stage: Cast, browser: Browser, live_server: LiveServer
) -> None:
    context = signed_in(browser, live_server, stage.of_here[Role.COUNTER])
    page = context.new_page()
    address = live_server.url + reverse("counter", args=[stage.here.pk])
    page.goto(address)
    choose_procedure(page, "khai sinh")
    page.keyboard.type("079301000123|012345678|Vũ Mất Mạng|01011990|Nam|12 Lê Lợi|01012021")
    page.keyboard.press("Enter")
    assert [page.input_value(one) for one in ("#id_number", "#name", "#address")] == [
        "079301000123", "Vũ Mất Mạng", "12 Lê Lợi",
    ]  # fmt: skip
    page.fill("[name=paper-0-name]", "Tờ khai")
    page.check("[name=paper-0-in]")
    page.check("[name=channel][value='3']")
    until(page, "document.getElementById('saved').textContent !== ''")
    context.set_offline(True)
    page.keyboard.press("Control+Enter")
    until(page, "Object.values(localStorage).some((one) => one.includes('paper-0-in=1'))")
    # Closed while there is no connection: a page that finds one again sends what it kept, and keeps it no longer.
    page.close()
    context.set_offline(False)
    Draft.objects.all().delete()

    again = context.new_page()
    again.goto(address)
    until(again, "document.querySelector('[name=paper-0-in]')?.checked ?? false")
    assert again.input_value("[name=paper-0-name]") == "Tờ khai"
    assert again.is_checked("[name=channel][value='3']")
    again.focus("#name")
    again.keyboard.press("Control+Enter")
    again.wait_for_selector(".big-code")
    assert Work.objects.get().dossier.person.name == "Vũ Mất Mạng"
    assert again.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_counter_is_accessible(
    stage: Cast,
    browser: Browser,
    live_server: LiveServer,
    scheme: str,
) -> None:
    page = signed_in(browser, live_server, stage.of_here[Role.COUNTER], scheme).new_page()
    for name in ("counter", "return", "desk"):
        page.goto(live_server.url + reverse(name, args=[stage.here.pk]))
        if name == "counter":
            choose_procedure(page, "khai sinh")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run().then(result => result.violations.map(one => one.id + ': ' + one.nodes.map(n => n.html).slice(0, 2)))"
        )
        assert found == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366
