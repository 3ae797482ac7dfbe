"""A unit's own Word template: taken, brought, checked, looked at, adopted from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import Asked, asked
from motcua.boards.audited import seen
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.closing.banner import banner
from motcua.boards.downloads import as_file
from motcua.boards.template.shown import (
    choices,
    data_of,
    field_groups,
    found_in,
    listed,
    previewed,
    with_template,
)
from motcua.people.audit import Details, register
from motcua.people.policies import WRITE_REPORT
from motcua.reports.errors import ReportRefused
from motcua.reports.models import NarrativeTemplate
from motcua.reports.outline import NAMES, outline_of
from motcua.reports.outline import outline as outline_named
from motcua.reports.render import render as files
from motcua.reports.template.package import LARGEST, TemplateRefused
from motcua.reports.template.starting import starting
from motcua.reports.template.versions import adopt, go_back, in_use, keep, versions
from motcua.reports.write import file_name


def _which(details: Details) -> str:
    return " · ".join(str(details[key]) for key in ("number", "since") if details.get(key))


UPLOADED = register("template.uploaded", gettext_lazy("Brought a report template"), ("number",), _which)
ADOPTED = register("template.adopted", gettext_lazy("Adopted a report template"), ("number", "since"), _which)


@unit_page(WRITE_REPORT)
def page(request: UnitRequest) -> HttpResponse:
    """What is in use, where to begin, the versions, the fields; posted, a file is kept as a new version."""
    if request.method == "POST":
        try:
            version = _uploaded(request)
            return redirect("template-one", request.unit.pk, version.number)
        except TemplateRefused as refused:
            return _page(request, str(refused), 422)
    return _page(request)


def _page(request: UnitRequest, problem: str = "", status: int = 200) -> HttpResponse:
    wanted = asked(request, request.unit.pk)
    context = _frame(request, wanted) | {
        "problem": problem,
        "versions": listed(request),
        "choices": choices(),
    }
    try:
        data = data_of(request, wanted)
        own = outline_of(data).key
        context |= {
            "used": in_use(request.unit, wanted.period, data.dated, data.known_at),
            "groups": field_groups(data),
            "outlines": [
                (outline_named(name), name == own) for name in sorted(NAMES, key=lambda name: name != own)
            ],
        }
    except ReportRefused as error:
        context["problem"] = context["problem"] or str(error)
    return render(request, "reports/template.html", context, status=status)


def _uploaded(request: UnitRequest) -> NarrativeTemplate:
    given = request.FILES.get("file")
    if given is None:
        raise TemplateRefused(_("Choose a file."))
    if (given.size or 0) > LARGEST:
        raise TemplateRefused(_("The file is larger than %(most)s MB.") % {"most": LARGEST // 1024 // 1024})
    version = keep(
        request.unit, given.read(), given.name or "", request.POST.get("periods", ""), request.user.pk, now()
    )
    seen(request, UPLOADED, number=version.number)
    return version


@unit_page(WRITE_REPORT)
def begin(request: UnitRequest, outline: str) -> HttpResponse:
    """An outline of ours as the Word file to begin with."""
    if outline not in NAMES:
        raise Http404
    whole = request.GET.get("whole") == "1"
    data = data_of(request, asked(request, request.unit.pk))
    name = f"mau-{outline}{'-day-du' if whole else ''}-{file_name(request.unit)}.docx"
    return as_file(starting(outline_named(outline), data, whole), name)


@unit_page(WRITE_REPORT)
def one(request: UnitRequest, number: int) -> HttpResponse:
    """A version: what was found in it, the report written from it; posted, it is adopted."""
    version = _version(request, number)
    wanted = asked(request, request.unit.pk)
    context, problem, status = _frame(request, wanted) | {"version": version}, "", 200
    try:
        data = data_of(request, wanted)
        found = found_in(version, data)
        if request.method == "POST":
            if found.problems:
                raise TemplateRefused(_("Mend the fields first: the template cannot be used as it is."))
            _adopt(request, version)
            return redirect("template", request.unit.pk)
        context |= {"found": found, "blocks": () if found.problems else previewed(version, data)}
    except ReportRefused as error:
        problem, status = str(error), 422
    return render(request, "reports/template_one.html", context | {"problem": problem}, status=status)


def _adopt(request: UnitRequest, version: NarrativeTemplate) -> None:
    since = _day(request.POST.get("since", ""))
    adopt(version, since, request.user.pk, now())
    seen(request, ADOPTED, number=version.number, since=since.isoformat())
    messages.success(request, _("Version %(n)s is in use.") % {"n": version.number})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TemplateRefused(_("Give the day as a date.")) from error


@require_POST
@unit_page(WRITE_REPORT)
def back(request: UnitRequest) -> HttpResponse:
    """Go back to the program's outline from a day on."""
    try:
        since = _day(request.POST.get("since", ""))
        version = go_back(request.unit, request.POST.get("periods", ""), since, request.user.pk, now())
    except TemplateRefused as refused:
        return _page(request, str(refused), 422)
    seen(request, ADOPTED, number=version.number, since=since.isoformat())
    messages.success(request, _("Reports are written from the program's outline again."))
    return redirect("template", request.unit.pk)


@unit_page(WRITE_REPORT)
def download(request: UnitRequest, number: int, kind: str) -> HttpResponse:
    """The template itself (`mau`), or the period's report written from it, as docx or pdf."""
    version = _version(request, number)
    name = f"mau-bao-cao-{file_name(request.unit)}-{number}"
    if kind == "mau":
        return as_file(bytes(version.body), f"{name}.docx")
    if kind not in ("docx", "pdf"):
        raise Http404
    try:
        data = with_template(data_of(request, asked(request, request.unit.pk)), version)
        return as_file(files(data, (kind,))[kind], f"{name}-thu.{kind}")
    except ReportRefused as refused:
        return _page(request, str(refused), 409)


def _version(request: UnitRequest, number: int) -> NarrativeTemplate:
    found = versions(request.unit).filter(number=number).first()
    if found is None or not found.body:
        raise Http404
    return found


def _frame(request: UnitRequest, wanted: Asked) -> dict[str, Any]:
    return {
        "asked": wanted, **panel(wanted.period, today()), "now": now(), "show": "template", "kinds": (),
        "closed": banner(request, wanted), "choices": choices(),
    }  # fmt: skip
