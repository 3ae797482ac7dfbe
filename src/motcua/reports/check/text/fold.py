"""Text made comparable letter by letter, so that a place in the folded text is the same place in the text."""

from __future__ import annotations

import re
import unicodedata

_MARKS = "đĐ"
_NOTES = "¹²³⁴⁵⁶⁷⁸⁹⁰"


class _Table(dict[int, str]):
    """Maps a character to its plain small letter, always one character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        blank = char.isspace() or char in _NOTES
        plain = "d" if char in _MARKS else " " if blank else base if len(base) == 1 else char
        self[code] = plain
        return plain


_TABLE = _Table()
_BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text in small letters without diacritics, as long as it was (for text in NFC).

    >>> fold("Hồ sơ QUÁ hạn: 02")
    'ho so qua han: 02'
    """
    return text.translate(_TABLE)


def tidy(text: str) -> str:
    """Text as it is kept: NFC, without invisible characters, blanks of every kind as single blanks."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        char for char in composed if unicodedata.category(char) not in ("Cf", "Cc") or char in "\t\n"
    )
    return _BLANKS.sub(" ", visible).strip()


def phrases(words: list[str], exact: bool = False) -> re.Pattern[str]:
    """A pattern that finds any of these phrases as whole words, the longest first.

    It is for folded text; where it is `exact`, for text in small letters with its diacritics.
    """
    plain = (word.lower() if exact else fold(word) for word in words)
    alternatives = sorted((re.escape(word).replace(r"\ ", r"\s+") for word in plain), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")
