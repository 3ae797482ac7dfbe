"""Finding procedures by a few letters: with or without diacritics, by code, by the initials of their words.

The counter asks at every key, so the names are held in memory, and read again when the catalogue has changed.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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


@dataclass(frozen=True)
class _Entry:
    """A procedure made ready for comparing; `words` has a blank at both ends, so that " w" is a word's beginning."""

    procedure_id: int
    code: str
    name: str
    field: str
    exact: str
    words: str
    initials: str
    versions: tuple[_Version, ...]

    def on(self, day: date) -> _Version | None:
        """The version in force; None before the first, and once repealed."""
        begun = [version for version in self.versions if version.since <= day]
        last = begun[-1] if begun else None
        return None if last is None or (last.until is not None and last.until <= day) else last


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
    code, parts = words.strip() if _CODE.fullmatch(words.strip()) else "", wanted.split()
    for entry in _entries(_stamp()):
        rank = _code_rank(entry, code) if code else _rank(entry, wanted, parts)
        if rank is not None and (version := entry.on(on)) is not None:
            elsewhere = _ELSEWHERE if version.tiers and unit.kind not in version.tiers.split() else 0
            yield rank, elsewhere, len(entry.words), entry.code, entry, version


def _code_rank(entry: _Entry, code: str) -> int | None:
    if entry.code.startswith(code):
        return 0
    return 1 if code in entry.code else None


def _rank(entry: _Entry, wanted: str, parts: list[str]) -> int | None:
    """0 for the name itself, then: the name begins so, the words stand in it so, initials, single words."""
    if entry.words.startswith(f" {wanted}"):
        return 0 if entry.words == f" {wanted} " else 1
    if f" {wanted}" in entry.words:
        return 2
    if len(parts) == 1 and len(wanted) > 1 and wanted in entry.initials:
        return 1 if entry.initials.startswith(wanted) else 3
    return 4 if all(_stands(part, entry) for part in parts) else None


def _stands(part: str, entry: _Entry) -> bool:
    return f" {part}" in entry.words or (len(part) > 1 and part in entry.initials)


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
    """All procedures, made ready once for each state of the catalogue."""
    versions: dict[int, list[_Version]] = {}
    rows = ProcedureVersion.objects.order_by("since")
    columns = ("procedure_id", "since", "until", "level", "tiers")
    for procedure, since, until, level, tiers in rows.values_list(*columns):
        versions.setdefault(procedure, []).append(_Version(since, until, level, tiers))
    listed = Procedure.objects.order_by("code").values_list("id", "code", "name", "field__name")
    return tuple(_entry(*row, tuple(versions.get(row[0], ()))) for row in listed)


def _entry(pk: int, code: str, name: str, field: str, versions: tuple[_Version, ...]) -> _Entry:
    words = fold(name).removeprefix(_OPENING)
    initials = "".join(word[0] for word in words.split())
    return _Entry(pk, code, name, field, spelling(name), f" {words} ", initials, versions)


def forget() -> None:
    """Read the procedures again at the next question; what changes them in bulk calls it."""
    _entries.cache_clear()


@receiver([post_save, post_delete], sender=Procedure)
@receiver([post_save, post_delete], sender=ProcedureVersion)
def _changed(**_: Any) -> None:
    forget()
