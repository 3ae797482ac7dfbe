"""The systems that have to do with a unit: those that reported its dossiers, that lead them, and our own."""

from __future__ import annotations

from motcua.catalogue.models import System
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Dossier
from motcua.hub.models import ImportFile


def systems_of(unit: int) -> list[System]:
    """These systems, by name."""
    keys = {own_system()}
    keys |= set(ImportFile.objects.filter(run__unit=unit).values_list("system", flat=True).distinct())
    keys |= set(Dossier.objects.filter(unit=unit).values_list("authority", flat=True).distinct())
    return list(System.objects.filter(pk__in=keys).order_by("name", "pk"))
