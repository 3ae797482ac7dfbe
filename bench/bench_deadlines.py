"""Deadlines per second of CPU time: the clock in columns, the clock for single dossiers, and the ratio.

The mix is that of a province: seven in ten terms in working days, two in hours, one in days; every
seventh dossier was paused once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.clock import due
from motcua.rules.clock_bulk import NEVER, UNIT_CODES, PauseColumns, due_bulk
from motcua.rules.holidays_seed import seed_calendar
from motcua.rules.instants import MS_PER_DAY, day_of, day_start
from motcua.rules.terms import OnResume, Pause, Term, TermRules, TermUnit

ROWS = 2_000_000
SINGLES = 20_000
RULES = TermRules(cut_off_minute=900)
UNITS = {code: unit for unit, code in UNIT_CODES.items()}


@dataclass(frozen=True)
class Sample:
    """Synthetic receptions of the years 2025 and 2026, in columns."""

    received: NDArray[np.int64]
    amounts: NDArray[np.int64]
    units: NDArray[np.int64]
    pauses: PauseColumns

    def arguments(self, row: int) -> tuple[int, Term, tuple[Pause, ...]]:
        """One dossier, in the shape that the clock for single dossiers takes."""
        term = Term(int(self.amounts[row]), UNITS[int(self.units[row])])
        begin, end, restarts = (column[row] for column in self.pauses)
        if begin == NEVER:
            return int(self.received[row]), term, ()
        on_resume = OnResume.RESTART if restarts else OnResume.CONTINUE
        return int(self.received[row]), term, (Pause(int(begin), int(end), on_resume),)


def sample(rows: int = ROWS, seed: int = 1) -> Sample:
    """Random dossiers; the same ones for the same seed."""
    random = np.random.default_rng(seed)
    first = day_start(day_of(date(2025, 1, 1)))
    received = first + random.integers(0, 700 * MS_PER_DAY, rows)
    unit = random.choice([UNIT_CODES[unit] for unit in TermUnit], rows, p=[0.7, 0.2, 0.1])
    paused = random.random(rows) < 1 / 7
    begin = received + random.integers(0, 5 * MS_PER_DAY, rows)
    end = begin + random.integers(0, 20 * MS_PER_DAY, rows)
    columns = (np.where(paused, begin, NEVER), np.where(paused, end, NEVER), random.random(rows) < 0.5)
    return Sample(received, random.integers(1, 31, rows), unit, PauseColumns(*columns))


def _seconds(work: Callable[[], object], times: int = 3) -> float:
    """CPU seconds of the best of some runs: others use the machine too."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def _singly(rows: list[tuple[int, Term, tuple[Pause, ...]]], calendar: WorkingCalendar) -> None:
    for received, term, pauses in rows:
        due(received, term, calendar, RULES, pauses)


def run() -> dict[str, float]:
    """Deadlines per second of CPU time, in columns (with and without pauses) and singly, and the ratio."""
    some, calendar = sample(), seed_calendar(range(2024, 2029))
    singles = [some.arguments(row) for row in range(SINGLES)]
    calendar.table  # noqa: B018  counted through once, before the clock starts
    columns = (some.received, some.amounts, some.units, calendar, RULES)
    bulk = ROWS / _seconds(lambda: due_bulk(*columns, some.pauses))
    plain = ROWS / _seconds(lambda: due_bulk(*columns))
    days = ROWS / _seconds(lambda: due_bulk(some.received, some.amounts, 1, calendar))
    scalar = SINGLES / _seconds(lambda: _singly(singles, calendar))
    return {
        "bulk_per_cpu_s": bulk,
        "bulk_without_pauses_per_cpu_s": plain,
        "bulk_working_days_only_per_cpu_s": days,
        "scalar_per_cpu_s": scalar,
        "ratio": bulk / scalar,
    }


def main() -> None:
    """Print the figures."""
    for name, value in run().items():
        print(f"{name:36} {value:14,.0f}")


if __name__ == "__main__":
    main()
