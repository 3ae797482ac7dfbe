"""A token of every role, and a client that sends it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.api.models import Token
from motcua.api.tokens import SCOPES, make_token
from motcua.boards.clock import today
from motcua.people.models import User
from tests.casework.conftest import Office, cast, make_cast, office  # noqa: F401


class Program:
    """Another program, with its token."""

    def __init__(self, token: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {token}"}

    def without_scopes(self) -> Program:
        """The same token, its scopes taken away."""
        Token.objects.update(scopes="")
        return self

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(f"/api/v1{path}", asked, headers=self.headers)

    def post(self, path: str, body: dict[str, Any], key: str = "key-0001") -> Any:
        headers = {**self.headers, "Idempotency-Key": key}
        return self.client.post(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers
        )


@pytest.fixture
def program() -> Callable[..., Program]:
    """Gives a program that acts for a person."""

    def made(user: User, *scopes: str, since: date | None = None) -> Program:
        return Program(make_token(user, "thử", scopes or SCOPES, since or today() - timedelta(days=1), 30))

    return made
