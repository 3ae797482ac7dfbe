"""What the portal has published of a unit over time, from the answers that were kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.exchange.models import PortalAnswer
from motcua.exchange.wire.published import (
    BadAnswer,
    Group,
    Period,
    Question,
    UnitFigures,
    read_figures_of,
)
from motcua.rules.instants import Instant

MOST = 200
"""So many kept answers are looked into, the latest."""


@dataclass(frozen=True)
class Published:
    """What was published of a unit for a period, and when it was asked for."""

    asked_at: Instant
    period: Period
    unit: UnitFigures


def history(group: Group, codes: Collection[str]) -> list[Published]:
    """What one group said of the unit with one of these codes, in the order in which it was asked. None is asked anew."""
    keys = _keys(codes)
    found = (
        Published(answer.asked_at, period, unit)
        for answer, period, units in _kept(group)
        for unit in units
        if unit.code in codes or unit.id in keys
    )
    return sorted(found, key=lambda one: one.asked_at)


def _keys(codes: Collection[str]) -> set[str]:
    """The portal's keys of a unit: two groups name a unit by its key only, so that another has to tell it."""
    return {unit.id for _, _, units in _kept(Group.PROGRESS) for unit in units if unit.code in codes}


def _kept(group: Group) -> Iterator[tuple[PortalAnswer, Period, list[UnitFigures]]]:
    path = Question(group, Period(2026)).path
    good = PortalAnswer.objects.filter(path=path, status=PortalAnswer.Status.GOOD).order_by(
        "-asked_at", "-pk"
    )
    for answer in good[:MOST]:
        period = period_of(answer.asked)
        question = Question(group, period, str(answer.asked.get("rootDepartmentId") or ""))
        try:
            yield answer, period, read_figures_of(question, json.loads(answer.answer))
        except BadAnswer:
            # Kept by an earlier version that looked less closely.
            continue


def period_of(asked: Mapping[str, Any]) -> Period:
    """The period that a request asked about; its answer does not say."""
    if "fromDate" not in asked:
        return Period(asked["year"], asked.get("quarter", 0), asked.get("month", 0))
    first, last = (str(asked[name]).split("-") for name in ("fromDate", "toDate"))
    year, begin, end = int(first[0]), int(first[1]), int(last[1])
    if begin == end:
        return Period(year, month=begin)
    return Period(year) if end - begin == 11 else Period(year, quarter=end // 3)
