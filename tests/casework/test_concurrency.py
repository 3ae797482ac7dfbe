"""Officers who act at the same moment: nobody is lost, nothing is half-written, every code is given once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg
import pytest

pytestmark = pytest.mark.database

SERVER = os.environ.get("MOTCUA_DATABASE", "")
ROOT = Path(__file__).resolve().parents[2]


def crowd(folder: Path, processes: int, each: int) -> dict[str, Any]:
    """What became of it in a database of its own, beside that of the suite and on the same kind of server."""
    environment = {**os.environ, "MOTCUA_DATA": str(folder)}
    name = f"crowd_{os.getpid()}_{processes * each}"
    on_server = SERVER.startswith("postgres")
    if on_server:
        _tell(f"CREATE DATABASE {name}")
        environment["MOTCUA_DATABASE"] = f"{SERVER.rpartition('/')[0]}/{name}"
    try:
        command = [sys.executable, "-m", "tests.casework.crowd", str(processes), str(each)]
        done = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
        )
    finally:
        if on_server:
            _tell(f"DROP DATABASE {name} WITH (FORCE)")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _tell(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement.encode())


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Eight officers with 25 receptions each, and two more who are killed in the middle of one."""
    return crowd(tmp_path_factory.mktemp("crowd"), 8, 25)


def check_codes(found: dict[str, Any], processes: int, each: int) -> None:
    """Each of them received 4 of 5; those killed at half-way had received the same share of what came before."""
    half = sum(number % 5 != 4 for number in range(each // 2))
    wanted = processes * each * 4 // 5 + 2 * half
    assert found["done"] == processes * each * 4 // 5
    assert len(found["codes"]) == len(set(found["codes"])) == found["counters"] == wanted
    serials: defaultdict[str, list[int]] = defaultdict(list)
    for code in found["codes"]:
        unit_and_day, serial = code.rsplit("-", 1)
        serials[unit_and_day].append(int(serial))
    assert len(serials) == 4
    for given in serials.values():
        assert given == list(range(5001, 5001 + len(given)))


def test_codes_are_unique_and_gapless_per_unit_and_day(short: dict[str, Any]) -> None:
    check_codes(short["receptions"], 8, 25)


def test_who_saw_the_same_page_acts_once(short: dict[str, Any]) -> None:
    for pair in short["duels"]["seen"]:
        assert sorted(pair) == ["changed", "done"]


def test_who_did_not_look_is_bound_by_the_state(short: dict[str, Any]) -> None:
    """Two stops or two pauses: one of them is too late. A stop after a pause is lawful, a pause after a stop is not."""
    for number, pair in enumerate(short["duels"]["unseen"]):
        lawful = [["done", "not-lawful"], ["done", "done"]] if number % 3 == 0 else [["done", "not-lawful"]]
        assert sorted(pair) in lawful
    assert short["duels"]["rows"] == 0


def test_the_same_key_sent_at_once_makes_one_dossier(short: dict[str, Any]) -> None:
    assert short["repeated"] == {"made": 1, "again": 7, "answers": 1}


def test_dossiers_that_cross_do_not_wait_for_each_other(short: dict[str, Any]) -> None:
    assert short["crossing"] == {"crossed": 20}


def test_the_books_of_both_units_are_sound(short: dict[str, Any]) -> None:
    assert short["faults"] == []


@pytest.mark.long
def test_the_same_with_many(tmp_path: Path) -> None:
    found = crowd(tmp_path, 8, 500)
    check_codes(found["receptions"], 8, 500)
    assert found["faults"] == []
