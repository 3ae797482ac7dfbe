"""Fields of administration and agencies, and the names they had: renaming and merging rewrite no history."""

from __future__ import annotations

from django.db import models


class Named(models.Model):
    """What has a name that may change: `name` is today's, `folded` the key by which files are understood.

    From `merged_since` on it is part of `merged_into`; what was recorded under it stays under it.
    """

    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, unique=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    merged_since = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None, merged_since=None)
                | models.Q(merged_into__isnull=False, merged_since__isnull=False),
                name="%(class)s_merged_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Field(Named):
    """A field of administration (lĩnh vực)."""


class FieldName(models.Model):
    """A name of a field from a day on; before the first row in time the field had that row's name too."""

    owner = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "since"], name="one_field_name_a_day")]


class Agency(Named):
    """An agency that procedures name (cơ quan thực hiện, cơ quan công bố): «Ủy ban nhân dân cấp xã».

    Versions keep the words of their decision; this says which words are one agency and what it is called today.
    """


class AgencyName(models.Model):
    """A name of an agency from a day on, as of `FieldName`."""

    owner = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "since"], name="one_agency_name_a_day")]
