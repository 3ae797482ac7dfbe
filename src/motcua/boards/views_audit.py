"""Nhật ký truy cập: who did or read what, the newest first."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.audit_log import Cursor, Wanted, entries, in_words, log_units, people_of
from motcua.boards.audited import LOG_READ, seen
from motcua.boards.clock import today
from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.hub.text import clean_code
from motcua.people.policies import READ_AUDIT

_NUMBER = re.compile(r"[0-9]{1,18}")


@unit_page(READ_AUDIT)
def page(request: UnitRequest) -> HttpResponse:
    """The lines of the unit and its departments, narrowed by day, person and dossier. Reading leaves a line too.

    What is typed comes by POST and goes on as keys, so that it never stands in an address.
    """
    units = log_units(request.unit, today())
    if request.method == "POST":
        return _narrow(request, units)
    wanted = Wanted(
        _day(request.GET.get("day", "")),
        _number(request.GET.get("person", "")),
        _keys(request.GET.get("dossier", "")),
        _before(request.GET.get("before", "")),
    )
    seen(request, LOG_READ)
    return render(request, "audit/page.html", _context(units, wanted))


def _context(units: list[Unit], wanted: Wanted) -> dict[str, Any]:
    found, following = entries(units, wanted)
    known = Dossier.objects.filter(unit__in=units, pk__in=wanted.dossiers or ())
    return {
        "lines": in_words(found, units),
        "several": len(units) > 1,
        "people": people_of(units),
        "wanted": wanted,
        "code": known.values_list("code", flat=True).first() or "",
        "narrowed": any(one is not None for one in (wanted.day, wanted.actor, wanted.dossiers)),
        "following": f"{following[0]}-{following[1]}" if following else "",
    }


def _narrow(request: UnitRequest, units: list[Unit]) -> HttpResponse:
    """On to the address that asks for what the form says."""
    day, person = _day(request.POST.get("day", "")), _number(request.POST.get("person", ""))
    asked = {"day": day.isoformat() if day else "", "person": str(person) if person is not None else ""}
    code = clean_code(request.POST.get("code", ""))
    if code:
        keys = Dossier.objects.filter(unit__in=units, code=code).order_by("pk").values_list("pk", flat=True)
        asked["dossier"] = ",".join(map(str, keys))
        if not keys:
            messages.error(request, _("No dossier of this unit has the code that was typed."))
    query = urlencode({name: value for name, value in asked.items() if value}, safe=",")
    return redirect(f"{reverse('audit', args=[request.unit.pk])}{query and '?'}{query}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _keys(text: str) -> tuple[int, ...] | None:
    """Keys of dossiers; one code may have been issued by several systems."""
    return tuple(int(one) for one in text.split(",") if _NUMBER.fullmatch(one)) or None


def _before(text: str) -> Cursor | None:
    at, _dash, key = text.partition("-")
    return (int(at), int(key)) if _NUMBER.fullmatch(at) and _NUMBER.fullmatch(key) else None
