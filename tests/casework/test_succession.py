"""An officer who leaves hands over what is open, and only that; each dossier keeps its history and its due date."""

from __future__ import annotations

import pytest

from motcua.casework import acts
from motcua.casework.models import Work
from motcua.dossiers.models import Dossier
from motcua.people.accounts import AccountRefused
from motcua.people.audit import Acting
from motcua.people.leaving import Left, WorkRemains, leave
from motcua.people.models import AuditEntry, Grant, Role, User
from motcua.rules.instants import date_of, local_day
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.pages.cast import SINCE, person

TODAY = date_of(local_day(MONDAY + DAY))


def _leave(office: Office, to: User | None) -> Left:
    by = Acting(office.user(Role.ADMIN), MONDAY + DAY)
    return leave(office.cast.of_here[Role.SPECIALIST], office.cast.here, TODAY, to, by, "Quyết định số 9")


def _given(office: Office, role: str = Role.SPECIALIST) -> int:
    dossier = office.receive().dossier
    office.act(Role.HEAD, dossier, acts.Assign(office.user(role)), HOUR)
    return dossier


def test_nobody_leaves_open_dossiers_behind(office: Office) -> None:
    dossier = _given(office)
    with pytest.raises(WorkRemains) as refused:
        _leave(office, None)
    assert refused.value.amount == 1
    assert Work.objects.get(pk=dossier).assignee_id == office.user(Role.SPECIALIST)


def test_open_dossiers_go_to_the_successor_and_their_due_date_stays(office: Office) -> None:
    mine, others = _given(office), _given(office, Role.HEAD)
    successor = person("successor", office.cast.here, Role.SPECIALIST)
    due = Dossier.objects.get(pk=mine).due_at
    assert _leave(office, successor).handed_over == 1
    assert Work.objects.get(pk=mine).assignee == successor
    assert Work.objects.get(pk=others).assignee_id == office.user(Role.HEAD)
    assert Dossier.objects.get(pk=mine).due_at == due
    kinds = AuditEntry.objects.order_by("pk").values_list("kind", "actor")
    assert [kind for kind, actor in kinds if actor == office.user(Role.ADMIN)] == [
        "act.hand-over",
        "grant.withdrawn",
        "post.left",
    ]


def test_a_successor_who_may_not_assess_takes_nothing_and_nobody_leaves(office: Office) -> None:
    dossier = _given(office)
    with pytest.raises(AccountRefused):
        _leave(office, office.cast.of_here[Role.CLERK])
    assert Work.objects.get(pk=dossier).assignee_id == office.user(Role.SPECIALIST)
    assert Grant.objects.get(user=office.user(Role.SPECIALIST)).until is None


def test_what_is_open_in_another_unit_is_not_asked_about(office: Office) -> None:
    dossier = _given(office)
    user = office.cast.of_here[Role.SPECIALIST]
    Grant.objects.create(user=user, unit=office.cast.there, role=Role.SPECIALIST, since=SINCE)
    left = leave(user, office.cast.there, TODAY, None, Acting(None, MONDAY + DAY))
    assert left.handed_over == 0
    assert Work.objects.get(pk=dossier).assignee == user
