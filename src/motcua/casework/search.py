"""Searching a unit's dossiers: by code, number of a document, name, identity number, procedure; a page at a time.

Each kind of text is a range of one key, read in its order from where the page before ended; nothing is counted.
Names and identity numbers are read for those alone who may see persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from motcua.casework.search_index import Kind, encoded, identity_text, name_texts, procedure_text
from motcua.catalogue.models import Unit
from motcua.catalogue.search import procedures_for
from motcua.dossiers.models import Dossier
from motcua.hub.text import fold
from motcua.people.policies import SEE_PERSON
from motcua.rules.instants import Day

SHORTEST = 2
PAGE = 50
_CANDIDATES = 2_000
_PROCEDURES = 3
_COMMON = frozenset({"nguyen", "tran", "le", "pham", "hoang", "thi", "van", "cong", "ty"})
"""Words that so many names have that beginning with another one is quicker."""


@dataclass(frozen=True)
class Place:
    """Where a page ended: the range (its place in the order of ranges), the text and the dossier."""

    at: int
    text: bytes
    dossier: int

    def written(self) -> str:
        """The place for a form; it holds what was searched for, so it never stands in an address."""
        return f"{self.at}.{self.text.hex()}.{self.dossier}"


def place_of(written: str) -> Place | None:
    """A place as `written` gives it; None for anything else."""
    at, _dot, rest = written.partition(".")
    text, _dot, dossier = rest.partition(".")
    if (
        not all(part.isascii() and part.isdigit() and len(part) < 19 for part in (at, dossier))
        or len(text) > 200
    ):
        return None
    try:
        return Place(int(at), bytes.fromhex(text), int(dossier))
    except ValueError:
        return None


@dataclass(frozen=True)
class Found:
    """A page of keys of dossiers; `after` is where the next one begins, None where there is none."""

    dossiers: tuple[int, ...]
    after: Place | None


@dataclass(frozen=True)
class _Range:
    kind: Kind
    begin: bytes


@dataclass(frozen=True)
class _Hit:
    """A dossier where it stands in a range; `kind` is the range's."""

    place: Place
    kind: Kind


def search(unit: Unit, words: str, rights: frozenset[str], day: Day, after: Place | None = None) -> Found:
    """The unit's dossiers that the words fit, at most PAGE; nothing where they are shorter than SHORTEST."""
    if len(fold(words).replace(" ", "")) < SHORTEST:
        return Found((), None)
    found = _first(unit.pk, _ranges(unit, words, rights, day), after)
    if not found and after is None and SEE_PERSON in rights:
        return Found(tuple(_there(_words_apart(unit.pk, words), unit.pk)), None)
    page = found[:PAGE]
    there = _there([hit.place.dossier for hit in page], unit.pk)
    held = [key for hit in page if (key := hit.place.dossier) in there and _holds(hit, *there[key])]
    return Found(tuple(held), page[-1].place if len(found) > PAGE else None)


def _first(unit: int, ranges: Iterable[Sequence[_Range]], after: Place | None) -> list[_Hit]:
    """The first dossiers of the ranges after a place, one more than a page, each where it stands first.

    Ranges come in groups, each of which is read in one statement; a full page asks for no further group.
    """
    found: dict[int, _Hit] = {}
    at = 0
    for group in ranges:
        wanted = [(at + n, one) for n, one in enumerate(group) if after is None or at + n >= after.at]
        for hit in _read(unit, wanted, after) if wanted and len(found) <= PAGE else ():
            found.setdefault(hit.place.dossier, hit)
        at += len(group)
    return list(found.values())


