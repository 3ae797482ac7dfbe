"""Several workers at once, and one that is killed with a message in its hand: real processes, both databases."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hub.test_kill_short import Place, prepared
from tests.notices.fakes import Provider, provider

pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[2]
COUNT = 30


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database with the made-up unit."""
    place = prepared(tmp_path_factory.mktemp("workers") / "base")
    yield place
    place.drop()


@pytest.fixture
def place(base: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A copy of it for one test."""
    with base.copy() as copied:
        yield copied


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider that the workers may call."""
    with provider() as listening:
        monkeypatch.setenv("MOTCUA_NOTICES_ORIGINS", listening.origin)
        yield listening


def seed(place: Place, fake: Provider, count: int) -> None:
    command = [sys.executable, "-m", "tests.notices.seed", fake.origin, str(count)]
    settings = {"DJANGO_SETTINGS_MODULE": "motcua.site.settings"}
    subprocess.run(command, env={**place.environment, **settings}, cwd=ROOT, check=True)


def statuses(place: Place) -> dict[str, int]:
    return dict(place.rows("SELECT status, COUNT(*) FROM notices_notice GROUP BY status"))


def ended(worker: subprocess.Popen[str]) -> dict[str, Any]:
    said, complained = worker.communicate(timeout=120)
    assert worker.returncode == 0, complained
    found: dict[str, Any] = json.loads(said)
    return found


def until(met: object, *, seconds: float = 60) -> None:
    """Wait until a condition is met."""
    end = time.monotonic() + seconds
    while not met():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def test_two_workers_send_each_message_once(place: Place, fake: Provider) -> None:
    seed(place, fake, COUNT)
    fake.gate.clear()
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
    seed(place, fake, 5)
    fake.gate.clear()
    worker = place.start("notices", "send", "--once")
    until(lambda: len(fake.got) == 1)
    worker.kill()
    worker.communicate()
    fake.gate.set()
    place.settle()
    assert statuses(place) == {"sending": 1, "queued": 4}

    assert ended(place.start("notices", "send", "--once", "--json"))["sent"] == 4
    # the one in doubt is not touched before its lease is over, and then not sent blindly
    assert statuses(place) == {"sending": 1, "sent": 4}
    expire(place)
    assert ended(place.start("notices", "send", "--once", "--json"))["given_up"] == 1
    assert statuses(place) == {"given_up": 1, "sent": 4}
    assert set(Counter(one["id"] for one in fake.got).values()) == {1}


def expire(place: Place) -> None:
    """Let ten minutes pass for whoever has a claim."""
    code = (
        "import django; django.setup(); from motcua.notices.models import Notice; "
        "Notice.objects.filter(status='sending').update(claimed_until=0)"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "motcua.site.settings"}
    subprocess.run([sys.executable, "-c", code], env={**place.environment, **settings}, check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to be caught")
def test_a_worker_that_is_asked_to_stop_finishes_its_message(place: Place, fake: Provider) -> None:
    seed(place, fake, 3)
    fake.gate.clear()
    worker = place.start("notices", "send")
    until(lambda: len(fake.got) == 1)
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    fake.gate.set()
    said, complained = worker.communicate(timeout=60)

    assert (worker.returncode, complained) == (0, "")
    assert "Đã dừng" in said
    assert statuses(place) == {"sent": 1, "queued": 2}


def test_the_server_sends_by_itself_and_finishes_when_it_is_stopped(place: Place, fake: Provider) -> None:
    seed(place, fake, 2)
    fake.gate.clear()
    server = place.start("serve", "--port", str(_free_port()))
    until(lambda: len(fake.got) == 1)
    os.kill(server.pid, signal.SIGINT)
    time.sleep(0.3)
    fake.gate.set()
    server.communicate(timeout=60)

    assert statuses(place) in ({"sent": 1, "queued": 1}, {"sent": 2})


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
