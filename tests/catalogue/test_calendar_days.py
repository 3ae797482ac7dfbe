"""Calendar days that ship in a file, because the holidays library lacks them or has them otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from motcua.catalogue import data, load
from motcua.catalogue.calendars import calendar_of, parse_hours
from motcua.catalogue.models import CalendarDay
from motcua.rules.calendar import MORNING_AND_AFTERNOON, WorkingCalendar
from motcua.rules.instants import day_of

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY = date(2026, 1, 2), date(2026, 1, 10)
REUNIFICATION = date(2026, 4, 30)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    calendar_of.cache_clear()
    yield
    calendar_of.cache_clear()


def test_the_swap_of_new_year_2026() -> None:
    calendar = calendar_of(None)
    assert not calendar.is_working_day(day_of(FRIDAY))
    assert calendar.windows_of(day_of(SATURDAY)) == MORNING_AND_AFTERNOON
    # Wednesday 31/12; 1/1 off, 2/1 off in exchange, 3 and 4/1 the week-end; Monday 5/1.
    assert calendar.next_working_day(day_of(date(2025, 12, 31))) == day_of(date(2026, 1, 5))
    # Friday 9/1, Saturday 10/1 worked.
    assert calendar.next_working_day(day_of(date(2026, 1, 9))) == day_of(SATURDAY)
    assert "10/01/2026" in CalendarDay.objects.get(unit=None, day=FRIDAY).note


def test_a_row_of_the_file_wins_over_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        row = {"day": REUNIFICATION.isoformat(), "hours": "07:30-11:30", "note": "Trực lễ"}
        return [row] if name == "calendar-days.csv" else data.rows(name)

    monkeypatch.setattr(load, "rows", rows)
    CalendarDay.objects.filter(day=REUNIFICATION)._raw_delete("default")
    load.load_reference_data()
    written = CalendarDay.objects.get(unit=None, day=REUNIFICATION)
    assert (written.hours, written.note) == ("07:30-11:30", "Trực lễ")


def test_what_somebody_changed_wins_over_the_file_and_what_is_missing_comes() -> None:
    CalendarDay.objects.create(unit=None, day=FRIDAY, hours="07:30-11:30", recorded_at=1)
    CalendarDay.objects.filter(unit=None, day=SATURDAY)._raw_delete("default")
    before = CalendarDay.objects.count()
    load.load_reference_data()
    assert CalendarDay.objects.count() == before + 1
    assert calendar_of(None).windows_of(day_of(FRIDAY)) == ((450, 690),)
    assert CalendarDay.objects.get(unit=None, day=SATURDAY).hours == "07:30-11:30,13:00-17:00"


def test_the_file_can_be_loaded() -> None:
    listed = data.rows("calendar-days.csv")
    days = [date.fromisoformat(row["day"]) for row in listed]
    assert days == sorted(set(days))
    for day, row in zip(days, listed, strict=True):
        assert 0 < len(row["note"]) <= 200
        windows = parse_hours(row["hours"])
        assert WorkingCalendar(days_worked={day_of(day): windows} if windows else {})
