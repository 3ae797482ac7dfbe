"""When an attempt is made again: pure, with chance as argument. There is no last attempt; an outage lasts as it lasts."""

from __future__ import annotations

from motcua.rules.instants import MS_PER_MINUTE

FIRST_PAUSE = 5_000
LONGEST_PAUSE = 10 * MS_PER_MINUTE
SPREAD = 0.2
"""A pause is up to so much shorter or longer, so that many do not come back at one instant."""


def pause(failures: int, chance: float) -> int:
    """Milliseconds to wait after the `failures`-th failure in a row (from 1); `chance` is from 0 to 1."""
    plain = min(FIRST_PAUSE << min(failures - 1, 20), LONGEST_PAUSE)
    return round(plain * (1 + SPREAD * (2 * chance - 1)))
