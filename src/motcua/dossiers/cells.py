"""The key of one combination of dimensions, made on first use."""

from __future__ import annotations

from motcua.catalogue.systems import system
from motcua.dossiers.models import Cell
from motcua.dossiers.own import Dims

OWN = "own"
"""The key of our own system among those that keep dossiers."""


def cell_of(dims: Dims, system_id: int) -> int:
    """The key of the cell with these dimensions; call it inside a transaction."""
    found, _made = Cell.objects.get_or_create(
        unit_id=dims.unit, procedure_id=dims.procedure, field_id=dims.field, system_id=system_id,
        channel=dims.channel, level=dims.level, lane=dims.lane, digitised=dims.digitised,
        fee_due=dims.fee_due, paid_online=dims.paid_online,
    )  # fmt: skip
    return found.pk


def own_system() -> int:
    """The key of our own system."""
    return system(OWN).pk
