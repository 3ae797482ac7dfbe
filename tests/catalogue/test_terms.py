"""The term of a procedure, from the version in force."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.terms import BadTerm, TermVersion, in_force, term_of, terms
from motcua.rules.terms import Term, TermUnit

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def procedure(code: str) -> Procedure:
    return Procedure.objects.get(code=code)


def version(of: Procedure, since: date, amount: int | None, unit: str) -> ProcedureVersion:
    return ProcedureVersion.objects.create(
        procedure=of,
        since=since,
        level="none",
        online=False,
        direct=True,
        postal=False,
        term_amount=amount,
        term_unit=unit,
    )


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("1.004873", Term(3, TermUnit.WORKING_DAYS)),
        ("1.001695", Term(10, TermUnit.CALENDAR_DAYS)),
        ("2.001159", Term(1, TermUnit.WORKING_HOURS)),
        ("1.115148", None),
    ],
)
def test_term_of(code: str, term: Term | None) -> None:
    assert term_of(procedure(code).pk, DAY) == term


def test_the_version_in_force_counts() -> None:
    marriage = procedure("1.004873")
    version(marriage, date(2026, 6, 2), 2, "working_days")
    version(marriage, date(2026, 7, 1), None, "")
    # The shipped version begins on 1/7/2025.
    found = {
        day: term_of(marriage.pk, day)
        for day in (date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 1), date(2026, 6, 2), date(2026, 7, 1))
    }
    assert [term and term.amount for term in found.values()] == [None, 3, 3, 2, None]


def test_terms_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    one, two = procedure("1.004873"), procedure("1.001193")
    version(one, date(2026, 6, 2), 2, "working_days")
    with django_assert_num_queries(1):
        found = terms([one.pk, two.pk, two.pk, 0])
    assert found.keys() == {one.pk, two.pk}
    assert [entry.since for entry in found[one.pk]] == [date(2025, 7, 1), date(2026, 6, 2)]
    for key, day in ((one.pk, DAY), (one.pk, date(2026, 6, 2)), (two.pk, DAY), (two.pk, date(2024, 1, 1))):
        assert in_force(found[key], day) == term_of(key, day)


def test_zero_is_no_term() -> None:
    one = procedure("1.004873")
    version(one, DAY, 0, "working_days")
    assert terms([one.pk])[one.pk][-1] == TermVersion(DAY, None)


def test_a_unit_that_is_not_known_is_named() -> None:
    one = procedure("1.004873")
    version(one, DAY, 3, "weeks")
    with pytest.raises(BadTerm, match=r"1\.004873.*01/06/2026.*weeks"):
        term_of(one.pk, DAY)
