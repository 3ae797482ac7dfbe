"""Working hours of weeks and of single days: rows are added and never touched, so that any knowledge comes back."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from motcua.catalogue.models.units import Unit


class RowsStay(TypeError):
    """A row of the calendar is neither changed nor deleted: what is to hold instead is another row."""

    def __init__(self) -> None:
        super().__init__("a row of the calendar stays as it is; add another one, recorded later")


class Rows(models.QuerySet["Recorded"]):
    """Rows that can be added and read."""

    def update(self, **_: Any) -> NoReturn:
        """Raises RowsStay."""
        raise RowsStay

    def delete(self) -> NoReturn:
        """Raises RowsStay."""
        raise RowsStay


class Recorded(models.Model):
    """A row of the calendar of a unit, or of all units (`unit` null).

    Of rows that say the same thing of the same unit the last recorded one holds. `recorded_at` is when it became
    known (milliseconds UTC; 0: it came with the program), `actor` the user who entered it. `void`: nothing of its
    own any more, so a unit's own row gives way to that of all units, and theirs to what is usual.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="%(class)ss")
    recorded_at = models.BigIntegerField(default=0)
    actor = models.BigIntegerField(null=True)
    void = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    objects = Rows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises RowsStay for one that is there."""
        if not self._state.adding:
            raise RowsStay
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Raises RowsStay."""
        raise RowsStay


class CalendarDay(Recorded):
    """A day that is not what its weekday says: a holiday, a day worked in exchange, a half day."""

    day = models.DateField()
    hours = models.CharField(max_length=80, blank=True, help_text="07:30-11:30,13:00-17:00; empty: off")

    class Meta:
        indexes = [models.Index(fields=["unit", "day"], name="calendar_day")]


class WeeklyHours(Recorded):
    """The hours of the week (giờ làm việc trong tuần) from a day on: Monday to Sunday, parted by "|"."""

    since = models.DateField()
    hours = models.CharField(max_length=600, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "since"], name="weekly_hours")]
