"""What people write into reports, beside the figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ReportSection(models.Model):
    """A section of a narrative report that a person writes, kept per unit and period."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.CASCADE)
    period = models.CharField(max_length=30)
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "key"], name="section_once")]
