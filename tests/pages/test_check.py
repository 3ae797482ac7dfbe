"""Kiểm tra báo cáo: every kind of file, files that cannot be read, what is shown of a finding, who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from motcua.boards import views_check
from motcua.people.models import Role, User
from motcua.reports.check.read import Limits
from tests.checker.files import KINDS, content
from tests.checker.own import own
from tests.pages.cast import Cast
from tests.pages.test_browser import SIZES, _open, _problems

SignIn = Callable[[User], Client]
PUBLISHED = Path(__file__).parents[1] / "checker" / "published"
AN_TRUONG = PUBLISHED / "an-truong-2026-06.txt"


@pytest.fixture
def clerk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.of_here[Role.CLERK])


def bring(client: Client, cast: Cast, name: str, body: bytes, **more: str) -> tuple[int, str]:
    """The status and the text of the page after a file was brought."""
    given = {"report": SimpleUploadedFile(name, body), **more}
    answer = client.post(reverse("reports-check", args=[cast.here.pk]), given)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_checked(clerk: Client, cast: Cast, kind: str) -> None:
    status, page = bring(clerk, cast, f"bao-cao.{kind}", content(own(3), kind))
    assert status == 200
    assert "Không thấy điểm nào mâu thuẫn." in page and f"bao-cao.{kind}" in page


def test_a_finding_shows_place_sentence_expectation_reason_and_certainty(clerk: Client, cast: Cast) -> None:
    status, page = bring(clerk, cast, AN_TRUONG.name, AN_TRUONG.read_bytes())
    assert (status, "4 phát hiện." in page) == (200, True)
    note = page.split('id="note-4"')[1].split("</article>")[0]
    assert "10,5%" in note and "dòng 37" in note and "Chắc chắn" in note and "cắt bớt chữ số" in note
    assert "23/220 = 10,455%" in note
    assert '<mark class="mark mark-certain" data-of="certain">10.4%' in page
    assert page.count('class="check-note ') == 4


def test_nothing_is_kept_of_a_report(clerk: Client, cast: Cast, folder: Path) -> None:
    bring(clerk, cast, AN_TRUONG.name, AN_TRUONG.read_bytes())
    assert not folder.exists() or list(folder.rglob("*")) == []


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("bao-cao.docx", b"PK\x03\x04 not a document", "bao-cao.docx"),
        ("bao-cao.pdf", b"%PDF-1.7 broken", "bao-cao.pdf"),
        ("anh.png", b"\x89PNG\r\n\x1a\n", "anh.png"),
        ("trong.txt", b"   ", "trong.txt"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_the_reason(
    clerk: Client, cast: Cast, name: str, body: bytes, why: str
) -> None:
    status, page = bring(clerk, cast, name, body)
    assert (status, why in page) == (422, True)
    assert 'role="alert"' in page and "Traceback" not in page


def test_without_a_file_it_says_so(clerk: Client, cast: Cast) -> None:
    answer = clerk.post(reverse("reports-check", args=[cast.here.pk]), {})
    assert (answer.status_code, "Chọn báo cáo" in answer.content.decode()) == (422, True)


def test_a_file_that_is_too_large_is_not_read(
    clerk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_check, "LIMITS", Limits(file_bytes=100))
    status, page = bring(clerk, cast, "bao-cao.txt", b"x" * 101)
    assert (status, "lớn hơn" in page) == (422, True)


def test_a_comparison_needs_a_period_that_can_be_read(clerk: Client, cast: Cast) -> None:
    status, page = bring(clerk, cast, "a.txt", "Tiếp nhận 5 hồ sơ.".encode(), compare="1")
    assert (status, "ghi kỳ" in page.lower()) == (422, True)
    status, page = bring(clerk, cast, "a.txt", "Tiếp nhận 5 hồ sơ.".encode(), compare="1", period="quý mười")
    assert (status, "quý mười" in page) == (422, True)


def test_who_may_not_see_figures_may_not_compare_with_them(cast: Cast, sign_in: SignIn) -> None:
    stranger = sign_in(cast.of_there[Role.DIRECTOR])
    assert bring(stranger, cast, AN_TRUONG.name, AN_TRUONG.read_bytes(), compare="1")[0] == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_the_result_is_accessible_fits_and_is_filtered(
    browser: object, live_server: LiveServer, reference_data: None, cast: Cast, size: str, scheme: str
) -> None:
    page = _open(browser, live_server, cast.of_here[Role.CLERK], size, scheme)  # type: ignore[arg-type]
    page.goto(live_server.url + reverse("reports-check", args=[cast.here.pk]), wait_until="networkidle")
    assert list(_problems(page)) == []
    page.set_input_files("#report", PUBLISHED / "tam-thanh-2026-q1.txt")
    page.click("button.primary:not([disabled])")
    page.wait_for_selector("#note-7")
    assert list(_problems(page)) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.uncheck("#level-doubtful")
    assert [one.is_visible() for one in page.locator(".check-note").all()].count(False) == 1
    page.check("#only")
    assert page.locator(".check-row:not(.check-noted):visible").count() == 0
    assert SIZES[size][0] == page.evaluate("innerWidth")
    page.context.close()
