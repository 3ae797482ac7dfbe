"""Warnings by rule: each once, by the unit's own rule or that of the unit above."""

from __future__ import annotations

import pytest

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import System, Unit
from motcua.hub.models import ImportFile, ImportRun
from motcua.ledger.models import UnitDay
from motcua.notices.alert_rules import KINDS, rules_of, save_rule
from motcua.notices.alerts import alert_unit
from motcua.notices.models import Notice
from motcua.notices.recipients import officer as to_officer
from motcua.notices.screens import words_of
from motcua.people.models import Role, User
from motcua.rules.accounts import Account
from motcua.rules.instants import local_day
from tests.notices.conftest import DAY, HOUR, MINUTE, NOW, make_dossier
from tests.notices.test_queue import responsible
from tests.pages.cast import person


def alert(unit: Unit, at: int) -> int:
    """The warnings of a unit at an instant."""
    return alert_unit(unit, calendar_of(unit.pk), at)


def test_whoever_has_a_dossier_is_warned_some_working_hours_before_it_is_due(
    sample: Unit, officer: User
) -> None:
    """Due on Monday at 17:00: four working hours before is 13:00."""
    make_dossier(sample, due_at=NOW + 9 * HOUR)
    with responsible(to_officer(officer.pk, "assignee")):
        counts = [
            alert(sample, NOW + after) for after in (3 * HOUR, 5 * HOUR, 5 * HOUR + 10 * MINUTE, 8 * HOUR)
        ]
    assert counts == [0, 1, 0, 0]
    assert words_of(Notice.objects.get())[1].startswith(
        "Hồ sơ H24.99-260612-0007 còn không quá 04 giờ làm việc"
    )


def test_the_hours_are_those_of_the_unit_or_of_the_one_above(sample: Unit, officer: User) -> None:
    above = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=sample.province)
    kind = KINDS["due_hours"]
    save_rule(above.pk, kind, officer.pk, NOW, enabled=True, number=6)
    assert rules_of(sample.pk, NOW)["due_hours"].number == 6
    save_rule(sample.pk, kind, officer.pk, NOW, enabled=False, number=2)
    rule = rules_of(sample.pk, NOW)["due_hours"]
    assert (rule.enabled, rule.number, rule.source) == (False, 2, sample.pk)
    make_dossier(sample, due_at=NOW + HOUR)
    with responsible(to_officer(officer.pk, "assignee")):
        assert alert(sample, NOW) == 0
    with pytest.raises(ValueError, match="0"):
        save_rule(sample.pk, kind, officer.pk, NOW, enabled=True, number=0)


def test_a_system_that_sends_nothing_is_told_of_once_for_each_silence(sample: Unit, officer: User) -> None:
    person("kiem-soat", sample, Role.CONTROL)
    system, run = System.objects.order_by("pk")[0], ImportRun.objects.create(unit=sample, recorded_at=NOW)
    file = ImportFile.objects.create(
        run=run, name="a", digest="d", as_of=NOW - 3 * DAY, system=system, rows=1
    )
    assert alert(sample, NOW) == 0, "three days are within the rule"
    file.as_of = NOW - 4 * DAY
    file.save()
    assert alert(sample, NOW - HOUR) == 0, "before the office opens nobody is told"
    told = alert(sample, NOW)
    assert told >= 1
    assert [alert(sample, NOW + after) for after in (HOUR, DAY)] == [0, 0]
    assert f"04 ngày không có số liệu mới từ {system.name}" in words_of(Notice.objects.all()[0])[1]
    ImportFile.objects.create(run=run, name="b", digest="e", as_of=NOW + DAY, system=system, rows=1)
    assert alert(sample, NOW + 4 * DAY) == 0
    assert alert(sample, NOW + 7 * DAY) == told, "the next silence is another one"


def test_a_day_unlike_the_others_is_told_of_when_the_office_closes(sample: Unit) -> None:
    person("lanh-dao", sample, Role.LEADER)
    today = local_day(NOW)
    for week, received in enumerate([60, 20, 22, 19, 21, 20]):
        day(sample, today - 7 * week, received)
    assert alert(sample, NOW + 5 * HOUR) == 0, "the office is still open"
    assert alert(sample, NOW + 9 * HOUR) == 1
    assert alert(sample, NOW + 9 * HOUR + 10 * MINUTE) == 0
    assert "tiếp nhận 60 hồ sơ, cùng thứ thường là 20" in words_of(Notice.objects.get())[1]


def test_a_usual_day_is_not_told_of(sample: Unit) -> None:
    person("lanh-dao", sample, Role.LEADER)
    for week, received in enumerate([24, 20, 22, 19, 21, 20]):
        day(sample, local_day(NOW) - 7 * week, received)
    assert alert(sample, NOW + 9 * HOUR) == 0


def day(unit: Unit, at: int, received: int) -> None:
    """So many dossiers received on a day."""
    UnitDay.objects.create(
        unit=unit, day=at, from_account=Account.OUTSIDE, to_account=Account.IN_TERM, n=received
    )
