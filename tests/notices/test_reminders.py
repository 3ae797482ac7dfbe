"""Reminders: each once, to whoever is responsible, and a summary of the day for whoever runs the unit."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.ledger.models import Move
from motcua.notices.models import Notice
from motcua.notices.recipients import officer as to_officer
from motcua.notices.reminders import REMIND_EVERY, remind, remind_unit
from motcua.notices.screens import words_of
from motcua.notices.worker import Worker
from motcua.people.models import User
from motcua.rules.accounts import Account
from motcua.rules.instants import local_day
from tests.notices.conftest import DAY, HOUR, MINUTE, NOW, make_dossier
from tests.notices.test_queue import responsible
from tests.pages.cast import person

FIVE = 9 * HOUR
"""From 08:00 to 17:00, when a due day ends."""


def lodged(unit: Unit, at: int) -> Dossier:
    dossier = make_dossier(unit, state=Account.LODGED, received_at=None, due_at=None)
    Move.objects.create(
        dossier=dossier, unit=unit, cell=dossier.cell, from_account=Account.OUTSIDE, to_account=Account.LODGED,
        n=1, effect_at=at, effect_day=local_day(at), recorded_at=at, rules=1,
    )  # fmt: skip
    return dossier


def told(event: str) -> int:
    return Notice.objects.filter(event=event).count()


@pytest.mark.parametrize(
    ("due_at", "event"),
    [
        (NOW + FIVE, "due_soon"),  # Monday, today
        (NOW + 2 * DAY + FIVE, "due_soon"),  # Wednesday, the second working day from now
        (NOW + 3 * DAY + FIVE, None),  # Thursday
        (NOW - 3 * DAY + FIVE, "overdue"),  # Friday before
        (NOW - 4 * DAY + FIVE, None),  # told when it became overdue
    ],
)
def test_the_responsible_officer_is_reminded_once(
    sample: Unit, officer: User, due_at: int, event: str | None
) -> None:
    make_dossier(sample, due_at=due_at)
    with responsible(to_officer(officer.pk, "assignee")):
        counts = [remind_unit(sample, NOW), remind_unit(sample, NOW + 10 * MINUTE)]

    assert counts == ([1, 0] if event else [0, 0])
    assert [one.event for one in Notice.objects.all()] == ([event] if event else [])


def test_a_dossier_that_ended_or_waits_is_left_alone(sample: Unit, officer: User) -> None:
    make_dossier(sample, due_at=NOW + FIVE, state=Account.AWAITING_SUPPLEMENT)
    make_dossier(sample, "H24.99-260612-0008", due_at=NOW + FIVE, state=Account.RESOLVED_ON_TIME)
    with responsible(to_officer(officer.pk, "assignee")):
        assert remind_unit(sample, NOW) == 0


def test_a_new_due_date_is_a_new_reminder(sample: Unit, officer: User) -> None:
    dossier = make_dossier(sample, due_at=NOW + FIVE)
    with responsible(to_officer(officer.pk, "assignee")):
        assert remind_unit(sample, NOW) == 1
        Dossier.objects.filter(pk=dossier.pk).update(due_at=NOW + DAY + FIVE)
        assert remind_unit(sample, NOW) == 1


@pytest.mark.parametrize(
    ("lodged_at", "told_now"),
    [
        # from 09:00 on Friday 6:30 are worked by 17:00, so the answer is due at 09:00 on Monday; 6 are over at 16:30
        (NOW - 3 * DAY + HOUR, 1),
        # from 16:00 on Friday: 1 hour, and 5 more are over at 14:00 on Monday
        (NOW - 3 * DAY + 8 * HOUR, 0),
        # long overdue when it was imported
        (NOW - 10 * DAY, 0),
    ],
)
def test_whoever_receives_is_reminded_of_the_answer(sample: Unit, lodged_at: int, told_now: int) -> None:
    counter = person("quay", sample, "counter")
    lodged(sample, lodged_at)
    assert remind_unit(sample, NOW) == told_now
    assert remind_unit(sample, NOW + MINUTE) == 0
    assert [one.user for one in Notice.objects.all()] == [counter] * told_now


def test_the_answer_is_told_with_its_instant(sample: Unit) -> None:
    person("quay", sample, "counter")
    dossier = lodged(sample, NOW - 3 * DAY + HOUR)
    remind_unit(sample, NOW)
    said = words_of(Notice.objects.get())[1]
    assert said == f"Hồ sơ {dossier.code} chờ tiếp nhận, phải trả lời trước 09:00 ngày 15/6/2026"


def test_the_day_is_summed_up_once_for_whoever_runs_the_unit(sample: Unit) -> None:
    director = person("giam-doc", sample, "director")
    person("quay", sample, "counter")
    for number, due_at in enumerate(
        (NOW - 20 * DAY, NOW + FIVE, NOW + DAY + FIVE, NOW + 2 * DAY, NOW + 9 * DAY)
    ):
        make_dossier(sample, f"H24.99-260612-{number:04}", due_at=due_at)

    # before the opening at 07:30 nothing is said
    assert remind_unit(sample, NOW - 45 * MINUTE) == 0
    assert remind_unit(sample, NOW) == 1
    assert remind_unit(sample, NOW + HOUR) == 0
    notice = Notice.objects.get()
    assert notice.user == director
    said = words_of(notice)[1]
    assert said == "Ngày 15/6/2026: 01 hồ sơ quá hạn, 01 đến hạn hôm nay, 02 sắp đến hạn"
    assert remind_unit(sample, NOW + DAY) == 1


def test_on_a_day_off_and_without_work_nothing_is_summed_up(sample: Unit) -> None:
    person("giam-doc", sample, "director")
    assert remind_unit(sample, NOW) == 0
    make_dossier(sample, due_at=NOW - 20 * DAY)
    assert remind_unit(sample, NOW - DAY) == 0


def test_looking_again_costs_the_same_whatever_the_number_of_dossiers(
    sample: Unit, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        make_dossier(sample, f"H24.99-260612-{number:04}", due_at=NOW + FIVE)
    with responsible(to_officer(officer.pk, "assignee")):
        assert remind_unit(sample, NOW) == 12
        # calendar, near, told, lodged, due; whether the day is summed up, with channels and holders: 5 + 4;
        # the rules of warning, what is due within hours, what was told of it, the newest files of each system: 4
        with django_assert_max_num_queries(9 + 4):
            assert remind_unit(sample, NOW + MINUTE) == 0


def test_only_units_with_officers_are_looked_at(sample: Unit) -> None:
    make_dossier(sample, due_at=NOW - 20 * DAY)
    assert remind(NOW) == 0
    person("giam-doc", sample, "director")
    assert remind(NOW) == 1
    assert told("day_summary") == 1


def test_many_are_told_of_together_and_each_by_its_own_code(sample: Unit, officer: User) -> None:
    codes = {f"H24.99-260612-{number:04}" for number in range(1, 121)}
    for code in codes:
        make_dossier(sample, code, due_at=NOW + FIVE)
    with (
        responsible(to_officer(officer.pk, "assignee")),
        CaptureQueriesContext(connection) as asked,
    ):
        assert remind_unit(sample, NOW) == len(codes)

    notices = Notice.objects.filter(event="due_soon")
    assert {one.parameters["code"] for one in notices} == codes
    assert {one.dossier.code for one in notices if one.dossier} == codes
    # What was asked anew for each dossier before: settings, text in force, what is known, what is new.
    assert len(asked) < 3 * len(codes)


def test_one_process_reminds_for_all(sample: Unit, officer: User) -> None:
    make_dossier(sample, due_at=NOW + FIVE)
    first, second = Worker(lambda: NOW), Worker(lambda: NOW + MINUTE)
    with responsible(to_officer(officer.pk, "assignee")):
        assert (first.remind(), second.remind()) == (1, 0)
        make_dossier(sample, "H24.99-260612-0008", due_at=NOW + FIVE)
        assert (first.remind(), second.remind()) == (0, 0)
        assert Worker(lambda: NOW + REMIND_EVERY).remind() == 1
