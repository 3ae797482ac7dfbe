"""Made-up exports: the import arrives at the figures that a plain recount of the truth gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from motcua.catalogue.models import Field, Unit
from motcua.catalogue.units import add_unit
from motcua.hub.run import Summary, import_files
from motcua.hub.simulate import (
    CIVIL_STATUS,
    HOUSEHOLD_BUSINESS,
    ONE_STOP,
    SYSTEMS,
    BadUnitCode,
    Simulated,
    TooManyADay,
    simulate,
)
from motcua.hub.simulate.words import state
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.rules.measures import FACTS, STATEMENT
from motcua.rules.periods import Period, between, parse
from tests.recount import NOT_ACCEPTED, recount, recount_by_field

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
UNIT = ("H24.98", "Xã Mô Phỏng")
FILES = {
    ONE_STOP: "he-thong-mot-cua.xlsx",
    CIVIL_STATUS: "ho-tich-dien-tu.csv",
    HOUSEHOLD_BUSINESS: "dang-ky-ho-kinh-doanh.json",
}


def made(
    folder: Path,
    count: int = 1_500,
    seed: int = 1,
    systems: Collection[str] = SYSTEMS,
    one_file: bool = False,
) -> Simulated:
    code, name = UNIT
    return simulate(
        folder, unit_code=code, unit_name=name, first=FIRST, days=365, dossiers=count, seed=seed,
        systems=systems, one_file=one_file,
    )  # fmt: skip


def imported(truth: Simulated) -> tuple[Unit, Summary]:
    unit = add_unit(*UNIT, "Hải Phòng")
    return unit, import_files(unit, truth.files, truth.as_of)


def periods() -> Iterator[Period]:
    """Whole year, quarters, a report's months, weeks, and single days at the edges."""
    yield between(FIRST, LAST)
    yield from (parse(name) for name in ("2026-Q1", "2026-Q2", "2026-H2", "2026-03", "2026-11"))
    weeks = (FIRST + timedelta(days=7 * week) for week in range(0, 52, 3))
    yield from (between(week, week + timedelta(days=6)) for week in weeks)
    yield from (between(day, day) for day in (FIRST, date(2026, 5, 18), LAST))


def assert_same_figures(unit: Unit, truth: Simulated) -> None:
    names = {field.pk: field.name for field in Field.objects.all()}
    for period in periods():
        found = statement([unit.pk], period)
        found.check()
        by_field = {names[key]: figures for key, figures in found.by("field").items()}
        assert found.totals((*STATEMENT, *FACTS, *NOT_ACCEPTED)) == recount(truth.dossiers, period), (
            period.name
        )
        assert by_field == recount_by_field(truth.dossiers, period), period.name


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_statement_is_what_a_plain_recount_gives(tmp_path: Path, seed: int) -> None:
    truth = made(tmp_path, seed=seed)

    unit, _ = imported(truth)

    assert_same_figures(unit, truth)
    assert verify_unit(unit.pk) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("systems", "one_file"),
    [
        (SYSTEMS, True),
        ((ONE_STOP,), False),
        ((ONE_STOP, HOUSEHOLD_BUSINESS), False),
        ((CIVIL_STATUS, HOUSEHOLD_BUSINESS), False),
    ],
)
def test_any_choice_of_files_gives_the_same_as_its_truth(
    tmp_path: Path, systems: tuple[str, ...], one_file: bool
) -> None:
    truth = made(tmp_path, systems=systems, one_file=one_file)

    unit, _ = imported(truth)

    wanted = ["he-thong-mot-cua.csv"] if one_file else [FILES[name] for name in systems]
    assert [path.name for path in truth.files] == wanted
    assert_same_figures(unit, truth)


