"""Số liệu công bố ở nơi khác: totals entered or read from a file, beside ours, and what makes the difference."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import reported_day
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.findings.audited import TOTAL_KEPT
from motcua.boards.findings.choice import whole
from motcua.boards.sent_once import key_of, sent_once
from motcua.boards.written import number
from motcua.casework.once import Answer
from motcua.catalogue.models import Field, System
from motcua.catalogue.systems import system as system_named
from motcua.findings.models import PublishedTotal
from motcua.findings.systems import systems_of
from motcua.findings.told import PORTAL
from motcua.findings.totals import JOINED, Told, keep, label, ours, published
from motcua.findings.totals_compared import Reason, compared
from motcua.findings.totals_read import FORM, Read, read
from motcua.hub.errors import ExportError
from motcua.people.audit import Acting
from motcua.people.policies import RECONCILE, SEE_DOSSIERS
from motcua.reports.form_files import load
from motcua.rules.measures import MEASURES
from motcua.rules.periods import BadPeriod, Period, parse

MOST_BYTES = 20 * 1024 * 1024
MOST = 2**31 - 1
MOST_LINES = 300
REASONS = {
    Reason.NOT_TOLD: gettext_lazy("Counted here; the system never told of it"),
    Reason.OTHERWISE: gettext_lazy("Counted here; by the system's word it does not count in this period"),
    Reason.ONLY_THERE: gettext_lazy("Counts by the system's word; here it does not"),
    Reason.NOT_HERE: gettext_lazy("There, and not here"),
    Reason.DIFFERS: gettext_lazy("Counted here, and its systems differ"),
}


class _Wrong(ValueError):
    """A field that cannot be taken, and why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The totals kept of the unit, each beside ours."""
    return _page(request)


def _page(request: UnitRequest, problems: dict[str, str] | None = None) -> HttpResponse:
    rows = published(request.unit)
    context = {
        "rows": [(row, label(row.measure), sum(ours(row).values())) for row in rows[:MOST_LINES]],
        "more": max(len(rows) - MOST_LINES, 0),
        "measures": _measures(request),
        "fields": list(Field.objects.filter(cell__unit=request.unit).distinct().order_by("name")),
        "systems": [*systems_of(request.unit.pk), system_named(PORTAL)],
        "typed": request.POST, "problems": problems or {}, "key": key_of(request), "enters": RECONCILE in request.rights,
    }  # fmt: skip
    return render(request, "findings/totals.html", context, status=422 if problems else 200)


def _measures(request: UnitRequest) -> list[tuple[str, str]]:
    """The columns of form II.06, then the single measures."""
    form = load(FORM, reported_day(request.unit.pk))
    columns = [
        (JOINED.join(column.measures), _("II.06, column (%(number)s): %(label)s") % {"number": column.number, "label": label(JOINED.join(column.measures))})
        for column in form.columns
        if column.measures
    ]  # fmt: skip
    known = {measure for measure, _label in columns}
    return columns + [(name, one.label) for name, one in MEASURES.items() if name not in known]


@require_POST
@unit_page(RECONCILE)
def enter(request: UnitRequest) -> HttpResponse:
    """Keep one total that was typed; without a figure what was told before is taken back."""
    try:
        period, source, system = _about(request)
        told = Told(_measure(request), _figure(request), _field(request))
    except _Wrong as wrong:
        return _page(request, {wrong.field: str(wrong)})

    def act() -> Answer:
        count = keep(request.unit, period, [told], source, system, Acting(request.user.pk, now()))
        seen(request, TOTAL_KEPT, figures=1)
        messages.success(
            request, _("The figure is kept.") if told.value is not None else _("The figure is taken back.")
        )
        return {"figures": count}

    sent_once(request, act)
    return redirect("findings-totals", request.unit.pk)


@require_POST
@unit_page(RECONCILE)
def read_file(request: UnitRequest) -> HttpResponse:
    """Keep all totals of another system's form II.06."""
    upload = request.FILES.get("file")
    try:
        period, source, system = _about(request)
        if upload is None:
            raise _Wrong("file", _("Choose a file."))
        found = _read(upload, period)
    except _Wrong as wrong:
        return _page(request, {wrong.field: str(wrong)})
    except ExportError as error:
        return _page(request, {"file": str(error)})
    name = str(upload.name)[-200:]

    def act() -> Answer:
        count = keep(request.unit, period, found.totals, source, system, Acting(request.user.pk, now()), name)
        seen(request, TOTAL_KEPT, figures=count)
        _told_of(request, count, found)
        return {"figures": count}

    sent_once(request, act)
    return redirect("findings-totals", request.unit.pk)


def _told_of(request: UnitRequest, count: int, found: Read) -> None:
    said = ngettext("%(n)s figure kept", "%(n)s figures kept", count) % {"n": number(count)}
    unknown = "; ".join(found.unknown[:10])
    messages.success(
        request,
        f"{said}."
        if not unknown
        else _("%(said)s. Rows that are no field we know: %(names)s.") % {"said": said, "names": unknown},
    )


def _read(upload: UploadedFile, period: Period) -> Read:
    if (upload.size or 0) > MOST_BYTES:
        raise _Wrong("file", _("The file is larger than can be taken."))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(str(upload.name)).name
        path.write_bytes(b"".join(upload.chunks()))
        return read(path, period.last)


def _about(request: UnitRequest) -> tuple[Period, str, int | None]:
    try:
        period = parse(request.POST.get("period", "").strip())
    except BadPeriod as error:
        raise _Wrong("period", str(error)) from error
    source = " ".join(request.POST.get("source", "").split())[:200]
    if not source:
        raise _Wrong("source", _("Say who publishes it."))
    return period, source, _system(request)


def _system(request: UnitRequest) -> int | None:
    text = request.POST.get("system", "")
    if not text:
        return None
    if not whole(text) or not System.objects.filter(pk=int(text)).exists():
        raise _Wrong("system", _("Choose a system of the list."))
    return int(text)


def _measure(request: UnitRequest) -> str:
    text = request.POST.get("measure", "")
    if text not in dict(_measures(request)):
        raise _Wrong("measure", _("Choose a measure of the list."))
    return text


def _figure(request: UnitRequest) -> int | None:
    text = request.POST.get("value", "").strip().replace(".", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text[:12]) > MOST:
        raise _Wrong("value", _("Write a whole number, such as 1.568."))
    return int(text)


def _field(request: UnitRequest) -> int | None:
    text = request.POST.get("field", "")
    if not text:
        return None
    if not whole(text) or not Field.objects.filter(pk=int(text)).exists():
        raise _Wrong("field", _("Choose a field of the list."))
    return int(text)


@unit_page(SEE_DOSSIERS)
def one(request: UnitRequest, total: int) -> HttpResponse:
    """A total beside ours, with the dossiers that make the difference."""
    found = get_object_or_404(
        PublishedTotal.objects.select_related("field", "system"), pk=total, unit=request.unit
    )
    if found.value is None:
        return redirect("findings-totals", request.unit.pk)
    told = compared(found, now())
    context: dict[str, Any] = {
        "told": told, "label": label(found.measure), "reasons": REASONS,
        "dossiers": [(line, REASONS[line.reason]) for line in told.dossiers[:MOST_LINES]],
        "candidates": [(line, REASONS[line.reason]) for line in told.candidates[:MOST_LINES]],
        "more": max(len(told.dossiers) - MOST_LINES, 0) + max(len(told.candidates) - MOST_LINES, 0),
    }  # fmt: skip
    return render(request, "findings/total.html", context)
