"""A list ready to paste into a chat group (Zalo): codes, due dates and what is left, nothing of persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from motcua.notices.parameters import Kind, in_words
from motcua.rules.instants import Instant

MOST = 40
"""Longer lists are not read in a chat; the rest is counted."""


class List(StrEnum):
    """What a list is about."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"


@dataclass(frozen=True)
class Row:
    """A dossier of the list: `left` says what is left of its time in words, `group` who has it (an office)."""

    code: str
    due_at: Instant | None
    left: str = ""
    group: str = ""


_HEADS = {List.DUE_SOON: "Hồ sơ sắp đến hạn", List.OVERDUE: "Hồ sơ quá hạn"}
_NONE = {List.DUE_SOON: "Không có hồ sơ nào sắp đến hạn.", List.OVERDUE: "Không có hồ sơ nào quá hạn."}
_ASKED = {
    List.DUE_SOON: "Đề nghị xử lý trước hạn và cập nhật trên hệ thống.",
    List.OVERDUE: "Đề nghị xử lý ngay, trình văn bản xin lỗi và hẹn lại nếu chưa có, cập nhật trên hệ thống.",
}


def paste_text(kind: List, rows: Iterable[Row], *, unit: str, as_of: Instant) -> str:
    """The text of a list, the most urgent dossier first within each group.

    `unit` is the name for the head, `as_of` the instant (milliseconds UTC) for which the list speaks.
    """
    ordered = sorted(rows, key=lambda row: (row.group, row.due_at or 0, row.code))
    head = f"{unit} – {_HEADS[kind]}, tính đến {in_words(Kind.MOMENT, as_of)}: {in_words(Kind.COUNT, len(ordered))} hồ sơ"
    if not ordered:
        return f"{head}\n{_NONE[kind]}"
    shown = ordered[:MOST]
    more = (
        [f"… và {in_words(Kind.COUNT, len(ordered) - MOST)} hồ sơ nữa, xem trên hệ thống."]
        if len(ordered) > MOST
        else []
    )
    return "\n".join([head, *_listed(shown), *more, _ASKED[kind]])


def _listed(rows: Sequence[Row]) -> list[str]:
    lines, number = [], 0
    for group, members in groupby(rows, key=lambda row: row.group):
        lines += [f"▪ {group}:"] if group else []
        for row in members:
            number += 1
            lines.append(f"{number}. {_line(row)}")
    return lines


def _line(row: Row) -> str:
    due = f"hạn {in_words(Kind.MOMENT, row.due_at)}" if row.due_at is not None else ""
    return " – ".join(part for part in (row.code, due, row.left) if part)
