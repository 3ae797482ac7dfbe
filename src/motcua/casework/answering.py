"""The clock of what is lodged: it is answered within 8 working hours (Decree 45/2020/NĐ-CP, Art. 11)."""

from __future__ import annotations

from django.conf import settings

from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import MS_PER_HOUR, Instant


def answer_by(lodged: Instant, calendar: WorkingCalendar) -> Instant:
    """Until when a dossier lodged at an instant has to be answered, in milliseconds UTC."""
    return calendar.add_working_ms(lodged, settings.ANSWER_WITHIN_HOURS * MS_PER_HOUR)
