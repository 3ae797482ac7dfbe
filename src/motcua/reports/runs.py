"""A stretch of text in one weight; a paragraph is a row of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """Text as it is printed, letter by letter: nothing in it is markup."""

    text: str
    bold: bool = False
    italic: bool = False
