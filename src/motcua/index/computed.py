"""The index of a scope: every indicator with its count, points, what is lost, what mends it, and the portal's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from motcua.index.counting import Counting, Scope
from motcua.index.definitions import Definitions, Group, Indicator, in_force
from motcua.index.published import Published, published
from motcua.rules.index import ZERO, Count, Mending, lost, mending, points, rounded, total
from motcua.rules.index_difference import Difference, differences


@dataclass(frozen=True)
class Line:
    """One indicator; `count` is None where no facts are kept, `points` None where there are none to be had."""

    indicator: Indicator
    count: Count | None
    points: Fraction | None
    lost: Fraction | None
    mending: Mending | None
    portal: Published | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class GroupLine:
    """A group: our points, the most that the indicators we count can have, and the portal's points."""

    group: Group
    lines: tuple[Line, ...]
    points: Fraction | None
    countable: Fraction
    portal: Decimal | None


@dataclass(frozen=True)
class Index:
    """The index of a scope. `points` of `countable` are ours; `portal` is what was published, where anything was."""

    scope: Scope
    definitions: Definitions
    groups: tuple[GroupLine, ...]
    portal: Decimal | None

    @property
    def points(self) -> Fraction | None:
        """Our points of all groups."""
        return total((group.points for group in self.groups), self.maximum)

    @property
    def countable(self) -> Fraction:
        """The most points of the indicators that we count."""
        return sum((group.countable for group in self.groups), ZERO)

    @property
    def maximum(self) -> Fraction:
        """The most points of the whole index."""
        return sum((group.group.maximum for group in self.groups), ZERO)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All indicators in their order."""
        return tuple(line for group in self.groups for line in group.lines)


def compute(scope: Scope, counting: Counting | None = None) -> Index:
    """The index by the version in force on the period's last day; published figures are those of the whole unit."""
    definitions, counting = in_force(scope.period.last), counting or Counting(scope)
    told: Mapping[str, Published] = {}
    if scope.field is None and scope.procedure is None:
        told = published(scope.unit, scope.period, scope.known_at)
    groups = tuple(_group(group, counting, told) for group in definitions.groups)
    return Index(scope, definitions, groups, _portal_total(groups, told))


def _group(group: Group, counting: Counting, told: Mapping[str, Published]) -> GroupLine:
    lines = tuple(_line(one, counting.count(one), told.get(one.code)) for one in group.indicators)
    most = sum((line.indicator.scoring.maximum for line in lines if line.points is not None), ZERO)
    return GroupLine(
        group,
        lines,
        total((line.points for line in lines), group.maximum),
        min(most, group.maximum),
        _portal_group(group, lines, told),
    )


def _line(indicator: Indicator, count: Count | None, portal: Published | None) -> Line:
    scoring = indicator.scoring
    theirs = None if portal is None else portal.count
    score = None if portal is None else portal.points
    return Line(
        indicator,
        count,
        None if count is None else points(scoring, count),
        None if count is None else lost(scoring, count),
        None if count is None else mending(scoring, count),
        portal,
        tuple(differences(scoring, count, theirs, score)) if portal else (),
    )


def _portal_group(group: Group, lines: tuple[Line, ...], told: Mapping[str, Published]) -> Decimal | None:
    """The published points of a group, else the sum of those of its indicators where all are published."""
    whole = told.get(group.code)
    if whole is not None and whole.points is not None:
        return whole.points
    known = [portal_points(line) for line in lines]
    found = [one for one in known if one is not None]
    return sum(found, Decimal(0)) if len(found) == len(known) else None


def portal_points(line: Line) -> Decimal | None:
    """The published points of an indicator, else those that its published numerator and denominator give."""
    if line.portal is None:
        return None
    if line.portal.points is not None or line.portal.count is None:
        return line.portal.points
    scored = points(line.indicator.scoring, line.portal.count)
    return None if scored is None else rounded(scored)


def _portal_total(groups: tuple[GroupLine, ...], told: Mapping[str, Published]) -> Decimal | None:
    whole = told.get("TOTAL")
    if whole is not None and whole.points is not None:
        return whole.points
    known = [group.portal for group in groups if group.portal is not None]
    return sum(known, Decimal(0)) if len(known) == len(groups) else None
