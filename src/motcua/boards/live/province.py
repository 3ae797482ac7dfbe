"""The board of a province over its communes: from the roll-ups of whole units, however many dossiers they have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.boards.live.board import Board
from motcua.boards.live.choice import Choice
from motcua.boards.live.counted import ahead_table, coming
from motcua.boards.live.flows import NONE
from motcua.boards.live.headline import Headline, ahead_label, flowing, standing_still
from motcua.boards.live.tables import Cell, Line, Plot, Table, totals
from motcua.boards.live.words import due_on_the_day, flows_of_the_day
from motcua.boards.written import day as written_day
from motcua.catalogue.models import Unit
from motcua.ledger import known_at, rolled
from motcua.ledger.daily import Flows, flows_known_at
from motcua.reports.vietnamese import alphabetical
from motcua.rules.accounts import Account
from motcua.rules.instants import Day, date_of
from motcua.rules.urgency import PARTS

MOST_DRAWN = 20
"""Communes of the plot: those with most overdue; the table has all."""


@dataclass
class Communes:
    """The figures of every commune of a board."""

    board: Board

    @cached_property
    def states(self) -> Mapping[int, Counter[Account]]:
        """Dossiers by account and unit."""
        units, at, known = self.board.scope.units, self.board.at, self.board.choice.known_at
        return rolled.states(units, at) if known is None else known_at.states(units, at, known)

    @cached_property
    def last(self) -> Day:
        """The last day that is looked ahead."""
        return coming(self.board.calendar, self.board.at.day)

    @cached_property
    def ahead(self) -> Mapping[tuple[int, Day], int]:
        """What becomes late, by unit and due day."""
        units, at, known = self.board.scope.units, self.board.at, self.board.choice.known_at
        if known is None:
            return rolled.ahead(units, at, self.last)
        return known_at.ahead(units, at, self.last, known)

    @cached_property
    def today(self) -> Mapping[tuple[int, Day], Flows]:
        """What flowed on the day of the board, by unit."""
        units, day, known = self.board.scope.units, self.board.at.day, self.board.choice.known_at
        if known is None:
            return rolled.flows(units, day, day)
        return flows_known_at(units, date_of(day), date_of(day), known)

    def part(self, unit: int, part: str) -> int:
        """How many dossiers of a unit are in a part."""
        found = self.states.get(unit)
        return sum(found[account] for account in PARTS[part]) if found else 0

    @cached_property
    def soon(self) -> Counter[int]:
        """How many dossiers of each unit become late by the last day that is looked ahead."""
        found = Counter[int]()
        for (unit, _day), n in self.ahead.items():
            found[unit] += n
        return found


def _asked(found: Communes) -> list[tuple[str, Choice]]:
    """The columns and what each asks for."""
    choice, day = found.board.choice, found.board.at.day
    return [
        ("open", choice.with_(part="open")), ("overdue", choice.with_(part="overdue")),
        ("today", choice.with_(due=day)), ("ahead", choice.with_(until=found.last)),
        ("waiting", choice.with_(part="waiting")), ("lodged", choice.with_(part="lodged")),
    ]  # fmt: skip


def _titles(past: bool) -> tuple[str, ...]:
    return (
        _("Being resolved"), _("Overdue"), due_on_the_day(past), ahead_label(), pgettext("column", "Waiting"),
        _("Awaiting acceptance"), *flows_of_the_day(past),
    )  # fmt: skip


def by_commune(found: Communes) -> Table:
    """A row for each commune that has anything, that with most overdue first."""
    units = [unit for unit in found.board.scope.units if unit in found.states]
    names = dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
    links = _Links.of(found)
    lines = [_line(found, unit, names[unit], links) for unit in units]
    lines.sort(key=lambda line: (-line.cells[1].value, -line.cells[0].value, alphabetical(line.name)))
    board = found.board
    addresses = [board.link(choice, 1) for _key, choice in _asked(found)]
    addresses += [
        f"{board.list_address}?{query}" if board.list_address else "" for query in links.flows.values()
    ]
    return Table(
        "communes", _("By commune"), _("Commune"), _titles(board.past), tuple(lines),
        totals(_("All together"), lines, addresses) if lines else None,
        empty=_("No commune below has any dossier yet."),
    )  # fmt: skip


_ANY = 9_007_199_254_740_991
"""Stands for the key of a unit in an address that is made once for all of them."""


@dataclass(frozen=True)
class _Links:
    """What is the same in the links of every commune: addresses with `_ANY` for its key, and queries by column."""

    board: str
    listed: str
    only: str
    states: Mapping[str, str]
    flows: Mapping[str, str]

    @classmethod
    def of(cls, found: Communes) -> _Links:
        """The links of a board."""
        board = found.board
        day = str(date_of(board.at.day))
        return cls(
            reverse("board", args=[_ANY]), reverse("board-list", args=[_ANY]) if board.list_address else "",
            board.choice.query(), {key: choice.query() for key, choice in _asked(found)},
            {flow: board.choice.query(flow=flow, day=day) for flow in ("received", "resolved")},
        )  # fmt: skip

    def page(self, unit: int) -> str:
        """The board of a commune."""
        return self.board.replace(str(_ANY), str(unit)) + (f"?{self.only}" if self.only else "")

    def behind(self, unit: int, query: str, count: int) -> str:
        """The list behind a figure; empty where there is nothing in it, or it may not be seen."""
        return f"{self.listed.replace(str(_ANY), str(unit))}?{query}" if self.listed and count else ""


def _line(found: Communes, unit: int, name: str, links: _Links) -> Line:
    flows = found.today.get((unit, found.board.at.day), NONE)
    values = {
        "today": found.ahead.get((unit, found.board.at.day), 0), "ahead": found.soon[unit],
        **{part: found.part(unit, part) for part in ("open", "overdue", "waiting", "lodged")},
    }  # fmt: skip
    cells = [
        Cell(count := values[key], links.behind(unit, query, count), key == "overdue" and count > 0)
        for key, query in links.states.items()
    ]
    cells += [
        Cell(count := getattr(flows, flow), links.behind(unit, query, count))
        for flow, query in links.flows.items()
    ]
    return Line(name, tuple(cells), links.page(unit))


def most_overdue(table: Table) -> Table:
    """The communes with most overdue, drawn."""
    first = [line for line in table.lines if line.cells[1].value][:MOST_DRAWN]
    lines = tuple(Line(line.name, (line.cells[1],), line.address) for line in first)
    return Table(
        "overdue", _("Communes with most overdue dossiers"), _("Commune"), (_("Overdue"),), lines,
        empty=_("No commune has an overdue dossier."), plot=Plot("bars", ("late",) * len(lines)),
    )  # fmt: skip


def late_ahead(found: Communes) -> Table:
    """What becomes late in the coming working days, by due day, of all communes together."""
    due: Counter[Day] = Counter()
    for (_unit, day), n in found.ahead.items():
        due[day] += n
    board = found.board
    days = [
        day for day in range(board.at.day, found.last + 1) if due[day] or board.calendar.is_working_day(day)
    ]
    return ahead_table(tuple(
        Line(written_day(date_of(day)), (Cell(due[day], board.link(board.choice.with_(due=day), due[day])),)) for day in days
    ))  # fmt: skip


def headlines(found: Communes, table: Table) -> list[Headline]:
    """The figures of the whole province: the totals of its table."""
    sums = table.totals.cells if table.totals else (Cell(),) * len(table.columns)
    open_, overdue, today, ahead, waiting, lodged, received, resolved = sums
    flows = Flows(received.value, resolved.value)
    return [
        Headline("overdue", _("Overdue"), overdue, tone="late" if overdue.value else ""),
        Headline("today", due_on_the_day(found.board.past), today, tone="today" if today.value else ""),
        Headline("ahead", ahead_label(), ahead, _("if nothing happens")),
        Headline("open", _("Being resolved"), open_),
        standing_still(waiting),
        Headline("lodged", _("Awaiting acceptance"), lodged),
        *flowing(found.board, flows),
    ]
