"""What a procedure offers, kept for each process until the catalogue changes: reception asks at every dossier."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from motcua.catalogue.models import (
    Field,
    Procedure,
    ProcedureVersion,
    UnitParent,
    UnitTerm,
    VersionChannel,
    VersionLane,
)
from motcua.catalogue.steady import forget, stamp
from motcua.catalogue.versions import Offer, in_force
from motcua.rules.instants import Day
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel


def offer(procedure_id: int, unit_id: int, day: Day, channel: Channel, lane: Lane) -> Offer:
    """The same as `versions.in_force`, with the same errors, in one statement once it has been asked."""
    return _offer(stamp().offers, procedure_id, unit_id, day, channel, lane)


@lru_cache(maxsize=4096)
def _offer(
    _stamped: tuple[Any, ...], procedure_id: int, unit_id: int, day: Day, channel: Channel, lane: Lane
) -> Offer:
    return in_force(procedure_id, unit_id, day, channel, lane)


@receiver([post_save, post_delete], sender=Field)
@receiver([post_save, post_delete], sender=Procedure)
@receiver([post_save, post_delete], sender=ProcedureVersion)
@receiver([post_save, post_delete], sender=UnitParent)
@receiver([post_save, post_delete], sender=UnitTerm)
@receiver([post_save, post_delete], sender=VersionChannel)
@receiver([post_save, post_delete], sender=VersionLane)
def _forget(**_: Any) -> None:
    _offer.cache_clear()
    forget()
