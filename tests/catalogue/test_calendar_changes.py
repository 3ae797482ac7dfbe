"""Changing the calendar: rows are added, what holds already adds none, and one sees beforehand what would be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from motcua.catalogue.calendar_changes import DayChange, Proposal, WeekChange, change_calendar
from motcua.catalogue.calendars import BadHours, calendar_of, week_text
from motcua.catalogue.changes import Author, CatalogueError
from motcua.catalogue.models import CalendarDay, Change, Unit, WeeklyHours
from motcua.catalogue.units import find_unit
from motcua.rules.calendar import FIVE_DAYS, MORNING_AND_AFTERNOON
from motcua.rules.instants import day_of

pytestmark = pytest.mark.django_db
TUESDAY, SATURDAY, HOLIDAY = date(2026, 6, 2), date(2026, 6, 6), date(2026, 4, 30)
SIX_DAYS = week_text((*FIVE_DAYS[:5], ((450, 690),), ()))
BY = Author(at=5000, user=4, source="Công văn 12")


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    calendar_of.cache_clear()
    yield
    calendar_of.cache_clear()


@pytest.fixture
def ward() -> Unit:
    return find_unit("11689")


def test_a_change_holds_from_its_recording_on(ward: Unit) -> None:
    days = (DayChange(TUESDAY, "", "Mất điện"), DayChange(SATURDAY, "07:30-11:30", "Làm bù"))
    assert change_calendar(Proposal(ward.pk, days), BY) == 2
    calendar = calendar_of(ward.pk)
    assert not calendar.is_working_day(day_of(TUESDAY)) and calendar.is_working_day(day_of(SATURDAY))
    assert calendar_of(ward.pk, 4999).is_working_day(day_of(TUESDAY))
    row = CalendarDay.objects.get(unit=ward, day=TUESDAY)
    assert (row.recorded_at, row.actor, row.note) == (5000, 4, "Mất điện")


def test_what_holds_already_adds_nothing(ward: Unit) -> None:
    proposal = Proposal(ward.pk, (DayChange(TUESDAY, "", "Mất điện"),), (WeekChange(SATURDAY, SIX_DAYS),))
    assert change_calendar(proposal, BY) == 2
    assert change_calendar(proposal, Author(at=6000)) == 0
    assert change_calendar(Proposal(ward.pk, (DayChange(date(2026, 6, 3), None),)), BY) == 0
    assert (CalendarDay.objects.filter(unit=ward).count(), WeeklyHours.objects.count()) == (1, 1)
    assert Change.objects.get().body == {
        "unit": ward.pk,
        "days": [["2026-06-02", "", "Mất điện"]],
        "weeks": [["2026-06-06", SIX_DAYS]],
    }


def test_to_and_fro(ward: Unit) -> None:
    for at, hours in ((1, ""), (2, "07:30-11:30"), (3, None), (4, "")):
        assert change_calendar(Proposal(ward.pk, (DayChange(TUESDAY, hours),)), Author(at=at)) == 1
    worked = [calendar_of(ward.pk, known).windows_of(day_of(TUESDAY)) for known in range(5)]
    assert worked == [MORNING_AND_AFTERNOON, (), ((450, 690),), MORNING_AND_AFTERNOON, ()]


def test_a_clock_that_was_set_back_does_not_lose_the_last_word(ward: Unit) -> None:
    change_calendar(Proposal(ward.pk, (DayChange(TUESDAY, ""),)), Author(at=9000))
    change_calendar(Proposal(ward.pk, (DayChange(TUESDAY, "07:30-11:30"),)), Author(at=8000))
    assert calendar_of(ward.pk).windows_of(day_of(TUESDAY)) == ((450, 690),)


def test_one_sees_beforehand_what_would_be(ward: Unit) -> None:
    proposal = Proposal(
        None, (DayChange(HOLIDAY, None), DayChange(TUESDAY, "")), (WeekChange(SATURDAY, SIX_DAYS),)
    )
    would = proposal.calendar_for(ward.pk, BY)
    assert would.windows_of(day_of(HOLIDAY)) == MORNING_AND_AFTERNOON
    assert not would.is_working_day(day_of(TUESDAY)) and would.is_working_day(day_of(SATURDAY))
    assert not CalendarDay.objects.filter(recorded_at=BY.at).exists()
    change_calendar(proposal, BY)
    assert calendar_of(ward.pk) is would


def test_a_common_change_gives_way_to_the_units_own(ward: Unit) -> None:
    change_calendar(Proposal(ward.pk, (DayChange(TUESDAY, "07:30-11:30"),)), BY)
    common = Proposal(None, (DayChange(TUESDAY, ""),))
    assert common.calendar_for(ward.pk, BY).is_working_day(day_of(TUESDAY))
    assert not common.calendar_for(None, BY).is_working_day(day_of(TUESDAY))


def test_changes_that_cannot_be(ward: Unit) -> None:
    with pytest.raises(BadHours, match="02/06/2026"):
        change_calendar(Proposal(ward.pk, (DayChange(TUESDAY, "sáng"),)), BY)
    with pytest.raises(BadHours):
        change_calendar(Proposal(ward.pk, (), (WeekChange(SATURDAY, "||||||"),)), BY)
    with pytest.raises(CatalogueError, match="năm"):
        change_calendar(Proposal(ward.pk, (DayChange(date(1206, 6, 2), ""),)), BY)
    with pytest.raises(CatalogueError, match="400"):
        change_calendar(Proposal(ward.pk, (DayChange(TUESDAY, ""),) * 401), BY)
    assert not CalendarDay.objects.filter(unit=ward).exists()
