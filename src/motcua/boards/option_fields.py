"""The fields of an options dataclass as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.people.options import Kind, questions

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Field:
    """A field as the page shows it."""

    name: str
    label: StrOrPromise
    hint: StrOrPromise
    kind: str
    value: Any
    choices: list[tuple[str, StrOrPromise]]
    optional: bool = False
    problem: str = ""


def option_fields(
    options_type: type[Any], options: Mapping[str, object], problems: Mapping[str, str]
) -> list[Field]:
    """The fields that a kind of channel or source asks for, with what is kept or was typed, and what is wrong."""
    defaults = {name: one.default for name, one in options_type.__dataclass_fields__.items()}
    return [
        Field(
            f"option-{name}",
            asked.label,
            asked.hint,
            str(asked.kind),
            options.get(name, defaults[name]),
            list(asked.choices),
            not asked.required and asked.kind in (Kind.TEXT, Kind.LINES),
            problems.get(f"option-{name}", ""),
        )
        for name, asked in questions(options_type).items()
    ]
