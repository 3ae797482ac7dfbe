"""The portal's public figures of 2026: what is asked, and what an answer says. What is null is unknown, never zero.

An answer does not say which period and procedure it is about, so that it means nothing without its request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

EVALUATION = "/api/v1/reporting/evaluation"
PROCEDURE_LIST = "/api/v1/submitting/formality/list-all-public-formality-by-citizen"
PROCEDURE_ONE = "/api/v1/configuring/formality/get-formality-by-citizen"
PAGE_SIZE = 200


class Group(StrEnum):
    """A group of the index, by the last part of its address."""

    SCORES = "service-results"
    TRANSPARENCY = "transparency"
    PROGRESS = "dvc-progress-tree"
    ONLINE = "provide-online-tree"
    PAYMENT = "formality-online-payment-tree"
    DIGITISED = "dossier-digitized"
    SATISFACTION = "handling-satisfaction"


_PROCEDURE_KEY = {
    Group.TRANSPARENCY: "formalityId", Group.PROGRESS: "formalityId", Group.ONLINE: "formalityId",
    Group.PAYMENT: "formalityId", Group.DIGITISED: "formalityID",
}  # fmt: skip
"""The filter by procedure; in one group its last letter is a capital, and in another way it is ignored."""
_TREES = frozenset({Group.PROGRESS, Group.ONLINE, Group.PAYMENT})


@dataclass(frozen=True)
class Period:
    """A year, or a quarter or month of it."""

    year: int
    quarter: int = 0
    month: int = 0

    def __post_init__(self) -> None:
        if not (2020 <= self.year <= 2100 and 0 <= self.quarter <= 4 and 0 <= self.month <= 12) or (
            self.quarter and self.month
        ):
            raise ValueError("Kỳ phải là một năm, một quý (1–4) hoặc một tháng (1–12).")

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or (3 * self.quarter - 2 if self.quarter else 1), 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 3 * self.quarter or 12
        return (date(self.year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Question:
    """What is asked of one group; `root` is the portal's own id of a province or unit, empty for the whole country."""

    group: Group
    period: Period
    root: str = ""
    procedure: str = ""

    @property
    def path(self) -> str:
        """The address below the portal's."""
        return f"{EVALUATION}/{self.group.value}"

    def body(self) -> dict[str, Any]:
        """The request's body. Raises ValueError where the group cannot be asked so."""
        asked: dict[str, Any] = {"currentPage": 1, "pageSize": PAGE_SIZE}
        if self.group is Group.SATISFACTION:
            asked |= {"fromDate": self.period.first.isoformat(), "toDate": self.period.last.isoformat()}
        else:
            asked |= _typed(self.period)
        if self.root:
            asked["rootDepartmentId"] = self.root
        elif self.group is Group.SCORES:
            asked["departmentType"] = "ADMINISTRATIVE_UNIT"
        else:
            raise ValueError("Nhóm này cần mã của một tỉnh hoặc đơn vị trên Cổng.")
        if self.procedure:
            if self.group not in _PROCEDURE_KEY:
                raise ValueError("Nhóm này không lọc được theo thủ tục.")
            asked[_PROCEDURE_KEY[self.group]] = self.procedure
        return asked


def _typed(period: Period) -> dict[str, Any]:
    if period.month:
        return {"timeType": "month", "year": period.year, "month": period.month}
    if period.quarter:
        return {"timeType": "quarter", "year": period.year, "quarter": period.quarter}
    return {"timeType": "year", "year": period.year}


class BadAnswer(ValueError):
    """An answer that is none to the question: refused, cut off, or about another unit."""


@dataclass(frozen=True)
class UnitFigures:
    """What is published of one unit: `figures` by their names on the wire, None where the portal says null."""

    id: str
    code: str
    name: str
    figures: Mapping[str, float | None] = field(default_factory=dict)


