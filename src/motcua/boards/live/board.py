"""What a board is made of: read once, counted in many ways."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from motcua.boards.access import UnitRequest
from motcua.boards.clock import now
from motcua.boards.freshness import STALE_DAYS
from motcua.boards.live.choice import Choice, as_known, choice_of, chosen
from motcua.boards.live.past import apologised_then, in_hand_then, known_then, stops_then
from motcua.boards.live.rows import Row, Stops, apologised, heard, in_hand, stops
from motcua.boards.live.scope import Scope, scope_of
from motcua.boards.live.tables import Cell
from motcua.catalogue.calendars import calendar_of
from motcua.exchange.live.health import working_days
from motcua.exchange.live.rhythms import silent_after
from motcua.ledger.rolled import Minute, minute_of
from motcua.people.policies import SEE_DOSSIERS, SEE_FIGURES
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.instants import Instant, local_day
from motcua.rules.urgency import PARTS

Test = Callable[[Row], bool]


@dataclass
class Board:
    """A unit's dossiers in hand in a minute, as an address narrows them; `list_address` is empty for readers who may
    not see dossiers, `problems` tell what of the address could not be kept to."""

    unit: int
    scope: Scope
    at: Minute
    choice: Choice
    list_address: str
    problems: list[str] = field(default_factory=list)

    @property
    def past(self) -> bool:
        """Whether it is of an earlier instant, as known then."""
        return self.choice.known_at is not None

    @property
    def told(self) -> bool:
        """Whether anything can be told: whose a dossier was in a department is kept as of now only."""
        return not self.past or self.scope.department is None

    @property
    def unheard(self) -> bool:
        """Whether it is of an instant by which nothing had been recorded, so that its zeros say nothing."""
        known_at = self.choice.known_at
        return known_at is not None and not known_then(self.scope, known_at)

    @cached_property
    def every(self) -> list[Row]:
        """All that is in hand, or was at the instant of the address."""
        known_at = self.choice.known_at
        if known_at is None:
            return in_hand(self.scope, self.at)
        return in_hand_then(self.scope, self.at, known_at) if self.told else []

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
        known_at = self.choice.known_at
        if known_at is None:
            return apologised(self.scope)
        return apologised_then((row.dossier for row in self.every), known_at)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The unit's calendar."""
        return calendar_of(self.scope.units[0] if len(self.scope.units) == 1 else self.unit)

    @cached_property
    def stops(self) -> Stops:
        """See `rows.stops`."""
        known_at = self.choice.known_at
        return stops(self.scope) if known_at is None else stops_then(self.scope, known_at)

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
    """The board that a request asks for, of now or of an earlier instant as it was known then."""
    board = board_of_now(request, right)
    board.choice, board.problems = as_known(board.choice, request.GET, now())
    board.at = board.at if board.choice.known_at is None else minute_of(board.choice.known_at)
    return board


def board_of_now(request: UnitRequest, right: str = SEE_FIGURES) -> Board:
    """The board that a request asks for, of now."""
    address = reverse("board-list", args=[request.unit.pk]) if SEE_DOSSIERS in request.rights else ""
    scope, choice = scope_of(request, right), choice_of(request.GET, request.user.pk)
    return Board(request.unit.pk, scope, minute_of(now()), choice, address)
