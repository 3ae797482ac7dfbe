"""What nobody needs any more is thrown away: sessions that are over, with what was typed in them, and old drafts."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from motcua.casework.drafts import drop_old
from motcua.catalogue.writing import deleted
from motcua.rules.instants import Instant, to_datetime


def forget_old(now: Instant) -> int:
    """Delete sessions that ended before now and drafts that nobody has touched for a month; gives how many."""
    over = Session.objects.filter(expire_date__lt=to_datetime(now))
    return deleted(over) + drop_old(now)
