"""Chốt số liệu: closing on the page, the report as it was closed, what changed since, opening again by two people."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
from django.test import Client
from django.urls import reverse

from motcua.closing.models import Closing
from motcua.hub.run import import_files
from motcua.people.models import Role, User
from tests.hub.test_import import FINISHED, changed_copy
from tests.pages.cast import Cast
from tests.pages.conftest import LEARNED

SignIn = Callable[[User], Client]
PERIOD = "period=2026-04-15..2026-05-14"
CODE = "H24.99-260504-0007"
DAY = 86_400_000
_LINK = re.compile(r'<a href="([^"]*/ho-so\?[^"]*)">([\d.]+)</a>')


def _close(cast: Cast, client: Client) -> Closing:
    answer = client.post(f"{reverse('closing-close', args=[cast.here.pk])}?{PERIOD}")
    assert answer.status_code == 302
    return Closing.objects.get()


def _get(client: Client, name: str, cast: Cast, query: str = PERIOD, *args: int) -> str:
    answer = client.get(f"{reverse(name, args=[cast.here.pk, *args])}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_closed_changed_and_looked_at(filled: Cast, sign_in: SignIn, tmp_path: Path) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    assert re.search(r"Có [\d.]+ dòng đang cách ly, chưa được tính", _get(client, "closing", filled))
    open_before = _get(client, "reports", filled)
    closing = _close(filled, client)
    assert "Không có thay đổi" in _get(client, "closing-one", filled, "", closing.pk)
    import_files(filled.here, [changed_copy(tmp_path, {CODE: FINISHED})], LEARNED + DAY)

    report, now = _get(client, "reports", filled), _get(client, "reports", filled, f"{PERIOD}&present=1")
    page = _get(client, "closing-one", filled, "", closing.pk)

    assert "Kỳ này đã chốt: số liệu ở đây theo dữ liệu đến 19/5/2026 13:00." in report
    assert [n for _, n in _LINK.findall(report)] == [n for _, n in _LINK.findall(open_before)]
    assert [n for _, n in _LINK.findall(now)] != [n for _, n in _LINK.findall(open_before)]
    for address, shown in _LINK.findall(report)[:12]:
        listed = client.get(unescape(address)).content.decode()
        assert f'<p class="list-count">{shown} hồ sơ</p>' in listed, address
    assert page.count("data-row") == 1 and CODE in page
    assert "đã kết thúc trong kỳ" in page and "đúng số liệu đã chốt" in page
    before = _get(client, "closing-one", filled, "known_at=2026-05-19T14:00", closing.pk)
    assert CODE not in before
    assert "đã chốt" in _get(client, "statement", filled)
    book: Any = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("closing-file", args=[filled.here.pk, closing.pk])).content)
    )
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=7)] == [CODE]


def test_the_files_of_a_closed_report_stay_the_same(filled: Cast, sign_in: SignIn, tmp_path: Path) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    _close(filled, client)
    address = f"{reverse('reports-file', args=[filled.here.pk, 'xlsx'])}?{PERIOD}"
    first = client.get(address).content
    import_files(filled.here, [changed_copy(tmp_path, {CODE: FINISHED})], LEARNED + DAY)

    assert client.get(address).content == first
    assert client.get(f"{address}&present=1").content != first


def test_every_form_of_a_closed_period_stays_the_same(filled: Cast, sign_in: SignIn, tmp_path: Path) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    _close(filled, client)
    form = reverse("reports-form", args=[filled.here.pk, "II.06b-commune"])
    file = reverse("reports-form-file", args=[filled.here.pk, "tat-ca", "xlsx"])
    page, body = client.get(f"{form}?{PERIOD}").content.decode(), client.get(f"{file}?{PERIOD}").content
    import_files(filled.here, [changed_copy(tmp_path, {CODE: FINISHED})], LEARNED + DAY)

    assert "Kỳ này đã chốt" in page
    assert _LINK.findall(client.get(f"{form}?{PERIOD}").content.decode()) == _LINK.findall(page) != []
    assert client.get(f"{file}?{PERIOD}").content == body
    assert _LINK.findall(client.get(f"{form}?{PERIOD}&present=1").content.decode()) != _LINK.findall(page)


def test_opened_again_by_two_people(filled: Cast, sign_in: SignIn) -> None:
    control, leader = sign_in(filled.of_here[Role.CONTROL]), sign_in(filled.of_here[Role.LEADER])
    closing = _close(filled, control)
    again = control.post(f"{reverse('closing-close', args=[filled.here.pk])}?{PERIOD}")
    assert again.status_code == 409 and "đã chốt số liệu" in again.content.decode()
    reopen = reverse("closing-reopen", args=[filled.here.pk, closing.pk])
    answer = reverse("closing-answer", args=[filled.here.pk, closing.pk])
    assert control.post(reopen, {"reason": " "}).status_code == 409
    assert control.post(reopen, {"reason": "Thiếu tệp hộ tịch"}).status_code == 302

    assert "Đồng ý, mở lại kỳ" not in _get(control, "closing-one", filled, "", closing.pk)
    assert "Đồng ý, mở lại kỳ" in _get(leader, "closing-one", filled, "", closing.pk)
    assert control.post(answer, {"answer": "agree"}).status_code == 403
    assert leader.post(answer, {"answer": "agree"}).status_code == 302

    assert "Lý do: Thiếu tệp hộ tịch" in _get(control, "closing-one", filled, "", closing.pk)
    assert "Kỳ này đã chốt" not in _get(control, "reports", filled)
    assert leader.post(answer, {"answer": "agree"}).status_code == 409


def test_a_period_that_goes_on_and_a_closing_of_another_unit(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    assert "Kỳ chưa hết" in _get(client, "closing", filled, "period=2100-Q1")
    refused = client.post(f"{reverse('closing-close', args=[filled.here.pk])}?period=2100-Q1")
    assert refused.status_code == 409 and "chưa hết kỳ" in refused.content.decode()
    closing = _close(filled, client)
    neighbour = sign_in(filled.of_there[Role.CONTROL])
    assert neighbour.get(reverse("closing-one", args=[filled.there.pk, closing.pk])).status_code == 404
    figures = sign_in(filled.of_here[Role.CLERK])
    assert '<table class="list' not in _get(figures, "closing-one", filled, "", closing.pk)


def test_a_province_closes_its_units_added_up(filled: Cast, sign_in: SignIn, tmp_path: Path) -> None:
    client, above = sign_in(filled.of_above[Role.CONTROL]), filled.above.pk
    page = client.get(f"{reverse('closing', args=[above])}?{PERIOD}").content.decode()
    assert "Toàn bộ, cộng mọi đơn vị bên dưới" in page and "dòng đang cách ly" in page
    assert client.post(f"{reverse('closing-close', args=[above])}?{PERIOD}").status_code == 302
    closing = Closing.objects.get()
    assert filled.here.pk in closing.units
    form = f"{reverse('reports-form', args=[above, 'II.06d'])}?{PERIOD}"
    as_closed = _LINK.findall(client.get(form).content.decode())
    import_files(filled.here, [changed_copy(tmp_path, {CODE: FINISHED})], LEARNED + DAY)
    assert as_closed and _LINK.findall(client.get(form).content.decode()) == as_closed
    assert _LINK.findall(client.get(f"{form}&present=1").content.decode()) != as_closed
    for address, shown in as_closed[:6]:
        listed = client.get(unescape(address)).content.decode()
        assert f'<p class="list-count">{shown} hồ sơ</p>' in listed, address
    page = client.get(reverse("closing-one", args=[above, closing.pk])).content.decode()
    assert page.count("data-row") == 1 and "đúng số liệu đã chốt" in page
    assert f"/u/{filled.here.pk}/ho-so/" in page and filled.here.name in page
    way = client.get(f"{reverse('reports', args=[above])}?{PERIOD}&present=1")["Location"]
    assert "present=1" in way
