"""What all tests share: reference data, units, cases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.load import load_reference_data
from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from tests.kept import keep, put_back_after_flush
from tests.order import Apart, arrange
from tests.ready import test_databases_as_copies

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "exports"
HASHERS = list(settings.PASSWORD_HASHERS)

_QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"

UNITS = {
    "an-truong": ("H24.72", "Ủy ban nhân dân xã An Trường", "Hải Phòng"),
    "hung-dao": ("H24.33", "Ủy ban nhân dân phường Hưng Đạo", "Hải Phòng"),
    "tam-thanh": ("H37.21", "Ủy ban nhân dân phường Tam Thanh", "Lạng Sơn"),
    "mau-thu": ("H24.99", "Đơn vị mẫu thử", "Hải Phòng"),
}
FILES = ("he-thong-mot-cua-thanh-pho.xlsx", "ho-tich-dien-tu.csv", "dang-ky-ho-kinh-doanh.json")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses a database, and what a browser, so that a run can leave the rest out; arrange what is shared out."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker("database")
        if "browser" in fixtures:
            item.add_marker("browser")
    if hasattr(config, "workerinput"):
        arrange(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Apart | None:
    """Several processes share the tests as `tests.order` says."""
    return Apart(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The test database begins as a copy of one that is ready, where there is one."""
    with test_databases_as_copies():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database with the reference data in it, which every test finds."""
    with django_db_blocker.unblock():
        load_reference_data()
        kept = keep()
    with put_back_after_flush(kept):
        yield


@pytest.fixture(autouse=True)
def reference_data() -> None:
    """What this process remembers of the reference data is forgotten: the test before may have changed them."""
    calendar_of.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def quick_hashing(django_test_environment: None) -> Iterator[None]:
    """Passwords are hashed quickly, which no office must do; `real_hashing` is for tests of just that."""
    with override_settings(PASSWORD_HASHERS=[_QUICK_HASHER, *HASHERS]):
        yield


@pytest.fixture
def real_hashing() -> Iterator[None]:
    """Passwords are hashed as they are in an office."""
    with override_settings(PASSWORD_HASHERS=HASHERS):
        yield


def exports(case: str) -> list[Path]:
    """The export files of a unit, from the project's own copy or from the material beside the project."""
    for folder in (CASES / case, SHARED / case):
        files = [folder / name for name in FILES]
        if all(file.exists() for file in files):
            return files
    pytest.skip(f"the exports of {case} are not beside the project")


def make_unit(case: str) -> Unit:
    """The unit of a case, found or added by its code."""
    return add_unit(*UNITS[case])


@pytest.fixture
def sample(db: None) -> Unit:
    """The made-up unit."""
    return make_unit("mau-thu")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium: the one that MOTCUA_CHROMIUM names, or `chromium` on the path."""
    playwright = pytest.importorskip("playwright.sync_api")
    program = os.environ.get("MOTCUA_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium: set MOTCUA_CHROMIUM")
    # Playwright keeps an event loop in this thread, and Django asks whether there is one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()
        # Beside an event loop Django has connections of its own, and only here can they be reached.
        connections.close_all()
