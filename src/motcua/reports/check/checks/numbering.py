"""Numbers of parts and sections: used twice, skipped, or under the wrong parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from motcua.reports.check.checks import register
from motcua.reports.check.findings import Certainty, Finding, Kind, Mark
from motcua.reports.check.outline import Marker
from motcua.reports.check.parsed import Line
from motcua.reports.check.report import Report

_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass
class _Run:
    """A list under way: how its entries are marked, the numbers above its own, and its last entry."""

    shape: str
    above: tuple[int, ...]
    last: Line
    number: int
    slack: bool = False


@dataclass
class _State:
    runs: list[_Run] = field(default_factory=list)


@register
def check(report: Report) -> Iterable[Finding]:
    """Headings and numbered entries that do not follow one another."""
    state = _State()
    zone = ""
    for line in report.lines:
        if line.zone not in ("body", "attached") or line.paragraph.note:
            continue
        if line.zone != zone:
            state, zone = _State(), line.zone
        if line.mark.style in ("roman", "capital", "arabic", "letter"):
            yield from _next(report, state, line)


def _next(report: Report, state: _State, line: Line) -> Iterator[Finding]:
    mark = line.mark
    number, above = mark.numbers[-1], mark.numbers[:-1]
    place = _place(report, state.runs, line, number)
    if place is None:
        yield from _begun(report, state.runs, line)
        _close(state.runs, mark)
        state.runs.append(_Run(mark.shape, above, line, number))
        return
    run = state.runs[place]
    del state.runs[place + 1 :]
    yield from _follows(report, run, line, number)
    run.slack = number == run.number
    run.last, run.number, run.above = line, number, above


def _place(report: Report, runs: list[_Run], line: Line, number: int) -> int | None:
    """The list that an entry goes on with: the innermost of its shape that expects it, else the innermost of its shape."""
    mark = line.mark
    same = [n for n, run in enumerate(runs) if run.shape == mark.shape and run.above == mark.numbers[:-1]]
    expected = [n for n in same if number in _expected(runs[n], mark)]
    if expected:
        return expected[-1]
    if not same or (number == 1 and not _once_more(report, runs[same[-1]], line)):
        return None
    return same[-1]


def _once_more(report: Report, run: _Run, line: Line) -> bool:
    """Whether a second «1» right after the first is a slip, and not the beginning of a list of its own."""
    if run.number != 1:
        return False
    if len(line.mark.numbers) > 1 or line.mark.style == "roman":
        between = [one for one in report.lines if run.last.index < one.index < line.index]
        return not any(one.mark.style == "capital" or one.folded.startswith("phan ") for one in between)
    after = [one for one in report.lines if one.index > line.index and one.zone == line.zone]
    for one in after:
        if one.mark.style == "roman":
            break
        if one.mark.shape == line.mark.shape:
            return one.mark.numbers[-1] == 3
    return line.is_heading


def _expected(run: _Run, mark: Marker) -> set[int]:
    after = {run.number + 1} | ({run.number + 2} if run.slack else set())
    # «d» may be followed by «đ» or by «e».
    skips = {
        number + 1
        for number in after
        if mark.style == "letter" and _LETTERS[number - 1 : number] in ("đ", "")
    }
    return after | skips


def _close(runs: list[_Run], mark: Marker) -> None:
    """A new list ends those further down: a part ends the sections, a section its subsections."""
    depth = {"roman": 0, "capital": 0, "arabic": 1, "letter": 9}[mark.style]
    if depth == 0:
        runs.clear()
    elif mark.style == "arabic" and len(mark.numbers) > 1:
        while runs and _deeper(runs[-1].shape, mark.shape):
            runs.pop()


def _deeper(shape: str, than: str) -> bool:
    return (shape[0].isdigit() and than[0].isdigit() and shape >= than) or shape.startswith("letter")


def _begun(report: Report, runs: list[_Run], line: Line) -> Iterator[Finding]:
    """A list that begins: with another number than 1, or with numbers that are not those of the section above."""
    mark = line.mark
    if len(mark.numbers) > 1:
        yield from _under(runs, line)
    elif (
        mark.numbers[0] == 2
        and mark.shape in ("I", ".")
        and not _said(report, line, replace(mark, numbers=(1,)), None)
    ):
        yield _skipped(line, None, "1" if mark.style == "arabic" else "I")


def _under(runs: list[_Run], line: Line) -> Iterator[Finding]:
    """Whether a first subsection has the numbers of the section it stands in."""
    own = line.mark.numbers
    parent = next((run for run in reversed(runs) if run.shape in (".", f"{len(own) - 1}.")), None)
    wanted = (*parent.above, parent.number) if parent is not None else own[:-1]
    if own[:-1] != wanted and len(wanted) == len(own) - 1 and not _of_part(runs, line.mark):
        above = ".".join(map(str, wanted))
        yield _under_wrong(line, f"{above}.{own[-1]}", above)


def _of_part(runs: list[_Run], mark: Marker) -> bool:
    """Whether «2.1» counts the part II and not the section above."""
    return any(run.shape == "I" and run.number == mark.numbers[0] for run in runs) and not any(
        run.shape == "." for run in runs
    )


def _follows(report: Report, run: _Run, line: Line, number: int) -> Iterator[Finding]:
    if number in _expected(run, line.mark):
        return
    if number == run.number:
        yield _twice(line, run)
    elif number > run.number:
        missing = replace(line.mark, numbers=(*line.mark.numbers[:-1], run.number + 1))
        if not _said(report, line, missing, run.last):
            yield _skipped(line, run.last, missing.words)
    elif number > 1:
        yield _back(line, run)


def _said(report: Report, line: Line, missing: Marker, since: Line | None) -> bool:
    """Whether the missing number stands somewhere in between, in a paragraph that was not told apart."""
    begin = since.index if since is not None else line.index - 12
    pattern = re.compile(rf"(?<![\w.]){re.escape(missing.words)}\s*[.)/]\s*\D")
    between = [one for one in report.lines if begin <= one.index < line.index]
    return any(pattern.search(one.text, one.mark.end if one is since else 0) for one in between)


def _mark(line: Line) -> Mark:
    return Mark(line.index, 0, max(line.mark.end, 1))


def _twice(line: Line, run: _Run) -> Finding:
    after = replace(line.mark, numbers=(*line.mark.numbers[:-1], run.number + 1)).words
    return Finding(
        Kind.NUMBERING, Certainty.CERTAIN, _mark(line), f"Mục {line.mark.words} đã dùng ở {run.last.paragraph.place.words}.",
        f"{after}", "Mỗi số mục chỉ dùng một lần trong cùng một cấp.", (_mark(run.last),),
    )  # fmt: skip


def _skipped(line: Line, before: Line | None, missing: str) -> Finding:
    since = (
        f"Sau mục {before.mark.words} là mục {line.mark.words}"
        if before is not None
        else f"Mục đầu tiên là {line.mark.words}"
    )
    return Finding(
        Kind.NUMBERING, Certainty.CERTAIN if before is not None else Certainty.LIKELY, _mark(line),
        f"{since}, thiếu mục {missing}.", missing, "Số mục phải liên tục.", (_mark(before),) if before is not None else (),
    )  # fmt: skip


def _back(line: Line, run: _Run) -> Finding:
    after = replace(line.mark, numbers=(*line.mark.numbers[:-1], run.number + 1)).words
    return Finding(
        Kind.NUMBERING, Certainty.LIKELY, _mark(line), f"Mục {line.mark.words} đứng sau mục {run.last.mark.words}.",
        after, "Số mục phải tăng dần.", (_mark(run.last),),
    )  # fmt: skip


def _under_wrong(line: Line, wanted: str, parent: str) -> Finding:
    return Finding(
        Kind.NUMBERING, Certainty.LIKELY, _mark(line), f"Mục {line.mark.words} nằm trong mục {parent}.",
        wanted, f"Mục con của mục {parent} phải bắt đầu bằng {parent}.",
    )  # fmt: skip
