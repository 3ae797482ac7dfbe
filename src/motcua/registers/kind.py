"""A kind of register as data: its columns, their types and words, and the measures that forms take from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

TYPES = ("text", "long", "date", "number", "money", "choice", "flag")
"""What a column holds: a line, several lines, a day, a whole number, đồng, one of its words, yes or no."""
WHEN = ("present", "new", "carried", "done", "open")
"""How an entry stands to a period: there at all, begun in it, begun before and not done, done in it, not done by its end."""
COLUMN = re.compile(r"\{(\w+)\}")
"""A column in the pattern of `told`."""
PERIOD_END = "end"
"""In `later`: the last day of the period."""


class BadRegister(ValueError):
    """A file of a register that cannot be used; says which and why."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"Tệp sổ {key} không dùng được: {why}.")
        self.key, self.why = key, why


@dataclass(frozen=True)
class Column:
    """A column. `personal` ones are shown to whoever may see persons; the `key` tells entries apart in files."""

    name: str
    label: str
    type: str = "text"
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    personal: bool = False
    key: bool = False
    fields: bool = False
    """Whether it names a field (lĩnh vực) of the catalogue."""
    hint: str = ""
    listed: bool = True


@dataclass(frozen=True)
class Measure:
    """A figure over a period: how many entries stand to it in all ways of `when`, or the sum of a column over them.

    `only` keeps entries with one of these words, `filled` those with something in these columns, `later` those whose
    first day is after the second, `not_later` the others.
    """

    name: str
    label: str
    when: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    later: tuple[str, str] | None = None
    not_later: tuple[str, str] | None = None
    sum: str = ""


@dataclass(frozen=True)
class Kind:
    """A register (sổ). An entry belongs to the periods from the day in `since` to that in `until`, where it has one."""

    key: str
    title: str
    about: str
    since: str
    until: str
    columns: tuple[Column, ...]
    measures: Mapping[str, Measure]
    order: int = 100
    told: str = ""
    """How a line of a report tells of an entry: columns in braces; what stands in brackets goes with its columns."""

    def column(self, name: str) -> Column:
        """A column by its name; raises KeyError."""
        return self._by_name[name]

    @property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def code(self) -> str:
        """The column that tells entries apart, empty where there is none."""
        return next((column.name for column in self.columns if column.key), "")

    def open_to(self, sees_persons: bool) -> tuple[Column, ...]:
        """The columns that somebody may see."""
        return tuple(column for column in self.columns if sees_persons or not column.personal)


def read(key: str, text: str) -> Kind:
    """A register from the text of its file; raises BadRegister."""
    try:
        kind = _kind(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise BadRegister(key, f"thiếu hoặc sai phần {' '.join(str(error).split())}") from error
    for problem in _problems(key, kind):
        raise BadRegister(key, problem)
    return kind


def _kind(content: Mapping[str, Any]) -> Kind:
    measures = [_measure(name, told) for name, told in content["measures"].items()]
    return Kind(
        key=content["register"], title=content["title"], about=content.get("about", ""), since=content["since"],
        until=content.get("until", ""), columns=tuple(_column(told) for told in content["columns"]),
        measures={one.name: one for one in measures}, order=int(content.get("order", 100)),
        told=content.get("told", ""),
    )  # fmt: skip


def _column(told: Mapping[str, Any]) -> Column:
    words = {str(key): str(label) for key, label in told.get("choices", {}).items()}
    return Column(**{**told, "choices": words})


def _measure(name: str, told: Mapping[str, Any]) -> Measure:
    rest = dict(told)
    rest["when"] = _several(rest["when"])
    rest["only"] = {column: _several(words) for column, words in rest.get("only", {}).items()}
    rest["filled"] = _several(rest.get("filled", ()))
    for key in ("later", "not_later"):
        if key in rest:
            first, second = rest[key]
            rest[key] = (first, second)
    return Measure(name, **rest)


def _several(words: Any) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(str(word) for word in words)


def _problems(key: str, kind: Kind) -> Iterator[str]:
    if kind.key != key:
        yield f"khóa register là “{kind.key}”, khác tên tệp"
    yield from _wrong_columns(kind)
    if not kind.column(kind.since).required:
        yield f"cột “{kind.since}” phải là bắt buộc"
    plain = {column.name for column in kind.columns if not column.personal}
    for name in sorted(set(COLUMN.findall(kind.told)) - plain):
        yield f"told nhắc đến cột “{name}” không có hoặc là dữ liệu cá nhân"
    for measure in kind.measures.values():
        yield from _wrong_measure(kind, measure)


def _wrong_columns(kind: Kind) -> Iterator[str]:
    names = [column.name for column in kind.columns]
    if len(set(names)) != len(names):
        yield "có hai cột cùng tên"
    for column in kind.columns:
        if column.type not in TYPES or (column.type == "choice") != bool(column.choices):
            yield f"cột “{column.name}” có kiểu “{column.type}” không dùng được, hoặc thiếu từ để chọn"
    for day in filter(None, (kind.since, kind.until)):
        if day not in names or kind.column(day).type != "date" or kind.column(day).personal:
            yield f"“{day}” không phải là cột ngày"
    if sum(column.key for column in kind.columns) > 1:
        yield "chỉ một cột được là khóa"


def _wrong_measure(kind: Kind, measure: Measure) -> Iterator[str]:
    plain = {column.name: column for column in kind.columns if not column.personal}
    named = {*measure.only, *measure.filled, *filter(None, [measure.sum])}
    named |= {day for pair in (measure.later, measure.not_later) if pair for day in pair} - {PERIOD_END}
    for name in sorted(named - plain.keys()):
        yield f"chỉ tiêu “{measure.name}” nhắc đến cột “{name}” không có hoặc là dữ liệu cá nhân"
        return
    if set(measure.when) - set(WHEN):
        yield f"chỉ tiêu “{measure.name}”: when gồm {', '.join(WHEN)}"
    if measure.sum and plain[measure.sum].type not in ("number", "money"):
        yield f"chỉ tiêu “{measure.name}” cộng cột “{measure.sum}” không phải là số"
    for name, words in measure.only.items():
        if plain[name].type == "choice" and set(words) - plain[name].choices.keys():
            yield f"chỉ tiêu “{measure.name}”: cột “{name}” không có từ {', '.join(words)}"
