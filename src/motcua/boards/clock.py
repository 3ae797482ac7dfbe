"""The present, read at the edge and handed on: nothing below the pages looks at a clock."""

from __future__ import annotations

import time
from datetime import date

from motcua.rules.instants import Instant, date_of, local_day


def now() -> Instant:
    """The present instant, in milliseconds UTC."""
    return time.time_ns() // 1_000_000


def today() -> date:
    """The present local day."""
    return date_of(local_day(now()))
