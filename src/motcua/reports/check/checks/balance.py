"""What was to be resolved is what was resolved and what is left: (3) = (7) + (11) of form II.06.

Source of the rule: Thông tư số 01/2020/TT-VPCP, Biểu số II.06. Offices count refused, withdrawn and waiting dossiers
within these figures or beside them; a report is wrong only where no way of counting makes it balance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import mark, marks, named, subsets
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.report import Report
from motcua.reports.vietnamese import number

_EXTRAS = ("refused", "withdrawn", "supplement", "paused")


@dataclass(frozen=True)
class _Stock:
    """The figures of one section: what came in, what was closed, what is open, what stands beside them."""

    noun: str
    came: Mapping[str, Figure]
    closed: tuple[Figure, ...]
    open: Figure
    beside: tuple[Figure, ...]

    @property
    def gone(self) -> int:
        return sum(figure.value for figure in self.closed) + self.open.value

    def ways(self) -> Iterator[tuple[tuple[Figure, ...], bool]]:
        """The figures that may say what was to be resolved; whether such a sum has what was carried over in it for sure."""
        came = self.came
        if "total" in came:
            yield (came["total"],), True
        if "new" in came and "carried" in came:
            # «Trong kỳ tiếp nhận 33 (mới tiếp nhận 30, kỳ trước chuyển qua 03)»: the first is all of it.
            inside = _holds(came["new"], came["carried"])
            yield (came["new"],) if inside else (came["new"], came["carried"]), True
        if "received" in came:
            inside = _holds(came["received"], came.get("carried"))
            yield (came["received"],), inside
            if "carried" in came:
                yield (came["received"], came["carried"]), not inside


def _holds(whole: Figure, part: Figure | None) -> bool:
    return part is not None and part.group is not None and part.group.whole is whole


@register
def check(report: Report) -> Iterable[Finding]:
    """Sections in which what came in is not what was closed and what is open."""
    sections: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in report.parsed.figures():
        line = report.parsed.line_of(figure)
        if figure.is_exact and not line.aims and line.zone == "body":
            sections[line.section.index if line.section else -1, report.scope(figure)].append(figure)
    for noun in ("dossier", "complaint"):
        stocks = [stock for figures in sections.values() if (stock := _stock(report, figures, noun))]
        if not stocks and (whole := _whole(report, list(report.parsed.figures()), noun)):
            stocks = [whole]
        told: set[tuple[int, ...]] = set()
        for stock in stocks:
            key = (stock.gone, *sorted(one.value for one in stock.came.values()))
            if key not in told and (finding := _judged(report, stock) or _without_carried(report, stock)):
                told.add(key)
                yield finding


def _whole(report: Report, figures: list[Figure], noun: str) -> _Stock | None:
    """The figures of a report that tells of what came in and of what was closed in different sections."""
    plain = [
        figure for figure in figures
        if figure.is_exact and not report.scope(figure) and not (line := report.parsed.line_of(figure)).aims and line.zone == "body"
    ]  # fmt: skip
    stock = _stock(report, plain, noun)
    if stock is None:
        return None
    chosen = [*stock.came.values(), *stock.closed, stock.open]
    subjects = {report.subject(figure) for figure in chosen}
    stated = {
        (report.subject(figure), figure.value) for figure in plain if report.subject(figure) in subjects
    }
    return stock if len(stated) == len(subjects) else None


def _stock(report: Report, figures: list[Figure], noun: str) -> _Stock | None:
    came: dict[str, Figure] = {}
    closed: list[Figure] = []
    opened: list[Figure] = []
    beside: list[Figure] = []
    for figure in figures:
        told = report.subject(figure)
        if (told.noun or "dossier") != noun or told.rest or told.other_time:
            continue
        concepts = told.concepts
        for stage in ("total", "new", "carried", "received"):
            if (
                concepts in ({stage}, {stage, "total"}, {stage, "new"}, {stage, "received"})
                and stage in concepts
            ):
                came.setdefault(stage, figure)
        if "closed" in concepts and concepts <= {"closed", "early", "on_time", "late", "in_time"}:
            closed.append(figure)
        elif concepts == {"open"}:
            opened.append(figure)
        elif concepts & set(_EXTRAS) and not concepts & {"closed", "open"}:
            beside.append(figure)
    whole = [figure for figure in closed if report.subject(figure).concepts == {"closed"}]
    parts = whole[:1] or _parts(report, closed)
    return _Stock(noun, came, tuple(parts), opened[0], tuple(beside)) if came and parts and opened else None


def _parts(report: Report, closed: list[Figure]) -> list[Figure]:
    """What was closed early, on time and late, where no total of it is given: once each."""
    once = {report.subject(figure).concepts: figure for figure in reversed(closed)}
    return list(once.values()) if len(once) > 1 else []


def _judged(report: Report, stock: _Stock) -> Finding | None:
    """The finding of a section that balances in no way, given that what was carried over is known."""
    ways = list(stock.ways())
    gone = stock.gone
    extra = subsets([figure.value for figure in stock.beside])
    if any(sum(figure.value for figure in way) - gone in extra for way, _sure in ways):
        return None
    sure = [way for way, with_carried in ways if with_carried]
    if not sure:
        lacks = [way for way, _ in ways if stock.noun == "complaint" and way[0].value > gone]
        sure = lacks[:1]
    return _unbalanced(report, stock, sure[0]) if sure else None


_FORM = "bieu so ii.06"


def _without_carried(report: Report, stock: _Stock) -> Finding | None:
    """A «tổng số tiếp nhận» without what was carried over, in a section that sends its reader to form II.06."""
    received, carried = stock.came.get("received"), stock.came.get("carried")
    if (
        received is None
        or carried is None
        or not carried.value
        or "tong so" not in received.left
        or _holds(received, carried)
    ):
        return None
    section = report.parsed.line_of(received).section
    refers = any(_FORM in line.folded for line in report.lines if line.section is section)
    balanced = received.value + carried.value - stock.gone in subsets(
        [figure.value for figure in stock.beside]
    )
    if not refers or not balanced or "total" in stock.came or "new" in stock.came:
        return None
    whole = received.value + carried.value
    return Finding(
        Kind.BALANCE,
        Certainty.DOUBTFUL,
        mark(received),
        f"Tổng số tiếp nhận {number(received.value)} chưa gồm {number(carried.value)} hồ sơ kỳ trước chuyển sang.",
        number(whole),
        f"Biểu số II.06, cột (3) là tổng số, gồm cả kỳ trước: {number(received.value)} + {number(carried.value)} = {number(whole)}.",
        (mark(carried),),
    )


def _unbalanced(report: Report, stock: _Stock, way: tuple[Figure, ...]) -> Finding:
    came = sum(figure.value for figure in way)
    gone = [*stock.closed, stock.open, *stock.beside]
    total = sum(figure.value for figure in gone)
    local = gone[0].group is not None and len({figure.group for figure in gone}) == 1
    sums = " + ".join(number(figure.value) for figure in gone)
    return Finding(
        Kind.BALANCE,
        Certainty.CERTAIN if local else Certainty.LIKELY,
        mark(stock.open),
        f"Số phải giải quyết ({number(came)}) không bằng số đã giải quyết và số còn lại ({number(total)}), lệch {number(abs(came - total))}.",
        f"{sums} = {number(came)}",
        f"{' ; '.join(named(report, figure) for figure in (*way, *gone))}. Theo Biểu số II.06: (3) = (7) + (11).",
        marks([*way, *stock.closed, *stock.beside]),
    )
