"""What a person keeps of himself: name, title, how notices reach him."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.boards.access import SignedInRequest
from motcua.boards.clock import now, today
from motcua.boards.people.forms import ProfileForm
from motcua.catalogue.writing import writing
from motcua.people.accounts import post_of
from motcua.people.audit import ACCOUNT_CHANGED, Subject, record
from motcua.people.models import Grant, User


def page(request: SignedInRequest) -> HttpResponse:
    """The own details, and the roles one holds, which others give."""
    # Its own object: what was typed wrongly must not show in the frame of the page.
    user = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        _save(form, user)
        messages.success(request, _("Your details have been saved."))
        return redirect("profile")
    grants = Grant.objects.filter(user=user).select_related("unit").order_by("-since")
    context = {
        "form": form,
        "grants": [one for one in grants if one.until is None or one.until >= today()],
    }
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@writing()
def _save(form: ProfileForm, user: User) -> None:
    form.save()
    record(post_of(user, today()), user.pk, ACCOUNT_CHANGED, Subject("user", user.pk), now())
