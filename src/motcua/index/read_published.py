"""Reading files with published figures: CSV tables, and answers of the portal's evaluation pages as JSON.

Neither says of which period it is: whoever reads it has to.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.index.published import TOTAL, Told
from motcua.reports.errors import ReportRefused
from motcua.rules.index import Count

LARGEST = 8_000_000
"""Bytes; the answers of six groups for a province of 163 units are a tenth of that."""

_PAIRS: dict[str, tuple[tuple[str, ...], str]] = {
    "TDGQ": (("totalOnTime",), "totalReceived"),
    "TTTT_A": (("totalDossierOnlinePaymentSuccess",), "totalDossierFinancialObligation"),
    "TTTT_B": (("totalDossierOnlineFormalityPaymentSuccess",), "totalFeeFormality"),
    "TTTT_C": (("totalFeeDossierFormality",), "totalFeeFormality"),
    "CLGQ_A": (("partialCount", "fullCount"), "authorityCount"),
    "CLGQ_B": (("onlineDossierCount",), "onlineServiceTotal"),
    "CLGQ_C": (("channelOnlineSum",), "channelTotalSum"),
}
"""The columns of a tree that add up to the numerator of an indicator, and its denominator."""

_GROUPS = {"totalOnTime": "TDGQ", "totalFeeFormality": "TTTT", "onlineServiceTotal": "CLGQ"}
"""By which column one sees whose points a row of a tree has."""


class BadPublished(ReportRefused):
    """A file from which no published figures can be read; says why and what to do."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"Tệp {name} không đọc được số liệu chỉ số: {why}. Cần tệp CSV có cột departmentCode và score, "
            "hoặc tệp JSON là trả lời của trang đánh giá trên Cổng."
        )


def read(name: str, content: bytes) -> list[Told]:
    """The figures of a file, by the name of which its kind is known; raises BadPublished."""
    if len(content) > LARGEST:
        raise BadPublished(name, f"tệp lớn hơn {LARGEST // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
        rows = _json(text) if text.lstrip().startswith("{") else _table(text)
        found = list(rows)
    except UnicodeDecodeError as error:
        raise BadPublished(name, "tệp không ở bảng mã UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadPublished(name, f"JSON sai ở dòng {error.lineno}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise BadPublished(name, f"thiếu phần {error}") from error
    except (ValueError, InvalidOperation) as error:
        raise BadPublished(name, f"có số sai: {error}") from error
    if not found:
        raise BadPublished(name, "không có dòng số liệu nào")
    return found


def _table(text: str) -> Iterator[Told]:
    """A CSV: one indicator a row where it has a column `indicator`, else the columns of a tree."""
    for row in csv.DictReader(io.StringIO(text)):
        code, name = row["departmentCode"], row.get("departmentName") or ""
        if "indicator" in row:
            count = _count(row.get("numerator"), row.get("denominator"))
            yield Told(code, name, row["indicator"], count, _points(row["score"]))
        else:
            yield from _tree_row(row, code, name)


def _json(text: str) -> Iterator[Told]:
    """An answer of the portal; null stays unknown and never becomes 0."""
    answer = json.loads(text)
    if answer.get("code") != "OK":
        raise ValueError(f"code {answer.get('code')}")
    data = answer["data"]
    for row in data.get("evaluation", ()):
        yield from _evaluated(row)
    for row in [*([data["parent"]] if "parent" in data else []), *data.get("children", ())]:
        yield from _tree_row(row, row.get("departmentCode") or "", row["departmentName"])


def _evaluated(row: Mapping[str, Any]) -> Iterator[Told]:
    code, name = row.get("departmentCode") or "", row["departmentName"]
    for metric in row.get("metrics", ()):
        count = _count(metric.get("numerator"), metric.get("denominator"))
        yield Told(code, name, metric["code"], count, _points(metric.get("score")))
    if "groupScores" in row:
        yield Told(code, name, TOTAL, None, _points(row["totalScore"]))
        for group, score in row["groupScores"].items():
            yield Told(code, name, group, None, _points(score))


def _tree_row(row: Mapping[str, Any], code: str, name: str) -> Iterator[Told]:
    group = next((group for column, group in _GROUPS.items() if column in row), None)
    score = _points(row.get("totalScore", row.get("score")))
    for indicator, (columns, denominator) in _PAIRS.items():
        if denominator in row:
            own = score if indicator == group else None
            yield Told(code, name, indicator, _sum(row, columns, denominator), own)
    if group not in _PAIRS and score is not None:
        yield Told(code, name, group or "CLGQ", None, score)


def _sum(row: Mapping[str, Any], columns: tuple[str, ...], denominator: str) -> Count | None:
    parts = [_count(row[column], row[denominator]) for column in columns]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return Count(sum(part.numerator for part in known), known[0].denominator)


def _count(numerator: Any, denominator: Any) -> Count | None:
    if numerator in (None, "") or denominator in (None, ""):
        return None
    return Count(_whole(numerator), _whole(denominator))


def _whole(value: Any) -> int:
    number = Decimal(str(value).strip())
    if not number.is_finite() or number != int(number) or not 0 <= number < 2**31:
        raise ValueError(str(value))
    return int(number)


def _points(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    number = Decimal(str(value).strip())
    if not number.is_finite() or not 0 <= number <= 100:
        raise ValueError(str(value))
    return number
