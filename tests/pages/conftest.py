"""A unit with the dossiers of the made-up case, people of every role, and a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.boards import jobs
from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from motcua.hub.run import import_files
from motcua.people.models import User
from motcua.rules.instants import Instant
from tests.conftest import exports, make_unit
from tests.pages.cast import Cast, gather

LEARNED: Instant = 1_779_170_400_000
"""13:00 on 19/5/2026, the day on which the case is imported."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """Uploads go to a folder of the test."""
    settings.UPLOAD_FOLDER = tmp_path / "uploads"
    settings.DOSSIER_FILES = tmp_path / "files"
    return settings.UPLOAD_FOLDER


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Background work is done before the answer, so that tests need not wait."""

    def now(job: jobs.Job, work: Callable[[jobs.Job], None]) -> None:
        work(job)

    monkeypatch.setattr(jobs, "in_background", now)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast; nothing has been imported yet."""
    here = make_unit("mau-thu")
    there = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    above = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=here.province)
    return gather(here, there, above)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """The cast, with the case's exports imported into the unit here."""
    import_files(cast.here, exports("mau-thu"), LEARNED)
    return cast


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Gives a client that is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
