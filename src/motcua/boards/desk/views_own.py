"""The page of an own dossier, and its files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import read, seen
from motcua.boards.clock import now
from motcua.boards.desk.own_dossier import context_of
from motcua.casework.actor import Actor
from motcua.casework.case import Case, look_at
from motcua.casework.files import ENDINGS, place_of
from motcua.casework.models import Paper
from motcua.casework.refusals import NotPermitted
from motcua.people.audit import Subject, register
from motcua.people.policies import SEE_PERSON

FILE_OPENED = register("dossier.file", gettext_lazy("Opened a file of a dossier"))


def own_page(request: UnitRequest, dossier: int) -> HttpResponse:
    """Everything that is known of an own dossier, and what may be done with it."""
    case = _case(request, dossier)
    read(request, dossier)
    return render(request, "desk/dossier.html", context_of(case, now()))


def _case(request: UnitRequest, dossier: int) -> Case:
    try:
        return look_at(dossier, Actor(request.user.pk, request.unit.pk, request.rights), now())
    except NotPermitted as error:
        raise Http404 from error


@unit_page(SEE_PERSON)
def file(request: UnitRequest, dossier: int, paper: int) -> HttpResponseBase:
    """A file of a dossier, shown as what it was found to be and never as a page of ours."""
    case = _case(request, dossier)
    found = Paper.objects.filter(dossier=case.dossier, pk=paper).select_related("file").first()
    if found is None or found.file is None or not place_of(found.file.digest).exists():
        raise Http404
    seen(request, FILE_OPENED, Subject("dossier", dossier))
    name = f"{case.dossier.code}-{found.pk}{ENDINGS[found.file.media_type]}"
    answer = FileResponse(
        place_of(found.file.digest).open("rb"), content_type=found.file.media_type, filename=name
    )
    answer["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    )
    return answer
