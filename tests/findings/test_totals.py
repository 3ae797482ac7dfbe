"""Totals published elsewhere: entered, read from another system's form, and compared dossier by dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.catalogue.models import Field, Unit
from motcua.catalogue.systems import system
from motcua.findings.keep import reconcile
from motcua.findings.models import PublishedTotal
from motcua.findings.totals import Told, keep, label, ours, published
from motcua.findings.totals_compared import Reason, compared
from motcua.findings.totals_read import read
from motcua.hub.errors import ExportError
from motcua.ledger.lists import UnknownMeasure
from motcua.people.audit import Acting
from motcua.rules.periods import parse
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.findings.saying import CIVIL, ONE_STOP, says
from tests.hub.builders import Cell, xlsx

JUNE, NOW = parse("2026-06-01..2026-06-10"), MONDAY + 20 * DAY
ACTING = Acting(None, NOW)


@pytest.fixture
def unit(office: Office) -> Unit:
    """The commune."""
    return office.cast.here


def _kept(unit: Unit, measure: str, value: int, of: str | None = None) -> PublishedTotal:
    keep(unit, JUNE, [Told(measure, value)], "Cổng", system(of).pk if of else None, ACTING)
    return PublishedTotal.objects.latest("pk")


def test_the_latest_that_was_told_holds_and_can_be_taken_back(unit: Unit) -> None:
    _kept(unit, "received", 7)
    total = _kept(unit, "received", 8)
    assert [one.value for one in published(unit)] == [8]
    assert label("received_online+late") == "Tiếp nhận trong kỳ, trực tuyến + Giải quyết quá hạn"
    keep(unit, JUNE, [Told("received", None)], "Cổng", None, ACTING)
    assert published(unit) == []
    assert PublishedTotal.objects.count() == 3
    with pytest.raises(UnknownMeasure):
        keep(unit, JUNE, [Told("received+guessed", 1)], "Cổng", None, ACTING)
    assert not ours(total)


def test_a_difference_is_explained_by_the_systems_own_words(unit: Unit) -> None:
    done = {"state": "ready", "finished": MONDAY + 3 * HOUR}
    codes = [f"H24.99-260601-15000{n}" for n in range(5)]
    says(
        unit,
        CIVIL,
        {"code": codes[0], **done},
        {"code": codes[1], **done},
        {"code": codes[2]},
        {"code": codes[3]},
    )
    # The one-stop system has two of them, says another state of one, and leads a dossier of its own.
    says(unit, ONE_STOP, {"code": codes[0], "field": "Hộ tịch"}, {"code": codes[2], "field": "Hộ tịch"},
         {"code": "H24.99-260601-0001"})  # fmt: skip
    reconcile(unit.pk, NOW)

    # All that we count as led by the ministry's system, 2 of 4 open; by the one-stop system's words 3 are open.
    total = _kept(unit, "open", 5, ONE_STOP)
    told = compared(total, NOW)
    assert (told.ours, told.by_words, told.apart) == (1, 3, -4)
    assert [(one.code, one.times, one.reason) for one in told.dossiers] == [
        (codes[0], -1, Reason.ONLY_THERE),
        (codes[2], -1, Reason.ONLY_THERE),
    ]
    assert [one.kind for one in told.dossiers[0].findings if one.kind == "state"] == ["state"]
    # 1 - 5 = -4, of which two dossiers account for -2.
    assert (told.explained, told.rest) == (-2, -2)

    mine = compared(_kept(unit, "resolved", 1, CIVIL), NOW)
    assert (mine.ours, mine.by_words, mine.dossiers, mine.rest) == (2, 2, (), 1)
    whole = compared(_kept(unit, "received", 5), NOW)
    assert (whole.ours, whole.by_words, whole.apart) == (5, None, 0)
    assert codes[0] in {one.code for one in whole.candidates}


def test_another_systems_form_is_read_by_the_numbers_of_its_columns(unit: Unit, tmp_path: Path) -> None:
    numbers: list[Cell] = [f"({n})" for n in range(1, 14)]
    field = Field.objects.get(folded="hộ tịch")
    rows: list[list[Cell]] = [
        ["TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC"],
        ["TT", "Lĩnh vực", "Tổng số", *[""] * 10],
        numbers,
        ["1", "Hộ tịch", "1.105", "100", 1000, 5, 1100, 1000, 99, 1, 5, 5, ""],
        ["2", "Lĩnh vực lạ", "1", "1", "0", "0", "1", "1", "0", "0", "0", "0", "0"],
        ["", "Tổng cộng", 1106, 101, 1000, 5, 1101, 1001, 99, 1, 5, 5, 0],
        ["", "Người lập biểu"],
    ]
    found = read(xlsx(tmp_path / "II.06.xlsx", {"Biểu": rows}), date(2026, 6, 10))
    by = {(one.measure, one.field): one.value for one in found.totals}
    assert found.unknown == ("Lĩnh vực lạ",)
    assert len(by) == 2 * 11
    assert by["total_received", field.pk] == 1105
    assert by["late", field.pk] == 1 and by["overdue_or_waiting_overdue", field.pk] == 0
    assert by["closed", None] == 1101
    assert by["on_time+refused+withdrawn", None] == 99
    with pytest.raises(ExportError, match="số cột"):
        read(xlsx(tmp_path / "khac.xlsx", {"A": [["Mã", "Tên"], ["1", "2"]]}), date(2026, 6, 10))
