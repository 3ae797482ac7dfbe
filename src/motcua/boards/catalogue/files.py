"""Lists of procedures: brought as files, compared, and only then taking effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest
from motcua.boards.catalogue import uploads, words
from motcua.boards.catalogue.shared import asked_day, author, shared_page
from motcua.boards.clock import today
from motcua.boards.jobs import UploadRefused
from motcua.catalogue.changes import CatalogueError, Kind
from motcua.catalogue.differences import Comparison, Difference, compare
from motcua.catalogue.publish import apply
from motcua.hub.catalogue_files import Read, read_catalogue
from motcua.hub.errors import ExportError

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ORDER = (Kind.REPLACED, Kind.REPEALED, Kind.CHANGED, Kind.ADDED)
MOST_SHOWN = 300
_PROBLEMS = 100


@dataclass(frozen=True)
class Told:
    """A difference in words: the columns with their old and new values."""

    difference: Difference
    label: StrPromise
    columns: list[tuple[StrPromise, str, str]]


def told(difference: Difference) -> Told:
    """A difference as pages show it."""
    columns = [
        (words.COLUMNS[column], words.value_words(column, old), words.value_words(column, new))
        for column, (old, new) in difference.columns.items()
    ]
    return Told(difference, words.KINDS[difference.kind], columns)


@shared_page
def page(request: UnitRequest) -> HttpResponse:
    """The place to bring lists to."""
    problem = ""
    if request.method == "POST":
        try:
            upload = uploads.keep(request.FILES.getlist("files"), request.unit.pk, request.user.pk)
            query = "?complete=1" if request.POST.get("complete") else ""
            address = reverse("catalogue-list", args=[request.unit.pk, upload.key])
            return redirect(f"{address}{query}")
        except UploadRefused as refused:
            problem = str(refused)
    return render(request, "catalogue/lists.html", {"problem": problem}, status=422 if problem else 200)


@shared_page
def compared(request: UnitRequest, key: str) -> HttpResponse:
    """What an upload would change; posted, it takes effect, if that is still what was shown."""
    upload = uploads.find(key, request.unit.pk)
    if upload is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    since, complete = asked_day(asked.get("since", "")) or today(), bool(asked.get("complete"))
    try:
        read = read_catalogue(upload.paths)
    except ExportError as error:
        return render(
            request, "catalogue/compared.html", {"upload": upload, "refused": str(error)}, status=422
        )
    problem = ""
    if request.method == "POST" and asked.get("act") == "apply":
        try:
            return _apply(request, upload, read, since, complete)
        except CatalogueError as error:
            problem = str(error)
        except IntegrityError:
            problem = _(
                "Somebody else changed the catalogue at the same moment. Look at the differences again."
            )
    found = compare(read.described, since, complete)
    context = _context(upload, read, found, complete) | {
        "problem": problem,
        "decision": asked.get("decision", ""),
    }
    return render(request, "catalogue/compared.html", context, status=409 if problem else 200)


def _apply(
    request: UnitRequest, upload: uploads.Upload, read: Read, since: date, complete: bool
) -> HttpResponse:
    """Raises Outdated and CatalogueError."""
    source = request.POST.get("decision", "").strip() or ", ".join(upload.names)
    found = apply(
        read.described, since, author(request, source), complete, shown=request.POST.get("shown", "")
    )
    upload.remove()
    n = len(found.differences)
    messages.success(
        request,
        _("%(n)s procedures changed from %(day)s on.") % {"n": n, "day": f"{since:%d/%m/%Y}"},
    )
    return redirect("catalogue", request.unit.pk)


def _context(upload: uploads.Upload, read: Read, found: Comparison, complete: bool) -> dict[str, Any]:
    groups = [(words.KINDS[kind], found.of(kind)) for kind in ORDER]
    return {
        "upload": upload,
        "since": found.since,
        "complete": complete,
        "digest": found.digest,
        "same": found.same,
        "counts": [(label, len(group)) for label, group in groups],
        "groups": [
            (label, [told(one) for one in group[:MOST_SHOWN]], len(group)) for label, group in groups if group
        ],
        "most": MOST_SHOWN,
        "problems": read.problems[:_PROBLEMS],
        "problems_total": len(read.problems),
        "ended": len(found.of(Kind.REPEALED)),
    }
