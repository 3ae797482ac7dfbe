"""What a notice may be told of a dossier: declared values of few kinds, none of them free text or personal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from motcua.rules.instants import date_of, to_datetime

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Value = str | int

LONGEST = 300


class Kind(StrEnum):
    """How a value is kept and written."""

    CODE = "code"
    NAME = "name"
    MOMENT = "moment"
    DAY = "day"
    COUNT = "count"


class BadContext(ValueError):
    """Values for a notice that its event does not declare, or of the wrong kind; a fault of the caller."""

    def __init__(self, event: str, name: str, problem: str) -> None:
        super().__init__(f"Thông báo “{event}”, tham số “{name}”: {problem}")
        self.event, self.name = event, name


@dataclass(frozen=True)
class Parameter:
    """A value that templates of an event may use.

    `optional` may be missing, so that it stands in [ ]; `private` reveals what the matter is about and is
    left out on open channels unless the unit allows it.
    """

    name: str
    kind: Kind
    label: StrPromise
    sample: Value
    optional: bool = False
    private: bool = False


def checked(event: str, declared: Mapping[str, Parameter], given: Mapping[str, Value]) -> dict[str, Value]:
    """The values as they are kept, without missing ones.

    Raises BadContext where a value is not declared, is of another kind, or is missing and not optional.
    """
    for name in given:
        if name not in declared:
            raise BadContext(event, name, "không được khai báo.")
    kept: dict[str, Value] = {}
    for name, parameter in declared.items():
        value = given.get(name)
        if value in (None, ""):
            if not parameter.optional:
                raise BadContext(event, name, "bắt buộc phải có.")
        else:
            kept[name] = _checked(event, parameter, value)
    return kept


def _checked(event: str, parameter: Parameter, value: object) -> Value:
    if parameter.kind in (Kind.CODE, Kind.NAME):
        if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
            raise BadContext(event, parameter.name, f"phải là một dòng chữ không quá {LONGEST} ký tự.")
        return unicodedata.normalize("NFC", value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadContext(event, parameter.name, "phải là số nguyên.")
    return value


def in_words(kind: Kind, value: Value) -> str:
    """A value as it is written in a notice: «17:00 ngày 14/6/2026», «14/6/2026», «1.568»."""
    if isinstance(value, str):
        return value
    if kind is Kind.MOMENT:
        moment = to_datetime(value)
        return f"{moment:%H:%M} ngày {moment.day}/{moment.month}/{moment.year}"
    if kind is Kind.DAY:
        day = date_of(value)
        return f"{day.day}/{day.month}/{day.year}"
    return f"{value:,}".replace(",", ".") if value >= 10 else f"{value:02}"
