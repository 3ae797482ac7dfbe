"""Numbers, rates and dates as officials write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.reports import vietnamese as vi


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (233, 235, "99,1%"),  # 99,148…
        (51, 375, "13,6%"),  # 13,6 exactly
        (23, 220, "10,5%"),  # 10,4545…: cut off it would say 10,4
        (28, 155, "18,1%"),  # 18,064…
        (2, 235, "0,9%"),  # 0,851…
        (2685, 2686, "99,96%"),  # 99,9627…: one decimal would say 100
        (1, 2686, "0,04%"),  # 0,0372…: one decimal would say 0
        (1, 8, "12,5%"),
        (1, 16, "6,3%"),  # 6,25: half up
        (1, 2, "50%"),
        (7, 7, "100%"),
        (0, 7, "0%"),
        (0, 0, "–"),
        (3, 2, "150%"),
    ],
)
def test_percent(part: int, whole: int, written: str) -> None:
    assert vi.percent(part, whole) == written


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_rate_is_never_said_to_be_nothing_or_all_that_is_not(part: int, whole: int) -> None:
    said = vi.percent(part, whole)
    assert (said == "100%") == (part == whole)
    assert (said == "0%") == (part == 0)
    assert abs(float(said.rstrip("%").replace(",", ".")) - 100 * part / whole) <= 0.0500001


@given(st.integers(0, 10**12))
def test_a_number_has_a_dot_before_every_three_digits(value: int) -> None:
    parts = vi.number(value).split(".")
    assert all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3
    assert int("".join(parts)) == value


@pytest.mark.parametrize(
    ("value", "in_text", "after_colon"),
    [
        (0, "không có hồ sơ", "không có"),
        (1, "01 hồ sơ", "01 hồ sơ"),
        (9, "09 hồ sơ", "09 hồ sơ"),
        (10, "10 hồ sơ", "10 hồ sơ"),
        (1568, "1.568 hồ sơ", "1.568 hồ sơ"),
    ],
)
def test_quantities_in_running_text(value: int, in_text: str, after_colon: str) -> None:
    assert (vi.counted(value), vi.some(value)) == (in_text, after_colon)


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [
        (120, 100, "tăng 20 hồ sơ (20%)"),
        (98, 100, "giảm 02 hồ sơ (2%)"),
        (5, 5, "không đổi"),
        (5, 0, "tăng 05 hồ sơ"),  # no rate over nothing
        (0, 4, "giảm 04 hồ sơ (100%)"),
        (30, 3, "tăng 27 hồ sơ (900%)"),
        (83, 3, "tăng 80 hồ sơ (từ 03 lên 83)"),  # 2.666,7% says nothing to anybody
    ],
)
def test_change(now: int, before: int, written: str) -> None:
    assert vi.change(now, before) == written


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 1, 5), "05/01/2026", "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "10/02/2026", "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 1), "01/3/2026", "ngày 01 tháng 3 năm 2026"),
        (date(2026, 6, 14), "14/6/2026", "ngày 14 tháng 6 năm 2026"),
        (date(2025, 12, 15), "15/12/2025", "ngày 15 tháng 12 năm 2025"),
    ],
)
def test_dates(day: date, short: str, long: str) -> None:
    assert (vi.short_date(day), vi.long_date(day)) == (short, long)


def test_names_are_sorted_as_a_reader_looks_for_them() -> None:
    names = [
        "Đất đai",
        "Hộ tịch",
        "Dân tộc",
        "Chứng thực",
        "Bảo trợ xã hội",
        "Hoạt động xây dựng",
        "Đường bộ",
        "Du lịch",
    ]
    wanted = [
        "Bảo trợ xã hội",
        "Chứng thực",
        "Dân tộc",
        "Du lịch",
        "Đất đai",
        "Đường bộ",
        "Hoạt động xây dựng",
        "Hộ tịch",
    ]
    assert sorted(names, key=vi.alphabetical) == wanted


def test_a_long_name_is_broken_near_its_middle() -> None:
    assert vi.balanced("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG") == ("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG")
    assert vi.balanced("PHƯỜNG TAM THANH") == ("PHƯỜNG TAM THANH",)


def test_lists_end_with_and() -> None:
    assert [vi.listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a và b",
        "a, b và c",
    ]
