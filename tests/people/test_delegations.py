"""Delegating: what the giver has, in that unit, for that time, and never further."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.people.audit import Acting
from motcua.people.delegations import DelegationRefused, Span, delegate, revoke
from motcua.people.models import Delegation, Grant, Role, User
from motcua.people.policies import (
    APPROVE,
    CONFIRM_CORRECTION,
    DECIDE,
    MANAGE_PEOPLE,
    RIGHTS,
    SEE_PERSON,
    rights,
    units_for,
)
from motcua.people.scopes import units_where, visible_units
from tests.pages.cast import SINCE, Cast, person

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
JUNE = Span(FIRST, LAST)
BY = Acting(None, 0)
GROUND = "Quyết định số 12/QĐ-UBND"


def _pass_on(cast: Cast, taker: User, what: str | set[str] = DECIDE) -> Delegation:
    wanted = {what} if what not in Role.values and isinstance(what, str) else what
    return delegate(cast.of_here[Role.LEADER], taker, cast.here, wanted, JUNE, GROUND, BY)


def test_the_taker_has_what_was_delegated_from_the_first_day_to_the_last(cast: Cast) -> None:
    head = cast.of_here[Role.HEAD]
    _pass_on(cast, head)
    for day, more in ((FIRST, {DECIDE}), (LAST, {DECIDE}), (LAST + timedelta(days=1), set()), (SINCE, set())):
        assert rights(head, cast.here, day) == RIGHTS[Role.HEAD] | more, day
    assert cast.here.pk in units_where(head, DECIDE, FIRST)


def test_it_reaches_no_other_unit(cast: Cast) -> None:
    Grant.objects.create(user=cast.of_here[Role.LEADER], unit=cast.there, role=Role.LEADER, since=SINCE)
    stranger = cast.of_there[Role.HEAD]
    _pass_on(cast, stranger, {DECIDE, SEE_PERSON})
    assert rights(stranger, cast.here, FIRST) == {DECIDE, SEE_PERSON}
    assert DECIDE not in rights(stranger, cast.there, FIRST)
    assert set(units_for(stranger, FIRST)) == {cast.here, cast.there}


def test_a_role_is_delegated_as_far_as_the_giver_has_it(cast: Cast) -> None:
    # A leader approves and confirms like a head, but neither processes nor assigns.
    clerk = cast.of_here[Role.CLERK]
    _pass_on(cast, clerk, Role.HEAD)
    assert rights(clerk, cast.here, FIRST) == RIGHTS[Role.HEAD] & RIGHTS[Role.LEADER]
    assert {APPROVE, CONFIRM_CORRECTION} <= rights(clerk, cast.here, FIRST)


def test_what_the_giver_loses_the_taker_loses(cast: Cast) -> None:
    head = cast.of_here[Role.HEAD]
    _pass_on(cast, head)
    Grant.objects.filter(user=cast.of_here[Role.LEADER]).update(until=date(2026, 6, 10))
    assert DECIDE in rights(head, cast.here, date(2026, 6, 10))
    assert DECIDE not in rights(head, cast.here, date(2026, 6, 11))


def test_a_giver_whose_account_is_closed_gives_nothing(cast: Cast) -> None:
    stranger = cast.of_there[Role.HEAD]
    _pass_on(cast, stranger)
    User.objects.filter(pk=cast.of_here[Role.LEADER].pk).update(is_active=False)
    assert rights(stranger, cast.here, FIRST) == frozenset()
    assert visible_units(stranger, FIRST) == (cast.there.pk,)


def test_there_are_no_chains(cast: Cast) -> None:
    head, clerk = cast.of_here[Role.HEAD], cast.of_here[Role.CLERK]
    _pass_on(cast, head)
    with pytest.raises(DelegationRefused, match="Người head-here"):
        delegate(head, clerk, cast.here, {DECIDE}, JUNE, GROUND, BY)
    # One written into the database in spite of that gives nothing either.
    Delegation.objects.create(
        giver=head, taker=clerk, unit=cast.here, rights=DECIDE, since=FIRST, until=LAST, ground=GROUND
    )
    assert DECIDE not in rights(clerk, cast.here, FIRST)


def test_what_an_own_role_forbids_cannot_be_delegated_in(cast: Cast) -> None:
    inspector = cast.of_here[Role.AUDITOR]
    _pass_on(cast, inspector, {SEE_PERSON, APPROVE})
    assert rights(inspector, cast.here, FIRST) == RIGHTS[Role.AUDITOR] | {APPROVE}


def test_administration_is_granted_and_never_delegated(cast: Cast) -> None:
    admin, clerk = cast.of_here[Role.ADMIN], cast.of_here[Role.CLERK]
    with pytest.raises(DelegationRefused):
        delegate(admin, clerk, cast.here, {MANAGE_PEOPLE}, JUNE, GROUND, BY)
    delegate(admin, clerk, cast.here, Role.ADMIN, JUNE, GROUND, BY)
    assert MANAGE_PEOPLE not in rights(clerk, cast.here, FIRST)


def test_a_delegation_taken_back_ends_on_that_day(cast: Cast) -> None:
    head = cast.of_here[Role.HEAD]
    made = _pass_on(cast, head)
    revoke(made, date(2026, 6, 15), BY)
    assert DECIDE in rights(head, cast.here, date(2026, 6, 14))
    assert DECIDE not in rights(head, cast.here, date(2026, 6, 15))
    revoke(made, date(2026, 6, 20), BY)
    assert DECIDE not in rights(head, cast.here, date(2026, 6, 16))


@pytest.mark.parametrize(
    ("giver", "taker", "span", "ground"),
    [
        (Role.LEADER, Role.LEADER, JUNE, GROUND),
        (Role.LEADER, Role.HEAD, Span(LAST, FIRST), GROUND),
        (Role.LEADER, Role.HEAD, JUNE, " "),
        (Role.CLERK, Role.HEAD, JUNE, GROUND),
    ],
    ids=["to himself", "ends before it begins", "not in writing", "not his own"],
)
def test_what_cannot_be_delegated_is_refused(
    cast: Cast, giver: Role, taker: Role, span: Span, ground: str
) -> None:
    with pytest.raises(DelegationRefused):
        delegate(cast.of_here[giver], cast.of_here[taker], cast.here, {DECIDE}, span, ground, BY)
    assert not Delegation.objects.exists()


def test_nobody_delegates_to_a_closed_account(cast: Cast) -> None:
    gone = person("gone", cast.here, Role.HEAD)
    gone.is_active = False
    with pytest.raises(DelegationRefused):
        _pass_on(cast, gone)
