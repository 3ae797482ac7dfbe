"""What may stand between double braces: a field, a list of figures, or a condition.

`{{tiep_nhan.tong}}` is a figure, `{{tiep_nhan.tong|hồ sơ}}` the figure with its noun, «không có» where it is zero.
`{{gồm a|x; b|y}}` joins those that are not zero. What follows `{{có a, b}}` stays where one of them is not empty, what
follows `{{không a, b}}` where all are, up to `{{hết}}` or the paragraph's end. Names are read without diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.catalogue.fields import fold

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_WORD = re.compile(r"(\w+)\s+(.+)", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """A field that is asked for, with the noun that its figure is told with (may be empty)."""

    name: str
    noun: str = ""


@dataclass(frozen=True)
class Shown:
    """Place of one field."""

    start: int
    end: int
    asked: Asked


@dataclass(frozen=True)
class Joined:
    """Place of figures joined to one list, those that are zero left out."""

    start: int
    end: int
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class When:
    """Begin of a stretch that stays where one of the fields has something (`some`), or where none has."""

    start: int
    end: int
    names: tuple[str, ...]
    some: bool


@dataclass(frozen=True)
class End:
    """End of such a stretch."""

    start: int
    end: int


Mark = Shown | Joined | When | End


def canonical(text: str) -> str:
    """The name of a field as it is compared: «Tiếp nhận.Tổng», «tiep-nhan . tong» are «tiep_nhan.tong».

    >>> canonical(" Tiếp nhận . Tổng ")
    'tiep_nhan.tong'
    """
    return ".".join(fold(part).replace(" ", "_") for part in text.split("."))


def marks(text: str) -> Iterator[Mark]:
    """What stands between double braces in a text, in order."""
    for found in _BRACES.finditer(text):
        yield _mark(found.start(), found.end(), found[1].replace("\u00a0", " ").strip())


def _mark(start: int, end: int, inner: str) -> Mark:
    if fold(inner) == "het":
        return End(start, end)
    begun = _WORD.fullmatch(inner)
    word = fold(begun[1]) if begun and "." in begun[2] else ""
    rest = begun[2] if begun else ""
    if word in ("co", "khong"):
        return When(start, end, tuple(canonical(name) for name in rest.split(",")), word == "co")
    if word == "gom":
        return Joined(start, end, tuple(_asked(part) for part in rest.split(";") if part.strip()))
    return Shown(start, end, _asked(inner))


def _asked(text: str) -> Asked:
    name, _, noun = text.partition("|")
    return Asked(canonical(name), noun.strip())


def names(mark: Mark) -> tuple[str, ...]:
    """The fields that a mark asks for."""
    if isinstance(mark, Shown):
        return (mark.asked.name,)
    if isinstance(mark, Joined):
        return tuple(one.name for one in mark.asked)
    return mark.names if isinstance(mark, When) else ()


def unbalanced(text: str) -> bool:
    """Whether braces are opened and not closed, or closed and not opened: a field that was broken in editing."""
    bare = _BRACES.sub("", text)
    return "{{" in bare or "}}" in bare
