"""An import that is killed or interrupted leaves nothing behind, and run again it gives the undisturbed ledger.

The long version of the same, with thirty moments, is in tests/long.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.conftest import UNITS, exports
from tests.hub.test_other_layouts import composed, one_stop
from tests.ready import READY, copy_ready_file

pytestmark = pytest.mark.database

SERVER = os.environ.get("MOTCUA_DATABASE", "")
ON_POSTGRES = SERVER.startswith("postgres")
SENTENCE = "Đã dừng theo yêu cầu"
LEDGER = """
    SELECT d.code, m.from_account, m.to_account, m.effect_at, f.name, s.key, p.code, c.channel, c.level,
           c.digitised, c.fee_due, c.paid_online, SUM(m.n)
    FROM ledger_move m JOIN dossiers_dossier d ON d.id = m.dossier_id JOIN dossiers_cell c ON c.id = m.cell_id
    JOIN catalogue_field f ON f.id = c.field_id JOIN catalogue_system s ON s.id = c.system_id
    LEFT JOIN catalogue_procedure p ON p.id = c.procedure_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 HAVING SUM(m.n) <> 0
"""
"""What «the same ledger» means: the current moves, without row numbers and times of recording."""
WRITTEN = (
    "hub_importrun", "hub_importfile", "hub_quarantinedrow", "dossiers_dossier", "dossiers_act", "dossiers_person",
    "dossiers_cell", "ledger_move", "ledger_balance", "ledger_balancedmonth", "ledger_unitbalance", "ledger_unitday",
    "ledger_unitahead", "catalogue_field", "catalogue_procedure",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A database of its own, beside that of the suite and on the same kind of server."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        named = {"MOTCUA_DATABASE": self._url} if self.database else {}
        kept = {name: value for name, value in os.environ.items() if name != "MOTCUA_DATABASE"}
        return {**kept, **named, "MOTCUA_DATA": str(self.folder), "COLUMNS": "1000"}

    @property
    def file(self) -> Path:
        """Where the database is without a server."""
        return self.folder / "motcua.sqlite3"

    @property
    def _url(self) -> str:
        return f"{SERVER.rpartition('/')[0]}/{self.database}"

    @staticmethod
    def program() -> list[str]:
        """How the program is started."""
        return [sys.executable, "-m", "motcua"]

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """A command of ours on this database."""
        command = [*self.program(), *map(str, arguments)]
        return subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str | Path) -> float:
        """Run a command to its end, which has to be a good one; gives the seconds it took."""
        began = time.monotonic()
        command = self.start(*arguments)
        _, said = command.communicate(timeout=300)
        assert command.returncode == 0, said
        return time.monotonic() - began

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows read past the project's code."""
        if self.database:
            with psycopg.connect(self._url) as server:
                return [tuple(row) for row in server.execute(sql).fetchall()]
        with closing(sqlite3.connect(self.file)) as file:
            return file.execute(sql).fetchall()

    def settle(self) -> None:
        """Wait until the server has noticed that a client is gone: a commit that was sent is still carried out."""
        others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        until = time.monotonic() + 60
        while self.database and self.rows(others)[0][0]:
            assert time.monotonic() < until, "the server still works for a client that was killed"
            time.sleep(0.05)

    @contextmanager
    def copy(self) -> Iterator[Place]:
        """The same place again for a while; this one stays untouched."""
        folder = self.folder.with_name("copy")
        place = Place(folder, f"{self.database}_copy" if self.database else "")
        shutil.copytree(self.folder, folder)
        if self.database:
            _on_server(f"CREATE DATABASE {place.database} TEMPLATE {self.database}")
        try:
            yield place
        finally:
            place.drop()

    def drop(self) -> None:
        """Take the place away."""
        shutil.rmtree(self.folder)
        if self.database:
            _on_server(f"DROP DATABASE {self.database} WITH (FORCE)")


def _on_server(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement)


def prepared(folder: Path) -> Place:
    """A place with the reference data and the made-up unit."""
    folder.mkdir()
    name = f"{folder.parent.name}_{os.getpid()}".replace("-", "_")
    place = Place(folder, name if ON_POSTGRES else "")
    if place.database:
        _on_server(f"CREATE DATABASE {place.database}" + (f" TEMPLATE {READY}" if READY else ""))
    elif READY:
        with closing(sqlite3.connect(place.file)) as file:
            copy_ready_file(file)
    code, name, province = UNITS["mau-thu"]
    place.run("unit", "add", code, name, "--province", province)
    return place


