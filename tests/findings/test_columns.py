"""Comparing in columns comes to what comparing one by one does, and nothing that agrees is found."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.accounts import Account
from motcua.rules.reconcile import Difference, state_in
from motcua.rules.reconcile_bulk import SAID, differences, missing
from motcua.rules.reconcile_causes import Cause, guessed
from motcua.rules.report import State
from tests.casework.conftest import DAY, HOUR, MONDAY
from tests.findings.plain import Word, compare

NOON = MONDAY + 4 * HOUR

instants = st.none() | st.integers(0, 40).map(lambda n: MONDAY + n * 6 * HOUR)
words = st.builds(Word, st.sampled_from(State), instants, instants, instants)


def _columns(pairs: list[tuple[Word, Word]]) -> list[tuple[int, str, str, str]]:
    sides = {
        f"{side}_{name}": [getattr(pair[at], name) for pair in pairs] for at, side in enumerate("lr") for name in SAID
    }  # fmt: skip
    types = {f"{side}_{name}": pl.String if name == "state" else pl.Int64 for side in "lr" for name in SAID}
    frame = pl.DataFrame({"key": range(len(pairs)), **sides}, schema={"key": pl.Int64, **types})
    return sorted(differences(frame, ["key"]).rows())


def check(pairs: list[tuple[Word, Word]]) -> None:
    """Columns and plain comparison agree, both ways round; a word beside itself gives nothing."""
    plain = [(n, *one) for n, pair in enumerate(pairs) for one in compare(*pair)]
    assert _columns(pairs) == sorted(plain)
    turned = _columns([(theirs, ours) for ours, theirs in pairs])
    assert turned == sorted((n, kind, theirs, ours) for n, kind, ours, theirs in plain)
    assert _columns([(ours, ours) for ours, _ in pairs]) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(words, words), max_size=12))
def test_columns_say_what_one_by_one_says(pairs: list[tuple[Word, Word]]) -> None:
    check(pairs)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(st.lists(st.tuples(words, words), max_size=40))
def test_columns_say_what_one_by_one_says_at_length(pairs: list[tuple[Word, Word]]) -> None:
    check(pairs)


@pytest.mark.parametrize(
    ("ours", "theirs", "kinds"),
    [
        (Word(State.IN_PROGRESS), Word(State.ACCEPTED), []),
        (Word(State.SUSPENDED), Word(State.IN_PROGRESS), []),
        (Word(State.REFUSED), Word(State.STOPPED), []),
        (Word(State.READY), Word(State.HANDED_OVER), ["returned"]),
        (Word(State.AWAITING_SUPPLEMENT), Word(State.IN_PROGRESS), ["state"]),
        (Word(State.READY), Word(State.WITHDRAWN), ["state"]),
        (Word(State.READY, MONDAY, NOON, NOON), Word(State.READY, NOON, None, NOON + DAY), ["finished"]),
        (Word(State.READY, MONDAY, NOON), Word(State.READY, MONDAY - DAY, NOON + DAY), ["due", "received"]),
    ],
)
def test_what_differs(ours: Word, theirs: Word, kinds: list[str]) -> None:
    assert [kind for _, kind, _, _ in _columns([(ours, theirs)])] == kinds


def test_every_account_is_a_state_but_two() -> None:
    nowhere = {account for account in Account if state_in(account) is None}
    assert nowhere == {Account.OUTSIDE, Account.TRANSFERRED}
    assert state_in(Account.RESOLVED_LATE, returned=True) is State.HANDED_OVER
    assert state_in(Account.REFUSED_LATE, returned=True) is State.REFUSED


def test_what_one_side_lacks() -> None:
    left, right = pl.DataFrame({"code": ["a", "b", "c"]}), pl.DataFrame({"code": ["c", "a"]})
    assert missing(left, right, "code")["code"].to_list() == ["b"]
    assert missing(right, left, "code").is_empty()


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "as_of", "changed", "moved", "cause"),
    [
        (Difference.RETURNED, "ready", "handed_over", NOON, MONDAY, False, Cause.NOT_TICKED_OFF),
        (Difference.STATE, "ready", "in_progress", MONDAY, NOON, False, Cause.OLDER_DATA),
        (Difference.STATE, "ready", "in_progress", NOON, MONDAY, False, Cause.NOT_UPDATED_THERE),
        (Difference.STATE, "in_progress", "ready", NOON, None, False, Cause.NOT_UPDATED_HERE),
        (Difference.RECEIVED, str(MONDAY), str(MONDAY + DAY), NOON, None, True, Cause.NEXT_DAY),
        (Difference.RECEIVED, str(MONDAY), str(MONDAY + 9 * DAY), NOON, None, True, Cause.TYPED_OTHERWISE),
        (Difference.DUE, str(MONDAY), str(MONDAY + DAY), NOON, None, True, Cause.FOLLOWS_RECEPTION),
        (Difference.DUE, str(MONDAY), str(MONDAY + DAY), NOON, None, False, Cause.CLOCK),
        (Difference.FINISHED, str(MONDAY), str(MONDAY + DAY), NOON, None, False, Cause.ENTERED_LATER),
    ],
)
def test_the_cause_is_guessed_by_rule(
    kind: Difference, ours: str, theirs: str, as_of: int, changed: int | None, moved: bool, cause: Cause
) -> None:
    row = {
        "kind": kind.value,
        "ours": ours,
        "theirs": theirs,
        "as_of": as_of,
        "changed": changed,
        "moved": moved,
    }
    frame = pl.DataFrame([row], schema_overrides={"changed": pl.Int64})
    assert frame.select(guess=guessed())["guess"].to_list() == [cause.value]
