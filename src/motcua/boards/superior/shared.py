"""What pages of superiors' files share: the file of an address, what is written into the log, reading an upload."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.closing.state import known_of
from motcua.people.audit import Details, register
from motcua.reports.models import SuperiorFile
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.kept import Bringing
from motcua.reports.superior.package import MOST_BYTES
from motcua.rules.instants import Instant
from motcua.rules.periods import Period

FileView = Callable[..., HttpResponse]


def _version(told: Details) -> str:
    return _("version %(n)s") % {"n": told.get("version")}


def _numbers(told: Details) -> str:
    return _("numbers: %(n)s") % {"n": told.get("numbers")}


def _filled(told: Details) -> str:
    return " · ".join(str(one) for one in (told.get("period"), _numbers(told)) if one)


BROUGHT = register("superior.brought", gettext_lazy("Brought a superior's file"), ("version",), _version)
BOUND = register("superior.bound", gettext_lazy("Bound numbers of a superior's file"), ("numbers",), _numbers)
FILLED = register("superior.filled", gettext_lazy("Filled a superior's file"), ("period", "numbers"), _filled)
PUT_AWAY = register("superior.away", gettext_lazy("Put a superior's file away"))
SUBJECT = "superior_file"


def file_page(what: str) -> Callable[[FileView], Callable[..., Any]]:
    """For views of one of the unit's files, called with it: of no other unit's, and of none that was put away.

    Where a file cannot be read any more, the list of files says why.
    """

    def door(view: FileView) -> Callable[..., Any]:
        @unit_page(what)
        @wraps(view)
        def page(request: UnitRequest, file: int, **rest: Any) -> HttpResponse:
            found = SuperiorFile.objects.filter(pk=file, unit=request.unit, put_away_at=None).first()
            if found is None:
                raise Http404
            try:
                return view(request, found, **rest)
            except FileRefused as refused:
                messages.error(request, str(refused))
                return redirect("reports-superior", request.unit.pk)

        return page

    return door


def closed(request: UnitRequest) -> Callable[[Period], Instant | None]:
    """As known at which instant each of the unit's periods was closed."""
    return lambda period: known_of(request.unit, period, None)


def brought(request: UnitRequest) -> Bringing:
    """What a form brings; raises FileRefused without a file, or where it is too large."""
    upload = request.FILES.get("file")
    if upload is None:
        raise FileRefused(_("Choose a file."))
    if (upload.size or 0) > MOST_BYTES:
        raise FileRefused(_("The file is larger than %(limit)s MB.") % {"limit": MOST_BYTES // 2**20})
    period = request.POST.get("period", "").strip()
    return Bringing(upload.name or "", upload.read(), period, request.user.pk, now())
