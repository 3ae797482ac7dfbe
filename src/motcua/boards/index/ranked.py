"""The units whose figures one may see, by their own points."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.choices import years
from motcua.boards.clock import now, today
from motcua.boards.index.asking import wanted
from motcua.catalogue.models import Unit
from motcua.index.compared import Standing, standings
from motcua.ledger.models import BalancedMonth
from motcua.people.models import User
from motcua.people.policies import SEE_FIGURES, rights_everywhere


@unit_page(SEE_FIGURES)
def page(request: UnitRequest) -> HttpResponse:
    """A ranking of the communes of the same province that have dossiers here and that the reader may see."""
    asking = wanted(request)
    found = standings(comparable(request.user, request.unit), asking.scope)
    context = {
        "asked": asking.asked, "wanted": asking, "query": asking.query(), "now": now(),
        "years": years(asking.asked.period, today()), "before": asking.before, "after": asking.after,
        "rows": [(one, _address(one, asking.query())) for one in found],
    }  # fmt: skip
    return render(request, "index/ranked.html", context)


def comparable(user: User | AnonymousUser, unit: Unit) -> list[Unit]:
    """The communes of a unit's province that have dossiers here and whose figures a person may see, by name."""
    allowed = rights_everywhere(user, today())
    seen = [pk for pk, rights in allowed.items() if SEE_FIGURES in rights]
    communes = Unit.objects.filter(pk__in=seen, province=unit.province_id, kind=Unit.Kind.COMMUNE)
    with_books = communes.filter(pk__in=BalancedMonth.objects.values("unit"))
    return list(with_books.select_related("province").order_by("name"))


def _address(one: Standing, query: str) -> str:
    return f"{reverse('index', args=[one.unit.pk])}?{query}"
