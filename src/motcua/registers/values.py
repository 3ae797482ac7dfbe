"""What somebody typed, imported or sent for an entry, made into values of the columns' types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.catalogue.fields import fold
from motcua.registers.kind import Column, Kind

Value = str | int | bool
LONGEST = {"text": 500, "long": 5000}
MOST = 10**15
_YES = {"co", "x", "1", "true", "yes", "dung", "da"}
_NO = {"khong", "0", "false", "no", "chua", ""}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
_BLANK = {"", "-", "–"}


class BadEntry(ValueError):
    """An entry that cannot be kept: `problems` by column, in words for people."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Content:
    """A checked entry; days are as in its columns, `persons` apart from the other `values`."""

    code: str
    since: date
    until: date | None
    values: Mapping[str, Value]
    persons: Mapping[str, Value]


def content(kind: Kind, given: Mapping[str, str]) -> Content:
    """Check what was given, by column name; what is not given is empty. Raises BadEntry with all that is wrong."""
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for column in kind.columns:
        text = _plain(str(given.get(column.name, "") or "")).strip()
        try:
            if text not in _BLANK:
                values[column.name] = _READ[column.type](column, text)
            elif column.required:
                raise ValueError("chưa có nội dung")
        except ValueError as error:
            problems[column.name] = f"{column.label}: {error}."
    _ordered(kind, values, problems)
    if problems:
        raise BadEntry(problems)
    return _content(kind, values)


def _plain(text: str) -> str:
    """The text without signs that nobody sees: controls but for new lines, marks that turn the direction of letters."""
    spaced = text.replace("\t", " ")
    return "".join(char for char in spaced if char == "\n" or unicodedata.category(char) not in _UNSEEN)


_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def _ordered(kind: Kind, values: Mapping[str, Value], problems: dict[str, str]) -> None:
    """An entry that ended before it began would stand in no period."""
    since, until = values.get(kind.since), values.get(kind.until)
    if since and until and str(until) < str(since):
        first, last = kind.column(kind.since).label, kind.column(kind.until).label
        problems[kind.until] = f"{last}: ở trước “{first}”."


def _content(kind: Kind, values: Mapping[str, Value]) -> Content:
    until = values.get(kind.until)
    personal = {column.name for column in kind.columns if column.personal}
    return Content(
        code=str(values.get(kind.code, ""))[:120],
        since=date.fromisoformat(str(values[kind.since])),
        until=date.fromisoformat(str(until)) if until else None,
        values={name: value for name, value in values.items() if name not in personal},
        persons={name: value for name, value in values.items() if name in personal},
    )


def _text(column: Column, text: str) -> str:
    if len(text) > LONGEST[column.type]:
        raise ValueError(f"dài quá {LONGEST[column.type]} ký tự")
    return text if column.type == "long" else " ".join(text.split())


def _date(_column: Column, text: str) -> str:
    """An ISO day; 14/6/2026 and what spreadsheets write are understood."""
    try:
        if found := _DAY.match(text):
            day = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            day = datetime.fromisoformat(text).date()
    except ValueError as error:
        raise ValueError(f"“{text}” không phải là ngày, viết như 14/6/2026") from error
    if not 1990 <= day.year <= 2100:
        raise ValueError(f"năm {day.year} không hợp lý")
    return day.isoformat()


def _number(_column: Column, text: str) -> int:
    plain = re.sub(r"\s*(?:đồng|đ|vnđ)$", "", text, flags=re.IGNORECASE)
    plain = re.sub(r"[.,]0+$", "", plain) if re.fullmatch(r"\d+[.,]0{1,2}", plain) else plain
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"“{text}” không phải là số nguyên không âm, viết như 1.234")
    value = int(re.sub(r"[. ]", "", plain))
    if value > MOST:
        raise ValueError(f"“{text}” lớn quá")
    return value


def _choice(column: Column, text: str) -> str:
    words = {fold(label): key for key, label in column.choices.items()}
    words |= {fold(key): key for key in column.choices}
    found = words.get(fold(text))
    if found is None:
        raise ValueError(f"“{text}” không có trong danh sách: {'; '.join(column.choices.values())}")
    return found


def _flag(_column: Column, text: str) -> bool:
    word = fold(text)
    if word not in _YES | _NO:
        raise ValueError(f"“{text}” không rõ là có hay không")
    return word in _YES


_READ: Mapping[str, Callable[[Column, str], Value]] = {
    "text": _text, "long": _text, "date": _date, "number": _number, "money": _number, "choice": _choice, "flag": _flag,
}  # fmt: skip


def told(column: Column, value: Value | None) -> str:
    """A value as people read it: 14/6/2026, 1.234, the word of a choice; empty where there is none."""
    if value is None or value == "":
        return ""
    if column.type == "date":
        day = date.fromisoformat(str(value))
        return f"{day.day:02}/{day.month:02}/{day.year}"
    if column.type in ("number", "money"):
        return f"{value:,}".replace(",", ".")
    if column.type == "flag":
        return "Có" if value else "Không"
    return column.choices.get(str(value), str(value))
