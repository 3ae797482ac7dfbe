"""Ten thousand dossiers lodged, worked on and handed over on PostgreSQL while the portal fails in every way it can, is away for
a day of the office's time, and worker, server and portal are killed fifty times: both sides hold the same afterwards.

A quarter of an hour; `--quick` takes three minutes, BENCH_DOSSIERS sets another number of dossiers. The exit code is 1 where anything was lost, twice or out of order.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import django
from tools.postgres import server

if TYPE_CHECKING:
    from tests.exchange.test_kill import Town

DOSSIERS, LODGED_SHARE, KILLS = int(os.environ.get("BENCH_DOSSIERS", "10000")), 4, 50
QUICK = (300, 8)
BETWEEN = 0.0012
"""Seconds for each dossier between two deaths on average, so that they reach over the whole run; at least four."""
_STEPS = """
SELECT COUNT(DISTINCT body.data::text) FROM exchange_outbody body JOIN exchange_outmessage message ON message.id = body.message_id
WHERE message.operation = 'CapNhatTienDoHoSoMC'
"""


class Storm:
    """The office and what happens to it; `told` are its own words, one for each phase."""

    def __init__(self, town: Town, dossiers: int, kills: int) -> None:
        self.town, self.dossiers, self.kills = town, dossiers, kills
        self.chance, self.told, self.killed = Random(2026), dict[str, dict[str, Any]](), list[str]()
        self.waiting: dict[str, int] = {}

    def run(self) -> None:
        """Everything, up to the comparison of both sides."""
        lodged = self.dossiers // LODGED_SHARE
        self.town.lodged = lodged
        office = self._office(self.dossiers - lodged, lodged)
        while "ready" not in self.told:
            time.sleep(0.1)
        for name in ("portal", "server", "worker"):
            self.town.start(name)
        pause = max(4.0, BETWEEN * self.dossiers)
        while "done" not in self.told:
            assert office.poll() is None, "the office has ended by itself"
            self._pass(self.chance.random() * 2 * pause)
            if len(self.killed) < self.kills:
                self._kill()
        self._drain()
        self.town.finish()
        self.town.agree()
        steps = self.town.place.rows(_STEPS)[0][0]
        assert self.town.portal_rows("SELECT COUNT(*) FROM step") == [(steps,)]

    def _office(self, counter: int, lodged: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "bench.storm_office", self.town.base, str(counter), str(lodged)]
        office = subprocess.Popen(command, env=self.town.environment, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, args=(office,), daemon=True).start()
        return office

    def _listen(self, office: subprocess.Popen[str]) -> None:
        assert office.stdout is not None
        for line in office.stdout:
            said = json.loads(line)
            self.told[said["phase"]] = said
            self.waiting[said["phase"]] = self.town.queued()
            print(f"  {said['phase']:<6} {said['acts']} acts, {self.waiting[said['phase']]} wait", flush=True)

    def _pass(self, seconds: float) -> None:
        """Let time pass; what waits for minutes does not wait for them."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and "done" not in self.told:
            time.sleep(0.3)
            self.town.later()

    def _kill(self) -> None:
        name = self.chance.choice(["worker", "server", "portal"])
        self.town.kill(name)
        self.killed.append(name)
        self.town.start(name)

    def _drain(self) -> None:
        """Until nothing waits; who has not died often enough dies now."""
        end = time.monotonic() + 3600
        while self.town.queued():
            assert time.monotonic() < end, f"{self.town.queued()} still wait"
            time.sleep(0.3)
            self.town.later()
            if len(self.killed) < self.kills and self.chance.random() < 0.05:
                self._kill()


def main(arguments: list[str]) -> int:
    """Run it and say what came of it."""
    dossiers, kills = QUICK if "--quick" in arguments else (DOSSIERS, KILLS)
    with server(durable=False) as url, tempfile.TemporaryDirectory() as folder:
        # Where the tests look for the server when they are loaded.
        os.environ["MOTCUA_DATABASE"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
        django.setup()
        from tests.exchange.test_kill import Town
        from tests.hub.test_kill_short import prepared

        storm = Storm(Town(prepared(Path(folder) / "base")), dossiers, kills)
        begun = time.monotonic()
        try:
            storm.run()
            _show(storm, time.monotonic() - begun)
        except AssertionError as error:
            print(f"  NOT THE SAME: {str(error)[:2000]}")
            return 1
        finally:
            for name in list(storm.town.running):
                storm.town.kill(name)
            if storm.town.nursery is not None:
                storm.town.nursery.close()
    print("  both sides hold the same dossiers, states and steps, in the same order")
    return 0


def _show(storm: Storm, seconds: float) -> None:
    sent = storm.town.place.rows(
        "SELECT COUNT(*), SUM(attempts) FROM exchange_outmessage WHERE status = 'sent'"
    )
    taken = storm.town.place.rows("SELECT COUNT(*), SUM(times) FROM exchange_inmessage")
    arrived = storm.town.portal_rows("SELECT COUNT(*) FROM arrival")
    print(
        f"  {storm.dossiers} dossiers, {len(storm.killed)} killed, {seconds:.0f} s\n"
        f"  out: {sent[0][0]} messages in {sent[0][1]} attempts, {arrived[0][0] if arrived else 0} requests that the portal kept\n"
        f"  in: {taken[0][0]} lodged dossiers, brought {taken[0][1]} times; waiting: {storm.waiting}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
