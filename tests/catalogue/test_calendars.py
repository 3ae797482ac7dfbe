"""The calendar of a unit from the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.catalogue.calendars import BadHours, calendar_of, hours_text, parse_hours
from motcua.catalogue.models import CalendarDay
from motcua.catalogue.units import find_unit
from motcua.rules.calendar import MORNING_AND_AFTERNOON
from motcua.rules.instants import day_of

pytestmark = pytest.mark.django_db
REUNIFICATION = day_of(date(2026, 4, 30))
TUESDAY = date(2026, 6, 2)
SATURDAY = date(2026, 6, 6)


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
    CalendarDay.objects.create(unit=ward, day=SATURDAY, hours="07:30-11:30", note="Sáng thứ Bảy")
    own, common = calendar_of(ward.pk), calendar_of(None)
    assert own.windows_of(REUNIFICATION) == ((480, 660),) and common.windows_of(REUNIFICATION) == ()
    assert own.windows_of(day_of(TUESDAY)) == () and common.is_working_day(day_of(TUESDAY))
    assert own.windows_of(day_of(SATURDAY)) == ((450, 690),)
    assert not own.is_working_day(day_of(date(2026, 5, 1)))


def test_a_common_day_added_after_the_own_one_does_not_win() -> None:
    ward = find_unit("11689")
    CalendarDay.objects.create(unit=ward, day=TUESDAY, hours="08:00-11:00", note="")
    CalendarDay.objects.create(unit=None, day=TUESDAY, hours="", note="")
    assert calendar_of(ward.pk).is_working_day(day_of(TUESDAY))


def test_kept_until_something_changes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ward = find_unit("11689")
    with django_assert_num_queries(1):
        assert calendar_of(ward.pk) is calendar_of(ward.pk)
    day = CalendarDay.objects.create(unit=None, day=TUESDAY, hours="", note="")
    assert not calendar_of(ward.pk).is_working_day(day_of(TUESDAY))
    day.delete()
    assert calendar_of(ward.pk).is_working_day(day_of(TUESDAY))
    CalendarDay.objects.bulk_create([CalendarDay(unit=None, day=TUESDAY, hours="", note="")])
    assert calendar_of(ward.pk).is_working_day(day_of(TUESDAY))
    calendar_of.cache_clear()
    assert not calendar_of(ward.pk).is_working_day(day_of(TUESDAY))


def test_units_with_the_same_days_share_a_calendar() -> None:
    one, two = find_unit("11689"), find_unit("11635")
    assert calendar_of(one.pk) is calendar_of(two.pk) is calendar_of(None)
    for unit in (one, two):
        CalendarDay.objects.create(unit=unit, day=SATURDAY, hours="07:30-11:30", note="")
    assert calendar_of(one.pk) is calendar_of(two.pk) is not calendar_of(None)


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


@pytest.mark.parametrize("text", ["", "07:30-11:30", "07:30-11:30,13:00-17:00", "00:00-24:00"])
def test_hours_there_and_back(text: str) -> None:
    assert hours_text(parse_hours(text)) == text


def test_hours_may_have_blanks() -> None:
    assert parse_hours(" 7:30 - 11:30, 13:00-17:00 ") == MORNING_AND_AFTERNOON
