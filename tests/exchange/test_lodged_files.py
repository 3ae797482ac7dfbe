"""Files of lodged dossiers are fetched from allowed places only, looked at like uploads, and kept once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client as Browser
from django.urls import reverse
from PIL import Image

from motcua.casework.models import LodgedFile, Paper
from motcua.casework.portal.lodged_files import ask_again, fetch_due
from motcua.people.models import Role
from tests.exchange.conftest import BASE, Exchange
from tests.exchange.test_inbox import FILED

Serve = Callable[[httpx.Request], httpx.Response]
BACKEND = "django.contrib.auth.backends.ModelBackend"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def files_folder(settings: Any, tmp_path: Path) -> None:
    """What is fetched lies in a folder of the test."""
    settings.DOSSIER_FILES = tmp_path / "files"


def _picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return content.getvalue()


def _lodged(there: Exchange, *addresses: str) -> list[Paper]:
    papers = [{"TenTepDinhKem": f"Giấy {n}", "DuongDanTaiTepTin": one} for n, one in enumerate(addresses)]
    assert there.post("NhanHoSo", FILED | {"TaiLieuNop": papers}).code == 0
    return list(Paper.objects.order_by("pk"))


def _fetch(there: Exchange, serve: Serve) -> int:
    return fetch_due(there.clock, httpx.MockTransport(serve))


def test_files_become_those_of_the_papers(exchange: Exchange) -> None:
    _lodged(exchange, f"{BASE}/a.pdf", "", f"{BASE}/b.png")
    served = {"/a.pdf": PDF, "/b.png": _picture()}
    asked: list[str] = []

    def serve(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, content=served[request.url.path])

    assert _fetch(exchange, serve) == 2
    kinds = [paper.file.media_type if paper.file else "" for paper in Paper.objects.order_by("pk")]
    assert kinds == ["application/pdf", "", "image/png"]
    assert (_fetch(exchange, serve), asked) == (0, ["/a.pdf", "/b.png"])
    assert not LodgedFile.objects.exists()


@pytest.mark.parametrize(
    ("address", "reply", "why"),
    [
        ("http://elsewhere.example/a.pdf", httpx.Response(200, content=PDF), "không thuộc máy chủ"),
        ("http://[::1", httpx.Response(200, content=PDF), "không thuộc máy chủ"),
        (f"{BASE}/a.exe", httpx.Response(200, content=b"MZ\x90"), "PDF"),
        (f"{BASE}/a.pdf", httpx.Response(200, content=b""), "Tệp rỗng"),
        (f"{BASE}/a.pdf", httpx.Response(404), "HTTP 404"),
        (
            f"{BASE}/a.pdf",
            httpx.Response(302, headers={"Location": "http://127.0.0.1/"}),
            "HTTP 302",
        ),
    ],
)
def test_what_is_not_taken_is_given_up_with_its_reason(
    exchange: Exchange, address: str, reply: httpx.Response, why: str
) -> None:
    _lodged(exchange, address)
    asked: list[str] = []

    def serve(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return reply

    assert _fetch(exchange, serve) == 0
    lodged = LodgedFile.objects.get()
    assert (lodged.next_at, Paper.objects.get().file) == (None, None)
    assert why in lodged.reason
    assert all(one.startswith(BASE) for one in asked)


def test_a_server_that_is_away_is_asked_again(exchange: Exchange) -> None:
    _lodged(exchange, f"{BASE}/a.pdf")
    replies = iter([httpx.Response(503), httpx.Response(200, content=PDF)])
    assert _fetch(exchange, lambda _request: next(replies)) == 0
    assert _fetch(exchange, lambda _request: next(replies)) == 0, "it is not asked at once again"
    exchange.clock.pass_by(60_000)
    assert _fetch(exchange, lambda _request: next(replies)) == 1


def test_what_was_given_up_is_asked_for_again_on_demand(exchange: Exchange) -> None:
    _lodged(exchange, f"{BASE}/a.pdf")
    _fetch(exchange, lambda _request: httpx.Response(404))
    assert ask_again(exchange.clock.now) == 1
    assert _fetch(exchange, lambda _request: httpx.Response(200, content=PDF)) == 1


def test_the_page_lists_what_is_not_here_yet(exchange: Exchange) -> None:
    _lodged(exchange, f"{BASE}/a.pdf")
    _fetch(exchange, lambda _request: httpx.Response(404))
    browser = Browser()
    browser.force_login(exchange.office.cast.of_here[Role.ADMIN], backend=BACKEND)
    page = browser.get(reverse("exchange", args=[exchange.office.cast.here.pk]), {"show": "held"})
    shown = page.content.decode()
    assert "Thôi tải" in shown
    assert "HTTP 404" in shown
    assert str(FILED["MaHoSo"]) in shown
