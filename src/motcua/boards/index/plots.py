"""What the two plots of the index show, as plain values: points by group, and points over the last periods."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from motcua.index.compared import is_calendar_month
from motcua.index.computed import GroupLine, Index
from motcua.rules.index import rounded


def plots(index: Index, past: list[Index]) -> dict[str, Any]:
    """Both plots as the script reads them; `past` ends with the index itself."""
    series = [
        {"label": _("Our points"), "tone": "ink", "values": [_plain(group.points) for group in index.groups]}
    ]
    if any(group.portal is not None for group in index.groups):
        values = [_number(group.portal) for group in index.groups]
        series.append({"label": _("Published points"), "tone": "wait", "values": values})
    return {
        "bars": {"names": [group.group.label for group in index.groups], "series": series, "points": True},
        "columns": {"names": [short_name(one) for one in past], "panels": _panels(past)},
    }


def _panels(past: list[Index]) -> list[dict[str, Any]]:
    progress = [_progress(one) for one in past]
    return [
        {
            "label": _("All points that we count"), "tone": "ink",
            "most": _round_height(max([one.countable for one in past] + [one.points or 0 for one in past])),
            "now": [_plain(one.points) for one in past], "published": [_number(one.portal) for one in past],
        },
        {
            "label": _("Points for progress"), "tone": "done",
            "most": _round_height(max(group.group.maximum for group in progress)),
            "now": [_plain(group.points) for group in progress],
            "published": [_number(group.portal) for group in progress],
        },
    ]  # fmt: skip


def _progress(index: Index) -> GroupLine:
    return next(group for group in index.groups if group.group.code == "TDGQ")


def _round_height(most: Fraction | int) -> int:
    """The height of a panel in whole steps of four, with some room for the figure above its highest column."""
    return max(ceil(most * Fraction(11, 10) / 4) * 4, 4)


def _plain(points: Fraction | None) -> float | None:
    return None if points is None else float(rounded(points))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def short_name(index: Index) -> str:
    """The period of an index as an axis has it: «6/2026» for a calendar month, else its title."""
    period = index.scope.period
    return f"{period.first.month}/{period.first.year}" if is_calendar_month(period) else period.title()
