"""Totals that others publish about a unit, as somebody entered them or a file said them."""

from __future__ import annotations

from django.db import models


class PublishedTotal(models.Model):
    """A total published elsewhere (số liệu công bố ở nơi khác). Never changed: the latest row of a unit, period, source and
    measure holds.

    `measure` names one or several measures of `rules.measures` joined by «+», `field` narrows it, `system` is the system
    whose dossiers it counts (None: all). `source` says who publishes it, `file` the file it was read from. A row whose
    `value` is None takes back what was told before.
    """

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="+", db_index=False)
    first = models.IntegerField(help_text="the first local day of the period")
    last = models.IntegerField(help_text="the last local day of the period")
    period = models.CharField(max_length=40)
    measure = models.CharField(max_length=120)
    field = models.ForeignKey("catalogue.Field", models.PROTECT, null=True, related_name="+", db_index=False)
    system = models.ForeignKey(
        "catalogue.System", models.PROTECT, null=True, related_name="+", db_index=False
    )
    source = models.CharField(max_length=200)
    file = models.CharField(max_length=200, blank=True)
    value = models.IntegerField(null=True)
    actor = models.BigIntegerField(null=True)
    recorded_at = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "first", "last"], name="published_total_period")]
