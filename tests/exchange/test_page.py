"""The page of the exchange: what was refused and why, for whom, and doing it again; the page of the simulated portal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from motcua.exchange.models import InMessage, OutBody, OutMessage
from motcua.exchange.portal.faults import BadFaults, Faults
from motcua.exchange.portal.page import Pages
from motcua.people.models import AuditEntry, Role, User
from tests.exchange.conftest import Exchange

SignIn = Callable[[User], Browser]
NAME = "Nguyễn Văn Đức"


@pytest.fixture
def sign_in() -> SignIn:
    """Gives a browser that is signed in."""

    def signed_in(user: User) -> Browser:
        browser = Browser()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return signed_in


def _open(browser: Browser, there: Exchange, show: str = "refused") -> str:
    return browser.get(reverse("exchange", args=[there.office.cast.here.pk]), {"show": show}).content.decode()


def test_what_was_refused_is_shown_with_its_reason_and_without_names(
    exchange: Exchange, sign_in: SignIn
) -> None:
    done = exchange.office.receive()
    OutBody.objects.update(data={"MaHoSo": done.code, "ChuHoSo": NAME})
    exchange.drain()
    OutBody.objects.update(answer=f"MaTTHC: bắt buộc, hồ sơ của {NAME}")
    director, admin = (sign_in(exchange.office.cast.of_here[role]) for role in (Role.DIRECTOR, Role.ADMIN))

    assert NAME in _open(director, exchange)
    page = _open(admin, exchange)
    assert NAME not in page
    assert "MaTTHC" in page
    assert done.code in page
    assert "Gửi lại" in page
    assert "Gửi lại" not in _open(director, exchange)


def test_a_message_is_sent_again_from_the_page(exchange: Exchange, sign_in: SignIn) -> None:
    exchange.office.receive()
    exchange.drain()
    admin = sign_in(exchange.office.cast.of_here[Role.ADMIN])
    first, unit = OutMessage.objects.earliest("pk"), exchange.office.cast.here.pk
    assert admin.post(reverse("exchange-again", args=[unit, first.pk]), follow=True).status_code == 200
    assert OutMessage.objects.filter(status="queued").count() == 2
    assert AuditEntry.objects.get(kind="exchange.sent_again").details == {"messages": 2}
    there = exchange.office.cast.there.pk
    stranger = sign_in(exchange.office.cast.of_there[Role.ADMIN])
    assert stranger.post(reverse("exchange-again", args=[there, first.pk])).status_code == 404


def test_what_is_held_says_why_and_can_be_taken_again(exchange: Exchange, sign_in: SignIn) -> None:
    exchange.post("NhanHoSo", {"MaHoSo": "G22-1", "MaTTHC": "9.999999", "ChuHoSo": NAME})
    admin = sign_in(exchange.office.cast.of_here[Role.ADMIN])
    page = _open(admin, exchange, "held")
    assert "9.999999" in page
    assert NAME not in page
    retake = reverse("exchange-retake", args=[exchange.office.cast.here.pk, InMessage.objects.get().pk])
    assert "Vẫn chưa nhận được" in admin.post(retake, follow=True).content.decode()


def test_an_empty_page_says_how_to_begin(exchange: Exchange, sign_in: SignIn) -> None:
    admin = sign_in(exchange.office.cast.of_here[Role.ADMIN])
    assert "Cổng không từ chối" in _open(admin, exchange)
    exchange.link.delete()
    assert "motcua exchange link" in _open(admin, exchange)


def test_the_page_of_the_simulated_portal(exchange: Exchange) -> None:
    done = exchange.office.receive()
    exchange.drain()
    pages = Pages(exchange.portal, "H24.99")
    html = pages("/", {})[1].decode()
    assert done.code in html
    assert "Được tiếp nhận" in html
    assert pages("/x", {})[1] == b""
    pages("/loi", {"faults": ["lose=0.5"], "hours": ["2"]})
    assert exchange.portal.faults == Faults(lose=0.5, until=exchange.clock.now + 7_200_000)
    assert "Không hiểu lỗi" in pages("/loi", {"faults": ["abc"]})[1].decode()
    pages("/nop", {"count": ["3"]})
    assert exchange.portal.store.rows("SELECT COUNT(*) FROM filed") == [(3,)]
    assert "Cần mã đơn vị" in pages("/nop", {"count": ["0"]})[1].decode()


@pytest.mark.parametrize("text", ["x=1", "lose=2", "lose=a", "until=5", "slow=100"])
def test_faults_that_nobody_knows_are_refused(text: str) -> None:
    with pytest.raises(BadFaults, match="Không hiểu"):
        Faults.parse(text)
    assert str(Faults.parse("lose=0.1, slow=2")) == "slow=2,lose=0.1"
