"""What the National Public Service Portal publishes of the index, as somebody entered it or a file said it."""

from __future__ import annotations

from django.db import models


class PublishedFigure(models.Model):
    """One published figure. Never changed: the latest row of a unit, period and indicator holds.

    `indicator` is a code of `versions/`, that of a group, or TOTAL. `department` and `name` are the portal's, `unit`
    ours where it is known. Points and counts may each be unknown. `source` is the name of a file, empty where it was
    typed; `actor` the account, `recorded_at` milliseconds UTC. A `removed` row takes back what was told before.
    """

    first = models.IntegerField(help_text="the first local day of the period")
    last = models.IntegerField(help_text="the last local day of the period")
    indicator = models.CharField(max_length=60)
    department = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    numerator = models.IntegerField(null=True)
    denominator = models.IntegerField(null=True)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    removed = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    actor = models.BigIntegerField(null=True)
    recorded_at = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["first", "last", "indicator"], name="published_period"),
            models.Index(fields=["unit", "first"], name="published_unit"),
        ]
