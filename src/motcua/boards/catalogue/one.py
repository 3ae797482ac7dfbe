"""A procedure: what holds, its versions, the unit's own terms and lanes, and what was changed when and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue import words
from motcua.boards.catalogue.listing import whole
from motcua.boards.catalogue.shared import may_share
from motcua.boards.clock import today
from motcua.boards.words import CHANNELS
from motcua.catalogue.contents import COLUMNS, Content, to_json
from motcua.catalogue.kept import contents_of
from motcua.catalogue.models import Change, Draft, Procedure, ProcedureVersion, Unit, UnitTerm
from motcua.catalogue.names import agency_on
from motcua.catalogue.unit_terms import unit_terms_of
from motcua.catalogue.units import above
from motcua.people.models import User
from motcua.people.policies import MANAGE_CATALOGUE, SEE_FIGURES
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST_CHANGES = 100
_APART = frozenset({"name", "papers", "results", "grounds", "direct", "online", "postal"})
_AGENCIES = ("agency", "receiving_agency", "issuing_agency")


@unit_page(SEE_FIGURES)
def page(request: UnitRequest, procedure: int) -> HttpResponse:
    """A procedure with the version in force, or the one that the address names."""
    found = get_object_or_404(Procedure.objects.select_related("field"), pk=procedure)
    return render(request, "catalogue/one.html", one_context(request, found))


def one_context(request: UnitRequest, found: Procedure) -> dict[str, Any]:
    """What the page of a procedure needs."""
    versions = list(found.versions.select_related("field", "procedure__field").order_by("-since"))
    shown = _version_shown(request, versions)
    content = contents_of([shown])[shown.pk] if shown else Content()
    units = [request.unit.pk, *above(request.unit.pk, today())]
    return {
        "procedure": found,
        "versions": [(version, _status(version, versions)) for version in versions],
        "shown": shown,
        "status": _status(shown, versions) if shown else "",
        "content": content,
        "offered": [CHANNELS[channel] for channel in content.channels],
        "facts": _facts(content),
        "own": [_own(row, request.unit.pk) for row in unit_terms_of(units, found, today())],
        "changes": _changes(found.changes.order_by("-recorded_at", "-pk")[:MOST_CHANGES]),
        "draft": Draft.objects.filter(code=found.code).first(),
        "may_share": may_share(request),
        "may_own": MANAGE_CATALOGUE in request.rights,
        "lanes": [(int(lane), words.LANES[lane]) for lane in Lane if lane is not Lane.PRIORITY],
        "channels": [(int(channel), CHANNELS[channel]) for channel in Channel],
        "units": words.UNITS.items(),
        "today": today(),
    }


def _version_shown(request: UnitRequest, versions: list[ProcedureVersion]) -> ProcedureVersion | None:
    """The version that the address names, else the one in force, else the last that was."""
    wanted = whole(request.GET.get("version", ""))
    named = [version for version in versions if version.pk == wanted]
    begun = [version for version in versions if version.since <= today()]
    return next(iter([*named, *begun, *versions]), None)


def _status(version: ProcedureVersion, versions: list[ProcedureVersion]) -> str:
    if version.since > today():
        return _("published ahead")
    if version != next(one for one in versions if one.since <= today()):
        return _("followed by a newer one")
    return _("repealed") if version.until is not None and version.until <= today() else _("in force")


def _facts(content: Content) -> list[tuple[StrPromise, str]]:
    """The columns that say something, with their names and values in words; lists have places of their own."""
    values = to_json(content)
    told = [
        (words.COLUMNS[column], _agencies(value) if column in _AGENCIES else words.value_words(column, value))
        for column, value in values.items()
        if column in COLUMNS and column not in _APART and value
    ]
    return [(label, text) for label, text in told if text != "–"]


def _agencies(text: str) -> str:
    """Agencies as the decision names them, with today's name where that is another one."""
    named = [(name, agency_on(name, today())) for name in text.split("\n") if name]
    return "; ".join(
        name if now_called == name else _("%(old)s (now %(new)s)") % {"old": name, "new": now_called}
        for name, now_called in named
    )


@dataclass(frozen=True)
class _Own:
    """A term or a lane of the unit, or of one above it; `mine`: of this very unit."""

    row: UnitTerm
    lane: StrPromise
    channel: str
    term: str
    rules: str
    mine: bool


def _own(row: UnitTerm, unit: int) -> _Own:
    rules = {"cut_off_minute": row.cut_off_minute, "count_reception_day": row.count_reception_day}
    return _Own(
        row,
        words.LANES[row.lane],
        str(CHANNELS[row.channel]) if row.channel else _("All channels"),
        words.term_words(row.term_amount, row.term_unit),
        words.rules_words(rules),
        row.unit_id == unit,
    )


@dataclass(frozen=True)
class _Changed:
    """An entry of the log in words."""

    change: Change
    label: StrPromise
    by: str
    columns: list[tuple[StrPromise, str, str]]
    detail: str = ""


def _changes(rows: Iterable[Change]) -> list[_Changed]:
    listed = list(rows)
    people = User.objects.in_bulk({row.actor for row in listed if row.actor is not None})
    names = {pk: person.get_full_name() for pk, person in people.items()}
    return [
        _Changed(
            row,
            words.KINDS[row.kind],
            names.get(row.actor or 0, ""),
            columns_told(row.body.get("columns", {})),
            _detail(row.body),
        )
        for row in listed
    ]


def _detail(body: dict[str, Any]) -> str:
    """What a change of a unit's own term was about: the unit, the lane, the channel, the term."""
    if "unit" not in body:
        return body.get("replaced_by", "") and f"→ {body['replaced_by']}"
    unit = Unit.objects.filter(pk=body["unit"]).values_list("name", flat=True).first() or ""
    channel = str(CHANNELS[body["channel"]]) if body["channel"] else _("All channels")
    term = words.value_words("term", body["term"])
    return ", ".join([unit, str(words.LANES[body["lane"]]), channel, term])


def columns_told(columns: dict[str, dict[str, Any]]) -> list[tuple[StrPromise, str, str]]:
    """The columns that a change of the log names, with their old and new values in words."""
    return [
        (
            words.COLUMNS[column],
            words.value_words(column, pair["old"]),
            words.value_words(column, pair["new"]),
        )
        for column, pair in columns.items()
        if column in words.COLUMNS
    ]
