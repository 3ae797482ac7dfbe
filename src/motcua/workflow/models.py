"""Versions of internal procedures; a released one never changes, for open dossiers keep it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class WorkflowVersion(models.Model):
    """A version of a workflow (quy trình nội bộ): of one unit and those below it, or of every unit (`unit` null).

    `text` is the YAML as somebody wrote it, `body` the same as plain data once it can be read. Instants are
    milliseconds UTC; `since` is the first local day on which new dossiers take it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        CHECKED = "checked", "Chờ phê duyệt"
        RELEASED = "released", "Đã ban hành"

    unit = models.ForeignKey(
        "catalogue.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="workflows"
    )
    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    since = models.DateField(null=True, blank=True)
    text = models.TextField()
    body = models.JSONField(default=dict)
    notes = models.TextField(blank=True)
    made_at = models.BigIntegerField()
    changed_at = models.BigIntegerField()
    checked_at = models.BigIntegerField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.BigIntegerField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "key", "number"], name="workflow_number_once"),
            models.UniqueConstraint(
                fields=["key", "number"], condition=Q(unit=None), name="workflow_common_number_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "key"], condition=~Q(status="released"), name="workflow_one_draft"
            ),
        ]
        indexes = [models.Index(fields=["key", "status", "since"], name="workflow_in_force")]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ReleasedForGood where the stored version is released."""
        self._refuse_when_released()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises ReleasedForGood where the stored version is released."""
        self._refuse_when_released()
        return super().delete(*args, **kwargs)

    def _refuse_when_released(self) -> None:
        stored = WorkflowVersion.objects.filter(pk=self.pk, status=self.Status.RELEASED)
        if self.pk is not None and stored.exists():
            raise ReleasedForGood(self)


class ReleasedForGood(ValueError):
    """A released version stays as it is, for open dossiers keep it: make a new version instead."""

    def __init__(self, version: WorkflowVersion) -> None:
        super().__init__(f"{version} is released and can no longer change")
        self.version = version
