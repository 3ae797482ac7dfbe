"""Several workers at once, and one that is killed with a message in its hand: real processes, both databases."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.hub.test_kill_short import Place, prepared
from tests.notices.fakes import Provider, provider

pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[2]
COUNT = 12


@pytest.fixture(scope="module")
def listening() -> Iterator[Provider]:
    """The provider that all notices of this module go to."""
    with provider() as fake:
        yield fake


@pytest.fixture(scope="module")
def base(listening: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database with the made-up unit and notices that wait."""
    place = prepared(tmp_path_factory.mktemp("workers") / "base")
    command = [sys.executable, "-m", "tests.notices.seed", listening.origin, str(COUNT)]
    settings = {"DJANGO_SETTINGS_MODULE": "motcua.site.settings"}
    subprocess.run(command, env={**place.environment, **settings}, cwd=ROOT, check=True)
    place.settle()
    yield place
    place.drop()


@pytest.fixture
def place(base: Place) -> Iterator[Place]:
    """A copy of it for one test."""
    with base.copy() as copied:
        yield copied


@pytest.fixture
def fake(listening: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The provider, which the workers may call; it keeps each message until the test lets it go."""
    monkeypatch.setenv("MOTCUA_NOTICES_ORIGINS", listening.origin)
    listening.got.clear()
    listening.gate.clear()
    return listening


def statuses(place: Place) -> dict[str, int]:
    return dict(place.rows("SELECT status, COUNT(*) FROM notices_notice GROUP BY status"))


def ended(worker: subprocess.Popen[str]) -> dict[str, Any]:
    said, complained = worker.communicate(timeout=120)
    assert worker.returncode == 0, complained
    found: dict[str, Any] = json.loads(said)
    return found


def until(met: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait until a condition is met."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_two_workers_send_each_message_once(place: Place, fake: Provider) -> None:
    workers = [place.start("notices", "send", "--once", "--json") for _ in range(2)]
    # both have one message in hand before either goes on
    until(lambda: len(fake.got) == 2)
    fake.gate.set()
    sent = [ended(one)["sent"] for one in workers]

    assert sum(sent) == COUNT
    assert min(sent) > 0
    assert set(Counter(one["id"] for one in fake.got).values()) == {1}
    assert len(fake.got) == COUNT
    assert statuses(place) == {"sent": COUNT}


def test_a_worker_that_is_killed_sends_nothing_twice(place: Place, fake: Provider) -> None:
    worker = place.start("notices", "send", "--once")
    until(lambda: len(fake.got) == 1)
    worker.kill()
    worker.communicate()
    fake.gate.set()
    place.settle()
    assert statuses(place) == {"sending": 1, "queued": COUNT - 1}

    assert ended(place.start("notices", "send", "--once", "--json"))["sent"] == COUNT - 1
    # the one in doubt is not touched before its lease is over, and then not sent blindly
    assert statuses(place) == {"sending": 1, "sent": COUNT - 1}
    expire(place)
    assert ended(place.start("notices", "send", "--once", "--json"))["given_up"] == 1
    assert statuses(place) == {"given_up": 1, "sent": COUNT - 1}
    assert set(Counter(one["id"] for one in fake.got).values()) == {1}


def expire(place: Place) -> None:
    """Let ten minutes pass for whoever has a claim."""
    change = "UPDATE notices_notice SET claimed_until = 0 WHERE status = 'sending'"
    if place.database:
        with psycopg.connect(place.environment["MOTCUA_DATABASE"]) as server:
            server.execute(change)
        return
    with closing(sqlite3.connect(place.folder / "motcua.sqlite3")) as file, file:
        file.execute(change)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to be caught")
def test_a_worker_that_is_asked_to_stop_finishes_its_message(place: Place, fake: Provider) -> None:
    worker = place.start("notices", "send")
    until(lambda: len(fake.got) == 1)
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    fake.gate.set()
    said, complained = worker.communicate(timeout=60)

    assert (worker.returncode, complained) == (0, "")
    assert "Đã dừng" in said
    assert statuses(place) == {"sent": 1, "queued": COUNT - 1}


def test_the_server_sends_by_itself_and_finishes_when_it_is_stopped(place: Place, fake: Provider) -> None:
    server = place.start("serve", "--port", str(_free_port()))
    until(lambda: len(fake.got) == 1)
    os.kill(server.pid, signal.SIGINT)
    time.sleep(0.3)
    fake.gate.set()
    server.communicate(timeout=60)

    left = statuses(place)
    assert "sending" not in left
    assert left["sent"] == len(fake.got) >= 1


@pytest.mark.parametrize("later", [0.3, 0.9])
def test_a_server_that_is_stopped_while_it_starts_ends(place: Place, later: float) -> None:
    server = place.start("serve", "--port", str(_free_port()))
    assert server.stdout is not None
    server.stdout.readline()
    time.sleep(later)

    os.kill(server.pid, signal.SIGINT)

    server.communicate(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
