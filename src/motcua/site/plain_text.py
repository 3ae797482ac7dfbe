"""Texts that come over the web, as every database can keep them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

_NUL = "\x00"


class PlainTextMiddleware:
    """Takes the character NUL out of addresses and forms: nobody can type it, and PostgreSQL keeps none in a text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.GET = _plain(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Clean the form, once it has been read to look for its token."""
        if request.method == "POST":
            request.POST = _plain(request.POST)  # type: ignore[assignment]


def _plain(values: QueryDict) -> QueryDict:
    if not any(_NUL in text for name, texts in values.lists() for text in (name, *texts)):
        return values
    plain = QueryDict(mutable=True)
    for name, texts in values.lists():
        plain.setlist(name.replace(_NUL, ""), [text.replace(_NUL, "") for text in texts])
    return plain
