"""Whoever signs in with a one-time password changes it before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

OPEN = frozenset({"password", "sign-out", "set_language", "health"})
"""The addresses that stay open meanwhile."""


class FirstPasswordMiddleware:
    """Leads to the page where the password is changed until that has been done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not getattr(request.user, "must_change_password", False):
            return None
        if resolve(request.path_info).url_name in OPEN:
            return None
        # A part of a page must not be filled with the page of the password.
        return HttpResponse(status=401) if request.headers.get("HX-Request") else redirect("password")
