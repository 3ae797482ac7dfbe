"""A department keeps the hours of the commune that it belongs to, unless it has said otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.calendar_changes import DayChange, Proposal, WeekChange, change_calendar
from motcua.catalogue.calendars import calendar_of, history_of, week_text
from motcua.catalogue.changes import Author
from motcua.catalogue.departments import add_department
from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from motcua.rules.calendar import FIVE_DAYS, WorkingCalendar
from motcua.rules.instants import day_of

TUESDAY, WEDNESDAY, SATURDAY = date(2026, 6, 2), date(2026, 6, 3), date(2026, 6, 6)
MORNING = ((450, 690),)
SIX_DAYS = week_text((*FIVE_DAYS[:5], MORNING, ()))


@pytest.fixture
def commune(db: None) -> Unit:
    return add_unit("H24.99", "Đơn vị mẫu thử", "Hải Phòng")


@pytest.fixture
def team(commune: Unit) -> Unit:
    office = add_department(commune, "Văn phòng", date(2026, 1, 1))
    return add_department(office, "Tổ văn thư", date(2026, 1, 1))


def say(unit: Unit | None, at: int, *days: DayChange, weeks: tuple[WeekChange, ...] = ()) -> int:
    return change_calendar(Proposal(unit.pk if unit else None, days, weeks), Author(at, 1, "CV"))


def works(calendar: WorkingCalendar, day: date) -> bool:
    return calendar.is_working_day(day_of(day))


def test_days_and_weeks_of_the_commune_hold_in_its_departments(commune: Unit, team: Unit) -> None:
    say(commune, 1, DayChange(TUESDAY, "", "Mất điện"), weeks=(WeekChange(date(2026, 6, 1), SIX_DAYS),))
    calendar = calendar_of(team.pk)
    assert not works(calendar, TUESDAY) and works(calendar, SATURDAY)
    assert works(calendar_of(team.pk, 0), TUESDAY) and not works(calendar_of(team.pk, 0), SATURDAY)
    assert calendar is calendar_of(commune.pk)


def test_the_nearest_word_holds(commune: Unit, team: Unit) -> None:
    say(team, 1, DayChange(TUESDAY, "07:30-11:30"))
    say(commune, 2, DayChange(TUESDAY, ""), DayChange(WEDNESDAY, ""))
    say(None, 3, DayChange(WEDNESDAY, "07:30-11:30"))
    calendar = calendar_of(team.pk)
    assert calendar.windows_of(day_of(TUESDAY)) == MORNING and not works(calendar, WEDNESDAY)
    say(team, 4, DayChange(TUESDAY, None))
    assert not works(calendar_of(team.pk), TUESDAY)
    say(commune, 5, DayChange(WEDNESDAY, None))
    assert calendar_of(team.pk).windows_of(day_of(WEDNESDAY)) == MORNING


def test_what_the_commune_would_change_is_seen_for_the_department(commune: Unit, team: Unit) -> None:
    proposal = Proposal(commune.pk, (DayChange(TUESDAY, ""),))
    assert not works(proposal.calendar_for(team.pk, Author(1)), TUESDAY)
    say(team, 2, DayChange(TUESDAY, "07:30-11:30"))
    assert works(proposal.calendar_for(team.pk, Author(3)), TUESDAY)


def test_a_commune_inherits_nothing_and_rows_say_whose_they_are(commune: Unit, team: Unit) -> None:
    province = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=commune.province)
    say(province, 1, DayChange(TUESDAY, ""))
    say(commune, 2, DayChange(WEDNESDAY, ""))
    assert works(calendar_of(commune.pk), TUESDAY) and works(calendar_of(team.pk), TUESDAY)
    owned = {unit.pk: history_of(unit.pk).days_in_force()[day_of(WEDNESDAY)].own for unit in (commune, team)}
    assert owned == {commune.pk: True, team.pk: False}


def test_a_department_says_what_is_its_own_only_once(commune: Unit, team: Unit) -> None:
    say(commune, 1, DayChange(TUESDAY, "", "Mất điện"))
    assert say(team, 2, DayChange(TUESDAY, "", "Mất điện")) == 1
    assert say(team, 3, DayChange(TUESDAY, "", "Mất điện")) == 0
