"""The office of casework, and clients that are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.boards import clock
from motcua.people.models import User
from motcua.rules.instants import Instant
from tests.casework.conftest import MONDAY, Office, cast, make_cast, office  # noqa: F401


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Gives a client that is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Instant]:
    """Sets the present that pages see, in milliseconds after Monday 08:00."""

    def present(after: int) -> Instant:
        monkeypatch.setattr(clock.time, "time_ns", lambda: (MONDAY + after) * 1_000_000)
        return MONDAY + after

    return present
