"""Single values as the wire has them: strict when they are written, tolerant when they are read.

All values travel as JSON strings, instants as `yyyyMMddHHmmss` in local time, an empty string where nothing is known.
What other programs send differs in all of this, and is understood where only one meaning is possible.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from motcua.rules.instants import Instant, from_datetime, to_datetime

_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?", re.ASCII)
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}.*)?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_TRUE, _FALSE = frozenset({"true", "1", "yes", "co", "có"}), frozenset({"false", "0", "no", "khong", "không"})
_SHOWN = 30


class BadValue(ValueError):
    """A value that cannot be written or understood; the message says why, in Vietnamese, and holds nothing personal."""


class Kind(ABC):
    """How a value of one kind is written and read; `empty` is what stands for «not known»."""

    empty: Any = None

    @abstractmethod
    def write(self, value: Any) -> Any:
        """The value as it is sent. Raises BadValue."""

    @abstractmethod
    def read(self, raw: Any) -> Any:
        """What was meant by something that is not blank. Raises BadValue."""


def blank(raw: Any) -> bool:
    """Whether a value that came stands for «nothing»."""
    return raw is None or (isinstance(raw, str) and raw.strip() in ("", "null"))


class Text(Kind):
    """Text; numbers are taken as the text that people would write."""

    empty = ""

    def write(self, value: Any) -> str:
        if not isinstance(value, str):
            raise BadValue("phải là chuỗi ký tự")
        if any(ord(char) < 32 and char not in "\n\t\r" for char in value):
            raise BadValue("có ký tự điều khiển")
        return value

    def read(self, raw: Any) -> str:
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise BadValue("phải là chuỗi ký tự")
        if isinstance(raw, float) and not math.isfinite(raw):
            raise BadValue("không phải là số")
        text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
        return "".join(char for char in text if char in "\n\t" or ord(char) >= 32).strip()


class Time(Kind):
    """An instant, milliseconds UTC here, `yyyyMMddHHmmss` of Asia/Ho_Chi_Minh there."""

    def write(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 253_402_000_000_000:
            raise BadValue("không phải là một thời điểm")
        return f"{to_datetime(value):%Y%m%d%H%M%S}"

    def read(self, raw: Any) -> Instant:
        text = Text().read(raw)
        try:
            return from_datetime(_moment(text))
        except ValueError as error:
            raise BadValue(f"không hiểu thời điểm “{text[:_SHOWN]}”, cần yyyyMMddHHmmss") from error


def _moment(text: str) -> datetime:
    """The moment that a text names, local where it says no zone; raises ValueError."""
    if found := _STAMP.fullmatch(text):
        return _made(*found.groups(default="0"))
    if found := _LOCAL.fullmatch(text):
        day, month, year, *rest = found.groups(default="0")
        return _made(year, month, day, *rest)
    if _ISO.fullmatch(text):
        return datetime.fromisoformat(text)
    raise ValueError(text)


def _made(*parts: str) -> datetime:
    numbers = [int(part) for part in parts]
    # Checked as a time of day like any other, then taken as local.
    return datetime(*numbers, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc,arg-type]


class Choice(Kind):
    """One of a few codes; `01` and `1` are the same."""

    def __init__(self, codes: Collection[str], empty: str = "") -> None:
        self.codes, self.empty = tuple(codes), empty

    def write(self, value: Any) -> str:
        if value not in self.codes and value != self.empty:
            raise BadValue(f"phải là một trong {', '.join(self.codes)}")
        return str(value)

    def read(self, raw: Any) -> Any:
        text = Text().read(raw)
        plain = text.lstrip("0") or "0"
        if text not in self.codes and plain not in self.codes:
            raise BadValue(f"mã “{text[:_SHOWN]}” không có; phải là một trong {', '.join(self.codes)}")
        return text if text in self.codes else plain


class Flag(Kind):
    """Yes or no; `yes` and `no` are how it is sent, read is every way in which people write it."""

    empty = False

    def __init__(self, yes: Any = "1", no: Any = "0") -> None:
        self.yes, self.no = yes, no

    def write(self, value: Any) -> Any:
        if not isinstance(value, bool):
            raise BadValue("phải là có hoặc không")
        return self.yes if value else self.no

    def read(self, raw: Any) -> bool:
        word = str(raw).strip().lower()
        if word not in _TRUE | _FALSE:
            raise BadValue(f"“{word[:_SHOWN]}” không phải là có hoặc không")
        return word in _TRUE


class Whole(Kind):
    """A whole number from `least` on; `as_text` says whether it is sent as a string."""

    empty = 0

    def __init__(self, least: int = 0, *, as_text: bool = True) -> None:
        self.least, self.as_text = least, as_text

    def write(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int) or value < self.least:
            raise BadValue(f"phải là số nguyên từ {self.least}")
        return str(value) if self.as_text else value

    def read(self, raw: Any) -> int:
        text = Text().read(raw).removesuffix(".0").replace(" ", "")
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "").replace(",", "")
        if not _WHOLE.fullmatch(text) or int(text) < self.least:
            raise BadValue(f"“{text[:_SHOWN]}” không phải là số nguyên từ {self.least}")
        return int(text)


class Percent(Kind):
    """A share in hundredths of a percent (6667 is 66,67%); sent as «66.67» and the suffix."""

    def __init__(self, suffix: str = "") -> None:
        self.suffix = suffix

    def write(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
            raise BadValue("phải là tỷ lệ từ 0 đến 100%")
        return f"{value // 100}.{value % 100:02}{self.suffix}"

    def read(self, raw: Any) -> int:
        text = Text().read(raw).rstrip("% ").replace(",", ".")
        # Browsers that divide by zero send «NaN»: that is no share, and no zero.
        found = re.fullmatch(r"(\d{1,3})(?:\.(\d+))?", text, re.ASCII)
        value = round(float(text) * 100) if found else -1
        if not 0 <= value <= 10_000:
            raise BadValue(f"“{text[:_SHOWN]}” không phải là tỷ lệ từ 0 đến 100%")
        return value


TEXT = Text()
