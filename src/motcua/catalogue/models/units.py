"""Provinces, units with their codes and parents, and systems."""

from __future__ import annotations

from django.db import models


class Province(models.Model):
    """A province or centrally-run city (tỉnh, thành phố)."""

    gso_code = models.CharField(max_length=8, unique=True)
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An agency that receives or resolves dossiers (cơ quan, đơn vị)."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "Cấp tỉnh"
        COMMUNE = "commune", "Cấp xã"
        DEPARTMENT = "department", "Phòng, trung tâm"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="units")
    added = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class UnitCode(models.Model):
    """Any code a unit has or had: statistics office, identifier (mã định danh), an older one."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12)


class UnitParent(models.Model):
    """To whom a unit reports, from a day on; the last row whose day has come is in force."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="children")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "since"], name="one_parent_a_day")]


class System(models.Model):
    """A system that keeps dossiers: the province's, a ministry's, our own, a file kept by hand."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=12)

    def __str__(self) -> str:
        return self.name
