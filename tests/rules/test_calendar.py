from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.calendar import (
    FIRST_DAY,
    FIVE_DAYS,
    LAST_DAY,
    MORNING_AND_AFTERNOON,
    CalendarError,
    CalendarRangeError,
    Windows,
    WorkingCalendar,
)
from motcua.rules.holidays_seed import seed_calendar, seed_days_off, seed_days_worked
from motcua.rules.instants import (
    MS_PER_MINUTE,
    date_of,
    day_in_words,
    day_of,
    day_start,
    from_datetime,
    in_words,
    local_day,
    to_datetime,
)

from . import at, on

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING: Windows = ((450, 690),)
PLAIN_WEEK = WorkingCalendar()
# Five-day week, Saturday mornings worked; Tuesday 17/11/2026 off, Sunday 22/11/2026 worked in the morning.
MIXED = WorkingCalendar(
    (*FIVE_DAYS[:5], MORNING, ()),
    frozenset({day_of(date(2026, 11, 17))}),
    {day_of(date(2026, 11, 22)): MORNING},
)


@given(st.datetimes(datetime(1976, 1, 1), datetime(2100, 12, 31)))
def test_local_time_is_that_of_the_time_zone_database(moment: datetime) -> None:
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    aware = moment.replace(tzinfo=ZONE)
    instant = from_datetime(moment)
    assert instant == from_datetime(aware) == from_datetime(aware.astimezone(UTC))
    assert to_datetime(instant) == aware
    assert to_datetime(instant).utcoffset() == timedelta(hours=7)
    assert date_of(local_day(instant)) == moment.date()
    assert to_datetime(day_start(local_day(instant))).replace(tzinfo=None) == datetime.combine(
        moment.date(), datetime.min.time()
    )


@pytest.mark.parametrize(
    ("utc", "local"),
    [
        ("2026-11-19T16:59:59.999+00:00", "2026-11-19"),  # 23:59:59.999 in Vietnam
        ("2026-11-19T17:00:00+00:00", "2026-11-20"),  # 00:00 of the next day
        ("1969-12-31T16:59:59+00:00", "1969-12-31"),  # before the epoch rounds down too
    ],
)
def test_a_day_begins_at_17_hours_utc(utc: str, local: str) -> None:
    assert local_day(at(utc)) == on(local)


def test_instants_in_words() -> None:
    assert in_words(at("2026-11-20 17:00")) == "17:00 thứ Sáu 20/11/2026"
    assert day_in_words(on("2026-11-22")) == "Chủ nhật 22/11/2026"


def test_the_default_day_has_eight_hours() -> None:
    monday = on("2026-11-16")
    assert PLAIN_WEEK.windows_of(monday) == ((450, 690), (780, 1020))
    assert PLAIN_WEEK.working_minutes_between(day_start(monday), day_start(monday + 1)) == 480
    assert [PLAIN_WEEK.is_working_day(monday + i) for i in range(7)] == [True] * 5 + [False] * 2
    assert PLAIN_WEEK.opening(monday) == at("2026-11-16 07:30")
    assert PLAIN_WEEK.closing(monday) == at("2026-11-16 17:00")


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-11-16", 1, "2026-11-18"),  # Monday; Tuesday is off
        ("2026-11-16", 4, "2026-11-21"),  # Wed, Thu, Fri, Sat
        ("2026-11-16", 5, "2026-11-22"),  # and the Sunday worked in exchange
        ("2026-11-16", 6, "2026-11-23"),
        ("2026-11-17", 0, "2026-11-18"),  # a day off: the next working day
        ("2026-11-18", 0, "2026-11-18"),
        ("2026-11-17", 1, "2026-11-18"),
        ("2026-11-18", -1, "2026-11-16"),
        ("2026-11-17", -1, "2026-11-16"),
    ],
)
def test_add_working_days(day: str, n: int, expected: str) -> None:
    assert MIXED.add_working_days(on(day), n) == on(expected)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-16", "2026-11-16", 0),
        ("2026-11-16", "2026-11-17", 0),  # Tuesday is off
        ("2026-11-16", "2026-11-23", 6),  # Wed Thu Fri Sat Sun Mon
        ("2026-11-23", "2026-11-16", -6),
    ],
)
def test_working_days_between(first: str, last: str, expected: int) -> None:
    assert MIXED.working_days_between(on(first), on(last)) == expected


