"""Figures of the catalogue: procedures by field and service level, one-stop and inter-agency, and those with dossiers."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.catalogue import words
from motcua.boards.catalogue.listing import whole
from motcua.boards.catalogue.shared import asked_day, may_share
from motcua.boards.clock import today
from motcua.catalogue.overview import figures, listed
from motcua.ledger.models import Move
from motcua.people.policies import SEE_FIGURES
from motcua.reports.vietnamese import alphabetical
from motcua.rules.accounts import NOT_RECEIVED, OPEN
from motcua.rules.instants import day_of

FIRST_YEAR = 2020


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """The figures on a day, of the tier of government that is chosen; with the dossiers of a year."""
    on = asked_day(request.GET.get("on", "")) or today()
    year = whole(request.GET.get("year", "")) or on.year
    year = year if FIRST_YEAR <= year <= on.year else on.year
    tier = request.GET.get("tier", "commune")
    tier = tier if tier in words.TIERS else "all" if tier == "all" else "commune"
    lines = [one for one in listed(request.unit, on) if one.repealed_since is None or one.repealed_since > on]
    counted = [one for one in lines if tier == "all" or one.carried_out_by(tier)]
    had = with_dossiers(request.unit.pk, date(year, 1, 1), date(year, 12, 31))
    *rows, total = figures(counted, on, had)
    context = {
        "on": on,
        "year": year,
        "years": range(today().year, FIRST_YEAR, -1),
        "tier": tier,
        "tiers": words.TIERS.items(),
        "rows": sorted(rows, key=lambda row: alphabetical(row.name)),
        "may_share": may_share(request),
        "total": total,
        "unknown_tiers": sum(not one.tiers for one in counted),
    }
    return render(request, "catalogue/figures.html", context)


def with_dossiers(unit: int, first: date, last: date) -> set[int]:
    """The procedures of which a unit received a dossier between two days, both with, as the ledger has it."""
    received = Move.objects.filter(
        unit=unit,
        from_account__in=[int(account) for account in NOT_RECEIVED],
        to_account__in=[int(account) for account in OPEN],
        effect_day__range=(day_of(first), day_of(last)),
    )
    sums = received.values("cell__procedure").annotate(count=Sum("n")).filter(count__gt=0)
    return {row["cell__procedure"] for row in sums if row["cell__procedure"] is not None}
