"""Chỉ số 766: every figure with a list of just so many, published figures entered, ranking, workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.index.models import PublishedFigure
from motcua.people.models import AuditEntry, Role, User
from tests.conftest import CASES
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]
PERIOD = "period=2026-04-15..2026-05-14"
_LINK = re.compile(r'<a href="([^"]*/chi-so/[A-Z_]+/(?:numerator|denominator))\?([^"]*)">([\d.]+)</a>')


def _page(client: Client, cast: Cast, query: str = PERIOD) -> str:
    answer = client.get(f"{reverse('index', args=[cast.here.pk])}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_figure_opens_a_list_of_just_so_many(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    links = _LINK.findall(_page(client, filled))

    assert len(links) > 8
    for address, query, shown in links:
        answer = client.get(f"{address}?{unescape(query)}")
        assert answer.status_code == 200
        page = answer.content.decode()
        assert re.search(rf'list-count">{re.escape(shown)} (hồ sơ|thủ tục)', page), address


def test_what_costs_points_is_the_rest(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    counted = {}
    for side in ("numerator", "denominator", "lost"):
        page = client.get(
            f"{reverse('index-list', args=[filled.here.pk, 'TDGQ', side])}?{PERIOD}"
        ).content.decode()
        found = re.search(r'list-count">([\d.]+)', page)
        assert found is not None
        counted[side] = int(found[1].replace(".", ""))
        for code, length in (("TDGQ", counted[side]), ("CLGQ_A", None)):
            file = client.get(
                f"{reverse('index-list-file', args=[filled.here.pk, code, side])}?{PERIOD}"
            ).content
            sheet = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
            assert length is None or sheet.max_row == 5 + length

    assert counted["lost"] == counted["denominator"] - counted["numerator"] > 0


def test_who_sees_figures_only_gets_no_lists_of_dossiers(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CLERK])

    page = _page(client, filled)

    assert "/chi-so/TDGQ/" not in page
    assert "/chi-so/CLGQ_A/" in page
    assert client.get(reverse("index-list", args=[filled.here.pk, "CLGQ_A", "lost"])).status_code == 200
    assert client.get(reverse("index-list", args=[filled.here.pk, "TDGQ", "lost"])).status_code == 403
    assert client.get(reverse("index-list", args=[filled.here.pk, "TDGQ", "all"])).status_code == 404
    assert client.get(reverse("index-list", args=[filled.here.pk, "DOSSIER_SYNC", "lost"])).status_code == 404


def test_published_figures_are_typed_taken_back_and_told_where_wrong(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    address = f"{reverse('index-published', args=[filled.here.pk])}?{PERIOD}"

    typed = {"indicator": "TDGQ", "numerator": "1.080", "denominator": "1.200", "points": "17,00"}
    assert client.post(address, typed).status_code == 302
    page = _page(client, filled)
    assert "1.080 / 1.200" in page
    # 20 × 1080 ÷ 1200 = 18, and the portal shows 17.
    assert "tử số, mẫu số của Cổng không ra điểm của Cổng theo công thức: −1,00 điểm" in page
    assert "tử số, mẫu số của Cổng" not in _page(client, filled, "period=2026-06-01..2026-06-30")
    for wrong in (
        {"denominator": ""},
        {"points": "nhiều"},
        {"points": "120"},
        {"numerator": "-1"},
        {"indicator": "X"},
    ):
        assert client.post(address, typed | wrong).status_code == 422, wrong
    assert client.post(address, {"indicator": "TDGQ"}).status_code == 302
    assert "1.080 / 1.200" not in _page(client, filled)
    assert AuditEntry.objects.filter(kind="index.published").count() == 2


def test_a_file_of_a_province_ranks_its_units(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    address = f"{reverse('index-published', args=[filled.here.pk])}?{PERIOD}"
    content = (CASES / "portal" / "progress-phu-tho-2026-08.csv").read_text(encoding="utf-8-sig")
    ours = content.replace("H44.", "H24.").replace("\nH24.100,", "\nH24.99,")

    answer = client.post(address, {"file": SimpleUploadedFile("so.csv", ours.encode())}, follow=True)
    assert "Đã ghi 163 số liệu, trong đó 1 của đơn vị." in answer.content.decode()
    assert re.search(r"<td class=\"number\">\d+/163</td>", _page(client, filled))
    refused = client.post(address, {"file": SimpleUploadedFile("so.csv", b"khong phai")})
    assert refused.status_code == 422
    assert "departmentCode" in refused.content.decode()
    assert PublishedFigure.objects.count() == 163


def test_the_ranking_shows_whom_one_may_see(filled: Cast, sign_in: SignIn) -> None:
    address = f"{reverse('index-ranked', args=[filled.here.pk])}?{PERIOD}"

    own = sign_in(filled.of_here[Role.CLERK]).get(address).content.decode()
    above = sign_in(filled.of_above[Role.CLERK]).get(address).content.decode()

    assert filled.here.name in own and filled.there.name not in own
    assert filled.here.name in above
    assert "–" in above


def test_the_workbook_holds_the_same(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    body = client.get(f"{reverse('index-file', args=[filled.here.pk])}?{PERIOD}").content

    sheet: Any = openpyxl.load_workbook(io.BytesIO(body)).active
    rows: dict[str, Any] = {row[0]: row for row in sheet.iter_rows(min_row=7, values_only=True) if row[0]}

    page = _page(client, filled)
    assert len(rows) == 21
    numerator, denominator = rows["2.1"][2:4]
    assert f">{numerator}</a>" in page and f">{denominator}</a>" in page
    assert rows["2.1"][5] == round(20 * numerator / denominator + 1e-9, 2)
    assert rows["1.1"][2:6] == ("–", "–", "–", "–")


def test_narrowed_to_a_field_or_procedure_and_by_the_portals_month(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])

    whole, unknown = _page(client, filled), _page(client, filled, f"{PERIOD}&procedure=khong-co")
    chosen = _page(client, filled, f"{PERIOD}&procedure=1.001193")

    assert "Không có thủ tục mã" in unknown
    assert "1.001193" in chosen and chosen.count("/chi-so/TDGQ/") <= whole.count("/chi-so/TDGQ/")
    assert 'period=2026-05-01..2026-05-31">Tháng dương lịch 1/5/2026 – 31/5/2026' in whole
    # Without a period: the calendar month that is being reported on, two weeks before the newest data.
    assert "Từ ngày 1/5/2026 đến ngày 31/5/2026" in _page(client, filled, "")
    assert (
        client.get(f"{reverse('index', args=[filled.here.pk])}?first=2026-05-01&last=2026-05-31").status_code
        == 302
    )
