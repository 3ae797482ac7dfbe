"""Báo cáo: forms on the screen, sections that people write, finished files."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.people.models import Role, User
from motcua.reports.models import ReportSection
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]
PERIOD = "2026-04-15..2026-05-14"


@pytest.mark.parametrize("show", ["official", "unit"])
def test_every_number_of_a_form_opens_a_list_of_just_so_many(
    filled: Cast, sign_in: SignIn, show: str
) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    page = client.get(
        f"{reverse('reports', args=[filled.here.pk])}?period={PERIOD}&show={show}"
    ).content.decode()
    links = set(re.findall(r'<a href="([^"]*/ho-so\?[^"]*)">([\d.]+)</a>', page))
    assert len(links) > 30
    for address, number in links:
        assert f"{number} hồ sơ" in client.get(address.replace("&amp;", "&")).content.decode(), address


def test_a_section_is_kept_as_it_is_typed_and_stands_in_the_report(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    address = f"{reverse('reports-section', args=[filled.here.pk, 'chi-dao'])}?period={PERIOD}"
    answer = client.post(address, {"text": "Ban hành Kế hoạch số 53."}, headers={"HX-Request": "true"})
    assert "Đã lưu" in answer.content.decode()
    assert answer["HX-Trigger"] == "section-kept"
    kept = ReportSection.objects.get()
    assert (kept.period, kept.text, kept.changed_by) == (
        PERIOD,
        "Ban hành Kế hoạch số 53.",
        filled.of_here[Role.CONTROL],
    )
    draft = client.get(f"{reverse('reports-draft', args=[filled.here.pk])}?period={PERIOD}")
    assert "Ban hành Kế hoạch số 53." in draft.content.decode()


def test_without_a_script_a_section_is_kept_by_its_button(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    address = f"{reverse('reports-section', args=[filled.here.pk, 'kien-nghi'])}?period={PERIOD}"
    answer = client.post(address, {"text": "Không có."})
    assert answer["Location"].endswith("show=text#kien-nghi")
    assert "Không có." in client.get(answer["Location"]).content.decode()


def test_a_section_that_there_is_not_is_not_kept(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    assert (
        client.post(reverse("reports-section", args=[filled.here.pk, "khac"]), {"text": "x"}).status_code
        == 404
    )


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_report_is_written_to_files(filled: Cast, sign_in: SignIn, kind: str, begins: bytes) -> None:
    client = sign_in(filled.of_here[Role.AUDITOR])
    answer = client.get(f"{reverse('reports-file', args=[filled.here.pk, kind])}?period={PERIOD}")
    assert answer.content.startswith(begins)
    assert f"2026-04-15_2026-05-14.{kind}" in answer["Content-Disposition"]


def test_who_may_not_write_sees_the_forms_alone(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.LEADER])
    page = client.get(
        f"{reverse('reports', args=[filled.here.pk])}?period={PERIOD}&show=text"
    ).content.decode()
    assert "<textarea" not in page
    assert "Biểu số II.06b" in page


def test_an_empty_period_says_what_will_stand_here(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.of_here[Role.CONTROL]).get(reverse("reports", args=[cast.here.pk])).content.decode()
    assert "Kỳ này chưa có hồ sơ" in page


def test_a_province_begins_at_its_own_forms(filled: Cast, sign_in: SignIn) -> None:
    client, above = sign_in(filled.of_above[Role.CONTROL]), filled.above.pk
    answer = client.get(f"{reverse('reports', args=[above])}?period=2026-Q1")
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('reports-forms', args=[above])}?period=2026-Q1"
    page = client.get(answer["Location"]).content.decode()
    assert "Biểu II.06d" in page
    assert "Biểu II.06b<" not in page
