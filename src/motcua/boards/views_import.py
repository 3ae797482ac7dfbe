"""Nhập liệu: files in, a look at what they say, and only then the recording."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.boards import jobs
from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import IMPORT_SEEN, IMPORTED, seen
from motcua.boards.clock import now
from motcua.boards.importing import mapping_of, read, record
from motcua.boards.layouts import layout_choices, written
from motcua.boards.private import shown
from motcua.boards.words import QUARANTINE, STEPS
from motcua.hub.errors import ExportError
from motcua.hub.models import ImportRun, MappingProfile
from motcua.hub.vocabulary import load
from motcua.people.policies import IMPORT, SEE_PERSON

RUNS = 20


@unit_page(IMPORT)
def page(request: UnitRequest) -> HttpResponse:
    """The place to bring files to, uploads under way, and the imports that were recorded."""
    problem = ""
    if request.method == "POST":
        try:
            return _taken(request)
        except jobs.UploadRefused as refused:
            problem = str(refused)
    runs = ImportRun.objects.filter(unit=request.unit).select_related("by").prefetch_related("files__system")
    context = {
        "jobs": [job for job in jobs.jobs_of(request.unit.pk) if job.phase != jobs.DONE],
        "runs": runs.order_by("-recorded_at")[:RUNS],
        "problem": problem,
    }
    return render(request, "import/page.html", context, status=422 if problem else 200)


def _taken(request: UnitRequest) -> HttpResponse:
    name = request.user.get_full_name()
    job = jobs.take(request.FILES.getlist("files"), request.unit.pk, request.user.pk, name, now())
    jobs.in_background(job, read)
    return redirect("import-job", request.unit.pk, job.key)


def _job(request: UnitRequest, key: str) -> jobs.Job:
    found = jobs.find(key, request.unit.pk)
    if found is None:
        raise Http404
    return found


@require_GET
@unit_page(IMPORT)
def job_page(request: UnitRequest, job: str) -> HttpResponse:
    """An upload: its preview, its progress or what it came to."""
    found = _job(request, job)
    if found.previews:
        seen(request, IMPORT_SEEN, files=len(found.previews))
    return render(request, "import/job.html", _context(request, found))


@require_GET
@unit_page(IMPORT)
def progress(request: UnitRequest, job: str) -> HttpResponse:
    """How far the work is; once it is over, the page is asked to load itself again."""
    found = _job(request, job)
    if found.phase in jobs.AT_WORK and not found.interrupted:
        return render(request, "import/progress.html", _context(request, found))
    return HttpResponse(headers={"HX-Refresh": "true"})


def _context(request: UnitRequest, job: jobs.Job) -> dict[str, Any]:
    labels = load().labels
    done = round(100 * job.at / job.total) if job.total else 0
    return {
        "job": job,
        "steps": [(key, label, _place(key, job.step)) for key, label in STEPS.items() if key != "done"],
        "done": done,
        "files": [_shown(preview, labels, request.rights) for preview in job.previews],
        "refused": any(preview["problem"] for preview in job.previews),
        "rows": sum(preview["rows"] for preview in job.previews),
        "reasons": _reasons(job.summary),
    }


def _place(key: str, step: str) -> str:
    order = list(STEPS)
    at = order.index(step) if step in order else len(order)
    return "now" if key == step else "done" if order.index(key) < at else "next"


def _shown(preview: dict[str, Any], labels: Any, rights: frozenset[str]) -> dict[str, Any]:
    columns = [(name, labels.get(name, name)) for name in preview["columns"]]
    sample = [[shown(name, row.get(name), rights) for name, _label in columns] for row in preview["sample"]]
    return preview | {
        "known": bool(preview["titles"] or preview["examples"]),
        "heads": [label for _name, label in columns],
        "lines": sample,
        "recognised": [(labels.get(name, name), title) for name, title in preview["titles"].items()],
        "aside": [(QUARANTINE[reason][0], count) for reason, count in preview["set_aside"].items()],
        "aside_total": sum(preview["set_aside"].values()),
    }


def _reasons(summary: dict[str, Any]) -> list[tuple[Any, int]]:
    told = summary.get("quarantine_reasons", [])
    return [(QUARANTINE[reason][0], told.count(reason)) for reason in dict.fromkeys(told)]


@require_POST
@unit_page(IMPORT)
def confirm(request: UnitRequest, job: str) -> HttpResponse:
    """Record what the preview showed; a second click changes nothing."""
    found = _job(request, job)
    if found.phase == jobs.READY and not any(preview["problem"] for preview in found.previews):
        found.phase, found.step = jobs.RUNNING, "read"
        found.save()
        seen(request, IMPORTED, files=len(found.names))
        jobs.in_background(found, record)
    return redirect("import-job", request.unit.pk, found.key)


@require_POST
@unit_page(IMPORT)
def discard(request: UnitRequest, job: str) -> HttpResponse:
    """Remove an upload of which nothing is being recorded."""
    found = _job(request, job)
    if found.phase != jobs.RUNNING or found.interrupted:
        found.remove()
        messages.info(request, _("The upload was removed. Nothing was recorded."))
    return redirect("import", request.unit.pk)


@unit_page(IMPORT)
def layout(request: UnitRequest, job: str) -> HttpResponse:
    """Say what each column of a file is; a file among several becomes an upload of its own."""
    found = _job(request, job)
    number = int(request.GET.get("file", "0")) if request.GET.get("file", "0").isdecimal() else 0
    if found.phase != jobs.READY or number >= len(found.previews):
        return redirect("import-job", request.unit.pk, found.key)
    preview, problem = found.previews[number], ""
    if request.method == "POST":
        try:
            return _laid_out(request, found, number)
        except ExportError as error:
            problem = str(error)
    context = layout_choices(preview, mapping_of(found), request.POST, SEE_PERSON in request.rights)
    context |= {
        "job": found,
        "number": number,
        "preview": preview,
        "problem": problem,
        "several": len(found.names) > 1,
    }
    return render(request, "import/layout.html", context, status=422 if problem else 200)


def _laid_out(request: UnitRequest, job: jobs.Job, number: int) -> HttpResponse:
    preview = job.previews[number]
    mapping = written(request.POST, preview)
    if name := request.POST.get("profile", "").strip()[:120]:
        kept = {"header_digest": preview["digest"], "text": mapping.to_yaml()}
        MappingProfile.objects.update_or_create(name=name, defaults=kept)
    alone = jobs.split(job, number) if len(job.names) > 1 else job
    alone.layout, alone.phase, alone.previews = mapping.to_yaml(), jobs.READING, []
    alone.save()
    jobs.in_background(alone, read)
    return redirect("import-job", request.unit.pk, alone.key)
