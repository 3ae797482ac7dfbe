"""Entries of registers, and the journal of how each came to be what it is."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """A line of a register as it stands now. `values` holds no personal data; those are in `persons`."""

    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    code = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    values = models.JSONField(default=dict)
    persons = models.JSONField(default=dict)
    void = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "register", "since"], name="entry_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "register", "code"], condition=~models.Q(code=""), name="entry_code_once"
            )
        ]


class Revision(models.Model):
    """One step of an entry, never changed: what it was from then on, which columns differ, by whom.

    Of personal data it names the column and not the content, so that they can be erased.
    """

    class Act(models.TextChoices):
        ADDED = "added", "Thêm"
        CHANGED = "changed", "Sửa"
        VOIDED = "voided", "Bỏ"
        RESTORED = "restored", "Khôi phục"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="revisions")
    act = models.CharField(max_length=10, choices=Act.choices)
    way = models.CharField(max_length=8, help_text="page, file or api")
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    values = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    void = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["entry", "at"], name="revision_by_time")]
