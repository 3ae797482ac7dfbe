"""Parts of sentences that are written from figures, and from nothing but figures; `outlines` says where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from motcua.reports.data import ReportData
from motcua.reports.vietnamese import (
    change,
    counted,
    listed,
    lower_first,
    percent,
    short_date,
    some,
    two_digits,
)
from motcua.rules.periods import Period

ON_TIME = "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn"
"""The report's on-time rate: of the dossiers resolved in the period, refusals and withdrawals aside."""

ONLINE = "Tỷ lệ hồ sơ tiếp nhận trực tuyến"
"""Of the dossiers received in the period; those carried over are not counted again."""

MOST = 5
"""How many fields a sentence names before it sums up the rest."""


def on_time_rate(totals: Mapping[str, int]) -> str:
    """«99,96%»; «–» where nothing was resolved."""
    return percent(totals["early"] + totals["on_time"], totals["resolved"])


def closed_parts(totals: Mapping[str, int]) -> str:
    """«trước hạn: 2.685 hồ sơ; đúng hạn: không có; quá hạn: 01 hồ sơ»; refusals and withdrawals where there are any."""
    parts = [("trước hạn", totals["early"]), ("đúng hạn", totals["on_time"]), ("quá hạn", totals["late"])]
    others = [
        ("từ chối, không đủ điều kiện", totals["refused"]),
        ("tổ chức, cá nhân rút hoặc dừng theo đề nghị", totals["withdrawn"]),
    ]
    late = totals["other_closed_late"]
    tail = f"; trong số từ chối, rút có {counted(late)} kết thúc khi đã quá hạn" if late else ""
    return _parts([*parts, *(part for part in others if part[1])], tail)


def open_parts(totals: Mapping[str, int]) -> str:
    """«trong hạn: 65 hồ sơ; quá hạn: không có»; what waits where there is any."""
    parts = [("trong hạn", totals["open_in_term"]), ("quá hạn", totals["open_overdue"])]
    others = [
        ("chờ bổ sung", totals["awaiting_supplement"]),
        ("tạm dừng, chờ thực hiện nghĩa vụ tài chính", totals["paused"]),
    ]
    late = totals["waiting_overdue"]
    tail = f"; trong số đang chờ có {counted(late)} đã quá hạn" if late else ""
    return _parts([*parts, *(part for part in others if part[1])], tail)


def _parts(parts: Iterable[tuple[str, int]], tail: str = "") -> str:
    return "; ".join(f"{label}: {some(value)}" for label, value in parts) + tail


def by_field(data: ReportData, measure: str) -> str:
    """«Chứng thực (02 hồ sơ); Hộ tịch (01 hồ sơ)»; empty where there is none."""
    ranked = _ranked(data, measure)
    others = ("các lĩnh vực khác", sum(value for _, value in ranked[MOST:]))
    named = ranked if len(ranked) <= MOST + 1 else [*ranked[:MOST], others]
    return "; ".join(f"{name} ({counted(value)})" for name, value in named)


def within(data: ReportData, measure: str) -> str:
    """«thuộc lĩnh vực Chứng thực», «thuộc các lĩnh vực: …»; empty where there is none."""
    names = [name for name, _ in _ranked(data, measure)]
    if not names:
        return ""
    return (
        f"thuộc lĩnh vực {names[0]}" if len(names) == 1 else f"thuộc các lĩnh vực: {by_field(data, measure)}"
    )


def _ranked(data: ReportData, measure: str) -> list[tuple[str, int]]:
    sums: Counter[str] = Counter()
    for row in data.rows:
        sums[row.name] += row.values[measure]
    return [(name, value) for name, value in sums.most_common() if value > 0]


def side(totals: Mapping[str, int]) -> str:
    """«01 hồ sơ mở lại và 02 hồ sơ nhận chuyển đến»; empty where nothing of the kind was."""
    labels = {
        "reopened": "mở lại", "transferred_in": "nhận chuyển đến", "transferred_out": "chuyển cơ quan khác",
    }  # fmt: skip
    return listed([f"{counted(totals[name])} {label}" for name, label in labels.items() if totals[name]])


def main_fields(data: ReportData) -> str:
    """The three fields that most was received in; empty where there are fewer."""
    ranked = _ranked(data, "received")[:3]
    if len(ranked) < 3:
        return ""
    whole = data.totals["received"]
    return "; ".join(f"{name} ({counted(value)}, {percent(value, whole)})" for name, value in ranked)


def compared(data: ReportData) -> str:
    """The comparison with the period before; empty where that was not recorded as a whole."""
    if data.previous is None:
        return ""
    earlier = data.period.before()
    return f"So với kỳ trước ({_named(data, earlier)}): {_changes(data.totals, data.previous, 'kỳ trước')}."


def a_year_ago(data: ReportData) -> str:
    """The comparison with the same period of last year; empty where that was not recorded as a whole."""
    if data.last_year is None:
        return ""
    earlier = data.period.year_before()
    changes = _changes(data.totals, data.last_year, "cùng kỳ năm trước")
    return f"So với cùng kỳ năm trước ({_named(data, earlier)}): {changes}."


def _changes(totals: Mapping[str, int], before: Mapping[str, int], then: str) -> str:
    parts = [
        f"số hồ sơ tiếp nhận trong kỳ {change(totals['received'], before['received'])}",
        f"số hồ sơ đã giải quyết {change(totals['closed'], before['closed'])}",
        f"số hồ sơ chuyển kỳ sau {change(totals['open'], before['open'])}",
    ]
    if totals["resolved"] and before["resolved"]:
        parts.append(f"{lower_first(ON_TIME)} {on_time_rate(totals)} ({then} {on_time_rate(before)})")
    return "; ".join(parts)


def _named(data: ReportData, earlier: Period) -> str:
    if data.period_title:
        return lower_first(earlier.title())
    return f"từ ngày {short_date(earlier.first)} đến ngày {short_date(earlier.last)}"


def systems(data: ReportData) -> dict[bool, int]:
    """How many dossiers stood in the ministries' systems (True) and how many in the others (False)."""
    sums: Counter[bool] = Counter()
    for row in data.rows:
        sums[row.owner in ("ministry", "register")] += row.values["total_received"]
    return {where: sums[where] for where in (True, False)}


def share(part: int, whole: int, of: str) -> str:
    """«98,9% (4.152/4.197 hồ sơ tiếp nhận mới trong kỳ)»; in words where there is nothing to share."""
    if not whole:
        return f"không phát sinh {of}"
    found = (
        f"{two_digits(part)}/{two_digits(whole)}" if part else f"không có hồ sơ nào trong {two_digits(whole)}"
    )
    return f"{percent(part, whole)} ({found} {of})"


def delays(totals: Mapping[str, int]) -> int:
    """How many dossiers of the period were or are late, in whatever way they ended."""
    return totals["late"] + totals["overdue_or_waiting_overdue"] + totals["other_closed_late"]
