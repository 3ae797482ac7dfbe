"""What a board is made of: read once, counted in many ways."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from motcua.boards.access import UnitRequest
from motcua.boards.clock import now
from motcua.boards.freshness import STALE_DAYS
from motcua.boards.live.choice import Choice, choice_of, chosen
from motcua.boards.live.rows import Row, apologised, heard, in_hand, stops
from motcua.boards.live.scope import Scope, scope_of
from motcua.boards.live.tables import Cell
from motcua.catalogue.calendars import calendar_of
from motcua.exchange.live.health import working_days
from motcua.exchange.live.rhythms import silent_after
from motcua.ledger.rolled import Minute, minute_of
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES
from motcua.rules.accounts import Account
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant, local_day
from motcua.rules.urgency import PARTS

Test = Callable[[Row], bool]


@dataclass
class Board:
    """A unit's dossiers in hand in a minute, as an address narrows them; `list_address` is empty for readers who may
    not see dossiers."""

    unit: int
    scope: Scope
    at: Minute
    choice: Choice
    list_address: str

    @cached_property
    def every(self) -> list[Row]:
        """All that is in hand."""
        return in_hand(self.scope, self.at)

    @cached_property
    def rows(self) -> list[Row]:
        """What of it the address asks for."""
        found = chosen(self.every, self.choice)
        found = [row for row in found if self.silent(row)] if self.choice.silent else found
        wanted = self.choice.sorry
        return found if wanted is None else [row for row in found if (row.dossier in self.sorry) == wanted]

    def silent(self, row: Row) -> bool:
        """Whether a dossier is led by another system that has not spoken of it for longer than STALE_DAYS; for longer than
        its live source may be silent, where there is one."""
        if row.own:
            return False
        last, allowed = self.heard.get(row.dossier), self.silent_after.get((row.unit, row.leader))
        if last is None:
            return True
        if allowed is None:
            return self.at.day - local_day(last) > STALE_DAYS
        return working_days(last, self.at.instant, calendar_of(row.unit)) > allowed

    @cached_property
    def silent_after(self) -> dict[tuple[int, int], int]:
        """See `rhythms.silent_after`."""
        return silent_after(self.scope.units)

    @cached_property
    def sorry(self) -> frozenset[int]:
        """The dossiers in hand for which an apology (văn bản xin lỗi) was sent."""
        return apologised(self.scope)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The unit's calendar."""
        return calendar_of(self.scope.units[0] if len(self.scope.units) == 1 else self.unit)

    @cached_property
    def stops(self) -> dict[int, list[tuple[Account, Account, Instant]]]:
        """See `rows.stops`."""
        return stops(self.scope)

    @cached_property
    def heard(self) -> dict[int, Instant]:
        """See `rows.heard`."""
        return heard(self.scope)

    def link(self, choice: Choice, count: int) -> str:
        """The list of what a choice asks for; empty where it would be, or may not be seen."""
        return f"{self.list_address}?{choice.query()}" if count and self.list_address else ""

    def figure(self, rows: Collection[Row], *, late: bool = False, **more: object) -> Cell:
        """How many of some rows the board's choice with `more` asks for, with the way to them."""
        choice = self.choice.with_(**more)
        count = sum(map(choice.holds, rows))
        return Cell(count, self.link(choice, count), late and count > 0)

    def of(self, part: str) -> list[Row]:
        """The rows of a part."""
        return [row for row in self.rows if row.account in PARTS[part]]


def board_of(request: UnitRequest, right: str = SEE_FIGURES) -> Board:
    """The board that a request asks for."""
    address = reverse("board-list", args=[request.unit.pk]) if SEE_DOSSIERS in request.rights else ""
    scope, choice = scope_of(request, right), choice_of(request.GET, request.user.pk)
    return Board(request.unit.pk, scope, minute_of(now()), choice, address)
