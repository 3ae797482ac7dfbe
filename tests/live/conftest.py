"""An office with dossiers of its own and others that were imported, and a present that a test sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.boards import clock
from motcua.people.models import User
from motcua.rules.instants import Instant
from tests.casework.conftest import cast, make_cast, office  # noqa: F401


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Gives a client that is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Instant], None]:
    """Sets the present that pages see."""

    def present(now: Instant) -> None:
        monkeypatch.setattr(clock.time, "time_ns", lambda: now * 1_000_000)

    return present