@pytest.mark.parametrize(
    ("begin", "end", "minutes"),
    [
        ("2026-11-16 09:00", "2026-11-16 10:30", 90),
        ("2026-11-16 11:00", "2026-11-16 14:00", 30 + 60),  # over lunch
        ("2026-11-16 16:00", "2026-11-18 08:00", 60 + 30),  # Tuesday is off
        ("2026-11-20 16:00", "2026-11-23 08:00", 60 + 240 + 240 + 30),  # Sat and Sun mornings
        ("2026-11-17 09:00", "2026-11-17 10:00", 0),
        ("2026-11-16 10:30", "2026-11-16 09:00", -90),
    ],
)
def test_working_minutes_between(begin: str, end: str, minutes: int) -> None:
    assert MIXED.working_minutes_between(at(begin), at(end)) == minutes


@pytest.mark.parametrize(
    ("instant", "minutes", "expected"),
    [
        ("2026-11-16 07:30", 480, "2026-11-16 17:00"),  # ends at the closing, not at the next opening
        ("2026-11-16 07:30", 481, "2026-11-18 07:31"),
        ("2026-11-16 07:30", 240, "2026-11-16 11:30"),
        ("2026-11-16 11:30", 60, "2026-11-16 14:00"),
        ("2026-11-17 09:00", 60, "2026-11-18 08:30"),
        ("2026-11-17 09:00", 0, "2026-11-17 09:00"),
    ],
)
def test_add_working_minutes(instant: str, minutes: int, expected: str) -> None:
    assert MIXED.add_working_minutes(at(instant), minutes) == at(expected)


def test_working_time_is_not_taken_away() -> None:
    with pytest.raises(ValueError, match="never taken away"):
        PLAIN_WEEK.add_working_minutes(at("2026-11-16 09:00"), -1)


def test_milliseconds_are_kept() -> None:
    begun = at("2026-11-16 09:00:00.250")
    assert PLAIN_WEEK.add_working_ms(begun, 1) == begun + 1
    assert PLAIN_WEEK.working_ms_between(begun, at("2026-11-16 09:00:01")) == 750
    assert PLAIN_WEEK.working_minutes_between(begun, at("2026-11-16 09:01")) == 0


def test_the_hours_of_a_single_day_go_before_a_day_off() -> None:
    day = on("2026-11-18")
    half = WorkingCalendar(days_off=frozenset({day}), days_worked={day: MORNING})
    assert half.windows_of(day) == MORNING


def test_work_goes_on() -> None:
    assert MIXED.work_goes_on(at("2026-11-16 16:59")) == on("2026-11-16")
    assert MIXED.work_goes_on(at("2026-11-16 17:00")) == on("2026-11-18")
    assert MIXED.work_goes_on(at("2026-11-17 09:00")) == on("2026-11-18")


def test_what_differs_from_the_week() -> None:
    first, last = on("2026-11-16"), on("2026-11-22")
    assert MIXED.days_skipped(first, last) == [on("2026-11-17")]
    assert MIXED.days_skipped(on("2026-11-17"), last) == []
    assert MIXED.days_in_exchange(first, last) == [on("2026-11-22")]


@pytest.mark.parametrize(
    ("windows", "problem"),
    [
        (((450, 690), (600, 1020)), "overlap"),
        (((780, 1020), (450, 690)), "not in order"),
        (((690, 450),), "end before they begin"),
        (((450, 450),), "end before they begin"),
        (((-10, 60),), "outside the day"),
        (((1380, 1440),), "outside the day"),
    ],
)
def test_hours_that_cannot_be(windows: Windows, problem: str) -> None:
    with pytest.raises(CalendarError, match=problem) as caught:
        WorkingCalendar((*FIVE_DAYS[:6], windows))
    assert caught.value.weekday == 6
    with pytest.raises(CalendarError, match=problem) as caught:
        WorkingCalendar(days_worked={on("2026-08-22"): windows})
    assert caught.value.day == on("2026-08-22")


def test_a_calendar_needs_hours() -> None:
    with pytest.raises(CalendarError):
        WorkingCalendar(((),) * 7)
    with pytest.raises(CalendarError):
        WorkingCalendar((MORNING_AND_AFTERNOON,) * 5)
    with pytest.raises(CalendarError, match="needs hours"):
        WorkingCalendar(days_worked={on("2026-08-22"): ()})
    with pytest.raises(CalendarError, match="2026-11-22"):
        PLAIN_WEEK.closing(on("2026-11-22"))


