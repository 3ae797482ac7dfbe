"""Số liệu: the figures of the case, each with a list that is as long as the figure says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.boards.asked import quarter_of
from motcua.boards.choices import following
from motcua.ledger.daily import daily_flows
from motcua.ledger.statement import statement
from motcua.people.models import Role, User
from motcua.rules.periods import parse
from tests.conftest import exports
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]
_LINK = re.compile(r'<a href="([^"]*/ho-so\?[^"]*)">([\d.]+)</a>')


def _expected() -> tuple[str, dict[str, int]]:
    told = json.loads((exports("mau-thu")[0].parent / "expected.json").read_text(encoding="utf-8"))
    return f"{told['period']['from']}..{told['period']['to']}", told["totals"]


def _page(client: Client, cast: Cast, query: str) -> str:
    answer = client.get(f"{reverse('statement', args=[cast.here.pk])}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_totals_are_those_of_the_case(filled: Cast, sign_in: SignIn) -> None:
    period, totals = _expected()
    client = sign_in(filled.of_here[Role.CONTROL])
    address = reverse("statement-file", args=[filled.here.pk, "csv"])
    text = client.get(f"{address}?period={period}").content.decode("utf-8-sig")
    *_rows, last = csv.reader(io.StringIO(text))
    names = (
        "received_online", "received_direct_or_postal", "carried_over", "early", "on_time", "late", "refused",
        "withdrawn", "open_in_term", "open_overdue", "awaiting_supplement", "paused",
    )  # fmt: skip
    shown = [int(value) for value in last[1:]]
    # Columns 0, 4 and 10 are sums of others.
    assert dict(zip(names, [n for i, n in enumerate(shown) if i not in (0, 4, 10)], strict=True)) == totals


@pytest.mark.parametrize("query", ["", "layout=official", "by=system", "by=channel"])
def test_every_number_opens_a_list_of_just_so_many(filled: Cast, sign_in: SignIn, query: str) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    page = _page(client, filled, f"period={_expected()[0]}&{query}")
    links = {
        (address.replace("&amp;", "&"), number.replace(".", "")) for address, number in _LINK.findall(page)
    }
    assert len(links) > 15
    for address, number in links:
        shown = client.get(address).content.decode()
        assert f"{int(number):,} hồ sơ".replace(",", ".") in shown, address


def test_the_balance_is_said_in_one_sentence(filled: Cast, sign_in: SignIn) -> None:
    period, totals = _expected()
    page = _page(sign_in(filled.of_here[Role.CONTROL]), filled, f"period={period}")
    received = totals["received_online"] + totals["received_direct_or_postal"]
    assert f"Kỳ trước chuyển sang {totals['carried_over']} và tiếp nhận trong kỳ {received}" in page
    assert "Cân bằng đúng ở mọi lĩnh vực." in page


def test_what_was_not_yet_known_is_left_out(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    page = _page(client, filled, f"period={_expected()[0]}&known_at=2026-05-19T12:00")
    assert "Kỳ này chưa có hồ sơ" in page
    assert "12:00" in page
    page = _page(client, filled, f"period={_expected()[0]}&known_at=2026-05-19T14:00")
    assert "Cân bằng đúng ở mọi lĩnh vực." in page


def test_one_system_alone(filled: Cast, sign_in: SignIn) -> None:
    period = parse(_expected()[0])
    whole = statement([filled.here.pk], period)
    system = whole.cells[0].system
    page = _page(sign_in(filled.of_here[Role.CONTROL]), filled, f"period={period.name}&system={system}")
    received = whole.only(system=system).totals(("received",))["received"]
    assert re.search(rf'measure=received">{received}<', page)


def test_figures_without_the_right_to_dossiers_have_no_links(filled: Cast, sign_in: SignIn) -> None:
    page = _page(sign_in(filled.of_here[Role.CLERK]), filled, f"period={_expected()[0]}")
    assert _LINK.findall(page) == []
    assert "Cân bằng đúng" in page


def test_a_range_of_days_becomes_a_period_of_the_address(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    address = reverse("statement", args=[filled.here.pk])
    answer = client.get(f"{address}?first=2026-04-01&last=2026-04-30&by=system")
    assert answer["Location"] == f"{address}?by=system&period=2026-04-01..2026-04-30"


@pytest.mark.parametrize(
    "query", ["period=quy1", "period=2026-05-02..2026-05-01", "period=2026-13", "known_at=hom-qua"]
)
def test_an_address_that_cannot_be_read_says_so(filled: Cast, sign_in: SignIn, query: str) -> None:
    page = _page(sign_in(filled.of_here[Role.CONTROL]), filled, query)
    assert 'role="alert"' in page
    assert "Không đọc được" in page


def test_a_period_that_has_not_ended_says_that_its_end_is_a_forecast(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    for now, told in ((date(2026, 5, 20), True), (date(2026, 6, 14), True), (date(2026, 6, 15), False)):
        for pages in ("views_statement", "views_reports", "views_forms"):
            monkeypatch.setattr(f"motcua.boards.{pages}.today", lambda day=now: day)
        for name in ("statement", "reports", "reports-forms"):
            page = client.get(f"{reverse(name, args=[filled.here.pk])}?period=2026-06").content.decode()
            assert ("Số quá hạn cuối kỳ là dự báo" in page) is told, (name, now)


def test_an_empty_unit_says_what_will_stand_here(cast: Cast, sign_in: SignIn) -> None:
    page = _page(sign_in(cast.of_here[Role.CONTROL]), cast, "")
    assert "Kỳ này chưa có hồ sơ" in page
    assert reverse("import", args=[cast.here.pk]) in page


def test_the_page_asks_the_database_little(
    filled: Cast, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    _page(client, filled, "period=2026-Q2")
    # Session, user, unit, rights; two statements, one of days; fields twice, systems, the count of quarantine;
    # whether the period is closed.
    with django_assert_max_num_queries(12):
        _page(client, filled, "period=2026-Q2")


def test_the_workbook_has_the_same_totals(filled: Cast, sign_in: SignIn) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    client = sign_in(filled.of_here[Role.CONTROL])
    address = reverse("statement-file", args=[filled.here.pk, "xlsx"])
    answer = client.get(f"{address}?period={_expected()[0]}")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[-1][0] == "Tổng cộng"
    assert rows[-1][4] == _expected()[1]["carried_over"]


def test_a_file_of_another_kind_is_not_there(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    assert client.get(reverse("statement-file", args=[filled.here.pk, "exe"])).status_code == 404


def test_days_add_up_to_the_period(filled: Cast) -> None:
    period = parse(_expected()[0])
    flows = daily_flows([filled.here.pk], period.first, period.last)
    totals = statement([filled.here.pk], period).totals(("received", "resolved"))
    assert sum(day.received for day in flows.values()) == totals["received"]
    assert sum(day.resolved for day in flows.values()) == totals["resolved"]
    assert daily_flows([filled.here.pk], period.first, period.last, known_at=0) == {}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 12, 14), "2025-Q4"),
        (date(2025, 12, 15), "2026-Q1"),
        (date(2026, 3, 14), "2026-Q1"),
        (date(2026, 3, 15), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q4"),
    ],
)
def test_a_day_lies_in_its_reporting_quarter(day: date, name: str) -> None:
    found = quarter_of(day)
    assert found.name == name
    assert found.first <= day <= found.last


@pytest.mark.parametrize(
    "name",
    ["2026-12", "2026-06", "2026-Q4", "2026-Q1", "2026-H2", "2026-9M", "2026", "2026-01-10..2026-01-19"],
)
def test_the_period_after_is_the_one_whose_period_before_it_is(name: str) -> None:
    period = parse(name)
    assert following(period).before() == period


def test_a_province_adds_up_its_units_or_shows_itself_alone(filled: Cast, sign_in: SignIn) -> None:
    client, period = sign_in(filled.of_above[Role.CONTROL]), _expected()[0]
    address = reverse("statement", args=[filled.above.pk])
    page = client.get(f"{address}?period={period}&by=unit").content.decode()
    received = statement([filled.here.pk], parse(period)).totals(("received",))["received"]
    assert re.search(rf'over=below&amp;measure=received">{received}<', page)
    links = set(_LINK.findall(page))
    assert any(f"/u/{filled.here.pk}/" in link for link, _ in links)
    assert any(f"/u/{filled.above.pk}/" in link for link, _ in links)
    for link, number in links:
        shown = client.get(link.replace("&amp;", "&")).content.decode()
        assert f"{number} hồ sơ" in shown, link
    listed = reverse("dossiers", args=[filled.above.pk])
    shown = client.get(f"{listed}?period={period}&measure=received&over=below").content.decode()
    assert filled.here.name in shown and f"/u/{filled.here.pk}/ho-so/" in shown
    alone = client.get(f"{address}?period={period}&over=own").content.decode()
    assert "Kỳ này chưa có hồ sơ" in alone and "Toàn bộ, cộng" in alone
    # A commune has nothing to choose.
    page = _page(sign_in(filled.of_here[Role.CONTROL]), filled, f"period={period}&over=below")
    assert "Toàn bộ, cộng" not in page and "over=below&amp;measure" not in page
