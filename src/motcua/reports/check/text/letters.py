"""Letters and decisions that a text refers to: kind, number, symbol and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from motcua.reports.check.text.dates import Written, dates
from motcua.reports.check.text.fold import fold

KINDS = (
    "công văn", "quyết định", "kế hoạch", "báo cáo", "nghị định", "nghị quyết", "thông tư", "chỉ thị", "thông báo", "tờ trình",
    "luật", "công điện", "hướng dẫn", "quy chế", "quy định", "chương trình", "phương án", "văn bản", "kết luận", "đề án",
    "biên bản", "tờ trình", "pháp lệnh", "thư", "công báo", "giấy mời",
)  # fmt: skip
_KIND = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(fold, KINDS), key=len, reverse=True))})(?!\w)")
_NUMBER = re.compile(
    r"(?:so\s*:?\s*)?(?P<number>\d{1,5}[a-z]?)\s*(?P<symbol>(?:[/-]\s*(?P<year>(?:19|20)\d\d)\s*)?[/-]\s*[a-z][\w&.]*(?:\s?[-–/]\s?[a-z][\w&]*)*)"
    r"|so\s*:?\s*(?P<bare>\d{1,5}[a-z]?)(?![\w%.,]?\d)"
)
_FAR = 90
"""So many letters may stand between a number and its date: the name of who issued it."""


@dataclass(frozen=True)
class Letter:
    """A reference to a document: `number` and `symbol` as written, `year` where the number has one, `day` where it is dated."""

    start: int
    end: int
    kind: str
    number: str
    symbol: str
    year: int | None
    day: date | None
    dated: Written | None

    @property
    def words(self) -> str:
        """«công văn 1308/UBND-VP»."""
        return f"{self.kind} {self.number}{self.symbol.replace(' ', '')}".strip()


def letters(text: str) -> list[Letter]:
    """All references of a text to numbered documents, in their order.

    >>> [(found.words, str(found.day)) for found in letters("Công văn số: 1041 /UBND-VP ngày 27/5/2026 của UBND")]
    [('công văn 1041/UBND-VP', '2026-05-27')]
    """
    folded, written = fold(text), dates(text)
    found = list(_NUMBER.finditer(folded))
    ends = [*(match.start() for match in found), len(text)][1:]
    made = (_letter(text, folded, match, end, written) for match, end in zip(found, ends, strict=True))
    return [one for one in made if one is not None]


def _letter(
    text: str, folded: str, match: re.Match[str], until: int, written: list[Written]
) -> Letter | None:
    kinds = list(_KIND.finditer(folded, max(0, match.start() - 160), match.start()))
    if not kinds or re.search(r"[;]", folded[kinds[-1].end() : match.start()]):
        return None
    kind = kinds[-1]
    if match["symbol"] is None and match.start() - kind.end() > 3:
        return None
    dated = next((one for one in written if match.end() <= one.start < min(until, match.end() + _FAR)), None)
    if dated is not None and not _belongs(folded[match.end() : dated.start]):
        dated = None
    end = dated.end if dated else match.end()
    name, symbol = (
        text[kind.start() : kind.end()].lower(),
        text[slice(*match.span("symbol"))] if match["symbol"] else "",
    )
    number, year = match["number"] or match["bare"], int(match["year"]) if match["year"] else None
    return Letter(kind.start(), end, name, number, symbol, year, dated.day if dated else None, dated)


_OTHER = re.compile(r"(?<!\w)(?:ve|truoc|den|tu|hoan thanh|ket thuc|trong|da)(?!\w)")


def _belongs(between: str) -> bool:
    """Whether a date after a number is the date of that document: only its issuer stands in between."""
    return _OTHER.search(between) is None and not set(between) & set(";:()")
