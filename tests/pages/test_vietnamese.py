"""Numbers, rates, days and times as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from motcua.boards import written
from motcua.site.templatetags import vietnamese

AT = (20_618 * 86_400 + 65 * 60) * 1000
"""14/6/2026 08:05 in Vietnam: 20618 days after 1970-01-01 at 01:05 UTC."""


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (7, "7"), (1568, "1.568"), (1_234_567, "1.234.567"), (None, "–")]
)
def test_numbers(value: int | None, text: str) -> None:
    assert written.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(2, "02"), (0, "00"), (9, "09"), (10, "10"), (1568, "1.568")])
def test_numbers_of_running_text(value: int, text: str) -> None:
    assert written.two_digits(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1477, 1488, "99,3%"),  # 99.26…
        (1, 2, "50%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (2685, 2686, "99,96%"),  # 100,0 would say that all were
        (0, 0, "–"),
    ],
)
def test_rates(part: int, whole: int, text: str) -> None:
    assert vietnamese.percent(part, whole) == text


def test_days_and_times() -> None:
    assert written.day(AT) == "14/6/2026"
    assert written.day(date(2026, 1, 5)) == "5/1/2026"
    assert written.clock(AT) == "08:05"
    assert written.moment(AT) == "14/6/2026 08:05"
    assert written.iso(AT) == "2026-06-14T08:05"
    assert written.moment(None) == written.day(None) == written.clock(None) == "–"


def test_the_query_keeps_what_is_not_changed() -> None:
    request = RequestFactory().get("/x?period=2026-Q1&by=system")
    template = Template("{% query by='' layout='official' %}|{% kept 'by' %}")
    link, fields = template.render(Context({"request": request})).split("|")
    assert link == "?period=2026-Q1&amp;layout=official"
    assert fields == '<input type="hidden" name="period" value="2026-Q1">'


def test_hidden_fields_cannot_break_out() -> None:
    request = RequestFactory().get('/x?a="><script>')
    assert "<script>" not in Template("{% kept %}").render(Context({"request": request}))
