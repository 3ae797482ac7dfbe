"""What is typed, imported or sent for an entry: understood, or refused with what is wrong and where."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.registers.kind import BadRegister, read
from motcua.registers.kinds_read import STANDARD, kind_of, kinds
from motcua.registers.values import BadEntry, content, told

GIVEN = {
    "number": " PA-01 ", "received": "5/6/2026", "channel": "tổng đài 1022", "kind": "conduct", "field": "Đất đai",
    "summary": "Chậm trả kết quả", "person": "Người thử", "due": "2026-06-19 00:00:00",
}  # fmt: skip


def test_every_kind_that_comes_with_the_program_can_be_read() -> None:
    assert set(kinds()) == {path.stem for path in STANDARD.glob("*.yaml")}
    assert len(kinds()) >= 9


def test_values_get_their_types_and_persons_stay_apart() -> None:
    made = content(kind_of("phan-anh"), GIVEN)
    assert (made.code, made.since, made.until) == ("PA-01", date(2026, 6, 5), None)
    assert made.values["channel"] == "hotline" and made.values["due"] == "2026-06-19"
    assert made.persons == {"person": "Người thử"} and "person" not in made.values


def test_signs_that_nobody_sees_are_left_out() -> None:
    made = content(
        kind_of("phan-anh"), GIVEN | {"summary": "a\x00b\x07\u202ec\nd\t", "field": "Đất\u2028 đai"}
    )
    assert (made.values["summary"], made.values["field"]) == ("abc\nd", "Đất đai")


@pytest.mark.parametrize(
    ("changes", "column", "why"),
    [
        ({"received": ""}, "received", "chưa có nội dung"),
        ({"received": "31/6/2026"}, "received", "không phải là ngày"),
        ({"received": "5/6/1926"}, "received", "không hợp lý"),
        ({"channel": "bồ câu"}, "channel", "Tổng đài 1022"),
        ({"answered": "4/6/2026"}, "answered", "ở trước"),
        ({"number": "x" * 501}, "number", "dài quá 500"),
    ],
)
def test_what_is_wrong_is_told_by_column(changes: dict[str, str], column: str, why: str) -> None:
    with pytest.raises(BadEntry) as caught:
        content(kind_of("phan-anh"), GIVEN | changes)
    assert why in caught.value.problems[column]
    assert list(caught.value.problems) == [column]


@pytest.mark.parametrize(
    ("text", "value"), [("1.250.000 đồng", 1_250_000), ("7", 7), ("12.0", 12), ("1 200", 1200)]
)
def test_numbers_as_offices_write_them(text: str, value: int) -> None:
    given = {"day": "1/6/2026", "kind": "spent", "purpose": "training", "amount": text}
    assert content(kind_of("kinh-phi"), given).values["amount"] == value


@pytest.mark.parametrize("text", ["-3", "một", "1,5", "12.34", "9" * 20])
def test_what_is_no_number_is_refused(text: str) -> None:
    given = {"day": "1/6/2026", "kind": "spent", "purpose": "training", "amount": text}
    with pytest.raises(BadEntry):
        content(kind_of("kinh-phi"), given)


def test_values_are_told_as_people_read_them() -> None:
    kind = kind_of("kinh-phi")
    assert told(kind.column("amount"), 1_250_000) == "1.250.000"
    assert told(kind.column("day"), "2026-06-01") == "01/06/2026"
    assert told(kind.column("kind"), "spent") == "Chi"
    assert told(kind_of("nhan-su").column("trained"), False) == "Không"


SMALL = """
register: x
title: X
since: day
columns:
  - {name: day, label: Ngày, type: date, required: true}
  - {name: who, label: Ai, personal: true}
  - {name: n, label: Số, type: number}
measures:
  total: {label: Tổng, when: new, sum: n}
"""


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("register: x", "register: y", "khác tên tệp"),
        ("type: date, required: true", "type: date", "phải là bắt buộc"),
        ("since: day", "since: n", "không phải là cột ngày"),
        ("sum: n", "sum: who", "dữ liệu cá nhân"),
        ("sum: n", "sum: day", "không phải là số"),
        ("when: new", "when: soon", "when gồm"),
        ("type: number", "type: figure", "không dùng được"),
        ("title: X", "titel: X", "title"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(old: str, new: str, why: str) -> None:
    assert read("x", SMALL).measures["total"].sum == "n"
    with pytest.raises(BadRegister) as caught:
        read("x", SMALL.replace(old, new))
    assert why in str(caught.value)
