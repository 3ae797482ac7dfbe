"""What a version says otherwise: changed parts with the lines that differ, steps added and taken away, order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from motcua.boards.workflow.differences import differences
from motcua.rules.workflow import read
from tests.rules.workflows import changed, small, sound

OLD = small()


def told(**steps: dict[str, Any]) -> list[tuple[str, str, list[str], list[str]]]:
    """The changes from the small workflow: only the lines that differ."""
    return [
        (
            one.step,
            one.part,
            [line.text for line in one.before if not line.same],
            [line.text for line in one.after if not line.same],
        )
        for one in differences(OLD, small(**steps))
    ]


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ({}, []),
        ({"decide": {"role": "head"}}, [("Phê duyệt", "Người làm", ["Lãnh đạo Ủy ban nhân dân"], ["Trưởng phòng chuyên môn"])]),
        ({"decide": {"share": None, "working_hours": 4}}, [("Phê duyệt", "Thời gian", ["30%"], ["4 giờ làm việc"])]),
        ({"decide": {"name": "Ký"}}, [
            ("Thẩm định", "Chuyển tiếp", ["Trình → Phê duyệt"], ["Trình → Ký"]),
            ("Ký", "Tên", ["Phê duyệt"], ["Ký"]),
        ]),
        ({"receive": {"next": {"accept": "assess", "refuse": "done"}}}, [
            ("Tiếp nhận", "Chuyển tiếp", [], ["Từ chối giải quyết → Kết thúc"]),
        ]),
    ],
)  # fmt: skip
def test_only_what_differs_is_told(
    steps: dict[str, dict[str, Any]], wanted: list[tuple[str, str, list[str], list[str]]]
) -> None:
    assert told(**steps) == wanted


def test_a_step_is_added_or_taken_away() -> None:
    body = changed()
    body["steps"].insert(
        4, {"key": "seal", "name": "Đóng dấu", "role": "clerk", "share": 0, "next": {"finish": "done"}}
    )
    more = read(body)

    (added,) = differences(OLD, more)
    assert (added.step, added.part, added.before) == ("Đóng dấu", "Thêm bước", [])
    assert [line.text for line in added.after] == [
        "Xử lý",
        "Văn thư",
        "không tính vào thời hạn",
        "Hoàn thành → Kết thúc",
    ]
    (taken,) = differences(more, OLD)
    assert (taken.step, taken.part, taken.after) == ("Đóng dấu", "Bỏ bước", [])


def test_another_order_is_told_once() -> None:
    body = changed()
    body["steps"].insert(2, body["steps"].pop(3))

    (moved,) = differences(OLD, read(body))
    assert (moved.step, moved.part) == ("", "Thứ tự các bước")
    assert not any(line.same for line in (*moved.before, *moved.after))


@settings(deadline=None, max_examples=50)
@given(sound(), sound())
def test_a_workflow_differs_from_others_and_not_from_itself(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    before, after = read(one), read(other)

    assert differences(before, before) == []
    assert bool(differences(before, after)) == (before != after)
