"""Signing in and out, and changing one's password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.boards.clock import now, today
from motcua.people.accounts import post_of
from motcua.people.audit import PASSWORD_CHANGED, record


class SignInForm(AuthenticationForm):
    """Name and password; one message for whichever is wrong."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "The name or the password is not right. Capitals and small letters differ."
        ),
        "inactive": gettext_lazy("This account is closed. Ask the system administrator."),
    }


@method_decorator(login_not_required, name="dispatch")
class SignIn(views.LoginView):
    """The sign-in page."""

    template_name = "account/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A part of a page asked for after the session ended must not be filled with the sign-in page.
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SignOut(views.LogoutView):
    """Signing out, by POST alone."""


class ChangePassword(views.PasswordChangeView):
    """A new password, the old one asked for first."""

    template_name = "account/password.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password has been changed."))
        record(post_of(form.user, today()), form.user.pk, PASSWORD_CHANGED, None, now())
        return super().form_valid(form)


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """What whoever failed too often sees, until the time is over."""
    return render(request, "account/locked.html", status=429)
