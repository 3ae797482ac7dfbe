"""Sign-ins of the portal that fail are counted as those of people are: after too many from one place none is looked at for a
while, a right one neither, so that nobody can try passwords out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from motcua.exchange.server.door import NoEntry

Value = TypeVar("Value")


class TooManyAttempts(Exception):
    """Too many have failed from this place with this name."""


def counted(request: HttpRequest, name: str, sign_in: Callable[[], Value]) -> Value:
    """What `sign_in` gives; a failure (NoEntry) is counted. Raises NoEntry, TooManyAttempts."""
    # A connection's name is no account's: neither may lock the other one out.
    credentials: dict[str, Any] = {"username": f"lien-thong:{name}"[:255]}
    if not AxesProxyHandler.is_allowed(request, credentials):
        raise TooManyAttempts
    try:
        return sign_in()
    except NoEntry:
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        # The answer is ours, in the form of the exchange, and no page.
        request.axes_locked_out = False  # type: ignore[attr-defined]
        raise