def test_years_out_of_reach_are_refused() -> None:
    with pytest.raises(CalendarRangeError, match="check the year"):
        PLAIN_WEEK.next_working_day(FIRST_DAY - 2)
    with pytest.raises(CalendarRangeError):
        PLAIN_WEEK.add_working_days(LAST_DAY, 1)
    with pytest.raises(CalendarRangeError):
        PLAIN_WEEK.add_working_minutes(at("1970-01-01 00:00"), 1)
    with pytest.raises(CalendarRangeError):
        PLAIN_WEEK.add_working_minutes(at("2100-12-31 16:00"), 61)
    assert PLAIN_WEEK.working_ms_between(at("2000-01-01 00:00"), at("2000-01-03 07:31")) == MS_PER_MINUTE


def test_calendars_compare_by_what_they_say() -> None:
    same = WorkingCalendar(MIXED.weekly, MIXED.days_off, dict(MIXED.days_worked))
    assert same == MIXED
    assert hash(same) == hash(MIXED)
    assert same != PLAIN_WEEK


def _minutes_worked(calendar: WorkingCalendar, begin: int, end: int) -> int:
    """Minute by minute, from the hours of each day alone."""
    total = 0
    for instant in range(begin, end, MS_PER_MINUTE):
        day = local_day(instant)
        minute = (instant - day_start(day)) // MS_PER_MINUTE
        total += any(start <= minute < stop for start, stop in calendar.windows_of(day))
    return total


@pytest.mark.parametrize("seed", range(20))
def test_counting_agrees_with_minute_by_minute(seed: int) -> None:
    chance = random.Random(seed)
    begin = at("2026-11-14 00:00") + chance.randrange(8 * 1440) * MS_PER_MINUTE
    end = begin + chance.randrange(4 * 1440) * MS_PER_MINUTE
    minutes = _minutes_worked(MIXED, begin, end)
    assert MIXED.working_minutes_between(begin, end) == minutes
    reached = MIXED.add_working_minutes(begin, minutes + 1)
    assert _minutes_worked(MIXED, begin, reached) == minutes + 1
    assert _minutes_worked(MIXED, begin, reached - MS_PER_MINUTE) == minutes


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2025-01-29", "Tết Nguyên Đán"),
        ("2025-05-02", "Ngày nghỉ (thay cho ngày 26/04/2025)"),
        ("2026-01-01", "Tết Dương lịch"),
        ("2026-02-16", "Giao thừa Tết Nguyên Đán"),
        ("2026-02-17", "Tết Nguyên Đán"),
        ("2026-02-20", "Mùng bốn Tết Nguyên Đán"),
        ("2026-04-27", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),  # the 10th of the third month is a Sunday
        ("2026-08-31", "Ngày nghỉ (thay cho ngày 22/08/2026)"),
        ("2026-09-02", "Quốc khánh"),
        ("2026-11-24", "Ngày Văn hóa Việt Nam"),
        ("2027-02-06", "Tết Nguyên Đán"),
        ("2027-11-24", "Ngày Văn hóa Việt Nam"),
    ],
)
def test_known_days_off(day: str, name: str) -> None:
    assert seed_days_off([2025, 2026, 2027])[on(day)] == name


def test_days_that_are_not_off() -> None:
    known = seed_days_off([2025, 2026, 2027])
    assert on("2025-11-24") not in known  # the day of culture begins in 2026
    assert on("2026-02-23") not in known  # the Monday after Tết
    assert on("2026-08-22") not in known
    assert {date_of(day).year for day in known} == {2025, 2026, 2027}


def test_known_days_worked_in_exchange() -> None:
    assert seed_days_worked([2025, 2026, 2027]) == {
        on("2025-04-26"): "Làm bù cho ngày nghỉ 02/05/2025",
        on("2026-08-22"): "Làm bù cho ngày nghỉ 31/08/2026",
    }
    # Friday 2/1/2015 was worked on 27/12/2014: asked for either year, it stands in the year it is worked.
    assert seed_days_worked([2014])[on("2014-12-27")] == "Làm bù cho ngày nghỉ 02/01/2015"
    assert on("2014-12-27") not in seed_days_worked([2015])


def test_the_seeded_calendar_of_the_swap_of_august_2026() -> None:
    calendar = seed_calendar([2026])
    # Friday 21/8, Saturday 22/8 worked, Monday 24/8.
    assert calendar.next_working_day(on("2026-08-21")) == on("2026-08-22")
    # Friday 28/8; 31/8 off in exchange, 1/9 and 2/9 national day; Thursday 3/9.
    assert calendar.next_working_day(on("2026-08-28")) == on("2026-09-03")
    assert calendar.windows_of(on("2026-08-22")) == MORNING_AND_AFTERNOON
