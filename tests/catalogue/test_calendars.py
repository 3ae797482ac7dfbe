"""The calendar of a unit from the database, as it is and as it was known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from motcua.catalogue.calendars import (
    SHARED,
    BadHours,
    calendar_of,
    day_notes,
    history_of,
    hours_text,
    parse_hours,
    parse_week,
    week_text,
)
from motcua.catalogue.models import CalendarDay, WeeklyHours
from motcua.catalogue.models.calendar import RowsStay
from motcua.catalogue.units import find_unit
from motcua.rules.calendar import FIVE_DAYS, MORNING_AND_AFTERNOON
from motcua.rules.instants import day_of

pytestmark = pytest.mark.django_db
REUNIFICATION = day_of(date(2026, 4, 30))
TUESDAY = date(2026, 6, 2)
SATURDAY = date(2026, 6, 6)
MORNING = "07:30-11:30"
SIX_DAYS = (*FIVE_DAYS[:5], ((450, 690),), ())


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    calendar_of.cache_clear()
    yield
    calendar_of.cache_clear()


def test_the_seeded_days_are_in_it() -> None:
    calendar = calendar_of(None)
    assert not calendar.is_working_day(REUNIFICATION)
    # 22/8/2026, a Saturday, is worked for 31/8.
    assert calendar.windows_of(day_of(date(2026, 8, 22))) == MORNING_AND_AFTERNOON
    assert not calendar.is_working_day(day_of(date(2026, 8, 31)))
    assert calendar.is_working_day(day_of(TUESDAY)) and not calendar.is_working_day(day_of(SATURDAY))


def test_days_of_the_unit_win() -> None:
    ward = find_unit("11689")
    CalendarDay.objects.create(unit=ward, day=date(2026, 4, 30), hours="08:00-11:00", note="Trực lễ")
    CalendarDay.objects.create(unit=ward, day=TUESDAY, hours="", note="Mất điện")
    CalendarDay.objects.create(unit=ward, day=SATURDAY, hours=MORNING, note="Sáng thứ Bảy")
    own, common = calendar_of(ward.pk), calendar_of(None)
    assert own.windows_of(REUNIFICATION) == ((480, 660),) and common.windows_of(REUNIFICATION) == ()
    assert own.windows_of(day_of(TUESDAY)) == () and common.is_working_day(day_of(TUESDAY))
    assert own.windows_of(day_of(SATURDAY)) == ((450, 690),)
    assert not own.is_working_day(day_of(date(2026, 5, 1)))


def test_a_common_day_added_after_the_own_one_does_not_win() -> None:
    ward = find_unit("11689")
    CalendarDay.objects.create(unit=ward, day=TUESDAY, hours="08:00-11:00", recorded_at=1)
    CalendarDay.objects.create(unit=None, day=TUESDAY, hours="", recorded_at=2)
    assert calendar_of(ward.pk).is_working_day(day_of(TUESDAY))


def test_the_last_recorded_row_holds_and_the_earlier_ones_come_back() -> None:
    ward = find_unit("11689")
    CalendarDay.objects.create(unit=ward, day=TUESDAY, hours=MORNING, recorded_at=3000)
    CalendarDay.objects.create(unit=ward, day=TUESDAY, hours="", recorded_at=2000)
    CalendarDay.objects.create(unit=ward, day=TUESDAY, void=True, recorded_at=4000)
    hours = {
        known: calendar_of(ward.pk, known).windows_of(day_of(TUESDAY))
        for known in (0, 1999, 2000, 2999, 3000, 3999, 4000, None)
    }
    usual, morning = MORNING_AND_AFTERNOON, ((450, 690),)
    assert list(hours.values()) == [usual, usual, (), (), morning, morning, usual, usual]
    assert calendar_of(ward.pk, 2500) is calendar_of(ward.pk, 2000)
    assert history_of(ward.pk).recorded == (0, 2000, 3000, 4000)


def test_of_one_instant_the_row_added_last_holds() -> None:
    for hours in ("", MORNING):
        CalendarDay.objects.create(unit=None, day=TUESDAY, hours=hours, recorded_at=5)
    assert calendar_of(None).windows_of(day_of(TUESDAY)) == ((450, 690),)


def test_taking_back() -> None:
    ward = find_unit("11689")
    holiday = date(2026, 4, 30)
    CalendarDay.objects.create(unit=ward, day=holiday, hours=MORNING, recorded_at=1)
    CalendarDay.objects.create(unit=ward, day=holiday, void=True, recorded_at=2)
    # The unit's own row gives way to the common one, the common one to the weekday.
    assert not calendar_of(ward.pk).is_working_day(REUNIFICATION)
    CalendarDay.objects.create(unit=None, day=holiday, void=True, recorded_at=3)
    assert calendar_of(ward.pk).windows_of(REUNIFICATION) == MORNING_AND_AFTERNOON


def test_before_anything_was_known_only_the_week_counts() -> None:
    assert calendar_of(None, -1).is_working_day(REUNIFICATION)


def test_weeks_from_a_day_on() -> None:
    ward = find_unit("11689")
    WeeklyHours.objects.create(unit=ward, since=SATURDAY, hours=week_text(SIX_DAYS), recorded_at=10)
    own = calendar_of(ward.pk)
    assert own.windows_of(day_of(SATURDAY)) == ((450, 690),) and not own.is_working_day(day_of(SATURDAY) - 7)
    assert not calendar_of(None).is_working_day(day_of(SATURDAY))
    assert not calendar_of(ward.pk, 9).is_working_day(day_of(SATURDAY))
    WeeklyHours.objects.create(unit=ward, since=SATURDAY, void=True, recorded_at=11)
    assert not calendar_of(ward.pk).is_working_day(day_of(SATURDAY))


def test_the_units_week_wins_over_a_later_common_one() -> None:
    ward = find_unit("11689")
    mornings = (((450, 690),),) * 5 + ((), ())
    WeeklyHours.objects.create(unit=None, since=date(2026, 6, 1), hours=week_text(mornings), recorded_at=1)
    WeeklyHours.objects.create(unit=ward, since=SATURDAY, hours=week_text(SIX_DAYS), recorded_at=1)
    WeeklyHours.objects.create(unit=None, since=date(2026, 7, 1), hours=week_text(FIVE_DAYS), recorded_at=1)
    hours = [
        len(calendar_of(ward.pk).windows_of(day_of(day))) for day in (TUESDAY, SATURDAY, date(2026, 7, 4))
    ]
    assert hours == [1, 1, 1]
    assert history_of(ward.pk).weeks_in_force() == [
        (day_of(date(2026, 6, 1)), mornings, SHARED), (day_of(SATURDAY), SIX_DAYS, 0),
    ]  # fmt: skip


def test_rows_stay() -> None:
    row = CalendarDay.objects.create(unit=None, day=TUESDAY, hours="")
    with pytest.raises(RowsStay):
        row.save()
    with pytest.raises(RowsStay):
        row.delete()
    with pytest.raises(RowsStay):
        CalendarDay.objects.filter(pk=row.pk).update(hours=MORNING)
    with pytest.raises(RowsStay):
        CalendarDay.objects.filter(pk=row.pk).delete()


def test_kept_until_a_row_is_added(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ward = find_unit("11689")
    first = calendar_of(ward.pk)
    with django_assert_num_queries(2):
        assert calendar_of(ward.pk) is first is calendar_of(ward.pk)
    CalendarDay.objects.create(unit=None, day=TUESDAY, hours="")
    assert not calendar_of(ward.pk).is_working_day(day_of(TUESDAY))
    # As another process would add it.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_calendarday (unit_id, recorded_at, void, note, day, hours)"
            " VALUES (NULL, 1, %s, '', %s, %s)",
            [False, TUESDAY, MORNING],
        )
    assert calendar_of(ward.pk).is_working_day(day_of(TUESDAY))


def test_units_with_the_same_days_share_a_calendar() -> None:
    one, two = find_unit("11689"), find_unit("11635")
    assert calendar_of(one.pk) is calendar_of(two.pk) is calendar_of(None)
    for unit in (one, two):
        CalendarDay.objects.create(unit=unit, day=SATURDAY, hours=MORNING)
    assert calendar_of(one.pk) is calendar_of(two.pk) is not calendar_of(None)


def test_the_names_of_days() -> None:
    ward = find_unit("11689")
    CalendarDay.objects.create(unit=ward, day=TUESDAY, hours="", note="Mất điện", recorded_at=1)
    found = day_notes(ward.pk, REUNIFICATION, day_of(TUESDAY))
    assert found[day_of(TUESDAY)] == "Mất điện" and REUNIFICATION in found
    assert day_of(TUESDAY) not in day_notes(ward.pk, REUNIFICATION, day_of(TUESDAY) - 1)


@pytest.mark.parametrize(
    "hours",
    ["sáng", "7h30-11h30", "11:30-07:30", "07:30-11:30,11:00-12:00", "07:75-11:30", "08:00-24:01", ","],
)
def test_hours_that_cannot_be(hours: str) -> None:
    ward = find_unit("11689")
    CalendarDay.objects.create(unit=ward, day=TUESDAY, hours=hours, note="")
    with pytest.raises(BadHours, match="02/06/2026") as caught:
        calendar_of(ward.pk)
    assert (caught.value.day, caught.value.hours, caught.value.unit_id) == (TUESDAY, hours, ward.pk)


@pytest.mark.parametrize("text", ["", "||||||", "07:30-11:30|||||", "07:30-11:30|x|||||", "|" * 7])
def test_weeks_that_cannot_be(text: str) -> None:
    with pytest.raises(BadHours):
        parse_week(text, TUESDAY, None)


@pytest.mark.parametrize("text", ["", "07:30-11:30", "07:30-11:30,13:00-17:00", "00:00-24:00"])
def test_hours_there_and_back(text: str) -> None:
    assert hours_text(parse_hours(text)) == text


def test_a_week_there_and_back() -> None:
    assert parse_week(week_text(SIX_DAYS), TUESDAY, None) == SIX_DAYS


def test_hours_may_have_blanks() -> None:
    assert parse_hours(" 7:30 - 11:30, 13:00-17:00 ") == MORNING_AND_AFTERNOON