def more_rows(path: Path, count: int) -> Path:
    """`count` rows more in the one-stop system's layout: the made-up unit's own, under codes of other days."""
    rows = [row for row in composed(one_stop()) if row["Ngày tiếp nhận"] and row["Số hồ sơ"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(rows[0])
        for number in range(count):
            code = f"H24.99-26{1 + number // 9_000 % 12:02d}01-{1_000 + number % 9_000:04d}"
            lines.writerow((rows[number % len(rows)] | {"Số hồ sơ": code, "STT": number}).values())
    return path


@dataclass(frozen=True)
class Undisturbed:
    """What an import comes to that nobody disturbs: the ledger, how much is written, and how long it takes.

    `ready` are the seconds until the database is first looked at, `seconds` those until the end.
    """

    base: Place
    command: tuple[str | Path, ...]
    ledger: list[tuple[Any, ...]]
    empty: dict[str, int]
    full: dict[str, int]
    ready: float
    seconds: float

    def moment(self, share: float) -> float:
        """Seconds after the start; up to 0 it is still starting, at 1 it is done."""
        return self.ready + share * (self.seconds - self.ready)

    def assert_all_or_nothing(self, place: Place) -> None:
        """Either nothing of a run is there or all of it."""
        assert written(place) in (self.empty, self.full)

    def assert_the_same(self, place: Place) -> None:
        """The ledger is the undisturbed one, and only one run is there."""
        assert written(place) == self.full
        assert ledger(place) == self.ledger


def ledger(place: Place) -> list[tuple[Any, ...]]:
    return sorted(place.rows(LEDGER), key=str)


def written(place: Place) -> dict[str, int]:
    """How many rows each table has that an import writes into."""
    return {table: place.rows(f"SELECT COUNT(*) FROM {table}")[0][0] for table in WRITTEN}


def undisturbed(base: Place, files: Sequence[Path]) -> Undisturbed:
    """Import once without a disturbance, in a copy."""
    command: tuple[str | Path, ...] = ("import", "--unit", UNITS["mau-thu"][0], *files)
    with base.copy() as place:
        ready, seconds = place.run("migrate"), place.run(*command)
        return Undisturbed(base, command, ledger(place), written(base), written(place), ready, seconds)


def killed_at(moment: float, case: Undisturbed) -> None:
    """Kill the import at a moment, look at what is there, and import again."""
    with case.base.copy() as place:
        command = place.start(*case.command)
        time.sleep(moment)
        command.kill()
        command.communicate()
        place.settle()
        case.assert_all_or_nothing(place)
        if written(place) == case.empty:
            place.run(*case.command)
        case.assert_the_same(place)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    folder = tmp_path_factory.mktemp("kill")
    base = prepared(folder / "base")
    found = undisturbed(base, [*exports("mau-thu"), more_rows(folder / "more.csv", 800)])
    yield found
    base.drop()


def test_an_import_killed_at_any_moment_leaves_nothing_and_can_be_run_again(case: Undisturbed) -> None:
    moments = random.Random(7)
    for _ in range(3):
        killed_at(case.moment(moments.uniform(0, 1)), case)


def test_two_imports_at_once_wait_for_each_other(case: Undisturbed) -> None:
    with case.base.copy() as place:
        both = [place.start(*case.command, "--json") for _ in range(2)]
        said = [command.communicate(timeout=120) for command in both]

        assert [command.returncode for command in both] == [0, 0], said
        # one of them found nothing new
        new = sorted(json.loads(out)["dossiers_new"] for out, _ in said)
        assert new == [0, case.full["dossiers_dossier"]]
        runs = {"hub_importrun": 2, "hub_importfile": 2 * case.full["hub_importfile"]}
        assert written(place) == case.full | runs
        assert ledger(place) == case.ledger
        instants = place.rows("SELECT recorded_at FROM hub_importrun")
        assert len(set(instants)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to one process alone")
def test_ctrl_c_is_answered_in_words(case: Undisturbed) -> None:
    with case.base.copy() as place:
        command = place.start(*case.command)
        time.sleep(case.moment(0.4))
        command.send_signal(signal.SIGINT)
        said, complained = command.communicate(timeout=60)
        place.settle()

        case.assert_all_or_nothing(place)
        assert "Traceback" not in complained
        if written(place) == case.empty:
            assert SENTENCE in complained
            assert (command.returncode, said) == (1, "")
