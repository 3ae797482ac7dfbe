"""Signing in with name and password, and the account of whoever is signed in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from motcua.catalogue.rows import first
from motcua.people.models import User


class AccountBackend(ModelBackend):
    """As Django's own, which stays behind it for sessions that began with that; passwords are tried once."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User:
        """The account; raises PermissionDenied where there is none with this name and password."""
        found = super().authenticate(request, username, password, **kwargs)
        if not isinstance(found, User):
            raise PermissionDenied
        return found

    def get_user(self, user_id: Any) -> User | None:
        """The account of a key; None where it is closed. Every request of somebody who is signed in asks for it."""
        found = first(User, "id = %s", [user_id])
        return found if found is not None and self.user_can_authenticate(found) else None
