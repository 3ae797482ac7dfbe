"""The desk in a real browser: search from any page by a key, codes copied by keyboard, everything accessible."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.casework.models import Work
from motcua.casework.reception import Reception, Who, receive
from motcua.catalogue.models import Procedure
from motcua.hub.elsewhere import name_key
from motcua.hub.models import Elsewhere
from motcua.people.models import Role
from tests.casework.conftest import BIRTH, MONDAY, Office
from tests.counter.test_keyboard import AXE, choose_procedure, signed_in, stage, until  # noqa: F401
from tests.desk.test_elsewhere import NAME, bring, named
from tests.pages.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office_on_stage(stage: Cast, tmp_path: Path) -> Office:  # noqa: F811
    """The office with dossiers of its own and of another system, committed."""
    office = Office(stage, Procedure.objects.get(code=BIRTH).pk)
    named(office, Role.SPECIALIST, NAME)
    bring(office, tmp_path)
    for name in ("Nguyễn Thị Đào", "Đào Văn Nam"):
        receive(Reception(office.procedure, Who(name)), office.who(Role.COUNTER), MONDAY)
    return office


def problems(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        "axe.run().then(result => result.violations.map(one => one.id + ': ' + one.nodes.map(n => n.html).slice(0, 2)))"
    )
    return found


def test_search_and_copy_by_keyboard(
    office_on_stage: Office, browser: Browser, live_server: LiveServer
) -> None:
    cast = office_on_stage.cast
    context = signed_in(browser, live_server, cast.of_here[Role.SPECIALIST])
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = context.new_page()
    page.goto(live_server.url + reverse("desk", args=[cast.here.pk]))
    assert Elsewhere.objects.filter(folded=name_key(NAME)).exists()
    page.keyboard.press("j")
    page.keyboard.press("c")
    until(page, "document.getElementById('copied').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()").startswith("H24.99-260525-")
    button = page.locator("[data-copy]").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    code = button.get_attribute("data-copy")
    until(page, f"document.getElementById('copied').textContent.includes('{code}')")

    page.keyboard.press("/")
    page.keyboard.type("dao", delay=10)
    page.wait_for_selector("#found li")
    assert page.locator("#found li").count() == 2
    assert problems(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("table.list")
    assert "dao" not in page.url
    assert problems(page) == []
    check_a_wrong_act(page, live_server, cast)


def check_a_wrong_act(page: Page, live_server: LiveServer, cast: Cast) -> None:
    """What an act is told wrong stands at its field, on the dossier's page and on a page of its own."""
    dossier = Work.objects.earliest("pk").pk
    for place in (["dossiers-one", cast.here.pk, dossier], ["desk-act", cast.here.pk, dossier, "note"]):
        page.goto(live_server.url + reverse(place[0], args=place[1:]))
        if place[0] == "dossiers-one":
            page.click("a[href$='/viec/note']")
        page.click("form.act-form button.primary")
        page.wait_for_selector("form.act-form .field-error")
        assert page.evaluate("document.activeElement.id") == "act-text"
        assert page.is_hidden("#alarm")
        assert problems(page) == []


WIDE = 1366
WRAPPED = """[...document.querySelectorAll('.work-list .state')]
    .filter(one => one.getClientRects()[0].height > 1.7 * parseFloat(getComputedStyle(one).lineHeight))
    .map(one => one.textContent)"""
"""States whose words do not fit on one line."""


SENT_TWICE = """() => [1, 2].map(() => {
    const sent = new Event('submit', { bubbles: true, cancelable: true });
    document.querySelector('form[method=post]').dispatchEvent(sent);
    return sent.defaultPrevented;
})"""
"""Whether a form is kept from being sent, the first and the second time its button is pressed."""


def refused_styles(page: Page) -> int:
    """How many inline styles the page's policy refuses while the channel is changed and fields have had some once."""
    page.evaluate("""() => {
        window.refused = 0;
        document.addEventListener('securitypolicyviolation', () => { window.refused += 1; });
        document.querySelectorAll('input').forEach(one => { one.style.color = 'red'; one.style.color = ''; });
    }""")
    with page.expect_response(lambda answer: "channel=3" in answer.url):
        page.check("input[name=channel][value='3']")
    page.wait_for_timeout(100)
    found: int = page.evaluate("window.refused")
    return found


@pytest.mark.parametrize(("width", "scheme"), [(1366, "dark"), (390, "light")])
def test_desk_register_and_reception_are_accessible_and_fit(
    office_on_stage: Office, browser: Browser, live_server: LiveServer, width: int, scheme: str
) -> None:
    cast = office_on_stage.cast
    for role, names in ((Role.HEAD, ["desk"]), (Role.COUNTER, ["dossiers-register", "counter"])):
        page = signed_in(browser, live_server, cast.of_here[role], scheme).new_page()
        page.set_viewport_size({"width": width, "height": 800})
        for name in names:
            page.goto(
                live_server.url + reverse(name, args=[cast.here.pk]) + "?first=2026-05-01&last=2026-06-30"
            )
            if name == "counter":
                choose_procedure(page, "khai sinh")
                assert refused_styles(page) == 0
            if name == "desk" and width == WIDE:
                assert page.evaluate(WRAPPED) == []
                assert page.evaluate(SENT_TWICE) == [False, True]
            page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
            assert problems(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        # What a page still asks for would stand in the way of emptying the tables.
        page.wait_for_load_state("networkidle")
        page.context.close()


def test_a_linked_request_by_keyboard(
    office_on_stage: Office, browser: Browser, live_server: LiveServer
) -> None:
    cast = office_on_stage.cast
    page = signed_in(browser, live_server, cast.of_here[Role.COUNTER]).new_page()
    page.goto(live_server.url + reverse("counter", args=[cast.here.pk]))
    choose_procedure(page, "khai sinh")
    page.fill("#name", "Vũ Thị Liên Thông")
    page.focus("details.linked summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("kết hôn", delay=10)
    page.wait_for_selector("#linked-0-list [role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#linked-0-line p")
    page.focus("button[value=accept]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".linked-done")
    assert page.locator(".linked-done li").count() == 1
