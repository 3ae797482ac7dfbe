"""A Word table as content for the PDF: columns, cells with their places, merged cells, lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from motcua.reports.template.looks import points

if TYPE_CHECKING:
    from motcua.reports.template.content import Reader

_SIDES = ("top", "left", "bottom", "right")
_USUAL = {"top": 0.0, "left": 5.4, "bottom": 0.0, "right": 5.4}
"""What a cell keeps free on its sides unless the table says otherwise, in points: as Word does."""


def table(element: Any, reader: Reader) -> dict[str, Any]:
    """A table with its cells in places of a grid."""
    properties = element.find(qn("w:tblPr"))
    named = properties.find(qn("w:tblStyle")) if properties is not None else None
    style = str(named.get(qn("w:val"))) if named is not None else ""
    own = properties.find(qn("w:tblBorders")) if properties is not None else None
    borders = own if own is not None else reader.looks.borders(style)
    rows = [row for row in element.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is element]
    placed, count = _placed(rows)
    columns = [
        points(column, "w") or 0.0 for column in element.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    ]
    height, width = len(rows), max([count, len(columns)])
    columns = columns if len(columns) == width and all(columns) else []
    cells = [
        _cell(cell, place, _lines(cell["element"], place, (width, height), borders), reader, style)
        for place, cell in placed.items()
        if cell["rows"]
    ]
    return {
        "kind": "table", "columns": columns, "count": width, "cells": cells, "inset": _inset(properties),
        "header": sum(1 for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None),
        "align": _aligned(properties),
    }  # fmt: skip


def _placed(rows: list[Any]) -> tuple[dict[tuple[int, int], dict[str, Any]], int]:
    """The cells by column and row; one that goes on from above makes that one longer and has no rows itself."""
    placed: dict[tuple[int, int], dict[str, Any]] = {}
    above: dict[int, tuple[int, int]] = {}
    widest = 0
    for y, row in enumerate(rows):
        x = 0
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue
            span, merge = _merged(cell)
            if merge == "continue" and x in above:
                placed[above[x]]["rows"] += 1
            else:
                placed[x, y] = {"element": cell, "columns": span, "rows": 1}
                above[x] = (x, y)
            x += span
        widest = max(widest, x)
    return placed, widest


def _merged(cell: Any) -> tuple[int, str]:
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    span, down = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    told = span.get(qn("w:val")) if span is not None else "1"
    merge = "" if down is None else down.get(qn("w:val")) or "continue"
    return (min(int(told), 100) if str(told).isdigit() and int(told) else 1), merge


def _cell(found: dict[str, Any], place: tuple[int, int], lines: dict[str, bool], reader: Reader, style: str) -> dict[str, Any]:  # fmt: skip
    element = found["element"]
    upright = element.find(f"{qn('w:tcPr')}/{qn('w:vAlign')}")
    return {
        "x": place[0], "y": place[1], "columns": found["columns"], "rows": found["rows"], **lines,
        "place": {"center": "horizon", "bottom": "bottom"}.get(upright.get(qn("w:val")) if upright is not None else "", "top"),
        "blocks": list(reader.blocks(element, style)),
    }  # fmt: skip


def _lines(cell: Any, place: tuple[int, int], size: tuple[int, int], borders: Any | None) -> dict[str, bool]:
    """Which sides of a cell have a line: as the cell says, else as the table does for its edge or its inside."""
    own = cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}")
    span, _merge = _merged(cell)
    outer = {
        "top": place[1] == 0, "left": place[0] == 0, "bottom": place[1] == size[1] - 1, "right": place[0] + span == size[0],
    }  # fmt: skip
    found = {}
    for side in _SIDES:
        inside = "insideH" if side in ("top", "bottom") else "insideV"
        line = own.find(qn(f"w:{side}")) if own is not None else None
        if line is None and borders is not None:
            line = borders.find(qn(f"w:{side if outer[side] else inside}"))
        found[side] = line is not None and line.get(qn("w:val")) not in ("nil", "none")
    return found


def _inset(properties: Any | None) -> dict[str, float]:
    margins = properties.find(qn("w:tblCellMar")) if properties is not None else None
    found = dict(_USUAL)
    for side in _SIDES:
        given = points(margins.find(qn(f"w:{side}")) if margins is not None else None, "w")
        found[side] = found[side] if given is None else given
    return found


def _aligned(properties: Any | None) -> str:
    found = properties.find(qn("w:jc")) if properties is not None else None
    return {"center": "center", "right": "right"}.get(
        found.get(qn("w:val")) if found is not None else "", "left"
    )
