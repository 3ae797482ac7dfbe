"""A day of a commune in a real browser: three people at the counter, a supplement, a refusal, a transfer, the
leader's approval, results returned; the day's statement and form II.06b show exactly that beside imported dossiers."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards.clock import today
from motcua.casework.models import Work
from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from motcua.hub.run import import_files
from motcua.ledger import lists
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.people.models import Role, SigningAuthority, User
from motcua.reports.totals import official_totals
from motcua.rules.accounts import Account
from motcua.rules.measures import STATEMENT
from motcua.rules.periods import between
from tests.conftest import exports, make_unit
from tests.counter.test_keyboard import choose_procedure, tab_to
from tests.pages.cast import SINCE, Cast, gather
from tests.pages.conftest import LEARNED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(transactional_db: None, reference_data: None) -> Cast:
    """Two communes with their people; the exports of other systems are imported here."""
    here = make_unit("mau-thu")
    there = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    cast = gather(here, there, Unit.objects.get(kind=Unit.Kind.PROVINCE, province=here.province))
    SigningAuthority.objects.create(
        user=cast.of_here[Role.LEADER], unit=here, form="CHỦ TỊCH", ground="QĐ 01/QĐ-UBND", since=SINCE
    )
    import_files(here, exports("mau-thu"), LEARNED)
    return cast


class Desk:
    """A person at a browser of his own, who uses the keyboard alone."""

    def __init__(self, chromium: Browser, server: LiveServer, user: User, unit: Unit) -> None:
        context = chromium.new_context(viewport={"width": 1366, "height": 768})
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}]
        )
        self.page, self.server, self.unit = context.new_page(), server, unit

    def go(self, name: str, *more: object) -> Page:
        self.page.goto(self.server.url + reverse(name, args=[self.unit.pk, *more]))
        return self.page

    def receive(self, name: str) -> int:
        """Take a dossier in at the counter; gives its key."""
        page = self.go("counter")
        choose_procedure(page, "khai sinh")
        page.keyboard.press("Tab")
        page.keyboard.type(name)
        tab_to(page, "button[value=accept]")
        page.keyboard.press("Enter")
        page.wait_for_selector(".big-code")
        found = re.search(r"/xong/(\d+)", page.url)
        assert found is not None
        return int(found[1])

    def act(self, dossier: int, act: str, **typed: str) -> None:
        """Open the dossier, tab to the act, fill its form and send it."""
        page = self.go("dossiers-one", dossier)
        tab_to(page, f"a[href$='/viec/{act}']")
        page.keyboard.press("Enter")
        page.wait_for_selector("form.act-form")
        for name, text in typed.items():
            tab_to(page, f"[name={name}]")
            if page.evaluate("document.activeElement.tagName") == "SELECT":
                arrow_to(page, text)
            else:
                page.keyboard.type(text)
        tab_to(page, "form.act-form button.primary")
        page.keyboard.press("Enter")
        page.wait_for_selector(".notice-success")


def arrow_to(page: Page, value: str) -> None:
    """Press the down arrow in a list until it has the value."""
    for _press in range(500):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not in the list")


def test_a_day(stage: Cast, browser: Browser, live_server: LiveServer) -> None:
    unit, neighbour, day = stage.here, stage.there, between(today(), today())
    before = statement([unit.pk], day).totals()
    counter, specialist, head, leader = (
        Desk(browser, live_server, stage.of_here[role], unit)
        for role in (Role.COUNTER, Role.SPECIALIST, Role.HEAD, Role.LEADER)
    )
    there = Desk(browser, live_server, stage.of_there[Role.COUNTER], neighbour)
    officer = str(stage.of_here[Role.SPECIALIST].pk)

    first, second, third = (
        counter.receive(name) for name in ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường")
    )
    for dossier in (first, second):
        head.act(dossier, "assign", officer=officer)
    specialist.act(first, "request-supplement", items="Giấy chứng sinh", reason="Khoản 1 Điều 16")
    assert statement([unit.pk], day).totals()["awaiting_supplement"] == before["awaiting_supplement"] + 1
    counter.act(first, "receive-supplement")
    specialist.act(first, "propose", opinion="Đủ điều kiện")
    head.act(first, "approve")
    leader.act(first, "approve", number="12/2026")
    specialist.act(second, "propose", opinion="Không đủ điều kiện", outcome="refused")
    head.act(second, "approve")
    leader.act(second, "approve", note="Không đủ điều kiện theo Điều 16")
    counter.act(third, "ask-transfer", target=str(neighbour.pk), reason="Thuộc thẩm quyền xã bên")
    there.act(third, "confirm-transfer")
    for dossier in (first, second):
        counter.act(dossier, "return-result", evidence="Đã ký nhận")

    check_figures(unit, neighbour, before, day.first)
    assert not Work.objects.filter(unit=unit, open=True).exists()
    assert Work.objects.get(pk=third).state == Account.IN_TERM


def check_figures(unit: Unit, neighbour: Unit, before: dict[str, int], on: date) -> None:
    """Three received; one resolved, one refused, one transferred: and the rest as it was imported."""
    day = between(on, on)
    made = statement([unit.pk], day)
    made.check()
    after = made.totals()
    resolved = sum(after[name] - before[name] for name in ("early", "on_time", "late"))
    assert after["received_direct_or_postal"] - before["received_direct_or_postal"] == 3
    assert (resolved, after["refused"] - before["refused"]) == (1, 1)
    assert made.totals(("transferred_out",)) == {"transferred_out": 1}
    assert after["open_in_term"] == before["open_in_term"]
    for measure in STATEMENT:
        assert len(lists.dossiers([unit.pk], day, measure)) == after[measure], measure
    form = official_totals(made)
    assert form["5"] - before["received_direct_or_postal"] == 3
    assert statement([neighbour.pk], day).totals(("transferred_in", "open")) == {
        "transferred_in": 1,
        "open": 1,
    }
    assert verify_unit(unit.pk) == verify_unit(neighbour.pk) == []
