"""What the server does every minute: goes on whatever fails, and stops when told."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from motcua.casework.models import Draft
from motcua.findings.models import Schedule
from motcua.people import audit
from motcua.people.models import AuditEntry, Seal, Sealing, User
from motcua.people.sealing import MARGIN
from motcua.rules.instants import Instant, to_datetime
from motcua.site import background
from motcua.site.traced import RequestNameMiddleware
from tests.conftest import make_unit


@pytest.fixture(autouse=True)
def same_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection of a test is not old, however long the run has been."""
    monkeypatch.setattr(background, "close_old_connections", lambda: None)


def test_the_log_is_sealed_every_minute(db: None) -> None:
    audit.record(7, None, audit.SIGNED_IN, None, background.now() - MARGIN)
    background.once(background.EVERY_MINUTE)
    assert Seal.objects.get().unit == 7


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_out_of_turn() -> None:
    """What writes by itself, outside of `writing`, waits for ever where others write one after the other."""
    user, unit = User.objects.create(username="tiep-nhan", password="!"), make_unit("mau-thu")
    Session.objects.create(session_key="over", session_data="", expire_date=to_datetime(0))
    Draft.objects.create(user=user, unit=unit, key="old", values={}, saved_at=0)
    Schedule.objects.create(unit=unit, next_at=0)
    audit.record(unit.pk, None, audit.SIGNED_IN, None, background.now() - MARGIN)
    in_turn, alone = list[str](), list[str]()

    def watch(execute: Callable[..., object], sql: str, *more: object) -> object:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            (in_turn if connection.in_atomic_block else alone).append(sql)
        return execute(sql, *more)

    Sealing.objects.get_or_create(pk=1)
    with connection.execute_wrapper(watch):
        background.once(background.EVERY_MINUTE)
    assert alone == []
    for table in ("django_session", "casework_draft", "findings_schedule", "people_seal"):
        assert any(table in sql for sql in in_turn), table


def test_a_work_that_fails_keeps_no_other_from_its_turn(db: None, caplog: pytest.LogCaptureFixture) -> None:
    done: list[Instant] = []

    def broken(_now: Instant) -> None:
        raise RuntimeError("no disk")

    background.once((broken, done.append))
    assert len(done) == 1
    assert "broken failed" in caplog.text


def test_it_works_again_and_again_until_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, twice = threading.Event(), threading.Event()
    turns: list[object] = []

    def count(work: object) -> None:
        turns.append(work)
        if len(turns) == 2:
            twice.set()

    monkeypatch.setattr(background, "once", count)
    thread = background.start(stop, pause=0.001)
    assert twice.wait(5)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_every_request_has_a_name_that_its_lines_carry(db: None) -> None:
    def answer(_request: HttpRequest) -> HttpResponse:
        for _line in range(2):
            audit.record(audit.WHOLE, None, audit.SIGNED_IN, None, 0)
        return HttpResponse()

    answered = RequestNameMiddleware(answer)
    for _request in range(2):
        answered(RequestFactory().get("/"))
    names = list(AuditEntry.objects.order_by("pk").values_list("request", flat=True))
    assert [names[0], names[2]] == [names[1], names[3]]
    assert len({*names}) == 2
    assert all(len(name) == 16 for name in names)
