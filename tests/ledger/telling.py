"""Exports of two systems written as files, told to the project one after the other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import strategies as st

from motcua.catalogue.models import Unit
from motcua.hub.run import import_files
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, Instant, local_day, to_datetime
from tests.ledger.lives import BEGIN, CIVIL_STATUS, DAYS, Case, Life, Stop, Told, cases, moments, tell

ONE_STOP, MINISTRY = "province:H24", "ministry:15"

ONE_STOP_TITLES = (
    "STT", "Số hồ sơ", "Mã TTHC", "Tên lĩnh vực", "Hình thức tiếp nhận", "Ngày nộp", "Ngày tiếp nhận", "Ngày hẹn trả",
    "Ngày kết thúc xử lý", "Ngày trả kết quả", "Trạng thái hồ sơ", "Ngày tạm dừng", "Ngày tiếp tục", "Lý do",
    "Danh sách hồ sơ bổ sung", "Phí, lệ phí (đồng)", "Hình thức thanh toán", "Số hóa hồ sơ", "Ngày cập nhật",
)  # fmt: skip
MINISTRY_TITLES = (
    "MaHoSo", "MaTTHC", "LinhVuc", "KenhNop", "NgayTiepNhan", "NgayHenTra", "NgayKetThuc", "NgayTraKetQua", "TrangThai",
    "NgayTamDung", "NgayTiepTuc", "GhiChu", "DanhSachHoSoBoSung", "LePhi", "ThanhToanTrucTuyen", "SoHoa",
)  # fmt: skip
WORDS = {
    "lodged": "Mới đăng ký", "lodged_supplement": "Chờ bổ sung trước tiếp nhận", "turned_away": "Không được tiếp nhận",
    "in_progress": "Đang xử lý", "supplement": "Tạm dừng - chờ bổ sung hồ sơ",
    "payment": "Tạm dừng - chờ nghĩa vụ tài chính", "suspension": "Tạm dừng", "ready": "Đã xử lý xong",
    "handed_over": "Đã trả kết quả", "refused": "Từ chối giải quyết", "withdrawn": "Công dân xin rút hồ sơ",
    "stopped": "Dừng xử lý",
}  # fmt: skip
NUMBERS = {
    "in_progress": "4", "supplement": "5", "payment": "6", "suspension": "Tạm dừng", "ready": "9",
    "handed_over": "10", "refused": "8", "withdrawn": "7", "stopped": "8",
}  # fmt: skip
CHANNELS = {1: "Trực tiếp", 2: "Trực tuyến", 3: "Bưu chính công ích"}
REASONS = {
    "supplement": "Yêu cầu bổ sung thành phần hồ sơ", "payment": "Chờ thực hiện nghĩa vụ tài chính",
    "suspension": "Tạm dừng để xác minh",
}  # fmt: skip
OF_ONES_OWN_WILL = "Dừng theo đề nghị của công dân"


@dataclass(frozen=True)
class Export:
    """What both systems show at a moment, recorded later; `reaches` leaves out what was lodged long before."""

    moment: Instant
    recorded: Instant
    told: dict[str, list[Told]]


def speaking(exports: Iterable[Export], known_at: Instant | None = None) -> list[Told]:
    """Of each dossier what is believed: the ministry's word on its own, each system's latest moment."""
    latest: dict[tuple[str, str], tuple[Instant, Told]] = {}
    for export in exports:
        if known_at is None or export.recorded <= known_at:
            for system, said in export.told.items():
                for one in said:
                    if latest.get((one.code, system), (0, one))[0] <= export.moment:
                        latest[one.code, system] = (export.moment, one)
    believed: dict[str, Told] = {}
    for system in (ONE_STOP, MINISTRY):
        believed |= {code: one for (code, named), (_, one) in latest.items() if named == system}
    return [believed[code] for code in sorted(believed)]


@st.composite
def stories(draw: st.DrawFn, pauses: tuple[str, ...]) -> list[Export]:
    """Some dossiers, and the exports that tell of them in the order in which they arrive."""
    count = draw(st.integers(3, 14))
    known = [draw(cases(number, civil=number % 4 == 0, pauses=pauses)) for number in range(count)]
    behind = draw(st.integers(0, 20)) * MS_PER_DAY
    when = sorted(set(draw(st.lists(moments(DAYS + 40), min_size=2, max_size=5))))
    if draw(st.integers(0, 3)) == 0:
        when = draw(st.permutations(when))
    made, last = [], 0
    for moment in when:
        last = max(last + draw(st.integers(1, 3 * MS_PER_DAY)), moment)
        made.append(Export(moment, last, _shown(draw, known, when, moment, behind)))
    return made


def _shown(
    draw: st.DrawFn, known: Sequence[Case], when: Sequence[Instant], moment: Instant, behind: Instant
) -> dict[str, list[Told]]:
    """What the ministry's system leads stands in the one-stop system too, as it was some days before."""
    reaches = draw(st.sampled_from((400, 400, 30))) * MS_PER_DAY
    seen = [case for case in known if case.life.lodged > moment - reaches]
    own = [case.told(moment) for case in seen if not case.life.civil]
    copied = [case.told(moment - behind) for case in seen if case.life.civil]
    told = {ONE_STOP: _present([*own, *copied, *_busy(when, moment, civil=False)])}
    if draw(st.booleans()):
        leading = [case.told(moment) for case in seen if case.life.civil]
        rows = _present([*leading, *_busy(when, moment, civil=True)])
        told[MINISTRY] = [replace(one, lodged=None) for one in rows if one.received]
    return told


