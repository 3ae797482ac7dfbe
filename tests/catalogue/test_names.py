"""Fields and agencies that are renamed and merged: what was recorded before keeps its name."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.catalogue.changes import Author, CatalogueError
from motcua.catalogue.fields import agencies, agency_key, field_key
from motcua.catalogue.models import Agency, Change, Field
from motcua.catalogue.names import (
    CannotMerge,
    NameTaken,
    add_agencies,
    agency_on,
    field_named,
    field_names,
    field_on,
    merge,
    name_on,
    rename,
)

pytestmark = pytest.mark.django_db
BEFORE, DAY, LATER = date(2026, 2, 28), date(2026, 3, 1), date(2026, 7, 1)
BY = Author(at=1_772_000_000_000, user=7, source="12/QĐ-UBND")


def field(name: str) -> Field:
    return Field.objects.get(folded=field_key(name))


def test_a_renamed_field_keeps_its_old_name_for_old_days() -> None:
    land = field("Đất đai")
    rename(land, "Đất đai và đo đạc", DAY, BY)
    rename(land, "Quản lý đất đai", LATER, BY)
    days = (date(1999, 1, 1), BEFORE, DAY, LATER)
    names = ["Đất đai", "Đất đai", "Đất đai và đo đạc", "Quản lý đất đai"]
    assert [name_on(land, day) for day in days] == names
    assert [field_names(day)[land.pk] for day in days] == names
    land.refresh_from_db()
    assert land.name == "Quản lý đất đai"


def test_files_with_any_of_its_names_mean_the_field() -> None:
    land = field("Đất đai")
    rename(land, "Quản lý đất đai", DAY, BY)
    assert field_named("ĐẤT ĐAI") == field_named("quản lý  đất đai") == land.pk
    assert not Field.objects.filter(folded="đất đai").exists()


def test_a_second_name_of_the_same_day_replaces_the_first() -> None:
    land = field("Đất đai")
    rename(land, "Sai", DAY, BY)
    rename(land, "Quản lý đất đai", DAY, BY)
    assert (name_on(land, BEFORE), name_on(land, DAY)) == ("Đất đai", "Quản lý đất đai")


def test_a_name_has_one_owner_for_good() -> None:
    land, civil = field("Đất đai"), field("Hộ tịch")
    rename(land, "Quản lý đất đai", DAY, BY)
    with pytest.raises(NameTaken, match="Quản lý đất đai"):
        rename(civil, "Đất đai", LATER, BY)
    with pytest.raises(CatalogueError, match="300"):
        rename(land, "  ", LATER, BY)


def test_merging_holds_from_its_day_on() -> None:
    one, two, three = field("Hộ tịch"), field("Chứng thực"), field("Nuôi con nuôi")
    merge(one, two, DAY, BY)
    merge(two, three, LATER, BY)
    assert [field_on(one.pk, day) for day in (BEFORE, DAY, LATER)] == [one.pk, two.pk, three.pk]
    assert field_on(three.pk, LATER) == three.pk


def test_mergers_that_cannot_be() -> None:
    one, two = field("Hộ tịch"), field("Chứng thực")
    with pytest.raises(CannotMerge):
        merge(one, one, DAY, BY)
    merge(one, two, DAY, BY)
    with pytest.raises(CannotMerge):
        merge(two, one, LATER, BY)
    with pytest.raises(CannotMerge):
        merge(one, field("Đất đai"), LATER, BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Field.objects.filter(pk=two.pk).update(merged_since=DAY)


def test_changes_are_written_down() -> None:
    land, civil = field("Đất đai"), field("Hộ tịch")
    rename(land, "Quản lý đất đai", DAY, BY)
    merge(land, civil, LATER, BY)
    told = [(row.kind, row.since, row.actor, row.source) for row in Change.objects.order_by("pk")]
    assert told == [("field_renamed", DAY, 7, "12/QĐ-UBND"), ("field_merged", LATER, 7, "12/QĐ-UBND")]
    assert Change.objects.earliest("pk").body == {"id": land.pk, "old": "Đất đai", "new": "Quản lý đất đai"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Chủ tịch ủy ban nhân dân cấp tỉnh\nSở Tư Pháp",
            ["Chủ tịch ủy ban nhân dân cấp tỉnh", "Sở Tư Pháp"],
        ),
        ("\nỦy ban nhân dân cấp tỉnh ", ["Ủy ban nhân dân cấp tỉnh"]),
        ("Sở Xây dựng, Bộ Quốc phòng; Công an", ["Sở Xây dựng", "Bộ Quốc phòng", "Công an"]),
        ("Ủy ban Nhân dân xã, phường, thị trấn.", ["Ủy ban Nhân dân xã, phường, thị trấn"]),
        ("Cơ quan, tổ chức đang quản lý sổ gốc", ["Cơ quan, tổ chức đang quản lý sổ gốc"]),
        (" ", []),
    ],
)
def test_agencies_of_a_cell(text: str, names: list[str]) -> None:
    assert agencies(text) == names


@pytest.mark.parametrize(
    "name",
    ["UBND cấp xã", "UBND cấp  xã ", "Ủy ban nhân dân cấp xã", "Uỷ ban Nhân dân cấp xã, phường, thị trấn"],
)
def test_ways_of_writing_one_agency(name: str) -> None:
    assert agency_key(name) == "ủy ban nhân dân cấp xã"
    assert agency_key(name) != agency_key("Chủ tịch UBND cấp xã")


def test_an_agency_that_was_merged() -> None:
    add_agencies("UBND cấp xã\nCông an huyện", "Công an tỉnh")
    add_agencies("Ủy ban nhân dân cấp xã")
    assert Agency.objects.filter(folded="ủy ban nhân dân cấp xã").count() == 1
    district, province = Agency.objects.get(name="Công an huyện"), Agency.objects.get(name="Công an tỉnh")
    merge(district, province, DAY, BY)
    rename(province, "Công an cấp tỉnh", LATER, BY)
    named = [agency_on("Công an huyện", day) for day in (BEFORE, DAY, LATER)]
    assert named == ["Công an huyện", "Công an tỉnh", "Công an cấp tỉnh"]
    assert agency_on("Cơ quan lạ", DAY) == "Cơ quan lạ"
