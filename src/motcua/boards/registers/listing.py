"""Sổ theo dõi: all registers of a unit with their figures of a period, and the entries of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import Asked, asked
from motcua.boards.audited import seen
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.registers.entries import entries, narrowing
from motcua.boards.registers.shared import (
    READ,
    Shown,
    listed_columns,
    register_page,
    sees_persons,
    shown,
)
from motcua.catalogue.fields import fold
from motcua.people.policies import SEE_FIGURES
from motcua.registers.counted import figures, held, of_period
from motcua.registers.kind import Kind
from motcua.registers.kinds_read import kinds

PAGE = 100


@dataclass(frozen=True)
class Counted:
    """A register with how many entries the period has, and its figures that are not zero."""

    kind: Kind
    entries: int
    figures: list[tuple[str, str, int]]
    """Name, words and value of each."""


@unit_page(SEE_FIGURES)
def kinds_page(request: UnitRequest) -> HttpResponse:
    """All registers."""
    wanted = asked(request, request.unit.pk)
    problems: list[str] = []
    counted = [_counted(kind, [request.unit.pk], wanted) for kind in kinds(problems).values()]
    context = _frame(wanted) | {"counted": counted, "problems": problems}
    return render(request, "registers/kinds.html", context)


def _counted(kind: Kind, units: Sequence[int], wanted: Asked) -> Counted:
    found = held(units, kind, wanted.period, wanted.known_at)
    values = figures(found, kind, wanted.period)
    told = [(name, kind.measures[name].label, value) for name, value in values.items() if value]
    return Counted(kind, len(of_period(found, kind, wanted.period)), told)


def _frame(wanted: Asked) -> dict[str, Any]:
    return {
        "asked": wanted,
        "now": now(),
        **panel(wanted.period, today()),
    }


@register_page(SEE_FIGURES)
def page(request: UnitRequest, kind: Kind) -> HttpResponse:
    """The entries of one register that a period has to do with, the newest first.

    Words to look for are sent in the body: they may be somebody's name, which has no place in an address.
    """
    wanted, persons = asked(request, request.unit.pk), sees_persons(request)
    every, words = entries(request, kind, wanted), request.POST.get("q", "").strip()[:200]
    persons = persons and wanted.known_at is None
    rows = [one for one in shown(every, listed_columns(kind, persons)) if _fits(one, words)]
    start = 0 if words else _whole(request.GET.get("after", ""))
    size = len(rows) if words else PAGE
    seen(request, READ, register=kind.key, person=persons)
    context = _frame(wanted) | {
        "kind": kind,
        "columns": listed_columns(kind, persons),
        "rows": rows[start : start + size],
        "first": start + 1,
        "last": min(start + size, len(rows)),
        "total": len(rows),
        "preceding": max(0, start - PAGE) if start else None,
        "next": start + size if start + size < len(rows) else None,
        "q": words,
        "narrowed": narrowing(request.GET, kind),
        "what": narrowing(request.GET, kind).title(kind),
        "hidden": wanted.known_at is not None and any(column.personal for column in kind.columns),
        "voided": request.GET.get("voided") == "1",
        "figures": _counted(kind, [request.unit.pk], wanted).figures,
    }
    return render(request, "registers/list.html", context)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _fits(one: Shown, words: str) -> bool:
    text = fold(" ".join(cell.text for cell in one.cells))
    return all(word in text for word in fold(words).split())
