"""An import of many rows, killed at thirty moments spread over its whole run."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.conftest import exports
from tests.hub.test_kill_short import Undisturbed, killed_at, more_rows, prepared, undisturbed

pytestmark = [pytest.mark.long, pytest.mark.database]

ROWS = 30_000
KILLS = 30


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    folder = tmp_path_factory.mktemp("kill-long")
    base = prepared(folder / "base")
    found = undisturbed(base, [*exports("mau-thu"), more_rows(folder / "more.csv", ROWS)])
    yield found
    base.drop()


@pytest.mark.parametrize("number", range(KILLS))
def test_an_import_killed_at_any_moment_leaves_nothing_and_can_be_run_again(
    case: Undisturbed, number: int
) -> None:
    # One moment in each thirtieth of the run; the first ones while the program starts.
    share = (number + random.Random(number).random()) / KILLS
    assert case.full["dossiers_dossier"] > 0.9 * ROWS

    killed_at(share * case.seconds, case)
