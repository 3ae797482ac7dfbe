"""The figures of a unit and month (DongBoThongKeHoSo): counts from a statement, shares computed here and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.exchange.wire.schema import Codec, Field, Problem, Read, Rejected
from motcua.exchange.wire.values import Percent, Whole


@dataclass(frozen=True)
class Figures:
    """Counts of one month; identities: carried over + received = all = closed + open, each in term and late."""

    month: int
    year: int
    received: int
    carried_over: int
    closed: int
    closed_in_time: int
    closed_late: int
    open_in_term: int
    open_late: int
    unit_code: str
    unit_name: str
    note: str = ""
    kind: str = "1"
    all: int = 0
    open: int = 0
    closed_in_time_share: int | None = None
    closed_late_share: int | None = None
    open_in_term_share: int | None = None
    open_late_share: int | None = None


_COUNT, _SHARE = Whole(), Percent()
FIGURES: Codec[Figures] = Codec(Figures, (
    Field("Thang", "month", Whole(1), required=True), Field("Nam", "year", Whole(2000), required=True),
    Field("SoNhanTrongKy", "received", _COUNT, required=True), Field("SoTonKyTruoc", "carried_over", _COUNT, required=True),
    Field("TongSoXuLy", "all", _COUNT), Field("TongDaXuLy", "closed", _COUNT, required=True),
    Field("TongXuLyDungHan", "closed_in_time", _COUNT, required=True),
    Field("PhanTramXuLyDungHan", "closed_in_time_share", _SHARE),
    Field("TongXuLyTreHan", "closed_late", _COUNT, required=True), Field("PhanTramXuLyTreHan", "closed_late_share", _SHARE),
    Field("TongChuaXuLy", "open", _COUNT), Field("TongChuaXuLyTrongHan", "open_in_term", _COUNT, required=True),
    Field("PhanTramChuaXuLyTrongHan", "open_in_term_share", _SHARE),
    Field("TongChuaXuLyTreHan", "open_late", _COUNT, required=True), Field("PhanTramChuaXuLyTreHan", "open_late_share", _SHARE),
    Field("GhiChu", "note"), Field("Madonvi", "unit_code", required=True), Field("TenDonVi", "unit_name"),
    Field("LoaiThongKe", "kind"),
))  # fmt: skip


def write_figures(figures: Figures) -> dict[str, Any]:
    """The figures as they are sent, totals and shares computed; a share of nothing is left empty, never «NaN» or 0.

    Raises Rejected where the counts do not add up.
    """
    problems = imbalances(figures)
    if problems:
        raise Rejected(problems)
    waiting = figures.open_in_term + figures.open_late
    counts = {
        "TongSoXuLy": str(figures.received + figures.carried_over),
        "TongChuaXuLy": str(waiting),
    }
    shares = {
        "PhanTramXuLyDungHan": (figures.closed_in_time, figures.closed),
        "PhanTramXuLyTreHan": (figures.closed_late, figures.closed),
        "PhanTramChuaXuLyTrongHan": (figures.open_in_term, waiting),
        "PhanTramChuaXuLyTreHan": (figures.open_late, waiting),
    }
    return (
        FIGURES.write(figures)
        | counts
        | {name: Percent().write(share(*parts)) for name, parts in shares.items()}
    )


def read_figures(raw: Any, where: str = "") -> Read[Figures]:
    """Figures that came; what does not add up is named beside what could not be read."""
    found = FIGURES.read(raw, where)
    if found.value is None:
        return found
    wrong = [Problem(f"{where}{one.field}", one.reason) for one in imbalances(found.value)]
    return Read(found.value, [*found.problems, *wrong], found.unknown)


def imbalances(figures: Figures) -> list[Problem]:
    """The identities that the counts break."""
    problems = []
    if not 1 <= figures.month <= 12:
        problems.append(Problem("Thang", "phải từ 1 đến 12", fatal=True))
    if figures.closed != figures.closed_in_time + figures.closed_late:
        problems.append(Problem("TongDaXuLy", "khác tổng đúng hạn và trễ hạn", fatal=True))
    if figures.received + figures.carried_over != figures.closed + figures.open_in_term + figures.open_late:
        reason = "nhận trong kỳ cộng tồn kỳ trước khác đã xử lý cộng chưa xử lý"
        problems.append(Problem("TongSoXuLy", reason, fatal=True))
    return problems


def share(part: int, whole: int) -> int | None:
    """A share in hundredths of a percent, rounded half up as officials do; None of nothing."""
    return (part * 20_000 + whole) // (2 * whole) if whole else None
