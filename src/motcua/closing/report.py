"""The report of a period: as it was closed where it is closed, and with what was adjusted of the period before."""

from __future__ import annotations

import json
from dataclasses import replace

from motcua.catalogue.models import Unit
from motcua.closing.adjusting import Adjustments, adjustments
from motcua.closing.figures import Drawn, canonical, data_from, digest, draw, sources_from
from motcua.closing.models import Closing
from motcua.closing.refusals import FiguresChanged
from motcua.closing.state import known_of, period_of, standing, units_of
from motcua.index.compared import before
from motcua.ledger.statement import statement
from motcua.reports.collect import with_written
from motcua.reports.data import Adjusted, ReportData
from motcua.reports.gather import Sources
from motcua.reports.rolled_up import collected
from motcua.rules.instants import Instant
from motcua.rules.periods import Period


def report_data(
    unit: Unit, period: Period, known_at: Instant | None = None, present: bool = False
) -> ReportData:
    """The data of a unit's report.

    A closed period is drawn as of its closing, unless `known_at` (milliseconds UTC) asks for another instant or
    `present` for what is known now. Raises FiguresChanged where a closed period does not come out as it was closed.
    """
    closing = None if present or known_at is not None else standing(unit, period)
    if closing is None:
        data = collected(unit, period, known_at)
    else:
        known_at = closing.as_of
        data = with_written(data_from(redrawn(closing), closing.labels), unit, period, known_at)
    return replace(data, adjusted=adjusted(unit, period, known_at))


def form_sources(
    unit: Unit, period: Period, known_at: Instant | None = None, present: bool = False
) -> Sources:
    """What the forms of a unit's period are filled from, in the same way as `report_data`; raises FiguresChanged."""
    closing = None if present or known_at is not None else standing(unit, period)
    known = known_of(unit, period, known_at, present)
    changed = adjusted(unit, period, known)
    if closing is None or _closed_alone(closing):
        return Sources(unit, period, known, changed)
    return sources_from(redrawn(closing), closing.labels, changed)


def _closed_alone(closing: Closing) -> bool:
    """Whether a province was closed without its units, as it once was: its forms were not part of that."""
    return closing.unit.kind == Unit.Kind.PROVINCE and not closing.units


def redrawn(closing: Closing) -> Drawn:
    """The statements of a closing drawn from the ledger again; raises FiguresChanged unless the digest is the same."""
    drawn = draw(closing.unit, units_of(closing), period_of(closing), closing.as_of)
    if not same(closing, drawn):
        raise FiguresChanged(period_of(closing).title())
    return drawn


def same(closing: Closing, drawn: Drawn) -> bool:
    """Whether what was kept is unchanged, and the ledger gives the same figures again."""
    kept = json.loads(closing.figures)
    again = canonical(drawn, kept["names"], kept["forms"])
    return closing.digest == digest(closing.figures) == digest(again)


def adjusted(unit: Unit, period: Period, known_at: Instant | None) -> Adjusted | None:
    """What changed in the period before since it was closed, as known at an instant; None where nothing did."""
    closing = standing(unit, before(period))
    if closing is None or (known_at is not None and known_at <= closing.as_of):
        return None
    found = adjustments(closing, known_at)
    return _told(closing, found) if found.found else None


def _told(closing: Closing, found: Adjustments) -> Adjusted:
    period = period_of(closing)
    units = units_of(closing)
    closed = statement(units, period, closing.as_of).totals(("open",))["open"]
    now = statement(units, period, found.now).totals(("open",))["open"]
    counts = tuple((cause.value, what.value, count) for cause, what, count in found.counted())
    return Adjusted(period, closing.as_of, len(found.found), counts, closed, now)
