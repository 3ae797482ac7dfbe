"""Random officers act at random on random dossiers; after every act the system agrees with a plain telling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from motcua.casework.actor import Actor
from motcua.casework.case import look_at
from motcua.casework.models import Fee, SecondPerson
from motcua.casework.offered import offered
from motcua.casework.perform import CaseAct, Done, perform
from motcua.casework.reception import FeeIn, PaperIn, Reception, Who, receive
from motcua.casework.refusals import NotLawful, NotPermitted, Refused
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.dossiers.models import Act, Dossier
from motcua.hub.rebuild import differences
from motcua.ledger.lists import dossiers
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.people.models import Role
from motcua.rules.instants import MS_PER_DAY, MS_PER_MINUTE, Instant, day_of, day_start
from motcua.rules.measures import FACTS, IDENTITY, SIDE, STATEMENT, Channel
from motcua.rules.periods import Period, between
from tests.casework.conftest import MONDAY, Office
from tests.casework.doing import MAY, NAMES, RECEIVING, Asked, deed_of, fill, reopened
from tests.casework.plain import CLOSED, LAWFUL, Deed, Told, due_of, lists, named, state_of, unit_of
from tests.casework.slow import Term

PERIODS = (
    between(date(2026, 6, 1), date(2026, 6, 30)), between(date(2026, 7, 1), date(2026, 7, 31)),
    between(date(2026, 6, 1), date(2026, 12, 31)),
)  # fmt: skip
FIGURES = tuple(
    dict.fromkeys(
        (*STATEMENT, *FACTS, *SIDE, *IDENTITY[0], *IDENTITY[1], "lodged", "lodged_supplement", "turned_away")
    )
)
PLACES = ("here", "there")
KIND = {
    "accept": "accepted", "ask-completion": "completion_asked", "turn-away": "turned_away", "pause": "paused",
    "request-supplement": "paused", "request-payment": "paused", "extend": "extended", "stop": "finished",
}  # fmt: skip
"""Acts that the state alone allows or forbids."""
NOT_OFFERED = frozenset({"not-permitted", "not-lawful", "not-in-this-step", "nothing-proposed", "question-open", "returned",
                         "apologised", "no-question", "no-fee", "transfer-asked", "second-asked", "nothing-asked",
                         "reply-time-runs", "same-person", "no-authority", "changed", "before-last"})  # fmt: skip
"""For none of these may an act be refused that was offered."""
GAPS = st.one_of(
    st.integers(0, 3), st.integers(1, 600), st.sampled_from([1440, 3 * 1440, 9 * 1440, 33 * 1440])
)


@dataclass
class Known:
    """A dossier, what is proposed on it, and whether a second person is asked for what."""

    told: Told
    received_by: int
    review: list[str] = field(default_factory=list)


class Machine(RuleBasedStateMachine):
    """`office` is set by the test; every example is rolled back."""

    office: Office
    procedures: list[tuple[int, dict[str, Any]]]

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.known: list[Known] = []
        self.now, self.moments = MONDAY, [MONDAY]
        self.units = {"here": self.office.cast.here.pk, "there": self.office.cast.there.pk}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def later(self, gap: int) -> Instant:
        self.now += gap * MS_PER_MINUTE
        self.moments.append(self.now)
        return self.now

    @initialize()
    def begin(self) -> None:
        self.come(0, 0, True, False, False, 1)

    @rule(
        gap=GAPS,
        which=st.integers(0, 3),
        accept=st.booleans(),
        digitised=st.booleans(),
        fee=st.booleans(),
        channel=st.sampled_from((1, 2)),
    )
    def come(self, gap: int, which: int, accept: bool, digitised: bool, fee: bool, channel: int) -> None:
        if len(self.known) == 4:
            return
        now = self.later(gap)
        procedure, term = self.procedures[which]
        reception = Reception(procedure, Who("Nguyễn Văn Đức"), Channel(channel),
                              papers=[PaperIn("Tờ khai", digitised=int(digitised))],
                              fees=[FeeIn("Lệ phí", 8000)] if fee else ())  # fmt: skip
        here = self.units["here"]
        done = receive(reception, self.office.who(Role.COUNTER), now, accept=accept)
        told = Told(done.dossier, here, Term(calendar=calendar_of(here), **term), channel == 2)
        entry = Act.objects.get(dossier=done.dossier).pk
        told.deeds.append(Deed(entry, "accepted" if accept else "lodged", now, now))
        told.facts.append((now, (digitised, fee, False)))
        self.known.append(Known(told, here))

    @rule(
        gap=GAPS,
        which=st.integers(0, 3),
        name=st.sampled_from(NAMES),
        role=st.integers(0, 8),
        place=st.sampled_from(PLACES),
        chance=st.integers(0, 11),
    )
    def anything(self, gap: int, which: int, name: str, role: int, place: str, chance: int) -> None:
        """An act of somebody who mostly may, whether or not it is the time for it."""
        roles = (*MAY[name], *MAY[name], Role.AUDITOR, *MAY["note"])
        self.do(gap, self.known[which % len(self.known)], name, roles[role % len(roles)], place, chance)

    @rule(
        gap=GAPS,
        which=st.integers(0, 3),
        role=st.sampled_from(MAY["note"]),
        pick=st.integers(0, 20),
        chance=st.integers(0, 11),
    )
    def something_offered(self, gap: int, which: int, role: str, pick: int, chance: int) -> None:
        """An act that the page offers to somebody where the dossier is: it is never refused for right, state or step."""
        known = self.known[which % len(self.known)]
        place = "here" if unit_of(known.told, self.now) == self.units["here"] else "there"
        place = place if pick % 5 else PLACES[pick % 2]
        now = self.later(gap)
        try:
            names = [act.name for act in offered(look_at(known.told.key, self.office.who(role, place), now))]
        except NotPermitted:
            return
        if names:
            self.do(0, known, names[pick % len(names)], role, place, chance, was_offered=True)

    @rule(which=st.integers(0, 3), role=st.sampled_from(MAY["note"]), chance=st.integers(0, 11))
    def everything_offered(self, which: int, role: str, chance: int) -> None:
        """Each act that is offered is tried and taken back."""
        told = self.known[which % len(self.known)].told
        for place in PLACES:
            actor = self.office.who(role, place)
            try:
                found = offered(look_at(told.key, actor, self.now))
            except NotPermitted:
                continue
            for act in found:
                self.try_out(fill(act.name, self.asked(told, place, chance)), told, actor)

    def try_out(self, act: CaseAct, told: Told, actor: Actor) -> None:
        with transaction.atomic():
            try:
                perform(act, told.key, actor, self.now)
            except Refused as refused:
                self.check_refusal(act, told, refused)
            transaction.set_rollback(True)

    def check_refusal(self, act: CaseAct, told: Told, refused: Refused) -> None:
        """What an entry or a waiting correction allows is seen only when it is chosen."""
        asked = SecondPerson.objects.filter(dossier=told.key, status="waiting", act="correct").exists()
        if act.name == "ask-correction" or (act.name == "confirm-second" and asked):
            return
        assert refused.code not in NOT_OFFERED, f"{act.name} was offered and refused: {refused.code}"

    def asked(self, told: Told, place: str, chance: int) -> Asked:
        home = unit_of(told, self.now)
        other = next(unit for unit in self.units.values() if unit != home)
        people = self.office.cast.of_here if home == self.units["here"] else self.office.cast.of_there
        return Asked(told, other, people[Role.SPECIALIST].pk, chance, self.now)

    def do(
        self,
        gap: int,
        known: Known,
        name: str,
        role: str,
        place: str,
        chance: int,
        *,
        was_offered: bool = False,
    ) -> None:
        now, told = self.later(gap), known.told
        act = fill(name, self.asked(told, place, chance))
        before, home = state_of(told, now), unit_of(told, now)
        request = SecondPerson.objects.filter(dossier=told.key, status="waiting").first()
        try:
            done = perform(act, told.key, self.office.who(role, place), now)
        except Refused as refused:
            if was_offered:
                self.check_refusal(act, told, refused)
            if isinstance(refused, NotLawful) and name in KIND:
                assert before not in LAWFUL[KIND[name]], f"{name} was refused while {before}"
            return
        self.check_right(known, name, role, place, home)
        if name in KIND:
            assert before in LAWFUL[KIND[name]], f"{name} was done while {before}"
        self.tell(known, act, place, now, request)
        self.check_row(known, done)

    def check_right(self, known: Known, name: str, role: str, place: str, home: int) -> None:
        assert role in MAY[name], f"a {role} did {name}"
        unit = self.units[place]
        answers = name in ("confirm-transfer", "decline-transfer")
        assert answers or unit == home or (unit == known.received_by and name in RECEIVING), (
            f"{name} from outside"
        )

    def tell(
        self, known: Known, act: CaseAct, place: str, now: Instant, request: SecondPerson | None
    ) -> None:
        told, name = known.told, act.name
        if name == "propose":
            known.review = [act.outcome.value]  # type: ignore[attr-defined]
        elif name == "approve":
            known.review.append("approved")
        deed = deed_of(act, told, self.units[place], now, now, known.review)
        if name == "confirm-second" and request is not None:
            deed = reopened(told, now, now) if request.act == "reopen" else None
            if request.act != "reopen":
                self.correct(told, request.values, now)
            known.review = []
        if name == "send-back":
            known.review = []
        if deed is not None:
            told.deeds.append(deed)
        self.tell_facts(told, act, now)

    def correct(self, told: Told, values: dict[str, Any], now: Instant) -> None:
        deed = next((one for one in told.deeds if one.entry == values["target"]), None)
        if deed is not None and values["void"]:
            deed.voided = now
        elif deed is not None:
            deed.given_times.append((now, values["at"]))

    def tell_facts(self, told: Told, act: CaseAct, now: Instant) -> None:
        digitised, fee, paid = told.facts[-1][1]
        if act.name == "attach" and act.file and not act.is_result:  # type: ignore[attr-defined]
            digitised = True
        if act.name == "record-payment":
            fee = act.how != Fee.How.EXEMPT  # type: ignore[attr-defined]
            paid = act.how == Fee.How.ONLINE  # type: ignore[attr-defined]
        told.facts.append((now, (digitised, fee, paid)))

    def check_row(self, known: Known, done: Done) -> None:
        """State, unit and due instant of the dossier as the plain telling has them."""
        told, dossier = known.told, Dossier.objects.get(pk=known.told.key)
        state = state_of(told, self.now)
        assert named(dossier.state) == state == named(int(done.state))
        assert dossier.unit_id == unit_of(told, self.now)
        assert dossier.due_at == due_of(told, self.now), f"due while {state}"
        assert (dossier.finished_at is not None) == (state in CLOSED)

    @invariant()
    def the_books_agree(self) -> None:
        """Statement and lists of one period of each unit, now and as known earlier; the others' turn comes next."""
        turn = len(self.moments)
        unit, period = self.units[PLACES[turn % 2]], PERIODS[turn // 2 % 3]
        self.check_books(unit, period, None)
        self.check_books(unit, period, self.moments[turn * 7919 % turn])
        if turn % 5 == 0:
            self.prove()

    def check_books(self, unit: int, period: Period, known_at: Instant | None) -> None:
        at = self.now if known_at is None else known_at
        ends = day_start(day_of(period.first)), day_start(day_of(period.last)) + MS_PER_DAY
        wanted = lists(
            (known.told for known in self.known if known.told.deeds[0].recorded <= at), unit, *ends, at
        )
        found = statement([unit], period, known_at)
        found.check()
        assert found.totals(FIGURES) == {name: len(wanted.get(name, [])) for name in FIGURES}
        for name in ("open", "closed", FIGURES[len(self.moments) % len(FIGURES)]):
            assert dossiers([unit], period, name, known_at=known_at) == wanted.get(name, [])

    def prove(self) -> None:
        for unit in self.units.values():
            assert verify_unit(unit) == []
            assert differences(unit) == []


TERMS: tuple[dict[str, Any], ...] = (
    {"amount": 3}, {"amount": 5, "restart": True, "cut_off": 900}, {"amount": 8, "hours": True},
    {"amount": 4, "hours": True, "restart": True, "cut_off": 900},
)  # fmt: skip


@pytest.fixture
def machine(office: Office) -> type[Machine]:
    """The machine in the office, with four procedures whose terms count differently."""
    Machine.office, Machine.procedures = office, []
    for number, term in enumerate(TERMS):
        procedure = Procedure.objects.order_by("pk")[number]
        ProcedureVersion.objects.filter(procedure=procedure).delete()
        ProcedureVersion.objects.create(
            procedure=procedure, since=date(2025, 7, 1), level="full", online=True, direct=True, postal=True,
            term_amount=term["amount"], term_unit="working_hours" if term.get("hours") else "working_days",
            cut_off_minute=term.get("cut_off"), on_resume="restart" if term.get("restart") else "continue",
        )  # fmt: skip
        Machine.procedures.append((procedure.pk, term))
    return Machine


def _profile(examples: int, deep: int) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=deep, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False, phases=(Phase.generate,),
    )  # fmt: skip


def _run(machine: type[Machine], profile: settings) -> None:
    run_state_machine_as_test(machine, settings=profile)


def test_after_every_act_the_books_agree_with_a_plain_telling(machine: type[Machine]) -> None:
    _run(machine, _profile(8, 25))


@pytest.mark.long
def test_the_same_for_long(machine: type[Machine]) -> None:
    _run(machine, _profile(60, 40))