def _ranges(unit: Unit, words: str, rights: frozenset[str], day: Day) -> Iterator[list[_Range]]:
    """Where the words are looked for, in the order in which it is shown."""
    folded, number = encoded(fold(words)), encoded(identity_text(words))
    personal = [_Range(Kind.IDENTITY, number), _Range(Kind.NAME, folded)] if SEE_PERSON in rights else []
    yield [_Range(Kind.CODE, folded), _Range(Kind.NUMBER, folded), *personal]
    best = procedures_for(unit, words, day, _PROCEDURES) if len(folded) > SHORTEST else []
    yield [_Range(Kind.PROCEDURE, procedure_text(one.procedure_id)) for one in best]


def _holds(hit: _Hit, procedure: int | None, folded: str) -> bool:
    """Whether a dossier still has the procedure or the name by which it was found.

    One that was corrected stays entered under what it had before: taking that out would cost every act a search.
    """
    if hit.kind is Kind.NAME:
        return hit.place.text in map(encoded, name_texts(folded))
    if hit.kind is Kind.PROCEDURE:
        return procedure is not None and hit.place.text.startswith(procedure_text(procedure))
    return True


_READ = """
SELECT place, text, dossier FROM (
    SELECT {:d} AS place, text, dossier FROM dossiers_searchkey
    WHERE unit = %s AND kind = %s AND text >= %s AND text < %s AND (text, dossier) > (%s, %s)
    ORDER BY text, dossier LIMIT %s
) AS range_{:d}
"""


def _read(unit: int, ranges: Sequence[tuple[int, _Range]], after: Place | None) -> list[_Hit]:
    sql, given, kinds = [], list[int | bytes](), dict[int, Kind]()
    for at, one in ranges:
        begun = after if after is not None and after.at == at else None
        text, dossier = (begun.text, begun.dossier) if begun else (one.begin, -1)
        sql.append(_READ.format(at, at))
        given += [unit, int(one.kind), one.begin, one.begin + b"\xff", text, dossier, PAGE + 1]
        kinds[at] = one.kind
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql), given)
        found = (Place(at, bytes(text), dossier) for at, text, dossier in cursor.fetchall())
        return [_Hit(place, kinds[place.at]) for place in sorted(found, key=_order)]


def _order(place: Place) -> tuple[int, bytes, int]:
    return place.at, place.text, place.dossier


_APART = """
SELECT found.dossier FROM (
    SELECT text, dossier FROM dossiers_searchkey
    WHERE unit = %s AND kind = %s AND text >= %s AND text < %s ORDER BY text, dossier LIMIT %s
) AS found
JOIN dossiers_person AS person ON person.dossier_id = found.dossier
WHERE {} ORDER BY found.text, found.dossier LIMIT %s
"""


def _words_apart(unit: int, words: str) -> list[int]:
    """Dossiers of people whose name has all the words somewhere, the beginnings of them in any order."""
    parts = fold(words).split()[:6]
    if len(parts) < 2:
        return []
    rare = [part for part in parts if part not in _COMMON]
    begin = encoded((rare or parts)[-1])
    others = [part for part in parts if encoded(part) != begin]
    # Folded words have neither % nor _ in them.
    tests = " AND ".join(["' ' || person.folded LIKE %s"] * len(others)) or "1 = 1"
    patterns = [f"% {part}%" for part in others]
    given: list[Any] = [unit, int(Kind.NAME), begin, begin + b"\xff", _CANDIDATES, *patterns, PAGE]
    with connection.cursor() as cursor:
        cursor.execute(_APART.format(tests), given)
        return list(dict.fromkeys(row[0] for row in cursor.fetchall()))


def _there(keys: Sequence[int], unit: int) -> dict[int, tuple[int | None, str]]:
    """Those of the dossiers that people of the unit may open today, each with its procedure and its folded name.

    One that has left the unit may still be entered.
    """
    if not keys:
        return {}
    places = Q(unit=unit) | Q(work__received_by=unit)
    found = Dossier.objects.filter(places, pk__in=keys)
    known = {
        pk: (procedure, folded or "")
        for pk, procedure, folded in found.values_list("pk", "cell__procedure", "person__folded")
    }
    return {key: known[key] for key in keys if key in known}
