"""The pages of the exchange and of the simulated portal in a browser: accessible, and not wider than a telephone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.casework import acts
from motcua.catalogue.models import Unit
from motcua.exchange.models import HeldFile, OutBody, PortalSighting, TakenFile, WatchedSource
from motcua.exchange.portal.page import Pages
from motcua.exchange.portal.server import serve
from motcua.people.models import Role
from tests.exchange.conftest import Exchange
from tests.looks import LOOKS
from tests.pages.test_browser import _open, _problems

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)


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
    _watched(there.office.cast.here, there.clock.now)
    return there


def _watched(unit: Unit, now: int) -> None:
    """Sources of every kind of state, with a log and files that wait."""
    made = {"unit": unit, "every_minutes": 10, "next_at": 2**52, "made_at": now}
    folder = WatchedSource.objects.create(
        kind="folder", options={"folder": "/tep-xuat"}, taken_at=now, **made
    )
    options = {"url": "https://kho.hai-phong.example/api/ho-so"}
    http = WatchedSource.objects.create(
        kind="http", options=options, name="Kho dữ liệu của thành phố", **made
    )
    http.error = "Nguồn không cho vào (HTTP 403). Kiểm tra khóa."
    http.save()
    WatchedSource.objects.create(
        kind="folder", options={"folder": "/khac"}, taken_at=now - 9 * 86_400_000, **made
    )
    columns = (
        "Cột của tệp đã đổi so với tệp “ho-so-2026-11-24.xlsx”. Thiếu: “Ngày hẹn trả” (Ngày hẹn trả). Mới: “Hạn xử lý” "
        "(Ngày hẹn trả). Các cột này có đúng là cùng một nghĩa không?\nTệp chỉ có 214 dòng, tệp “ho-so-2026-11-24.xlsx” có "
        "1.568 dòng. Nguồn này gửi đủ danh sách mỗi lần: tệp có thiếu không, hay kỳ xuất đã đổi?"
    )
    same = "Giống tệp “ho-so-2026-11-24.xlsx” đã nhập lúc 05:30 thứ Ba 24/11/2026. Không ghi gì thêm."
    files: tuple[dict[str, Any], ...] = (
        {
            "name": "ho-so-2026-11-24.xlsx",
            "outcome": "recorded",
            "rows": 1568,
            "new": 41,
            "changed": 88,
            "same": 1436,
            "quarantined": 3,
        },
        {"name": "ho-so-2026-11-25.xlsx", "outcome": "same", "reason": same},
        {"name": "ho-so-2026-11-26.xlsx", "outcome": "held", "rows": 214, "reason": columns},
        {
            "name": "ho-so.pdf",
            "outcome": "refused",
            "reason": "Tệp ho-so.pdf: nội dung là tệp PDF, không phải bảng dữ liệu.",
        },
    )
    for number, one in enumerate(files):
        held = TakenFile.objects.create(source=folder, at=now + number * 86_400_000, **one)
        if held.outcome == TakenFile.Outcome.HELD:
            HeldFile.objects.create(taken=held, content=b"x")


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
    shown += [reverse("exchange-sources", args=[unit])]
    first = WatchedSource.objects.earliest("pk").pk
    shown += [reverse("exchange-source", args=[unit, first])]
    forms = [reverse("exchange-source-new", args=[unit, kind]) for kind in ("http", "mail")]
    wrong: dict[str, list[str]] = {}
    for address in (*(live_server.url + one for one in (*shown, *forms)), portal_address):
        page.goto(address, wait_until="networkidle")
        assert page.locator("table, form.source-form").count() > 0, address
        found = list(_problems(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        if found:
            wrong[address] = found
    page.context.close()
    assert wrong == {}
