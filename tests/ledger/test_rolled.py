"""The roll-ups of whole units against the moves themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from motcua.catalogue.models import Unit
from motcua.hub.run import import_files
from motcua.ledger import rolled
from motcua.ledger.daily import daily_flows
from motcua.ledger.models import Move, UnitAhead, UnitBalance, UnitDay
from motcua.ledger.verify import verify_unit
from motcua.rules.accounts import Account
from motcua.rules.instants import MS_PER_HOUR, Day, date_of, day_of, day_start, local_day
from tests.conftest import exports, make_unit
from tests.hub.test_import import FINISHED, changed_copy

pytestmark = pytest.mark.django_db

NOW = 1_795_000_000_000
AHEAD = (int(Account.IN_TERM), int(Account.OVERDUE))


@pytest.fixture
def units(tmp_path: Path) -> list[Unit]:
    """Two units, one told of twice."""
    first, second = make_unit("mau-thu"), make_unit("an-truong")
    import_files(first, exports("mau-thu"), NOW)
    import_files(first, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + 1_000)
    content = exports("mau-thu")[1].read_text(encoding="utf-8-sig").replace("H24.99-", "H24.72-")
    (tmp_path / "ho-tich.csv").write_text(content, encoding="utf-8")
    import_files(second, [tmp_path / "ho-tich.csv"], NOW + 2_000)
    return [first, second]


def instants() -> Iterator[int]:
    """Morning, noon and evening of some days, and the beginning of a month."""
    for day in (
        day_of(date(2026, 5, 1)),
        day_of(date(2026, 5, 12)),
        day_of(date(2026, 5, 18)),
        day_of(date(2026, 9, 1)),
    ):
        yield from (day_start(day) + hours * MS_PER_HOUR for hours in (0, 9, 15, 23))


def test_the_accounts_of_every_minute_are_those_of_the_moves(units: list[Unit]) -> None:
    keys, seen = [unit.pk for unit in units], 0
    for now in instants():
        at = rolled.minute_of(now)
        found = rolled.states(keys, at)
        for unit in keys:
            expected = Counter[Account]()
            for origin, target, day, when, n in moves(unit):
                if day <= at.day and not ((origin, target) == AHEAD and when > at.instant):
                    expected[Account(target)] += n
                    expected[Account(origin)] -= n
            kept = {account: n for account, n in found.get(unit, Counter()).items() if n}
            assert kept == {account: n for account, n in expected.items() if n}, (unit, now)
            seen += len(kept)
    assert seen > 50


def moves(unit: int) -> list[tuple[int, int, Day, int, int]]:
    """All moves of a unit."""
    return list(
        Move.objects.filter(unit=unit).values_list(
            "from_account", "to_account", "effect_day", "effect_at", "n"
        )
    )


def test_what_becomes_late_is_what_is_posted_ahead(units: list[Unit]) -> None:
    keys, seen = [unit.pk for unit in units], 0
    for now in instants():
        at = rolled.minute_of(now)
        expected = Counter[tuple[int, Day]]()
        for unit in keys:
            for origin, target, _day, when, n in moves(unit):
                if (origin, target) == AHEAD and when > at.instant and local_day(when - 1) <= at.day + 9:
                    expected[unit, local_day(when - 1)] += n
        assert dict(rolled.ahead(keys, at, at.day + 9)) == {key: n for key, n in expected.items() if n}
        seen += sum(expected.values())
    assert seen > 5


def flows_are_those_of_each_unit(units: list[Unit]) -> None:
    """The roll-up and the moves give the same flows on every day."""
    first, last = date(2026, 4, 1), date(2026, 5, 31)
    found = rolled.flows([unit.pk for unit in units], day_of(first), day_of(last))
    for unit in units:
        told = {day: flows for (key, day), flows in found.items() if key == unit.pk and any(flows)}
        plain = {day: flows for day, flows in daily_flows([unit.pk], first, last).items() if any(flows)}
        assert told == plain
        assert told


def test_a_roll_up_that_does_not_add_up_is_found(units: list[Unit]) -> None:
    flows_are_those_of_each_unit(units)
    unit = units[0].pk
    assert verify_unit(unit) == []
    for model, kind, when in (
        (UnitDay, "unit day", "day"),
        (UnitAhead, "unit ahead", "day"),
        (UnitBalance, "unit balance", "month"),
    ):
        row = model.objects.filter(unit=unit).order_by("-pk")[0]
        model.objects.filter(pk=row.pk).update(n=row.n + 1)
        assert [(fault.kind, fault.where) for fault in verify_unit(unit)] == [
            (kind, str(date_of(getattr(row, when))))
        ]
        model.objects.filter(pk=row.pk).update(n=row.n)
