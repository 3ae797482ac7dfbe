"""What numbers of last period's report may mean; a person takes those that are right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.boards.access import UnitRequest
from motcua.boards.audited import seen
from motcua.boards.choices import recent
from motcua.boards.clock import now, today
from motcua.boards.superior.shared import BOUND, SUBJECT, closed, file_page
from motcua.boards.superior.told import Words
from motcua.people.audit import Subject
from motcua.people.policies import WRITE_REPORT
from motcua.reports.models import SuperiorFile, SuperiorVersion
from motcua.reports.superior.kept import bind, bound, in_use, opened
from motcua.reports.superior.suggest import Suggestion, suggestions
from motcua.reports.superior.values import Figures
from motcua.rules.periods import BadPeriod, Period, parse


@file_page(WRITE_REPORT)
def page(request: UnitRequest, file: SuperiorFile) -> HttpResponse:
    """The suggestions for a period of the file; posted, the chosen ones are bound."""
    version = in_use(file)
    text = (request.POST if request.method == "POST" else request.GET).get("of", "") or version.period
    context: dict[str, Any] = {"file": file, "version": version, "of": text, "recent": recent(today())}
    try:
        period = parse(text) if text else None
    except BadPeriod as refused:
        return render(request, "superior/suggested.html", context | {"problem": str(refused)}, status=422)
    found = [] if period is None else _found(request, version, period)
    if request.method == "POST":
        return _taken(request, version, found)
    words = Words()
    context["period"] = period
    context["found"] = [(one, words.of(one.meaning), words.span(one.meaning)) for one in found]
    return render(request, "superior/suggested.html", context)


def _found(request: UnitRequest, version: SuperiorVersion, period: Period) -> list[Suggestion]:
    taken = frozenset(one.spot.key for one in bound(version) if one.spot is not None)
    figures = Figures(request.unit, period, now(), closed(request))
    return suggestions(opened(version).shown, figures, taken)


def _taken(request: UnitRequest, version: SuperiorVersion, found: list[Suggestion]) -> HttpResponse:
    wanted = set(request.POST.getlist("take"))
    chosen = [one for one in found if one.spot.key in wanted]
    for one in chosen:
        bind(version, one.spot, one.meaning, request.user.pk, now())
    n = len(chosen)
    if n:
        seen(request, BOUND, Subject(SUBJECT, version.file_id), numbers=n)
        messages.success(request, ngettext("%(n)s number bound.", "%(n)s numbers bound.", n) % {"n": n})
    else:
        messages.warning(request, _("Nothing was chosen, so nothing was bound."))
    return redirect("reports-superior-one", request.unit.pk, version.file_id)
