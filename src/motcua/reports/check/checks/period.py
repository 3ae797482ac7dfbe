"""Periods: in their order, as long as their name says, by the rule of the 15th and the 14th, and the same throughout.

Source of the rule: the practice of the periodic reports of Thông tư số 01/2020/TT-VPCP (tháng: ngày 15 tháng trước đến
ngày 14; quý: ngày 15 tháng cuối quý trước đến ngày 14 tháng cuối quý). Some provinces take other days; a range of the
right length that ends in the period's last month is therefore no finding.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from motcua.reports.check.checks import register
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.mentioned import Told, roles
from motcua.reports.check.parsed import Line
from motcua.reports.check.report import Report, bound_ranges
from motcua.reports.check.text.dates import Range
from motcua.reports.check.text.periods import Named
from motcua.reports.vietnamese import short_date
from motcua.rules.periods import Period

_MONTHS = {"M": 1, "Q": 3, "H": 6, "9M": 9, "Y": 12}
_RULE = "Kỳ báo cáo tính từ ngày 15 tháng trước kỳ đến ngày 14 tháng cuối kỳ"
_SLACK = 3
"""So many days a period may be longer or shorter than its name says: months have 28 to 31."""


@register
def check(report: Report) -> Iterable[Finding]:
    """Ranges that cannot be, that are not what their period's name says, and periods that contradict the title."""
    bound = {(line.index, one.start): named for line, one, named in bound_ranges(report)}
    for line in report.lines:
        for one in line.ranges:
            named = bound.get((line.index, one.start))
            if line.zone == "title" and report.period is not None:
                # The days in the title are those of what is reported, whatever is planned beside it.
                named = report.period.named
            yield from _range(report, line, one, named)
    yield from _mentions(report)


def _mark(line: Line, one: Range) -> Mark:
    return Mark(line.index, one.start, one.end)


def _days(first: date, last: date) -> str:
    return f"từ ngày {short_date(first)} đến ngày {short_date(last)}"


def _range(report: Report, line: Line, one: Range, named: Named | None) -> Iterator[Finding]:
    wanted = named.period(report.parsed.year) if named is not None else None
    if one.days <= 0:
        yield _reversed(line, one, wanted)
    elif named is not None and wanted is not None and not report.estimate and not _fits(one, named, wanted):
        yield _unlike(line, one, named, wanted)
    elif slip := _slip(report, line, one):
        yield slip


def _reversed(line: Line, one: Range, wanted: Period | None) -> Finding:
    mended = (wanted.first, wanted.last) if wanted is not None else _mended(one)
    why = f"Ngày đầu kỳ {short_date(one.first)} sau ngày cuối kỳ {short_date(one.last)}."
    if wanted is not None:
        why += f" {_RULE}: {wanted.title()} là {_days(wanted.first, wanted.last)}."
    return Finding(
        Kind.PERIOD,
        Certainty.CERTAIN,
        _mark(line, one),
        f"Kỳ bắt đầu ngày {short_date(one.first)} nhưng kết thúc ngày {short_date(one.last)}: ngày đầu ở sau ngày cuối.",
        _days(*mended),
        why,
    )


def _mended(one: Range) -> tuple[date, date]:
    """The range with the year of its first day set back, or that of its last set on, whichever is shorter."""
    tries: list[tuple[date | None, date | None]] = []
    tries += [(_in_year(one.first, one.last.year - back), one.last) for back in (0, 1)]
    tries += [(one.first, _in_year(one.last, one.first.year + on)) for on in (0, 1)]
    valid = [
        (first, last) for first, last in tries if first is not None and last is not None and first <= last
    ]
    return min(valid, key=lambda pair: pair[1] - pair[0], default=(one.last, one.first))


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _fits(one: Range, named: Named, wanted: Period) -> bool:
    """Whether a range may be the period of that name in some office's way of counting."""
    months = _MONTHS[named.kind]
    if (one.first, one.last) == (wanted.first, wanted.last) or _is_calendar(one, wanted):
        return True
    if one.first in (wanted.first, _month_after(wanted.first)) and one.last <= wanted.last and months > 3:
        # Half-year and yearly reports are drawn up before the period is over.
        return one.last > wanted.last - timedelta(days=45)
    ends_in_time = abs((one.last - wanted.last).days) <= 20
    return ends_in_time and one.last + timedelta(days=1) == _later(one.first, months)


