"""A message as a table of fields: one table writes it and reads it.

Writing is strict: whatever does not fit is an error that names every field. Reading is tolerant: letters of any case
in names, numbers as text, one object where a list belongs, and fields nobody knows; a field that cannot be understood is
left out and named, and only without a required one there is no message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from motcua.exchange.wire.values import TEXT, BadValue, Kind, blank

Message = TypeVar("Message")


@dataclass(frozen=True)
class Problem:
    """A field that was not taken: its place (`data[0].DanhSachLePhi[1].Gia`) and why, in Vietnamese.

    `fatal` where the message cannot be used without it.
    """

    field: str
    reason: str
    fatal: bool = False

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class Rejected(ValueError):
    """A message that does not fit the wire; `problems` names every field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = list(problems)


@dataclass(frozen=True)
class Read(Generic[Message]):
    """What was understood: None where a required field is missing. `unknown` are names that nobody knows."""

    value: Message | None
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def must(self) -> Message:
        """The message; raises Rejected where there is none."""
        if self.value is None:
            raise Rejected(self.problems)
        return self.value


@dataclass(frozen=True)
class Field:
    """A field: its name on the wire, the attribute it fills, its kind; `also` are other names that are understood."""

    name: str
    attr: str
    kind: Kind = TEXT
    required: bool = False
    longest: int = 0
    also: tuple[str, ...] = ()


class Codec(Generic[Message]):
    """Writes and reads messages of one type by a table of fields."""

    def __init__(self, make: type[Message], fields: Iterable[Field]) -> None:
        self.make, self.fields = make, tuple(fields)
        self._by_name = {name.lower(): one for one in self.fields for name in (one.name, *one.also)}

    def write(self, value: Message, where: str = "") -> dict[str, Any]:
        """The message as it is sent, every field in it. Raises Rejected."""
        written, problems = {}, list[Problem]()
        for one in self.fields:
            place = f"{where}{one.name}"
            try:
                written[one.name] = _written(one, getattr(value, one.attr), place)
            except Rejected as error:
                problems += error.problems
            except BadValue as error:
                problems.append(Problem(place, str(error), fatal=True))
        if problems:
            raise Rejected(problems)
        return written

    def read(self, raw: Any, where: str = "") -> Read[Message]:
        """What was meant by an object that came."""
        if not isinstance(raw, Mapping):
            return Read(
                None, [Problem(where.rstrip(".") or "data", "phải là một đối tượng JSON", fatal=True)]
            )
        named = {name.lower(): one for name, one in raw.items() if isinstance(name, str)}
        values: dict[str, Any] = {}
        problems, unknown = (
            list[Problem](),
            [f"{where}{name}" for name in raw if str(name).lower() not in self._by_name],
        )
        for one in self.fields:
            given = next(
                (named[key] for name in (one.name, *one.also) if not blank(named.get(key := name.lower()))),
                None,
            )
            values[one.attr], found = _understood(one, given, f"{where}{one.name}", unknown)
            problems += found
        whole = not any(problem.fatal for problem in problems)
        return Read(self.make(**values) if whole else None, problems, unknown)


class Many(Kind):
    """A list of messages of one type; read also from one object alone and from JSON inside a string."""

    empty: Any = ()

    def __init__(self, codec: Codec[Any]) -> None:
        self.codec = codec

    def write(self, value: Any, where: str = "") -> list[dict[str, Any]]:
        rows, problems = list[dict[str, Any]](), list[Problem]()
        for n, one in enumerate(value):
            try:
                rows.append(self.codec.write(one, f"{where}[{n}]."))
            except Rejected as error:
                problems += error.problems
        if problems:
            raise Rejected(problems)
        return rows

    def read(self, raw: Any) -> tuple[Any, ...]:
        return self.each(raw, "")[0]

    def each(self, raw: Any, where: str) -> tuple[tuple[Any, ...], list[Problem], list[str]]:
        """What could be understood, what could not, and names that nobody knows. A row that is unusable is left out."""
        rows = _rows(raw)
        if rows is None:
            return (), [Problem(where, "phải là một danh sách")], []
        found = [self.codec.read(row, f"{where}[{n}].") for n, row in enumerate(rows)]
        # A row of a list that cannot be used does not make the whole message unusable.
        problems = [Problem(one.field, one.reason) for read in found for one in read.problems]
        return (
            tuple(read.value for read in found if read.value is not None),
            problems,
            [name for read in found for name in read.unknown],
        )


def _rows(raw: Any) -> list[Any] | None:
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except ValueError:
            return None
    if isinstance(raw, Mapping):
        return [raw]
    return list(raw) if isinstance(raw, list) else None


def _written(one: Field, value: Any, place: str) -> Any:
    written = one.kind.write(value, place) if isinstance(one.kind, Many) else one.kind.write(value)
    if one.required and written in ("", None):
        raise BadValue("bắt buộc, đang trống")
    if one.longest and isinstance(written, str) and len(written) > one.longest:
        raise BadValue(f"dài quá {one.longest} ký tự")
    return written


def _understood(one: Field, given: Any, place: str, unknown: list[str]) -> tuple[Any, list[Problem]]:
    """The value of a field, or its empty one, and what was wrong with it."""
    if blank(given):
        missing = [Problem(place, "bắt buộc, đang thiếu", fatal=True)] if one.required else []
        return one.kind.empty, missing
    if isinstance(one.kind, Many):
        rows, problems, names = one.kind.each(given, place)
        unknown += names
        return rows, problems
    try:
        return one.kind.read(given), []
    except BadValue as error:
        return one.kind.empty, [Problem(place, str(error), fatal=one.required)]
