"""Own dossiers told again from the acts as they were given: no journal, no ledger, no rule of the system's own.

A dossier is a list of deeds. Each says when it took effect and when it was recorded; a correction voids one or gives it
another time. `steps` walks through them as far as they were known at an instant; what stands, what flowed and how many
there are follows by counting steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from motcua.rules.instants import Instant
from tests.casework.slow import Extension, Pause, Term, day_of_instant, overdue_from, slow_due

OPEN = (
    "in_term",
    "overdue",
    "supplement",
    "payment",
    "suspension",
    "supplement late",
    "payment late",
    "suspension late",
)
RUNNING = ("in_term", "overdue")
WAITING = OPEN[2:]
BEFORE = ("outside", "lodged", "lodged_supplement")
NOT_RECEIVED = (*BEFORE, "turned_away")
CLOSED = tuple(
    f"{outcome} {time}"
    for outcome in ("resolved", "refused", "stopped")
    for time in ("early", "on_time", "late")
)

LAWFUL = {
    "lodged": ("outside", "lodged_supplement"), "completion_asked": ("outside", "lodged"), "turned_away": BEFORE,
    "accepted": BEFORE, "paused": RUNNING, "resumed": WAITING, "extended": OPEN, "finished": OPEN, "reopened": CLOSED,
    "moved": (*OPEN, "lodged", "lodged_supplement"),
}  # fmt: skip
"""In which states each deed may be done."""


class Unlawful(AssertionError):
    """A deed that the state does not allow; the system should have refused it."""


@dataclass
class Deed:
    """What was done; `word` is the ground of a pause or the outcome, `number` days, hours or the unit it went to."""

    entry: int
    kind: str
    at: Instant
    recorded: Instant
    word: str = ""
    number: int = 0
    voided: Instant | None = None
    given_times: list[tuple[Instant, Instant]] = field(default_factory=list)
    """When another time was recorded, and that time."""

    def time(self, known: Instant) -> Instant:
        """When it took effect, as known at an instant."""
        return next((at for recorded, at in reversed(self.given_times) if recorded <= known), self.at)


@dataclass(frozen=True)
class Step:
    """From one state to another in the books of a unit."""

    at: Instant
    unit: int
    left: str
    entered: str


@dataclass
class Told:
    """A dossier as the test knows it; `facts` are the times of recording and (digitised, fee due, paid online)."""

    key: int
    unit: int
    term: Term
    online: bool
    deeds: list[Deed] = field(default_factory=list)
    facts: list[tuple[Instant, tuple[bool, bool, bool]]] = field(default_factory=list)

    def standing(self, known: Instant) -> list[tuple[Instant, Deed]]:
        """The deeds that hold, with their times, in the order in which they took effect."""
        held = [
            one for one in self.deeds if one.recorded <= known and (one.voided is None or one.voided > known)
        ]
        return sorted(((one.time(known), one) for one in held), key=lambda pair: (pair[0], pair[1].entry))

    def facts_at(self, known: Instant) -> tuple[bool, bool, bool]:
        """The latest facts known at an instant."""
        return [facts for recorded, facts in self.facts if recorded <= known][-1]


@dataclass
class _Walk:
    told: Told
    state: str = "outside"
    unit: int = 0
    received: Instant | None = None
    pauses: list[Pause] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def due(self) -> Instant | None:
        if self.received is None:
            return None
        return slow_due(self.received, self.told.term, self.pauses, self.extensions)

    def go(self, state: str, at: Instant) -> None:
        self.steps.append(Step(at, self.unit, self.state, state))
        self.state = state

    def pass_due(self, until: Instant | None) -> None:
        due = self.due() if self.state == "in_term" else None
        if due is not None and (until is None or overdue_from(due, self.told.term) <= until):
            self.go("overdue", max(overdue_from(due, self.told.term), *(step.at for step in self.steps)))

    def do(self, at: Instant, deed: Deed) -> None:
        if self.state not in LAWFUL[deed.kind]:
            raise Unlawful(f"{deed.kind} while {self.state}")
        if deed.kind in ("paused", "extended", "moved"):
            self.pass_due(at)
        getattr(self, f"_{deed.kind}")(at, deed)

    def _lodged(self, at: Instant, deed: Deed) -> None:
        self.go("lodged", at)

    def _completion_asked(self, at: Instant, deed: Deed) -> None:
        self.go("lodged_supplement", at)

    def _turned_away(self, at: Instant, deed: Deed) -> None:
        self.go("turned_away", at)

    def _accepted(self, at: Instant, deed: Deed) -> None:
        self.received = at
        self.go("in_term", at)

    def _paused(self, at: Instant, deed: Deed) -> None:
        self.pauses.append(Pause(at, None))
        self.go(deed.word + (" late" if self.state == "overdue" else ""), at)

    def _resumed(self, at: Instant, deed: Deed) -> None:
        self.pauses[-1] = Pause(self.pauses[-1].begin, at)
        self.go("overdue" if self.state.endswith(" late") else "in_term", at)

    def _extended(self, at: Instant, deed: Deed) -> None:
        self.extensions.append(Extension(at, deed.number))

    def _moved(self, at: Instant, deed: Deed) -> None:
        state = self.state
        self.go("between", at)
        self.unit = deed.number
        self.go(state, at)

    def _finished(self, at: Instant, deed: Deed) -> None:
        if self.state in WAITING:
            self.pauses[-1] = Pause(self.pauses[-1].begin, at)
        time = self._timeliness(at)
        if time == "late":
            self.pass_due(at)
        self.go(f"{deed.word} {time}", at)

    def _timeliness(self, at: Instant) -> str:
        due = self.due()
        if self.state == "overdue" or self.state.endswith(" late"):
            return "late"
        if due is None:
            return "on_time"
        pair = (at, due) if self.told.term.hours else (day_of_instant(at), day_of_instant(due))
        return "early" if pair[0] < pair[1] else "late" if pair[0] > pair[1] else "on_time"

    def _reopened(self, at: Instant, deed: Deed) -> None:
        self.go("in_term", at)


def steps(told: Told, known: Instant) -> list[Step]:
    """All steps of a dossier as known at an instant, the one into overdue that is still to come included.

    Raises Unlawful.
    """
    return _walk(told, known).steps


def _walk(told: Told, known: Instant) -> _Walk:
    walk = _Walk(told, unit=told.unit)
    for at, deed in told.standing(known):
        walk.do(at, deed)
    walk.pass_due(None)
    return walk


def state_of(told: Told, known: Instant) -> str:
    """Where the deeds leave a dossier, a due instant that has passed left aside."""
    walk = _walk(told, known)
    return walk.steps[-1].left if _ahead(walk) else walk.state


def _ahead(walk: _Walk) -> bool:
    return bool(walk.steps) and (walk.steps[-1].left, walk.steps[-1].entered) == ("in_term", "overdue")


def due_of(told: Told, known: Instant) -> Instant | None:
    """The due instant; while a pause is open the one that held without it."""
    walk = _walk(told, known)
    if walk.pauses and walk.pauses[-1].end is None:
        walk.pauses.pop()
    return walk.due()


def unit_of(told: Told, known: Instant) -> int:
    """The unit that resolves the dossier."""
    return _walk(told, known).unit


def lists(
    all_told: Iterable[Told], unit: int, start: Instant, end: Instant, known: Instant
) -> dict[str, list[int]]:
    """The keys of the dossiers behind every figure of a unit from `start` up to `end`, as known at an instant."""
    found: dict[str, list[int]] = {}
    for told in all_told:
        for name in _figures(told, unit, start, end, known):
            found.setdefault(name, []).append(told.key)
    return {name: sorted(keys) for name, keys in found.items()}


def _figures(told: Told, unit: int, start: Instant, end: Instant, known: Instant) -> list[str]:
    mine = [step for step in steps(told, known) if step.unit == unit]
    flows = [name for step in mine if start <= step.at < end for name in _flow(step)]
    opening = ["carried_over"] if _stands(mine, start) in OPEN else []
    entered = flows.count("received") + len(opening)
    came = ["received_online" if told.online else "received_direct_or_postal"] * flows.count("received")
    return [*flows, *came, *opening, *_facts(told, known) * entered, *_stock(_stands(mine, end))]


def _stands(mine: list[Step], instant: Instant) -> str:
    """Where the dossier stands in a unit's books just before an instant."""
    return next((step.entered for step in reversed(mine) if step.at < instant), "outside")


