"""The key of one combination of dimensions, made on first use."""

from __future__ import annotations

from typing import Any

from motcua.catalogue.quick import ask
from motcua.catalogue.steady import once_an_act, stamp
from motcua.catalogue.systems import system
from motcua.dossiers.models import Cell
from motcua.dossiers.own import Dims

_KEYS = frozenset({"unit", "procedure", "field", "system"})

OWN = "own"
"""The key of our own system among those that keep dossiers."""


def cell_of(dims: Dims, system_id: int) -> int:
    """The key of the cell with these dimensions; call it inside a transaction."""
    return once_an_act((dims, system_id), lambda: _cell_of(dims, system_id))


def _cell_of(dims: Dims, system_id: int) -> int:
    values: dict[str, Any] = {**vars(dims), "system": system_id}
    named = {f"{name}_id" if name in _KEYS else name: value for name, value in values.items()}
    there = [f"{name} IS NULL" if value is None else f"{name} = %s" for name, value in named.items()]
    given = [value for value in named.values() if value is not None]
    found = ask(f"SELECT id FROM dossiers_cell WHERE {' AND '.join(there)}", given)  # noqa: S608 - names are our own
    return int(found[0][0]) if found else Cell.objects.get_or_create(**named)[0].pk


def own_system() -> int:
    """The key of our own system."""
    return stamp().own_system or system(OWN).pk
