"""Real processes, killed at random moments: worker, server and portal; nothing is lost, nothing is twice, on both databases."""

from __future__ import annotations

import json
import random
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from motcua.exchange.claim import LEASE
from tests.exchange.conftest import HERE, THERE
from tests.exchange.nursery import Nursery, alive, kill
from tests.hub.test_kill_short import Place, prepared

pytestmark = [
    pytest.mark.database,
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed with their groups"),
]

STALE = 5_000
"""A lease that was not renewed for so many milliseconds is that of somebody who is gone."""
ROOT = Path(__file__).parents[2]
ORDER = "SELECT dossier.code, message.state FROM exchange_outmessage message JOIN exchange_lane lane ON lane.id = message.lane_id \
JOIN dossiers_dossier dossier ON dossier.id = lane.dossier_id WHERE message.operation = 'DongBoHoSoMC' ORDER BY message.id"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_left(port: int) -> None:
    """Those who died with their group may listen a moment longer than its head; who starts meanwhile is refused."""
    end = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return
        assert time.monotonic() < end, f"port {port} is still taken"
        time.sleep(0.02)


@dataclass
class Town:
    """An office and a portal, each of processes that can be killed."""

    place: Place
    portal_port: int = field(default_factory=_free_port)
    office_port: int = field(default_factory=_free_port)
    lodged: int = 0
    nursery: Nursery | None = None
    running: dict[str, int] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Where the portal is."""
        return f"http://127.0.0.1:{self.portal_port}"

    @property
    def environment(self) -> dict[str, str]:
        return self.place.environment | {
            "MOTCUA_EXCHANGE_ORIGINS": self.base,
            "MOTCUA_EXCHANGE_SECRET_OUT": ":".join(THERE),
            "MOTCUA_EXCHANGE_SECRET_IN": ":".join(HERE),
            "MOTCUA_PORTAL_ACCOUNT": ":".join(THERE),
            "MOTCUA_PORTAL_AGENCY": ":".join(HERE),
            "DJANGO_SETTINGS_MODULE": "motcua.site.settings",
        }

    def start(self, name: str) -> None:
        """Start worker, server or portal; a server works too."""
        agency = f"http://127.0.0.1:{self.office_port}/lien-thong"
        lodge = ["--unit", "H24.99", "--lodge", str(self.lodged)] if self.lodged else []
        arguments = {
            "worker": ["exchange", "work"],
            "last": ["exchange", "work", "--once"],
            "server": ["serve", "--port", str(self.office_port)],
            "portal": ["portal", "--port", str(self.portal_port), "--folder", str(self.place.folder / "cong"),
                       "--agency", agency, "--fault", "slow=0.02", *lodge],
        }[name]  # fmt: skip
        self.lodged = 0 if name == "portal" else self.lodged
        if self.nursery is None:
            self.nursery = Nursery(self.environment, ROOT)
        if name in ("server", "portal"):
            _wait_until_left(self.office_port if name == "server" else self.portal_port)
        self.running[name] = self.nursery.start(arguments)

    def kill(self, name: str) -> None:
        """Kill it with all that belongs to it, in the middle of whatever it does; it must not have ended by itself."""
        assert alive(self.running[name]), f"{name} has ended by itself"
        kill(self.running.pop(name))

    def queued(self) -> int:
        """How many messages wait."""
        return int(self.place.rows("SELECT COUNT(*) FROM exchange_outmessage WHERE status = 'queued'")[0][0])

    def sent(self) -> int:
        """How many messages the portal has confirmed."""
        return int(self.place.rows("SELECT COUNT(*) FROM exchange_outmessage WHERE status = 'sent'")[0][0])

    def portal_rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the portal's own file."""
        file = self.place.folder / "cong" / "portal.sqlite3"
        if not file.exists():
            return []
        with closing(sqlite3.connect(file)) as opened:
            return opened.execute(sql).fetchall()

    def handed_over(self) -> bool:
        """Whether the portal has handed over all that was lodged."""
        found = self.portal_rows("SELECT COUNT(*), COUNT(delivered_at) FROM filed")
        return bool(found) and found[0][0] > 0 and found[0][0] == found[0][1]

    def later(self) -> None:
        """Let minutes pass: rests are over, and the leases of those who are gone. Who lives has renewed his just now."""
        gone = time.time_ns() // 1_000_000 + LEASE - STALE
        for change in (
            f"UPDATE exchange_lane SET claimed_until = 0 WHERE claim <> '' AND claimed_until < {gone}",
            "UPDATE exchange_lane SET next_at = 0 WHERE next_at IS NOT NULL AND claim = ''",
            "UPDATE exchange_link SET rests_until = NULL",
        ):
            if self.place.database:
                with psycopg.connect(self.environment["MOTCUA_DATABASE"]) as server:
                    server.execute(change)
                continue
            with closing(sqlite3.connect(self.place.file, timeout=30)) as file, file:
                file.execute(change)

    def until(self, met: Callable[[], bool], seconds: float = 90) -> None:
        """Wait, while minutes pass for those who rest; whoever has ended by himself is seen at once."""
        end, next_minutes = time.monotonic() + seconds, 0.0
        while not met():
            assert time.monotonic() < end, f"{self.queued()} wait, {self.sent()} sent"
            assert all(map(alive, self.running.values())), self.running
            if time.monotonic() > next_minutes:
                self.later()
                next_minutes = time.monotonic() + 1
            time.sleep(0.05)

    def finish(self) -> None:
        """Let everything be sent, by one worker, after minutes have passed."""
        for name in [name for name in self.running if name != "portal"]:
            self.kill(name)
        self.place.settle()
        end = time.monotonic() + 120
        while self.queued():
            assert time.monotonic() < end
            self.later()
            self.start("last")
            while alive(self.running["last"]):
                time.sleep(0.05)
            del self.running["last"]

    def agree(self) -> None:
        """Both sides have the same dossiers, whose states came in their order, and nothing was refused."""
        told: dict[str, list[int]] = {}
        for code, state in self.place.rows(ORDER):
            states = told.setdefault(code, [])
            if states[-1:] != [state]:
                states.append(state)
        there: dict[str, list[int]] = {}
        for code, state in self.portal_rows("SELECT code, state FROM history ORDER BY n"):
            there.setdefault(code, []).append(state)
        assert there == told
        assert (
            self.place.rows("SELECT status, COUNT(*) FROM exchange_outmessage GROUP BY status")[0][0]
            == "sent"
        )
        assert len(self.place.rows("SELECT DISTINCT status FROM exchange_outmessage")) == 1
        ours = self.place.rows("SELECT key FROM exchange_inmessage WHERE status = 'taken' ORDER BY key")
        assert ours == self.portal_rows("SELECT code FROM filed ORDER BY code")
        codes = self.place.rows("SELECT code, COUNT(*) FROM dossiers_dossier GROUP BY code")
        assert {count for _, count in codes} == {1}
        assert {code for code, _ in codes} == set(there)


