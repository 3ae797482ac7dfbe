"""A register as a file, and a file into a register: shown first, recorded when confirmed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest
from motcua.boards.asked import asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.catalogue import uploads
from motcua.boards.clock import now
from motcua.boards.downloads import as_file
from motcua.boards.jobs import UploadRefused
from motcua.boards.registers.entries import entries
from motcua.boards.registers.shared import WRITTEN, register_page, sees_persons
from motcua.hub.errors import ExportError
from motcua.people.policies import SEE_FIGURES, WRITE_REPORT
from motcua.registers.files import Read, read_file, record, workbook
from motcua.registers.kind import Kind
from motcua.registers.values import BadEntry

MOST_SHOWN = 200


@register_page(SEE_FIGURES)
def download(request: UnitRequest, kind: Kind) -> HttpResponse:
    """The entries of a period as a workbook; without any it is the empty form to fill."""
    wanted = asked(request, request.unit.pk)
    persons = sees_persons(request) and wanted.known_at is None
    body = workbook(kind, list(entries(request, kind, wanted).values()), request.unit.name, persons)
    seen(request, EXPORTED, form=kind.key, period=wanted.period.name, file="xlsx")
    name = f"so-{kind.key}-{wanted.period.name.replace('..', '_')}.xlsx"
    return as_file(body, name)


@register_page(WRITE_REPORT)
def bring(request: UnitRequest, kind: Kind) -> HttpResponse:
    """The place to bring a file to."""
    problem = ""
    if request.method == "POST":
        try:
            kept = uploads.keep(request.FILES.getlist("files")[:1], request.unit.pk, request.user.pk)
            return redirect("registers-confirm", request.unit.pk, kind.key, kept.key)
        except UploadRefused as refused:
            problem = str(refused)
    context = {"kind": kind, "problem": problem}
    return render(request, "registers/bring.html", context, status=422 if problem else 200)


@register_page(WRITE_REPORT)
def confirm(request: UnitRequest, kind: Kind, upload: str) -> HttpResponse:
    """What the file would do; posted, it is done, all of it or nothing."""
    kept = uploads.find(upload, request.unit.pk)
    if kept is None or kept.by != request.user.pk:
        raise Http404
    try:
        read = read_file(kept.paths[0], kind, request.unit, sees_persons(request))
        if request.method == "POST":
            count = record(read, kind, request.unit, now(), request.user.pk)
            kept.remove()
            seen(request, WRITTEN, register=kind.key, entries=count)
            messages.success(request, _("%(n)s entries recorded.") % {"n": count})
            return redirect("registers-one", request.unit.pk, kind.key)
    except (ExportError, BadEntry) as refused:
        context = {"kind": kind, "problem": str(refused)}
        return render(request, "registers/bring.html", context, status=422)
    return render(request, "registers/confirm.html", _told(kind, read, kept.names[0]))


def _told(kind: Kind, read: Read, name: str) -> dict[str, Any]:
    labels = {column.name: column.label for column in kind.columns}
    return {
        "kind": kind,
        "name": name,
        "read": read,
        "refused": read.refused[:MOST_SHOWN],
        "changed": [
            (line.place, "; ".join(labels[column] for column in line.columns))
            for line in read.changed[:MOST_SHOWN]
        ],
    }