def _is_calendar(one: Range, wanted: Period) -> bool:
    first = _month_after(wanted.first)
    last = wanted.last.replace(day=monthrange(wanted.last.year, wanted.last.month)[1])
    return (one.first, one.last) == (first, last)


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _unlike(line: Line, one: Range, named: Named, wanted: Period) -> Finding:
    months = _MONTHS[named.kind]
    expected = (_later(one.first, months) - one.first).days
    if one.last == _later(one.first, months):
        return Finding(
            Kind.PERIOD, Certainty.DOUBTFUL, _mark(line, one),
            f"Kỳ {named.words} dài hơn một ngày: ngày {short_date(one.last)} thuộc cả kỳ này và kỳ sau.",
            _days(one.first, one.last - timedelta(days=1)), f"{_RULE}: {_days(wanted.first, wanted.last)}.",
        )  # fmt: skip
    length = abs(one.days - expected) > _SLACK
    message = f"Kỳ {named.words} nhưng {_days(one.first, one.last)} " + (
        f"là {one.days} ngày." if length else "không phải kỳ đó."
    )
    return Finding(
        Kind.PERIOD, Certainty.LIKELY, _mark(line, one), message, _days(wanted.first, wanted.last),
        f"{_RULE}: {wanted.title()} là {_days(wanted.first, wanted.last)} ({wanted.days} ngày).",
    )  # fmt: skip


def _slip(report: Report, line: Line, one: Range) -> Finding | None:
    """A range that is the report's own but for one of its days."""
    if report.days is None:
        return None
    at, own = report.days
    same = (one.first == own.first) + (one.last == own.last)
    other, meant = (one.last, own.last) if one.first == own.first else (one.first, own.first)
    near = abs((other - meant).days) <= 5 or (other.day, other.month) == (meant.day, meant.month)
    if same != 1 or not near:
        return None
    return Finding(
        Kind.PERIOD, Certainty.LIKELY, _mark(line, one),
        f"Ghi {_days(one.first, one.last)}, khác với kỳ của báo cáo ({at.paragraph.at(own.start).words}).",
        _days(own.first, own.last), f"Kỳ của báo cáo là {_days(own.first, own.last)}.", (_mark(at, own),),
    )  # fmt: skip


# Periods by name


def _mentions(report: Report) -> Iterator[Finding]:
    """What the first sentence, the headings of parts and the last sentence say the report is about."""
    title = report.title
    if not title or report.period is None:
        return
    for line, begin in _places(report):
        told = [one for one in roles(line) if one.named.start >= begin]
        wrong = [one for one in told if not _agrees(one, title)]
        if wrong:
            yield _contradicts(report, wrong, told)


def _places(report: Report) -> Iterator[tuple[Line, int]]:
    """The lines that say what the report is about, and from where on."""
    body = [line for line in report.lines if line.zone == "body"]
    headings = [n for n, line in enumerate(body) if line.is_heading]
    for line in body[: headings[0] if headings else 2]:
        said = [match.end() for match in re.finditer(r"\bbao cao\b", line.folded)]
        if said:
            yield line, said[-1]
    yield from ((line, 0) for line in body if line.mark.style == "roman")
    for line in body[-2:]:
        closing = _CLOSING.search(line.folded)
        if closing and not line.is_heading and not _ASKS.search(line.folded):
            yield line, closing.start()


_CLOSING = re.compile(
    r"\b(?:tren day la|day la) bao cao\b|\bbao cao (?:ket qua|tinh hinh|cong tac)\b(?=.*\./\.\s*$)"
)
_ASKS = re.compile(r"\b(?:de nghi|yeu cau|phan dau|dinh ky)\b")


def _agrees(one: Told, title: Sequence[Told]) -> bool:
    """Whether the title names the same period in the same role, or no period that this could contradict."""
    same_role = [told.named for told in title if told.role == one.role]
    if one.named.kind == "Y":
        years = {told.named.year for told in title if told.named.year}
        return one.role == "plan" or not years or one.named.year in years
    alike = [named for named in same_role if named.kind == one.named.kind]
    if any(one.named.same(named) for named in alike):
        return True
    if one.role == "plan" and not alike:
        return all(not one.named.same(told.named) for told in title if told.role == "result")
    return not alike


def _contradicts(report: Report, wrong: Sequence[Told], told: Sequence[Told]) -> Finding:
    first = wrong[0]
    title = report.title
    by_title = " và ".join(f"{_ROLE[one.role]} {one.named.words}" for one in title)
    said = " và ".join(f"{_ROLE[one.role]} {one.named.words}" for one in told)
    meant = [one.named.words for one in title if one.role == first.role] or [title[0].named.words]
    return Finding(
        Kind.PERIOD,
        Certainty.LIKELY,
        first.mark,
        f"Ghi {said}, trong khi tiêu đề ghi {by_title}.",
        meant[0],
        "Kỳ nêu trong phần mở đầu, đề mục và phần kết phải là kỳ của tiêu đề.",
        (*(one.mark for one in wrong[1:]), *(one.mark for one in title)),
    )


_ROLE = {"result": "kết quả", "plan": "nhiệm vụ"}
