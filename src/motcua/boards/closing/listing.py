"""Chốt số liệu: the closed periods of a unit, and what stands in the way of closing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import Asked, asked
from motcua.boards.choices import panel
from motcua.boards.clock import now, today
from motcua.boards.written import day, number
from motcua.catalogue.covered import covered
from motcua.catalogue.models import Unit
from motcua.closing.models import Closing, Reopening
from motcua.closing.state import closings, reopened, standing, waiting
from motcua.hub.models import ImportFile, QuarantinedRow
from motcua.ledger.statement import statement
from motcua.people.models import User
from motcua.people.policies import SEE_FIGURES
from motcua.rules.instants import day_of, day_start
from motcua.rules.periods import Period, parse

HEADLINE = ("received", "carried_over", "closed", "open", "overdue_or_waiting_overdue")
MOST = 60


@dataclass(frozen=True)
class Row:
    """A closing with who closed it, and what became of it."""

    closing: Closing
    period: Period
    by: str
    reopened: Reopening | None
    waiting: Reopening | None


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The closed periods, and the period that is to be closed next."""
    return render(request, "closing/page.html", context(request))


def context(request: UnitRequest, problem: str = "") -> dict[str, Any]:
    """What the page shows; `problem` is why something was refused."""
    wanted = asked(request, request.unit.pk)
    units = covered(request.unit, wanted.period.last)
    return {
        "asked": wanted,
        **panel(wanted.period, today()),
        "now": now(),
        "problem": problem,
        "standing": standing(request.unit, wanted.period),
        "over": wanted.period.last < today(),
        "figures": statement(units, wanted.period).totals(HEADLINE),
        "cautions": _cautions(units, wanted),
        "units": len(units) if request.unit.kind == Unit.Kind.PROVINCE else 0,
        "rows": _rows(request),
    }


def _rows(request: UnitRequest) -> list[Row]:
    found = list(closings(request.unit)[:MOST])
    names = people({closing.closed_by for closing in found})
    return [
        Row(
            closing, parse(closing.period), names.get(closing.closed_by, ""), reopened(closing), waiting(closing)
        )
        for closing in found
    ]  # fmt: skip


def people(keys: set[int]) -> dict[int, str]:
    """The names of accounts by their keys."""
    return {user.pk: user.get_full_name() for user in User.objects.filter(pk__in=keys)}


def _cautions(units: Sequence[int], wanted: Asked) -> list[str]:
    """What ought to be looked at before closing; none of it forbids it."""
    found = []
    quarantined = QuarantinedRow.objects.filter(unit__in=units, status="open").count()
    if quarantined:
        found.append(
            ngettext(
                "%(n)s row is in quarantine and not counted.",
                "%(n)s rows are in quarantine and not counted.",
                quarantined,
            )
            % {"n": number(quarantined)}
        )
    end = day_start(day_of(wanted.period.last) + 1)
    files = ImportFile.objects.filter(run__unit__in=units, as_of__isnull=False)
    for system, newest in _newest(files):
        if newest < end:
            told = {"system": system, "day": day(newest)}
            found.append(_("The newest data of %(system)s are of %(day)s, before the period ended.") % told)
    return found


def _newest(files: Any) -> list[tuple[str, int]]:
    newest: dict[str, int] = {}
    for system, as_of in files.values_list("system__name", "as_of"):
        newest[system] = max(as_of, newest.get(system, as_of))
    return sorted(newest.items())
