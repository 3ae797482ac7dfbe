"""Nguồn tự động: the live sources of the unit, and what became of their files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.exchange.live.registry import kind_of
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.people.policies import IMPORT
from motcua.rules.instants import MS_PER_MINUTE

SHOWN = 50
LATE = 3
"""A source that has not been looked at for so many times its rhythm is not looked at any more."""


@unit_page(IMPORT)
def page(request: UnitRequest) -> HttpResponse:
    """The sources with their health, and their latest files."""
    sources = WatchedSource.objects.filter(unit=request.unit).order_by("pk")
    files = TakenFile.objects.filter(source__unit=request.unit).order_by("-pk")[:SHOWN]
    context = {"sources": [(one, kind_of(one.kind).label, _asleep(one)) for one in sources], "files": files}
    return render(request, "exchange/sources.html", context)


def _asleep(source: WatchedSource) -> bool:
    """Whether nobody looks at a source though its time has come."""
    return source.enabled and source.next_at + LATE * source.every_minutes * MS_PER_MINUTE < now()
