"""Ủy quyền and thẩm quyền ký: who acts and who signs for whom."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.boards.access import UnitRequest, unit_page
from motcua.boards.clock import today
from motcua.boards.people.access import acting, colleagues, place, places, tabs
from motcua.boards.people.forms import DelegationForm, SigningForm, choose, choose_people
from motcua.boards.people.roster import standing
from motcua.boards.people.words import RIGHTS, SEEING
from motcua.people.delegations import DelegationRefused, Span, delegate, revoke
from motcua.people.held import held_in
from motcua.people.models import Delegation, Role, SigningAuthority, User
from motcua.people.policies import MANAGE_PEOPLE
from motcua.people.policies import own as own_rights
from motcua.people.signing import SigningRefused, end_authority, give_authority


@unit_page(MANAGE_PEOPLE)
def delegations(request: UnitRequest) -> HttpResponse:
    """The delegations of the unit, the newest first; posted, another one is made."""
    form = DelegationForm(request.POST or None, initial={"since": today()})
    choose_people(form, colleagues(request), "giver", "taker")
    choose(form, "place", [(str(unit.pk), unit.name) for unit in places(request)])
    if request.method == "POST" and form.is_valid():
        try:
            _delegate(request, form)
            messages.success(request, _("The delegation has been recorded."))
            return redirect("people-delegations", request.unit.pk)
        except DelegationRefused as error:
            form.add_error(None, str(error))
    made = Delegation.objects.filter(unit__in=places(request)).select_related("giver", "taker", "unit")
    context = {
        "lines": [_line(one) for one in made.order_by("-since", "-pk")],
        "form": form,
        "tabs": tabs("people-delegations"),
        "several": len(places(request)) > 1,
    }
    return render(request, "people/delegations.html", context, status=422 if form.errors else 200)


def _delegate(request: UnitRequest, form: DelegationForm) -> None:
    told = form.cleaned_data
    giver, taker = (User.objects.get(pk=int(told[name])) for name in ("giver", "taker"))
    unit, span = place(request, told["place"]), Span(told["since"], told["until"])
    what: str | set[str] = told["role"]
    if not what:
        seeing = SEEING & own_rights(held_in(giver.pk, unit.pk, span.since))
        what = {*told["rights"], *seeing}
    delegate(giver, taker, unit, what, span, told["ground"], acting(request), told["form"])


def _line(one: Delegation) -> dict[str, object]:
    named = [str(RIGHTS[right]) for right in RIGHTS if right in one.rights.split() and right not in SEEING]
    over = one.revoked_on is not None and one.revoked_on <= today()
    return {
        "made": one,
        "what": Role(one.role).label if one.role else ", ".join(named),
        "standing": "over" if over else standing(one.since, one.until, today()),
    }


@require_POST
@unit_page(MANAGE_PEOPLE)
def take_delegation_back(request: UnitRequest, delegation: int) -> HttpResponse:
    """From today on it no longer holds."""
    found = get_object_or_404(Delegation, pk=delegation, unit__in=places(request))
    revoke(found, today(), acting(request))
    messages.success(request, _("The delegation has been taken back; it no longer holds from today on."))
    return redirect("people-delegations", request.unit.pk)


@unit_page(MANAGE_PEOPLE)
def signing(request: UnitRequest) -> HttpResponse:
    """Who signs what in the unit; posted, another authority is given."""
    form = SigningForm(request.POST or None, initial={"since": today()})
    choose_people(form, colleagues(request), "user")
    choose(form, "place", [(str(unit.pk), unit.name) for unit in places(request)])
    if request.method == "POST" and form.is_valid():
        try:
            give_authority(_authority(request, form), acting(request))
            messages.success(request, _("The authority to sign has been recorded."))
            return redirect("people-signing", request.unit.pk)
        except SigningRefused as error:
            form.add_error(None, str(error))
    given = SigningAuthority.objects.filter(unit__in=places(request))
    lines = given.select_related("user", "unit", "field", "procedure").order_by("-since", "-pk")
    context = {
        "lines": [{"given": one, "standing": standing(one.since, one.until, today())} for one in lines],
        "form": form,
        "tabs": tabs("people-signing"),
        "several": len(places(request)) > 1,
    }
    return render(request, "people/signing.html", context, status=422 if form.errors else 200)


def _authority(request: UnitRequest, form: SigningForm) -> SigningAuthority:
    told = form.cleaned_data
    return SigningAuthority(
        user_id=int(told["user"]),
        unit=place(request, told["place"]),
        procedure=told["procedure"],
        field_id=int(told["field"]) if told["field"] else None,
        decision=told["decision"],
        form=told["form"],
        since=told["since"],
        until=told["until"],
        ground=told["ground"],
    )


@require_POST
@unit_page(MANAGE_PEOPLE)
def end_signing(request: UnitRequest, authority: int) -> HttpResponse:
    """Today is the last day of an authority to sign."""
    found = get_object_or_404(SigningAuthority, pk=authority, unit__in=places(request))
    end_authority(found, today(), acting(request))
    messages.success(request, _("The authority to sign ends with today."))
    return redirect("people-signing", request.unit.pk)
