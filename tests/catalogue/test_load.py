"""Loading the reference data: complete, quick, and never over what somebody changed."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalogue.data import rows
from motcua.catalogue.fields import field_key
from motcua.catalogue.load import load_reference_data
from motcua.catalogue.models import (
    Agency,
    CalendarDay,
    Field,
    Procedure,
    ProcedureVersion,
    Province,
    System,
    Unit,
    UnitCode,
    UnitParent,
)
from motcua.catalogue.units import find_unit

pytestmark = pytest.mark.django_db
ALL = (CalendarDay, ProcedureVersion, Procedure, Field, System, UnitParent, UnitCode, Unit, Province)


def counts() -> list[int]:
    return [model.objects.count() for model in ALL]


def empty() -> None:
    for model in (Agency, *ALL):
        model.objects.all()._raw_delete("default")


def test_from_nothing_and_again() -> None:
    empty()
    load_reference_data()
    first = counts()
    load_reference_data()
    assert counts() == first
    # 34 provinces and 3,321 communes are units; each has a statistics code, provinces and 148 communes one more.
    assert Unit.objects.count() == 34 + 3321
    assert UnitCode.objects.count() == (34 + 3321) + (34 + 148)
    assert UnitParent.objects.count() == 3321
    assert Procedure.objects.count() == ProcedureVersion.objects.count() == len(rows("procedures.csv"))


def test_fields_have_the_key_that_imports_look_for() -> None:
    assert all(field.folded == field_key(field.name) for field in Field.objects.all())
    assert Procedure.objects.get(code="1.001612").field.name == "Thành lập và hoạt động của hộ kinh doanh"


def test_a_version_has_what_the_file_says() -> None:
    version = ProcedureVersion.objects.get(procedure__code="1.001662")
    assert (version.online, version.direct, version.postal, version.level) == (True, True, True, "partial")
    assert (version.term_amount, version.term_unit) == (7, "working_days")
    assert version.decision == "248/QĐ-BNNMT"


def test_changes_stay() -> None:
    Unit.objects.filter(codes__code="11689").update(name="Phường Hưng Đạo mới")
    Procedure.objects.filter(code="1.001193").update(name="Khai sinh", source="người dùng")
    ProcedureVersion.objects.filter(procedure__code="1.001193").update(term_amount=2)
    CalendarDay.objects.create(unit=None, day=date(2026, 9, 1), hours="07:30-11:30", recorded_at=1)
    System.objects.filter(key="own").update(name="Tên khác")
    load_reference_data()
    assert find_unit("11689").name == "Phường Hưng Đạo mới"
    assert Procedure.objects.get(code="1.001193").name == "Khai sinh"
    assert ProcedureVersion.objects.get(procedure__code="1.001193").term_amount == 2
    assert CalendarDay.objects.filter(unit=None, day=date(2026, 9, 1)).latest("pk").hours == "07:30-11:30"
    assert System.objects.get(key="own").name == "Tên khác"


def test_a_parent_that_somebody_gave_stays() -> None:
    ward, other = find_unit("11689"), find_unit("H37")
    UnitParent.objects.filter(unit=ward).delete()
    UnitParent.objects.create(unit=ward, parent=other, since=date(2026, 1, 1))
    load_reference_data()
    assert [link.parent for link in ward.parents.all()] == [other]


def test_what_is_missing_comes_back() -> None:
    UnitCode.objects.filter(code="H44.100").delete()
    ProcedureVersion.objects.filter(procedure__code="1.001193").delete()
    Procedure.objects.filter(code="1.001193").delete()
    CalendarDay.objects.filter(day=date(2026, 9, 2))._raw_delete("default")
    load_reference_data()
    assert find_unit("H44.100").name == "Phường Việt Trì"
    assert Procedure.objects.get(code="1.001193").versions.count() == 1
    assert CalendarDay.objects.filter(unit=None, day=date(2026, 9, 2)).count() == 1


def test_a_procedure_that_an_import_made_gets_its_version() -> None:
    field = Field.objects.create(name="Lĩnh vực lạ", folded="lĩnh vực lạ")
    ProcedureVersion.objects.filter(procedure__code="1.001193").delete()
    Procedure.objects.filter(code="1.001193").delete()
    made = Procedure.objects.create(
        code="1.001193", name="Khai sinh", folded="khai sinh", field=field, source="import"
    )
    load_reference_data()
    made.refresh_from_db()
    assert (made.name, made.field, made.source) == ("Khai sinh", field, "import")
    assert made.versions.get().term_amount == 1
