"""A unit's own terms and lanes: only shorter, from a day on, one at a time."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.changes import Author, CatalogueError
from motcua.catalogue.models import Change, Procedure, Unit
from motcua.catalogue.unit_terms import NotShorter, end_unit_term, set_unit_term, unit_terms_of
from motcua.catalogue.units import find_unit
from motcua.catalogue.versions import LaneNotOffered, NotInForce, in_force
from motcua.rules.instants import day_of
from motcua.rules.lanes import USUAL, Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, TermUnit, rough_days

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 6, 1), date(2026, 9, 1)
BY = Author(at=1, user=2, source="05/QĐ-UBND")
TWO, THREE = Term(2, TermUnit.WORKING_DAYS), Term(3, TermUnit.WORKING_DAYS)


@pytest.fixture
def ward() -> Unit:
    return find_unit("11689")


@pytest.fixture
def procedure() -> Procedure:
    return Procedure.objects.get(code="1.004873")


def term_on(procedure: Procedure, ward: Unit, day: date, lane: Lane = Lane.ORDINARY) -> Term | None:
    return in_force(procedure.pk, ward.pk, day_of(day), lane=lane).term


def test_a_new_term_ends_the_one_before(procedure: Procedure, ward: Unit) -> None:
    set_unit_term(ward, procedure, TWO, DAY, BY)
    set_unit_term(ward, procedure, Term(1, TermUnit.WORKING_DAYS), LATER, BY)
    days = (date(2026, 5, 31), DAY, date(2026, 8, 31), LATER)
    amounts = [term and term.amount for day in days for term in [term_on(procedure, ward, day)]]
    assert amounts == [3, 2, 2, 1]
    assert [row.until for row in unit_terms_of([ward.pk], procedure, DAY)] == [LATER, None]
    assert len(unit_terms_of([ward.pk], procedure, LATER)) == 1


def test_written_again_for_the_same_day(procedure: Procedure, ward: Unit) -> None:
    first = set_unit_term(ward, procedure, TWO, DAY, BY)
    assert set_unit_term(ward, procedure, Term(1, TermUnit.WORKING_DAYS), DAY, BY) == first
    assert term_on(procedure, ward, DAY) == Term(1, TermUnit.WORKING_DAYS)


def test_ending_it_brings_the_national_term_back(procedure: Procedure, ward: Unit) -> None:
    own = set_unit_term(ward, procedure, TWO, DAY, BY)
    end_unit_term(own, LATER, BY)
    assert term_on(procedure, ward, LATER) == THREE
    with pytest.raises(CatalogueError, match="01/09/2026"):
        end_unit_term(own, LATER, BY)
    assert [row.kind for row in Change.objects.order_by("pk")] == ["unit_term", "unit_term_ended"]


@pytest.mark.parametrize(
    ("own", "refused"),
    # The national term is 3 working days, about 4.2 days of the calendar.
    [
        (Term(3, TermUnit.WORKING_DAYS), False),
        (Term(4, TermUnit.WORKING_DAYS), True),
        (Term(24, TermUnit.WORKING_HOURS), False),
        (Term(25, TermUnit.WORKING_HOURS), True),
        (Term(4, TermUnit.CALENDAR_DAYS), False),
        (Term(5, TermUnit.CALENDAR_DAYS), True),
    ],
)
def test_only_shorter(procedure: Procedure, ward: Unit, own: Term, refused: bool) -> None:
    assert (rough_days(own) > rough_days(THREE)) is refused
    if refused:
        with pytest.raises(NotShorter, match="dài hơn"):
            set_unit_term(ward, procedure, own, DAY, BY)
    else:
        assert set_unit_term(ward, procedure, own, DAY, BY).term_amount == own.amount


def test_a_national_term_that_became_shorter_wins(procedure: Procedure, ward: Unit) -> None:
    set_unit_term(ward, procedure, TWO, DAY, BY)
    procedure.versions.update(term_amount=1)
    assert term_on(procedure, ward, DAY) == Term(1, TermUnit.WORKING_DAYS)


@pytest.mark.parametrize("lane", [Lane.SAME_DAY, Lane.ON_THE_SPOT, Lane.EXPRESS])
def test_opening_and_closing_a_lane(procedure: Procedure, ward: Unit, lane: Lane) -> None:
    term, rules = USUAL[lane]
    own = set_unit_term(ward, procedure, term, DAY, BY, lane=lane, rules=rules)
    offer = in_force(procedure.pk, ward.pk, day_of(DAY), lane=lane)
    assert (offer.term, offer.rules, offer.unit_term_id) == (term, rules, own.pk)
    assert term_on(procedure, ward, DAY) == THREE
    end_unit_term(own, LATER, BY)
    with pytest.raises(LaneNotOffered):
        term_on(procedure, ward, LATER, lane)


def test_a_lane_without_a_term_of_its_own(procedure: Procedure, ward: Unit) -> None:
    set_unit_term(ward, procedure, None, DAY, BY, lane=Lane.ON_THE_SPOT)
    assert term_on(procedure, ward, DAY, Lane.ON_THE_SPOT) == THREE
    with pytest.raises(CatalogueError, match="làn"):
        set_unit_term(ward, procedure, None, DAY, BY)


def test_for_one_channel(procedure: Procedure, ward: Unit) -> None:
    set_unit_term(ward, procedure, TWO, DAY, BY, channel=Channel.ONLINE)
    assert in_force(procedure.pk, ward.pk, day_of(DAY), Channel.ONLINE).term == TWO
    assert in_force(procedure.pk, ward.pk, day_of(DAY), Channel.DIRECT).term == THREE


def test_not_for_what_is_not_in_force(procedure: Procedure, ward: Unit) -> None:
    with pytest.raises(NotInForce):
        set_unit_term(ward, procedure, TWO, date(2025, 1, 1), BY)
