"""When a source is looked at next: so many minutes later, or at its times of the day."""

from __future__ import annotations

import re

from motcua.exchange.live.base import BadSource
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, Instant, day_start, local_day

MOST_MINUTES = 7 * 24 * 60
MOST_TIMES = 24
_TIME = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)", re.ASCII)


def read_times(text: str) -> tuple[int, ...]:
    """Minutes of the day of times such as «05:30, 13:00», in order; raises BadSource."""
    found = []
    for word in text.replace(";", ",").split(","):
        if word.strip():
            match = _TIME.fullmatch(word.strip())
            if match is None:
                raise BadSource(f"Giờ “{word.strip()}” không đúng. Viết như 05:30, 13:00.")
            found.append(60 * int(match[1]) + int(match[2]))
    if len(found) > MOST_TIMES:
        raise BadSource(f"Nhiều nhất {MOST_TIMES} giờ trong ngày.")
    return tuple(sorted(set(found)))


def times_text(minutes: tuple[int, ...]) -> str:
    """Times of the day as they are kept and shown."""
    return ", ".join(f"{one // 60:02}:{one % 60:02}" for one in minutes)


def next_look(every_minutes: int, times: str, now: Instant) -> Instant:
    """The next instant to look after `now`; `times` win over the minutes where there are any."""
    minutes = read_times(times)
    if not minutes:
        return now + every_minutes * MS_PER_MINUTE
    begin = day_start(local_day(now))
    wanted = [begin + one * MS_PER_MINUTE for one in minutes]
    return next((one for one in wanted if one > now), wanted[0] + MS_PER_DAY)
