"""XLSX: cells keep their formats, formulas are counted again, charts, pictures and rules stay byte for byte."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from motcua.reports.superior.cells import shown, with_mark, without_mark
from motcua.reports.superior.filling import TheirFile
from motcua.reports.superior.formulas import touched
from motcua.reports.superior.meaning import Meaning
from motcua.reports.superior.sheet import Put
from motcua.reports.superior.spots import place_again
from tests.reports.superior.builders import SHEET, changed_parts, part, workbook

BOOK = "xl/workbook.xml"


def put(file: TheirFile, name: str, value: object, estimated: bool = False) -> dict[str, Put]:
    """What a value is in a cell."""
    spot = next(one for one in file.shown.spots.values() if one.where.endswith(f"ô {name}"))
    return {spot.key: file.put(spot, Meaning("received"), value, estimated)}  # type: ignore[arg-type]


def without(raw: bytes, *names: str) -> bytes:
    """A sheet without some of its cells."""
    for name in names:
        raw = re.sub(rb'<c r="' + name.encode() + rb'"[^>]*?(/>|>.*?</c>)', b"", raw)
    return raw


def cells(content: bytes) -> dict[str, tuple[object, str]]:
    """Values and number formats as another library reads them."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    return {
        cell.coordinate: (cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }


def test_numbers_empty_cells_of_the_form_and_numbers_in_texts_are_spots() -> None:
    found = {
        (spot.where.partition("ô ")[2], spot.text) for spot in TheirFile(workbook()).shown.spots.values()
    }
    assert found == {
        ("A1", "I"), ("A1", "2026"), ("B4", "1.568"), ("C4", "3"), ("D4", "99,1%"), ("B5", "22"), ("C5", ""), ("D5", "99,1%"),
        ("A8", "1.568"), ("A8", "không có"),
    }  # fmt: skip


def test_only_bound_cells_and_formulas_over_them_change() -> None:
    content = workbook()
    file = TheirFile(content)
    made = file.filled(put(file, "B4", 2000) | put(file, "D4", Decimal("98.25")) | put(file, "A8", 7))
    assert changed_parts(content, made) == {SHEET, BOOK}
    touched_cells = ("B4", "D4", "A8", "B6")
    assert without(part(made, SHEET), *touched_cells) == without(part(content, SHEET), *touched_cells)
    assert part(made, BOOK).replace(b' fullCalcOnLoad="1"', b"") == part(content, BOOK)
    found = cells(made)
    assert found["B4"] == (2000, "#,##0") and found["D4"] == (0.983, "0.0%")
    assert found["A8"][0] == "Tổng số 7 hồ sơ, đúng hạn: không có."


def test_a_kept_value_of_a_formula_is_dropped_where_it_may_be_wrong_and_only_there() -> None:
    content = workbook()
    file = TheirFile(content)
    raw = part(file.filled(put(file, "C5", 9)), SHEET)
    assert b"<f>SUM(C4:C5)</f></c>" in raw
    assert b"<f>SUM(B4:B5)</f><v>1590</v>" in raw and b"<f>1+1</f><v>2</v>" in raw


def test_an_estimate_stays_a_number_and_loses_its_mark_next_time() -> None:
    content = workbook()
    file = TheirFile(content)
    first = file.filled(
        put(file, "B4", 1500, True) | put(file, "D4", Decimal(99), True) | put(file, "D5", None, True)
    )
    assert changed_parts(content, first) == {SHEET, BOOK, "xl/styles.xml"}
    found = cells(first)
    assert found["B4"] == (1500, '"ước "#,##0') and found["D4"] == (0.99, '"ước "0.0%')
    assert found["B5"] == (22, "General")
    sheet = openpyxl.load_workbook(BytesIO(first)).active
    assert sheet is not None
    assert [sheet[name].alignment.shrink_to_fit for name in ("B4", "D4", "B5")] == [True, True, None]
    again = TheirFile(first)
    spot = next(one for one in again.shown.spots.values() if one.where.endswith("ô B4"))
    assert spot.text == "ước 1.500"
    second = cells(again.filled(put(again, "B4", 1600) | put(again, "D4", Decimal(99))))
    assert second["B4"] == (1600, "#,##0") and second["D4"] == (0.99, "0.0%")


