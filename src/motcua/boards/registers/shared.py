"""What the pages of registers share: the door, and entries as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeAlias

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from motcua.boards.access import UnitRequest, unit_page
from motcua.people.audit import register as register_line
from motcua.people.policies import SEE_PERSON
from motcua.registers.kind import BadRegister, Column, Kind
from motcua.registers.kinds_read import kind_of
from motcua.registers.values import told

RegisterView: TypeAlias = Callable[..., HttpResponseBase]


def _which(details: Any) -> str:
    return " · ".join(str(details[key]) for key in ("register", "entries") if details.get(key))


READ = register_line("register.read", gettext_lazy("Read a register"), ("register", "person"), _which)
WRITTEN = register_line(
    "register.written", gettext_lazy("Wrote in a register"), ("register", "entries"), _which
)


def register_page(right: str) -> Callable[[RegisterView], Callable[..., HttpResponseBase]]:
    """For views of one register, called with its kind; 404 where there is none of that name."""

    def door(view: RegisterView) -> Callable[..., HttpResponseBase]:
        @unit_page(right)
        @wraps(view)
        def page(request: UnitRequest, register: str, **rest: Any) -> HttpResponseBase:
            try:
                kind = kind_of(register)
            except KeyError as error:
                raise Http404 from error
            except BadRegister as error:
                messages.error(request, str(error))
                return redirect("registers", request.unit.pk)
            return view(request, kind, **rest)

        return page

    return door


def sees_persons(request: UnitRequest) -> bool:
    """Whether whoever asks may see the personal columns."""
    return SEE_PERSON in request.rights


@dataclass(frozen=True)
class Cell:
    """A value of an entry as people read it."""

    column: Column
    text: str

    @property
    def is_number(self) -> bool:
        return self.column.type in ("number", "money")


@dataclass(frozen=True)
class Shown:
    """An entry (key) with its cells."""

    entry: int
    cells: tuple[Cell, ...]


def shown(entries: Mapping[int, Mapping[str, Any]], columns: Sequence[Column]) -> list[Shown]:
    """Entries, each with its values by column, with the cells of these columns."""
    return [Shown(entry, tuple(cells(values, columns))) for entry, values in entries.items()]


def cells(values: Mapping[str, Any], columns: Sequence[Column]) -> list[Cell]:
    """An entry's values in these columns, as people read them."""
    return [Cell(column, told(column, values.get(column.name))) for column in columns]


def listed_columns(kind: Kind, persons: bool) -> tuple[Column, ...]:
    """The columns of the list; the others stand on the entry's own page."""
    return tuple(column for column in kind.open_to(persons) if column.listed)
