"""The sentences on what changed in the period before after it had been closed."""

from __future__ import annotations

from motcua.reports.data import Adjusted, ReportData
from motcua.reports.document import Block
from motcua.reports.vietnamese import counted, lower_first, short_date
from motcua.rules.adjustments import Cause, What
from motcua.rules.instants import to_datetime

WHAT = {
    What.ADDED: "được tính thêm",
    What.REMOVED: "không còn được tính",
    What.ENDED: "nay biết đã kết thúc trong kỳ",
    What.NOT_ENDED: "nay biết chưa kết thúc trong kỳ",
    What.OUTCOME: "kết thúc theo cách khác hoặc khác về trước, đúng, quá hạn",
    What.STANDING: "cuối kỳ ở trạng thái khác",
    What.PARTICULARS: "khác về tiếp nhận, kênh, lĩnh vực, hệ thống, số hóa hoặc phí",
    What.BEFORE_ACCEPTANCE: "khác về việc chờ tiếp nhận",
}
CAUSE = {
    Cause.REPORT: "hệ thống nguồn gửi sau",
    Cause.CORRECTION: "đính chính",
    Cause.LATE_ENTRY: "ghi chậm",
    Cause.RECALCULATED: "tính lại lịch, thời hạn",
}


def adjustments(data: ReportData) -> list[Block]:
    """What a report says of the period before where its closed figures no longer are what is known; else nothing."""
    told = data.adjusted
    if told is None:
        return []
    lines = [_line(*one) for one in told.counts]
    return [Block("item", f"{_opening(told)}:"), *(Block("subitem", line) for line in lines), _stock(told)]


def _opening(told: Adjusted) -> str:
    moment = to_datetime(told.as_of)
    closed = f"{moment:%H:%M} ngày {short_date(moment.date())}"
    return (
        f"Điều chỉnh số liệu kỳ trước ({lower_first(told.period.title())}, chốt theo số liệu đến {closed}): "
        f"{counted(told.dossiers)}, trong đó"
    )


def _line(cause: str, what: str, count: int) -> str:
    return f"{counted(count)} {WHAT[What(what)]} ({CAUSE[Cause(cause)]});"


def _stock(told: Adjusted) -> Block:
    return Block(
        "subitem",
        f"Số chuyển sang kỳ này: theo số đã chốt {counted(told.open_closed)}, "
        f"theo số liệu hiện nay {counted(told.open_now)}.",
    )
