"""Received and resolved per day, beside the same weekday a year ago."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from motcua.boards.live.board import Board
from motcua.boards.live.department import department_flows
from motcua.boards.live.tables import Cell, Line, Plot, Table
from motcua.boards.written import day as written_day
from motcua.ledger import rolled
from motcua.ledger.daily import Flows, daily_flows
from motcua.rules.instants import Day, date_of

DAYS = 21
"""Days that a board tells, today's among them."""
YEAR = 364
"""A year ago in whole weeks, so that Mondays are compared with Mondays."""

NONE = Flows(0, 0)
Telling = Callable[[Day, Day], Mapping[Day, Flows]]


def flows(board: Board, first: Day, last: Day) -> Mapping[Day, Flows]:
    """What the units or the department of a board received and resolved on each day, both included."""
    units, choice = board.scope.units, board.choice
    if not units:
        return {}
    if board.scope.department is not None:
        return department_flows(board.scope, choice, first, last)
    if choice.field is None and choice.system is None and not board.past:
        return rolled.flows_together(units, first, last)
    return daily_flows(units, date_of(first), date_of(last), choice.known_at, choice.system, choice.field)


def told(board: Board) -> bool:
    """Whether flows can be told for what the address asks: moves know nothing of officers and steps."""
    return board.choice.of_cells


def by_day(board: Board) -> tuple[Table, Flows]:
    """The table of the last days, the latest first, and the flows of today."""
    today = board.at.day
    now = flows(board, today - DAYS + 1, today)
    before = flows(board, today - DAYS + 1 - YEAR, today - YEAR)
    days = [
        day for day in range(today, today - DAYS, -1)
        if board.calendar.is_working_day(day) or day in now or day == today
    ]  # fmt: skip
    lines = tuple(_line(board, day, now.get(day, NONE), before.get(day - YEAR, NONE)) for day in days)
    columns = (_("Received"), _("A year ago"), _("Resolved"), _("A year ago"))
    note = _("A year ago: the same weekday, 52 weeks before.")
    table = Table("days", _("Received and resolved per day"), _("Day"), columns, lines, note=note,
                  plot=Plot("lines", ("ink", "before", "done", "before")))  # fmt: skip
    return table, now.get(today, NONE)


def _line(board: Board, day: Day, now: Flows, before: Flows) -> Line:
    cells = (
        Cell(now.received, link(board, "received", day, now.received)),
        Cell(before.received, link(board, "received", day - YEAR, before.received), quiet=True),
        Cell(now.resolved, link(board, "resolved", day, now.resolved)),
        Cell(before.resolved, link(board, "resolved", day - YEAR, before.resolved), quiet=True),
    )
    return Line(written_day(date_of(day)), cells)


def link(board: Board, flow: str, day: Day, count: int) -> str:
    """The list of what flowed on a day."""
    if not count or not board.list_address:
        return ""
    return f"{board.list_address}?{board.choice.query(flow=flow, day=str(date_of(day)))}"
