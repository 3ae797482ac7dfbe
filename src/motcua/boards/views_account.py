"""Signing in and out, and changing one's password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.boards import kept_form
from motcua.boards.clock import now, today
from motcua.catalogue.writing import writing
from motcua.people.accounts import post_of
from motcua.people.audit import PASSWORD_CHANGED, record

LONGEST_NAME = 150
"""Characters of an account's name at most, as the model has it."""


class SignInForm(AuthenticationForm):
    """Name and password; one message for whichever is wrong."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "The name or the password is not right. Capitals and small letters differ."
        ),
        "inactive": gettext_lazy("This account is closed. Ask the system administrator."),
    }

    def clean(self) -> dict[str, Any]:
        """A name longer than any account's is a wrong one; the log of wrong sign-ins could not keep it."""
        if len(self.cleaned_data.get("username", "")) > LONGEST_NAME:
            raise self.get_invalid_login_error()
        return super().clean()


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

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        kept_form.signed_in(self.request)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SignOut(views.LogoutView):
    """Signing out, by POST alone."""


class ChangePasswordForm(PasswordChangeForm):
    """The present password and a new one that differs from it."""

    def clean(self) -> dict[str, Any]:
        """A one-time password that stays would be no one-time password."""
        told = super().clean() or {}
        if told.get("new_password1") and told.get("new_password1") == told.get("old_password"):
            self.add_error("new_password1", _("The new password is the present one. Choose another."))
        return told


class ChangePassword(views.PasswordChangeView):
    """A new password, the old one asked for first."""

    template_name = "account/password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("home")

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.user
        with writing():
            user.must_change_password = False
            user.save(update_fields=["must_change_password"])
            record(post_of(user, today()), user.pk, PASSWORD_CHANGED, None, now())
            response = super().form_valid(form)
        messages.success(self.request, _("Your password has been changed."))
        return response


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """What whoever failed too often sees, until the time is over."""
    return render(request, "account/locked.html", status=429)
