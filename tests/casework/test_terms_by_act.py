"""Every rule of counting through the act that starts the clock, beside due instants worked out by hand.

Hours are 07:30-11:30 and 13:00-17:00, Monday to Friday. 1/6/2026 is a Monday. Each row: accepted, due, overdue from.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.casework import acts
from motcua.casework.reception import Reception, Who, receive
from motcua.catalogue.changes import Author
from motcua.catalogue.models import Procedure, ProcedureVersion, VersionChannel, VersionLane
from motcua.catalogue.unit_terms import set_unit_term
from motcua.dossiers.models import Dossier
from motcua.ledger.models import Move
from motcua.people.models import Role
from motcua.rules.accounts import Account
from motcua.rules.instants import from_datetime, to_datetime
from motcua.rules.lanes import USUAL, Lane
from motcua.rules.measures import Channel
from motcua.rules.terms import Term, TermUnit
from tests.casework.conftest import Office

MINUTE = 60_000
FIRST = date(2026, 1, 1)
BY = Author(at=1, user=2, source="05/QĐ-UBND")

Row = tuple[str, str, str]


@pytest.fixture
def version(office: Office) -> ProcedureVersion:
    """The version in force, to be given a rule: 3 working days without any other."""
    found = Procedure.objects.get(pk=office.procedure).versions.get()
    ProcedureVersion.objects.filter(pk=found.pk).update(term_amount=3, term_unit="working_days")
    return found


def instant(text: str) -> int:
    """«01/06 09:00» of 2026, with seconds where they matter."""
    day, clock = text.split(" ")
    format_ = "%d/%m/%Y %H:%M:%S" if clock.count(":") == 2 else "%d/%m/%Y %H:%M"
    return from_datetime(datetime.strptime(f"{day}/2026 {clock}", format_))


def accepted(office: Office, text: str, lane: Lane, channel: Channel) -> Row:
    """A dossier lodged a minute earlier and accepted at an instant: when it is due, and overdue."""
    at = instant(text)
    reception = Reception(office.procedure, Who("Nguyễn Văn Đức"), lane=lane, channel=channel)
    counter = office.who(Role.COUNTER)
    lodged = receive(reception, counter, at - MINUTE, accept=False)
    office.act(Role.COUNTER, lodged.dossier, acts.Accept(), at - instant("01/06 08:00"))
    due = Dossier.objects.get(pk=lodged.dossier).due_at
    ahead = Move.objects.get(dossier=lodged.dossier, to_account=int(Account.OVERDUE)).effect_at
    assert due is not None
    return text, f"{to_datetime(due):%d/%m %H:%M}", f"{to_datetime(ahead):%d/%m %H:%M}"


def check(
    office: Office, table: list[Row], lane: Lane = Lane.ORDINARY, channel: Channel = Channel.DIRECT
) -> None:
    assert [accepted(office, row[0], lane, channel) for row in table] == table


def test_working_days_do_not_count_the_day_of_reception(office: Office, version: ProcedureVersion) -> None:
    check(office, [
        ("01/06 09:00", "04/06 17:00", "05/06 00:00"),  # Tuesday, Wednesday, Thursday
        ("01/06 20:00", "04/06 17:00", "05/06 00:00"),  # the hour does not matter
        ("04/06 09:00", "09/06 17:00", "10/06 00:00"),  # Friday, Monday, Tuesday
        ("06/06 09:00", "10/06 17:00", "11/06 00:00"),  # Saturday: Monday, Tuesday, Wednesday
        ("28/08 09:00", "07/09 17:00", "08/09 00:00"),  # off: 31/8, 1/9, 2/9; so 3, 4 and 7/9
    ])  # fmt: skip


def test_calendar_days_end_on_a_working_day(office: Office, version: ProcedureVersion) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(term_amount=5, term_unit="calendar_days")
    check(office, [
        ("02/06 09:00", "08/06 17:00", "09/06 00:00"),  # 2 + 5 is Sunday the 7th, moved to Monday
        ("03/06 09:00", "08/06 17:00", "09/06 00:00"),
        ("04/06 09:00", "09/06 17:00", "10/06 00:00"),
    ])  # fmt: skip


def test_working_hours(office: Office, version: ProcedureVersion) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(term_amount=8, term_unit="working_hours")
    check(office, [
        ("01/06 09:00", "02/06 09:00", "02/06 09:00"),  # 2:30 + 4:00 on Monday, 1:30 on Tuesday
        ("01/06 12:00", "02/06 11:30", "02/06 11:30"),  # at lunch: from 13:00
        ("01/06 14:30", "02/06 14:30", "02/06 14:30"),  # 2:30, then 4:00 and 1:30
        ("01/06 18:00", "02/06 17:00", "02/06 17:00"),  # in the evening: all of Tuesday
        ("05/06 16:00", "08/06 16:00", "08/06 16:00"),  # 1:00 on Friday, 7:00 on Monday
        ("06/06 10:00", "08/06 17:00", "08/06 17:00"),  # on Saturday: all of Monday
    ])  # fmt: skip


def test_received_after_15_00_is_the_next_working_day(office: Office, version: ProcedureVersion) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(cut_off_minute=900)
    check(office, [
        ("01/06 14:59", "04/06 17:00", "05/06 00:00"),
        ("01/06 15:00", "04/06 17:00", "05/06 00:00"),  # 15:00 sharp is not after it
        ("01/06 15:00:01", "05/06 17:00", "06/06 00:00"),  # as on Tuesday: 3, 4, 5/6
        ("05/06 15:00", "10/06 17:00", "11/06 00:00"),
        ("05/06 15:01", "11/06 17:00", "12/06 00:00"),  # as on Monday: 9, 10, 11/6
        ("06/06 08:00", "11/06 17:00", "12/06 00:00"),  # a day off too
    ])  # fmt: skip


def test_hours_after_the_cut_off_begin_at_the_next_opening(office: Office, version: ProcedureVersion) -> None:
    ProcedureVersion.objects.filter(pk=version.pk).update(
        term_amount=4, term_unit="working_hours", cut_off_minute=900
    )
    check(office, [
        ("01/06 15:00", "02/06 09:30", "02/06 09:30"),  # 2:00 today, 2:00 tomorrow
        ("01/06 15:01", "02/06 11:30", "02/06 11:30"),  # all four tomorrow
    ])  # fmt: skip


IN_A_DAY: list[Row] = [
    ("01/06 07:00", "01/06 17:00", "01/06 17:00"),
    ("01/06 15:00", "01/06 17:00", "01/06 17:00"),
    ("01/06 15:01", "02/06 17:00", "02/06 17:00"),  # all of Tuesday
    ("05/06 15:01", "08/06 17:00", "08/06 17:00"),
    ("07/06 10:00", "08/06 17:00", "08/06 17:00"),  # Sunday
]


@pytest.mark.parametrize("lane", [Lane.SAME_DAY, Lane.ON_THE_SPOT])
def test_same_day_and_four_on_the_spot(office: Office, version: ProcedureVersion, lane: Lane) -> None:
    """Opened by the unit with what is usual: one working day that counts the day of reception, up to 15:00."""
    term, rules = USUAL[lane]
    procedure = Procedure.objects.get(pk=office.procedure)
    set_unit_term(office.cast.here, procedure, term, FIRST, BY, lane=lane, rules=rules)
    check(office, IN_A_DAY, lane)
    check(office, [("01/06 09:00", "04/06 17:00", "05/06 00:00")])  # the ordinary lane stays as it is


def test_a_lane_that_the_version_opens(office: Office, version: ProcedureVersion) -> None:
    VersionLane.objects.create(
        version=version, lane=Lane.SAME_DAY, term_amount=1, term_unit="working_days", cut_off_minute=900,
        count_reception_day=True,
    )  # fmt: skip
    check(office, IN_A_DAY, Lane.SAME_DAY)


def test_the_express_hour(office: Office, version: ProcedureVersion) -> None:
    term, rules = USUAL[Lane.EXPRESS]
    procedure = Procedure.objects.get(pk=office.procedure)
    set_unit_term(office.cast.here, procedure, term, FIRST, BY, lane=Lane.EXPRESS, rules=rules)
    check(office, [
        ("01/06 08:00", "01/06 09:00", "01/06 09:00"),
        ("01/06 10:30", "01/06 11:30", "01/06 11:30"),
        ("01/06 11:00", "01/06 13:30", "01/06 13:30"),  # half an hour before lunch, half after it
        ("01/06 11:30", "01/06 14:00", "01/06 14:00"),
        ("01/06 16:30", "02/06 08:00", "02/06 08:00"),
        ("05/06 17:00", "08/06 08:30", "08/06 08:30"),
    ], Lane.EXPRESS)  # fmt: skip


def test_the_priority_lane_has_the_ordinary_clock(office: Office, version: ProcedureVersion) -> None:
    check(office, [("01/06 09:00", "04/06 17:00", "05/06 00:00")], Lane.PRIORITY)


def test_the_units_own_shorter_term_holds_from_its_day(office: Office, version: ProcedureVersion) -> None:
    procedure, two = Procedure.objects.get(pk=office.procedure), Term(2, TermUnit.WORKING_DAYS)
    set_unit_term(office.cast.here, procedure, two, date(2026, 6, 2), BY)
    check(office, [
        ("01/06 09:00", "04/06 17:00", "05/06 00:00"),
        ("02/06 00:00", "04/06 17:00", "05/06 00:00"),  # lodged on Monday: the day of acceptance decides
        ("02/06 09:00", "04/06 17:00", "05/06 00:00"),
    ])  # fmt: skip


def test_a_channel_has_its_own_term(office: Office, version: ProcedureVersion) -> None:
    VersionChannel.objects.create(
        version=version, channel=Channel.ONLINE, term_amount=1, term_unit="working_days"
    )
    check(office, [("01/06 09:00", "02/06 17:00", "03/06 00:00")], channel=Channel.ONLINE)
    check(office, [("01/06 09:00", "04/06 17:00", "05/06 00:00")], channel=Channel.POSTAL)


def test_what_was_accepted_keeps_its_term(office: Office, version: ProcedureVersion) -> None:
    check(office, [("01/06 09:00", "04/06 17:00", "05/06 00:00")])
    kept = Dossier.objects.get()
    ProcedureVersion.objects.filter(pk=version.pk).update(term_amount=1, cut_off_minute=500)
    office.act(
        Role.COUNTER, kept.pk, acts.Note("Đã gọi điện"), instant("02/06 09:00") - instant("01/06 08:00")
    )
    assert Dossier.objects.get().due_at == kept.due_at
