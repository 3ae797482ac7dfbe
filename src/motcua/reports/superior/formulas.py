"""Which formulas of a workbook may give something else once some cells are filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from motcua.reports.superior.cells import Range, range_of

CellName = tuple[str, int, int]
"""Sheet, row, column."""

_TEXT = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?P<range>\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![\w(!.])"
)
_PLAIN_FUNCTION = re.compile(
    r"\b(?:SUM|AVERAGE|MIN|MAX|COUNT|COUNTA|ROUND|ROUNDUP|ROUNDDOWN|INT|ABS|IF|IFERROR|AND|OR|NOT|SUMIF|SUMIFS|COUNTIF|"
    r"COUNTIFS|SUMPRODUCT|TEXT|CONCATENATE|TRUE|FALSE)\b\(?"
)
_REST = re.compile(r"[\s\d.,;:+\-*/^&=<>()%]*")


def references(formula: str, sheet: str) -> list[tuple[str, Range]] | None:
    """The ranges that a formula reads; None where it may read others too (names, whole columns, INDIRECT)."""
    bare, found = _TEXT.sub("", formula), []
    for match in _REFERENCE.finditer(bare):
        named = (match["sheet"] or sheet).strip("'").replace("''", "'")
        range_ = range_of(match["range"])
        if range_ is None:
            return None
        found.append((named, range_))
    left = _PLAIN_FUNCTION.sub("", _REFERENCE.sub("", bare))
    return found if _REST.fullmatch(left) else None


def touched(formulas: Mapping[CellName, str | None], filled: Iterable[CellName]) -> set[CellName]:
    """The formulas that read a filled cell, directly or through others; what is not understood counts as reading all.

    `formulas` has None for those whose text another cell holds.
    """
    read = {name: references(text, name[0]) if text else None for name, text in formulas.items()}
    found = {name for name, ranges in read.items() if ranges is None}
    waiting = [*filled, *found]
    while waiting:
        sheet, row, column = waiting.pop()
        for name, ranges in read.items():
            if name in found or ranges is None:
                continue
            if any(named == sheet and range_.meets(row, column) for named, range_ in ranges):
                found.add(name)
                waiting.append(name)
    return found
