"""One name for each request, which all lines that it leaves in the access log carry."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from motcua.people import audit


class RequestNameMiddleware:
    """Gives every request a name of 16 hexadecimal digits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with audit.request(secrets.token_hex(8)):
            return self.get_response(request)
