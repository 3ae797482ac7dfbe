"""Personal data in rows of files: shown to those who may read contents, covered for others."""

from __future__ import annotations

from typing import Any

from motcua.boards.words import CANONICAL
from motcua.people.policies import SEE_PERSON

PERSONAL = frozenset({"applicant", "phone", "id_number", "note", "reason"})
"""Canonical columns that hold personal data, or free text in which they may stand."""

COVER = "•••"


def hidden(column: str, value: Any, rights: frozenset[str]) -> str:
    """The value of a column for a reader with these rights; empty where there is none."""
    if value in (None, ""):
        return ""
    return COVER if column in PERSONAL and SEE_PERSON not in rights else str(value)


def shown(column: str, value: Any, rights: frozenset[str]) -> str:
    """The same in the reader's words, where the value is one of those that a reading translates into."""
    words = CANONICAL.get(column, {})
    return str(words[value]) if value in words else hidden(column, value, rights)
