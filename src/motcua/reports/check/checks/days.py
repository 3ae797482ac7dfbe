"""Dates: that there are, that fit the report's year, and letters whose dates cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from motcua.reports.check.checks import register
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.parsed import Line
from motcua.reports.check.report import Report
from motcua.reports.check.text.dates import Written
from motcua.reports.check.text.letters import Letter
from motcua.reports.vietnamese import short_date
from motcua.rules.periods import Period

_EARLY = timedelta(days=25)
"""So long before its period ends a report may be issued: those that are asked for before the period is over."""
_LATE = timedelta(days=150)
_AFTER = timedelta(days=60)
"""Letters of so long after the period a report without a date may still name."""


@register
def check(report: Report) -> Iterable[Finding]:
    """Dates that cannot be right."""
    yield from _no_such_day(report)
    issue = _issue(report)
    yield from issue
    latest = _latest(report, bool(issue))
    for line in report.lines:
        for letter in line.letters:
            yield from _letter(report, line, letter, latest)
        yield from _carried_out(line)
        yield from _as_of(report, line, latest)


def _mark(line: Line, one: Written | Letter) -> Mark:
    return Mark(line.index, one.start, one.end)


def _no_such_day(report: Report) -> Iterator[Finding]:
    for line in report.lines:
        for one in line.dates:
            if one.day is None:
                text = line.text[one.start : one.end]
                yield Finding(
                    Kind.DATE, Certainty.CERTAIN, _mark(line, one), f"Không có ngày “{text}” trong lịch.",
                    "một ngày có trong lịch", "Kiểm tra lại ngày, tháng.",
                )  # fmt: skip


def _period(report: Report) -> Period | None:
    return report.period.named.period(report.parsed.year) if report.period is not None else None


def _issue(report: Report) -> list[Finding]:
    """Whether the report is dated before the period it tells of, or long after."""
    period, dated = _period(report), report.dated
    if period is None or dated is None or dated.written.day is None or report.period is None:
        return []
    day, mark = dated.written.day, _mark(dated.line, dated.written)
    named = report.period
    about = f"Báo cáo về {named.named.words} (đến ngày {short_date(period.last)})"
    if day < period.first:
        found = (
            Certainty.CERTAIN,
            f"Báo cáo đề ngày {short_date(day)}, trước cả kỳ mà nó báo cáo.",
            f"{about} không thể lập trước kỳ.",
        )
    elif day < period.last - _EARLY and not report.estimate:
        found = Certainty.DOUBTFUL, f"Báo cáo đề ngày {short_date(day)}, khi kỳ chưa hết.", f"{about}."
    elif day > period.last + _LATE:
        found = (
            Certainty.LIKELY,
            f"Báo cáo đề ngày {short_date(day)}, quá lâu sau kỳ mà nó báo cáo.",
            f"{about}.",
        )
    else:
        return []
    return [Finding(Kind.DATE, found[0], mark, found[1], _expected(day, period), found[2], (named.mark,))]


def _expected(day: date, period: Period) -> str:
    """The same day in a year that fits, or a day after the period."""
    for year in (period.last.year, period.last.year + 1):
        try:
            tried = day.replace(year=year)
        except ValueError:
            continue
        if period.last - _EARLY <= tried <= period.last + _LATE:
            return f"ngày {short_date(tried)}"
    return f"sau ngày {short_date(period.last)}"


def _latest(report: Report, wrong: bool) -> tuple[date, bool] | None:
    """The last day a letter may be of, and whether that is sure: the date of the report, else some time after its period."""
    if report.dated is not None and report.dated.written.day is not None and not wrong:
        return report.dated.written.day, True
    if period := _period(report):
        return period.last + _AFTER, False
    return (date(report.parsed.year, 12, 31), False) if report.parsed.year else None


def _letter(
    report: Report, line: Line, letter: Letter, latest: tuple[date, bool] | None
) -> Iterator[Finding]:
    if letter.day is None:
        return
    words = letter.words[:1].upper() + letter.words[1:]
    if letter.year is not None and letter.year != letter.day.year:
        yield Finding(
            Kind.DATE, Certainty.CERTAIN, _mark(line, letter),
            f"{words} mang năm {letter.year} nhưng ghi ngày {short_date(letter.day)}.",
            f"ngày {letter.day.day:02}/{letter.day.month}/{letter.year}, hoặc sửa số văn bản",
            "Năm trong số của văn bản quy phạm pháp luật là năm ban hành.",
        )  # fmt: skip
    elif latest is not None and letter.day > latest[0] and line.zone != "attached":
        yield _too_late(line, letter, words, latest)


def _too_late(line: Line, letter: Letter, words: str, latest: tuple[date, bool]) -> Finding:
    day, sure = latest
    assert letter.day is not None  # noqa: S101
    ground = (
        f"báo cáo đề ngày {short_date(day)}" if sure else f"kỳ báo cáo đã hết từ lâu (mốc {short_date(day)})"
    )
    return Finding(
        Kind.DATE, Certainty.CERTAIN if sure else Certainty.LIKELY, _mark(line, letter),
        f"{words} ghi ngày {short_date(letter.day)}, sau ngày lập báo cáo.",
        f"không sau ngày {short_date(day)}", f"Báo cáo không thể nêu văn bản chưa ban hành: {ground}.",
    )  # fmt: skip


# Letters that carry out others

_CARRIES = re.compile(r"\b(?:thuc hien|can cu|tren co so|trien khai|de thuc hien|theo|tiep nhan|thi hanh)\b")
_ISSUED = re.compile(r"\b(?:ban hanh|xay dung|co van ban|co cong van)\b")
_BY_US = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|trung tam|xa|phuong|don vi|chu tich|phong|van phong|dang uy)\b"
)
_LIST = re.compile(r"(?:^|[;,:]|\bva\b)\s*$")
_WITHIN = re.compile(r"\b(?:theo|tai|ve|cua|voi|thuc hien|ngay)\s*$")
_AT_ONCE = 60
"""So many letters may stand between «ban hành» and what was issued: «các văn bản cụ thể sau:»."""


def _carried_out(line: Line) -> Iterator[Finding]:
    """«Thực hiện Công văn … ngày …, Ủy ban nhân dân xã đã ban hành Công văn … ngày …»: the second is not older."""
    for begin, issued, end in _sentences(line):
        asked = [
            one
            for one in line.letters
            if begin <= one.start < issued and one.day and _is_main(line, one, begin)
        ]
        answers = _answers(line, issued, end)
        if asked:
            first = min(asked, key=lambda one: one.day or date.max)
            yield from (
                _older(line, answer, first)
                for answer in answers
                if answer.day and first.day and answer.day < first.day
            )


def _sentences(line: Line) -> Iterator[tuple[int, int, int]]:
    """For each sentence that begins with what it carries out: where it begins, where it says «đã ban hành», where it ends."""
    ends = [match.end() for match in re.finditer(r"[.](?=\s+[A-ZĐÀ-Ỹ])|$", line.text)]
    begin = line.mark.end
    for end in ends:
        carries = _CARRIES.search(line.folded, begin, min(end, begin + 40))
        issued = [match for match in _ISSUED.finditer(line.folded, begin, end) if _ours(line, match, begin)]
        if carries and issued:
            yield begin, issued[0].end(), end
        begin = end


def _ours(line: Line, match: re.Match[str], begin: int) -> bool:
    """Whether it is said of the unit that it issued something: its name stands before, and a letter before that."""
    before = [one for one in line.letters if begin <= one.start and one.end <= match.start()]
    if not before:
        return False
    between = line.folded[before[-1].end : match.start()]
    follows = line.folded[match.end() : match.end() + 40]
    return (
        bool(_BY_US.search(between))
        and "," in between
        and not re.match(r"\s*(?:danh muc|ke hoach hanh dong)\b", follows)
    )


def _answers(line: Line, issued: int, end: int) -> list[Letter]:
    """The letters that were issued: the first right behind the word, others in the list that it begins."""
    found = [one for one in line.letters if issued <= one.start < end]
    if not found or found[0].start - issued > _AT_ONCE or _WITHIN.search(line.folded, issued, found[0].start):
        return []
    return [one for one in found if one.day and _is_main(line, one, issued)]


def _is_main(line: Line, letter: Letter, begin: int) -> bool:
    """Whether a letter is named for itself and not within the subject of another: first, or set apart as in a list."""
    before = line.folded[begin : letter.start]
    return bool(_LIST.search(before)) or not any(begin <= one.start < letter.start for one in line.letters)


def _older(line: Line, answer: Letter, asked: Letter) -> Finding:
    assert answer.day is not None and asked.day is not None  # noqa: S101
    expected = (
        f"ngày {answer.day.day:02}/{answer.day.month}/{asked.day.year}"
        if answer.day.year < asked.day.year
        else f"từ ngày {short_date(asked.day)}"
    )
    return Finding(
        Kind.DATE, Certainty.LIKELY, _mark(line, answer),
        f"{answer.words[:1].upper()}{answer.words[1:]} ghi ngày {short_date(answer.day)}, trước văn bản mà nó triển khai.",
        expected, f"Văn bản được triển khai sớm nhất là {asked.words} ngày {short_date(asked.day)}.", (_mark(line, asked),),
    )  # fmt: skip


_UNTIL = re.compile(r"\b(?:tinh|so lieu)\b[^.;]{0,30}\b(?:den|het)\s+(?:het\s+)?(?:ngay\s+)?$")


def _as_of(report: Report, line: Line, latest: tuple[date, bool] | None) -> Iterator[Finding]:
    """«tính đến ngày …» of a day after the report."""
    if latest is None or not latest[1] or line.aims:
        return
    taken: Sequence[tuple[int, int]] = [(one.start, one.end) for one in line.letters]
    for one in line.dates:
        inside = any(begin <= one.start < end for begin, end in taken)
        if (
            one.day is not None
            and one.day > latest[0]
            and not inside
            and _UNTIL.search(line.folded, 0, one.start)
        ):
            yield Finding(
                Kind.DATE, Certainty.LIKELY, _mark(line, one), f"Số liệu tính đến ngày {short_date(one.day)}, sau ngày lập báo cáo.",
                f"không sau ngày {short_date(latest[0])}", f"Báo cáo đề ngày {short_date(latest[0])}.",
            )  # fmt: skip
