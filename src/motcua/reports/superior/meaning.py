"""What a bound number is a figure of: what it counts, of which period, narrowed to what, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from motcua.registers.kinds_read import kind_of
from motcua.reports.sentences import ON_TIME, ONLINE
from motcua.reports.superior.errors import FileRefused
from motcua.reports.superior.numbers import FORMS, Wanted
from motcua.reports.vocabulary import label
from motcua.rules.measures import MEASURES, Channel, Level
from motcua.rules.spans import Span

RATES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "on-time": (ON_TIME, ("early", "on_time"), ("resolved",)),
    "online": (ONLINE, ("received_online",), ("received",)),
    "online-full": (f"{ONLINE} toàn trình", ("received_online_full",), ("received",)),
    "ended-in-time": (
        "Tỷ lệ hồ sơ kết thúc trước hạn, đúng hạn, cả từ chối và rút",
        ("closed_in_time",),
        ("closed",),
    ),
    "digitised": ("Tỷ lệ hồ sơ được số hóa", ("digitised",), ("total_received",)),
    "fee-online": ("Tỷ lệ hồ sơ nộp phí, lệ phí trực tuyến", ("fee_paid_online",), ("fee_dossiers",)),
}
"""Rates: their words, what is counted, and out of what; the same as those of the report."""

DAYS = {
    "first": "Ngày đầu kỳ",
    "last": "Ngày cuối kỳ",
    "month": "Tháng cuối kỳ",
    "quarter": "Quý",
    "year": "Năm",
}
"""What of the period itself can stand in the place of a number."""

_RATE, _DAY = "rate:", "day:"
CHANNELS = tuple(int(one) for one in Channel)
LEVELS = tuple(int(one) for one in Level)


@dataclass(frozen=True)
class Meaning:
    """What a number means. `counts`: names of measures joined by «+», `rate:NAME`, or `day:NAME` of the period itself.

    `field`, `system`, `channel`, `level` narrow it down, `unit` is a department or a unit below in place of the unit.
    `form` and `digits` say how it is written; with `estimate` it is marked «ước» while its period goes on.
    """

    counts: str
    span: Span = Span.PERIOD
    field: int | None = None
    system: int | None = None
    channel: int | None = None
    level: int | None = None
    unit: int | None = None
    form: str = "file"
    digits: int | None = None
    estimate: bool = True

    @property
    def rate(self) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
        """The rate it is, where it is one."""
        return RATES.get(self.counts.removeprefix(_RATE)) if self.counts.startswith(_RATE) else None

    @property
    def day(self) -> str:
        """What of the period it is, empty where it counts something."""
        return self.counts.removeprefix(_DAY) if self.counts.startswith(_DAY) else ""

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that it adds up; of a rate what is counted."""
        rate = self.rate
        if rate is not None:
            return rate[1]
        return () if self.day else tuple(self.counts.split("+"))

    @property
    def register(self) -> str:
        """The register whose entries it counts, empty for dossiers."""
        return self.counts.partition(".")[0] if "." in self.counts else ""

    @property
    def wanted(self) -> Wanted:
        """How it is to be written."""
        return Wanted(self.form, self.digits)

    @property
    def narrowed(self) -> dict[str, int]:
        """The dimensions that narrow it down."""
        every = {name: getattr(self, name) for name in ("field", "system", "channel", "level")}
        return {name: value for name, value in every.items() if value is not None}

    def words(self) -> str:
        """What it counts, in words."""
        rate = self.rate
        if rate is not None:
            return rate[0]
        return DAYS[self.day] if self.day else " + ".join(label(name) for name in self.measures)

    def kept(self) -> dict[str, Any]:
        """It as plain values."""
        return asdict(self)


def checked(meaning: Meaning) -> Meaning:
    """The same; raises FileRefused where it counts nothing that there is, or is narrowed to what it cannot be."""
    known = meaning.rate is not None or meaning.day in DAYS or _countable(meaning.counts)
    if not known:
        raise FileRefused("Chọn chỉ tiêu của con số.")
    if (meaning.register or meaning.day) and (meaning.narrowed or meaning.unit is not None):
        raise FileRefused(
            "Chỉ tiêu này không chia theo lĩnh vực, kênh, mức độ, nguồn hay phòng. Bỏ phần lọc."
        )
    if meaning.form not in FORMS or meaning.digits not in (None, 0, 1, 2):
        raise FileRefused("Cách viết số không có trong danh sách.")
    if meaning.channel not in (None, *CHANNELS) or meaning.level not in (None, 0, *LEVELS):
        raise FileRefused("Kênh hoặc mức độ không có trong danh sách.")
    return meaning


def _countable(counts: str) -> bool:
    names = counts.split("+")
    if all(name in MEASURES for name in names):
        return len(set(names)) == len(names)
    source, _, name = counts.partition(".")
    try:
        return name in kind_of(source).measures
    except KeyError:
        return False


def read(kept: Mapping[str, Any]) -> Meaning:
    """A meaning from its plain values."""
    return Meaning(**{**kept, "span": Span(kept.get("span", Span.PERIOD))})
