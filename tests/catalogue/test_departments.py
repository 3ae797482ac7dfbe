"""Departments below a commune: added with a day and a code, listed without those of other units."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.departments import DepartmentThere, add_department, departments
from motcua.catalogue.models import Unit, UnitParent
from motcua.catalogue.units import CodeTaken, UnitError, add_unit, below, find_unit

DAY = date(2026, 6, 1)


@pytest.fixture
def commune(db: None) -> Unit:
    return add_unit("H24.99", "Đơn vị mẫu thử", "Hải Phòng")


def test_a_department_reports_to_its_commune_from_its_day_on(commune: Unit) -> None:
    made = add_department(commune, "  Phòng  Kinh tế ", DAY)
    assert (made.name, made.kind, made.province) == (
        "Phòng Kinh tế",
        Unit.Kind.DEPARTMENT,
        commune.province,
    )
    assert departments(commune, DAY) == [made]
    assert departments(commune, date(2026, 5, 31)) == []
    assert made.pk in below(commune, DAY)


def test_it_has_a_code_of_its_own_or_the_one_given(commune: Unit) -> None:
    first = add_department(commune, "Phòng Kinh tế", DAY)
    second = add_department(commune, "Phòng Văn hóa - Xã hội", DAY)
    third = add_department(commune, "Trung tâm Phục vụ hành chính công", DAY, "h24.99.5")
    assert (find_unit("H24.99-P1"), find_unit("H24.99-P2"), find_unit("H24.99.5")) == (first, second, third)


def test_departments_of_departments_belong_and_those_of_communes_below_do_not(commune: Unit) -> None:
    office = add_department(commune, "Văn phòng", DAY)
    team = add_department(office, "Tổ văn thư", DAY)
    province = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=commune.province)
    bureau = add_department(province, "Sở Tư pháp", DAY)
    assert departments(commune, DAY) == [team, office]
    assert departments(province, DAY) == [bureau]


def test_a_department_that_moved_is_listed_where_it_is(commune: Unit) -> None:
    other = add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    made = add_department(commune, "Phòng Kinh tế", DAY)
    UnitParent.objects.create(unit=made, parent=other, since=date(2026, 7, 1))
    assert departments(commune, date(2026, 6, 30)) == [made]
    assert departments(commune, date(2026, 7, 1)) == []
    assert departments(other, date(2026, 7, 1)) == [made]


def test_the_same_name_twice_an_empty_one_and_a_taken_code_are_refused(commune: Unit) -> None:
    add_department(commune, "Phòng Kinh tế", DAY)
    with pytest.raises(DepartmentThere, match="Phòng Kinh tế"):
        add_department(commune, "PHÒNG KINH TẾ", DAY)
    with pytest.raises(UnitError, match="tên"):
        add_department(commune, " - ", DAY)
    with pytest.raises(CodeTaken):
        add_department(commune, "Phòng Tư pháp", DAY, "H24.99")
    assert len(departments(commune, DAY)) == 1
