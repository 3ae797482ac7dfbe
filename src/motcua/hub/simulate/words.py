"""The words in which systems tell of a dossier, and names that nobody bears."""

from __future__ import annotations

from motcua.hub.simulate.dossier import (
    ASKED_TO_COMPLETE,
    REFUSED,
    RESOLVED,
    STOPPED,
    TURNED_AWAY,
    WITHDRAWN,
    Dossier,
)

_NOT_ACCEPTED = {TURNED_AWAY: ("Không được tiếp nhận", 3), ASKED_TO_COMPLETE: ("Yêu cầu bổ sung giấy tờ", 5)}
_WAITING = {
    "supplement": ("Yêu cầu bổ sung giấy tờ", 5),
    "payment": ("Tạm dừng - chờ nghĩa vụ tài chính", 6),
    "suspension": ("Tạm dừng xử lý", 4),
}
_ENDED = {
    REFUSED: ("Từ chối giải quyết", 8),
    WITHDRAWN: ("Công dân xin rút", 7),
    STOPPED: ("Dừng xử lý", 8),
}
_READY, _HANDED_OVER = ("Đã xử lý xong", 9), ("Đã trả kết quả", 10)
_LODGED, _IN_PROGRESS = ("Mới đăng ký", 1), ("Đang xử lý", 4)

_WHY_WAITING = {
    "supplement": "Yêu cầu bổ sung thành phần hồ sơ",
    "payment": "Chờ thực hiện nghĩa vụ tài chính",
    "suspension": "Chờ kết quả xác minh của cơ quan phối hợp",
}
_WHY_ENDED = {
    REFUSED: "Hồ sơ không đủ điều kiện giải quyết",
    WITHDRAWN: "Công dân xin rút hồ sơ",
    STOPPED: "Dừng giải quyết theo đề nghị của công dân (xin rút)",
}
_WHY_NOT_ACCEPTED = {
    TURNED_AWAY: "Không thuộc thẩm quyền giải quyết",
    ASKED_TO_COMPLETE: "Đề nghị bổ sung giấy tờ trước khi tiếp nhận",
}

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thu", "Quang")
_GIVEN = (
    "An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hòa", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai",
    "Nam", "Nga", "Phúc", "Phương", "Quân", "Sơn", "Thảo", "Thủy", "Trung", "Tuấn", "Vân", "Xuân", "Yến", "Ánh",
)  # fmt: skip


def state(dossier: Dossier) -> tuple[str, int]:
    """How a dossier stands, in the one-stop system's words and as national status number."""
    if dossier.received is None:
        return _NOT_ACCEPTED.get(dossier.answer or "", _LODGED)
    if dossier.outcome == RESOLVED:
        return _HANDED_OVER if dossier.returned is not None else _READY
    if dossier.outcome is not None:
        return _ENDED[dossier.outcome]
    waiting = dossier.wait is not None and dossier.wait.end is None
    return _WAITING[dossier.wait.ground] if waiting and dossier.wait else _IN_PROGRESS


def reason(dossier: Dossier) -> str:
    """What the one column for reasons says: why it was not accepted, why it stood still, or why it ended."""
    if dossier.wait is not None:
        return _WHY_WAITING[dossier.wait.ground]
    if dossier.received is None:
        return _WHY_NOT_ACCEPTED.get(dossier.answer or "", "")
    return _WHY_ENDED.get(dossier.outcome or "", "")


def applicant(person: int) -> str:
    """The made-up name of a numbered person."""
    family, middle = _FAMILY[person % len(_FAMILY)], _MIDDLE[person // 3 % len(_MIDDLE)]
    return f"{family} {middle} {_GIVEN[person // 7 % len(_GIVEN)]}"


def telephone(person: int) -> int:
    """A number that nobody has, as a spreadsheet keeps it: without its leading zero."""
    return 900_000_000 + person
