"""One closing: proof that it comes out again, what changed since, and the way to open it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import Asked, asked
from motcua.boards.audited import EXPORTED, seen
from motcua.boards.clock import now
from motcua.boards.closing.files import workbook
from motcua.boards.closing.listing import people
from motcua.boards.closing.words import CAUSE, LEAVES, WHAT, differences_words, signed
from motcua.boards.downloads import as_file
from motcua.boards.words import MEASURES
from motcua.catalogue.models import System
from motcua.closing.adjusting import Adjustment, Adjustments, adjustments
from motcua.closing.figures import draw
from motcua.closing.models import Closing
from motcua.closing.report import same
from motcua.closing.state import period_of, reopened, standing, units_of, waiting
from motcua.dossiers.bulk import chunks
from motcua.dossiers.models import Dossier
from motcua.ledger.statement import statement
from motcua.people.policies import CLOSE_PERIOD, SEE_DOSSIERS, SEE_FIGURES, may_confirm
from motcua.people.scopes import units_where
from motcua.rules.instants import date_of, local_day

SHOWN = 300
"""More dossiers than that are in the workbook only."""


@dataclass(frozen=True)
class Line:
    """A dossier that changed, in words."""

    dossier: int
    unit: int
    place: str
    code: str
    what: str
    cause: str
    systems: str
    recorded_at: int | None
    differences: str


@unit_page(SEE_FIGURES)
def page(request: UnitRequest, closing: int) -> HttpResponse:
    """A closing with the adjustments since, as known now or at the instant of the address."""
    return render(request, "closing/one.html", context(request, closing))


def context(request: UnitRequest, closing: int, problem: str = "") -> dict[str, Any]:
    """What the page shows; `problem` is why something was refused."""
    found = get_object_or_404(Closing.objects.select_related("unit"), pk=closing, unit=request.unit)
    wanted = Asked(period_of(found), asked(request, request.unit.pk).known_at)
    changes = adjustments(found, wanted.known_at)
    asked_for, holds = waiting(found), standing(request.unit, period_of(found)) == found
    names = people({found.closed_by, *(one.asked_by for one in found.reopenings.all())})
    drawn = draw(request.unit, units_of(found), period_of(found), found.as_of)
    today, lines = date_of(local_day(now())), _lines(request, found, changes.found)
    return {
        "closing": found, "asked": wanted, "now": now(), "problem": problem, "holds": holds,
        "by": names.get(found.closed_by, ""), "same": same(found, drawn), "opened": reopened(found),
        "waiting": asked_for, "asker": names.get(asked_for.asked_by, "") if asked_for else "",
        "may_ask": holds and asked_for is None and CLOSE_PERIOD in request.rights,
        "may_answer": asked_for is not None and may_confirm(request.user, request.unit, asked_for.asked_by, today),
        "figures": [
            (*row, signed(row[3]))
            for row in _figures(found, wanted, drawn.now.totals(LEAVES))
        ],
        "counted": [(CAUSE[cause], WHAT[what], n) for cause, what, n in changes.counted()],
        "count": len(changes.found),
        "lines": lines[:SHOWN],
        "more": max(len(lines) - SHOWN, 0),
        "units": len(found.units),
    }  # fmt: skip


def _figures(closing: Closing, wanted: Asked, then: dict[str, int]) -> list[tuple[str, int, int, int]]:
    """Each figure as closed, as known now, and the difference."""
    known = statement(units_of(closing), period_of(closing), wanted.known_at).totals(LEAVES)
    shown = [name for name in LEAVES if then[name] or known[name]]
    return [(str(MEASURES[name]), then[name], known[name], known[name] - then[name]) for name in shown]


def _lines(request: UnitRequest, closing: Closing, found: Sequence[Adjustment]) -> list[Line]:
    """What a reader may see of it: of several units the dossiers of those where he may see dossiers."""
    told, systems = _told(found), dict(System.objects.values_list("pk", "name"))
    if closing.units:
        open_to = set(units_where(request.user, SEE_DOSSIERS, date_of(local_day(now()))))
        found = [one for one in found if told[one.dossier][0] in open_to]
    elif SEE_DOSSIERS not in request.rights:
        return []
    return [
        Line(
            one.dossier,
            *told[one.dossier],
            str(WHAT[one.what]),
            str(CAUSE[one.cause]),
            ", ".join(systems[key] for key in one.systems),
            one.recorded_at,
            differences_words(one.differences),
        )
        for one in found
    ]


def _told(found: Sequence[Adjustment]) -> dict[int, tuple[int, str, str]]:
    """The unit of each dossier, its name, and the dossier's code."""
    known: dict[int, tuple[int, str, str]] = {}
    for chunk in chunks([one.dossier for one in found]):
        rows = Dossier.objects.filter(pk__in=chunk).values_list("pk", "unit", "unit__name", "code")
        known |= {key: (unit, name, code) for key, unit, name, code in rows}
    return known


@unit_page(SEE_DOSSIERS)
def download(request: UnitRequest, closing: int) -> HttpResponse:
    """All adjustments as a workbook."""
    found = get_object_or_404(Closing.objects.select_related("unit"), pk=closing, unit=request.unit)
    wanted = Asked(period_of(found), asked(request, request.unit.pk).known_at)
    changes: Adjustments = adjustments(found, wanted.known_at)
    then = draw(request.unit, units_of(found), period_of(found), found.as_of).now.totals(LEAVES)
    body = workbook(found, wanted, _figures(found, wanted, then), _lines(request, found, changes.found))
    seen(request, EXPORTED, form="dieu-chinh", period=found.period, file="xlsx")
    name = f"dieu-chinh-{found.period.replace('..', '_')}-lan-{found.number}.xlsx"
    return as_file(body, name)
