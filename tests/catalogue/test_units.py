"""Finding units, adding them, and the tree they stand in."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.models import Unit, UnitCode, UnitParent
from motcua.catalogue.units import (
    AmbiguousName,
    CodeTaken,
    ParentLoop,
    UnitError,
    UnknownProvince,
    UnknownUnit,
    add_unit,
    below,
    find_province,
    find_unit,
    search_units,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize("code", ["11689", " 11 689 ", "H24.33", "h24.33", "H24 .33\u200b", "000.00.19.h24"])
def test_any_code_finds_the_unit(code: str) -> None:
    add_unit("H24.33", "Ủy ban nhân dân phường Hưng Đạo", "Hải Phòng")
    add_unit("000.00.19.H24", "UBND phường Hưng Đạo", "Hải Phòng")
    assert find_unit(code).name == "Phường Hưng Đạo"


@pytest.mark.parametrize("code", ["31", "H24", "h24"])
def test_a_province_is_a_unit(code: str) -> None:
    assert find_unit(code).kind == Unit.Kind.PROVINCE


def test_an_unknown_code_says_how_to_add_it() -> None:
    with pytest.raises(UnknownUnit) as caught:
        find_unit("h24.72")
    assert 'motcua unit add H24.72 "TÊN" --province H24' in str(caught.value)
    assert caught.value.near == []


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("An Trường", ["Xã An Trường", "Xã An Trường"]),
        ("UBND phường hưng đạo", ["Phường Hưng Đạo"]),
        ("hung dao hai phong", ["Phường Hưng Đạo"]),
        ("Hưng Đaoj", ["Phường Hưng Đạo"]),
    ],
)
def test_a_name_brings_near_units(text: str, near: list[str]) -> None:
    with pytest.raises(UnknownUnit) as caught:
        find_unit(text)
    found = [unit.name for unit in caught.value.near]
    assert found[: len(near)] == near and len(found) <= 5
    assert f'motcua unit add MÃ "{text}" --province TỈNH' in str(caught.value)


def test_the_near_units_are_told_apart_by_province_and_code() -> None:
    with pytest.raises(
        UnknownUnit, match=r"Xã An Trường, Thành phố Hải Phòng \(11635\); Xã An Trường, Tỉnh Vĩnh Long"
    ):
        find_unit("an truong")


@pytest.mark.parametrize(
    "text",
    [
        "31",
        " h24 ",
        "Hải Phòng",
        "HAI PHONG",
        "thành phố Hải Phòng",
        "TP. Hải Phòng",
        "UBND thành phố Hải Phòng",
    ],
)
def test_find_province(text: str) -> None:
    assert find_province(text).code == "H24"


@pytest.mark.parametrize("text", ["Thanh Hoá", "Thanh Hóa", "tỉnh thanh hoa"])
def test_both_spellings_of_a_tone(text: str) -> None:
    assert find_province(text).code == "H56"


def test_an_unknown_province_brings_near_ones() -> None:
    with pytest.raises(UnknownProvince, match="Thành phố Hải Phòng"):
        find_province("Hải Phong Phong")


def test_a_code_is_attached_to_the_commune_of_that_name() -> None:
    before = Unit.objects.count()
    unit = add_unit("H24.72", "Ủy ban nhân dân xã An Trường", find_province("31"))
    assert (unit.name, unit.added, Unit.objects.count()) == ("Xã An Trường", True, before)
    assert sorted(unit.codes.values_list("code", flat=True)) == ["11635", "H24.72"]
    assert add_unit(" h24.72", "an truong", "Hải Phòng") == unit
    assert UnitCode.objects.filter(unit=unit).count() == 2


def test_a_new_unit_reports_to_its_province() -> None:
    unit = add_unit("H24.99", "Đơn vị mẫu thử", "Hải Phòng")
    assert (unit.added, unit.kind, unit.folded) == (True, "commune", "don vi mau thu")
    assert unit.parents.get().parent == find_unit("H24")
    assert add_unit("H24.99", "Đơn vị mẫu thử", "Hải Phòng") == unit
    assert unit.parents.count() == unit.codes.count() == 1


def test_a_code_of_another_unit_is_taken() -> None:
    with pytest.raises(CodeTaken, match="11635 đã thuộc về Xã An Trường") as caught:
        add_unit("11635", "Phường Hưng Đạo", "Hải Phòng")
    assert caught.value.unit == find_unit("11635")
    with pytest.raises(CodeTaken):
        add_unit("11635", "Xã An Trường", "Vĩnh Long")


# Thái Nguyên has Xã Văn Lang and Xã Văn Lăng; Thanh Hóa has Xã Đồng Tiến and Phường Đông Tiến.
@pytest.mark.parametrize(
    ("name", "province", "meant"),
    [
        ("UBND xã Văn Lang", "Thái Nguyên", "Xã Văn Lang"),
        ("Văn Lăng", "Thái Nguyên", "Xã Văn Lăng"),
        ("phuong dong tien", "Thanh Hóa", "Phường Đông Tiến"),
        ("XÃ ĐỒNG TIẾN", "Thanh Hóa", "Xã Đồng Tiến"),
        ("Phường An Trường", "Hải Phòng", "Xã An Trường"),
    ],
)
def test_what_was_written_tells_names_apart(name: str, province: str, meant: str) -> None:
    assert add_unit("H99.1", name, province).name == meant
    assert add_unit("H99.1", name, province).name == meant


@pytest.mark.parametrize(
    ("name", "province"),
    [("xa van lang", "Thái Nguyên"), ("Dong Tien", "Thanh Hóa"), ("Phường Đồng Tiến", "Thanh Hóa")],
)
def test_a_name_that_may_mean_two_is_refused(name: str, province: str) -> None:
    with pytest.raises(AmbiguousName) as caught:
        add_unit("H99.1", name, province)
    assert len(caught.value.units) == 2


def test_a_code_is_not_given_to_the_neighbour_of_a_like_name() -> None:
    add_unit("H99.1", "Xã Văn Lang", "Thái Nguyên")
    with pytest.raises(CodeTaken):
        add_unit("H99.1", "Xã Văn Lăng", "Thái Nguyên")


@pytest.mark.parametrize(("code", "name"), [("", "Xã A"), ("H1", "  ")])
def test_code_and_name_are_needed(code: str, name: str) -> None:
    with pytest.raises(UnitError, match="Cần cả mã và tên"):
        add_unit(code, name, "Hải Phòng")


def test_below_follows_the_parents_of_the_day() -> None:
    city, other = find_unit("H24"), find_unit("H37")
    ward = find_unit("11689")
    office = add_unit("H24.33.1", "Phòng Kinh tế", "Hải Phòng", ward, Unit.Kind.DEPARTMENT)
    assert below(ward, TODAY) == sorted([ward.pk, office.pk])
    assert {ward.pk, office.pk} < set(below(city, TODAY))
    # 114 communes, the city itself and the office.
    assert len(below(city, TODAY)) == 114 + 1 + 1
    # Before there were two levels nobody reported to anybody.
    assert below(city, date(2025, 6, 30)) == [city.pk]
    UnitParent.objects.create(unit=ward, parent=other, since=date(2026, 6, 2))
    assert ward.pk in below(city, TODAY) and ward.pk not in below(other, TODAY)
    assert {ward.pk, office.pk} < set(below(other, date(2026, 6, 2)))
    assert not {ward.pk, office.pk} & set(below(city, date(2026, 6, 2)))


def test_below_ends_where_parents_go_in_a_circle() -> None:
    one, two = find_unit("11689"), find_unit("11635")
    UnitParent.objects.create(unit=one, parent=two, since=TODAY)
    UnitParent.objects.create(unit=two, parent=one, since=TODAY)
    assert below(one, TODAY) == sorted([one.pk, two.pk])


def test_nobody_reports_to_a_unit_below_it() -> None:
    ward = find_unit("11689")
    add_unit("H24.33.1", "Phòng Kinh tế", "Hải Phòng", ward, Unit.Kind.DEPARTMENT)
    with pytest.raises(ParentLoop):
        add_unit("H24.33", "Phường Hưng Đạo", "Hải Phòng", find_unit("H24.33.1"))
    assert not UnitCode.objects.filter(code="H24.33").exists()


def test_search_puts_the_name_itself_first() -> None:
    found = search_units("hưng đạo")
    assert {unit.folded for unit in found[:3]} == {"xa hung dao", "phuong hung dao"}
    assert len(search_units("hung dao", 2)) == 2
    assert [unit.name for unit in search_units("11689")] == ["Phường Hưng Đạo"]
    assert search_units("hung dao lang son") == []
    assert search_units("  ") == search_units("hung dao", 0) == []
    assert search_units("Hải Phòng") == [find_unit("31")]
