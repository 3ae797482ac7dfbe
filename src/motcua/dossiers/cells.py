"""The key of one combination of dimensions, made on first use."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from motcua.catalogue.systems import system
from motcua.dossiers.models import Cell
from motcua.dossiers.own import Dims

_KEYS = frozenset({"unit", "procedure", "field", "system"})

OWN = "own"
"""The key of our own system among those that keep dossiers."""


def cell_of(dims: Dims, system_id: int) -> int:
    """The key of the cell with these dimensions; call it inside a transaction."""
    values: dict[str, Any] = {**asdict(dims), "system": system_id}
    named = {f"{name}_id" if name in _KEYS else name: value for name, value in values.items()}
    return Cell.objects.get_or_create(**named)[0].pk


def own_system() -> int:
    """The key of our own system."""
    return system(OWN).pk
