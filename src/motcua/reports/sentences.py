"""Sentences of the report that are written from figures, and from nothing but figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from motcua.reports.adjusted import adjustments
from motcua.reports.data import ReportData
from motcua.reports.document import Block
from motcua.reports.filled import province_kind
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

MOST = 5
"""How many fields a sentence names before it sums up the rest."""

ONLINE = "Tỷ lệ hồ sơ tiếp nhận trực tuyến"
"""Of the dossiers received in the period; those carried over are not counted again."""


def on_time_rate(totals: Mapping[str, int]) -> str:
    """«99,96%»; «–» where nothing was resolved."""
    return percent(totals["early"] + totals["on_time"], totals["resolved"])


def online_rate(totals: Mapping[str, int]) -> str:
    """«98,9%»; «–» where nothing was received."""
    return percent(totals["received_online"], totals["received"])


def resolution(data: ReportData) -> list[Block]:
    """What was received, resolved and is still open, with rates and the comparison with the period before."""
    totals = data.totals
    if not (totals["total_received"] or totals["closed"] or totals["open"]):
        return [Block("text", "Trong kỳ không phát sinh hồ sơ TTHC.")]
    blocks = [*_received(totals), _closed(totals), _open(totals)]
    lines = [_rate(totals), _late(data), _overdue(data), _side(totals), _main_fields(data)]
    lines += [_compared(data), _a_year_ago(data)]
    blocks += [Block("item", line) for line in lines if line]
    blocks += adjustments(data)
    return [*blocks, Block("text", "(Chi tiết tại Biểu số II.06b/VPCP/KSTT và phụ lục kèm theo)")]


def _received(totals: Mapping[str, int]) -> list[Block]:
    parts = _parts(
        ("trực tuyến", totals["received_online"]),
        ("trực tiếp và qua dịch vụ bưu chính", totals["received_direct_or_postal"]),
    )
    return [
        Block("item", f"Tổng số hồ sơ TTHC nhận giải quyết: {counted(totals['total_received'])}, trong đó:"),
        Block("subitem", f"Tiếp nhận mới trong kỳ: {counted(totals['received'])} ({parts});"),
        Block("subitem", f"Từ kỳ trước chuyển sang: {counted(totals['carried_over'])}."),
    ]


def _closed(totals: Mapping[str, int]) -> Block:
    parts = [("trước hạn", totals["early"]), ("đúng hạn", totals["on_time"]), ("quá hạn", totals["late"])]
    others = [
        ("từ chối, không đủ điều kiện", totals["refused"]),
        ("tổ chức, cá nhân rút hoặc dừng theo đề nghị", totals["withdrawn"]),
    ]
    parts += [part for part in others if part[1]]
    late = totals["other_closed_late"]
    tail = f"; trong số từ chối, rút có {counted(late)} kết thúc khi đã quá hạn" if late else ""
    return _divided("Số hồ sơ đã giải quyết", totals["closed"], parts, tail)


def _open(totals: Mapping[str, int]) -> Block:
    parts = [("trong hạn", totals["open_in_term"]), ("quá hạn", totals["open_overdue"])]
    others = [
        ("chờ bổ sung", totals["awaiting_supplement"]),
        ("tạm dừng, chờ thực hiện nghĩa vụ tài chính", totals["paused"]),
    ]
    parts += [part for part in others if part[1]]
    late = totals["waiting_overdue"]
    tail = f"; trong số đang chờ có {counted(late)} đã quá hạn" if late else ""
    return _divided("Số hồ sơ đang giải quyết", totals["open"], parts, tail)


def _divided(label: str, whole: int, parts: Iterable[tuple[str, int]], tail: str) -> Block:
    divided = f", gồm: {_parts(*parts)}{tail}" if whole else ""
    return Block("item", f"{label}: {some(whole)}{divided}.")


def _parts(*parts: tuple[str, int]) -> str:
    return "; ".join(f"{label}: {some(value)}" for label, value in parts)


def _rate(totals: Mapping[str, int]) -> str:
    if not totals["resolved"]:
        return ""
    in_time = totals["early"] + totals["on_time"]
    share = f"{two_digits(in_time)}/{two_digits(totals['resolved'])} hồ sơ có kết quả giải quyết"
    return f"{ON_TIME}: {on_time_rate(totals)} ({share})."


def _late(data: ReportData) -> str:
    return f"Hồ sơ giải quyết quá hạn theo lĩnh vực: {fields}." if (fields := _by_field(data, "late")) else ""


def _overdue(data: ReportData) -> str:
    fields = _by_field(data, "overdue_or_waiting_overdue")
    return f"Hồ sơ đang giải quyết đã quá hạn theo lĩnh vực: {fields}." if fields else ""


def _by_field(data: ReportData, measure: str) -> str:
    ranked = _ranked(data, measure)
    others = ("các lĩnh vực khác", sum(value for _, value in ranked[MOST:]))
    named = ranked if len(ranked) <= MOST + 1 else [*ranked[:MOST], others]
    return "; ".join(f"{name} ({counted(value)})" for name, value in named)


def _within(data: ReportData, measure: str) -> str:
    names = [name for name, _ in _ranked(data, measure)]
    return (
        f"thuộc lĩnh vực {names[0]}" if len(names) == 1 else f"thuộc các lĩnh vực: {_by_field(data, measure)}"
    )


def _ranked(data: ReportData, measure: str) -> list[tuple[str, int]]:
    sums: Counter[str] = Counter()
    for row in data.rows:
        sums[row.name] += row.values[measure]
    return [(name, value) for name, value in sums.most_common() if value > 0]


def _side(totals: Mapping[str, int]) -> str:
    labels = {
        "reopened": "mở lại", "transferred_in": "nhận chuyển đến", "transferred_out": "chuyển cơ quan khác",
    }  # fmt: skip
    parts = [f"{counted(totals[name])} {label}" for name, label in labels.items() if totals[name]]
    return f"Ngoài ra, trong kỳ có {listed(parts)}." if parts else ""


def _main_fields(data: ReportData) -> str:
    ranked = _ranked(data, "received")[:3]
    if len(ranked) < 3:
        return ""
    parts = [
        f"{name} ({counted(value)}, {percent(value, data.totals['received'])})" for name, value in ranked
    ]
    return f"Các lĩnh vực tiếp nhận nhiều hồ sơ nhất trong kỳ: {'; '.join(parts)}."


def _compared(data: ReportData) -> str:
    if data.previous is None:
        return ""
    earlier = data.period.before()
    return f"So với kỳ trước ({_named(data, earlier)}): {_changes(data.totals, data.previous, 'kỳ trước')}."


def _a_year_ago(data: ReportData) -> str:
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


def by_system(data: ReportData) -> list[Block]:
    """How many dossiers stood in the ministries' systems and how many in the province's."""
    sums: Counter[bool] = Counter()
    for row in data.rows:
        sums[row.owner in ("ministry", "register")] += row.values["total_received"]
    if not sums[True]:
        return []
    whole = counted(data.totals["total_received"])
    here = f"{counted(sums[False])} trên Hệ thống của {province_kind(data.agency)}"
    return [
        Block("text", f"Trong {whole} nhận giải quyết có {counted(sums[True])} trên Hệ thống của các Bộ, ngành và {here}.")
    ]  # fmt: skip


def electronic(data: ReportData) -> list[Block]:
    """Filed online, digitised, paid online, each as a share of what it can be a share of."""
    totals, facts = data.totals, data.facts
    if not totals["total_received"]:
        return [Block("text", "Trong kỳ không phát sinh hồ sơ TTHC.")]
    lines = [
        _share(ONLINE, totals["received_online"], totals["received"], "hồ sơ tiếp nhận mới trong kỳ"),
        _share("Tỷ lệ hồ sơ được số hóa", facts["digitised"], totals["total_received"], "hồ sơ nhận giải quyết"),
        _share(
            "Tỷ lệ hồ sơ nộp phí, lệ phí trực tuyến", facts["fee_paid_online"], facts["fee_dossiers"],
            "hồ sơ phải nộp phí, lệ phí",
        ),
    ]  # fmt: skip
    return [Block("item", line) for line in lines]


def _share(label: str, part: int, whole: int, of: str) -> str:
    if not whole:
        return f"{label}: không phát sinh {of}."
    found = (
        f"{two_digits(part)}/{two_digits(whole)}" if part else f"không có hồ sơ nào trong {two_digits(whole)}"
    )
    return f"{label}: {percent(part, whole)} ({found} {of})."


def catalogue(data: ReportData) -> list[Block]:
    """The numbers of procedures, where somebody gave them."""
    numbers = data.catalogue
    if "total" not in numbers:
        return []
    parts = [
        f"{label}: {counted(numbers[name], 'TTHC')}"
        for name, label in (("full", "toàn trình"), ("partial", "một phần"))
        if name in numbers
    ]
    tail = f", trong đó cung cấp dịch vụ công trực tuyến {'; '.join(parts)}" if parts else ""
    return [
        Block("text", f"Tổng số TTHC thuộc thẩm quyền giải quyết: {counted(numbers['total'], 'TTHC')}{tail}.")
    ]


def strengths(data: ReportData) -> list[Block]:
    """What the figures speak for."""
    totals = data.totals
    lines = []
    if totals["resolved"]:
        lines.append(f"{ON_TIME} đạt {on_time_rate(totals)}.")
    if totals["received_online"]:
        lines.append(f"{ONLINE} đạt {online_rate(totals)}.")
    if totals["closed"] and not _delays(totals):
        lines.append(
            "Trong kỳ không có hồ sơ giải quyết quá hạn, cuối kỳ không có hồ sơ đang giải quyết quá hạn."
        )
    return [Block("item", line) for line in lines]


def weaknesses(data: ReportData) -> list[Block]:
    """What the figures speak against."""
    totals = data.totals
    lines = []
    if totals["late"]:
        lines.append(f"Còn {counted(totals['late'])} giải quyết quá hạn {_within(data, 'late')}.")
    if overdue := totals["overdue_or_waiting_overdue"]:
        fields = _within(data, "overdue_or_waiting_overdue")
        lines.append(f"Cuối kỳ còn {counted(overdue)} đang giải quyết đã quá hạn {fields}.")
    return [Block("item", line) for line in lines]


def _delays(totals: Mapping[str, int]) -> int:
    return totals["late"] + totals["overdue_or_waiting_overdue"] + totals["other_closed_late"]
