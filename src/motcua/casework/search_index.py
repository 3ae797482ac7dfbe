"""Entering dossiers where people search for them, a little after they were recorded.

Imports and acts only note which dossiers are to be entered (`SearchPending`), so that they are as fast as without;
the server enters them within a minute, and whoever searches in the unit meanwhile enters the next few thousand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

import polars as pl

from motcua.casework.models import Applicant, Fee
from motcua.catalogue.rows import add_later, new
from motcua.dossiers.bulk import insert_missing, writing
from motcua.dossiers.models import Act, Dossier, Person, SearchKey, SearchPending
from motcua.hub.text import fold
from motcua.rules.instants import Instant

Kind = SearchKey.Kind
AT_ONCE = 500
LONGEST = 96
_MOST_WORDS = 8
_NUMBERED = ("approved", "finished")
_LAST_INSTANT = 2**63 - 1

Key = tuple[int, int, bytes, int]
"""Unit, kind, text, dossier."""


def note(unit: int, dossier: int) -> None:
    """Have a dossier entered anew in a unit; call it in the transaction that changes it."""
    add_later(new(SearchPending, unit=unit, first=dossier, last=dossier))


def enter_all(_now: Instant | None = None) -> int:
    """Enter everything that is waiting, some thousand dossiers a transaction; gives how many."""
    entered = 0
    while done := enter_some():
        entered += done
    return entered


def enter_some(unit: int | None = None, most: int = AT_ONCE) -> int:
    """Enter at most so many of the dossiers that are waiting, of one unit or of all; gives how many."""
    waiting = SearchPending.objects.all() if unit is None else SearchPending.objects.filter(unit=unit)
    if not waiting.exists():
        return 0
    entered = 0
    with writing():
        for one in waiting.order_by("pk")[:most]:
            entered += _enter(one, most - entered)
            if entered >= most:
                break
    return entered


def waits(unit: int) -> bool:
    """Whether dossiers of a unit cannot be found yet."""
    return SearchPending.objects.filter(unit=unit).exists()


def _enter(pending: SearchPending, most: int) -> int:
    """Enter the first dossiers of a range; what is left of it stays waiting."""
    there = Dossier.objects.filter(pk__range=(pending.first, pending.last))
    found = list(there.order_by("pk").select_related("cell", "work")[: most + 1])
    here = [one for one in found[:most] if pending.unit in _places(one)]
    _write(keys_of(here, pending.unit))
    if len(found) > most:
        SearchPending.objects.filter(pk=pending.pk).update(first=found[most].pk)
    else:
        SearchPending.objects.filter(pk=pending.pk).delete()
    return max(len(found[:most]), 1)


def _places(dossier: Dossier) -> set[int]:
    """The units (keys) whose people may open a dossier."""
    work = getattr(dossier, "work", None)
    return {dossier.unit_id} if work is None else {dossier.unit_id, work.received_by_id}


def keys_of(dossiers: Sequence[Dossier], unit: int) -> Iterator[Key]:
    """All texts under which a unit finds these dossiers."""
    keys = [one.pk for one in dossiers]
    for one in dossiers:
        for text in code_texts(one.code):
            yield unit, Kind.CODE, encoded(text), one.pk
        if one.cell.procedure_id is not None:
            yield unit, Kind.PROCEDURE, procedure_text(one.cell.procedure_id, one.received_at), one.pk
    for pk, folded in Person.objects.filter(pk__in=keys).values_list("pk", "folded"):
        for text in name_texts(folded):
            yield unit, Kind.NAME, encoded(text), pk
    for pk, number in (
        Applicant.objects.filter(pk__in=keys).exclude(id_number="").values_list("pk", "id_number")
    ):
        yield unit, Kind.IDENTITY, encoded(identity_text(number)), pk
    for pk, number in _numbers(keys):
        yield unit, Kind.NUMBER, encoded(fold(number)), pk


def _numbers(keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Numbers of results and decisions, and of receipts."""
    acts = Act.objects.filter(dossier__in=keys, kind__in=_NUMBERED).values_list("dossier", "body")
    for dossier, body in acts:
        if number := json.loads(body).get("number"):
            yield dossier, str(number)
    yield from Fee.objects.filter(dossier__in=keys).exclude(receipt="").values_list("dossier", "receipt")


def code_texts(code: str) -> list[str]:
    """A code from its beginning, from its day, and its serial alone: «H24.33-260911-0012», «260911-0012», «0012»."""
    return _from_words(code, keep=lambda place, count: place == 0 or place >= count - 2)


def name_texts(folded: str) -> list[str]:
    """A name from each of its words on, so that «Thị Hoa» and «Hoa» find Nguyễn Thị Hoa."""
    return _from_words(folded, keep=lambda place, _count: place < _MOST_WORDS)


def _from_words(text: str, keep: Callable[[int, int], bool]) -> list[str]:
    words = fold(text).split()
    return [" ".join(words[place:]) for place in range(len(words)) if keep(place, len(words))]


def identity_text(number: str) -> str:
    """An identity number without blanks."""
    return fold(number).replace(" ", "")


def procedure_text(procedure: int, received: Instant | None = None) -> bytes:
    """A procedure's key and the time of reception, the latest first; without one, what all of them begin with."""
    begin = procedure.to_bytes(8, "big")
    return begin if received is None else begin + (_LAST_INSTANT - received).to_bytes(8, "big")


def encoded(text: str) -> bytes:
    """A text as it is kept."""
    return text.encode()[:LONGEST]


_SCHEMA = {"unit": pl.Int64, "kind": pl.Int64, "text": pl.Binary, "dossier": pl.Int64}


def _write(keys: Iterable[Key]) -> None:
    rows = pl.DataFrame(list(keys), schema=_SCHEMA, orient="row")
    insert_missing("dossiers_searchkey", rows)
