"""A step that the same person does as an earlier one comes back to him, where he is still there."""

from __future__ import annotations

from datetime import date

from motcua.casework import acts
from motcua.casework.models import Work
from motcua.dossiers.own import journal
from motcua.people.models import Role, User
from motcua.workflow import drafts
from motcua.workflow.defaults import SHIPPED
from motcua.workflow.released import released
from tests.casework.conftest import DAY, HOUR, Office

PLAIN = "    role: counter\n    share: 0\n    next:\n      finish: done\n"
COUNTER = PLAIN.replace("counter\n", "counter\n    same_as: receive\n")
DESK = PLAIN.replace("counter\n", "specialist\n    same_as: assess\n")


def decided(office: Office, returning: str) -> int:
    """A dossier that the specialist proposed and handed to the head, and that has been decided by the leader."""
    here, people, since = office.cast.here, office.cast.of_here, date(2026, 5, 1)
    origin = released("one-stop", since, here.pk).id
    version = drafts.new_version(here, "one-stop", origin, people[Role.ADMIN], 1)
    assert PLAIN in SHIPPED[0].text
    text = SHIPPED[0].text.replace(PLAIN, returning)
    drafts.save(version, text, "", people[Role.ADMIN], version.changed_at, 2)
    drafts.submit(version, people[Role.ADMIN], version.changed_at, 3)
    drafts.release(version, since, people[Role.DIRECTOR], date(2026, 4, 1), 4)
    dossier, specialist, head = office.receive().dossier, office.user(Role.SPECIALIST), office.user(Role.HEAD)
    office.act(Role.HEAD, dossier, acts.Assign(specialist), HOUR)
    office.act(Role.SPECIALIST, dossier, acts.Propose("Đủ điều kiện"), 2 * HOUR)
    office.act(Role.SPECIALIST, dossier, acts.HandOver(head, "Đi công tác"), 3 * HOUR)
    office.act(Role.HEAD, dossier, acts.Approve(), DAY)
    return dossier


def test_it_comes_back_to_who_did_the_earlier_step(office: Office) -> None:
    dossier, specialist = decided(office, DESK), office.user(Role.SPECIALIST)
    assert Work.objects.get(pk=dossier).assignee_id == office.user(Role.HEAD)
    office.act(Role.LEADER, dossier, acts.Approve(number="18/UBND"), DAY + HOUR)
    work = Work.objects.get(pk=dossier)
    assert (work.step, work.assignee_id) == ("return", specialist)
    told = [entry.body for entry in journal(dossier) if entry.kind == "assigned"]
    assert told[-1] == {"officer": specialist, "note": "", "by": "same-as"}


def test_not_to_who_has_left(office: Office) -> None:
    dossier = decided(office, DESK)
    User.objects.filter(pk=office.user(Role.SPECIALIST)).update(is_active=False)
    office.act(Role.LEADER, dossier, acts.Approve(number="18/UBND"), DAY + HOUR)
    assert Work.objects.get(pk=dossier).assignee_id == office.user(Role.HEAD)


def test_at_the_counter_whoever_is_there_serves(office: Office) -> None:
    dossier = decided(office, COUNTER)
    office.act(Role.LEADER, dossier, acts.Approve(number="18/UBND"), DAY + HOUR)
    work = Work.objects.get(pk=dossier)
    assert (work.step, work.assignee_id) == ("return", office.user(Role.HEAD))
