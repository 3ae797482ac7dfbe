"""Rows of models without building their statements each time: the text of each is made once.

An act spent most of its time in having the framework put together the same forty statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    NOT_PROVIDED,
    AutoField,
    BooleanField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)
from django.db.models.base import ModelState

from motcua.catalogue.quick import ask, later, run
from motcua.catalogue.reached import reached

Some = TypeVar("Some", bound=Model)
_AnyField: TypeAlias = "Field[Any, Any]"
_Convert: TypeAlias = Callable[[Any, Any, Any], Any]


def first(model: type[Some], where: str, values: Sequence[Any]) -> Some | None:
    """A row of a model for which a condition holds; None where there is none."""
    found = run(f"{_select(model)} WHERE {where} LIMIT 1", values)
    return read(model, found[0]) if found else None


def first_with(model: type[Some], others: Sequence[str], where: str, values: Sequence[Any]) -> Some | None:
    """As `with_others`, the first row alone; None where there is none."""
    found = with_others(model, others, f"{where} LIMIT 1", values)
    return found[0] if found else None


def with_others(model: type[Some], others: Sequence[str], where: str, values: Sequence[Any]) -> list[Some]:
    """The rows of a model for which a condition holds, with the rows that its keys `others` name.

    The condition calls them `own` and each by the name of its key.
    """
    asked = f"{_select_with(model, tuple(others))} WHERE {where}"
    return [_with(model, others, row) for row in run(asked, values)]


def _with(model: type[Some], others: Sequence[str], row: Sequence[Any]) -> Some:
    at = len(_names(model))
    one = read(model, row[:at])
    for name in others:
        related = _related(model, name)
        theirs = row[at : at + len(_names(related))]
        # A key is the first column; where it is empty there is no such row.
        one._state.fields_cache[name] = None if theirs[0] is None else read(related, theirs)
        at += len(theirs)
    return one


def every(model: type[Some], where: str, values: Sequence[Any]) -> list[Some]:
    """The rows of a model for which a condition holds; as `ask`."""
    return [read(model, row) for row in ask(f"{_select(model)} WHERE {where}", values)]


def those(model: type[Some], where: str, values: Sequence[Any]) -> list[Some]:
    """As `every`, also of rows that were written in the same act."""
    return [read(model, row) for row in run(f"{_select(model)} WHERE {where}", values)]


def read(model: type[Some], row: Sequence[Any]) -> Some:
    """An instance of a model from the values of its columns, in their order."""
    values = list(row)
    database = reached()
    for place, column, converters in _converters(model, database.vendor):
        for convert in converters:
            values[place] = convert(values[place], column, database)
    one = _blank(model, adding=False)
    one.__dict__.update(zip(_names(model), values, strict=True))
    return one


def new(model: type[Some], **values: Any) -> Some:
    """A new row of a model from the values of its columns (`unit_id`, not `unit`), others as the model's defaults say.

    A tenth of what the model's own way takes, which tells listeners and looks at every relation. A column whose
    default is made anew for each row, such as an empty list, has to be given.
    """
    if unknown := values.keys() - _known(model):
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    one = _blank(model, adding=True)
    one.__dict__.update(_defaults(model))
    one.__dict__.update(values)
    return one


def _blank(model: type[Some], *, adding: bool) -> Some:
    one = model.__new__(model)
    one._state = state = ModelState()
    state.adding, state.db = adding, None if adding else DEFAULT_DB_ALIAS
    return one


@cache
def _known(model: type[Model]) -> frozenset[str]:
    return frozenset(_names(model))


@cache
def _defaults(model: type[Model]) -> dict[str, Any]:
    """What each column has where nothing else is said, without those that are made anew for each row."""
    fixed = (field for field in model._meta.concrete_fields if not _is_made(field))
    return {field.attname: field.get_default() for field in fixed}


def _is_made(field: _AnyField) -> bool:
    return callable(field.default) and field.default is not NOT_PROVIDED


def add(*made: Some) -> None:
    """Write new rows of one model; a single one whose key the database gives has it then."""
    key = _written(type(made[0]))[1] if len(made) == 1 else None
    if key is None:
        add_later(*made)
        return
    found = run(f"{_insert(type(made[0]), 1)} RETURNING {key}", _row_values(made))
    _is_kept(made)
    made[0].pk = found[0][0]


def add_each(*made: Some) -> None:
    """Write new rows of one model; each has its key then, and their order is that of the keys."""
    if made:
        key = _written(type(made[0]))[1]
        found = run(f"{_insert(type(made[0]), len(made))} RETURNING {key}", _row_values(made))
        _is_kept(made)
        for row, (pk,) in zip(made, sorted(found), strict=True):
            row.pk = pk


def add_later(*made: Model) -> None:
    """Write new rows of one model whose keys nobody waits for; as `later`."""
    if made:
        later(_insert(type(made[0]), len(made)), _row_values(made))
        _is_kept(made)


def _row_values(made: Sequence[Model]) -> list[Any]:
    values = _values(type(made[0]))
    return [value(row) for row in made for value in values]


def _is_kept(made: Sequence[Model]) -> None:
    for row in made:
        row._state.adding, row._state.db = False, "default"


def columns(model: type[Model], table: str = "") -> str:
    """The columns of a model as a statement names them, those of `table` where it names several."""
    of = f"{table}." if table else ""
    return ", ".join(f'{of}"{field.column}"' for field in model._meta.concrete_fields)


@cache
def _select(model: type[Model]) -> str:
    return f"SELECT {columns(model)} FROM {model._meta.db_table}"  # noqa: S608 - names are our own


@cache
def _select_with(model: type[Model], others: tuple[str, ...]) -> str:
    named, tables = [columns(model, "own")], f"{model._meta.db_table} AS own"
    for name in others:
        link, related = cast("_AnyField", model._meta.get_field(name)), _related(model, name)
        key = related._meta.pk.column
        named.append(columns(related, f'"{name}"'))
        tables += f' LEFT JOIN {related._meta.db_table} AS "{name}" ON "{name}".{key} = own.{link.column}'
    return f"SELECT {', '.join(named)} FROM {tables}"  # noqa: S608 - names are our own


@cache
def _related(model: type[Model], other: str) -> type[Model]:
    link: Any = model._meta.get_field(other)
    related: type[Model] = link.related_model
    return related


@lru_cache(maxsize=500)
def _insert(model: type[Model], rows: int) -> str:
    fields = _written(model)[0]
    names = ", ".join(f'"{field.column}"' for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {model._meta.db_table} ({names}) VALUES {', '.join([one] * rows)}"  # noqa: S608 - names are our own


@cache
def _written(model: type[Model]) -> tuple[list[_AnyField], str | None]:
    """The fields of a new row, and the column of the key where the database gives it."""
    fields, key = list(model._meta.concrete_fields), model._meta.pk
    given = isinstance(key, AutoField) or (key is not None and key.get_internal_type() == "BigAutoField")
    return ([one for one in fields if one is not key], key.column) if given and key else (fields, None)


@cache
def _values(model: type[Model]) -> list[Callable[[Model], Any]]:
    """What gives the value of each written column of a row."""
    return [_value(field) for field in _written(model)[0]]


def _value(field: _AnyField) -> Callable[[Model], Any]:
    kind = field.target_field if isinstance(field, ForeignKey) else field
    plain = next((to for kinds, to in _PLAIN if isinstance(kind, kinds)), None)
    if plain is None:
        return lambda row: field.get_db_prep_save(field.pre_save(row, True), reached())
    named, made = attrgetter(field.attname), plain

    def value(row: Model) -> Any:
        found = named(row)
        return None if found is None else made(found)

    return value


_PLAIN: tuple[tuple[tuple[type[_AnyField], ...], type], ...] = (
    ((BooleanField,), bool),
    ((IntegerField,), int),
    ((CharField, TextField), str),
)
"""Fields whose values drivers take as they are."""


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _converters(model: type[Model], _vendor: str) -> list[tuple[int, Any, list[_Convert]]]:
    """What a database's values need to become those of the model, by the place of their columns."""
    found, database = [], reached()
    for place, field in enumerate(model._meta.concrete_fields):
        column = field.get_col(model._meta.db_table)
        converters = [*database.ops.get_db_converters(column), *column.get_db_converters(database)]
        if converters:
            found.append((place, column, converters))
    return found
