"""What a channel or a source asks whoever sets it up: typed fields with a label, a hint and a check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Options = TypeVar("Options")


class Kind(StrEnum):
    """How a field is typed in."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"


@dataclass(frozen=True)
class Asked:
    """A field as it is asked for; `check` raises ValueError with what is wrong, in words for people."""

    label: StrPromise
    hint: StrPromise | str = ""
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[tuple[str, StrPromise | str], ...] = ()
    least: int = 0
    most: int = 0
    check: Callable[[str], object] | None = None


class BadOptions(ValueError):
    """Options that cannot be used: `problems` by the name of the field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def asked(label: StrPromise, default: Any = "", **more: Any) -> Any:
    """A field of an options dataclass; `more` is what `Asked` takes."""
    return field(default=default, metadata={"asked": Asked(label, **more)})


def with_default(options: type[Any], name: str, default: Any) -> Any:
    """The same question as in another options dataclass, beginning with another answer."""
    return field(default=default, metadata=options.__dataclass_fields__[name].metadata)


def questions(options: type[Any]) -> dict[str, Asked]:
    """The fields of an options dataclass, by name."""
    return {one.name: one.metadata["asked"] for one in fields(options)}


def read(options: type[Options], raw: Mapping[str, object]) -> Options:
    """Options from what is kept or was typed; missing fields take their defaults. Raises BadOptions."""
    values, problems = dict[str, object](), dict[str, str]()
    defaults = {one.name: one.default for one in fields(options)}  # type: ignore[arg-type]
    for name, question in questions(options).items():
        try:
            values[name] = _value(question, raw.get(name, defaults[name]))
        except ValueError as error:
            problems[name] = str(error)
    if problems:
        raise BadOptions(problems)
    return options(**values)


def _value(question: Asked, given: object) -> object:
    if question.kind is Kind.SWITCH:
        return given in (True, "on", "1", "true")
    if question.kind is Kind.NUMBER:
        return _number(question, given)
    text = str(given).replace("\r\n", "\n").strip()
    if question.required and not text:
        raise ValueError("Không được để trống.")
    if question.kind is Kind.CHOICE and text not in dict(question.choices):
        raise ValueError(f"Chọn một trong: {', '.join(dict(question.choices))}.")
    if question.check is not None and text:
        question.check(text)
    return text


def _number(question: Asked, given: object) -> int:
    text = str(given).strip()
    if not text.isdecimal() or not question.least <= int(text) <= question.most:
        raise ValueError(f"Phải là số từ {question.least} đến {question.most}.")
    return int(text)