@pytest.fixture
def make_town(tmp_path: Path) -> Iterator[Callable[[int, int], Town]]:
    """Makes an office with dossiers that wait to be told, and citizens that lodge."""
    towns: list[Town] = []

    def make(dossiers: int, lodged: int) -> Town:
        town = Town(prepared(tmp_path / "base"), lodged=lodged)
        towns.append(town)
        command = [sys.executable, "-m", "tests.exchange.seed", town.base, str(dossiers)]
        subprocess.run(command, env=town.environment, cwd=ROOT, check=True)
        town.place.settle()
        return town

    yield make
    for town in towns:
        for name in list(town.running):
            town.kill(name)
        if town.nursery is not None:
            town.nursery.close()
        town.place.settle()
        town.place.drop()


def _all_through(town: Town, kills: list[str], chance: random.Random) -> None:
    for name in ("portal", "server", "worker"):
        town.start(name)
    left = []
    for name in kills:
        before = town.sent()
        town.until(lambda before=before: town.sent() > before or town.queued() == 0)  # type: ignore[misc]
        time.sleep(chance.random() / 2)
        town.kill(name)
        left.append(town.queued())
        town.start(name)
    assert left[len(kills) // 2] > 0, "half of them were killed too late"
    town.until(town.handed_over)
    town.finish()
    town.agree()


def test_worker_server_and_portal_are_killed(make_town: Callable[[int, int], Town]) -> None:
    _all_through(make_town(10, 3), ["worker", "portal", "server"], random.Random(3))


def test_two_workers_at_once_send_each_message_once(make_town: Callable[[int, int], Town]) -> None:
    town = make_town(6, 0)
    town.start("portal")
    command = [*town.place.program(), "exchange", "work", "--once", "--json"]
    town.until(lambda: (town.place.folder / "cong" / "portal.sqlite3").exists())
    workers = [subprocess.Popen(command, env=town.environment, stdout=subprocess.PIPE) for _ in range(2)]
    told = [json.loads(one.communicate(timeout=120)[0]) for one in workers]
    town.finish()

    town.agree()
    # 3 messages of 6 dossiers and a step for each; all of them without a fault, so that none needed a second try
    assert sum(one.get("sent", 0) for one in told) == 36
    assert town.portal_rows("SELECT SUM(times) FROM dossier") == [(18,)]
    assert town.portal_rows("SELECT COUNT(*) FROM arrival") == [(36,)]


def test_they_are_killed_again_and_again(make_town: Callable[[int, int], Town]) -> None:
    chance = random.Random(11)
    kills = [chance.choice(["worker", "portal", "server"]) for _ in range(30)]
    _all_through(make_town(60, 20), kills, chance)
