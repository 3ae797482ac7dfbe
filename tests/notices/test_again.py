"""What people do with a notice: send again, cancel; and what stands behind the bell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.notices.again import CANCELLED, TooLate, cancel, resend
from motcua.notices.models import Notice
from motcua.notices.queue import queue
from motcua.notices.recipients import officer as to_officer
from motcua.notices.screens import of_user, read_all, unread
from motcua.people.models import Grant, User
from tests.notices.conftest import NOW, Switch, only, send
from tests.notices.fakes import DROP, Provider

TODAY = date(2026, 6, 15)


@pytest.fixture
def queued(sample: Unit, dossier: Dossier, switch_on: Switch) -> Notice:
    switch_on("folder")
    queue("accepted", sample, dossier, {}, NOW)
    return only()


def test_a_notice_that_waits_can_be_cancelled_and_sent_after_all(
    queued: Notice, officer: User, folder: Path
) -> None:
    cancel(queued.pk, officer.pk)
    assert (only().status, only().error, only().handled_by) == ("cancelled", CANCELLED, officer)
    assert send() == {}
    resend(queued.pk, officer.pk, NOW + 5)
    assert send(NOW + 5) == {"sent": 1}


def test_what_was_sent_is_neither_cancelled_nor_sent_again(queued: Notice, officer: User) -> None:
    send()
    with pytest.raises(TooLate):
        cancel(queued.pk, officer.pk)
    with pytest.raises(TooLate):
        resend(queued.pk, officer.pk, NOW)


def test_a_person_may_decide_about_a_doubt(
    sample: Unit, dossier: Dossier, officer: User, switch_on: Switch, fake_provider: Provider
) -> None:
    switch_on("sms", options=fake_provider.options(), hours="")
    queue("accepted", sample, dossier, {}, NOW)
    fake_provider.plan = [(DROP, "")]
    assert send() == {"given_up": 1}
    resend(only().pk, officer.pk, NOW + 1)
    assert send(NOW + 1) == {"sent": 1}
    # told apart from the first one, which the provider may have refused for good
    assert len({one["id"] for one in fake_provider.got}) == 2


def test_the_bell_counts_what_is_unread(sample: Unit, dossier: Dossier, officer: User) -> None:
    assert unread(officer, TODAY) == 0
    for event in ("assigned", "sent_back"):
        queue(event, sample, dossier, {}, NOW, to=[to_officer(officer.pk, "assignee")])
    assert unread(officer, TODAY) == 2
    assert read_all(officer, TODAY, NOW) == 2
    assert (unread(officer, TODAY), of_user(officer, TODAY).count()) == (0, 2)


def test_whoever_has_moved_on_sees_no_notice_of_the_old_unit(
    sample: Unit, dossier: Dossier, officer: User
) -> None:
    queue("assigned", sample, dossier, {}, NOW, to=[to_officer(officer.pk, "assignee")])
    Grant.objects.filter(user=officer).update(until=date(2026, 6, 14))
    # as in another request: rights are kept with the account for one
    assert unread(User.objects.get(pk=officer.pk), TODAY) == 0
    assert unread(officer, date(2026, 6, 14)) == 1
