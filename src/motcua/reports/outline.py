"""The outlines of the periods' reports (đề cương báo cáo), and what people may write into them.

An outline is a file of `outlines`: which units and periods it is for, its headings, and which texts stand below each.
What a text says from figures, and what a person is asked to write, stands in `outlines/texts.yaml`; its key names a
text of `ReportSection` and stays the same in every outline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from motcua.reports.data import Agency, ReportData
from motcua.reports.formal import is_centre
from motcua.rules.periods import Period

_FOLDER = files("motcua.reports") / "outlines"


@dataclass(frozen=True)
class Text:
    """What stands below a heading: lines written from figures, then what a person writes.

    Where it is `required` and nobody wrote it, the report has a marked place that says what to write.
    """

    key: str
    label: str
    hint: str
    required: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A section: its number and title (may be empty), and the texts below it; `statutory` ones must not be left out."""

    number: str
    title: str
    texts: tuple[Text, ...]
    statutory: bool


@dataclass(frozen=True)
class Part:
    """A part of the report with its sections."""

    number: str
    title: str
    sections: tuple[Heading, ...]


@dataclass(frozen=True)
class Outline:
    """A whole report: what it is about, on what ground, its first and last sentence, its parts.

    All but the ground may name fields.
    """

    key: str
    title: str
    subject: str
    basis: str
    opening: str
    closing: str
    parts: tuple[Part, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything that people may write, in order."""
        return tuple(text for part in self.parts for section in part.sections for text in section.texts)


@dataclass(frozen=True)
class Line:
    """A short text that is no section, such as the number or the person who signs."""

    key: str
    label: str
    hint: str


LINES = (
    Line("so", "Số văn bản", "Chỉ ghi số, ví dụ 235; để trống khi chưa lấy số."),
    Line("ky-hieu", "Ký hiệu", "Ví dụ BC-UBND, BC-TTPVHCC."),
    Line("ngay", "Ngày ban hành", "Viết năm-tháng-ngày, ví dụ 2026-06-18."),
    Line("kinh-gui", "Kính gửi", "Cơ quan nhận báo cáo."),
    Line("can-cu", "Căn cứ lập báo cáo", "Ví dụ: Công văn số … ngày … của … về việc …"),
    Line("chuc-vu", "Quyền hạn, chức vụ người ký", "Mỗi dòng một phần: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH."),
    Line("nguoi-ky", "Họ tên người ký", ""),
    Line("noi-nhan", "Nơi nhận", "Mỗi dòng một nơi."),
    Line("tthc-tong", "Số TTHC thuộc thẩm quyền giải quyết", "Một số nguyên."),
    Line("tthc-toan-trinh", "Số TTHC cung cấp dịch vụ công trực tuyến toàn trình", "Một số nguyên."),
    Line("tthc-mot-phan", "Số TTHC cung cấp dịch vụ công trực tuyến một phần", "Một số nguyên."),
)  # fmt: skip


def _read(name: str) -> Any:
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _texts() -> dict[str, Text]:
    return {
        key: Text(
            key,
            told["label"],
            told.get("hint", ""),
            told.get("required", False),
            tuple(told.get("lines", ())),
        )
        for key, told in _read("texts").items()
    }


TEXTS: Mapping[str, Text] = _texts()
KEYS = frozenset(TEXTS) | {line.key for line in LINES}
"""Every key under which a text may be kept."""

NAMES = ("kiem-soat", "cai-cach", "trung-tam")
"""The outlines: of the periodic report, of the monthly one, of a centre's own."""


@cache
def outline(name: str) -> Outline:
    """An outline by its name."""
    told = _read(name)
    parts = tuple(_part(part) for part in told["parts"])
    return Outline(
        name, told["title"], told["subject"], told["basis"], told["opening"], told["closing"], parts
    )


def _part(told: Mapping[str, Any]) -> Part:
    return Part(told["number"], told["title"], tuple(_heading(section) for section in told["sections"]))


def _heading(told: Mapping[str, Any]) -> Heading:
    texts = tuple(TEXTS[key] for key in told["texts"])
    return Heading(str(told.get("number", "")), told.get("title", ""), texts, told.get("statutory", True))


def name_for(agency: Agency, period: Period) -> str:
    """The outline of an agency's report: a centre's own, the monthly one, or the periodic one."""
    if is_centre(agency):
        return "trung-tam"
    return "cai-cach" if period.kind == "month" else "kiem-soat"


def outline_of(data: ReportData) -> Outline:
    """The outline of a report."""
    return outline(name_for(data.agency, data.period))
