"""A figure's own period, told from that of its report."""

from __future__ import annotations

import pytest

from motcua.rules import spans
from motcua.rules.periods import parse
from motcua.rules.spans import Span


@pytest.mark.parametrize(
    ("report", "span", "name"),
    [
        ("2026-Q2", Span.PERIOD, "2026-Q2"), ("2026-Q2", Span.MONTH, "2026-06"), ("2026-Q2", Span.YEAR, "2026-H1"),
        ("2026-06", Span.QUARTER, "2026-Q2"), ("2026-05", Span.QUARTER, "2026-03-15..2026-05-14"),
        ("2026-05", Span.YEAR, "2025-12-15..2026-05-14"), ("2026-Q3", Span.YEAR, "2026-9M"), ("2026-12", Span.YEAR, "2026"),
        ("2026-Q1", Span.BEFORE, "2025-Q4"), ("2026-Q1", Span.YEAR_BEFORE, "2025-Q1"), ("2026-Q1", Span.MONTH_YEAR_BEFORE, "2025-03"),
        ("2026-Q3", Span.SO_FAR_YEAR_BEFORE, "2025-9M"),
        ("2026-01-01..2026-05-25", Span.MONTH, "2026-05-01..2026-05-25"), ("2026-05-01..2026-05-25", Span.YEAR, "2026-01-01..2026-05-25"),
        ("2026-05-15..2026-05-25", Span.YEAR, "2025-12-15..2026-05-25"), ("2025-12-15..2025-12-20", Span.YEAR, "2025-12-15..2025-12-20"),
        ("2025-12-15..2025-12-20", Span.MONTH, "2025-12-15..2025-12-20"),
    ],
)  # fmt: skip
def test_the_period_of_a_figure(report: str, span: Span, name: str) -> None:
    assert spans.of(parse(report), span).name == name


def test_month_quarter_and_year_of_a_report() -> None:
    found = [
        (spans.month_of(one), spans.quarter_of(one), spans.year_of(one))
        for one in map(parse, ("2026-Q2", "2026", "2026-01"))
    ]
    assert found == [(6, 2, 2026), (12, 4, 2026), (1, 1, 2026)]
