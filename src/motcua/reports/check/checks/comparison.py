"""How a figure stands to the one before it: «tăng 120 hồ sơ (4,7%) so với cùng kỳ (2.500 hồ sơ)»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.reports.check.checks import register
from motcua.reports.check.checks.common import mark, marks
from motcua.reports.check.checks.percent import wrong
from motcua.reports.check.checks.share import Share, fits
from motcua.reports.check.figures import Figure
from motcua.reports.check.findings import Certainty, Finding, Kind
from motcua.reports.check.measures import measure_of, measures
from motcua.reports.check.report import Report
from motcua.reports.check.subjects import subject
from motcua.reports.vietnamese import number

_RISE = re.compile(r"\btang\b")
_CHANGED = re.compile(r"\b(?:tang|giam)\b[^,;:.]*$")


@dataclass(frozen=True)
class _Compared:
    """A change with what it is told of: the figure now (several where it stands elsewhere), before, and the rate."""

    now: Sequence[Figure]
    before: Figure | None
    change: Figure | None
    rate: Figure | None
    rises: bool

    def bases(self) -> Iterator[tuple[int, tuple[Figure, ...]]]:
        """What the rate is counted from: the figure before, else the figure now less the change."""
        if self.before is not None:
            yield self.before.value, (self.before,)
            return
        for now in self.now:
            if self.change is not None:
                yield now.value - (1 if self.rises else -1) * self.change.value, (now, self.change)


@register
def check(report: Report) -> Iterable[Finding]:
    """Differences and their rates that do not follow from the figures."""
    found = measures(report)
    for line in report.lines:
        if line.aims or line.zone not in ("body", "end"):
            continue
        for at, figure in enumerate(line.figures):
            compared = _compared(report, line.folded, line.figures, at, found)
            if compared is not None and not figure.number.about:
                yield from _difference(report, compared)
                yield from _rate(report, compared)


def _compared(
    report: Report, folded: str, figures: Sequence[Figure], at: int, found: Mapping[str, list[Figure]]
) -> _Compared | None:
    one = figures[at]
    if (one.is_count and one.role != "change") or (not one.is_count and not _CHANGED.search(one.lead)):
        return None
    sentence = [figure for figure in figures if figure.sentence == one.sentence]
    place = sentence.index(one)
    before = _next_before(sentence[place + 1 :]) or _last_before(sentence[:place])
    earlier = [figure for figure in sentence[:place] if figure.is_count and figure.role == "part"]
    now = _now(report, one, earlier, found)
    if not one.is_count:
        if place and sentence[place - 1].role == "change":
            return None
        return _Compared(now, before, None, one, bool(_RISE.search(one.lead[-30:])))
    rises = bool(_RISE.search(folded[max(0, one.number.start - 16) : one.number.start]))
    return _Compared(now, before, one, _next_rate(sentence[place + 1 :]), rises)


def _last_before(earlier: Sequence[Figure]) -> Figure | None:
    """The figure before, where it is named first: «so với cùng kỳ (2.300 hồ sơ) tăng 340 hồ sơ»."""
    return earlier[-1] if earlier and earlier[-1].role == "before" and earlier[-1].is_count else None


def _next_before(rest: Sequence[Figure]) -> Figure | None:
    """The figure before that a change is measured against; not one of the next change."""
    for figure in rest:
        if figure.role == "before" and figure.is_count:
            return figure
        if figure.role == "change" or (figure.is_count and figure.role == "part"):
            return None
    return None


def _next_rate(rest: Sequence[Figure]) -> Figure | None:
    for figure in rest:
        if not figure.is_count:
            return figure
        if figure.role != "before":
            return None
    return None


def _now(
    report: Report, one: Figure, earlier: Sequence[Figure], found: Mapping[str, list[Figure]]
) -> list[Figure]:
    """The figure that rose or fell: right before it in the sentence, or the one its label names."""
    same = [figure for figure in reversed(earlier) if not figure.number.about and _alike(figure, one)]
    if same:
        return same
    label = re.sub(r"\b(?:tăng|giảm)\b.*$", "", one.opening)
    name = measure_of(subject(label, "", report.idle)) if label.strip() else ""
    return found.get(name, [])[:3] if name else []


def _alike(figure: Figure, one: Figure) -> bool:
    nouns = {figure.number.noun, one.number.noun} - {""}
    return len(nouns) < 2


def _difference(report: Report, one: _Compared) -> Iterator[Finding]:
    if one.before is None or one.change is None or not one.now:
        return
    now, before, change = one.now[0], one.before, one.change
    signed = change.value if one.rises else -change.value
    if any(figure.value - before.value == signed for figure in one.now):
        return
    expected = now.value - before.value
    word = "tăng" if expected > 0 else "giảm"
    yield Finding(
        Kind.DIFFERENCE,
        Certainty.CERTAIN,
        mark(change),
        f"Ghi {'tăng' if one.rises else 'giảm'} {number(change.value)}, tính lại là {word} {number(abs(expected))}.",
        f"{word} {number(abs(expected))}" if expected else "không đổi",
        f"{number(now.value)} − {number(before.value)} = {'−' if expected < 0 else ''}{number(abs(expected))}.",
        marks([now, before]),
    )


def _rate(report: Report, one: _Compared) -> Iterator[Finding]:
    rate = one.rate
    if rate is None or rate.number.about:
        return
    shares = [share for base, figures in one.bases() if (share := _share(one, base, figures)) is not None]
    if shares and not any(fits(share.exact, rate) for share in shares):
        yield from wrong(
            report, rate, shares[:1], Certainty.LIKELY if one.before is None else Certainty.CERTAIN
        )


def _share(one: _Compared, base: int, figures: tuple[Figure, ...]) -> Share | None:
    if base <= 0:
        return None
    if one.change is not None:
        return Share(one.change.value, base, marks([one.change, *figures]))
    if not one.now:
        return None
    return Share(abs(one.now[0].value - base), base, marks([one.now[0], *figures]))