def read_figures_of(question: Question, answer: Any) -> list[UnitFigures]:
    """The unit or province that was asked about first, then what lies below it. Raises BadAnswer."""
    data = envelope(answer)
    whole, below = (
        (data.get("parent"), data.get("children"))
        if question.group in _TREES
        else (data.get("overview"), data.get("evaluation"))
    )
    if not isinstance(whole, Mapping) or not isinstance(below, list):
        raise BadAnswer("câu trả lời thiếu phần tổng hoặc danh sách đơn vị")
    named = str(whole.get("departmentId") or "")
    if question.root and named and named != question.root:
        raise BadAnswer("câu trả lời nói về đơn vị khác")
    if question.root and not named and question.group is not Group.SCORES:
        raise BadAnswer("câu trả lời không nói về đơn vị nào")
    pages = data.get("pagination")
    total = pages.get("total") if isinstance(pages, Mapping) else None
    if isinstance(total, int) and len(below) < total:
        raise BadAnswer(f"câu trả lời chỉ có {len(below)} trong {total} đơn vị")
    found = [_unit(whole), *(_unit(row) for row in below if isinstance(row, Mapping))]
    for unit in found:
        if wrong := contradiction(unit.figures):
            raise BadAnswer(f"số liệu của {unit.name} mâu thuẫn: {wrong}")
    return found


_AT_MOST = (
    ("totalOnTime", "totalReceived"), ("totalOverdue", "totalReceived"), ("score", "maxScore"), ("totalScore", "totalMaxScore"),
    ("totalDossierOnlinePaymentSuccess", "totalDossierFinancialObligation"), ("channelOnlineSum", "channelTotalSum"),
)  # fmt: skip


def contradiction(figures: Mapping[str, float | None]) -> str:
    """What cannot be in the figures of a unit: less than nothing, or a part larger than its whole; empty where all can be."""
    for name, value in figures.items():
        part = name.rpartition(".")[2]
        if value is not None and value < 0 and part not in ("scoreDelta", "growthPercent"):
            return f"{name} nhỏ hơn 0"
        whole = figures.get(f"{name.removesuffix('numerator')}denominator") if part == "numerator" else None
        if value is not None and whole is not None and value > whole:
            return f"{name} lớn hơn mẫu số"
    for part, most in _AT_MOST:
        smaller, larger = figures.get(part), figures.get(most)
        if smaller is not None and larger is not None and smaller > larger:
            return f"{part} lớn hơn {most}"
    return ""


def envelope(answer: Any) -> Mapping[str, Any]:
    """The data of an answer. Raises BadAnswer."""
    if not isinstance(answer, Mapping) or str(answer.get("code")) not in ("OK", "200"):
        raise BadAnswer("Cổng không trả lời OK")
    data = answer.get("data")
    if not isinstance(data, Mapping):
        raise BadAnswer("câu trả lời không có dữ liệu")
    return data


def _unit(row: Mapping[str, Any]) -> UnitFigures:
    key, code, name = (str(row.get(f"department{part}") or "") for part in ("Id", "Code", "Name"))
    return UnitFigures(key, code, name, dict(_figures(row)))


def _figures(row: Mapping[str, Any]) -> Iterable[tuple[str, float | None]]:
    """Every number of a row, also of its metrics («DOSSIER_SYNC.numerator») and groups («groupScores.TDGQ»)."""
    for name, value in row.items():
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            if not name.startswith("department"):
                yield name, value
        elif name == "metrics" and isinstance(value, list):
            for metric in value:
                if isinstance(metric, Mapping):
                    inner = {
                        key: metric.get(key)
                        for key in ("numerator", "denominator", "ratio", "score", "maxScore")
                    }
                    yield from ((f"{metric.get('code')}.{key}", number) for key, number in _figures(inner))
        elif name == "groupScores" and isinstance(value, Mapping):
            yield from ((f"{name}.{key}", number) for key, number in _figures(value))


def is_block(status: int, content: bytes) -> bool:
    """Whether the portal's wall has turned us away: to be obeyed, not to be got round."""
    said = content[:4000].lower()
    return status in (403, 406, 429) or any(
        word in said for word in (b"request rejected", b"waf", b"support id")
    )
