"""Writing the next version of a procedure: a draft by form, what it would change, publishing, repealing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest
from motcua.boards.catalogue.files import told
from motcua.boards.catalogue.form import filled, shown
from motcua.boards.catalogue.one import one_context
from motcua.boards.catalogue.shared import asked_day, author, shared_page
from motcua.boards.clock import today
from motcua.catalogue import drafts
from motcua.catalogue.changes import CatalogueError
from motcua.catalogue.contents import Content
from motcua.catalogue.models import Draft, Field, Procedure
from motcua.catalogue.publish import repeal as end_procedure
from motcua.people.models import User
from motcua.workflow.overview import overview


@shared_page
def new(request: UnitRequest) -> HttpResponse:
    """A procedure that is not in the catalogue yet: its code, then its first version."""
    problem = ""
    if request.method == "POST":
        try:
            draft = drafts.begin(request.POST.get("code", ""), author(request))
            return redirect("catalogue-draft", request.unit.pk, draft.pk)
        except CatalogueError as error:
            problem = str(error)
    context = {
        "problem": problem,
        "code": request.POST.get("code", ""),
        "drafts": Draft.objects.order_by("code"),
    }
    return render(request, "catalogue/new.html", context, status=422 if problem else 200)


@require_POST
@shared_page
def begin(request: UnitRequest, procedure: int) -> HttpResponse:
    """Begin the next version of a procedure, or go on with the one that is being written."""
    found = get_object_or_404(Procedure, pk=procedure)
    return redirect("catalogue-draft", request.unit.pk, drafts.begin(found.code, author(request)).pk)


@shared_page
def draft_page(request: UnitRequest, draft: int) -> HttpResponse:
    """The form of a draft; posted, it is kept, and with `act=publish` it takes effect."""
    found = get_object_or_404(Draft, pk=draft)
    if request.method != "POST":
        return render(request, "catalogue/draft.html", _context(request, found, drafts.content_of(found), {}))
    typed = filled(request.POST)
    problem = ""
    if not typed.problems:
        try:
            return _keep(request, found, typed.content)
        except drafts.ChangedMeanwhile as error:
            problem = str(error)
            found.saved_at = _seen(request)
        except CatalogueError as error:
            problem = str(error)
    context = _context(request, found, typed.content, typed.problems, request.POST) | {
        "problem": problem,
        "typed_since": request.POST.get("since", ""),
    }
    return render(request, "catalogue/draft.html", context, status=409 if problem else 422)


def _keep(request: UnitRequest, found: Draft, content: Content) -> HttpResponse:
    """Keep what was typed, and publish it where that was asked. Raises CatalogueError."""
    written = request.POST.get("since", "").strip()
    since = asked_day(written)
    if written and since is None:
        raise CatalogueError(_("Write the day from which it applies."))
    drafts.save(found, content, since, _seen(request), author(request))
    if request.POST.get("act") == "publish":
        return _publish(request, found)
    messages.success(request, _("The draft is kept. Nothing has taken effect yet."))
    return redirect("catalogue-draft", request.unit.pk, found.pk)


def _publish(request: UnitRequest, draft: Draft) -> HttpResponse:
    """Raises CatalogueError."""
    if draft.since is None:
        raise CatalogueError(_("Write the day from which it applies."))
    decision = request.POST.get("decision", "")
    version = drafts.publish_draft(draft, draft.since, author(request, decision))
    messages.success(request, _("Published. Dossiers received before that day keep the version they have."))
    return redirect("catalogue-one", request.unit.pk, version.procedure_id)


def _seen(request: UnitRequest) -> int:
    """The state of the draft that the writer started from."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 16 else 0


def _context(
    request: UnitRequest,
    draft: Draft,
    content: Content,
    problems: Mapping[str, str],
    typed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    since = draft.since or today()
    procedure = Procedure.objects.filter(code=draft.code).first()
    # A key that no workflow of this unit has stays what it is.
    keys = {content.workflow: content.workflow} if content.workflow else {}
    keys |= {entry.key: entry.shown.name for entry in overview(request.unit, today())}
    return {
        "draft": draft,
        "procedure": procedure,
        "since": draft.since,
        "seen": draft.saved_at,
        "saved_by": _name(draft.saved_by),
        "differences": [told(one) for one in drafts.difference(draft, since).differences],
        "compared_on": since,
        "fields": Field.objects.filter(merged_into=None).order_by("name").values_list("name", flat=True),
        "workflows": sorted(keys.items(), key=lambda pair: pair[1]),
        **shown(content, problems, typed),
    }


def _name(user: int | None) -> str:
    found = User.objects.filter(pk=user).first() if user is not None else None
    return found.get_full_name() if found else ""


@require_POST
@shared_page
def discard(request: UnitRequest, draft: int) -> HttpResponse:
    """Put a draft away for good."""
    found = get_object_or_404(Draft, pk=draft)
    procedure = Procedure.objects.filter(code=found.code).first()
    found.delete()
    messages.success(request, _("The draft is gone; what is published stays."))
    if procedure is None:
        return redirect("catalogue", request.unit.pk)
    return redirect("catalogue-one", request.unit.pk, procedure.pk)


@require_POST
@shared_page
def repeal(request: UnitRequest, procedure: int) -> HttpResponse:
    """End a procedure from a day on."""
    found = get_object_or_404(Procedure.objects.select_related("field"), pk=procedure)
    since: date | None = asked_day(request.POST.get("since", ""))
    try:
        if since is None:
            raise CatalogueError(_("Write the first day on which it no longer applies."))
        by = author(request, request.POST.get("decision", ""))
        end_procedure(found, since, by, request.POST.get("replaced_by", ""))
    except CatalogueError as error:
        context = one_context(request, found) | {"repeal_problem": str(error), "typed": request.POST}
        return render(request, "catalogue/one.html", context, status=409)
    messages.success(request, _("Repealed from that day on. Its code and its dossiers stay."))
    return redirect("catalogue-one", request.unit.pk, procedure)
