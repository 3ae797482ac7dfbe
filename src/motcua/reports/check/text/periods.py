"""Mentions of periods by name: «tháng 6 năm 2026», «quý I/2026», «6 tháng đầu năm 2026», «năm 2026»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.reports.check.text.fold import fold
from motcua.rules.periods import Period, parse

_YEAR = r"(?:\s*,?\s*(?:nam\s+|/\s*|\.\s*|-\s*)(?P<{0}>20\d\d))?"
_QUARTER = rf"quy\s+(?P<q>iv|iii|ii|i|[1-4])\b{_YEAR.format('qy')}"
_HALF = (
    rf"(?P<h>6|06|sau)\s+thang(?:\s+(?P<hp>dau|cuoi)\s+nam)?{_YEAR.format('hy').replace('nam', '(?:nam)?')}"
)
_NINE = (
    rf"(?P<n>9|09|chin)\s+thang(?:\s+(?P<np>dau|cuoi)\s+nam)?{_YEAR.format('ny').replace('nam', '(?:nam)?')}"
)
_MONTH = rf"(?<!ngay )(?<!\d )thang\s+(?P<m>\d{{1,2}})(?!\s*/\s*\d{{1,2}}\s*/)(?!\d){_YEAR.format('my')}"
_WHOLE = r"(?<!\w)nam\s+(?P<y>20\d\d)"
_MENTION = re.compile(rf"(?<!\w)(?:{_QUARTER}|{_HALF}|{_NINE}|{_MONTH}|{_WHOLE})(?!\d)")
_DAY_BEFORE = re.compile(r"ngay\s*(?:\d{1,2}|…+|\.+)?\s*(?:thang\s*(?:\d{1,2}|…+|\.+)?\s*)?$")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Named:
    """A period named in a text. `kind` is Q, M, H, 9M or Y; `number` the quarter, month or half; `year` None if not said.

    Nine months have number 1 from the beginning of the year, 2 to its end.
    """

    start: int
    end: int
    kind: str
    number: int
    year: int | None

    def same(self, other: Named) -> bool:
        """Whether both may be the same period; a year that is not said is any year."""
        years = self.year is None or other.year is None or self.year == other.year
        return (self.kind, self.number) == (other.kind, other.number) and years

    def period(self, year: int | None = None) -> Period | None:
        """As a period of the calendar of reports; `year` where none is said. None where there is no such period."""
        known = self.year or year
        if known is None or (self.kind, self.number) == ("9M", 2):
            return None
        part = {
            "M": f"-{self.number:02}",
            "Q": f"-Q{self.number}",
            "H": f"-H{self.number}",
            "9M": "-9M",
            "Y": "",
        }
        return parse(f"{known}{part[self.kind]}")

    @property
    def words(self) -> str:
        """«tháng 6 năm 2026»."""
        roman = {1: "I", 2: "II", 3: "III", 4: "IV"}
        half = {1: "đầu", 2: "cuối"}.get(self.number, "đầu")
        names = {"M": f"tháng {self.number}", "Q": f"quý {roman.get(self.number, '')}", "H": f"6 tháng {half} năm",
                 "9M": f"9 tháng {half} năm", "Y": "năm"}  # fmt: skip
        year = f" {self.year}" if self.kind in ("H", "9M", "Y") else f" năm {self.year}"
        return names[self.kind] + (year if self.year else "")


def named(text: str) -> list[Named]:
    """All periods that a text names.

    >>> [found.words for found in named("quý I/ 2026, tháng 06.2026 và 6 tháng đầu năm 2026")]
    ['quý I năm 2026', 'tháng 6 năm 2026', '6 tháng đầu năm 2026']
    """
    folded = fold(text)
    found = (_named(match) for match in _MENTION.finditer(folded) if not _of_a_date(folded, match))
    return [one for one in found if one is not None]


def _of_a_date(folded: str, match: re.Match[str]) -> bool:
    # «ngày … tháng … năm 2026»: also where day and month are left open.
    return match["n"] is None and _DAY_BEFORE.search(folded, 0, match.start()) is not None


def _named(match: re.Match[str]) -> Named | None:
    if quarter := match["q"]:
        return Named(*match.span(), "Q", _NUMBERS.get(quarter) or int(quarter), _year(match["qy"]))
    if match["h"]:
        return Named(*match.span(), "H", 2 if match["hp"] == "cuoi" else 1, _year(match["hy"]))
    if match["n"]:
        return Named(*match.span(), "9M", 2 if match["np"] == "cuoi" else 1, _year(match["ny"]))
    if match["m"]:
        month = int(match["m"])
        return Named(*match.span(), "M", month, _year(match["my"])) if 1 <= month <= 12 else None
    return Named(*match.span(), "Y", 0, _year(match["y"]))


def _year(text: str | None) -> int | None:
    return int(text) if text else None
