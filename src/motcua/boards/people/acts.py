"""What is done with one account: a role taken back, a password reset, the account closed, a post ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import today
from motcua.boards.people.access import acting, colleagues, own, person, places
from motcua.boards.people.forms import EndForm, LeaveForm, choose_people
from motcua.boards.people.pages import one_again, told_once
from motcua.people import leaving
from motcua.people.accounts import AccountRefused, set_one_time_password, set_open
from motcua.people.leaving import leave, open_work
from motcua.people.models import Grant, User
from motcua.people.policies import MANAGE_PEOPLE


@require_POST
@unit_page(MANAGE_PEOPLE)
def take_back(request: UnitRequest, user: int, grant: int) -> HttpResponse:
    """End one role on a day that is told, on a ground."""
    found = get_object_or_404(Grant, pk=grant, user=person(request, user), unit__in=places(request))
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            leaving.take_back(found, form.cleaned_data["last"], form.cleaned_data["ground"], acting(request))
            messages.success(request, _("The role has been taken back."))
            return redirect("people-one", request.unit.pk, user)
        except AccountRefused as error:
            form.add_error(None, str(error))
    return one_again(request, found.user, form, found.pk)


@require_POST
@unit_page(MANAGE_PEOPLE)
def password(request: UnitRequest, user: int) -> HttpResponse:
    """A one-time password, shown once."""
    found = own(request, user)
    return told_once(request, found, set_one_time_password(found, request.unit.pk, acting(request)))


@require_POST
@unit_page(MANAGE_PEOPLE)
def close(request: UnitRequest, user: int) -> HttpResponse:
    """Close the account, or open it again."""
    found = own(request, user)
    try:
        set_open(found, request.unit, not found.is_active, acting(request))
        done = _("The account is open again.") if found.is_active else _("The account has been closed.")
        messages.success(request, done)
    except AccountRefused as error:
        messages.error(request, str(error))
    return redirect("people-one", request.unit.pk, user)


@unit_page(MANAGE_PEOPLE)
def end_post(request: UnitRequest, user: int) -> HttpResponse:
    """Everything that a person holds here ends, and open work goes to a successor."""
    found = person(request, user)
    work = open_work(found, [unit.pk for unit in places(request)])
    form = LeaveForm(request.POST or None, initial={"last": today()})
    others = [one for one in colleagues(request) if one != found]
    choose_people(form, others, "to", nobody=_("Nobody: no work is open"))
    if request.method == "POST" and form.is_valid():
        try:
            return _left(request, found, form)
        except AccountRefused as error:
            form.add_error(None, str(error))
    context = {"person": found, "form": form, "open": sum(work.values())}
    return render(request, "people/leave.html", context, status=422 if form.errors else 200)


def _left(request: UnitRequest, found: User, form: LeaveForm) -> HttpResponse:
    told = form.cleaned_data
    to = User.objects.get(pk=int(told["to"])) if told["to"] else None
    left = leave(found, request.unit, told["last"], to, acting(request), told["ground"])
    messages.success(
        request,
        _("The post has ended: %(roles)s roles taken back, %(work)s pieces of work handed over.")
        % {"roles": left.grants, "work": left.handed_over},
    )
    return redirect("people-one", request.unit.pk, found.pk)