def _present(rows: Iterable[Told | None]) -> list[Told]:
    return [one for one in rows if one]


def _busy(when: Sequence[Instant], moment: Instant, civil: bool) -> list[Told | None]:
    """Something happens just before every export, so that the last event of a file is its moment."""
    return [tell(_arrival(at, civil), moment) for at in when]


def _arrival(moment: Instant, civil: bool) -> Life:
    minute = (moment - BEGIN) // MS_PER_MINUTE
    code = f"H24.99-260301-15{minute:06d}" if civil else f"SO-{minute}"
    at = moment - MS_PER_MINUTE
    return Life(code, civil, None, CIVIL_STATUS if civil else "Chứng thực", 1, True, False, False, at, at)


def tell_all(unit: Unit, exports: Sequence[Export], folder: Path) -> None:
    """Import the exports one after the other."""
    for export in exports:
        import_files(unit, written(export, folder), export.recorded)


def written(export: Export, folder: Path) -> list[Path]:
    """The files of an export."""
    paths = []
    for system, rows in export.told.items():
        path = folder / f"{'mot-cua' if system == ONE_STOP else 'ho-tich'}-{export.recorded}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file, delimiter=";")
            lines.writerows(_one_stop(export, rows) if system == ONE_STOP else _ministry(rows))
        paths.append(path)
    return paths


def _one_stop(export: Export, rows: Sequence[Told]) -> list[Sequence[str]]:
    day = to_datetime(export.moment)
    title = [f"(Xuất ngày {day:%d/%m/%Y})", *[""] * (len(ONE_STOP_TITLES) - 1)]
    return [title, ONE_STOP_TITLES, *(_one_stop_row(n, one) for n, one in enumerate(rows, 1))]


def _one_stop_row(number: int, one: Told) -> Sequence[str]:
    stop, listed = _columns(one)
    reason = (
        OF_ONES_OWN_WILL if one.state == "stopped" else REASONS[one.stops[-1].ground] if one.stops else ""
    )
    due = _at(one.due, "%d/%m/%Y %H:%M:%S")
    events = [one.lodged, one.received, one.finished, one.handed, *_instants(one.stops)]
    answered = one.finished if one.received is None else None
    return (
        str(number), one.code, one.procedure or "", one.field, CHANNELS[one.channel], _at(one.lodged), _at(one.received),
        due.removesuffix(" 23:59:59"), _at(one.finished), _at(one.handed), WORDS[one.state],
        _at(stop.begin if stop else None), _at(stop.end if stop else None), reason, listed,
        "20.000" if one.fee else "", CHANNELS[2 if one.paid_online else 1] if one.fee else "",
        "Có" if one.digitised else "Không", _at(answered or max(at for at in events if at is not None)),
    )  # fmt: skip


def _ministry(rows: Sequence[Told]) -> list[Sequence[str]]:
    return [MINISTRY_TITLES, *map(_ministry_row, rows)]


def _ministry_row(one: Told) -> Sequence[str]:
    form = "%Y-%m-%d %H:%M:%S"
    stop, listed = _columns(one)
    reason = (
        OF_ONES_OWN_WILL if one.state == "stopped" else REASONS[one.stops[-1].ground] if one.stops else ""
    )
    reason = "" if one.state == "refused" and not one.stops else reason
    return (
        one.code, one.procedure or "", one.field, str(one.channel), _at(one.received, form), _at(one.due, form), _at(one.finished, form),
        _at(one.handed, form), NUMBERS[one.state], _at(stop.begin if stop else None, form),
        _at(stop.end if stop else None, form), reason, listed, "8000" if one.fee else "",
        "1" if one.paid_online else "0", "1" if one.digitised else "0",
    )  # fmt: skip


def _columns(one: Told) -> tuple[Stop | None, str]:
    """The pause that the two columns show, or the list of supplements."""
    if one.stops and one.stops[-1].ground == "supplement":
        form = "%Y%m%d%H%M%S"
        listed = [
            {"NgayBoSung": _at(s.begin, form), "NgayTiepNhanBoSung": _at(s.end, form)} for s in one.stops
        ]
        return None, json.dumps(listed)
    return (one.stops[-1] if one.stops else None), ""


def _instants(stops: Sequence[Stop]) -> list[Instant]:
    return [at for stop in stops for at in (stop.begin, stop.end) if at is not None]


def _at(instant: Instant | None, form: str = "%d/%m/%Y %H:%M:%S") -> str:
    return "" if instant is None else f"{to_datetime(instant):{form}}"


def last_day(exports: Sequence[Export]) -> int:
    """The local day of the last moment that was told."""
    return max(local_day(export.moment) for export in exports)
