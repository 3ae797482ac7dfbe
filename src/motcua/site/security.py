"""Headers that tell the browser to run and show only what this server sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from motcua.boards import kept_form

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class SignedInMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in everywhere but in the programming interface, whose door is the token."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """None lets the request in."""
        if request.resolver_match is not None and "api-1" in request.resolver_match.namespaces:
            return None
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None or request.method != "POST" or request.headers.get("HX-Request"):
            return answer
        kept_form.keep(request)
        return redirect_to_login(kept_form.page_of(request))


class KeptFormMiddleware:
    """Puts a form back that was sent after its session had ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200 and request.user.is_authenticated:
            return kept_form.put_back(request, response)
        return response


class SecurityHeadersMiddleware:
    """Sets the headers above, and forbids caches to keep the pages of a person who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        # A shared computer at a counter must not show a page again after its reader has signed out.
        response.setdefault("Cache-Control", "no-store")
        return response
