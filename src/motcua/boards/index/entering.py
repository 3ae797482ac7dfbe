"""Entering what the portal publishes for a period: one figure typed, or a file for all units at once."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import now
from motcua.boards.index.asking import Wanted, wanted
from motcua.boards.sent_once import key_of, sent_once
from motcua.boards.written import number
from motcua.casework.once import Answer
from motcua.index.definitions import Definitions, in_force
from motcua.index.published import TOTAL, Told, keep, published
from motcua.index.read_published import LARGEST, BadPublished, read
from motcua.people.audit import Acting
from motcua.people.policies import WRITE_REPORT
from motcua.rules.index import Count

MOST = 2**31 - 1


class _Refused(Exception):
    """A typed figure that cannot be kept: the field, and why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


@unit_page(WRITE_REPORT)
def page(request: UnitRequest) -> HttpResponse:
    """The form, and what is kept for the period so far."""
    asking = wanted(request)
    if request.method != "POST":
        return _form(request, asking)
    if upload := request.FILES.get("file"):
        return _file(request, asking, upload)
    return _typed(request, asking)


def _form(request: UnitRequest, asking: Wanted, problems: dict[str, str] | None = None) -> HttpResponse:
    definitions = in_force(asking.asked.period.last)
    kept = published(request.unit, asking.asked.period)
    context: dict[str, Any] = {
        "asked": asking.asked, "wanted": asking, "query": asking.query(), "problems": problems or {},
        "choices": _choices(definitions), "typed": request.POST, "key": key_of(request),
        "kept": [(label, kept[code]) for code, label in _choices(definitions) if code in kept],
    }  # fmt: skip
    return render(request, "index/published.html", context, status=422 if problems else 200)


def _choices(definitions: Definitions) -> list[tuple[str, str]]:
    groups = [(one.code, one.label) for one in definitions.groups]
    codes = {code for code, _label in groups}
    inside = [
        (one.code, f"{one.number} {one.label}") for one in definitions.indicators if one.code not in codes
    ]
    return [(TOTAL, _("The whole index")), *groups, *inside]


def _file(request: UnitRequest, asking: Wanted, upload: Any) -> HttpResponse:
    name = str(upload.name)
    try:
        figures = read(name, upload.read(LARGEST + 1))
    except BadPublished as error:
        return _form(request, asking, {"file": str(error)})

    def act() -> Answer:
        own = keep(request.unit, asking.asked.period, figures, Acting(request.user.pk, now()), name)
        kept = ngettext("%(n)s figure kept", "%(n)s figures kept", len(figures)) % {"n": number(len(figures))}
        told = ngettext("%(n)s of them is the unit's", "%(n)s of them are the unit's", own) % {
            "n": number(own)
        }
        messages.success(request, f"{kept}, {told}.")
        return {"figures": len(figures)}

    sent_once(request, act)
    return _back(request, asking)


def _typed(request: UnitRequest, asking: Wanted) -> HttpResponse:
    try:
        told = _told(request, in_force(asking.asked.period.last))
    except _Refused as refused:
        return _form(request, asking, {refused.field: str(refused)})

    def act() -> Answer:
        keep(request.unit, asking.asked.period, [told], Acting(request.user.pk, now()))
        messages.success(
            request, _("The figure is taken back.") if told.removed else _("The figure is kept.")
        )
        return {"figures": 1}

    sent_once(request, act)
    return _back(request, asking)


def _back(request: UnitRequest, asking: Wanted) -> HttpResponse:
    return redirect(f"{reverse('index-published', args=[request.unit.pk])}?{asking.query()}")


def _told(request: UnitRequest, definitions: Definitions) -> Told:
    """What was typed, checked; nothing in any field takes back what was told before. Raises _Refused."""
    code = request.POST.get("indicator", "")
    if code not in dict(_choices(definitions)):
        raise _Refused("indicator", _("Choose an indicator of the list."))
    numerator, denominator = _whole(request, "numerator"), _whole(request, "denominator")
    if (numerator is None) != (denominator is None):
        missing = "denominator" if denominator is None else "numerator"
        raise _Refused(missing, _("Write both numerator and denominator, or neither."))
    count = None if numerator is None or denominator is None else Count(numerator, denominator)
    points = _points(request)
    return Told("", "", code, count, points, removed=count is None and points is None)


def _whole(request: UnitRequest, name: str) -> int | None:
    text = request.POST.get(name, "").strip().replace(".", "")
    if not text:
        return None
    if not text.isdecimal() or int(text) > MOST:
        raise _Refused(name, _("Write a whole number, such as 1.568."))
    return int(text)


def _points(request: UnitRequest) -> Decimal | None:
    text = request.POST.get("points", "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 100:
        raise _Refused("points", _("Write points from 0 to 100, such as 18,62."))
    return value.quantize(Decimal("0.01"))
