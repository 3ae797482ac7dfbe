"""Writing a version: a text that is checked and drawn while one types, handed on, and released by somebody else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now, today
from motcua.boards.workflow import words
from motcua.boards.workflow.views import list_context, one_context, shown, version_of
from motcua.people.policies import ADMINISTER
from motcua.workflow import drafts
from motcua.workflow.drafts import ChangedMeanwhile, DraftRefused
from motcua.workflow.models import ReleasedForGood, WorkflowVersion
from motcua.workflow.released import UnknownWorkflow


def _own(request: UnitRequest, version: int) -> WorkflowVersion:
    """A version of this very unit that is still open; 404 otherwise."""
    found = version_of(request, version)
    if found.unit_id != request.unit.pk or found.status == WorkflowVersion.Status.RELEASED:
        raise Http404
    return found


@unit_page(ADMINISTER)
def edit(request: UnitRequest, version: int) -> HttpResponse:
    """The text of a draft; posted, it is kept, and with `act=submit` handed to a second person."""
    found = _own(request, version)
    text, notes, problem = found.text, found.notes, ""
    if request.method == "POST":
        text, notes = _typed(request, "text"), _typed(request, "notes")
        try:
            return _save(request, found, text, notes)
        except ReleasedForGood:
            problem = _("This version has been released meanwhile. Make a new version from it.")
        except DraftRefused as error:
            problem = str(error)
    context = {"version": found, "status": words.STATUSES[found.status], "text": text, "notes": notes}
    context |= {"problem": problem, "seen": _seen(request, found), **shown(drafts.reading_of(found, text))}
    return render(request, "workflow/edit.html", context, status=409 if problem else 200)


def _save(request: UnitRequest, found: WorkflowVersion, text: str, notes: str) -> HttpResponse:
    drafts.save(found, text, notes, request.user, _seen(request, found), now())
    if request.POST.get("act") == "submit":
        drafts.submit(found, request.user, found.changed_at, now())
        messages.success(request, _("Saved. Somebody else with the right to administer can release it now."))
    else:
        messages.success(request, _("Saved. Open dossiers keep their workflow."))
    return redirect("workflow-one", request.unit.pk, found.pk)


def _typed(request: UnitRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n")


def _seen(request: UnitRequest, found: WorkflowVersion) -> int:
    """The state of the draft that the writer started from; a form without it cannot write over anything."""
    if request.method != "POST":
        return found.changed_at
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else 0


@require_POST
@unit_page(ADMINISTER)
def check(request: UnitRequest, version: int) -> HttpResponse:
    """The problems and the drawing of the text as it stands on the page; nothing is kept."""
    reading = drafts.reading_of(_own(request, version), _typed(request, "text"))
    return render(request, "workflow/checked.html", shown(reading))


@require_POST
@unit_page(ADMINISTER)
def release(request: UnitRequest, version: int) -> HttpResponse:
    """Release a version from a day on; refused to whoever wrote it and while it has problems."""
    found = _own(request, version)
    try:
        since = date.fromisoformat(request.POST.get("since", ""))
        drafts.release(found, since, request.user, today(), now())
    except DraftRefused as error:
        problem = str(error)
    except ValueError:
        problem = _("Write the day from which it applies.")
    else:
        messages.success(request, _("Released. New dossiers take it from that day; open ones keep theirs."))
        return redirect("workflow-one", request.unit.pk, found.pk)
    context = one_context(request, version_of(request, version)) | {"problem": problem}
    return render(request, "workflow/one.html", context, status=409)


@require_POST
@unit_page(ADMINISTER)
def copy(request: UnitRequest, version: int) -> HttpResponse:
    """Begin the unit's next version of a workflow, as a copy of one that is released."""
    origin = version_of(request, version)
    try:
        made = drafts.new_version(request.unit, origin.key, origin.pk, request.user, now())
    except UnknownWorkflow as error:
        raise Http404 from error
    except ChangedMeanwhile as error:
        messages.error(request, str(error))
        return redirect("workflow", request.unit.pk)
    return redirect("workflow-edit", request.unit.pk, made.pk)


@require_POST
@unit_page(ADMINISTER)
def new(request: UnitRequest) -> HttpResponse:
    """Begin a workflow that the unit does not have, as a copy of one that it has."""
    origin, key, name = (request.POST.get(field, "").strip() for field in ("origin", "key", "name"))
    found = version_of(request, int(origin) if origin.isascii() and origin.isdigit() else 0)
    try:
        made = drafts.new_workflow(request.unit, key, name, found.pk, request.user, now())
    except (DraftRefused, UnknownWorkflow) as error:
        typed: dict[str, Any] = {"problem": str(error), "key": key, "name": name, "origin": found.pk}
        return render(request, "workflow/list.html", list_context(request) | typed, status=422)
    return redirect("workflow-edit", request.unit.pk, made.pk)


@require_POST
@unit_page(ADMINISTER)
def discard(request: UnitRequest, version: int) -> HttpResponse:
    """Throw a draft away."""
    try:
        drafts.discard(_own(request, version), request.user, now())
        messages.info(request, _("The draft is thrown away. Released versions are as they were."))
    except ReleasedForGood:
        messages.error(request, _("This version has been released meanwhile."))
    return redirect("workflow", request.unit.pk)
