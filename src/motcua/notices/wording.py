"""The small language of templates: {name} is filled in, and [a part] falls away where a value in it is missing.

Doubled signs ({{ }} [[ ]]) stand for themselves. There is nothing else: a template can neither run code nor
reach anything but the values it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{(?P<name>[^{}\[\]\n]*)\}|[{}\[\]]|[^{}\[\]]+")
_GAP = re.compile(r"\n(?:[ \t]*\n){2,}")
_DOUBLED = {"{{": "{", "}}": "}", "[[": "[", "]]": "]"}


class BadTemplate(ValueError):
    """A template that cannot be used; `line` and `column` (from 1) say where, `problem` what is wrong."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(f"Dòng {line}, ký tự {column}: {problem}")
        self.problem, self.line, self.column = problem, line, column


class MissingValue(LookupError):
    """A value that a template needs and that is not there; `name` is its parameter."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Thiếu giá trị “{name}” để viết thông báo.")
        self.name = name


@dataclass(frozen=True)
class Place:
    """Where a value is filled in; `at` is the offset in the text."""

    name: str
    at: int


@dataclass
class Part:
    """A stretch of text and places; `optional` falls away where one of its places has no value."""

    pieces: list[str | Place] = field(default_factory=list)
    optional: bool = False

    def places(self) -> Iterator[Place]:
        """Its places, in order."""
        return (piece for piece in self.pieces if isinstance(piece, Place))


@dataclass(frozen=True)
class Wording:
    """A template that has been read."""

    text: str
    parts: tuple[Part, ...]

    def render(self, values: Mapping[str, str]) -> str:
        """The text with its values; an empty value counts as missing. Raises MissingValue."""
        written = "".join(_written(part, values) for part in self.parts)
        # A line whose only part fell away leaves no gap.
        return _GAP.sub("\n\n", written).strip()

    def where(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def parse(text: str) -> Wording:
    """Read a template; raises BadTemplate with the place of what cannot be understood."""
    text = text.replace("\r\n", "\n")
    wording = Wording(text, ())
    parts, opened = [Part()], None
    for token in _TOKEN.finditer(text):
        sign, at = token[0], token.start()
        if sign == "[" and opened is None:
            opened = at
            parts.append(Part(optional=True))
        elif sign == "]" and opened is not None:
            _closed(parts[-1], wording, opened)
            opened = None
            parts.append(Part())
        else:
            parts[-1].pieces.append(_piece(token, wording))
    if opened is not None:
        raise _bad(wording, opened, "dấu [ chưa có dấu ] đóng lại.")
    return Wording(text, tuple(parts))


def check(wording: Wording, required: set[str], optional: set[str]) -> None:
    """Raise BadTemplate where a parameter is unknown, or one that may be missing stands outside [ ]."""
    for part in wording.parts:
        for place in part.places():
            if place.name not in required | optional:
                known = ", ".join(sorted(required | optional))
                problem = f"không có tham số “{place.name}” cho việc này. Dùng được: {known}."
                raise _bad(wording, place.at, problem)
            if place.name in optional and not part.optional:
                problem = f"“{place.name}” có khi không có: đặt cả cụm từ chứa nó trong [ ]."
                raise _bad(wording, place.at, problem)


def _piece(token: re.Match[str], wording: Wording) -> str | Place:
    sign, name, at = token[0], token["name"], token.start()
    if name is not None:
        if not name.strip():
            raise _bad(wording, at, "giữa { } phải có tên tham số.")
        return Place(name.strip(), at)
    if sign in "{}[]":
        raise _bad(wording, at, _lone(sign))
    return _DOUBLED.get(sign, sign)


def _lone(sign: str) -> str:
    if sign == "[":
        return "không đặt [ ] trong [ ]."
    pair = {"{": "}", "}": "{", "]": "["}[sign]
    return f"dấu {sign} không có dấu {pair} đi cùng; muốn in chính dấu đó thì viết {sign * 2}."


def _closed(part: Part, wording: Wording, opened: int) -> None:
    if not any(part.places()):
        raise _bad(wording, opened, "trong [ ] phải có ít nhất một tham số; muốn in dấu [ thì viết [[.")


def _written(part: Part, values: Mapping[str, str]) -> str:
    missing = next((place.name for place in part.places() if not values.get(place.name)), None)
    if missing is not None:
        if part.optional:
            return ""
        raise MissingValue(missing)
    return "".join(values[piece.name] if isinstance(piece, Place) else piece for piece in part.pieces)


def _bad(wording: Wording, offset: int, problem: str) -> BadTemplate:
    return BadTemplate(problem, *wording.where(offset))
