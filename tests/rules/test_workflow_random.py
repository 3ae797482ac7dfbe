"""Random workflows: one that passes the check never gets stuck, and what gets stuck does not pass."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.workflow import (
    Code,
    MissingFact,
    NotAllowed,
    Workflow,
    advance,
    body_of,
    check,
    events,
    read,
)
from motcua.rules.workflow.model import Event, StepKind, Value
from tests.rules.workflows import sound, wild, worlds

WORLDS = worlds()
STUCK = {Code.DEAD_END, Code.LOOP_WITHOUT_EXIT, Code.STUCK_WHEN}


def targets(workflow: Workflow, step: str, facts: dict[str, Value]) -> set[str]:
    """Where the events of a step lead with these facts."""
    return {advance(workflow, step, event, facts).step for event in events(workflow, step, facts)}


def reached(workflow: Workflow, begin: str, of: list[dict[str, Value]]) -> set[str]:
    """The steps to which events lead where the facts may be any of these at each."""
    found, level = {begin}, {begin}
    while level:
        level = {to for step in level for facts in of for to in targets(workflow, step, facts)} - found
        found |= level
    return found


@settings(deadline=None)
@given(sound())
def test_a_sound_workflow_has_no_problem(body: dict[str, Any]) -> None:
    workflow = read(body)

    assert check(workflow) == []
    assert read(body_of(workflow)) == workflow


@settings(deadline=None)
@given(sound(), st.integers())
def test_a_walk_through_a_sound_workflow_never_gets_stuck(body: dict[str, Any], seed: int) -> None:
    workflow, chance = read(body), Random(seed)
    step, moves = workflow.start, 0
    while workflow.step(step).kind is not StepKind.END:
        facts = chance.choice(WORLDS)
        possible = events(workflow, step, facts)
        # Whoever sends back for ever is not stuck; after a while this walk goes forward.
        forward = [event for event in possible if event is not Event.SEND_BACK] if moves > 20 else possible
        step, moves = advance(workflow, step, chance.choice(forward), facts).step, moves + 1
    assert moves <= 20 + len(workflow.steps)


@settings(deadline=None)
@given(sound(), st.sampled_from(WORLDS))
def test_from_every_step_an_end_can_be_reached_with_the_facts_as_they_are(
    body: dict[str, Any], facts: dict[str, Value]
) -> None:
    workflow = read(body)

    assert reached(workflow, workflow.start, WORLDS) == set(workflow.by_key)
    assert all("end" in reached(workflow, step.key, [facts]) for step in workflow.steps)


@settings(deadline=None)
@given(sound(), st.sampled_from(WORLDS), st.sampled_from(list(Event)), st.integers(0, 6))
def test_an_event_leads_to_one_place_or_is_refused_with_those_that_lead_on(
    body: dict[str, Any], facts: dict[str, Value], event: Event, place: int
) -> None:
    workflow = read(body)
    step = workflow.steps[place % len(workflow.steps)].key
    possible = events(workflow, step, facts)
    try:
        assert advance(workflow, step, event, facts) == advance(read(body), step, str(event), dict(facts))
        assert event in possible
    except NotAllowed as refused:
        assert event not in possible
        assert refused.possible == possible


@settings(max_examples=100, deadline=None)
@given(wild())
def test_what_gets_stuck_is_what_the_check_says(workflow: Workflow) -> None:
    """Told apart by walking every way with every combination of facts, one by one."""
    everywhere = reached(workflow, workflow.start, WORLDS)
    stuck = {
        step for step in everywhere if any("end" not in reached(workflow, step, [facts]) for facts in WORLDS)
    }
    problems = check(workflow)

    assert {one.step for one in problems if one.code in STUCK} == stuck
    assert {one.step for one in problems if one.code is Code.UNREACHABLE} == set(workflow.by_key) - everywhere


@settings(max_examples=100, deadline=None)
@given(wild())
def test_what_falls_through_is_what_the_check_says(workflow: Workflow) -> None:
    found = {
        (one.step, one.params["event"]) for one in check(workflow) if one.code is Code.BRANCH_WITHOUT_RESULT
    }
    expected = {
        (step.key, event)
        for step in workflow.steps
        for event in step.events
        if any(falls_through(workflow, step.key, event, facts) for facts in WORLDS)
    }

    assert found == expected


def falls_through(workflow: Workflow, step: str, event: Event, facts: dict[str, Value]) -> bool:
    """Whether an event that the step knows has neither a target nor a refusal with a reason."""
    try:
        advance(workflow, step, event, facts)
    except NotAllowed as refused:
        return not refused.reason
    return False


@settings(deadline=None)
@given(wild(), st.sampled_from(list(Event)))
def test_what_may_be_possible_is_possible_for_some_facts(workflow: Workflow, event: Event) -> None:
    for step in workflow.by_key:
        maybe = event in events(workflow, step, {})
        try:
            sure = advance(workflow, step, event, {}).step in workflow.by_key
        except (NotAllowed, MissingFact):
            sure = False
        assert maybe or not sure
        if not maybe:
            # A fact that the workflow declares has its default as long as nobody has said otherwise.
            worlds = (facts | workflow.defaults for facts in WORLDS)
            assert not any(event in events(workflow, step, facts) for facts in worlds)


Fault = Callable[[dict[str, Any], int], set[Code]]


def without_actor(body: dict[str, Any], place: int) -> set[Code]:
    body["steps"][place]["role"] = ""
    return {Code.NO_ACTOR}


def without_time(body: dict[str, Any], place: int) -> set[Code]:
    step = body["steps"][place]
    share = step.pop("share")
    wanted = set() if step["kind"] == "coordination" else {Code.NO_TERM}
    left = 100 - share
    return wanted | ({Code.SHARES} if share and left else set())


def wrong_sum(body: dict[str, Any], place: int) -> set[Code]:
    body["steps"][place]["share"] += 1 if body["steps"][place]["share"] < 100 else -1
    return {Code.SHARES}


def broken_target(body: dict[str, Any], place: int) -> set[Code]:
    ways = next(iter(body["steps"][place]["next"].values()))
    ways.append({"to": "nowhere"})
    ways[-2], ways[-1] = ways[-1] | {"when": {"fact": "fee_due", "is": True}}, ways[-2]
    return {Code.UNKNOWN_TARGET}


def no_result(body: dict[str, Any], place: int) -> set[Code]:
    ways = next(iter(body["steps"][place]["next"].values()))
    ways[-1]["when"] = {"fact": "fee_due", "is": True}
    return {Code.BRANCH_WITHOUT_RESULT}


def no_exit(body: dict[str, Any], place: int) -> set[Code]:
    step = body["steps"][place]
    step["next"] = dict.fromkeys(step["next"], step["key"])
    return {Code.LOOP_WITHOUT_EXIT}


def nobody_comes(body: dict[str, Any], place: int) -> set[Code]:
    alone = {"key": "alone", "name": "Lẻ", "role": "head", "share": 0, "next": {"finish": "end"}}
    body["steps"].insert(place + 1, alone)
    return {Code.UNREACHABLE}


@settings(deadline=None)
@given(
    sound(),
    st.integers(0, 5),
    st.sampled_from(
        [without_actor, without_time, wrong_sum, broken_target, no_result, no_exit, nobody_comes]
    ),
)
def test_a_fault_planted_anywhere_is_found(body: dict[str, Any], place: int, plant: Fault) -> None:
    broken = deepcopy(body)
    wanted = plant(broken, place % (len(body["steps"]) - 1))

    assert wanted <= {one.code for one in check(read(broken))}
