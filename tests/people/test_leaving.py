"""Leaving a post: rights end on the day, open work goes to a successor, or nobody leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from motcua.catalogue.departments import add_department
from motcua.people import leaving
from motcua.people.accounts import AccountRefused
from motcua.people.audit import Acting
from motcua.people.delegations import Span, delegate
from motcua.people.leaving import Keys, Left, Work, WorkRemains, leave, open_work, take_back
from motcua.people.models import AuditEntry, Delegation, Grant, Role, SigningAuthority, User
from motcua.people.policies import DECIDE, PROCESS, SEE_FIGURES, may, rights
from motcua.rules.instants import day_of, day_start
from tests.pages.cast import SINCE, Cast

DAY = date(2026, 6, 1)
NEXT = DAY + timedelta(days=1)
BY = Acting(None, day_start(day_of(DAY)))


class Desk:
    """Open work kept in a list of (user, unit)."""

    def __init__(self) -> None:
        self.open: list[tuple[int, int]] = []

    def count(self, user: int, units: Keys) -> int:
        return sum(who == user and where in units for who, where in self.open)

    def hand_over(self, user: int, to: int, units: Keys, _acting: Acting) -> int:
        moved = self.count(user, units)
        self.open = [(to if who == user and where in units else who, where) for who, where in self.open]
        return moved


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    leaving.register(Work("test", made.count, made.hand_over))
    yield made
    leaving._works.pop("test")


def test_nobody_leaves_open_work_behind(cast: Cast, desk: Desk) -> None:
    user = cast.of_here[Role.SPECIALIST]
    desk.open = [(user.pk, cast.here.pk)] * 2
    with pytest.raises(WorkRemains) as refused:
        leave(user, cast.here, DAY, None, BY)
    assert refused.value.amount == 2
    assert open_work(user, [cast.here.pk])["test"] == 2
    assert may(user, cast.here, PROCESS, NEXT)
    assert not AuditEntry.objects.exists()


def test_open_work_goes_to_the_successor_and_rights_end_with_the_day(cast: Cast, desk: Desk) -> None:
    user, other = cast.of_here[Role.SPECIALIST], cast.of_here[Role.HEAD]
    desk.open = [(user.pk, cast.here.pk), (user.pk, cast.there.pk), (other.pk, cast.here.pk)]
    left = leave(user, cast.here, DAY, other, BY, "Quyết định số 9/QĐ-UBND")
    assert left == Left(grants=1, delegations=0, authorities=0, handed_over=1)
    assert desk.open == [(other.pk, cast.here.pk), (user.pk, cast.there.pk), (other.pk, cast.here.pk)]
    assert (may(user, cast.here, PROCESS, DAY), may(user, cast.here, PROCESS, NEXT)) == (True, False)
    line = AuditEntry.objects.get(kind="post.left")
    assert line.details == {
        "successor": other.pk, "handed_over": 1, "until": "2026-06-01", "ground": "Quyết định số 9/QĐ-UBND",
    }  # fmt: skip


def test_without_open_work_no_successor_is_needed(cast: Cast, desk: Desk) -> None:
    assert leave(cast.of_here[Role.CLERK], cast.here, DAY, None, BY).grants == 1


def test_everything_held_in_the_unit_and_below_ends_and_nothing_elsewhere(cast: Cast) -> None:
    leader = cast.of_here[Role.LEADER]
    office = add_department(cast.here, "Phòng Kinh tế", SINCE)
    Grant.objects.create(user=leader, unit=office, role=Role.HEAD, since=SINCE)
    Grant.objects.create(user=leader, unit=cast.there, role=Role.CLERK, since=SINCE)
    SigningAuthority.objects.create(user=leader, unit=cast.here, form="CHỦ TỊCH", since=SINCE)
    delegate(leader, cast.of_here[Role.HEAD], cast.here, {DECIDE}, Span(DAY, date(2026, 12, 31)), "số 1", BY)
    left = leave(leader, cast.here, DAY, None, BY)
    assert left == Left(grants=2, delegations=1, authorities=1, handed_over=0)
    for unit in (cast.here, office):
        assert rights(leader, unit, NEXT) == frozenset()
    assert may(leader, cast.there, SEE_FIGURES, NEXT)
    assert Delegation.objects.get().revoked_on == NEXT
    assert SigningAuthority.objects.get().until == DAY
    assert not may(cast.of_here[Role.HEAD], cast.here, DECIDE, NEXT)


def test_a_role_that_has_not_begun_never_begins(cast: Cast) -> None:
    clerk = cast.of_here[Role.CLERK]
    Grant.objects.create(user=clerk, unit=cast.here, role=Role.COUNTER, since=date(2026, 7, 1))
    assert leave(clerk, cast.here, DAY, None, BY).grants == 2
    assert rights(clerk, cast.here, date(2026, 7, 1)) == frozenset()


@pytest.mark.parametrize("who", ["stranger", "himself", "closed"])
def test_only_somebody_with_a_post_there_takes_over(cast: Cast, desk: Desk, who: str) -> None:
    user = cast.of_here[Role.SPECIALIST]
    desk.open = [(user.pk, cast.here.pk)]
    User.objects.filter(pk=cast.of_here[Role.CLERK].pk).update(is_active=False)
    to = {"stranger": cast.of_there[Role.HEAD], "himself": user, "closed": cast.of_here[Role.CLERK]}[who]
    with pytest.raises(AccountRefused):
        leave(user, cast.here, DAY, User.objects.get(pk=to.pk), BY)
    assert desk.open == [(user.pk, cast.here.pk)]
    assert may(user, cast.here, PROCESS, NEXT)


def test_what_is_not_held_cannot_be_left_nor_left_in_advance(cast: Cast) -> None:
    with pytest.raises(AccountRefused):
        leave(cast.of_there[Role.CLERK], cast.here, DAY, None, BY)
    with pytest.raises(AccountRefused):
        leave(cast.of_here[Role.CLERK], cast.here, NEXT, None, BY)
    assert not AuditEntry.objects.exists()


def test_the_only_role_with_open_work_is_left_and_not_taken_back(cast: Cast, desk: Desk) -> None:
    user = cast.of_here[Role.SPECIALIST]
    desk.open = [(user.pk, cast.here.pk)]
    given = user.grants.get()
    with pytest.raises(WorkRemains):
        take_back(given, DAY, "số 3", BY)
    take_back(given, NEXT, "hết nhiệm kỳ", BY)
    assert (may(user, cast.here, PROCESS, NEXT), may(user, cast.here, PROCESS, date(2026, 6, 3))) == (
        True,
        False,
    )


def test_one_of_two_roles_is_taken_back_although_work_is_open(cast: Cast, desk: Desk) -> None:
    user = cast.of_here[Role.SPECIALIST]
    desk.open = [(user.pk, cast.here.pk)]
    Grant.objects.create(user=user, unit=cast.here, role=Role.COUNTER, since=NEXT)
    take_back(Grant.objects.get(user=user, role=Role.SPECIALIST), DAY, "số 3", BY)
    assert not may(user, cast.here, PROCESS, NEXT)
