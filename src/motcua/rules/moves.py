"""From the acts on one dossier to its moves in the ledger: pure, and the same for ten or ten million."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from motcua.rules.accounts import LATE_OPEN, WAITING, Account, paused_account
from motcua.rules.acts import Act, Kind
from motcua.rules.clock import timeliness
from motcua.rules.instants import Instant, day_start, local_day
from motcua.rules.lifecycle import check
from motcua.rules.terms import Due, Extension, Pause, Timeliness

RULES_VERSION = 1
"""Raised when the same acts give other moves; a change means a rebuild of the ledger."""

Clock = Callable[[Instant, Sequence[Pause], Sequence[Extension]], Due | None]
"""Gives the due instant from reception, pauses and extensions; None where no term is known."""

_TIMELINESS_OFFSET = {Timeliness.EARLY: 0, Timeliness.ON_TIME: 1, Timeliness.LATE: 2}


@dataclass(frozen=True)
class Move:
    """A change of account at an instant (milliseconds UTC), in the dimensions named by `cell`."""

    from_account: Account
    to_account: Account
    effect_at: Instant
    cell: Hashable = None


def stated(due: Instant, received: Instant) -> Due:
    """A due instant as another system states it: by the instant only where it ends on the day of reception."""
    day = local_day(due)
    by_instant = day == local_day(received)
    return Due(due, day, by_instant, due if by_instant else day_start(day + 1))


def no_clock(received: Instant, pauses: Sequence[Pause], extensions: Sequence[Extension]) -> Due | None:
    """The clock of a dossier whose procedure has no known term."""
    return None


@dataclass
class _Story:
    """One dossier on its way through its acts."""

    clock: Clock
    cell: Hashable = None
    state: Account = Account.OUTSIDE
    received: Instant | None = None
    stated_due: Instant | None = None
    pauses: list[Pause] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    def go(self, to: Account, at: Instant) -> None:
        self.moves.append(Move(self.state, to, at, self.cell))
        self.state = to

    def due(self) -> Due | None:
        if self.received is None:
            return None
        if self.stated_due is not None:
            return stated(self.stated_due, self.received)
        return self.clock(self.received, self.pauses, self.extensions)

    def pass_due(self, until: Instant | None) -> None:
        """Post the move into overdue if it takes effect by `until`; without `until`, ahead of time."""
        due = self.due() if self.state is Account.IN_TERM else None
        if due is None or (until is not None and due.overdue_from > until):
            return
        begun = max(move.effect_at for move in self.moves)
        self.go(Account.OVERDUE, max(due.overdue_from, begun))


def _lodge(story: _Story, act: Act) -> None:
    story.go(Account.LODGED, act.at)


def _ask_completion(story: _Story, act: Act) -> None:
    story.go(Account.LODGED_SUPPLEMENT, act.at)


def _turn_away(story: _Story, act: Act) -> None:
    story.go(Account.TURNED_AWAY, act.at)


def _accept(story: _Story, act: Act) -> None:
    story.received = act.at
    story.go(Account.IN_TERM, act.at)


def _pause(story: _Story, act: Act) -> None:
    story.pass_due(act.at)
    story.pauses.append(Pause(act.at, None, act.on_resume, act.ground.name))
    story.go(paused_account(act.ground, story.state in LATE_OPEN), act.at)


def _resume(story: _Story, act: Act) -> None:
    late = story.state in LATE_OPEN
    _end_pause(story, act.at)
    story.go(Account.OVERDUE if late else Account.IN_TERM, act.at)


def _end_pause(story: _Story, at: Instant) -> None:
    last = story.pauses[-1]
    story.pauses[-1] = Pause(last.begin, at, last.on_resume, last.ground)


def _extend(story: _Story, act: Act) -> None:
    story.pass_due(act.at)
    if act.extension is not None:
        story.extensions.append(act.extension)


def _move_cell(story: _Story, act: Act) -> None:
    """Leave one set of dimensions for another: a pair of moves through the account between units."""
    story.pass_due(act.at)
    state = story.state
    story.go(Account.TRANSFERRED, act.at)
    story.cell = act.cell
    story.go(state, act.at)


def _finish(story: _Story, act: Act) -> None:
    if story.state in WAITING:
        _end_pause(story, act.at)
    in_time = timeliness(act.at, story.due())
    if story.state in LATE_OPEN:
        in_time = Timeliness.LATE
    elif in_time is Timeliness.LATE:
        story.pass_due(act.at)
    story.go(Account(act.outcome + _TIMELINESS_OFFSET[in_time]), act.at)


def _reopen(story: _Story, act: Act) -> None:
    story.go(Account.IN_TERM, act.at)


_STEPS: dict[Kind, Callable[[_Story, Act], None]] = {
    Kind.LODGED: _lodge,
    Kind.COMPLETION_ASKED: _ask_completion,
    Kind.TURNED_AWAY: _turn_away,
    Kind.ACCEPTED: _accept,
    Kind.PAUSED: _pause,
    Kind.RESUMED: _resume,
    Kind.EXTENDED: _extend,
    Kind.MOVED: _move_cell,
    Kind.FINISHED: _finish,
    Kind.REOPENED: _reopen,
}


def moves(acts: Sequence[Act], clock: Clock = no_clock, cell: Hashable = None) -> list[Move]:
    """The moves of one dossier, the one into overdue posted ahead.

    `acts` in the order in which they took effect; a due instant that was stated holds for the whole
    dossier, the last one told. Raises UnlawfulAct where the state does not allow an act.
    """
    story = _tell(acts, clock, cell)
    story.pass_due(None)
    return story.moves


def due_of(acts: Sequence[Act], clock: Clock = no_clock) -> Due | None:
    """The due instant that the acts lead to; None while no term runs. Raises UnlawfulAct."""
    return _tell(acts, clock, None).due()


def _tell(acts: Sequence[Act], clock: Clock, cell: Hashable) -> _Story:
    story = _Story(clock, cell)
    for act in acts:
        if act.kind is Kind.DUE_STATED:
            story.stated_due = act.due
    for act in acts:
        if act.kind is not Kind.DUE_STATED:
            check(act, story.state)
            _STEPS[act.kind](story, act)
    return story
