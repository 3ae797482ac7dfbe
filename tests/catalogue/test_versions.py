"""What a procedure offers on a day: the version in force, the channel, the lane, the unit's own term."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import ProtectedError

from motcua.catalogue.content import Fee, Paper, stored
from motcua.catalogue.fields import field_key
from motcua.catalogue.models import (
    Field,
    Procedure,
    ProcedureVersion,
    Unit,
    UnitTerm,
    VersionChannel,
    VersionLane,
)
from motcua.catalogue.terms import BadTerm
from motcua.catalogue.units import find_unit
from motcua.catalogue.versions import LaneNotOffered, NotInForce, in_force
from motcua.rules.clock import due
from motcua.rules.holidays_seed import seed_calendar
from motcua.rules.instants import Day, day_of, day_start
from motcua.rules.lanes import Lane
from motcua.rules.measures import Channel, Level
from motcua.rules.terms import OnResume, Term, TermRules, TermUnit

pytestmark = pytest.mark.django_db
FIRST = date(2025, 7, 1)
DAY = day_of(date(2026, 6, 1))
MARRIAGE = "1.004873"
THREE_DAYS = Term(3, TermUnit.WORKING_DAYS)


@pytest.fixture
def ward() -> Unit:
    return find_unit("11689")


@pytest.fixture
def procedure() -> Procedure:
    return Procedure.objects.get(code=MARRIAGE)


def next_version(of: Procedure, since: date, **columns: Any) -> ProcedureVersion:
    usual = {"level": "full", "online": True, "direct": True, "postal": False}
    term = {"term_amount": 2, "term_unit": "working_days"}
    return ProcedureVersion.objects.create(procedure=of, since=since, **(usual | term | columns))


def own_term(unit: Unit, procedure: Procedure, amount: int | None, **columns: Any) -> UnitTerm:
    usual = {"since": FIRST, "term_amount": amount, "term_unit": "working_days"}
    return UnitTerm.objects.create(unit=unit, procedure=procedure, **(usual | columns))


def test_what_ships(procedure: Procedure, ward: Unit) -> None:
    offer = in_force(procedure.pk, ward.pk, DAY)
    assert (offer.code, offer.name, offer.field_id) == (MARRIAGE, procedure.name, procedure.field_id)
    assert (offer.term, offer.national_term, offer.unit_term_id) == (THREE_DAYS, THREE_DAYS, None)
    assert (offer.rules, offer.on_resume, offer.level) == (TermRules(), OnResume.CONTINUE, Level.PARTIAL)
    assert (offer.channel, offer.lane, offer.since) == (Channel.DIRECT, Lane.ORDINARY, day_of(FIRST))
    assert offer.lanes == (Lane.ORDINARY, Lane.PRIORITY) and offer.fee is None


def test_the_version_of_the_day_holds(procedure: Procedure, ward: Unit) -> None:
    old = procedure.versions.get()
    new = next_version(procedure, date(2026, 6, 2), name="Tên mới", on_resume="restart")
    before, after = in_force(procedure.pk, ward.pk, DAY), in_force(procedure.pk, ward.pk, DAY + 1)
    assert (before.version_id, before.term, before.name) == (old.pk, THREE_DAYS, procedure.name)
    assert (after.version_id, after.name, after.level) == (new.pk, "Tên mới", Level.FULL)
    assert (after.term, after.on_resume) == (Term(2, TermUnit.WORKING_DAYS), OnResume.RESTART)
    assert after.channels == (Channel.DIRECT, Channel.ONLINE)


def test_before_the_first_version(procedure: Procedure, ward: Unit) -> None:
    with pytest.raises(NotInForce, match=r"1\.004873.*thứ Hai 30/06/2025.*chưa có phiên bản"):
        in_force(procedure.pk, ward.pk, day_of(FIRST) - 1)
    with pytest.raises(Procedure.DoesNotExist):
        in_force(0, ward.pk, DAY)


def test_repealed_and_replaced(procedure: Procedure, ward: Unit) -> None:
    procedure.versions.update(until=date(2026, 6, 2), replaced_by="1.116910")
    assert in_force(procedure.pk, ward.pk, DAY).term == THREE_DAYS
    with pytest.raises(
        NotInForce, match=r"bãi bỏ từ thứ Ba 02/06/2026. Thay bằng thủ tục 1\.116910"
    ) as caught:
        in_force(procedure.pk, ward.pk, DAY + 1)
    assert caught.value.replaced_by == "1.116910"
    next_version(procedure, date(2026, 7, 1))
    assert in_force(procedure.pk, ward.pk, day_of(date(2026, 7, 1))).version_id


def test_a_channel_with_its_own_term_and_fee(procedure: Procedure, ward: Unit) -> None:
    version = procedure.versions.get()
    fees = stored([Fee(8000, "charge", note="mỗi bản")])
    VersionChannel.objects.create(
        version=version, channel=2, term_amount=8, term_unit="working_hours", fees=fees
    )
    online = in_force(procedure.pk, ward.pk, DAY, Channel.ONLINE)
    assert (online.term, online.fee) == (Term(8, TermUnit.WORKING_HOURS), 8000)
    assert online.fees == (Fee(8000, "charge", "", "mỗi bản"),)
    assert in_force(procedure.pk, ward.pk, DAY, Channel.DIRECT).term == THREE_DAYS


@pytest.mark.parametrize(
    ("amounts", "fee"),
    [((), None), ((0,), 0), ((8000,), 8000), ((8000, 8000), 8000), ((8000, 0), None), ((None,), None)],
)
def test_one_fee_without_a_doubt(
    procedure: Procedure, ward: Unit, amounts: tuple[int | None, ...], fee: int | None
) -> None:
    fees = stored(Fee(amount) for amount in amounts)
    VersionChannel.objects.create(version=procedure.versions.get(), channel=1, fees=fees)
    assert in_force(procedure.pk, ward.pk, DAY).fee == fee


def test_papers_come_as_they_were_stored(procedure: Procedure, ward: Unit) -> None:
    papers = (Paper("Tờ khai", form="TK-KH"), Paper("Giấy ủy quyền", originals=0, copies=1, required=False))
    procedure.versions.update(papers=stored(papers))
    assert in_force(procedure.pk, ward.pk, DAY).papers == papers


def received(day: Day, hour: int, minute: int = 0) -> int:
    return day_start(day) + (hour * 60 + minute) * 60_000


@pytest.mark.parametrize(
    ("hour", "minute", "due_day"),
    # 1/6/2026 is a Monday: up to 15:00 the same day, after it the next working day.
    [(9, 0, DAY), (15, 0, DAY), (15, 1, DAY + 1)],
)
def test_a_same_day_lane(procedure: Procedure, ward: Unit, hour: int, minute: int, due_day: Day) -> None:
    VersionLane.objects.create(
        version=procedure.versions.get(), lane=Lane.SAME_DAY, term_amount=1, term_unit="working_days",
        cut_off_minute=900, count_reception_day=True,
    )  # fmt: skip
    offer = in_force(procedure.pk, ward.pk, DAY, lane=Lane.SAME_DAY)
    assert offer.lanes == (Lane.ORDINARY, Lane.SAME_DAY, Lane.PRIORITY)
    found = due(received(DAY, hour, minute), offer.term, seed_calendar([2026]), offer.rules)
    assert found is not None and found.day == due_day


def test_a_lane_that_is_not_open(procedure: Procedure, ward: Unit) -> None:
    with pytest.raises(LaneNotOffered, match=r"1\.004873 không có làn") as caught:
        in_force(procedure.pk, ward.pk, DAY, lane=Lane.EXPRESS)
    assert caught.value.lanes == (Lane.ORDINARY, Lane.PRIORITY)


def test_a_lane_that_the_unit_opened(procedure: Procedure, ward: Unit) -> None:
    own = own_term(ward, procedure, 1, lane=Lane.EXPRESS, term_unit="working_hours")
    offer = in_force(procedure.pk, ward.pk, DAY, lane=Lane.EXPRESS)
    assert (offer.term, offer.unit_term_id) == (Term(1, TermUnit.WORKING_HOURS), own.pk)
    assert offer.national_term == THREE_DAYS
    assert in_force(procedure.pk, ward.pk, DAY).term == THREE_DAYS


def test_the_units_own_term_stands_beside_the_national_one(procedure: Procedure, ward: Unit) -> None:
    own = own_term(ward, procedure, 2, since=date(2026, 6, 1), until=date(2026, 6, 3))
    offers = [in_force(procedure.pk, ward.pk, day) for day in (DAY - 1, DAY, DAY + 1, DAY + 2)]
    assert [offer.term and offer.term.amount for offer in offers] == [3, 2, 2, 3]
    assert {offer.national_term for offer in offers} == {THREE_DAYS}
    assert [offer.unit_term_id for offer in offers] == [None, own.pk, own.pk, None]
    assert in_force(procedure.pk, find_unit("11635").pk, DAY).term == THREE_DAYS


def test_the_nearest_unit_wins_then_the_channel(procedure: Procedure, ward: Unit) -> None:
    own_term(find_unit("31"), procedure, 2)
    assert in_force(procedure.pk, ward.pk, DAY).term == Term(2, TermUnit.WORKING_DAYS)
    own_term(ward, procedure, 1, channel=Channel.ONLINE)
    assert in_force(procedure.pk, ward.pk, DAY, Channel.ONLINE).term == Term(1, TermUnit.WORKING_DAYS)
    assert in_force(procedure.pk, ward.pk, DAY, Channel.DIRECT).term == Term(2, TermUnit.WORKING_DAYS)


def test_those_who_are_helped_first_have_the_ordinary_clock(procedure: Procedure, ward: Unit) -> None:
    own_term(ward, procedure, 2)
    procedure.versions.update(cut_off_minute=900)
    offer = in_force(procedure.pk, ward.pk, DAY, lane=Lane.PRIORITY)
    assert (offer.term, offer.rules) == (Term(2, TermUnit.WORKING_DAYS), TermRules(cut_off_minute=900))


def test_a_field_that_was_merged(procedure: Procedure, ward: Unit) -> None:
    into = Field.objects.create(name="Hành chính tư pháp", folded=field_key("Hành chính tư pháp"))
    Field.objects.filter(pk=procedure.field_id).update(merged_into=into, merged_since=date(2026, 6, 2))
    assert in_force(procedure.pk, ward.pk, DAY).field_id == procedure.field_id
    assert in_force(procedure.pk, ward.pk, DAY + 1).field_id == into.pk


def test_a_term_that_is_not_understood_is_named(procedure: Procedure, ward: Unit) -> None:
    procedure.versions.update(term_unit="weeks")
    with pytest.raises(BadTerm, match="weeks"):
        in_force(procedure.pk, ward.pk, DAY)


def test_what_is_referred_to_cannot_be_deleted(procedure: Procedure) -> None:
    with pytest.raises(ProtectedError):
        procedure.delete()
    with pytest.raises(ProtectedError):
        procedure.field.delete()
