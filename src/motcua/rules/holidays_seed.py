"""Public holidays as the seed of a calendar that is kept and corrected elsewhere.

The `holidays` library knows Bộ luật Lao động 2019, Art. 111 and 112, and those yearly decisions that its
makers have seen. What a year's decision really says is entered in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from motcua.rules.calendar import FIVE_DAYS, MORNING_AND_AFTERNOON, Windows, WorkingCalendar
from motcua.rules.instants import Day, day_of

if TYPE_CHECKING:
    from holidays.countries import Vietnam


def seed_days_off(years: Iterable[int]) -> dict[Day, str]:
    """Public holidays and days off in exchange (ngày nghỉ lễ, nghỉ hoán đổi), by day, with Vietnamese names.

    Holidays that fall on a Saturday or Sunday are among them.
    """
    return {day_of(day): name for day, name in sorted(_known(set(years)).items())}


def seed_days_worked(years: Iterable[int]) -> dict[Day, str]:
    """Days worked in exchange for a day off (ngày làm bù), by day, with the day off in the name."""
    wanted = set(years)
    # A day off in January may be worked in December, so the years beside are asked as well.
    known = _known({year + shift for year in wanted for shift in (-1, 0, 1)})
    worked = sorted(day for day in known.weekend_workdays if day.year in wanted)
    return {day_of(day): _worked_name(day, known) for day in worked}


def seed_calendar(
    years: Iterable[int],
    weekly: tuple[Windows, ...] = FIVE_DAYS,
    hours_worked: Windows = MORNING_AND_AFTERNOON,
) -> WorkingCalendar:
    """A calendar of the seeds alone, for trials, benchmarks and training; `hours_worked` on days in exchange."""
    wanted = set(years)
    worked = dict.fromkeys(seed_days_worked(wanted), hours_worked)
    return WorkingCalendar(weekly, frozenset(seed_days_off(wanted)), worked)


def _known(years: set[int]) -> Vietnam:
    # The library loads every country of the world, which only the first start of an installation needs.
    from holidays.countries import Vietnam

    return Vietnam(years=years, language="vi", expand=False)


def _worked_name(worked: date, known: Vietnam) -> str:
    written = worked.strftime("%d/%m/%Y")
    off = [day.strftime("%d/%m/%Y") for day, name in known.items() if written in name]
    return f"Làm bù cho ngày nghỉ {off[0]}" if off else "Làm bù"
