"""Rights follow roles, the days on which they are held, and the units below."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from motcua.catalogue.departments import add_department
from motcua.catalogue.models import Unit, UnitParent
from motcua.people.accounts import make_account
from motcua.people.models import Grant, Role
from motcua.people.policies import RIGHTS, may, may_confirm, rights, units_for
from tests.pages.cast import SINCE, Cast, person

DAY = date(2026, 6, 1)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_gives_its_rights_in_its_unit_alone(cast: Cast, role: str) -> None:
    user = cast.of_here[role]
    assert rights(user, cast.here, DAY) == RIGHTS[Role(role)]
    assert rights(user, cast.there, DAY) == frozenset()


def test_a_grant_holds_from_its_first_day_to_its_last(cast: Cast) -> None:
    user = person("for-a-month", cast.here, Role.CONTROL, until=date(2025, 7, 31))
    assert may(user, cast.here, "import", SINCE)
    assert may(user, cast.here, "import", date(2025, 7, 31))
    assert not may(user, cast.here, "import", date(2025, 8, 1))
    assert not may(user, cast.here, "import", SINCE - timedelta(days=1))
    assert list(units_for(user, date(2025, 8, 1))) == []


def test_whoever_stands_above_sees_what_is_below(cast: Cast) -> None:
    user = cast.of_above[Role.LEADER]
    seen = set(units_for(user, DAY))
    assert {cast.here, cast.there, cast.above} <= seen
    assert all(unit.province == cast.above.province for unit in seen)
    assert list(units_for(cast.of_here[Role.LEADER], DAY)) == [cast.here]


def test_only_the_parent_in_force_on_the_day_counts(cast: Cast) -> None:
    elsewhere = Unit.objects.filter(kind=Unit.Kind.PROVINCE).exclude(pk=cast.above.pk)[0]
    UnitParent.objects.create(unit=cast.here, parent=elsewhere, since=date(2026, 6, 2))
    user = cast.of_above[Role.LEADER]
    assert may(user, cast.here, "see_figures", DAY)
    assert not may(user, cast.here, "see_figures", DAY + timedelta(days=1))
    assert cast.here not in units_for(user, DAY + timedelta(days=1))


def test_units_below_reach_down_two_levels(cast: Cast) -> None:
    office = Unit.objects.create(
        kind=Unit.Kind.DEPARTMENT, name="Phòng Kinh tế", folded="phong kinh te", province=cast.here.province
    )
    UnitParent.objects.create(unit=office, parent=cast.here, since=SINCE)
    assert may(cast.of_above[Role.CONTROL], office, "import", DAY)
    assert office in units_for(cast.of_here[Role.CLERK], DAY)


def test_an_inspector_never_sees_persons_whatever_else_he_is(cast: Cast) -> None:
    user = cast.of_here[Role.AUDITOR]
    Grant.objects.create(user=user, unit=cast.here, role=Role.CONTROL, since=SINCE)
    assert may(user, cast.here, "import", DAY)
    assert not may(user, cast.here, "see_person", DAY)


def test_a_correction_is_confirmed_by_a_second_person(cast: Cast) -> None:
    director, control = cast.of_here[Role.DIRECTOR], cast.of_here[Role.CONTROL]
    assert may_confirm(director, cast.here, control.pk, DAY)
    assert not may_confirm(director, cast.here, director.pk, DAY)
    assert not may_confirm(control, cast.here, director.pk, DAY)
    assert not may_confirm(director, cast.there, control.pk, DAY)


def test_control_officers_of_a_department_are_those_of_the_role_granted_there(cast: Cast) -> None:
    office = add_department(cast.here, "Phòng Kinh tế", SINCE)
    user = person("control-office", office, Role.CONTROL)
    assert rights(user, office, DAY) == RIGHTS[Role.CONTROL]
    assert rights(user, cast.here, DAY) == frozenset()


def test_nobody_and_closed_accounts_have_no_rights(cast: Cast) -> None:
    user = cast.of_here[Role.CONTROL]
    user.is_active = False
    assert rights(user, cast.here, DAY) == frozenset()
    assert rights(AnonymousUser(), cast.here, DAY) == frozenset()
    assert list(units_for(AnonymousUser(), DAY)) == []


def test_being_superuser_opens_no_unit(cast: Cast) -> None:
    user = cast.of_there[Role.CLERK]
    user.is_superuser = user.is_staff = True
    assert rights(user, cast.here, DAY) == frozenset()


def test_an_account_is_made_with_its_role(cast: Cast) -> None:
    user = make_account("hanh", "mot cau that dai", "Nguyễn Thị Hạnh", cast.here, "control", SINCE)
    assert user.check_password("mot cau that dai")
    assert may(user, cast.here, "write_report", DAY)


def test_a_weak_password_and_an_unknown_role_make_no_account(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        make_account("hanh", "ngan", "Hạnh", cast.here, "control", SINCE)
    with pytest.raises(ValueError, match="nobody"):
        make_account("hanh", "mot cau that dai", "Hạnh", cast.here, "nobody", SINCE)
    assert not Grant.objects.filter(user__username="hanh").exists()