@pytest.mark.django_db
def test_the_import_reads_every_row_and_sets_the_bad_ones_aside(tmp_path: Path) -> None:
    truth = made(tmp_path, count=2_500)

    _, summary = imported(truth)

    # One set of six bad rows, and one more for every 2,000 dossiers.
    assert len(truth.set_aside) == 12
    assert set(truth.set_aside) == {
        "missing dossier code", "impossible date", "finished before received", "unknown procedure and sector",
    }  # fmt: skip
    assert (summary.rows_read, summary.distinct_dossiers) == (truth.rows, 2_500)
    assert summary.duplicates_merged == truth.duplicates > 0
    assert summary.quarantine_reasons == truth.set_aside
    assert {file["system"] for file in summary.files} == {
        "province:H24", "ministry:15", "register:household-business",
    }  # fmt: skip


@pytest.mark.django_db
def test_reading_the_files_again_changes_nothing(tmp_path: Path) -> None:
    truth = made(tmp_path, count=400)
    unit, _ = imported(truth)

    again = import_files(unit, truth.files, truth.as_of + 1)

    assert (again.dossiers_new, again.dossiers_changed) == (0, 0)


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first, again, other = (made(tmp_path / str(n), 300, seed) for n, seed in enumerate((7, 7, 8)))

    assert [path.read_bytes() for path in first.files] == [path.read_bytes() for path in again.files]
    assert [path.read_bytes() for path in first.files] != [path.read_bytes() for path in other.files]
    assert first.dossiers == again.dossiers


def test_every_state_channel_and_flaw_occurs(tmp_path: Path) -> None:
    truth = made(tmp_path, count=4_000)
    civil_status = truth.files[1].read_text(encoding="utf-8-sig")

    # All words of the one-stop system, which also stand for all national numbers but 2.
    assert {state(dossier)[0] for dossier in truth.dossiers} == {
        "Mới đăng ký", "Không được tiếp nhận", "Yêu cầu bổ sung giấy tờ", "Đang xử lý", "Tạm dừng xử lý",
        "Tạm dừng - chờ nghĩa vụ tài chính", "Đã xử lý xong", "Đã trả kết quả", "Từ chối giải quyết",
        "Công dân xin rút", "Dừng xử lý",
    }  # fmt: skip
    assert {dossier.channel for dossier in truth.dossiers} == {1, 2, 3}
    figures = recount(truth.dossiers, between(FIRST, LAST))
    assert min(figures[name] for name in figures if name != "carried_over") > 0
    assert "\u200b" in civil_status
    assert any(
        dossier.wait and dossier.due and dossier.wait.begin > dossier.due for dossier in truth.dossiers
    )


def test_nothing_is_known_after_the_export_and_nothing_is_done_on_days_off(tmp_path: Path) -> None:
    truth = made(tmp_path)

    assert all(dossier.updated <= truth.as_of for dossier in truth.dossiers)
    # 2026-12-31 is a Thursday, 1 January a holiday and 4 January a Monday: read on Tuesday the 5th, 07:30.
    assert truth.as_of == 1_799_109_000_000
    codes = {dossier.code.split("-")[1] for dossier in truth.dossiers if dossier.channel == 1}
    # Tết: 16 to 20 February 2026; 30 April and 1 May.
    assert not codes & {"260216", "260217", "260218", "260219", "260220", "260430", "260501"}


def test_a_code_that_no_dossier_code_begins_with_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUnitCode, match="11689"):
        simulate(
            tmp_path, unit_code="11689", unit_name="Xã", first=FIRST, days=30, dossiers=10, seed=1
        )  # fmt: skip


def test_more_dossiers_a_day_than_serials_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooManyADay, match="9999"):
        simulate(
            tmp_path, unit_code="H24.98", unit_name="Xã", first=date(2026, 6, 1), days=1, dossiers=60_000, seed=1,
            one_file=True,
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_a_hundred_thousand_dossiers_in_one_file(tmp_path: Path) -> None:
    truth = made(tmp_path, count=100_000, one_file=True)

    assert len(truth.dossiers) == 100_000
    with truth.files[0].open(encoding="utf-8-sig") as file:
        assert sum(line.split(";", 1)[0].isdigit() for line in file) == truth.rows
