"""Numbers in Vietnamese text: which are found, and how another is written in the place of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from motcua.reports.superior.numbers import Value, Wanted, found, masked, value_of, write


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Tiếp nhận 1.568 hồ sơ, đạt 99,1 %; còn 02.", ["1.568", "99,1 %", "02"]),
        ("Tỷ lệ 99,3% (1.477/1.488 hồ sơ)", ["99,3%", "1.477", "1.488"]),
        ("ước 7/ước 9 hồ sơ, 7/ước", ["ước 7", "ước 9"]),
        ("Thông tư số 01/2020/TT-VPCP ngày 21/10/2020; QĐ 766/QĐ-TTg; biểu II.06b", ["21/10/2020"]),
        ("2.1. Lĩnh vực đất đai: ước 12 hồ sơ", ["ước 12"]),
        ("đúng hạn: không có; quá hạn: không có hồ sơ; có 3", ["không có", "không có hồ sơ", "3"]),
        ("Quý IV/2026, tháng 6/2026", ["IV", "2026", "6", "2026"]),
        ("…… hồ sơ, ......... việc, ____ %", ["……", ".........", "____ %"]),
        ("quý\u00a0I năm\u00a02026", ["I", "2026"]),
        ("(3) = (4) + (5)", []),
        ("không có ai", []),
    ],
)
def test_numbers_that_can_be_filled_are_found_and_names_are_not(text: str, numbers: list[str]) -> None:
    assert [one.text for one in found(text)] == numbers


@pytest.mark.parametrize(
    ("there", "value", "wanted", "text"),
    [
        ("1.568", 1234567, Wanted(), "1.234.567"),
        ("1568", 1234, Wanted(), "1234"),
        ("1,568", 1234, Wanted(), "1,234"),
        ("1568", 1234, Wanted("grouped"), "1.234"),
        ("02", 5, Wanted(), "05"),
        ("2", 5, Wanted(), "5"),
        ("2", 5, Wanted("padded"), "05"),
        ("02", 1234, Wanted("plain"), "1234"),
        ("không có", 3, Wanted(), "03 hồ sơ"),
        ("không có", 0, Wanted(), "không có"),
        ("99,1 %", Decimal("98.25"), Wanted(), "98,3 %"),
        ("99.1%", Decimal("98.25"), Wanted(), "98.3%"),
        ("99,1%", Decimal("99.96"), Wanted(), "99,96%"),
        ("99,1%", Decimal("99.96"), Wanted(digits=1), "100,0%"),
        ("99,1%", Decimal(50), Wanted(), "50%"),
        ("99%", None, Wanted(), "–"),
        ("14/3/2026", date(2026, 6, 4), Wanted(), "4/6/2026"),
        ("04/3/2026", date(2026, 6, 5), Wanted(), "05/6/2026"),
        ("II", 3, Wanted(), "III"),
        ("……", 1568, Wanted(), "1.568"),
    ],
)
def test_a_number_is_written_as_the_one_there(there: str, value: Value, wanted: Wanted, text: str) -> None:
    (one,) = found(f"quý {there}" if there == "II" else f": {there} ")
    assert write(value, one.style, wanted, False) == text
    assert write(value, one.style, wanted, True) == f"ước {text}"


def test_an_estimate_of_last_period_loses_its_mark_with_the_number() -> None:
    (one,) = found("Giải quyết ước 120 hồ sơ")
    assert (one.text, write(130, one.style, Wanted(), False)) == ("ước 120", "130")


def test_what_stays_from_period_to_period_is_the_text_without_its_numbers() -> None:
    first = masked("Quý I năm 2026: 1.568 hồ sơ, quá hạn: không có.")
    assert first == masked("Quý IV năm 2027: ước 2 hồ sơ, quá hạn: 03 hồ sơ.")
    assert first != masked("Quý I năm 2026: 1.568 thủ tục, quá hạn: không có.")


def test_the_value_of_a_number() -> None:
    assert [value_of(one) for one in ("1.568", "1,568", "99,1 %", "ước 02", "không có", "14/6/2026")] == [
        1568, 1568, Decimal("99.1"), 2, 0, None,
    ]  # fmt: skip
