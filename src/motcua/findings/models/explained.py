"""The file of explanation (giải trình): facts with evidence, incidents of systems, and the dossiers they touched.

Rows are never changed: one that is wrong is followed by another that replaces it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

_USER = settings.AUTH_USER_MODEL


class Fact(models.Model):
    """A fact that an officer records beside a dossier, own or another system's (sự việc kèm bằng chứng).

    It moves neither state nor clock. `happened_at` is when it happened, as far as that is known. A fact whose `text` is
    empty withdraws the one it replaces.
    """

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="+")
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="explained_facts", db_constraint=False
    )
    text = models.TextField(blank=True)
    happened_at = models.BigIntegerField(null=True)
    file = models.ForeignKey("casework.StoredFile", models.PROTECT, null=True, related_name="+")
    at = models.BigIntegerField()
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", db_index=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")


class Incident(models.Model):
    """A time in which a system failed (sự cố hệ thống): from when to when, what was seen, a picture of the screen.

    `end` is None while it lasts. One whose `symptom` is empty withdraws the one it replaces.
    """

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="+", db_index=False)
    system = models.ForeignKey("catalogue.System", models.PROTECT, related_name="+", db_index=False)
    begin = models.BigIntegerField()
    end = models.BigIntegerField(null=True)
    symptom = models.TextField(blank=True)
    file = models.ForeignKey("casework.StoredFile", models.PROTECT, null=True, related_name="+")
    at = models.BigIntegerField()
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", db_index=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        indexes = [models.Index(fields=["unit", "begin"], name="incident_of_unit")]


class Touched(models.Model):
    """A person's word on whether an incident touched a dossier; the latest holds. What the rule proposes is not kept."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="touched")
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="touched_by", db_constraint=False
    )
    confirmed = models.BooleanField()
    at = models.BigIntegerField()
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", db_index=False)
