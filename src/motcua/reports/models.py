"""What people write into reports beside the figures, and the files of superiors that are filled with figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models

_USER = settings.AUTH_USER_MODEL


class ReportSection(models.Model):
    """A section of a narrative report that a person writes, kept per unit and period."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.CASCADE)
    period = models.CharField(max_length=30)
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    changed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "key"], name="section_once")]


class SuperiorFile(models.Model):
    """A superior's file that a unit fills (tệp của cấp trên), in versions; instants in milliseconds UTC."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    put_away_at = models.BigIntegerField(null=True, help_text="from when on it is no longer listed")


class SuperiorVersion(models.Model):
    """A version of a superior's file as somebody brought it; `period` is that of the figures in it, where known."""

    file = models.ForeignKey(SuperiorFile, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    kept = models.ForeignKey("casework.StoredFile", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4)
    period = models.CharField(max_length=30, blank=True)
    added_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="superior_version_once")]


class SuperiorBinding(models.Model):
    """A number of a superior's file and what it means; it is found by its surroundings, so that it outlives versions."""

    file = models.ForeignKey(SuperiorFile, on_delete=models.CASCADE, related_name="bindings")
    digest = models.CharField(max_length=64, help_text="of the words around it")
    index = models.IntegerField(help_text="its place among those with the same surroundings")
    of = models.IntegerField(help_text="how many there were")
    where = models.CharField(max_length=200)
    was = models.CharField(max_length=100, blank=True)
    meaning = models.JSONField()
    bound_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    bound_at = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "digest", "index", "of"], name="superior_binding_once")
        ]


class SuperiorFill(models.Model):
    """A superior's file filled for a period, as known at an instant (milliseconds UTC), with every figure put in."""

    version = models.ForeignKey(SuperiorVersion, on_delete=models.PROTECT, related_name="fills")
    period = models.CharField(max_length=30)
    as_of = models.BigIntegerField()
    figures = models.JSONField()
    lost = models.JSONField(default=list)
    filled_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, related_name="+")
    filled_at = models.BigIntegerField()


class NarrativeTemplate(models.Model):
    """A version of a unit's own Word template of its reports (mẫu báo cáo của đơn vị), never changed, never deleted.

    `number` counts the unit's versions. `periods` says which reports: of a month, a quarter…, empty for all. Once
    adopted, periods that end on `since` or later are written from it, as far as no later version is. `body` is the
    file; empty means that the unit goes back to the program's outline. Instants are milliseconds UTC.
    """

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    periods = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200, blank=True)
    body = models.BinaryField()
    uploaded_at = models.BigIntegerField()
    uploaded_by = models.BigIntegerField()
    since = models.DateField(null=True)
    adopted_at = models.BigIntegerField(null=True)
    adopted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="template_number_once")]
