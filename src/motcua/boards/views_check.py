"""Kiểm tra báo cáo: a report that somebody wrote is read, checked and shown; nothing of it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.checked import blocks, levels, notes
from motcua.people.policies import SEE_FIGURES
from motcua.reports.check import Report, check, report_of
from motcua.reports.check.ledger import known
from motcua.reports.check.read import Limits, Unreadable, read
from motcua.rules.periods import BadPeriod, Period, parse

LIMITS = Limits(seconds=25.0)
"""Somebody waits for the answer."""
MEGABYTES = LIMITS.file_bytes // 2**20


class CheckRefused(Exception):
    """A report that is not checked; its text says why, for people."""


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The place to bring a report to, and what was found in it."""
    context: dict[str, Any] = {"megabytes": MEGABYTES, "asked": request.POST}
    if request.method != "POST":
        return render(request, "check/page.html", context)
    try:
        context |= _checked(request)
    except (CheckRefused, Unreadable, BadPeriod) as refused:
        return render(request, "check/page.html", context | {"problem": str(refused)}, status=422)
    return render(request, "check/page.html", context)


def _checked(request: UnitRequest) -> dict[str, Any]:
    upload = request.FILES.get("report")
    if upload is None:
        raise CheckRefused(_("Choose a report to check."))
    wanted = _period(request)
    report = report_of(read(_content(upload), _name(upload), LIMITS))
    if request.POST.get("compare"):
        report.known = known(request.unit, wanted or _reported(report))
    numbered = notes(report.parsed.document, check(report))
    return {
        "document": report.parsed.document,
        "reported": report.reported,
        "known": report.known,
        "notes": numbered,
        "levels": levels(numbered),
        "blocks": blocks(report.parsed.document, numbered),
    }


def _name(upload: UploadedFile) -> str:
    return Path(upload.name or "").name[:200] or "?"


def _content(upload: UploadedFile) -> bytes:
    if (upload.size or 0) > LIMITS.file_bytes:
        raise CheckRefused(_("The report is larger than %(limit)s MB: split it.") % {"limit": MEGABYTES})
    return upload.read()


def _period(request: UnitRequest) -> Period | None:
    text = request.POST.get("period", "").strip()
    return parse(text) if text and request.POST.get("compare") else None


def _reported(report: Report) -> Period:
    found = report.reported
    if found is None:
        raise CheckRefused(
            _("The report does not say of which period it is: write the period to compare with.")
        )
    return found
