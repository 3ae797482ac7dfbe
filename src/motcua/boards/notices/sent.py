"""Thông báo: what was sent, what waits, what could not be sent and why; sending again and cancelling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.notices.audited import NOTICE_CANCELLED, NOTICE_RESENT
from motcua.boards.notices.words import STATUSES, TONES, event_word, recipient_word
from motcua.notices.again import TooLate, cancel, resend
from motcua.notices.channels.registry import registered
from motcua.notices.models import Notice
from motcua.notices.screens import draft_of, words_of
from motcua.people.audit import Subject
from motcua.people.policies import ADMINISTER, SEE_DOSSIERS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = 50
Status = Notice.Status
SHOWN: dict[str, tuple[str, ...]] = {
    "all": (),
    "trouble": (Status.GIVEN_UP, Status.FAILED),
    "waiting": (Status.QUEUED, Status.SENDING),
    "sent": (Status.SENT,),
    "cancelled": (Status.CANCELLED,),
}
"""What each tab shows."""
RESENT = (Status.GIVEN_UP, Status.FAILED, Status.CANCELLED)
CANCELLED = (Status.QUEUED, Status.FAILED)


@dataclass(frozen=True)
class Line:
    """A notice and its words."""

    notice: Notice
    event: StrOrPromise
    channel: StrOrPromise
    recipient: StrOrPromise
    state: StrOrPromise
    tone: str


@unit_page(SEE_DOSSIERS)
def page(request: UnitRequest) -> HttpResponse:
    """The notices of the unit, the latest first; narrowed by state and, with `dossier`, to one dossier."""
    shown = request.GET.get("show", "all")
    shown = shown if shown in SHOWN else "all"
    found = list(_narrowed(request, shown)[: PAGE + 1])
    context = {
        "lines": [line(one) for one in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "shown": shown,
        "tabs": _tabs(request.unit.pk),
        "dossier": found[0].dossier if found and request.GET.get("dossier") else None,
    }
    return render(request, "notices/page.html", context)


def _narrowed(request: UnitRequest, shown: str) -> QuerySet[Notice]:
    notices = Notice.objects.filter(unit=request.unit).select_related("dossier", "user").order_by("-pk")
    if SHOWN[shown]:
        notices = notices.filter(status__in=SHOWN[shown])
    for name, field in (("dossier", "dossier"), ("before", "pk__lt")):
        value = request.GET.get(name, "")
        if value.isascii() and value.isdecimal() and len(value) < 19:
            notices = notices.filter(**{field: int(value)})
    return notices


def _tabs(unit: int) -> list[tuple[str, str, int]]:
    """Key, label, and how many wait for somebody."""
    counted = {
        key: Notice.objects.filter(unit=unit, status__in=SHOWN[key]).count() for key in ("trouble", "waiting")
    }
    labels = {
        "all": _("All"),
        "trouble": _("To look at"),
        "waiting": _("Waiting to be sent"),
        "sent": _("Sent"),
        "cancelled": _("Cancelled"),
    }
    return [(key, label, counted.get(key, 0)) for key, label in labels.items()]


def line(notice: Notice) -> Line:
    """A notice as the list shows it."""
    kind = registered().get(notice.channel)
    return Line(
        notice,
        event_word(notice.event),
        kind.label if kind else notice.channel,
        recipient_word(notice),
        STATUSES[notice.status],
        TONES[notice.status],
    )


@unit_page(SEE_DOSSIERS)
def one(request: UnitRequest, notice: int) -> HttpResponse:
    """One notice: what it says, what became of it, and what can be done."""
    found = _found(request, notice)
    sent = found.template is not None
    title, text = words_of(found) if sent else draft_of(found, now())
    context: dict[str, Any] = {
        "sent": sent,
        "line": line(found),
        "title": title,
        "text": text,
        "administers": ADMINISTER in request.rights,
        "resent": found.status in RESENT,
        "cancelled": found.status in CANCELLED,
    }
    return render(request, "notices/one.html", context)


def _found(request: UnitRequest, notice: int) -> Notice:
    related = Notice.objects.select_related("unit", "dossier__cell__field", "user", "template", "handled_by")
    return get_object_or_404(related, pk=notice, unit=request.unit)


@require_POST
@unit_page(ADMINISTER)
def send_again(request: UnitRequest, notice: int) -> HttpResponse:
    """Queue a notice again that could not be sent or was cancelled."""
    found = _found(request, notice)
    try:
        resend(found.pk, request.user.pk, now())
    except TooLate as error:
        messages.error(request, str(error))
    else:
        seen(request, NOTICE_RESENT, Subject("notice", found.pk), channel=found.channel)
        messages.success(request, _("The notice waits to be sent again."))
    return redirect("notices-one", request.unit.pk, found.pk)


@require_POST
@unit_page(ADMINISTER)
def take_back(request: UnitRequest, notice: int) -> HttpResponse:
    """Cancel a notice that waits."""
    found = _found(request, notice)
    try:
        cancel(found.pk, request.user.pk)
    except TooLate as error:
        messages.error(request, str(error))
    else:
        seen(request, NOTICE_CANCELLED, Subject("notice", found.pk), channel=found.channel)
        messages.info(request, _("The notice will not be sent."))
    return redirect("notices-one", request.unit.pk, found.pk)
