"""The journal alone gives the ledger: the same entries, learned at the same instants, and the same balances."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Act, Cell, Dossier
from motcua.hub.rebuild import derived, differences, rebuild_unit
from motcua.hub.run import import_files
from motcua.ledger.models import Balance, BalancedMonth, Move
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.rules.periods import parse
from tests.conftest import exports, make_unit
from tests.hub.test_import import FINISHED, changed_copy
from tests.ledger.test_random_histories import balances, entries

pytestmark = pytest.mark.django_db

NOW = 1_795_000_000_000
DAY = 86_400_000
CODE = "H24.99-260504-0007"  # open in term on 14/5, due 25/5


@pytest.fixture
def unit() -> Unit:
    """The made-up unit, told by its three systems one after the other, a day apart."""
    made = make_unit("mau-thu")
    for number, file in enumerate(exports("mau-thu")):
        import_files(made, [file], NOW + number * DAY)
    return made


def later(unit: Unit, folder: Path) -> None:
    """News of a fourth day, and a correction of it on the fifth."""
    import_files(unit, [changed_copy(folder, {CODE: FINISHED})], NOW + 4 * DAY)
    corrected = FINISHED | {
        "Ngày kết thúc xử lý": "26/05/2026 10:00:00",
        "Ngày trả kết quả": "26/05/2026 11:00:00",
    }
    import_files(unit, [changed_copy(folder, {CODE: corrected})], NOW + 5 * DAY)


def test_a_rebuild_gives_the_same_entries_and_balances(unit: Unit, tmp_path: Path) -> None:
    later(unit, tmp_path)
    before = entries(unit), balances(unit)
    # 398 + 103 + 22 rows, 497 dossiers; the correction alone took a move back and entered another
    assert Move.objects.filter(unit=unit, recorded_at=NOW + 5 * DAY).count() > 1

    count = rebuild_unit(unit.pk, NOW + 5 * DAY)

    assert (entries(unit), balances(unit)) == before
    assert count == len(before[0])


def test_a_rebuild_leaves_the_journal_and_the_dossiers_alone(unit: Unit) -> None:
    def kept() -> tuple[object, ...]:
        return tuple(list(model.objects.order_by("pk").values_list()) for model in (Act, Dossier, Cell))

    before = kept()

    rebuild_unit(unit.pk, NOW + 9 * DAY)

    assert kept() == before


def test_a_rebuild_mends_what_was_done_by_hand(unit: Unit) -> None:
    before = entries(unit), balances(unit)
    Move.objects.filter(unit=unit, to_account=30).update(to_account=32)
    Move.objects.filter(unit=unit, to_account=11).delete()
    Balance.objects.filter(unit=unit).update(n=7)
    BalancedMonth.objects.filter(unit=unit).order_by("month").last().delete()  # type: ignore[union-attr]

    rebuild_unit(unit.pk, NOW + 2 * DAY)

    assert (entries(unit), balances(unit)) == before
    assert [*verify_unit(unit.pk), *differences(unit.pk)] == []


def test_a_rebuild_of_one_unit_leaves_the_others_alone(unit: Unit, tmp_path: Path) -> None:
    other = make_unit("an-truong")
    text = exports("mau-thu")[1].read_text(encoding="utf-8-sig").replace("H24.99-", "H24.72-")
    (tmp_path / "ho-tich.csv").write_text(text, encoding="utf-8")
    import_files(other, [tmp_path / "ho-tich.csv"], NOW)
    before = list(Move.objects.filter(unit=other).order_by("pk").values_list())
    assert len(before) > 200

    rebuild_unit(unit.pk, NOW + 2 * DAY)

    assert list(Move.objects.filter(unit=other).order_by("pk").values_list()) == before
    assert differences(other.pk) == []


def test_a_rebuild_of_a_unit_without_dossiers_is_nothing(unit: Unit) -> None:
    empty = make_unit("an-truong")

    assert rebuild_unit(empty.pk, NOW) == 0
    assert BalancedMonth.objects.filter(unit=empty).count() == 0


def test_a_clock_that_went_back_does_not_turn_the_order_of_knowledge_around(
    unit: Unit, tmp_path: Path
) -> None:
    period = parse("2026-05")
    before, stand = statement([unit.pk], period), entries(unit)

    # the import of the third day is recorded at NOW + 2 days; this one says that it was on the first
    import_files(unit, [changed_copy(tmp_path, {CODE: FINISHED})], NOW)

    news = {entry[7] for entry in entries(unit)} - {entry[7] for entry in stand}
    assert min(news) > NOW + 2 * DAY
    assert statement([unit.pk], period, NOW + 2 * DAY).totals() == before.totals()
    for known_at in (NOW, NOW + DAY, NOW + 2 * DAY, max(news)):
        assert min(statement([unit.pk], period, known_at).totals().values()) >= 0
    told = entries(unit)
    rebuild_unit(unit.pk, NOW + 3 * DAY)
    assert entries(unit) == told


def test_what_is_derived_takes_nothing_from_the_moves(unit: Unit) -> None:
    before = derived(unit.pk)

    Move.objects.filter(unit=unit).delete()

    assert derived(unit.pk).equals(before)
