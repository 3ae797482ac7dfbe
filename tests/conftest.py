"""What all tests share: reference data, units, cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.catalogue.load import load_reference_data
from motcua.catalogue.models import Province, Unit
from motcua.catalogue.units import add_unit

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "exports"

UNITS = {
    "an-truong": ("H24.72", "Ủy ban nhân dân xã An Trường", "Hải Phòng"),
    "hung-dao": ("H24.33", "Ủy ban nhân dân phường Hưng Đạo", "Hải Phòng"),
    "tam-thanh": ("H37.21", "Ủy ban nhân dân phường Tam Thanh", "Lạng Sơn"),
    "mau-thu": ("H24.99", "Đơn vị mẫu thử", "Hải Phòng"),
}
FILES = ("he-thong-mot-cua-thanh-pho.xlsx", "ho-tich-dien-tu.csv", "dang-ky-ho-kinh-doanh.json")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a database, so that the run on PostgreSQL can leave the rest out."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker("database")


@pytest.fixture(autouse=True)
def reference_data(request: pytest.FixtureRequest) -> None:
    """Every test with a database finds the reference data; tests with own transactions empty the tables."""
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        transactional = "transactional_db" in request.fixturenames or "live_server" in request.fixturenames
        request.getfixturevalue("transactional_db" if transactional else "db")
        if not Province.objects.exists():
            load_reference_data()


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
