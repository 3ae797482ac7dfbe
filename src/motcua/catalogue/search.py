"""Finding procedures by a few letters: with or without diacritics, by code, by the initials of their words.

The counter asks at every key, so the names are held in memory, and read again when the catalogue has changed.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Max
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from motcua.catalogue.fields import fold, spelling
from motcua.catalogue.models import Change, Procedure, ProcedureVersion, Unit
from motcua.catalogue.versions import LEVELS
from motcua.rules.instants import Day, date_of
from motcua.rules.measures import Level

_CODE = re.compile(r"\d[\d.]*", re.ASCII)
_OPENING = "thu tuc "
_ELSEWHERE = 1
"""Procedures that other tiers carry out stand behind those of the unit's own tier that fit as well."""


@dataclass(frozen=True)
class Found:
    """A procedure that fits the words: what a list of proposals shows."""

    procedure_id: int
    code: str
    name: str
    field: str
    level: Level


@dataclass(frozen=True)
class _Version:
    since: date
    until: date | None
    level: str
    tiers: str
    name: str


@dataclass(frozen=True)
class _Entry:
    """A name of a procedure made ready for comparing; `words` has a blank at both ends, so that " w" is a word's
    beginning. A procedure has one for each name that its versions had or will have."""

    procedure_id: int
    code: str
    name: str
    field: str
    words: str
    initials: str
    versions: tuple[_Version, ...]

    @cached_property
    def exact(self) -> str:
        """The name as it is compared with its diacritics."""
        return spelling(self.name)

    def on(self, day: date) -> _Version | None:
        """The version in force; None before the first, once repealed, and where it has another name."""
        version = next((one for one in reversed(self.versions) if one.since <= day), None)
        if version is None or version.name != self.name:
            return None
        return None if version.until is not None and version.until <= day else version


def procedures_for(unit: Unit, words: str, day: Day, limit: int = 10) -> list[Found]:
    """The procedures in force on a local day that fit the words, the best first.

    The words are beginnings of words of the name in any order («khai sinh», "dang ky kh"), the beginning of a code
    ("1.0011"), or initials ("dkks"). Written with diacritics they must agree in them, where that leaves any.
    Procedures that the unit's tier of government does not carry out stand behind equals. None without words.
    """
    wanted = fold(words).removeprefix(_OPENING)
    if not wanted or limit < 1:
        return []
    fitting = list(_ranked(words, wanted, unit, date_of(day)))
    if spelling(words) != fold(words):
        fitting = [hit for hit in fitting if _agrees(spelling(words), hit[-2])] or fitting
    best = heapq.nsmallest(limit, fitting, key=lambda hit: hit[:-2])
    return [_found(entry, version) for *_, entry, version in best]


_Hit = tuple[int, int, int, str, _Entry, _Version]


def _ranked(words: str, wanted: str, unit: Unit, on: date) -> Iterator[_Hit]:
    """What fits, with how well: the smaller the better."""
    code = words.strip()
    rank_of = _by_code(code) if _CODE.fullmatch(code) else _by_name(wanted)
    for entry in _entries(_stamp()):
        rank = rank_of(entry)
        if rank is not None and (version := entry.on(on)) is not None:
            elsewhere = _ELSEWHERE if version.tiers and unit.kind not in version.tiers.split() else 0
            yield rank, elsewhere, len(entry.words), entry.code, entry, version


def _by_code(code: str) -> Callable[[_Entry], int | None]:
    def rank(entry: _Entry) -> int | None:
        place = entry.code.find(code)
        return None if place < 0 else min(place, 1)

    return rank


def _by_name(wanted: str) -> Callable[[_Entry], int | None]:
    """0 for the name itself, then: the name begins so, the words stand in it so, initials, single words.

    What does not depend on the procedure is made ready once: thousands are asked at every key.
    """
    begun, whole, parts = f" {wanted}", f" {wanted} ", wanted.split()
    alone = wanted if len(parts) == 1 and len(wanted) > 1 else None
    needles = [(f" {part}", part if len(part) > 1 else None) for part in parts]

    def rank(entry: _Entry) -> int | None:
        words, initials = entry.words, entry.initials
        place = words.find(begun)
        if place >= 0:
            return 2 if place else int(words != whole)
        if alone is not None and alone in initials:
            return 1 if initials.startswith(alone) else 3
        for needle, letters in needles:
            if needle not in words and (letters is None or letters not in initials):
                return None
        return 4

    return rank


def _agrees(written: str, entry: _Entry) -> bool:
    return all(part in entry.exact for part in written.split())


def _found(entry: _Entry, version: _Version) -> Found:
    level = LEVELS.get(version.level, Level.INFORMATION)
    return Found(entry.procedure_id, entry.code, entry.name, entry.field, level)


def _stamp() -> tuple[Any, ...]:
    """What is different once the catalogue has changed, also in another process."""
    last = Change.objects.order_by("-pk").values_list("pk", "token").first()
    newest = (model.objects.aggregate(newest=Max("pk"))["newest"] for model in (Procedure, ProcedureVersion))
    return (last, *newest)


@lru_cache(maxsize=1)
def _entries(_: tuple[Any, ...]) -> tuple[_Entry, ...]:
    """All procedures, made ready once for each state of the catalogue.

    A version that takes effect today brings its name with no change of the catalogue that another process could see:
    so each version is found by its own name.
    """
    versions: dict[int, list[ProcedureVersion]] = {}
    for row in ProcedureVersion.objects.order_by("since").only(*_OF_VERSION):
        versions.setdefault(row.procedure_id, []).append(row)
    listed = Procedure.objects.order_by("code").values_list("id", "code", "name", "field__name")
    return tuple(
        _entry(pk, code, name, field, dated)
        for pk, code, usual, field in listed
        for dated in [tuple(_dated(one, usual) for one in versions.get(pk, ()))]
        for name in dict.fromkeys(one.name for one in dated)
    )


_OF_VERSION = ("procedure_id", "since", "until", "level", "tiers", "name")


def _dated(row: ProcedureVersion, usual: str) -> _Version:
    return _Version(row.since, row.until, row.level, row.tiers, row.name or usual)


def _entry(pk: int, code: str, name: str, field: str, versions: tuple[_Version, ...]) -> _Entry:
    words = fold(name).removeprefix(_OPENING)
    initials = "".join(word[0] for word in words.split())
    return _Entry(pk, code, name, field, f" {words} ", initials, versions)


def forget() -> None:
    """Read the procedures again at the next question; what changes them in bulk calls it."""
    _entries.cache_clear()


@receiver([post_save, post_delete], sender=Procedure)
@receiver([post_save, post_delete], sender=ProcedureVersion)
def _changed(**_: Any) -> None:
    forget()
