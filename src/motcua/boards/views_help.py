"""Keys, health, and the pages for what went wrong."""

from __future__ import annotations

import logging
import secrets

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

log = logging.getLogger("motcua.pages")
_LETTERS = "ABCDEFGHKLMNPQRSTUVXY23456789"


def keys(request: HttpRequest) -> HttpResponse:
    """What can be done with the keyboard."""
    return render(request, "help/keys.html")


@never_cache
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """For whatever watches the server: «ok» while it answers."""
    return HttpResponse("ok", content_type="text/plain")


def problem_code() -> str:
    """A code that a person can read out on the telephone, found again in the log: no 0, O, 1, I, J, W, Z."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader has no right here."""
    return _problem(request, "help/refused.html", 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without its token, mostly because it stood open for too long."""
    log.warning("form without token: %s", reason)
    return _problem(request, "help/form_expired.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing that this reader may know of."""
    return _problem(request, "help/not_found.html", 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: drawn without database and session, for either may be what failed."""
    code = problem_code()
    log.error("page failed, code %s: %s", code, request.path)
    return HttpResponse(render_to_string("help/failed.html", {"code": code}), status=500)


def _problem(request: HttpRequest, template: str, status: int) -> HttpResponse:
    code = problem_code()
    log.warning("answered %s, code %s: %s", status, code, request.path)
    return render(request, template, {"code": code}, status=status)
