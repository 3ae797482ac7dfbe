"""A page is told that something has changed, and not when nothing has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework import acts
from motcua.ledger.changes import changes
from motcua.people.models import Role, User
from motcua.rules.instants import MS_PER_MINUTE, Instant
from tests.casework.conftest import DAY, HOUR, MONDAY, Office

pytestmark = pytest.mark.django_db(transaction=True)


def marked(client: Client, unit: int, mark: str) -> tuple[int, str]:
    """What a page is answered that has this mark: the status and the new mark."""
    answer = client.get(reverse("board-changed", args=[unit]), {"mark": mark})
    found = answer.content.decode().partition('data-mark="')[2].partition('"')[0]
    return answer.status_code, found or mark


def test_every_act_is_told_to_the_units_it_touches_and_to_no_other(
    office: Office, sign_in: Callable[[User], Client], at: Callable[[Instant], None]
) -> None:
    at(MONDAY + HOUR)
    here, there = office.cast.here.pk, office.cast.there.pk
    client, other = sign_in(office.cast.of_here[Role.LEADER]), sign_in(office.cast.of_there[Role.LEADER])
    above = sign_in(office.cast.of_above[Role.LEADER])
    mark, theirs = marked(client, here, "")[1], marked(other, there, "")[1]
    province = marked(above, office.cast.above.pk, "")[1]
    assert marked(client, here, mark) == (204, mark)

    done = office.receive()
    status, after = marked(client, here, mark)
    assert (status, after == mark) == (200, False)
    assert marked(other, there, theirs) == (204, theirs)
    assert marked(above, office.cast.above.pk, province)[0] == 200

    office.act(Role.HEAD, done.dossier, acts.Assign(office.user(Role.SPECIALIST)), HOUR // 2)
    assert marked(client, here, after)[0] == 200, "an act that moves nothing in the ledger is told as well"


def test_what_is_taken_back_is_not_told(office: Office) -> None:
    before = changes([office.cast.here.pk])
    with pytest.raises(Exception):  # noqa: B017
        office.act(Role.COUNTER, 10**9, acts.Note("x"), 0)
    assert changes([office.cast.here.pk]) == before


def test_time_alone_changes_a_board(
    office: Office, sign_in: Callable[[User], Client], at: Callable[[Instant], None]
) -> None:
    at(MONDAY)
    office.receive()
    client = sign_in(office.cast.of_here[Role.LEADER])
    mark = marked(client, office.cast.here.pk, "")[1]
    at(MONDAY + MS_PER_MINUTE)
    assert marked(client, office.cast.here.pk, mark)[0] == 200
    at(MONDAY + 30 * DAY)
    page = client.get(reverse("board", args=[office.cast.here.pk])).content.decode()
    assert 'id="overdue"' in page
