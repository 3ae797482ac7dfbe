"""When a notice is tried again, and at which hours: pure, with time and chance as arguments."""

from __future__ import annotations

import re

from motcua.rules.instants import MS_PER_HOUR, MS_PER_MINUTE, Instant, day_start, local_day

FIRST_PAUSE = MS_PER_MINUTE
LONGEST_PAUSE = 6 * MS_PER_HOUR
SPREAD = 0.2
"""A pause is up to so much shorter or longer, so that many notices do not come back at one instant."""

MOST_ATTEMPTS = 20
"""About three days: 1 + 2 + 4 + … + 256 minutes, then eleven times 6 hours. Then it says nothing new any more."""

_HOURS = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)


class BadSendingHours(ValueError):
    """Hours of sending that cannot be understood."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Không hiểu giờ gửi “{text}”. Viết như 07:00-20:00, giờ đầu trước giờ cuối; để trống là gửi cả ngày."
        )


def pause(attempt: int, chance: float) -> int:
    """Milliseconds until the next attempt after the `attempt`-th (from 1) failed; `chance` is from 0 to 1."""
    plain = min(FIRST_PAUSE << min(attempt - 1, 20), LONGEST_PAUSE)
    return round(plain * (1 + SPREAD * (2 * chance - 1)))


def next_try(attempt: int, now: Instant, chance: float) -> Instant | None:
    """When to try again after the `attempt`-th failed, or None where it has been tried often enough."""
    return now + pause(attempt, chance) if attempt < MOST_ATTEMPTS else None


def within_hours(instant: Instant, hours: str) -> Instant:
    """The instant itself where it lies within the hours of sending, else their next beginning.

    `hours` are local, «07:00-20:00»; empty means always. Raises BadSendingHours.
    """
    if not hours:
        return instant
    opens, closes = read_hours(hours)
    day = local_day(instant)
    minute = (instant - day_start(day)) // MS_PER_MINUTE
    if opens <= minute < closes:
        return instant
    return day_start(day if minute < opens else day + 1) + opens * MS_PER_MINUTE


def read_hours(text: str) -> tuple[int, int]:
    """Hours of sending as minutes after 00:00; raises BadSendingHours."""
    found = _HOURS.fullmatch(text.replace(" ", ""))
    if found is None:
        raise BadSendingHours(text)
    opens, closes = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    if int(found[2]) > 59 or int(found[4]) > 59 or not opens < closes <= 24 * 60:
        raise BadSendingHours(text)
    return opens, closes
