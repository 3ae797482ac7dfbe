"""Closing a period, asking to open it again, answering: one address each, by POST."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.asked import asked
from motcua.boards.clock import now
from motcua.boards.closing import listing, one
from motcua.closing.acts import answer_reopening, ask_reopening
from motcua.closing.acts import close as close_period
from motcua.closing.models import Closing
from motcua.closing.state import period_of
from motcua.people.policies import CLOSE_PERIOD, CONFIRM_CORRECTION
from motcua.reports.errors import ReportRefused


@require_POST
@unit_page(CLOSE_PERIOD)
def close(request: UnitRequest) -> HttpResponse:
    """Close the period of the address, as it is known now or was at the instant of the address."""
    wanted = asked(request, request.unit.pk)
    try:
        made = close_period(request.unit, wanted.period, request.user, now(), wanted.known_at)
    except ReportRefused as error:
        return render(request, "closing/page.html", listing.context(request, str(error)), status=409)
    messages.success(request, _("The period is closed."))
    return redirect("closing-one", request.unit.pk, made.pk)


@require_POST
@unit_page(CLOSE_PERIOD)
def reopen(request: UnitRequest, closing: int) -> HttpResponse:
    """Ask to open a closed period again, with the reason."""
    found = get_object_or_404(Closing, pk=closing, unit=request.unit)
    try:
        ask_reopening(request.unit, period_of(found), request.user, request.POST.get("reason", ""), now())
    except ReportRefused as error:
        return render(request, "closing/one.html", one.context(request, closing, str(error)), status=409)
    messages.success(request, _("The request is kept; a second person has to agree."))
    return redirect("closing-one", request.unit.pk, closing)


@require_POST
@unit_page(CONFIRM_CORRECTION)
def answer(request: UnitRequest, closing: int) -> HttpResponse:
    """Agree to a reopening, or refuse it, as the second person."""
    found = get_object_or_404(Closing, pk=closing, unit=request.unit)
    agreed = request.POST.get("answer") == "agree"
    try:
        answer_reopening(request.unit, period_of(found), request.user, agreed, now())
    except ReportRefused as error:
        return render(request, "closing/one.html", one.context(request, closing, str(error)), status=409)
    messages.success(request, _("The period is open again.") if agreed else _("The period stays closed."))
    return redirect("closing-one", request.unit.pk, closing)
