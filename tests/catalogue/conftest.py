"""Reference data loaded once for all tests of the catalogue; each test's own changes are rolled back."""

from __future__ import annotations

import pytest
from pytest_django import DjangoDbBlocker

from motcua.catalogue.load import load_reference_data


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database with the reference data in it."""
    with django_db_blocker.unblock():
        load_reference_data()
