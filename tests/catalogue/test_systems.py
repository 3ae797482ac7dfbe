"""Systems by key, and who has the word on a field."""

from __future__ import annotations

import pytest

from motcua.catalogue.fields import field_key
from motcua.catalogue.models import Field, System
from motcua.catalogue.systems import UnknownSystem, authorities, system

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "name", "owner"),
    [
        ("ministry:15", "Hệ thống hộ tịch điện tử (Bộ Tư pháp)", "ministry"),
        ("register:household-business", "Hệ thống đăng ký hộ kinh doanh", "register"),
        ("own", "Một Cửa", "own"),
        ("file:by-hand", "Tệp theo dõi lập bằng tay", "file"),
        ("province:H24", "Hệ thống một cửa của thành phố Hải Phòng", "province"),
        ("province:H37", "Hệ thống một cửa của tỉnh Lạng Sơn", "province"),
        # The grammar of codes also names provinces of before 2025 and ministries that are not in the data.
        ("province:H47", "Hệ thống một cửa của địa phương mã H47", "province"),
        ("ministry:21", "Hệ thống của bộ, ngành mã 21", "ministry"),
    ],
)
def test_system(key: str, name: str, owner: str) -> None:
    made = system(key)
    assert (made.key, made.name, made.owner) == (key, name, owner)
    assert system(f" {key}") == made
    assert System.objects.filter(key=key).count() == 1


def test_a_changed_name_stays() -> None:
    System.objects.filter(key="own").update(name="Tên khác")
    assert system("own").name == "Tên khác"


@pytest.mark.parametrize("key", ["", "own2", "province:24", "ministry:1", "register:"])
def test_an_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(UnknownSystem):
        system(key)


def test_authorities() -> None:
    assert authorities() == {
        "hộ tịch": "ministry:15",
        "thành lập và hoạt động của hộ kinh doanh": "register:household-business",
    }


def test_authorities_name_known_fields_and_systems() -> None:
    for field, key in authorities().items():
        assert Field.objects.filter(folded=field).exists()
        assert system(key).pk
    assert field_key("Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)") in authorities()
