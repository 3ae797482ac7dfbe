"""The data of a form as named values: `submitter.name`, `papers` and in each of them `name`.

A wording can name these and nothing else. A field whose name ends in `_at` is an instant (milliseconds UTC).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from motcua.reports.printed.clean import clean
from motcua.reports.vietnamese import two_digits
from motcua.rules.terms import Term, TermUnit

_UNITS = {
    TermUnit.WORKING_DAYS: "ngày làm việc",
    TermUnit.WORKING_HOURS: "giờ làm việc",
    TermUnit.CALENDAR_DAYS: "ngày",
}
ORDER = "order"
TEXT = "text"
"""The name of a value in a list of plain texts."""


class Moment(int):
    """An instant among other whole numbers."""


Value = str | int | date | bool | None
Values = Mapping[str, Any]
"""Values by name; a list is a tuple of mappings."""


class ValueKind(Enum):
    """What kind of value a name stands for."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    FLAG = "flag"
    LIST = "list"


_KINDS = {
    str: ValueKind.TEXT,
    int: ValueKind.NUMBER,
    date: ValueKind.DAY,
    bool: ValueKind.FLAG,
    Term: ValueKind.TEXT,
}


@dataclass(frozen=True)
class Names:
    """What a wording of some form may name: single values, and for each list the values in it."""

    single: Mapping[str, ValueKind]
    lists: Mapping[str, Names]


def values_of(data: Any) -> dict[str, Any]:
    """The values of a form's data (a dataclass), by name."""
    return dict(_flat(data))


def _flat(data: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for field in fields(data):
        name, value = before + field.name, getattr(data, field.name)
        if isinstance(value, Enum):
            yield from ((name, value.name.lower()), (f"{name}.{value.name.lower()}", True))
        elif isinstance(value, Term):
            yield name, in_words(value)
        elif isinstance(value, tuple):
            yield name, tuple(_listed(one, order) for order, one in enumerate(value, 1))
        elif is_dataclass(value):
            yield from _flat(value, f"{name}.")
        else:
            yield name, _single(field.name, value)


def _listed(one: Any, order: int) -> dict[str, Any]:
    inner = values_of(one) if is_dataclass(one) else {TEXT: clean(str(one))}
    return {**inner, ORDER: order}


def _single(name: str, value: Any) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int) and name.endswith("_at"):
        return Moment(value)
    return value


def in_words(term: Term) -> str:
    """A term as it is written: «03 ngày làm việc»."""
    return f"{two_digits(term.amount)} {_UNITS[term.unit]}"


@cache
def names_of(kind: type) -> Names:
    """What may be named in the wording of a form whose data is of this class."""
    single: dict[str, ValueKind] = {}
    lists: dict[str, Names] = {}
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint = hints[field.name]
        if get_origin(hint) is tuple:
            lists[field.name] = _inside(get_args(hint)[0])
        else:
            _add(field.name, _bare(hint), single, lists)
    return Names(single, lists)


def _bare(hint: Any) -> type:
    """The class of a hint, also where None is allowed."""
    found: type = next((one for one in get_args(hint) if one is not type(None)), hint)
    return found


def _inside(kind: type) -> Names:
    inner = names_of(kind) if is_dataclass(kind) else Names({TEXT: ValueKind.TEXT}, {})
    return Names({**inner.single, ORDER: ValueKind.NUMBER}, inner.lists)


def _add(name: str, kind: Any, single: dict[str, ValueKind], lists: dict[str, Names]) -> None:
    if kind in _KINDS:
        instant = kind is int and name.endswith("_at")
        single[name] = ValueKind.INSTANT if instant else _KINDS[kind]
    elif issubclass(kind, Enum):
        single[name] = ValueKind.TEXT
        single.update({f"{name}.{member.lower()}": ValueKind.FLAG for member in kind.__members__})
    else:
        inner = names_of(kind)
        single.update({f"{name}.{one}": found for one, found in inner.single.items()})
        lists.update({f"{name}.{one}": found for one, found in inner.lists.items()})
