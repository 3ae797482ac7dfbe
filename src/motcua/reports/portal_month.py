"""What the portal is told of a month of a unit: its statistics from the ledger, and what people thought, by procedure."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from motcua.catalogue.fields import procedure_code
from motcua.catalogue.models import Unit
from motcua.dossiers.bulk import writing
from motcua.exchange.links import link_of
from motcua.exchange.models import Link
from motcua.exchange.outbox import Draft, lane_of, put, put_unfit
from motcua.exchange.wire.operations import Operation
from motcua.exchange.wire.rating import RATING, Rating
from motcua.exchange.wire.schema import Problem, Rejected
from motcua.exchange.wire.statistics import Figures, share, write_figures
from motcua.ledger.statement import statement
from motcua.registers.counted import Held, figures, held
from motcua.registers.kinds_read import kind_of
from motcua.reports.totals import official_totals
from motcua.rules.instants import Instant, day_of, day_start
from motcua.rules.periods import Period, between

RATINGS = "hai-long"
"""The register that holds what people thought."""
_THOUGHT = ("very_satisfied", "satisfied", "not_satisfied")
_MOVED = ("reopened", "transferred_in", "transferred_out")
_LONGEST_OPINIONS = 4000


class NotTold(Exception):
    """A month of which nothing can be told; the reason is in Vietnamese."""


def tell_month(unit: Unit, year: int, month: int, now: Instant) -> int:
    """Write a unit's month (1–12) into the outbox of its connection; gives how many messages are new.

    A month that has been told and has not changed since is not told again. Raises NotTold.
    """
    link = link_of(unit.pk, now)
    if link is None:
        raise NotTold(f"{unit.name} chưa có kết nối với Cổng.")
    period = _month(year, month)
    if day_start(day_of(period.last) + 1) > now:
        raise NotTold(f"Tháng {month}/{year} chưa hết.")
    with writing():
        count, problems = _written(link, unit, period, None, now)
    if problems:
        raise NotTold("; ".join(map(str, problems)))
    return count


def tell_closed(unit: Unit, period: Period, known_at: Instant, now: Instant) -> int:
    """Write the calendar months that ended in a period that is being closed, as known at an instant, into the outbox,
    where the connection is to tell them; in the transaction of the closing. Gives how many messages are new.

    A month that cannot be told goes to the list of the refused, and the period is closed all the same.
    """
    link = link_of(unit.pk, now)
    if link is None or not link.tells_months:
        return 0
    return sum(_written(link, unit, month, known_at, now)[0] for month in _months_of(period))


def _months_of(period: Period) -> Iterable[Period]:
    first, last = period.first, period.last
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        month = _month(count // 12, count % 12 + 1)
        if first <= month.last <= last:
            yield month


def _written(
    link: Link, unit: Unit, month: Period, known_at: Instant | None, now: Instant
) -> tuple[int, Sequence[Problem]]:
    """The messages of a month, in the open transaction; gives how many are new, and what cannot be told."""
    lane = lane_of(link, f"unit:{unit.pk}")
    try:
        return put(lane, list(_drafts(unit, _code(unit, link), month, known_at)), now), ()
    except Rejected as error:
        named = f"{month.first:%Y-%m}:{now}"
        put_unfit(lane, Draft(Operation.FIGURES, named, {}), error.problems, now)
        return 0, error.problems


def _month(year: int, month: int) -> Period:
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise NotTold("Tháng viết như 2026-10.")
    return between(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _code(unit: Unit, link: Link) -> str:
    """The unit's identifier on the portal: that of the connection where it is the unit's own, else its own H code."""
    if unit.pk == link.unit_id:
        return link.code
    codes = sorted(unit.codes.values_list("code", flat=True))
    return next((code for code in codes if code.startswith("H")), codes[0] if codes else "")


def _drafts(unit: Unit, code: str, period: Period, known_at: Instant | None) -> Iterable[Draft]:
    yield _draft(Operation.FIGURES, period, write_figures(statistics(unit, code, period, known_at)))
    rated = [RATING.write(one) for one in ratings(unit, code, period)]
    if rated:
        yield _draft(Operation.RATINGS, period, rated)


def _draft(operation: Operation, period: Period, data: Any) -> Draft:
    """A message named by its month and what it says, so that only what has changed is a new one."""
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:32]
    return Draft(operation, f"{operation}:{period.first:%Y-%m}:{digest}"[:80], data)


def statistics(unit: Unit, code: str, period: Period, known_at: Instant | None = None) -> Figures:
    """The month as the portal counts it: columns (4) to (13) of form II.06b, and what came or went in other ways added to
    what was received, because the message has no place of its own for it."""
    made = statement([unit.pk], period, known_at)
    made.check()
    column, moved = official_totals(made), made.totals(_MOVED)
    more = moved["reopened"] + moved["transferred_in"] - moved["transferred_out"]
    return Figures(
        month=period.first.month, year=period.first.year, received=column["4"] + column["5"] + more,
        carried_over=column["6"], closed=column["7"], closed_in_time=column["8"] + column["9"], closed_late=column["10"],
        open_in_term=column["12"], open_late=column["13"], unit_code=code, unit_name=unit.name, note=_note(moved),
    )  # fmt: skip


def _note(moved: dict[str, int]) -> str:
    if not any(moved.values()):
        return ""
    return (
        f"SoNhanTrongKy đã cộng hồ sơ mở lại: {moved['reopened']}, nhận chuyển đến: {moved['transferred_in']}; "
        f"đã trừ hồ sơ chuyển cơ quan khác: {moved['transferred_out']}."
    )


def ratings(unit: Unit, code: str, period: Period) -> list[Rating]:
    """What people thought in the month, by procedure, from the register; procedures that nobody rated are left out."""
    kind = kind_of(RATINGS)
    entries: dict[str, list[Held]] = defaultdict(list)
    for one in held([unit.pk], kind, period):
        entries[procedure_code(str(one.values.get("procedure", "")))].append(one)
    found = (_rating(unit, code, period, name, rows) for name, rows in sorted(entries.items()))
    return [one for one in found if one.answered]


def _rating(unit: Unit, code: str, period: Period, procedure: str, entries: Sequence[Held]) -> Rating:
    counts = figures(entries, kind_of(RATINGS), period)
    answered = sum(counts.values())
    very, plain, unhappy = (share(counts[name], answered) for name in _THOUGHT)
    opinions = "; ".join(str(one.values["opinions"]) for one in entries if one.values.get("opinions"))
    return Rating(
        f"{period.first.month}-{period.first.year}", answered, procedure, code, unit.name,
        opinions=opinions[:_LONGEST_OPINIONS], very_satisfied=very, satisfied=plain, not_satisfied=unhappy,
    )  # fmt: skip
