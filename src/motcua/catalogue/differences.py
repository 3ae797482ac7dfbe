"""What a list of procedures would change: added, changed column by column, repealed, replaced by another code.

Nothing is written here; `catalogue.publish` lets differences take effect.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from motcua.catalogue.changes import Kind
from motcua.catalogue.contents import COLUMNS, Content, Described, merged, to_json
from motcua.catalogue.fields import agencies, agency_key, field_key, spelling
from motcua.catalogue.kept import Current, standing
from motcua.catalogue.models import Procedure
from motcua.catalogue.names import known_agencies, known_fields

LONGEST_CODE = 40


@dataclass(frozen=True)
class Difference:
    """One procedure that is not as a source says; `content` is what would hold then, None where it ends.

    `columns` has the old and the new value (as `contents.to_json` writes them) of each column that differs;
    `same_name` are codes of procedures in force that bear the name of one that is added.
    """

    kind: Kind
    code: str
    name: str
    columns: Mapping[str, tuple[Any, Any]]
    content: Content | None
    replaced_by: str = ""
    same_name: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Comparison:
    """Differences in the order of codes, and how many procedures are as the source says."""

    since: date
    differences: tuple[Difference, ...]
    same: int

    @property
    def digest(self) -> str:
        """A short text that is the same for the same differences: what was shown is what takes effect."""
        told = [
            [d.kind, d.code, d.replaced_by, {key: list(pair) for key, pair in d.columns.items()}]
            for d in self.differences
        ]
        written = json.dumps([self.since.isoformat(), told], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:32]

    def of(self, kind: Kind) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(found for found in self.differences if found.kind is kind)


def compare(described: Iterable[Described], since: date, complete: bool = False) -> Comparison:
    """Compare what sources say with the catalogue as it stands on the day from which it is to hold.

    `complete`: the sources are the whole catalogue, so what they do not have is repealed. A procedure that ends is
    replaced where its source names another code, or one that is added bears its name in its field.
    """
    return _Comparing(merged(described), since, complete).result()


def changed_columns(before: Content, after: Content) -> dict[str, tuple[Any, Any]]:
    """The columns that differ, with old and new value; blanks, old spellings and orders do not count."""
    return _Words().changed(before, after)


class _Words:
    """The ways of writing one and the same: other names of fields and agencies, blanks, capitals."""

    def __init__(self) -> None:
        self.fields, self.agencies = known_fields(), known_agencies()
        self.readers: dict[str, Callable[[Any], Any]] = {
            "name": lambda text: spelling(text).strip(" .,;:"),
            "field": self.field,
            "agency": self._agencies,
            "receiving_agency": self._agencies,
            "issuing_agency": self._agencies,
            "kind": spelling,
            "decision": lambda text: re.sub(r"\s", "", spelling(text)),
            "fee_note": spelling,
        }

    def field(self, name: str) -> Any:
        return self.fields.get(key := field_key(name), key)

    def _agencies(self, text: str) -> list[Any]:
        keys = (agency_key(name) for name in agencies(text))
        return sorted({str(self.agencies.get(key, key)) for key in keys})

    def changed(self, before: Content, after: Content) -> dict[str, tuple[Any, Any]]:
        old, new = to_json(before), to_json(after)
        return {
            column: (old[column], new[column]) for column in COLUMNS if self._differ(column, before, after)
        }

    def _differ(self, column: str, before: Content, after: Content) -> bool:
        old, new = getattr(before, column), getattr(after, column)
        read = self.readers.get(column)
        return bool(read(old) != read(new)) if read else bool(old != new)


class _Comparing:
    def __init__(self, said: dict[str, Described], since: date, complete: bool) -> None:
        self.said, self.since, self.complete = said, since, complete
        self.words = _Words()
        self.now = standing(since, None if complete else said)

    @cached_property
    def named(self) -> dict[tuple[str, Any], list[str]]:
        """The codes of all procedures by name and field."""
        found: dict[tuple[str, Any], list[str]] = {}
        for code, name, field in Procedure.objects.order_by("code").values_list(
            "code", "name", "field__name"
        ):
            found.setdefault(self._name(name, field), []).append(code)
        return found

    def _name(self, name: str, field: str) -> tuple[str, Any]:
        return self.words.readers["name"](name), self.words.field(field)

    def _same_name(self, one: Described, content: Content) -> tuple[str, ...]:
        """Codes of other procedures in force that have the name and field."""
        codes = [
            code for code in self.named.get(self._name(content.name, content.field), ()) if code != one.code
        ]
        held = standing(self.since, codes) if codes else {}
        return tuple(code for code in codes if held[code].version is not None and not held[code].repealed)

    def result(self) -> Comparison:
        found = [self._one(one) for one in self.said.values()]
        if self.complete:
            found += [self._ended(Described(code, repealed=True)) for code in sorted(self._missing())]
        told = [difference for difference in found if difference is not None]
        named = self._replaced(told)
        return Comparison(self.since, tuple(sorted(named, key=lambda d: d.code)), len(found) - len(told))

    def _missing(self) -> set[str]:
        held = {code for code, current in self.now.items() if current.version and not current.repealed}
        return held - set(self.said)

    def _one(self, one: Described) -> Difference | None:
        current = self.now.get(one.code)
        if one.repealed:
            return self._ended(one)
        if current is None or current.version is None or current.repealed:
            return self._added(one, current)
        content = one.over(current.content)
        columns = self.words.changed(current.content, content)
        if not columns:
            return None
        return Difference(Kind.CHANGED, one.code, content.name, columns, content, where=one.where)

    def _added(self, one: Described, current: Current | None) -> Difference:
        content = one.over(current.content if current else Content())
        usual = to_json(Content())
        told = {key: (None, value) for key, value in to_json(content).items() if value != usual[key]}
        same = self._same_name(one, content)
        return Difference(Kind.ADDED, one.code, content.name, told, content, same_name=same, where=one.where)

    def _ended(self, one: Described) -> Difference | None:
        current = self.now.get(one.code)
        if current is None or current.version is None or current.repealed:
            return None
        kind = Kind.REPLACED if one.replaced_by else Kind.REPEALED
        name = current.content.name
        return Difference(kind, one.code, name, {}, None, replaced_by=one.replaced_by, where=one.where)

    def _replaced(self, told: list[Difference]) -> list[Difference]:
        """Procedures that end while one of their name and field is added are replaced by it."""
        added = {code: found.code for found in told if found.kind is Kind.ADDED for code in found.same_name}
        return [
            Difference(Kind.REPLACED, d.code, d.name, {}, None, replaced_by=added[d.code], where=d.where)
            if d.kind is Kind.REPEALED and d.code in added
            else d
            for d in told
        ]
