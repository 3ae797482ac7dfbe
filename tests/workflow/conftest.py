"""Two people: one writes, the other approves."""

from __future__ import annotations

import pytest

from motcua.people.models import User


@pytest.fixture
def writer(db: None) -> User:
    """Who writes a version."""
    return User.objects.create(username="soan", password="!")


@pytest.fixture
def approver(db: None) -> User:
    """Who has not written it."""
    return User.objects.create(username="duyet", password="!")
