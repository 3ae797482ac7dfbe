"""Nguồn tự động: the live sources of the unit, how each is, what came of its files, and files that wait for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards import jobs
from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.boards.exchange.source_words import OUTCOMES, STATES, expected, looked_at
from motcua.boards.importing import read
from motcua.exchange.live import deciding
from motcua.exchange.live.base import BadSource
from motcua.exchange.live.health import State, health
from motcua.exchange.live.registry import built, kind_of, kinds
from motcua.exchange.live.setting_up import called, read_again
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.hub.errors import ExportError
from motcua.people.policies import ADMINISTER, IMPORT

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = 20


@dataclass(frozen=True)
class Line:
    """A source as the pages show it; `place` and errors are for whoever administers."""

    source: WatchedSource
    name: str
    kind: StrOrPromise
    place: str
    state: StrOrPromise
    tone: str
    why: str
    looked: str
    expected: str


@dataclass(frozen=True)
class File:
    """A line of the log; `questions` where it waits for a person."""

    taken: TakenFile
    source: str
    state: StrOrPromise
    tone: str
    why: list[str]


@unit_page(IMPORT)
def page(request: UnitRequest) -> HttpResponse:
    """The sources with their health, what waits for a person, and the latest files."""
    sources = WatchedSource.objects.filter(unit=request.unit).order_by("pk")
    files = TakenFile.objects.filter(source__unit=request.unit).select_related("source")
    context = {
        "sources": [_line(one, request.rights) for one in sources],
        "held": [_file(one) for one in files.filter(outcome=TakenFile.Outcome.HELD).order_by("pk")],
        "files": [_file(one) for one in files.order_by("-pk")[:SHOWN]],
        "kinds": [(kind.key, kind.label) for kind in kinds()] if ADMINISTER in request.rights else [],
    }
    return render(request, "exchange/sources.html", context)


@unit_page(IMPORT)
def one(request: UnitRequest, source: int) -> HttpResponse:
    """One source: how it is, what waits, and the log of its last takings."""
    found = source_of(request, source)
    files = found.files.select_related("source", "decided_by")
    context = {
        "line": _line(found, request.rights),
        "held": [_file(one) for one in files.filter(outcome=TakenFile.Outcome.HELD).order_by("pk")],
        "files": [_file(one) for one in files.order_by("-pk")[:SHOWN]],
    }
    return render(request, "exchange/source.html", context)


def source_of(request: UnitRequest, source: int) -> WatchedSource:
    return get_object_or_404(WatchedSource.objects.select_related("unit"), unit=request.unit, pk=source)


def _line(source: WatchedSource, rights: frozenset[str]) -> Line:
    found, administers = health(source, now()), ADMINISTER in rights
    state, tone = STATES[found.state]
    why = found.why
    if found.state is State.FAILS and source.error and not administers:
        why = _("Nothing can be fetched from it; whoever administers the unit sees why.")
    place = _place(source) if administers else ""
    kind = kind_of(source.kind).label
    return Line(source, called(source), kind, place, state, tone, why, looked_at(source), expected(source))


def _place(source: WatchedSource) -> str:
    try:
        return built(source.kind, source.options).place()
    except BadSource as error:
        return str(error)


def _file(taken: TakenFile) -> File:
    state, tone = OUTCOMES[taken.outcome]
    return File(taken, called(taken.source), state, tone, taken.reason.splitlines())


def held_files(unit: int) -> int:
    """How many files of a unit's (key) live sources wait for a person."""
    return TakenFile.objects.filter(source__unit=unit, outcome=TakenFile.Outcome.HELD).count()


@require_POST
@unit_page(IMPORT)
def decide(request: UnitRequest, file: int, what: str) -> HttpResponse:
    """Let a file that waits through, throw it away, or take it to the import by hand."""
    found = get_object_or_404(
        TakenFile.objects.select_related("source__unit"), source__unit=request.unit, pk=file
    )
    if what not in ("nhap", "bo", "nhap-tay"):
        raise Http404
    try:
        if what == "nhap-tay":
            return _by_hand(request, found)
        _decided(request, found, what)
    except (deciding.Decided, ExportError) as error:
        messages.error(request, str(error))
    return redirect("exchange-source", request.unit.pk, found.source_id)


def _decided(request: UnitRequest, found: TakenFile, what: str) -> None:
    if what == "bo":
        deciding.throw_away(found, request.user.pk, now())
        messages.info(request, _("The file was thrown away. Nothing of it was recorded."))
        return
    done = deciding.let_through(found, request.user.pk, now())
    said = _("The file was recorded: %(new)s new dossiers, %(changed)s changed.")
    messages.success(request, said % {"new": done.new, "changed": done.changed})


def _by_hand(request: UnitRequest, found: TakenFile) -> HttpResponse:
    content = deciding.by_hand(found, request.user.pk, now())
    upload = SimpleUploadedFile(found.name, content)
    job = jobs.take([upload], request.unit.pk, request.user.pk, request.user.get_full_name(), now())
    jobs.in_background(job, read)
    return redirect("import-job", request.unit.pk, job.key)


@require_POST
@unit_page(ADMINISTER)
def again(request: UnitRequest, source: int) -> HttpResponse:
    """Read a source from its beginning at the next look."""
    found = source_of(request, source)
    read_again(found, request.user.pk, now())
    messages.info(request, _("The source is read from its beginning at the next look."))
    return redirect("exchange-source", request.unit.pk, found.pk)
