"""What a list of procedures changes, and how it takes effect: differences first, then one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from motcua.catalogue.changes import Author, CatalogueError, Kind
from motcua.catalogue.content import Fee, LegalGround, Paper, Result
from motcua.catalogue.contents import COLUMNS, Content, Described, LaneContent, from_json, merged, to_json
from motcua.catalogue.differences import Comparison, compare
from motcua.catalogue.kept import contents_of, standing
from motcua.catalogue.models import Change, Procedure, ProcedureVersion
from motcua.catalogue.publish import Incomplete, Outdated, apply, publish, repeal, settle_names
from motcua.catalogue.search import procedures_for
from motcua.catalogue.units import find_unit
from motcua.catalogue.versions import NotInForce, in_force
from motcua.rules.instants import day_of, day_start
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import OnResume, Term, TermRules, TermUnit

pytestmark = pytest.mark.django_db
SINCE = date(2026, 7, 1)
BY = Author(at=day_start(day_of(date(2026, 7, 2))), user=3, source="858/QĐ-BTP")
BIRTH = "1.001193"
FIVE = Term(5, TermUnit.WORKING_DAYS)
HOURS = Term(4, TermUnit.WORKING_HOURS)

RICH = Content(
    name="Đăng ký nuôi ong",
    field="Chăn nuôi ong",
    level="full",
    direct=True,
    online=True,
    term=FIVE,
    channel_terms=((Channel.ONLINE, HOURS),),
    rules=TermRules(cut_off_minute=900),
    on_resume=OnResume.RESTART,
    supplement_once=False,
    lanes=(LaneContent(Lane.SAME_DAY, Term(1, TermUnit.WORKING_DAYS), TermRules(900, True)),),
    agency="Ủy ban nhân dân cấp xã\nSở Tư pháp",
    tiers=("commune",),
    inter_agency=True,
    decision="1/QĐ-BNNMT",
    fees=((Channel.DIRECT, (Fee(10_000), Fee(None, "charge", note="theo nghị quyết"))),),
    channel_notes=((Channel.ONLINE, "qua Cổng Dịch vụ công quốc gia"),),
    papers=(
        Paper("Tờ khai", "G1", form="TK-01"),
        Paper("Ảnh", originals=2, required=False, condition="nếu có"),
    ),
    results=(Result("Giấy chứng nhận", "KQ.1"),),
    grounds=(LegalGround("01/2026/TT-BNNMT", "Thông tư"),),
    workflow="nuoi-ong",
)


def says(code: str, repealed: bool = False, replaced_by: str = "", **columns: Any) -> Described:
    return Described(code, Content(**columns), frozenset(columns), repealed, replaced_by)


def kinds(comparison: Comparison) -> list[tuple[str, str]]:
    return [(found.kind.value, found.code) for found in comparison.differences]


def version_of(code: str) -> ProcedureVersion:
    return ProcedureVersion.objects.filter(procedure__code=code).latest("since")


def content_of(code: str) -> Content:
    version = version_of(code)
    return contents_of([version])[version.pk]


def test_json_there_and_back() -> None:
    assert from_json(to_json(RICH)) == RICH
    assert set(to_json(RICH)) == set(COLUMNS)
    assert from_json({}) == Content()


def test_what_is_published_is_what_comes_back() -> None:
    publish("9.000001", RICH, SINCE, BY)
    assert content_of("9.000001") == RICH
    offer = in_force(
        Procedure.objects.get(code="9.000001").pk, find_unit("11689").pk, day_of(SINCE), Channel.ONLINE
    )
    assert (offer.term, offer.national_term, offer.workflow) == (HOURS, HOURS, "nuoi-ong")
    assert (offer.papers, offer.results, offer.grounds) == (RICH.papers, RICH.results, RICH.grounds)
    assert Change.objects.get().kind == Kind.ADDED


def test_publishing_the_same_again_changes_nothing() -> None:
    first = publish("9.000001", RICH, SINCE, BY)
    assert publish("9.000001", RICH, date(2026, 8, 1), BY) == first
    assert Change.objects.count() == 1


def test_a_source_that_says_little_changes_little() -> None:
    before = content_of(BIRTH)
    apply([says(BIRTH, level="full", agency="UBND cấp  xã")], SINCE, BY)
    assert content_of(BIRTH) == replace(before, level="full", agency="UBND cấp  xã")
    assert version_of(BIRTH).since == SINCE


def test_differences_name_columns_with_old_and_new() -> None:
    found = compare([says(BIRTH, name="Đăng ký khai sinh", term=FIVE)], SINCE)
    assert kinds(found) == [("changed", BIRTH)]
    assert found.differences[0].columns == {
        "name": ("Thủ tục đăng ký khai sinh", "Đăng ký khai sinh"),
        "term": ({"amount": 1, "unit": "working_days"}, {"amount": 5, "unit": "working_days"}),
    }


@pytest.mark.parametrize(
    "columns",
    [
        {"name": "  thủ tục ĐĂNG KÝ khai sinh. "},
        {"field": "Hộ  tịch "},
        {"agency": "Uỷ ban nhân dân cấp xã, phường, thị trấn"},
        {"agency": "\nUBND xã, phường, thị trấn"},
        {"term": Term(1, TermUnit.WORKING_DAYS)},
        {"channel_terms": ((Channel.ONLINE, Term(1, TermUnit.WORKING_DAYS)),)},
    ],
)
def test_other_ways_of_writing_are_no_difference(columns: dict[str, Any]) -> None:
    found = compare([says(BIRTH, **columns)], SINCE)
    assert (found.differences, found.same) == ((), 1)


def test_nothing_is_written_by_comparing() -> None:
    before = (Procedure.objects.count(), ProcedureVersion.objects.count())
    compare(
        [says("9.000001", name="Mới", field="Lĩnh vực mới"), says(BIRTH, term=FIVE)], SINCE, complete=True
    )
    assert before == (Procedure.objects.count(), ProcedureVersion.objects.count())


def test_reading_the_same_again_changes_nothing() -> None:
    said = [
        says(BIRTH, term=FIVE),
        says("9.000001", name="Mới", field="Hộ tịch"),
        says("1.000656", repealed=True),
    ]
    assert kinds(apply(said, SINCE, BY)) == [
        ("repealed", "1.000656"),
        ("changed", BIRTH),
        ("added", "9.000001"),
    ]
    changes = Change.objects.count()
    for day in (SINCE, date(2026, 9, 1)):
        assert apply(said, day, BY) == Comparison(day, (), 3)
    assert Change.objects.count() == changes == 3


def test_open_dossiers_keep_their_version() -> None:
    birth, ward = Procedure.objects.get(code=BIRTH), find_unit("11689")
    apply([says(BIRTH, term=FIVE, name="Đăng ký khai sinh")], SINCE, BY)
    before, after = (in_force(birth.pk, ward.pk, day_of(SINCE) + shift) for shift in (-1, 0))
    assert (before.term, before.name) == (Term(1, TermUnit.WORKING_DAYS), "Thủ tục đăng ký khai sinh")
    assert (after.term, after.name) == (FIVE, "Đăng ký khai sinh")


def test_a_code_that_takes_the_place_of_another() -> None:
    birth, ward = Procedure.objects.get(code=BIRTH), find_unit("11689")
    said = [says("1.116910", name=birth.name, field="Hộ tịch"), says(BIRTH, repealed=True)]
    found = apply(said, SINCE, BY)
    assert kinds(found) == [("replaced", BIRTH), ("added", "1.116910")]
    assert found.differences[1].same_name == (BIRTH,)
    with pytest.raises(NotInForce, match=r"Thay bằng thủ tục 1\.116910"):
        in_force(birth.pk, ward.pk, day_of(SINCE))
    codes = [hit.code for hit in procedures_for(ward, "dkks", day_of(SINCE), 3)]
    assert BIRTH not in codes and "1.116910" in codes


def test_a_code_that_the_source_names_takes_the_place() -> None:
    found = compare([says(BIRTH, repealed=True, replaced_by="1.116910")], SINCE)
    assert (found.differences[0].kind, found.differences[0].replaced_by) == (Kind.REPLACED, "1.116910")


def test_the_same_name_alone_repeals_nothing() -> None:
    birth = Procedure.objects.get(code=BIRTH)
    found = compare([says("1.116910", name=birth.name, field="Hộ tịch")], SINCE)
    assert kinds(found) == [("added", "1.116910")] and found.differences[0].same_name == (BIRTH,)


def test_a_whole_catalogue_ends_what_it_does_not_have() -> None:
    codes = list(Procedure.objects.exclude(code__in=[BIRTH, "1.000656"]).values_list("code", flat=True))
    said = [says(code) for code in codes]
    assert compare(said, SINCE).differences == ()
    found = compare(said, SINCE, complete=True)
    assert (kinds(found), found.same) == ([("repealed", "1.000656"), ("repealed", BIRTH)], len(codes))


def test_back_in_force() -> None:
    before = content_of(BIRTH)
    apply([says(BIRTH, repealed=True)], SINCE, BY)
    assert standing(SINCE, [BIRTH])[BIRTH].repealed
    for since in (SINCE, date(2026, 8, 1)):
        apply([says(BIRTH, name=before.name)], since, BY)
        assert not standing(since, [BIRTH])[BIRTH].repealed
        assert content_of(BIRTH) == before
        apply([says(BIRTH, repealed=True)], date(2026, 8, 1), BY)


def test_only_what_was_shown_takes_effect() -> None:
    said = [says(BIRTH, term=FIVE)]
    shown = compare(said, SINCE).digest
    assert compare(said, date(2026, 7, 2)).digest != shown
    apply([says(BIRTH, term=HOURS)], SINCE, BY)
    with pytest.raises(Outdated) as caught:
        apply(said, SINCE, BY, shown=shown)
    assert content_of(BIRTH).term == HOURS
    apply(said, SINCE, BY, shown=caught.value.comparison.digest)
    assert content_of(BIRTH).term == FIVE


def test_all_or_nothing() -> None:
    said = [
        says(BIRTH, term=FIVE),
        replace(says("9.000001", name="Không có lĩnh vực"), where="a.xlsx, dòng 3"),
    ]
    with pytest.raises(Incomplete, match=r"a\.xlsx, dòng 3: Thủ tục 9\.000001 chưa có lĩnh vực"):
        apply(said, SINCE, BY)
    assert content_of(BIRTH).term == Term(1, TermUnit.WORKING_DAYS)
    assert not Procedure.objects.filter(code="9.000001").exists()


def test_descriptions_of_one_procedure_are_taken_together() -> None:
    two = merged([says(BIRTH, term=FIVE, level="full"), says(BIRTH, term=HOURS, decision="9/QĐ")])[BIRTH]
    assert two.said == {"term", "level", "decision"}
    assert (two.content.term, two.content.level, two.content.decision) == (HOURS, "full", "9/QĐ")


def test_a_version_published_ahead_brings_its_name_on_its_day() -> None:
    by = Author(at=day_start(day_of(date(2026, 6, 1))))
    apply([says(BIRTH, name="Đăng ký khai sinh mới", field="Chứng thực")], SINCE, by)
    birth = Procedure.objects.get(code=BIRTH)
    assert (birth.name, birth.field.name) == ("Thủ tục đăng ký khai sinh", "Hộ tịch")
    settle_names(date(2026, 6, 30))
    assert Procedure.objects.get(code=BIRTH).name == "Thủ tục đăng ký khai sinh"
    settle_names(SINCE)
    birth.refresh_from_db()
    assert (birth.name, birth.folded, birth.field.name) == (
        "Đăng ký khai sinh mới", "dang ky khai sinh moi", "Chứng thực",
    )  # fmt: skip
    assert birth.versions.earliest("since").name == "Thủ tục đăng ký khai sinh"


def test_each_version_is_found_by_its_own_name_on_its_own_days() -> None:
    here, last_day = find_unit("11689"), day_of(SINCE) - 1
    apply([says(BIRTH, name="Khai báo trẻ mới sinh")], SINCE, Author(at=day_start(last_day - 30)))

    def names(words: str, day: int) -> list[str]:
        return [one.name for one in procedures_for(here, words, day, 30) if one.code == BIRTH]

    # Nothing else has happened to the catalogue meanwhile: another process has not been told either.
    assert names("khai bao tre", last_day) == []
    assert names("khai bao tre", last_day + 1) == ["Khai báo trẻ mới sinh"]
    assert names("dang ky khai sinh", last_day) == ["Thủ tục đăng ký khai sinh"]
    assert names("dang ky khai sinh", last_day + 1) == []


def test_repeals_that_cannot_be() -> None:
    birth = Procedure.objects.get(code=BIRTH)
    with pytest.raises(CatalogueError, match="không có hiệu lực"):
        repeal(birth, date(2025, 6, 30), BY)
    with pytest.raises(CatalogueError, match="Mã thay thế"):
        repeal(birth, SINCE, BY, replaced_by=f"{BIRTH}.H24")
    publish(BIRTH, replace(content_of(BIRTH), term=FIVE), SINCE, BY)
    with pytest.raises(CatalogueError, match="phiên bản từ ngày 01/07/2026"):
        repeal(birth, date(2026, 6, 1), BY)


def test_the_log_says_what_changed_by_whom_on_what_ground() -> None:
    apply([says(BIRTH, term=FIVE)], SINCE, BY)
    row = Change.objects.get()
    assert (row.kind, row.procedure and row.procedure.code, row.since) == ("changed", BIRTH, SINCE)
    assert (row.recorded_at, row.actor, row.source) == (BY.at, 3, "858/QĐ-BTP")
    old, new = {"amount": 1, "unit": "working_days"}, {"amount": 5, "unit": "working_days"}
    assert row.body == {"columns": {"term": {"old": old, "new": new}}}
