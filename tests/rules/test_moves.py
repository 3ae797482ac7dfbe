"""Moves: the scalar rule against a plain recount, and the vectorised rule against the scalar one."""

from __future__ import annotations

from typing import Any, cast

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motcua.rules.accounts import Account, Ground, Outcome
from motcua.rules.acts import Act, Kind
from motcua.rules.instants import MS_PER_DAY, day_start, local_day
from motcua.rules.lifecycle import UnlawfulAct
from motcua.rules.moves import Move, moves
from motcua.rules.moves_bulk import moves_of
from motcua.rules.report import PROGRESS, Report, State, acts_of

DAY = day_start(20_500)
HOUR = 3_600_000
NOON = DAY + 12 * HOUR


def pairs(found: list[Move]) -> list[tuple[str, str, int]]:
    return [(m.from_account.name, m.to_account.name, (m.effect_at - DAY) // HOUR) for m in found]


def accepted(at: int, due: int) -> list[Act]:
    return [Act(Kind.ACCEPTED, at), Act(Kind.DUE_STATED, at, due=due)]


def test_overdue_is_posted_ahead_at_the_day_after_the_due_day() -> None:
    # received day 0 at noon, due day 3 at 17:00 -> overdue from day 4, 00:00 = hour 96
    found = moves(accepted(NOON, DAY + 3 * MS_PER_DAY + 17 * HOUR))

    assert pairs(found) == [("OUTSIDE", "IN_TERM", 12), ("IN_TERM", "OVERDUE", 96)]


def test_due_on_the_day_of_reception_counts_by_the_instant() -> None:
    found = moves([*accepted(NOON, DAY + 17 * HOUR), Act(Kind.FINISHED, DAY + 17 * HOUR)])

    assert pairs(found) == [("OUTSIDE", "IN_TERM", 12), ("IN_TERM", "RESOLVED_ON_TIME", 17)]


@pytest.mark.parametrize(
    ("finished", "ending"),
    [
        (2 * 24 + 23, "RESOLVED_EARLY"),  # the day before the due day, late at night
        (3 * 24 + 0, "RESOLVED_ON_TIME"),  # the first instant of the due day
        (3 * 24 + 23, "RESOLVED_ON_TIME"),  # after 17:00, but still the due day
        (4 * 24 + 0, "RESOLVED_LATE"),  # the first instant of the day after
    ],
)
def test_timeliness_compares_days(finished: int, ending: str) -> None:
    found = moves([*accepted(NOON, DAY + (3 * 24 + 17) * HOUR), Act(Kind.FINISHED, DAY + finished * HOUR)])

    assert found[-1].to_account.name == ending
    assert ("IN_TERM", "OVERDUE", 96) in pairs(found) or ending != "RESOLVED_LATE"


def test_a_pause_that_begins_after_the_due_day_stays_overdue() -> None:
    acts = [
        *accepted(NOON, DAY + 3 * MS_PER_DAY + 17 * HOUR),
        Act(Kind.PAUSED, DAY + 5 * MS_PER_DAY, ground=Ground.PAYMENT),
        Act(Kind.RESUMED, DAY + 9 * MS_PER_DAY),
        Act(Kind.FINISHED, DAY + 10 * MS_PER_DAY, outcome=Outcome.REFUSED),
    ]

    assert pairs(moves(acts))[1:] == [
        ("IN_TERM", "OVERDUE", 96),
        ("OVERDUE", "AWAITING_PAYMENT_OVERDUE", 120),
        ("AWAITING_PAYMENT_OVERDUE", "OVERDUE", 216),
        ("OVERDUE", "REFUSED_LATE", 240),
    ]


def test_while_paused_no_overdue_is_posted() -> None:
    acts = [*accepted(NOON, DAY + 3 * MS_PER_DAY), Act(Kind.PAUSED, DAY + 2 * MS_PER_DAY)]

    assert pairs(moves(acts)) == [("OUTSIDE", "IN_TERM", 12), ("IN_TERM", "AWAITING_SUPPLEMENT", 48)]


def test_changing_dimensions_is_a_pair_of_moves() -> None:
    acts = [Act(Kind.ACCEPTED, NOON), Act(Kind.MOVED, NOON + HOUR, cell="other unit")]
    found = moves(acts, cell="unit")

    assert [(m.from_account, m.to_account, m.cell) for m in found[1:]] == [
        (Account.IN_TERM, Account.TRANSFERRED, "unit"),
        (Account.TRANSFERRED, Account.IN_TERM, "other unit"),
    ]


def test_an_unlawful_act_is_refused() -> None:
    with pytest.raises(UnlawfulAct):
        moves([Act(Kind.FINISHED, NOON)])


instants = st.integers(0, 20 * 24).map(lambda hours: DAY + hours * HOUR)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports as reading gives them: a pause lies between reception and ending."""
    state = draw(st.sampled_from(list(State)))
    before = state in (State.LODGED, State.LODGED_SUPPLEMENT, State.TURNED_AWAY)
    times = sorted(draw(st.lists(instants, min_size=5, max_size=5)))
    lodged, received, paused, resumed, finished = times
    ended = state in (State.READY, State.HANDED_OVER, State.REFUSED, State.WITHDRAWN, State.STOPPED)
    waiting = state in (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT, State.SUSPENDED)
    has_pause = not before and (waiting or draw(st.booleans()))
    open_pause = waiting or (ended and draw(st.booleans()))
    return Report(
        state=state.value,
        lodged=lodged if before else draw(st.sampled_from([None, lodged])),
        received=None if before else received,
        due=draw(st.one_of(st.none(), instants)),
        finished=finished if ended or (before and draw(st.booleans())) else None,
        returned=None,
        paused=paused if has_pause else None,
        resumed=resumed if has_pause and not open_pause else None,
        ground=draw(st.sampled_from(["supplement", "payment", "suspension"])) if has_pause else None,
    )


def as_frame(found: list[Report]) -> pl.DataFrame:
    columns = ("lodged", "received", "due", "finished", "paused", "resumed")
    schema: dict[str, Any] = {
        "key": pl.Int64,
        "state": pl.String,
        "ground": pl.String,
        "by_instant": pl.Boolean,
    }
    rows = [{"key": n, **report} for n, report in enumerate(found)]
    return pl.DataFrame(rows, schema=schema | dict.fromkeys(columns, pl.Int64), strict=False)


@settings(max_examples=300, deadline=None)
@given(st.lists(reports(), min_size=1, max_size=20))
def test_bulk_gives_what_one_by_one_gives(found: list[Report]) -> None:
    bulk = moves_of(as_frame(found))
    wanted = [
        (n, int(m.from_account), int(m.to_account), m.effect_at)
        for n, report in enumerate(found)
        for m in moves(acts_of(report))
    ]

    assert sorted(bulk.iter_rows()) == sorted(wanted)


def recount(report: Report, at: int) -> str:
    """Where a reported dossier stands at an instant, said without moves: from its times alone."""
    received, finished, due = report["received"], report["finished"], report["due"]
    if received is None or received >= at:
        return "outside"
    ended = report["state"] in ("ready", "handed_over", "refused", "withdrawn", "stopped")
    if ended and finished is not None and finished < at:
        return "closed"
    paused, resumed = report["paused"], report["resumed"]
    waits = paused is not None and paused < at and (resumed is None or resumed >= at)
    if due is None:
        return "waiting" if waits else "in term"
    same_day = local_day(due) == local_day(received)
    late_from = max(due if same_day else day_start(local_day(due) + 1), received)
    stands_from = paused if paused is not None and (late_from > paused) else None
    runs_again = resumed if stands_from is not None else None
    if waits:
        return "waiting late" if late_from <= cast(int, paused) else "waiting"
    late_at = max(late_from, runs_again) if runs_again is not None else late_from
    is_late = late_at < at and not (stands_from is not None and runs_again is None)
    return "late" if is_late else "in term"


GROUPS = {10: "in term", 11: "late", 20: "waiting", 22: "waiting", 24: "waiting"} | dict.fromkeys(
    (21, 23, 25), "waiting late"
)


@settings(max_examples=400, deadline=None)
@given(reports(), st.integers(0, 22))
@example(
    cast(Report, {"state": "in_progress", "lodged": None, "received": DAY, "due": DAY, "finished": None,
                  "returned": None, "paused": None, "resumed": None, "ground": None}), 1,
)  # fmt: skip
def test_the_ledger_agrees_with_a_recount_from_the_times(report: Report, day: int) -> None:
    at = DAY + day * MS_PER_DAY
    state = 0
    for move in moves(acts_of(report)):
        if move.effect_at < at:
            state = int(move.to_account)
    shown = "outside" if state < 10 else GROUPS.get(state, "closed")

    assert shown == recount(report, at)


def test_open_states_stand_equal_and_endings_in_order() -> None:
    open_states = (State.ACCEPTED, State.IN_PROGRESS, State.AWAITING_SUPPLEMENT, State.SUSPENDED)
    order = (
        State.LODGED,
        State.TURNED_AWAY,
        State.IN_PROGRESS,
        State.REFUSED,
        State.READY,
        State.HANDED_OVER,
    )

    assert len({PROGRESS[state] for state in open_states}) == 1
    assert [PROGRESS[state] for state in order] == sorted({PROGRESS[state] for state in order})
