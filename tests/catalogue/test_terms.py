"""The terms by which a unit's dossiers are counted that other systems took in, over all days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.catalogue.models import Procedure, ProcedureVersion, Unit, UnitTerm, VersionChannel
from motcua.catalogue.reception_terms import ReceptionTerms, TermSpan
from motcua.catalogue.terms import BadTerm
from motcua.catalogue.units import add_unit, find_unit
from motcua.catalogue.versions import in_force
from motcua.rules.instants import Day, day_of
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import OnResume, Term, TermRules, TermUnit

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
DIRECT, ONLINE = int(Channel.DIRECT), int(Channel.ONLINE)


@pytest.fixture
def ward() -> Unit:
    return add_unit("H24.99", "Đơn vị mẫu thử", "Hải Phòng")


def procedure(code: str) -> Procedure:
    return Procedure.objects.get(code=code)


def version(
    of: Procedure, since: date, amount: int | None, unit: str = "working_days", cut_off: int | None = None,
    restart: bool = False,
) -> ProcedureVersion:  # fmt: skip
    return ProcedureVersion.objects.create(
        procedure=of, since=since, level="none", online=False, direct=True, postal=False, term_amount=amount,
        term_unit=unit, cut_off_minute=cut_off, on_resume=(OnResume.RESTART if restart else OnResume.CONTINUE).value,
    )  # fmt: skip


def own(
    unit: Unit, of: Procedure, amount: int, since: date, until: date | None = None, channel: int = 0
) -> None:
    UnitTerm.objects.create(
        unit=unit, procedure=of, since=since, until=until, channel=channel, term_amount=amount, term_unit="working_days"
    )  # fmt: skip


def span(unit: Unit, of: Procedure, day: date = DAY, channel: int = DIRECT) -> TermSpan | None:
    return ReceptionTerms(unit.pk, [of.pk]).on(of.pk, channel, day_of(day))


def amount(unit: Unit, of: Procedure, day: date = DAY, channel: int = DIRECT) -> int | None:
    found = span(unit, of, day, channel)
    return found.term.amount if found and found.term else None


@pytest.mark.parametrize(
    ("code", "term"),
    [
        ("1.004873", Term(3, TermUnit.WORKING_DAYS)),
        ("1.001695", Term(10, TermUnit.CALENDAR_DAYS)),
        ("2.001159", Term(1, TermUnit.WORKING_HOURS)),
        ("1.115148", None),
    ],
)
def test_the_national_term(ward: Unit, code: str, term: Term | None) -> None:
    found = span(ward, procedure(code))
    assert found is not None and found.term == term


def test_the_version_in_force_counts_and_before_the_first_the_first(ward: Unit) -> None:
    marriage = procedure("1.004873")
    version(marriage, date(2026, 6, 2), 2)
    version(marriage, date(2026, 7, 1), None, "")
    # The shipped version begins on 1/7/2025.
    days = (date(2024, 1, 1), date(2025, 7, 1), date(2026, 6, 1), date(2026, 6, 2), date(2026, 7, 1))
    assert [amount(ward, marriage, day) for day in days] == [3, 3, 3, 2, None]


def test_after_a_repeal_the_last_version(ward: Unit) -> None:
    marriage = procedure("1.004873")
    marriage.versions.update(until=DAY)
    assert amount(ward, marriage, DAY) == 3


def test_the_units_own_term_from_its_day_to_its_day(ward: Unit) -> None:
    marriage = procedure("1.004873")
    own(ward, marriage, 2, DAY, date(2026, 7, 1))
    own(ward, marriage, 1, date(2026, 7, 1))
    days = (date(2026, 5, 31), DAY, date(2026, 6, 30), date(2026, 7, 1))
    assert [amount(ward, marriage, day) for day in days] == [3, 2, 2, 1]
    assert amount(find_unit("11689"), marriage, DAY) == 3


def test_a_channel_has_its_own_term(ward: Unit) -> None:
    marriage = procedure("1.004873")
    VersionChannel.objects.create(
        version=marriage.versions.get(), channel=ONLINE, term_amount=2, term_unit="working_days"
    )
    own(ward, marriage, 1, date(2026, 7, 1), channel=ONLINE)
    assert [amount(ward, marriage, day, ONLINE) for day in (DAY, date(2026, 7, 1))] == [2, 1]
    assert [amount(ward, marriage, day, DIRECT) for day in (DAY, date(2026, 7, 1))] == [3, 3]


def test_how_a_version_counts(ward: Unit) -> None:
    marriage = procedure("1.004873")
    version(marriage, DAY, 3, cut_off=900, restart=True)
    found = span(ward, marriage)
    assert found is not None
    assert (found.rules, found.on_resume) == (TermRules(900), OnResume.RESTART)


def test_all_answers_come_from_a_handful_of_queries(
    ward: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = list(Procedure.objects.values_list("pk", flat=True)[:50])
    # Versions, channels, parents of the ward and of the province, own terms.
    with django_assert_num_queries(5):
        terms = ReceptionTerms(ward.pk, [*keys, 0])
    with django_assert_num_queries(0):
        assert all(terms.on(key, DIRECT, day_of(DAY)) is not None for key in keys)
        assert terms.on(0, DIRECT, day_of(DAY)) is None


def test_zero_is_no_term(ward: Unit) -> None:
    one = procedure("1.004873")
    version(one, DAY, 0)
    found = span(ward, one)
    assert found is not None and found.term is None


def test_a_unit_that_is_not_known_is_named(ward: Unit) -> None:
    one = procedure("1.004873")
    version(one, DAY, 3, "weeks")
    with pytest.raises(BadTerm, match=r"1\.004873.*01/06/2026.*weeks"):
        span(ward, one)


def turns() -> Iterator[Day]:
    for month in range(1, 10):
        for day in (1, 2, 15):
            yield day_of(date(2026, month, day))


def test_the_same_answers_as_for_one_dossier(ward: Unit) -> None:
    """Own terms of the ward and of the province above it, by channel and for all, over several versions."""
    marriage, province = procedure("1.004873"), Unit.objects.get(kind="province", province=ward.province)
    version(marriage, date(2026, 4, 1), 5, cut_off=900)
    version(marriage, date(2026, 8, 1), 2, restart=True)
    own(province, marriage, 2, date(2026, 1, 15))
    own(ward, marriage, 4, date(2026, 3, 1), date(2026, 6, 1))
    own(ward, marriage, 1, date(2026, 5, 2), date(2026, 7, 15), channel=ONLINE)
    terms = ReceptionTerms(ward.pk, [marriage.pk])
    seen = set()
    for day in turns():
        for channel in Channel:
            offer = in_force(marriage.pk, ward.pk, day, channel, Lane.ORDINARY)
            found = terms.on(marriage.pk, channel, day)
            assert found is not None
            assert (found.term, found.rules, found.on_resume) == (offer.term, offer.rules, offer.on_resume)
            seen.add(offer.term and offer.term.amount)
    assert seen == {1, 2, 3, 4}
