"""Findings for people and for programs: the sentence around a mark, the place in words, everything as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.read.base import Document, Paragraph, Place
from motcua.reports.check.text.fold import fold
from motcua.reports.check.text.sentences import sentence_ends

KINDS = {
    Kind.SUM: "Tổng và các phần",
    Kind.DIFFERENCE: "So sánh với kỳ trước",
    Kind.PERCENT: "Tỷ lệ",
    Kind.BALANCE: "Cân đối tiếp nhận, giải quyết",
    Kind.PERIOD: "Kỳ báo cáo",
    Kind.DATE: "Ngày tháng",
    Kind.NUMBERING: "Số mục",
    Kind.REPEATED: "Số liệu lặp lại",
    Kind.TABLE: "Bảng",
    Kind.STATEMENT: "Đối chiếu hệ thống",
}
CERTAINTIES = {
    Certainty.CERTAIN: "Chắc chắn",
    Certainty.LIKELY: "Nhiều khả năng",
    Certainty.DOUBTFUL: "Cần xem lại",
}
_LONGEST = 320


@dataclass(frozen=True)
class Excerpt:
    """The sentence (or row) in which a mark stands: text before it, the marked text, text behind it."""

    before: str
    marked: str
    after: str

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.marked}{self.after}"


def place_of(document: Document, mark: Mark) -> Place:
    """Where a mark stands in the file."""
    block = document.blocks[mark.block]
    if isinstance(block, Paragraph):
        return block.at(mark.start)
    place = block.place
    return Place(
        place.paragraph, place.page, place.line, place.table, mark.row + 1 if mark.row is not None else None
    )


def excerpt(document: Document, mark: Mark) -> Excerpt:
    """The sentence around a mark, shortened where it is long; of a table its row."""
    block = document.blocks[mark.block]
    if not isinstance(block, Paragraph):
        row, column = block.rows[mark.row or 0], mark.column or 0
        return Excerpt(
            "".join(f"{cell} | " for cell in row[:column]),
            row[column],
            "".join(f" | {cell}" for cell in row[column + 1 :]),
        )
    text = block.text
    ends = sentence_ends(text, fold(text), 0)
    begin = max([end for end in ends if end <= mark.start], default=0)
    end = min([end for end in ends if end >= mark.end], default=len(text))
    before, after = text[begin : mark.start].lstrip(), text[mark.end : end]
    room = max(60, (_LONGEST - (mark.end - mark.start)) // 2)
    before = before if len(before) <= room else "…" + before[-room:].partition(" ")[2]
    after = after if len(after) <= room else after[:room].rpartition(" ")[0] + "…"
    return Excerpt(before, text[mark.start : mark.end], after)


def as_dict(document: Document, finding: Finding) -> dict[str, Any]:
    """A finding as plain values, for JSON."""
    return {
        "kind": finding.kind.value,
        "certainty": finding.certainty.value,
        **_marked(document, finding.where),
        "message": finding.message,
        "expected": finding.expected,
        "why": finding.why,
        "also": [_marked(document, mark) for mark in finding.also],
    }


def _marked(document: Document, mark: Mark) -> dict[str, Any]:
    around = excerpt(document, mark)
    place = place_of(document, mark)
    return {
        "place": {key: value for key, value in asdict(place).items() if value},
        "where": place.words,
        "sentence": around.sentence.strip(),
        "found": around.marked,
    }


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each certainty."""
    return {certainty.value: sum(one.certainty is certainty for one in findings) for certainty in Certainty}
