"""The pages of findings and explanations in a browser: accessible, not wider than a telephone, and worked with keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards.clock import now
from motcua.catalogue.systems import system
from motcua.dossiers.models import Dossier
from motcua.findings.explaining import FactTold, IncidentTold, report, tell
from motcua.findings.keep import reconcile
from motcua.findings.models import Finding, Incident, PublishedTotal
from motcua.findings.settle import pair_up
from motcua.findings.totals import Told, keep
from motcua.people.audit import Acting
from motcua.people.models import Role
from motcua.rules.periods import parse
from tests.casework.conftest import DAY, HOUR, MONDAY
from tests.findings.saying import CIVIL, ONE_STOP, says
from tests.looks import LOOKS
from tests.pages.cast import Cast
from tests.pages.test_browser import _open, _problems

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)

CODES = [f"H24.99-260601-15000{n}" for n in range(3)]


@pytest.fixture
def stage(transactional_db: None, make_cast: Callable[[], Cast]) -> Cast:
    """A commune with findings, an incident, a fact, a pair and totals."""
    cast = make_cast()
    unit, acting = cast.here, Acting(cast.of_here[Role.CONTROL].pk, now())
    says(unit, CIVIL, *({"code": code} for code in CODES))
    says(unit, ONE_STOP, {"code": CODES[0], "field": "Hộ tịch", "state": "ready", "finished": MONDAY + HOUR})
    pair_up(unit, system(CIVIL), system(ONE_STOP), 0, None, acting)
    report(unit, IncidentTold(system(CIVIL), MONDAY, MONDAY + 3 * DAY, "Không đăng nhập được"), acting)
    tell(unit, Dossier.objects.get(code=CODES[0]), FactTold("Công dân xin lùi hẹn"), acting)
    june = parse("2026-06-01..2026-06-30")
    keep(unit, june, [Told("open", 7), Told("received", 3)], "Cổng", system(ONE_STOP).pk, acting)
    reconcile(unit.pk, now())
    return cast


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, live_server: LiveServer, stage: Cast, size: str, scheme: str
) -> None:
    page = _open(browser, live_server, stage.of_here[Role.CONTROL], size, scheme)
    wrong: dict[str, list[str]] = {}
    for address in _addresses(stage):
        page.goto(live_server.url + address, wait_until="networkidle")
        found = list(_problems(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        if found:
            wrong[address] = found
    page.goto(f"{live_server.url}{reverse('findings', args=[stage.here.pk])}")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    assert page.locator("[data-ticked]").inner_text() == "(2)"
    page.locator("[data-tick-all]").check()
    assert page.locator("tbody input:checked").count() == page.locator("tbody tr").count()
    page.context.close()
    assert wrong == {}


def _addresses(stage: Cast) -> list[str]:
    unit, dossier = stage.here.pk, Dossier.objects.get(code=CODES[0]).pk
    names = (
        "findings",
        "findings-rules",
        "findings-totals",
        "findings-incidents",
        "findings-incident-record",
    )
    kinds: dict[str, Any] = {
        "findings-one": Finding,
        "findings-total": PublishedTotal,
        "findings-incident": Incident,
    }
    one = [(name, kind.objects.values_list("pk", flat=True)[0]) for name, kind in kinds.items()]
    return [
        *(reverse(name, args=[unit]) for name in names),
        *(reverse(name, args=[unit, key]) for name, key in one),
        *(reverse(name, args=[unit, dossier]) for name in ("findings-fact", "dossiers-one")),
        f"{reverse('findings-explain', args=[unit])}?first=2026-06-01&last=2026-06-30",
    ]
