"""Closed periods: what was closed, by whom, as of when, and how one was opened again. Never changed, never deleted."""

from __future__ import annotations

from django.db import models


class Closing(models.Model):
    """A period's figures as somebody closed them (chốt số liệu).

    `units` are the keys of the units that were added up; empty: the unit's own dossiers alone.
    `as_of` is the instant of knowledge (milliseconds UTC) that the figures are drawn from. `figures` is the statement
    and the forms as canonical text, `digest` its SHA-256; `labels` are the names as they were then, `definitions`
    what the forms and rules were. `number` counts the closings of one unit and period; the last one holds unless it
    was opened again.
    """

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="closings")
    first = models.IntegerField(help_text="the first local day of the period")
    last = models.IntegerField(help_text="the last local day of the period")
    period = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    as_of = models.BigIntegerField()
    closed_at = models.BigIntegerField()
    closed_by = models.BigIntegerField()
    figures = models.TextField()
    labels = models.JSONField()
    units = models.JSONField(default=list)
    definitions = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "first", "last", "number"], name="closing_once")
        ]


class Reopening(models.Model):
    """Somebody asks to open a closed period again (mở lại kỳ đã chốt), with the reason."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="reopenings")
    reason = models.TextField()
    asked_by = models.BigIntegerField()
    asked_at = models.BigIntegerField()


class ReopeningAnswer(models.Model):
    """The answer of a second person; `agreed` opens the period again."""

    reopening = models.OneToOneField(Reopening, on_delete=models.PROTECT, related_name="answer")
    agreed = models.BooleanField()
    answered_by = models.BigIntegerField()
    answered_at = models.BigIntegerField()
