"""Times that people type into the forms of these pages."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.findings.explaining import NotRecorded
from motcua.rules.instants import Instant, from_datetime


def instant_in(text: str, field: str) -> Instant | None:
    """A local time (2026-06-02T08:00); None of nothing. Raises NotRecorded."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise NotRecorded(field, _("Give a day and a time, such as 2/6/2026 08:00.")) from error
    if not 2000 <= moment.year <= 2100:
        raise NotRecorded(field, _("Give a day and a time, such as 2/6/2026 08:00."))
    return from_datetime(moment)
