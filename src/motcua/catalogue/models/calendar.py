"""Days that are not what their weekday says."""

from __future__ import annotations

from django.db import models

from motcua.catalogue.models.units import Unit


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, a day worked in exchange, a half day."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="calendar_days")
    day = models.DateField()
    hours = models.CharField(max_length=80, blank=True, help_text="07:30-11:30,13:00-17:00; empty: off")
    note = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="one_calendar_day", nulls_distinct=False)
        ]
