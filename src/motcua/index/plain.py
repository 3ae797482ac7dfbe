"""An index as plain values, for programs: the command's JSON and the programming interface."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from motcua.index.compared import Standing
from motcua.index.computed import GroupLine, Index, Line, portal_points
from motcua.index.published import Published, Ranked
from motcua.rules.index import Mending, rounded


def plain(index: Index) -> dict[str, Any]:
    """An index as plain values; points with two decimals as text, nothing as null."""
    period = index.scope.period
    return {
        "unit": index.scope.unit.name,
        "period": {"from": str(period.first), "to": str(period.last)},
        "version": index.definitions.version,
        "points": _points(index.points),
        "countable": _points(index.countable),
        "maximum": _points(index.maximum),
        "portal": None if index.portal is None else str(index.portal),
        "groups": [_group(group) for group in index.groups],
    }


def brief(index: Index) -> dict[str, Any]:
    """The points of an index as plain values: all together and by group, without the indicators."""
    period = index.scope.period
    return {
        "first": period.first,
        "last": period.last,
        "version": index.definitions.version,
        "points": _points(index.points),
        "countable": _points(index.countable),
        "portal": None if index.portal is None else str(index.portal),
        "groups": [_points_of(group) for group in index.groups],
    }


def _points_of(group: GroupLine) -> dict[str, Any]:
    return {
        "code": group.group.code,
        "points": _points(group.points),
        "maximum": _points(group.group.maximum),
        "portal": None if group.portal is None else str(group.portal),
    }


def _group(group: GroupLine) -> dict[str, Any]:
    return {**_points_of(group), "indicators": [_line(line) for line in group.lines]}


def standing(one: Standing) -> dict[str, Any]:
    """A unit in a ranking of our own figures; without place and points where it had no dossier."""
    counted = one.place is not None
    return {
        "place": one.place,
        "unit": one.unit.name,
        "points": _points(one.index.points) if counted else None,
        "progress": _points(one.progress) if counted else None,
    }


def ranked(one: Ranked) -> dict[str, Any]:
    """A unit in a ranking of what the portal publishes."""
    return {"place": one.place, "unit": one.name, "department": one.department, "points": str(one.points)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.indicator.code,
        "number": line.indicator.number,
        "numerator": line.count.numerator if line.count else None,
        "denominator": line.count.denominator if line.count else None,
        "points": _points(line.points),
        "maximum": _points(line.indicator.scoring.maximum),
        "lost": _points(line.lost),
        "to_mend": _mending(line.mending) if line.mending else None,
        "portal": _published(line, line.portal) if line.portal else None,
    }


def _mending(mending: Mending) -> dict[str, Any]:
    return {"count": mending.count, "gained": _points(mending.gained)}


def _published(line: Line, portal: Published) -> dict[str, Any]:
    points = portal_points(line)
    return {
        "numerator": portal.count.numerator if portal.count else None,
        "denominator": portal.count.denominator if portal.count else None,
        "points": None if points is None else str(points),
        "differences": [
            {"reason": one.reason.value, "by": one.by, "points": str(one.points)} for one in line.differences
        ],
    }


def _points(value: Fraction | None) -> str | None:
    return None if value is None else str(rounded(value))
