"""A changed calendar moves the due instants of open dossiers, and the ledger can still be derived."""

from __future__ import annotations

from datetime import date

from motcua.boards.catalogue.hooks import open_dossiers, settle
from motcua.casework import acts
from motcua.casework.models import Work
from motcua.catalogue.calendar_changes import DayChange, Proposal, change_calendar
from motcua.catalogue.calendars import calendar_of
from motcua.catalogue.changes import Author
from motcua.dossiers.models import Dossier
from motcua.hub.rebuild import differences
from motcua.ledger.verify import verify_unit
from motcua.people.models import Role
from motcua.rules.instants import date_of, local_day
from motcua.rules.moved_dues import moved_dues
from tests.casework.conftest import HOUR, MONDAY, Office


def test_a_day_off_moves_what_is_open_and_nothing_else(office: Office) -> None:
    moving, ended = office.receive().dossier, office.receive(HOUR).dossier
    office.act(Role.COUNTER, ended, acts.Stop("Dân rút"), 2 * HOUR)
    unit, before = office.cast.here.pk, Dossier.objects.get(pk=moving).due_at
    assert before is not None
    day_off = date_of(local_day(before))
    by = Author(MONDAY + 3 * HOUR, office.user(Role.ADMIN), "QĐ 05")
    old = calendar_of(unit)
    rows = change_calendar(Proposal(unit, days=(DayChange(day_off, "", "Mất điện"),)), by)
    moved = moved_dues(open_dossiers([unit]), old, calendar_of(unit))
    settle(moved, by)

    assert rows == 1
    assert [one.key for one in moved] == [moving]
    after = Dossier.objects.get(pk=moving).due_at
    assert after is not None and after > before
    assert Work.objects.get(pk=moving).due_at == after
    assert verify_unit(unit) == []
    assert differences(unit) == []
    assert day_off > date(2026, 6, 1)


def test_what_was_transferred_goes_on_by_the_calendar_of_where_it_was_accepted(office: Office) -> None:
    gone = office.receive().dossier
    target = office.cast.there.pk
    office.act(Role.COUNTER, gone, acts.AskTransfer(target, "Thẩm quyền nơi khác"), HOUR)
    office.act(Role.COUNTER, gone, acts.ConfirmTransfer(), 2 * HOUR, where="there")
    unit, before = office.cast.here.pk, Dossier.objects.get(pk=gone).due_at
    assert before is not None
    by = Author(MONDAY + 3 * HOUR, office.user(Role.ADMIN), "QĐ 05")
    old = calendar_of(unit)
    change_calendar(Proposal(unit, days=(DayChange(date_of(local_day(before)), "", "Mất điện"),)), by)
    moved = moved_dues(open_dossiers([unit]), old, calendar_of(unit))
    settle(moved, by)

    assert [one.key for one in moved] == [gone]
    assert open_dossiers([target]) == []
    after = Work.objects.get(pk=gone)
    assert after.unit_id == target
    assert after.due_at is not None and after.due_at > before
    assert verify_unit(target) == [] == differences(target)
