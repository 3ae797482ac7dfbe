"""Tables that a report's wording may name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from motcua.reports.data import ReportData
from motcua.reports.vietnamese import alphabetical, number
from motcua.reports.wording.values import Grid

_FIELDS = {
    "received": "Tiếp nhận mới", "carried_over": "Kỳ trước chuyển sang", "closed": "Đã giải quyết",
    "late": "Trong đó quá hạn", "open": "Đang giải quyết", "overdue_or_waiting_overdue": "Trong đó quá hạn",
}  # fmt: skip
_COMPARED = {
    "received": "Tiếp nhận mới trong kỳ", "received_online": "Trong đó trực tuyến", "closed": "Đã giải quyết",
    "late": "Giải quyết quá hạn", "open": "Chuyển kỳ sau",
}  # fmt: skip


def by_field(data: ReportData) -> Grid:
    """A row a field, with the total; no rows where there was nothing."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in data.rows:
        sums[row.name].update({name: row.values[name] for name in _FIELDS})
    rows = [
        (str(place), name, *_numbers(sums[name]))
        for place, name in enumerate(sorted(sums, key=alphabetical), start=1)
    ]
    total = ("", "Tổng cộng", *_numbers(data.totals))
    return Grid(("TT", "Lĩnh vực", *_FIELDS.values()), (*rows, total) if rows else (), (9, 47, *[17] * 6))


def _numbers(values: Mapping[str, int]) -> list[str]:
    return [number(values[name]) for name in _FIELDS]


def compared(data: ReportData) -> Grid:
    """A row a figure: now, the period before, the same period last year, as far as these were recorded as a whole."""
    earlier = {"Kỳ trước": data.previous, "Cùng kỳ năm trước": data.last_year}
    known = {label: totals for label, totals in earlier.items() if totals is not None}
    rows = [
        (str(place), label, number(data.totals[name]), *(number(totals[name]) for totals in known.values()))
        for place, (name, label) in enumerate(_COMPARED.items(), start=1)
    ]
    header = ("TT", "Chỉ tiêu", "Kỳ này", *known)
    return Grid(header, tuple(rows), (9, 61, 30, *[30] * len(known)))
