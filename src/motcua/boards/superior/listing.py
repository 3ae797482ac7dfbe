"""The unit's files of superiors, and the place to bring one to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import asked
from motcua.boards.audited import seen
from motcua.boards.choices import panel, recent
from motcua.boards.clock import now, today
from motcua.boards.superior.shared import BROUGHT, PUT_AWAY, SUBJECT, brought, file_page
from motcua.people.audit import Subject
from motcua.people.policies import SEE_FIGURES, WRITE_REPORT
from motcua.reports.models import SuperiorFile, SuperiorFill
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.kept import bring, in_use
from motcua.reports.superior.package import MOST_BYTES
from motcua.rules.periods import BadPeriod

_RECENT = 5


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The files, each with its version in use, how many numbers are bound, and what it was filled for last."""
    wanted = asked(request, request.unit.pk)
    found = SuperiorFile.objects.filter(unit=request.unit, put_away_at=None).order_by("name", "pk")
    context = {
        "asked": wanted,
        **panel(wanted.period, today()),
        "files": [(one, in_use(one), one.bindings.count(), fills_of(one)[:_RECENT]) for one in found],
    }
    return render(request, "superior/page.html", context)


def fills_of(file: SuperiorFile) -> list[SuperiorFill]:
    """What a file was filled for, the latest first."""
    found = SuperiorFill.objects.filter(version__file=file).select_related("filled_by", "version")
    return list(found.order_by("-filled_at", "-pk")[:50])


@unit_page(WRITE_REPORT)
def new(request: UnitRequest) -> HttpResponse:
    """The place to bring a file to."""
    return _bringing(request, None)


@file_page(WRITE_REPORT)
def replace(request: UnitRequest, file: SuperiorFile) -> HttpResponse:
    """The place to bring the next version of a file to."""
    return _bringing(request, file)


def _bringing(request: UnitRequest, file: SuperiorFile | None) -> HttpResponse:
    context: dict[str, Any] = {
        "file": file, "megabytes": MOST_BYTES // 2**20, "asked": request.POST, "recent": recent(today()),
    }  # fmt: skip
    if request.method == "POST":
        try:
            made = bring(request.unit, brought(request), request.POST.get("title", ""), file)
        except (FileRefused, BadPeriod) as refused:
            return render(request, "superior/new.html", context | {"problem": str(refused)}, status=422)
        seen(request, BROUGHT, Subject(SUBJECT, made.file_id), version=made.number)
        return redirect("reports-superior-one", request.unit.pk, made.file_id)
    return render(request, "superior/new.html", context)


@require_POST
@file_page(WRITE_REPORT)
def put_away(request: UnitRequest, file: SuperiorFile) -> HttpResponse:
    """List a file no longer; what it was filled with is kept."""
    SuperiorFile.objects.filter(pk=file.pk).update(put_away_at=now())
    seen(request, PUT_AWAY, Subject(SUBJECT, file.pk))
    messages.success(request, _("“%(name)s” is no longer listed.") % {"name": file.name})
    return redirect("reports-superior", request.unit.pk)
