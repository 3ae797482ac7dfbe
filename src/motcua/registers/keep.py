"""Keeping entries: every step leaves a revision, nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError

from motcua.catalogue.models import Unit
from motcua.catalogue.writing import writing
from motcua.registers.kind import Kind
from motcua.registers.models import Entry, Revision
from motcua.registers.values import BadEntry, Content, Value, content
from motcua.rules.instants import Instant

PAGE, FILE, API = "page", "file", "api"


class Outdated(ValueError):
    """Somebody else has changed the entry since it was shown."""

    def __init__(self) -> None:
        super().__init__("Người khác vừa sửa dòng này. Nội dung mới đang hiển thị; hãy xem lại rồi sửa tiếp.")


@writing()
def add(
    unit: Unit, kind: Kind, given: Mapping[str, str], at: Instant, actor: int | None, way: str = PAGE
) -> Entry:
    """A new entry; `at` is the present in milliseconds UTC. Raises BadEntry, also where its code is taken."""
    made = content(kind, given)
    entry = Entry(unit=unit, register=kind.key, **_stored(made))
    _saved(kind, entry)
    _step(entry, Revision.Act.ADDED, at, actor, way, sorted({**made.values, **made.persons}))
    return entry


@writing()
def change(
    entry: Entry, kind: Kind, given: Mapping[str, str], at: Instant, actor: int | None, way: str = PAGE,
    version: int | None = None,
) -> bool:  # fmt: skip
    """Change an entry; gives whether anything differs. Raises BadEntry, and Outdated where `version` is not the present."""
    kept = _locked(entry, version)
    made = content(kind, given)
    columns = differing(kept, made)
    if not columns and not kept.void:
        return False
    for name, value in _stored(made).items():
        setattr(kept, name, value)
    kept.void = False
    _saved(kind, kept)
    _step(kept, Revision.Act.CHANGED, at, actor, way, columns)
    return True


@writing()
def void(entry: Entry, at: Instant, actor: int | None, way: str = PAGE, version: int | None = None) -> None:
    """Take an entry out of the register; it and its history stay. Raises Outdated."""
    _set_void(entry, True, at, actor, way, version)


@writing()
def restore(entry: Entry, at: Instant, actor: int | None, way: str = PAGE) -> None:
    """Put an entry back that was taken out."""
    _set_void(entry, False, at, actor, way, None)


def _set_void(entry: Entry, out: bool, at: Instant, actor: int | None, way: str, version: int | None) -> None:
    kept = _locked(entry, version)
    if kept.void == out:
        return
    kept.void = out
    kept.version += 1
    kept.save()
    _step(kept, Revision.Act.VOIDED if out else Revision.Act.RESTORED, at, actor, way, [])


def differing(entry: Entry, made: Content) -> list[str]:
    """The columns in which a checked content is not what the entry has."""
    before: dict[str, Value] = {**entry.values, **entry.persons}
    after: dict[str, Value] = {**made.values, **made.persons}
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _locked(entry: Entry, version: int | None) -> Entry:
    kept = Entry.objects.select_for_update().get(pk=entry.pk)
    if version is not None and kept.version != version:
        raise Outdated
    return kept


def _stored(made: Content) -> dict[str, Any]:
    return {
        "code": made.code, "since": made.since, "until": made.until,
        "values": dict(made.values), "persons": dict(made.persons),
    }  # fmt: skip


def _saved(kind: Kind, entry: Entry) -> None:
    if entry.pk:
        entry.version += 1
    try:
        with writing():
            entry.save()
    except IntegrityError as error:
        label = kind.column(kind.code).label if kind.code else ""
        raise BadEntry({kind.code: f"{label}: “{entry.code}” đã có trong sổ."}) from error


def _step(entry: Entry, act: str, at: Instant, actor: int | None, way: str, columns: list[str]) -> None:
    Revision.objects.create(
        entry=entry, act=act, way=way, at=at, actor=actor, since=entry.since, until=entry.until,
        values=entry.values, columns=columns, void=entry.void,
    )  # fmt: skip