def _flow(step: Step) -> list[str]:
    left, entered = step.left, step.entered
    if entered in OPEN and left not in OPEN:
        return ["received" if left in NOT_RECEIVED else "reopened" if left in CLOSED else "transferred_in"]
    if left in OPEN and entered == "between":
        return ["transferred_out"]
    if left in OPEN and entered in CLOSED:
        outcome, time = entered.split()
        return ["closed", {"resolved": time, "refused": "refused", "stopped": "withdrawn"}[outcome]]
    return ["turned_away"] if entered == "turned_away" else []


def _facts(told: Told, known: Instant) -> list[str]:
    digitised, fee, paid = told.facts_at(known)
    names = {"digitised": digitised, "fee_dossiers": fee, "fee_paid_online": fee and paid}
    return [name for name, holds in names.items() if holds]


def _stock(state: str) -> list[str]:
    if state in ("lodged", "lodged_supplement"):
        return [state]
    if state in RUNNING:
        return ["open", f"open_{state}"]
    waits = "awaiting_supplement" if state.startswith("supplement") else "paused"
    return ["open", waits] if state in WAITING else []


def named(account: int) -> str:
    """The account's number as the plain telling names states."""
    names = {
        0: "outside",
        1: "lodged",
        2: "lodged_supplement",
        3: "turned_away",
        10: "in_term",
        11: "overdue",
    }
    grounds, outcomes = (
        ("supplement", "payment", "suspension"),
        ("resolved", "refused", "withdrawn", "stopped"),
    )
    if account in names:
        return names[account]
    if account < 30:
        return grounds[(account - 20) // 2] + " late" * (account % 2)
    return f"{outcomes[(account - 30) // 3]} {('early', 'on_time', 'late')[(account - 30) % 3]}"
