"""Người dùng: who works in the unit, one person's roles, and new accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import today
from motcua.boards.people.access import acting, person, places, tabs
from motcua.boards.people.forms import EndForm, KnownAccountForm, NewAccountForm, PostForm
from motcua.boards.people.roster import roster
from motcua.people.accounts import AccountRefused, add_account, grant, may_manage
from motcua.people.models import User
from motcua.people.policies import MANAGE_PEOPLE


@unit_page(MANAGE_PEOPLE)
def page(request: UnitRequest) -> HttpResponse:
    """Those who work here; with `over`, those who no longer do."""
    everybody, over = roster(places(request), today()), bool(request.GET.get("over"))
    context = {
        "listed": [one for one in everybody if one.works != over],
        "over": over,
        "tabs": tabs("people"),
    }
    return render(request, "people/list.html", context)


@unit_page(MANAGE_PEOPLE)
def add(request: UnitRequest) -> HttpResponse:
    """A new account, its one-time password shown once; or a role for somebody who has an account."""
    known = "known" in request.POST
    new_form = NewAccountForm(places(request), today(), None if known else request.POST or None, prefix="new")
    known_form = KnownAccountForm(places(request), today(), request.POST if known else None, prefix="known")
    problem = ""
    if request.method == "POST":
        try:
            answer = _give_known(request, known_form) if known else _add_new(request, new_form)
        except AccountRefused as error:
            answer, problem = None, str(error)
        if answer is not None:
            return answer
    context = {"new": new_form, "known": known_form, "problem": problem, "tried_known": known}
    return render(request, "people/add.html", context, status=422 if request.method == "POST" else 200)


def _add_new(request: UnitRequest, form: NewAccountForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    told = form.cleaned_data
    user, password = add_account(
        told["username"], told["full_name"], told["title"], form.post(), acting(request)
    )
    return told_once(request, user, password)


def _give_known(request: UnitRequest, form: KnownAccountForm) -> HttpResponse | None:
    if not form.is_valid() or form.found is None:
        return None
    grant(form.found, form.post(), acting(request))
    messages.success(request, _("The role has been given."))
    return redirect("people-one", request.unit.pk, form.found.pk)


def told_once(request: UnitRequest, user: User, password: str) -> HttpResponse:
    """The page with a one-time password; nothing keeps it."""
    return render(request, "people/password.html", {"person": user, "password": password})


@unit_page(MANAGE_PEOPLE)
def one(request: UnitRequest, user: int) -> HttpResponse:
    """One person's roles here; posted, another role is given."""
    found = person(request, user)
    form = PostForm(places(request), today(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant(found, form.post(), acting(request))
            messages.success(request, _("The role has been given."))
            return redirect("people-one", request.unit.pk, found.pk)
        except AccountRefused as error:
            form.add_error(None, str(error))
    return render(request, "people/one.html", _one(request, found, form), status=422 if form.errors else 200)


def one_again(request: UnitRequest, found: User, ending: EndForm, grant: int) -> HttpResponse:
    """One person's page after a role (key of its grant) could not be taken back, with what was typed."""
    context = _one(request, found, PostForm(places(request), today())) | {
        "ending": ending,
        "ending_grant": grant,
    }
    return render(request, "people/one.html", context, status=422)


def _one(request: UnitRequest, found: User, form: PostForm) -> dict[str, Any]:
    listed = next(one for one in roster(places(request), today()) if one.user == found)
    return {
        "person": found,
        "listed": listed,
        "form": form,
        "end_form": EndForm(initial={"last": today()}),
        "own": may_manage(request.user, found, today()) and found.pk != request.user.pk,
        "himself": found.pk == request.user.pk,
        "several": len(places(request)) > 1,
    }
