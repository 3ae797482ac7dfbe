"""Entries: kept with every step, counted by period and by what was known, out to a file and in again."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from motcua.catalogue.models import Unit
from motcua.hub.errors import ExportError
from motcua.registers.counted import figures, held
from motcua.registers.files import read_file, record, workbook
from motcua.registers.keep import Outdated, add, change, restore, void
from motcua.registers.kinds_read import kind_of
from motcua.registers.models import Entry, Revision
from motcua.registers.values import BadEntry
from motcua.rules.periods import parse
from tests.conftest import make_unit

JUNE = parse("2026-06")  # 15/5 to 14/6
GIVEN = {
    "number": "PA-01", "received": "2026-05-10", "channel": "portal", "kind": "conduct", "field": "Đất đai",
    "summary": "Chậm trả kết quả", "person": "Người thử", "due": "2026-05-24",
}  # fmt: skip

SUMS = ("total", "carried", "new", "about_conduct", "done", "open")
"""Over several kinds of complaints at once: sums of the others."""


@pytest.fixture
def here(db: None) -> Unit:
    return make_unit("mau-thu")


def count(unit: Unit, known_at: int | None = None) -> dict[str, int]:
    kind = kind_of("phan-anh")
    found = figures(held([unit.pk], kind, JUNE, known_at), kind, JUNE)
    return {name: value for name, value in found.items() if value and name not in SUMS}


def test_an_entry_moves_through_the_periods(here: Unit) -> None:
    kind = kind_of("phan-anh")
    entry = add(here, kind, GIVEN, 100, None)
    # Received before the period, not answered by its end, due on 24/5: carried over, open, overdue.
    assert count(here) == {"carried_conduct": 1, "open_conduct": 1, "open_overdue": 1}
    change(entry, kind, GIVEN | {"answered": "2026-05-20", "published": "2026-05-21"}, 200, None)
    assert count(here) == {
        "carried_conduct": 1,
        "done_conduct": 1,
        "done_carried": 1,
        "done_in_time": 1,
        "published": 1,
    }
    assert count(here, known_at=150) == {"carried_conduct": 1, "open_conduct": 1, "open_overdue": 1}
    assert count(here, known_at=50) == {}


def test_what_is_outside_the_form_is_counted_apart(here: Unit) -> None:
    add(here, kind_of("phan-anh"), GIVEN | {"kind": "outside"}, 100, None)
    assert count(here) == {"outside": 1}


def test_every_step_stays_and_names_no_person(here: Unit) -> None:
    kind = kind_of("phan-anh")
    entry = add(here, kind, GIVEN, 100, 7)
    assert not change(entry, kind, GIVEN, 150, 8)
    change(entry, kind, GIVEN | {"person": "Người khác", "due": "2026-05-25"}, 200, 8)
    void(entry, 300, 9)
    void(entry, 310, 9)
    restore(entry, 400, 9)
    steps = list(Revision.objects.order_by("at"))
    assert [(one.act, one.at, one.actor) for one in steps] == [
        ("added", 100, 7), ("changed", 200, 8), ("voided", 300, 9), ("restored", 400, 9),
    ]  # fmt: skip
    assert steps[1].columns == ["due", "person"]
    assert "Người" not in str([one.values for one in steps])


def test_an_entry_taken_out_is_not_counted(here: Unit) -> None:
    entry = add(here, kind_of("phan-anh"), GIVEN, 100, None)
    void(entry, 200, None)
    assert count(here) == {}
    assert count(here, known_at=150) != {}


def test_a_number_stands_once_and_a_late_save_is_noticed(here: Unit) -> None:
    kind = kind_of("phan-anh")
    entry = add(here, kind, GIVEN, 100, None)
    with pytest.raises(BadEntry) as caught:
        add(here, kind, GIVEN, 200, None)
    assert "đã có trong sổ" in caught.value.problems["number"]
    change(entry, kind, GIVEN | {"due": "2026-05-30"}, 200, None, version=1)
    with pytest.raises(Outdated):
        change(entry, kind, GIVEN | {"due": "2026-05-31"}, 300, None, version=1)


def written(here: Unit, path: Path, persons: bool = True) -> Path:
    kind = kind_of("phan-anh")
    path.write_bytes(
        workbook(
            kind, [one.values | one.persons for one in Entry.objects.filter(unit=here)], here.name, persons
        )
    )
    return path


def test_out_to_a_workbook_and_in_again_changes_nothing(here: Unit, tmp_path: Path) -> None:
    kind = kind_of("phan-anh")
    add(here, kind, GIVEN | {"summary": "=1+1"}, 100, None)
    read = read_file(written(here, tmp_path / "so.xlsx"), kind, here, True)
    assert (read.added, read.changed, read.same, read.refused) == ([], [], 1, [])


def test_without_the_right_persons_are_neither_given_out_nor_lost(here: Unit, tmp_path: Path) -> None:
    kind = kind_of("phan-anh")
    add(here, kind, GIVEN, 100, None)
    path = written(here, tmp_path / "so.xlsx", persons=False)
    assert "Người thử" not in str(
        list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    )
    assert read_file(path, kind, here, False).same == 1
    assert Entry.objects.get().persons == {"person": "Người thử"}


def test_a_file_adds_changes_and_tells_what_it_cannot_take(here: Unit, tmp_path: Path) -> None:
    kind = kind_of("phan-anh")
    add(here, kind, GIVEN, 100, None)
    path = written(here, tmp_path / "so.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = {str(cell.value): place for place, cell in enumerate(sheet[2], start=1)}
    sheet.cell(3, titles["Hạn trả lời"]).value = "30/5/2026"
    for row, number in ((4, "PA-02"), (5, "PA-03"), (6, "PA-02")):
        for title, value in (
            ("Mã hoặc số phản ánh", number), ("Ngày tiếp nhận", "1/6/2026"), ("Kênh tiếp nhận", "Điện thoại"),
            ("Nội dung phản ánh", "Quy định hành chính"), ("Ngành, lĩnh vực", "Hộ tịch"), ("Tóm tắt nội dung", "Thử"),
        ):  # fmt: skip
            sheet.cell(row, titles[title]).value = value
    sheet.cell(5, titles["Kênh tiếp nhận"]).value = "bồ câu"
    book.save(path)
    read = read_file(path, kind, here, True)
    assert [line.columns for line in read.changed] == [("due",)]
    assert (len(read.added), [place for place, _why in read.refused]) == (1, ["dòng 5", "dòng 6"])
    assert "hai lần trong tệp" in read.refused[1][1]
    assert record(read, kind, here, 200, None) == 2
    assert read_file(path, kind, here, True).same == 2
    assert set(Revision.objects.filter(at=200).values_list("way", flat=True)) == {"file"}


def test_a_file_without_the_columns_is_refused(here: Unit, tmp_path: Path) -> None:
    path = tmp_path / "khac.csv"
    path.write_text("A;B\n1;2\n", encoding="utf-8")
    with pytest.raises(ExportError) as caught:
        read_file(path, kind_of("phan-anh"), here, True)
    assert "Ngày tiếp nhận" in str(caught.value)
