"""Import of real exports: the figures that a right import and count arrive at."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from motcua.catalogue.models import Field, Unit
from motcua.dossiers.models import Act, Dossier
from motcua.hub.models import QuarantinedRow
from motcua.hub.rebuild import differences
from motcua.hub.run import import_files
from motcua.ledger.lists import dossiers
from motcua.ledger.models import Move
from motcua.ledger.statement import Statement, statement
from motcua.ledger.verify import verify_unit
from motcua.reports.totals import official_totals
from motcua.rules.measures import FACTS, MEASURES, STATEMENT
from motcua.rules.periods import Period, between
from tests.conftest import CASES, SHARED, exports, make_unit

pytestmark = pytest.mark.django_db

NOW = 1_795_000_000_000
CASE_NAMES = ("mau-thu", "an-truong", "hung-dao", "tam-thanh")


def expected(case: str) -> dict[str, Any]:
    for folder in (CASES / case, SHARED / case):
        if (folder / "expected.json").exists():
            return dict(json.loads((folder / "expected.json").read_text(encoding="utf-8")))
    raise AssertionError(f"no expected figures for {case}")


def period_of(figures: dict[str, Any]) -> Period:
    span = figures["period"]
    return between(date.fromisoformat(span["from"]), date.fromisoformat(span["to"]))


def by_field(made: Statement) -> dict[str, dict[str, int]]:
    names = Field.objects.in_bulk()
    return {names[key].name: values for key, values in made.by("field").items()}


def ledger_of(unit: Unit) -> list[tuple[Any, ...]]:
    """What «the same ledger» means: the current moves, without row numbers and times of recording."""
    rows = Move.objects.filter(unit=unit).values_list(
        "dossier__code", "from_account", "to_account", "effect_at", "cell__field__name", "cell__system__key",
        "cell__procedure__code", "cell__channel", "cell__level", "cell__digitised", "cell__fee_due",
        "cell__paid_online", "n",
    )  # fmt: skip
    totals: dict[tuple[Any, ...], int] = {}
    for *key, n in rows:
        totals[tuple(key)] = totals.get(tuple(key), 0) + n
    return sorted((tuple(map(str, key)), n) for key, n in totals.items() if n)


def load(case: str, files: Iterable[Path] | None = None) -> tuple[Unit, dict[str, Any]]:
    unit = make_unit(case)
    return unit, import_files(unit, list(files or exports(case)), NOW).as_dict()


@pytest.mark.parametrize("case", CASE_NAMES)
def test_every_figure_is_the_expected_one(case: str) -> None:
    files, figures = exports(case), expected(case)
    unit, summary = load(case, files)

    made = statement([unit.pk], period_of(figures))

    made.check()
    assert made.totals() == figures["totals"]
    assert by_field(made) == figures["by_sector"]
    assert made.facts() == {name: figures[name] for name in FACTS}
    assert made.totals(("lodged", "turned_away")) == figures["not_accepted"]
    assert official_totals(made) == figures["form_II06b_official_layout"]
    assert {name: summary[name] for name in figures["import"]} == figures["import"]
    assert verify_unit(unit.pk) == []
    assert differences(unit.pk) == []


@pytest.mark.parametrize("case", CASE_NAMES)
def test_every_number_opens_a_list_of_that_length(case: str) -> None:
    unit, _ = load(case)
    period = period_of(expected(case))
    made = statement([unit.pk], period)

    for name in MEASURES:
        assert len(dossiers([unit.pk], period, name)) == made.totals((name,))[name], name
    for field, values in made.by("field").items():
        for name in STATEMENT:
            assert len(dossiers([unit.pk], period, name, field)) == values[name], (field, name)


def test_importing_twice_changes_nothing() -> None:
    unit, first = load("mau-thu")
    before = (ledger_of(unit), Act.objects.count(), Dossier.objects.count(), QuarantinedRow.objects.count())

    again = import_files(unit, exports("mau-thu"), NOW + 1).as_dict()

    assert (
        ledger_of(unit),
        Act.objects.count(),
        Dossier.objects.count(),
        QuarantinedRow.objects.count(),
    ) == before
    assert again["rows_read"] == first["rows_read"]
    assert (again["dossiers_new"], again["dossiers_changed"]) == (0, 0)
    assert Move.objects.filter(recorded_at=NOW + 1).count() == 0


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_of_files_gives_the_same_ledger(order: tuple[int, ...]) -> None:
    files = exports("mau-thu")
    unit = make_unit("mau-thu")
    for number, place in enumerate(order):
        import_files(unit, [files[place]], NOW + number)
    one_by_one = ledger_of(unit)
    Move.objects.all().delete()
    Act.objects.all().delete()
    Dossier.objects.all().delete()

    import_files(unit, files, NOW)

    assert ledger_of(unit) == one_by_one


def changed_copy(folder: Path, changes: dict[str, dict[str, str]]) -> Path:
    """The one-stop export with some rows changed, as a newer export would have them."""
    source = exports("mau-thu")[0]
    copy = folder / source.name
    book = openpyxl.load_workbook(shutil.copy(source, copy))
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[7]]
    for row in sheet.iter_rows(min_row=8):
        code = str(row[1].value or "").strip()
        for title, value in changes.get(code, {}).items():
            row[titles.index(title)].value = value
    book.save(copy)
    return copy


FINISHED = {
    "Trạng thái hồ sơ": "Đã trả kết quả",
    "Ngày kết thúc xử lý": "08/05/2026 10:00:00",
    "Ngày trả kết quả": "08/05/2026 11:00:00",
}


def test_a_newer_export_records_exactly_the_difference(tmp_path: Path) -> None:
    unit, _ = load("mau-thu")
    period = period_of(expected("mau-thu"))
    code = "H24.99-260504-0007"  # open in term on 14/5, due 25/5
    before = statement([unit.pk], period).totals()

    summary = import_files(unit, [changed_copy(tmp_path, {code: FINISHED})], NOW + 1_000)

    news = Move.objects.filter(recorded_at=NOW + 1_000)
    assert (summary.dossiers_new, summary.dossiers_changed) == (0, 1)
    assert {move.dossier.code for move in news} == {code}
    # the overdue move posted ahead is taken back, the ending is entered
    assert sorted(news.values_list("from_account", "to_account", "n")) == [(10, 11, -1), (10, 30, 1)]
    after = statement([unit.pk], period).totals()
    assert after == before | {"early": before["early"] + 1, "open_in_term": before["open_in_term"] - 1}
    assert verify_unit(unit.pk) == []


def test_as_known_then_and_now(tmp_path: Path) -> None:
    unit, _ = load("mau-thu")
    period = period_of(expected("mau-thu"))
    then = statement([unit.pk], period)
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + 1_000)

    assert statement([unit.pk], period, NOW).totals() == then.totals()
    assert statement([unit.pk], period, NOW + 1_000).totals() == statement([unit.pk], period).totals()
    assert statement([unit.pk], period, NOW - 1).totals() == dict.fromkeys(STATEMENT, 0)
    listed = dossiers([unit.pk], period, "open_in_term", known_at=NOW)
    assert len(listed) == then.totals()["open_in_term"]


def test_yesterdays_export_after_todays_changes_nothing(tmp_path: Path) -> None:
    unit = make_unit("mau-thu")
    import_files(unit, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW)
    before = ledger_of(unit)

    summary = import_files(unit, exports("mau-thu")[:1], NOW + 1)

    assert (summary.dossiers_new, summary.dossiers_changed) == (0, 0)
    assert ledger_of(unit) == before
