"""What lists of procedures write in their cells: terms, fees, marks, levels, tiers of government, states."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from motcua.catalogue.content import Fee
from motcua.catalogue.contents import TIERS
from motcua.hub.text import fold, squeeze
from motcua.hub.vocabulary import load, read_yaml
from motcua.rules.lanes import AFTERNOON
from motcua.rules.terms import PLAIN, Term, TermRules, TermUnit

SAME_DAY = (Term(1, TermUnit.WORKING_DAYS), TermRules(AFTERNOON, count_reception_day=True))
"""«Trong ngày»: what is received after 15:00 is answered on the next working day."""

_TERM = re.compile(
    r"(?:thoi han |thoi gian )?(?:toi da |khong qua |trong |trong thoi han |trong vong )*"
    r"0*(\d+(?: \d+)?) ?({units})?(?: ke tu .*)?"
)
_HALVES = {"1 2": 4, "0 5": 4, "1 5": 12, "2 5": 20}
_SAME_DAY = re.compile(r"(?:tra |giai quyet )?(?:ngay )?trong ngay(?: lam viec)?(?: .*)?")
_NO_TERM = frozenset({"khong quy dinh", "khong", "khong co", "khong quy dinh thoi han"})
_MONEY = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:vnđ|vnd|đồng|đ|dong|việt nam đồng)?", re.IGNORECASE)
_FREE = frozenset({"khong", "mien phi", "khong thu phi", "khong co", "khong quy dinh", "0"})
_MARKS = frozenset({"x", "co", "v", "1", "true", "yes", "dung", "ok"})
_NO_MARKS = frozenset({"", "0", "khong", "k", "false", "no"})
_MARK_SIGNS = frozenset("✓✔☑√●•*+")


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of columns.yaml: for each part the meaning of each word, squeezed (parts but `columns`: folded)."""
    text = Path(__file__).with_name("columns.yaml").read_text(encoding="utf-8")
    data: Any = read_yaml(text)[0]
    return {
        part: {
            (squeeze if part == "columns" else fold)(word): name
            for name, listed in entries.items()
            for word in listed
        }
        for part, entries in data.items()
    }


class NotUnderstood(ValueError):
    """A cell that cannot be understood; the message is Vietnamese."""


@dataclass(frozen=True)
class SaidTerm:
    """A term as a cell says it: None where the cell says that there is none; `rules` with «trong ngày»."""

    term: Term | None
    rules: TermRules = PLAIN


def term(text: str, unit: str = "") -> SaidTerm:
    """The term of a cell: «07 ngày làm việc», «không quá 5 ngày», «trong ngày», «1/2 ngày», a bare number of days.

    `unit` is the unit that stands beside a bare number; without any it counts working days, as lists of communes
    do. Raises NotUnderstood, also where a cell has several terms.
    """
    # The number in words stands in brackets: «07 (bảy) ngày».
    said = fold(re.sub(r"\([^)]*\)", " ", text))
    if said in _NO_TERM:
        return SaidTerm(None)
    if _SAME_DAY.fullmatch(said):
        return SaidTerm(*SAME_DAY)
    found = _term_pattern().fullmatch(said)
    if found is None:
        raise NotUnderstood(f"không hiểu thời hạn “{text.strip()}”")
    return SaidTerm(_counted(found[1], found[2] or fold(unit) or "ngay lam viec", text))


@cache
def _term_pattern() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, words()["units"]), key=len, reverse=True))
    return re.compile(_TERM.pattern.replace("{units}", units))


def _counted(number: str, word: str, text: str) -> Term:
    unit = words()["units"].get(word)
    if unit is None:
        raise NotUnderstood(f"không hiểu đơn vị thời hạn “{word}” trong “{text.strip()}”")
    if " " in number:
        if number not in _HALVES or not unit.endswith("days"):
            raise NotUnderstood(f"không hiểu thời hạn “{text.strip()}”")
        return Term(_HALVES[number], TermUnit.WORKING_HOURS)
    amount = int(number)
    if not 1 <= amount <= _MOST:
        raise NotUnderstood(f"thời hạn “{text.strip()}” không thể đúng")
    if unit in ("weeks", "months"):
        return Term(amount * (7 if unit == "weeks" else 30), TermUnit.CALENDAR_DAYS)
    return Term(amount, TermUnit(unit))


_MOST = 3650
"""Ten years: a term above is a slip of the pen."""


def fees(text: str, kind: str = "fee") -> tuple[Fee, ...]:
    """The fee of a cell: an amount where the cell is one, nothing due where it says so, else its words as a note."""
    written = " ".join(unicodedata.normalize("NFC", text).split())
    if not written:
        return ()
    if fold(written) in _FREE:
        return (Fee(0, kind),)
    if found := _MONEY.fullmatch(written):
        return (Fee(int(re.sub(r"[.,]", "", found[1])), kind),)
    return (Fee(None, kind, note=written),)


def mark(text: str) -> bool:
    """Whether a cell is ticked. Raises NotUnderstood."""
    said = fold(text)
    if said in _MARKS or (not said and _MARK_SIGNS & set(text)):
        return True
    if said in _NO_MARKS:
        return False
    raise NotUnderstood(f"không hiểu dấu “{text.strip()}”, viết x hoặc để trống")


def level(text: str) -> str:
    """full, partial or none. Raises NotUnderstood."""
    found = load().value("level", text)
    if found is None:
        raise NotUnderstood(f"không hiểu mức độ “{text.strip()}”")
    return found


def tiers(text: str) -> tuple[tuple[str, ...], bool]:
    """The tiers of government that a cell names, and whether it says that procedures are linked (liên thông)."""
    said = [fold(piece) for piece in re.split(r"[,;/\n+]|\bvà\b", text) if piece.strip()]
    known = words()["tiers"]
    unknown = [piece for piece in said if piece not in known]
    if unknown:
        raise NotUnderstood(f"không hiểu cấp thực hiện “{unknown[0]}”")
    found = {known[piece] for piece in said}
    listed = tuple(tier for tier in TIERS if tier in found or ("every" in found and tier != "other"))
    return listed, "linked" in found


def repealed(text: str) -> bool:
    """Whether a state says that the procedure ended. Raises NotUnderstood."""
    found = words()["states"].get(fold(text))
    if found is None:
        raise NotUnderstood(f"không hiểu trạng thái “{text.strip()}”")
    return found == "repealed"
