"""The pages of the exchange and of the simulated portal in a browser: accessible, and not wider than a telephone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.casework import acts
from motcua.exchange.models import OutBody, PortalSighting, WatchedSource
from motcua.exchange.portal.page import Pages
from motcua.exchange.portal.server import serve
from motcua.people.models import Role
from tests.exchange.conftest import Exchange
from tests.looks import LOOKS
from tests.pages.test_browser import _open, _problems

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def busy(transactional_db: None, make_exchange: Callable[..., Exchange]) -> Exchange:
    """Messages that were refused, came and differ, and a source that is watched."""
    there = make_exchange()
    done = there.office.receive()
    there.drain()
    PortalSighting.objects.create(lane=there.link.lane_set.get(), asked_at=there.clock.now, there=False)
    there.act(Role.LEADER, done.dossier, acts.Finish())
    OutBody.objects.filter(message__status="queued").update(data={"MaHoSo": done.code})
    there.drain()
    there.post("NhanHoSo", {"MaHoSo": "G22-1", "MaTTHC": "9.999999", "ChuHoSo": "A"})
    WatchedSource.objects.create(
        unit=there.office.cast.here,
        kind="folder",
        options={"folder": "/tep-xuat"},
        every_minutes=10,
        next_at=0,
    )
    return there


@pytest.fixture
def portal_address(busy: Exchange) -> Iterator[str]:
    """The simulated portal on a port of this machine."""
    server = serve(busy.portal, "127.0.0.1", 0, Pages(busy.portal, "H24.99"))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, live_server: LiveServer, busy: Exchange, portal_address: str, size: str, scheme: str
) -> None:
    page = _open(browser, live_server, busy.office.cast.of_here[Role.ADMIN], size, scheme)
    unit = busy.office.cast.here.pk
    shown = [f"{reverse('exchange', args=[unit])}?show={name}" for name in ("refused", "held")]
    shown += [reverse(name, args=[unit]) for name in ("exchange-sources",)]
    wrong: dict[str, list[str]] = {}
    for address in (*(live_server.url + one for one in shown), portal_address):
        page.goto(address, wait_until="networkidle")
        assert page.locator("table").count() > 0, address
        found = list(_problems(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        if found:
            wrong[address] = found
    page.context.close()
    assert wrong == {}
