"""What makes a file of a live source doubtful, so that a person has to see it first: other columns than before, half a
file, another unit's file. Each doubt is a question in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.models import Unit
from motcua.catalogue.models.units import UnitCode
from motcua.catalogue.units import below
from motcua.exchange.live.examine import Examined
from motcua.exchange.models import TakenFile, WatchedSource
from motcua.hub.errors import ExportError, MissingColumns, NoHeader, UnknownValues, dotted
from motcua.hub.sources import AnotherUnit
from motcua.hub.vocabulary import load
from motcua.rules.instants import Instant, date_of, local_day

ASKED = (MissingColumns, NoHeader, UnknownValues, AnotherUnit)
"""What keeps a file from being read that a person can settle."""

LEAST_ROWS = 20
"""Of fewer rows nothing can be told by their number."""
FEWEST = 0.7
"""A list of all dossiers grows; one with less than this part of the rows before is half a file."""
_REMEMBERED = 60
_ONE_STOP = "province:"


@dataclass(frozen=True)
class History:
    """What a source gave before: files that were recorded, the latest first."""

    files: Sequence[TakenFile]
    whole: bool

    def system_of(self, header: Mapping[str, str]) -> str:
        """The one-stop system where a file with this header was its; else nothing is known.

        Its list of one day may hold dossiers of one ministry alone and look like that ministry's; the other way round a
        list of many fields is no ministry's.
        """
        alike = (one.system for one in self.files if one.header == header)
        return next((system for system in alike if system.startswith(_ONE_STOP)), "")

    def last(self, examined: Examined) -> TakenFile | None:
        """The file to compare with: the last one of the same system, else the one whose header is most alike."""
        system = examined.read.system if examined.read else ""
        same = next((one for one in self.files if system and one.system == system), None)
        return same or max(self.files, key=lambda one: _alike(one.header, examined.header), default=None)


def history_of(source: WatchedSource) -> History:
    """What is known of a source."""
    recorded = source.files.filter(outcome=TakenFile.Outcome.RECORDED).order_by("-pk")
    return History(list(recorded[:_REMEMBERED]), source.whole)


def doubts(examined: Examined, history: History, unit: Unit, now: Instant) -> list[str]:
    """The questions about a file that could be read, or whose problem a person can settle; none where all is as usual."""
    last = history.last(examined)
    found = [_unread(examined.problem)] if examined.problem else []
    found += _columns(examined, history, last)
    if examined.read is not None:
        found += [*_half(examined, examined.read.rows, last, history.whole)]
        found += _another(examined, history, unit, now)
    return found


def _unread(problem: ExportError) -> str:
    """Why a file could not be read, and what can be done on the page. The first row may have names in it."""
    said = "không tìm thấy dòng tiêu đề cột" if isinstance(problem, NoHeader) else problem.problem.rstrip(".")
    aside = "Bỏ tệp này." if isinstance(problem, AnotherUnit) else "Khai bằng tay, hoặc bỏ tệp này."
    return f"{said[:1].upper()}{said[1:]}. {aside}"


def _alike(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    titles, others = set(one.values()), set(other.values())
    return len(titles & others) / max(len(titles | others), 1)


def _columns(examined: Examined, history: History, last: TakenFile | None) -> Iterator[str]:
    """Columns that were read before and are gone, or are read from under another title."""
    if last is None or any(examined.header == one.header for one in history.files):
        return
    labels = load().labels
    gone = [
        f"“{title}” ({labels.get(name, name)})"
        for name, title in last.header.items()
        if examined.header.get(name) != title
    ]
    new = [
        f"“{title}” ({labels.get(name, name)})"
        for name, title in examined.header.items()
        if last.header.get(name) != title
    ]
    if gone or new:
        new += [f"“{title}” (chưa hiểu)" for title in examined.unknown]
        yield (
            f"Cột của tệp đã đổi so với tệp “{last.name}”. Thiếu: {'; '.join(gone) or 'không'}. "
            f"Mới: {'; '.join(new) or 'không'}. Các cột này có đúng là cùng một nghĩa không?"
        )


def _half(examined: Examined, rows: int, last: TakenFile | None, whole: bool) -> Iterator[str]:
    if examined.cut:
        yield "Dòng cuối của tệp bị cắt giữa chừng. Tệp đã gửi hết chưa?"
    elif last is not None and last.ended and not examined.ended:
        yield f"Tệp không kết thúc bằng xuống dòng như tệp “{last.name}”. Tệp đã gửi hết chưa?"
    if whole and last is not None and last.rows >= LEAST_ROWS and rows < FEWEST * last.rows:
        yield (
            f"Tệp chỉ có {dotted(rows)} dòng, tệp “{last.name}” có {dotted(last.rows)} dòng. "
            "Nguồn này gửi đủ danh sách mỗi lần: tệp có thiếu không, hay kỳ xuất đã đổi?"
        )


def _another(examined: Examined, history: History, unit: Unit, now: Instant) -> Iterator[str]:
    """Half of the codes or more are of units that are not this one nor below it, and were not taken from here before."""
    known = {one for file in history.files for one in file.prefixes} | _own(unit, date_of(local_day(now)))
    strange = {one: n for one, n in examined.prefixes.items() if not _within(one, known)}
    every, count = sum(examined.prefixes.values()), sum(strange.values())
    if not count or 2 * count < every:
        return
    most = max(strange, key=lambda one: strange[one])
    owner = UnitCode.objects.filter(code=_plain(most)).select_related("unit").first()
    named = f"{owner.unit.name} ({most})" if owner else f"đơn vị có mã {most}"
    yield (
        f"{dotted(count)} trên {dotted(every)} hồ sơ mang mã của {named}, không phải của {unit.name}. "
        "Tệp có phải của đơn vị này không?"
    )


def _own(unit: Unit, on: date) -> set[str]:
    return set(UnitCode.objects.filter(unit__in=below(unit, on)).values_list("code", flat=True))


def _within(prefix: str, known: set[str]) -> bool:
    plain = _plain(prefix)
    return prefix in known or any(plain == one or plain.startswith(f"{one}.") for one in known)


def _plain(prefix: str) -> str:
    """The unit of an older code, «000.00.19.H47», as it is written today: «H47.19»."""
    parts = prefix.split(".")
    return f"{parts[3]}.{parts[2]}" if len(parts) == 4 and parts[0].isdigit() else prefix
