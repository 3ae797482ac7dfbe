"""A page of the access log: which lines, and their keys put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.boards.people.roster import by_name
from motcua.catalogue.departments import departments
from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.people.audit import SIGN_IN_FAILED, actions
from motcua.people.models import AuditEntry, User
from motcua.rules.instants import Instant, day_of, day_start

PAGE = 50

Cursor = tuple[Instant, int]


@dataclass(frozen=True)
class Wanted:
    """Which lines: of a local day, by a person, about a dossier (keys; None: all); older than `before`."""

    day: date | None = None
    actor: int | None = None
    dossiers: tuple[int, ...] | None = None
    before: Cursor | None = None


@dataclass(frozen=True)
class Line:
    """A line in words; `address` leads to what it is about, empty where nothing can be opened."""

    at: Instant
    who: str
    what: str
    about: str
    address: str
    details: str
    unit: str


def log_units(unit: Unit, day: date) -> list[Unit]:
    """A unit and its departments: whose log its page shows. Communes below a province have pages of their own."""
    return [unit, *departments(unit, day)]


def people_of(units: Sequence[Unit]) -> list[User]:
    """Everybody who holds or held a role in one of the units, by name."""
    return sorted(User.objects.filter(grants__unit__in=units).distinct(), key=by_name)


def entries(units: Sequence[Unit], wanted: Wanted) -> tuple[list[AuditEntry], Cursor | None]:
    """The newest lines that are wanted, and where the next page begins.

    Asked unit by unit: so each statement walks an index and stops after a page, however long the log is.
    """
    found = [entry for unit in units for entry in _of(unit, wanted)[: PAGE + 1]]
    newest = sorted(found, key=lambda entry: (entry.at, entry.pk), reverse=True)
    shown = newest[:PAGE]
    return shown, (shown[-1].at, shown[-1].pk) if len(newest) > PAGE else None


def _of(unit: Unit, wanted: Wanted) -> QuerySet[AuditEntry]:
    lines = AuditEntry.objects.filter(unit=unit.pk).order_by("-at", "-pk")
    if wanted.day is not None:
        begin = day_start(day_of(wanted.day))
        lines = lines.filter(at__gte=begin, at__lt=day_start(day_of(wanted.day) + 1))
    if wanted.actor is not None:
        lines = lines.filter(actor=wanted.actor)
    if wanted.dossiers is not None:
        lines = lines.filter(subject_kind="dossier", subject__in=wanted.dossiers)
    if wanted.before is not None:
        at, key = wanted.before
        # The first condition alone bounds the walk; the second settles lines of the same instant.
        lines = lines.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=key))
    return lines


def in_words(found: Sequence[AuditEntry], units: Sequence[Unit]) -> list[Line]:
    """Lines with the names of persons, dossiers and units; a few statements whatever their number."""
    names = {unit.pk: unit.name for unit in units}
    people = _people(found)
    about = {kind: name(_keys(found, kind)) for kind, name in SUBJECTS.items()}
    return [_line(entry, names, people, about.get(entry.subject_kind, {})) for entry in found]


def _line(
    entry: AuditEntry,
    units: Mapping[int, str],
    people: Mapping[int, str],
    about: Mapping[int, tuple[str, str]],
) -> Line:
    action = actions().get(entry.kind)
    label, address = about.get(entry.subject or 0, ("", ""))
    return Line(
        at=entry.at,
        who=people.get(entry.actor or 0, "") or _nobody(entry),
        what=str(action.label) if action else entry.kind,
        about=label,
        address=address,
        details=action.tell(entry.details) if action else "",
        unit=units.get(entry.unit, ""),
    )


def _nobody(entry: AuditEntry) -> str:
    """Who failed to sign in is not known; what else nobody signed in has done came from the command line."""
    return "" if entry.kind == SIGN_IN_FAILED else _("command line")


def _keys(found: Iterable[AuditEntry], kind: str) -> set[int]:
    return {entry.subject for entry in found if entry.subject_kind == kind and entry.subject is not None}


def _people(found: Iterable[AuditEntry]) -> dict[int, str]:
    users = User.objects.in_bulk({entry.actor for entry in found if entry.actor is not None})
    return {key: user.get_full_name() for key, user in users.items()}


def _dossiers(keys: set[int]) -> dict[int, tuple[str, str]]:
    found = Dossier.objects.filter(pk__in=keys).values_list("pk", "code", "unit")
    return {key: (code, reverse("dossiers-one", args=[unit, key])) for key, code, unit in found}


def _users(keys: set[int]) -> dict[int, tuple[str, str]]:
    return {user.pk: (user.get_full_name(), "") for user in User.objects.filter(pk__in=keys)}


def _units(keys: set[int]) -> dict[int, tuple[str, str]]:
    return {unit.pk: (unit.name, "") for unit in Unit.objects.filter(pk__in=keys)}


SUBJECTS: dict[str, Callable[[set[int]], dict[int, tuple[str, str]]]] = {
    "dossier": _dossiers,
    "user": _users,
    "unit": _units,
}
"""How the keys of each kind of subject are named, and where they lead."""