def test_a_file_that_is_filled_twice_from_one_template_is_the_same() -> None:
    content = workbook()
    puts = put(TheirFile(content), "B4", 5, True)
    assert TheirFile(content).filled(puts) == TheirFile(content).filled(puts) != content


def test_a_cell_is_found_by_its_labels_when_rows_are_added_and_lost_when_they_change() -> None:
    spot = next(one for one in TheirFile(workbook()).shown.spots.values() if one.where.endswith("ô B5"))
    book = openpyxl.load_workbook(BytesIO(workbook()))
    sheet = book.active
    assert sheet is not None
    sheet._images.clear()  # type: ignore[attr-defined]
    sheet.insert_rows(4)
    sheet["A4"], sheet["B4"] = "Chứng thực", 900

    def again() -> str:
        out = BytesIO()
        book.save(out)
        found = place_again(
            list(TheirFile(out.getvalue()).shown.spots.values()), spot.digest, spot.index, spot.of
        )
        return found.where if found else "lost"

    assert again() == "Trang “Biểu 1”, ô B6"
    sheet["A6"] = "Quốc tịch"
    assert again() == "lost"


def test_a_text_that_several_cells_share_changes_in_the_bound_one_alone_with_its_runs() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, bold = book.add_worksheet("A"), book.add_format({"bold": True})
        for row in (0, 1):
            sheet.write_rich_string(row, 0, f"Dòng {'một' if row else 'hai'}: ", bold, "1.568", " hồ sơ")
            sheet.write_string(row, 1, "Kỳ: 5")
    content = out.getvalue()
    file = TheirFile(content)
    made = file.filled(put(file, "A1", 20) | put(file, "B2", 6))
    assert changed_parts(content, made) == {SHEET}
    found = openpyxl.load_workbook(BytesIO(made), rich_text=True).active
    assert found is not None
    assert [[str(cell.value) for cell in row] for row in found.iter_rows()] == [
        ["Dòng hai: 20 hồ sơ", "Kỳ: 5"], ["Dòng một: 1.568 hồ sơ", "Kỳ: 6"],
    ]  # fmt: skip
    assert b"<rPr><b/>" in part(made, SHEET)


@pytest.mark.parametrize(
    ("formula", "reads"),
    [
        ("SUM(B4:B5)", True), ("B4*2", True), ("$B$4+1", True), ("'Biểu 1'!B4", True), ("Khác!B4", False), ("C4+C5", False),
        ("INDIRECT(\"B\"&4)", True), ("Tổng_số", True), ('IF(C4>0,"B4","")', False),
    ],
)  # fmt: skip
def test_which_formulas_read_a_cell(formula: str, reads: bool) -> None:
    name = ("Biểu 1", 9, 9)
    assert (touched({name: formula}, [("Biểu 1", 4, 2)]) == {name}) == reads


def test_formulas_over_formulas_are_stale_too() -> None:
    chain: dict[tuple[str, int, int], str | None] = {
        ("S", 1, 2): "A1+1",
        ("S", 1, 3): "B1+1",
        ("S", 1, 4): "Z1",
    }
    assert touched(chain, [("S", 1, 1)]) == {("S", 1, 2), ("S", 1, 3)}


def test_number_formats_are_marked_and_free_of_the_mark_again() -> None:
    for code in ("General", "#,##0", '0.0%;[Red]-0.0%;"không; có"'):
        assert without_mark(with_mark(code)) == code
    assert (
        shown("1500", '"ước "#,##0') == "ước 1.500"
        and shown("0.5", "0%") == "50%"
        and shown("46000", "dd/mm/yyyy") == "09/12/2025"
    )
