"""Keys of units for lists: the same answer as asking unit by unit, one statement, asked once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from motcua.catalogue.models import Unit, UnitParent
from motcua.people.models import Grant, Role, User
from motcua.people.policies import RECEIVE, RIGHTS, SEE_FIGURES, SEE_PERSON, may, units_for
from motcua.people.scopes import narrowed, units_where, visible_units, within
from tests.pages.cast import SINCE, Cast, person

DAY = date(2026, 6, 1)


def test_the_keys_are_those_of_asking_unit_by_unit(cast: Cast) -> None:
    for name, user in cast.everybody():
        for right in sorted(frozenset().union(*RIGHTS.values())):
            keys = units_where(user, right, DAY)
            asked = [unit.pk for unit in (cast.here, cast.there, cast.above) if may(user, unit, right, DAY)]
            assert [key for key in keys if key in {cast.here.pk, cast.there.pk, cast.above.pk}] == sorted(
                asked
            ), (name, right)


def test_what_is_visible_is_the_units_of_the_first_page(cast: Cast) -> None:
    for _name, user in cast.everybody():
        assert set(visible_units(user, DAY)) == set(units_for(user, DAY).values_list("pk", flat=True))


def test_a_list_is_filtered_by_the_keys_of_units(cast: Cast) -> None:
    user = cast.of_here[Role.COUNTER]
    grants = within(Grant.objects.all(), user, RECEIVE, DAY)
    assert {grant.unit_id for grant in grants} == {cast.here.pk}
    assert f"IN ({cast.here.pk})" in str(grants.query)
    assert list(within(Unit.objects.all(), user, RECEIVE, DAY, field="pk")) == [cast.here]
    assert list(within(Grant.objects.all(), cast.of_here[Role.CLERK], RECEIVE, DAY)) == []


def test_units_are_narrowed_to_where_the_right_holds(cast: Cast) -> None:
    both = {cast.here.pk, cast.there.pk}
    assert set(narrowed(cast.of_above[Role.CONTROL], SEE_FIGURES, DAY, both)) == both
    assert narrowed(cast.of_here[Role.CONTROL], SEE_FIGURES, DAY, both) == (cast.here.pk,)


def test_what_a_role_forbids_is_taken_only_where_that_role_holds(cast: Cast) -> None:
    user = person("inspector", cast.here, Role.AUDITOR)
    Grant.objects.create(user=user, unit=cast.above, role=Role.CONTROL, since=SINCE)
    keys = units_where(user, SEE_PERSON, DAY)
    assert cast.there.pk in keys
    assert cast.here.pk not in keys


def test_a_unit_that_moved_is_no_longer_below(cast: Cast) -> None:
    elsewhere = Unit.objects.filter(kind=Unit.Kind.PROVINCE).exclude(pk=cast.above.pk)[0]
    UnitParent.objects.create(unit=cast.here, parent=elsewhere, since=date(2026, 6, 2))
    user = cast.of_above[Role.LEADER]
    assert cast.here.pk in visible_units(user, DAY)
    assert cast.here.pk not in visible_units(user, DAY + timedelta(days=1))


def test_one_statement_answers_and_is_not_asked_again(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = User.objects.get(pk=cast.of_above[Role.LEADER].pk)
    with django_assert_num_queries(1):
        first = visible_units(user, DAY)
        assert visible_units(user, DAY) == first
        assert units_where(user, SEE_FIGURES, DAY) == first
    fresh = User.objects.get(pk=user.pk)
    Grant.objects.filter(user=user).delete()
    assert visible_units(fresh, DAY) == ()


@pytest.mark.parametrize("closed", [True, False])
def test_nobody_and_closed_accounts_have_no_units(cast: Cast, closed: bool) -> None:
    user: User | AnonymousUser = cast.of_here[Role.CONTROL] if closed else AnonymousUser()
    if closed:
        user.is_active = False
    assert visible_units(user, DAY) == ()
