"""Accounts: made with a one-time password, given roles for a time on a ground, closed, and all of it in the log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.people.accounts import (
    AccountRefused,
    Post,
    add_account,
    end_grant,
    grant,
    may_manage,
    one_time_password,
    post_of,
    set_one_time_password,
    set_open,
)
from motcua.people.audit import WHOLE, Acting
from motcua.people.delegations import Span, delegate
from motcua.people.models import AuditEntry, Grant, Role, SigningAuthority, User
from motcua.people.policies import RECEIVE, SEE_FIGURES, may
from tests.pages.cast import SINCE, Cast, person

DAY = date(2026, 6, 1)
NEXT = DAY + timedelta(days=1)
GROUND = "Quyết định số 7/QĐ-UBND"


def _by(cast: Cast) -> Acting:
    return Acting(cast.of_here[Role.ADMIN].pk, 1000)


def _kinds() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("kind", flat=True))


def test_a_new_account_has_its_role_and_a_password_to_be_changed(cast: Cast) -> None:
    post = Post(cast.here, Role.COUNTER, DAY, NEXT, GROUND)
    user, password = add_account(" hanh ", " Nguyễn Thị Hạnh ", "Công chức", post, _by(cast))
    assert (user.username, user.full_name, user.must_change_password) == ("hanh", "Nguyễn Thị Hạnh", True)
    assert user.check_password(password)
    days = [may(user, cast.here, RECEIVE, DAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
    assert days == [False, True, True, False]
    assert _kinds() == ["account.added", "grant.given"]
    line = AuditEntry.objects.get(kind="grant.given")
    assert (line.unit, line.actor, line.subject, line.at) == (
        cast.here.pk,
        cast.of_here[Role.ADMIN].pk,
        user.pk,
        1000,
    )
    assert line.details == {
        "grant": user.grants.get().pk, "role": "counter", "since": "2026-06-01", "until": "2026-06-02",
        "ground": GROUND,
    }  # fmt: skip


def test_a_taken_name_makes_no_account_whatever_its_capitals(cast: Cast) -> None:
    with pytest.raises(AccountRefused, match="CLERK-here"):
        add_account("CLERK-here", "Ai đó", "", Post(cast.here, Role.CLERK, DAY), _by(cast))
    assert _kinds() == []


def test_an_account_whose_role_is_refused_is_not_made(cast: Cast) -> None:
    with pytest.raises(AccountRefused):
        add_account("hanh", "Hạnh", "", Post(cast.here, Role.CLERK, DAY, DAY - timedelta(days=1)), _by(cast))
    assert not User.objects.filter(username="hanh").exists()


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (date(2026, 6, 1), date(2026, 6, 30), False),  # ends on the day before
        (date(2026, 6, 1), date(2026, 7, 1), True),  # the first day is in both
        (date(2026, 7, 31), None, True),  # the last day is in both
        (date(2026, 8, 1), None, False),
        (date(2026, 6, 1), None, True),  # holds July between
    ],
)
def test_the_same_role_is_not_held_twice_on_a_day(
    cast: Cast, since: date, until: date | None, refused: bool
) -> None:
    user, by = cast.of_there[Role.CLERK], _by(cast)
    grant(user, Post(cast.here, Role.COUNTER, date(2026, 7, 1), date(2026, 7, 31)), by)
    grant(user, Post(cast.here, Role.HEAD, since, until), by)
    if refused:
        with pytest.raises(AccountRefused):
            grant(user, Post(cast.here, Role.COUNTER, since, until), by)
    else:
        grant(user, Post(cast.here, Role.COUNTER, since, until), by)
    assert Grant.objects.filter(user=user, unit=cast.here).count() == 3 - refused


def test_nobody_gives_himself_a_role_and_closed_accounts_get_none(cast: Cast) -> None:
    with pytest.raises(AccountRefused):
        grant(cast.of_here[Role.ADMIN], Post(cast.here, Role.LEADER, DAY), _by(cast))
    gone = cast.of_here[Role.CLERK]
    gone.is_active = False
    with pytest.raises(AccountRefused):
        grant(gone, Post(cast.here, Role.HEAD, DAY), _by(cast))
    with pytest.raises(ValueError, match="emperor"):
        grant(cast.of_here[Role.CLERK], Post(cast.here, "emperor", DAY), _by(cast))
    assert _kinds() == []


def test_a_role_taken_back_holds_to_its_last_day(cast: Cast) -> None:
    user = cast.of_here[Role.COUNTER]
    given = user.grants.get()
    end_grant(given, DAY, GROUND, _by(cast))
    assert (may(user, cast.here, RECEIVE, DAY), may(user, cast.here, RECEIVE, NEXT)) == (True, False)
    end_grant(given, NEXT, "muộn hơn", _by(cast))
    given.refresh_from_db()
    assert (given.until, given.ended_ground, _kinds()) == (DAY, GROUND, ["grant.withdrawn"])


def test_a_role_taken_back_before_it_began_holds_on_no_day(cast: Cast) -> None:
    given = person("soon", cast.here, Role.COUNTER).grants.get()
    end_grant(given, SINCE - timedelta(days=90), GROUND, _by(cast))
    assert not may(given.user, cast.here, RECEIVE, SINCE)
    with pytest.raises(AccountRefused):
        grant(given.user, Post(cast.here, Role.COUNTER, SINCE), _by(cast))
    grant(given.user, Post(cast.here, Role.COUNTER, SINCE + timedelta(days=1)), _by(cast))


def test_a_reset_password_is_new_and_to_be_changed(cast: Cast) -> None:
    user = cast.of_here[Role.CLERK]
    password = set_one_time_password(user, cast.here.pk, _by(cast))
    user.refresh_from_db()
    assert (user.check_password(password), user.must_change_password) == (True, True)
    assert password not in str(AuditEntry.objects.values())


def test_passwords_differ_and_can_be_read_out() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 19 and not set("01ijlowz") & set(one) for one in made)


def test_a_closed_account_has_no_rights_until_opened_again(cast: Cast) -> None:
    user = cast.of_here[Role.CLERK]
    set_open(user, cast.here, False, _by(cast))
    assert not may(User.objects.get(pk=user.pk), cast.here, SEE_FIGURES, DAY)
    set_open(user, cast.here, True, _by(cast))
    assert may(User.objects.get(pk=user.pk), cast.here, SEE_FIGURES, DAY)
    assert _kinds() == ["account.closed", "account.opened"]
    with pytest.raises(AccountRefused):
        set_open(cast.of_here[Role.ADMIN], cast.here, False, _by(cast))


def test_an_account_is_managed_only_where_all_it_holds_is(cast: Cast) -> None:
    admin, above = cast.of_here[Role.ADMIN], cast.of_above[Role.ADMIN]
    clerk = cast.of_here[Role.CLERK]
    assert may_manage(admin, clerk, DAY)
    assert not may_manage(admin, cast.of_there[Role.CLERK], DAY)
    # A leader of the province who also holds something here is not the commune's to take over.
    leader = cast.of_above[Role.LEADER]
    Grant.objects.create(user=leader, unit=cast.here, role=Role.CLERK, since=SINCE)
    assert not may_manage(User.objects.get(pk=admin.pk), leader, DAY)
    assert may_manage(above, leader, DAY)


def test_what_is_delegated_to_sign_or_still_to_come_counts_too(cast: Cast) -> None:
    admin, clerk = cast.of_here[Role.ADMIN], cast.of_here[Role.CLERK]
    coming = Grant.objects.create(user=clerk, unit=cast.there, role=Role.CLERK, since=DAY + timedelta(days=9))
    assert not may_manage(admin, clerk, DAY)
    coming.delete()
    authority = SigningAuthority.objects.create(user=clerk, unit=cast.there, form="TUQ.", since=SINCE)
    assert not may_manage(admin, clerk, DAY)
    authority.delete()
    delegate(cast.of_there[Role.LEADER], clerk, cast.there, {SEE_FIGURES}, Span(DAY, NEXT), GROUND, _by(cast))
    assert not may_manage(admin, clerk, DAY)


def test_the_own_post_is_the_oldest_that_holds(cast: Cast) -> None:
    user = cast.of_here[Role.CLERK]
    Grant.objects.create(
        user=user, unit=cast.there, role=Role.CLERK, since=SINCE - timedelta(days=1), until=DAY
    )
    assert (post_of(user, DAY), post_of(user, NEXT)) == (cast.there.pk, cast.here.pk)
    assert post_of(user, SINCE - timedelta(days=9)) == WHOLE
