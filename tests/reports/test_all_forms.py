"""Every form of a commune, a department and a province on random work: identities hold, a roll-up is the sum."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.catalogue.models import Unit
from motcua.reports.filled import FilledForm
from motcua.reports.form import BadForm
from motcua.reports.form_files import STANDARD, forms, load
from motcua.reports.gather import Sources
from motcua.reports.pack import filled, names_for, write_forms
from motcua.rules.periods import parse
from tests.reports.random_office import fill, province, units

pytestmark = pytest.mark.django_db
PERIOD = parse("2026-Q2")  # 15/3 to 14/6
NAMES = sorted({path.stem.partition("@")[0] for path in STANDARD.glob("*.yaml")})


@pytest.fixture
def above(db: None) -> Unit:
    return province()


def values(made: FilledForm) -> dict[int, int]:
    """The total row by the numbers of the columns."""
    return {number.column: number.value for number in made.rows[-1].numbers}


def check(above: Unit, seed: int) -> None:
    """Fill every form of all units: filling checks identities, signs and totals. Then compare the levels."""
    fill(above, seed)
    sums: dict[str, Counter[int]] = {}
    for unit in units(above):
        sources = Sources(unit, PERIOD)
        for name in names_for(unit, PERIOD):
            sums.setdefault(name, Counter()).update(values(filled(sources, name)[0]))
    sources = Sources(above, PERIOD)
    whole = {name: filled(sources, name)[0] for name in names_for(above, PERIOD)}
    both = Counter(sums["II.06a"])
    both.update(sums["II.06b-official"])
    for name in ("II.06d", "II.06d-units"):
        assert values(whole[name]) == dict(both), name
    assert values(whole["dieu-hanh"]) == values(whole["dieu-hanh-don-vi"]) == dict(sums["dieu-hanh"])
    assert values(whole["II.05b"]) == values(whole["II.05a"]) == dict(sums["II.05a"])
    for name in ("II.04b", "II.03b", "II.01b", "II.02b"):
        assert all(values(whole[name])[column] >= number for column, number in sums[name].items()), name
    for name in ("cham-da-giai-quyet", "cham-dang-giai-quyet"):
        assert len(whole[name].rows) - 1 == sum(
            len(filled(Sources(u, PERIOD), name)[0].rows) - 1 for u in units(above)
        )


def test_identities_hold_and_a_roll_up_is_the_sum(above: Unit) -> None:
    check(above, 20260614)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_on_random_work(above: Unit, seed: int) -> None:
    with transaction.atomic():
        check(above, seed)
        transaction.set_rollback(True)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_on_much_random_work(above: Unit, seed: int) -> None:
    with transaction.atomic():
        check(above, seed)
        transaction.set_rollback(True)


def test_the_rows_of_a_province_are_told_apart_by_level_and_unit(above: Unit) -> None:
    fill(above, 3)
    sources = Sources(above, PERIOD)
    by_level = filled(sources, "II.06d")[0]
    heads = [row for row in by_level.rows if row.kind == "section"]
    assert [(row.order, row.label) for row in heads] == [
        ("A", "Sở, ban, ngành"),
        ("B", "Xã, phường, đặc khu"),
    ]
    department = values(filled(Sources(units(above)[2], PERIOD), "II.06a")[0])
    own = next(unit for unit in units(above) if unit.kind == Unit.Kind.DEPARTMENT)
    assert {n.column: n.value for n in heads[0].numbers} == values(filled(Sources(own, PERIOD), "II.06a")[0])
    assert department
    by_unit = filled(sources, "II.06d-units")[0]
    assert {row.label for row in by_unit.rows[:-1]} <= {unit.name for unit in units(above)}
    assert all(number.unit is not None for row in by_unit.rows[:-1] for number in row.numbers)


def test_late_dossiers_stand_one_by_one_with_their_apology(above: Unit) -> None:
    fill(above, 5, dossiers=120)
    sources = Sources(above, PERIOD)
    late, table = filled(sources, "cham-da-giai-quyet")[0], filled(sources, "dieu-hanh")[0]
    texts = [row.texts["apology"] for row in late.rows[:-1]]
    sorry = sum(text.startswith("Đã xin lỗi ngày") for text in texts)
    assert sorry > 0 and len(texts) > sorry
    # (12) late with an apology, (13) without
    assert (values(table)[12], values(table)[13]) == (sorry, len(texts) - sorry)
    open_ = filled(sources, "cham-dang-giai-quyet")[0]
    assert len(open_.rows) - 1 == values(table)[19] + values(table)[20]


def test_as_known_before_anything_was_recorded_all_is_zero(above: Unit) -> None:
    fill(above, 7)
    sources = Sources(above, PERIOD, known_at=0)
    for name in names_for(above, PERIOD):
        made = filled(sources, name)[0]
        if name not in ("II.07b", "II.08"):  # the catalogue has no time of recording
            assert set(values(made).values()) <= {0}, name
            assert len(made.rows) - 1 == sum(row.kind == "section" for row in made.rows), name


@pytest.mark.parametrize("name", NAMES)
def test_a_form_numbers_its_columns_and_covers_its_header(name: str) -> None:
    form = load(name)
    places = [
        (row, column)
        for cell in form.header
        for row in range(cell.top, cell.top + cell.height)
        for column in range(cell.left, cell.left + cell.width)
    ]
    assert sorted(places) == [(r, c) for r in range(form.header_rows) for c in range(len(form.columns))]
    assert form.title and form.counted and form.sheet and len(form.sheet) <= 31


def test_sheets_of_a_unit_have_names_of_their_own() -> None:
    for kind in Unit.Kind.values:
        sheets = [form.sheet for form in forms(kind, PERIOD.last).values()]
        assert len(set(sheets)) == len(sheets), kind


def test_a_new_version_is_a_file_and_old_reports_keep_the_old_one(settings: Any, tmp_path: Path) -> None:
    settings.FORMS_FOLDER = tmp_path
    text = (STANDARD / "II.08.yaml").read_text(encoding="utf-8")
    new = text.replace("number: Biểu số II.08/VPCP/KSTT", "number: Biểu số II.08 mới")
    (tmp_path / "II.08@2026-07-01.yaml").write_text(new, encoding="utf-8")
    assert load("II.08", date(2026, 6, 30)).number == "Biểu số II.08/VPCP/KSTT"
    assert load("II.08", date(2026, 7, 1)).number == load("II.08").number == "Biểu số II.08 mới"
    (tmp_path / "rieng.yaml").write_text(text.replace("form: II.08", "form: rieng"), encoding="utf-8")
    assert "rieng" in forms("commune", PERIOD.last)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("measures: [received]", "measures: [phan-anh.khong-co]", "không có chỉ tiêu"),
        ("order: 80", "order: 80\nrows: unit", "không chia theo đơn vị"),
        ("order: 80", "order: 80\nrows: xyz", "rows “xyz”"),
        ("order: 80", "order: 80\nkinds: [xa]", "kinds chỉ gồm"),
        ("order: 80", "order: tám", "sai phần"),
    ],
)
def test_a_broken_file_is_told_and_spoils_no_other_form(
    settings: Any, tmp_path: Path, old: str, new: str, why: str
) -> None:
    settings.FORMS_FOLDER = tmp_path
    text = (STANDARD / "II.08.yaml").read_text(encoding="utf-8").replace(old, new)
    (tmp_path / "hong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadForm) as caught:
        load("hong")
    assert why in str(caught.value)
    problems: list[str] = []
    assert "II.08" in forms("commune", PERIOD.last, problems)
    assert [why in problem for problem in problems] == [True]


def test_all_forms_become_files(above: Unit, tmp_path: Path) -> None:
    fill(above, 11)
    written = write_forms(Sources(above, PERIOD), tmp_path)
    assert sorted(path.suffix for path in written) == [".docx", ".pdf", ".xlsx"]
    assert all(path.stat().st_size > 5_000 for path in written)
