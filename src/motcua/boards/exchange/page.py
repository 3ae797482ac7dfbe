"""Liên thông: what waits for the portal, what it refused and why, what came from it, and doing it again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audited import seen
from motcua.boards.clock import now
from motcua.boards.exchange.words import IN_STATES, OPERATIONS, OUT_STATES, SENT_AGAIN, TAKEN_AGAIN, TONES
from motcua.casework.models import LodgedFile
from motcua.catalogue.models import Unit
from motcua.exchange.inbox import take_again
from motcua.exchange.links import link_of
from motcua.exchange.models import InMessage, OutMessage
from motcua.exchange.outbox import send_again
from motcua.exchange.sources import Held
from motcua.exchange.wire.answers import Answer, Verdict
from motcua.exchange.wire.states import NAMES, NationalState
from motcua.people.audit import Subject
from motcua.people.policies import ADMINISTER, IMPORT, SEE_PERSON
from motcua.rules.instants import Instant

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = 50
_FIELD = re.compile(
    r"[\w\[\].]*\b(?:Ma|Ten|Ngay|DanhSach|TaiLieu|Trang|Don|Kenh|Trich|Chu|Loai|Hinh|So|Dien|Email|Gia)\w*"
)


@dataclass(frozen=True)
class Line:
    """A message as the page shows it; `code` is that of the dossier."""

    key: int
    what: StrOrPromise
    code: str
    state: StrOrPromise
    tone: str
    told: str
    at: Instant
    why: str
    can: bool


@unit_page(IMPORT)
def page(request: UnitRequest) -> HttpResponse:
    """The messages of the unit, the latest first: refused ones unless another list is asked for."""
    shown = request.GET.get("show", "")
    shown = shown if shown in _SHOWN else "refused"
    came = shown in ("held", "came")
    found: list[Line] = _came(request, shown) if came else _went(request, shown)
    context = {
        "connection": link_of(request.unit.pk, now()),
        "lines": found[:PAGE],
        "next": found[PAGE - 1].key if len(found) > PAGE else None,
        "shown": shown,
        "came": came,
        "tabs": _tabs(request.unit),
        "administers": ADMINISTER in request.rights,
        "files": _files(request.unit) if shown == "held" else [],
    }
    return render(request, "exchange/page.html", context)


def _files(unit: Unit) -> list[LodgedFile]:
    """Files of lodged dossiers that are not here yet, those that were given up first."""
    found = LodgedFile.objects.filter(unit=unit).exclude(reason="").select_related("paper__dossier")
    return list(found.order_by("next_at", "pk")[:PAGE])


_SHOWN = {"refused": OutMessage.Status.REFUSED, "waiting": OutMessage.Status.QUEUED, "sent": OutMessage.Status.SENT,
          "held": InMessage.Status.HELD, "came": None}  # fmt: skip


def _out(unit: Unit) -> QuerySet[OutMessage]:
    return OutMessage.objects.filter(
        Q(lane__dossier__unit=unit) | Q(lane__dossier=None, lane__link__unit=unit)
    )


def _in(unit: Unit) -> QuerySet[InMessage]:
    return InMessage.objects.filter(Q(dossier__unit=unit) | Q(dossier=None, link__unit=unit))


def _before(request: UnitRequest) -> Q:
    value = request.GET.get("before", "")
    known = value.isascii() and value.isdecimal() and len(value) < 19
    return Q(pk__lt=int(value)) if known else Q()


def _went(request: UnitRequest, shown: str) -> list[Line]:
    wanted = _out(request.unit).filter(_before(request), status=_SHOWN[shown]).order_by("-pk")
    found = wanted.select_related("lane__dossier", "lane", "body")[: PAGE + 1]
    return [_line_out(one, request.rights) for one in found]


def _line_out(one: OutMessage, rights: frozenset[str]) -> Line:
    told = NAMES[NationalState(one.state)] if one.state else ""
    answer = one.body.answer if hasattr(one, "body") else ""
    why = one.lane.error if one.status == OutMessage.Status.QUEUED else answer
    code = one.lane.dossier.code if one.lane.dossier else ""
    what = OPERATIONS.get(one.operation, one.operation)
    again = one.status != OutMessage.Status.QUEUED
    shown = "" if one.status == OutMessage.Status.SENT else _reason(why, rights)
    return Line(
        one.pk, what, code, OUT_STATES[one.status], TONES[one.status], told, one.created_at, shown, again
    )


def _came(request: UnitRequest, shown: str) -> list[Line]:
    wanted = _in(request.unit).filter(_before(request)).select_related("dossier").order_by("-pk")
    if shown == "held":
        wanted = wanted.exclude(status=InMessage.Status.TAKEN)
    return [_line_in(one) for one in wanted[: PAGE + 1]]


def _line_in(one: InMessage) -> Line:
    code = one.dossier.code if one.dossier else one.key
    problems = "; ".join(f"{row['field']}: {row['reason']}" for row in one.problems)
    again = one.status == InMessage.Status.HELD
    what, tone = OPERATIONS.get(one.operation, one.operation), TONES.get(one.status, "late")
    return Line(
        one.pk, what, code, IN_STATES[one.status], tone, "", one.came_at, one.reason or problems, again
    )


def _reason(said: str, rights: frozenset[str]) -> str:
    """Why, in full for whoever sees persons: the portal may repeat a name. For others the fields that it names."""
    if SEE_PERSON in rights or said.startswith("Chưa gửi:"):
        return said
    if Answer(None, said).verdict() is Verdict.MISSING:
        return _("The portal does not have the dossier.")
    fields = list(dict.fromkeys(_FIELD.findall(said)))
    return (
        ", ".join(fields)[:300]
        if fields
        else _("The portal's answer is shown to those who may see persons.")
        if said
        else ""
    )


def _tabs(unit: Unit) -> list[tuple[str, str, int]]:
    """Key, label, and how many."""
    out = dict(_out(unit).values_list("status").annotate(n=Count("pk")).order_by())
    held = _in(unit).exclude(status=InMessage.Status.TAKEN).count()
    return [
        ("refused", _("Refused by the portal"), out.get(OutMessage.Status.REFUSED, 0)),
        ("waiting", _("Waiting to be sent"), out.get(OutMessage.Status.QUEUED, 0)),
        ("held", _("Came, to be looked at"), held),
        ("sent", _("The portal has it"), 0),
        ("came", _("Came from the portal"), 0),
    ]


@require_POST
@unit_page(ADMINISTER)
def again(request: UnitRequest, message: int) -> HttpResponse:
    """Send a message once more, and after it what followed it."""
    found = get_object_or_404(_out(request.unit), pk=message)
    count = send_again(found, now())
    seen(request, SENT_AGAIN, Subject("out_message", found.pk), messages=count)
    said = ngettext("%(n)s message will be sent again.", "%(n)s messages will be sent again.", count) % {
        "n": count
    }
    messages.success(request, said)
    return redirect("exchange", request.unit.pk)


@require_POST
@unit_page(ADMINISTER)
def retake(request: UnitRequest, message: int) -> HttpResponse:
    """Take a message once more that was held, after its ground was mended."""
    found = get_object_or_404(_in(request.unit), pk=message)
    try:
        take_again(found, now())
    except Held as error:
        messages.error(request, _("Still not taken: %(why)s") % {"why": error.reason})
    else:
        messages.success(request, _("The message was taken."))
    seen(request, TAKEN_AGAIN, Subject("in_message", found.pk))
    return redirect("exchange", request.unit.pk)
