"""What is personal is found whatever its spelling, and what is not is let through."""

from __future__ import annotations

import pytest

from motcua.notices.privacy import Fact, Known, personal, personal_value

PERSON = (
    Known(Fact.NAME, "Nguyễn Thị Bích Ngọc"),
    Known(Fact.PHONE, "0912 345 678"),
    Known(Fact.EMAIL, "Ngoc@Example.vn"),
    Known(Fact.NUMBER, "031190001234"),
    Known(Fact.ADDRESS, "Thôn Đông, xã Mẫu"),
)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Hồ sơ H24.99-260612-0007 đã có kết quả", []),
        ("Kính gửi bà NGUYỄN THỊ BÍCH NGỌC,", [Fact.NAME]),
        ("ba nguyen thi bich ngoc", [Fact.NAME]),
        ("gọi +84 912 345 678", [Fact.PHONE]),
        ("gọi 0912.345.678 hoặc ngoc@example.vn", [Fact.EMAIL, Fact.PHONE]),
        ("số 031 190 001 234", [Fact.NUMBER]),
        ("ở thôn đông - xã mẫu", [Fact.ADDRESS]),
        ("số định danh 079185006789 của người khác", [Fact.NUMBER]),
        ("đường dây nóng 0225 3822 822", []),
    ],
)
def test_a_text_is_looked_through(text: str, facts: list[Fact]) -> None:
    assert personal(text, PERSON) == sorted(facts)


def test_a_single_word_is_no_name() -> None:
    assert personal("Xã An Trường", [Known(Fact.NAME, "An")]) == []


@pytest.mark.parametrize(
    ("value", "facts"),
    [
        ("Sở Nông nghiệp và Môi trường", []),
        ("ông A, 0987654321", [Fact.PHONE]),
        ("+84 987 654 321", [Fact.PHONE]),
        ("079185006789", [Fact.NUMBER]),
        ("a@b.vn", [Fact.EMAIL]),
        ("02253822822", []),
    ],
)
def test_values_of_events_look_harmless(value: str, facts: list[Fact]) -> None:
    assert personal_value(value) == facts


def test_a_fact_does_not_show_itself() -> None:
    assert "0912" not in repr(PERSON)
