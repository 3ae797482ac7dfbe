"""The same named SQL on DuckDB as on the project's database: the same rows, from copies of the same tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import connection

from motcua.catalogue.models import Field, System, Unit
from motcua.dossiers.models import Cell
from motcua.hub.run import import_files
from motcua.ledger.lists import EVER
from motcua.ledger.named_sql import bind, rows, text, variants
from motcua.ledger.statement import statement
from motcua.rules.accounts import CLOSED, LATE_OPEN, NOT_RECEIVED, OPEN, Account
from motcua.rules.instants import day_of, day_start
from motcua.rules.periods import between
from tests.conftest import exports, make_unit
from tests.hub.test_import import FINISHED, changed_copy

pytestmark = pytest.mark.django_db

NOW = 1_795_000_000_000
TABLES = {
    "ledger_move": "id BIGINT, dossier_id BIGINT, unit_id BIGINT, cell_id BIGINT, from_account SMALLINT, "
    "to_account SMALLINT, n SMALLINT, effect_at BIGINT, effect_day INTEGER, recorded_at BIGINT, rules SMALLINT",
    "ledger_balance": "id BIGINT, unit_id BIGINT, month INTEGER, cell_id BIGINT, from_account SMALLINT, "
    "to_account SMALLINT, n INTEGER",
    "ledger_balancedmonth": "id BIGINT, unit_id BIGINT, month INTEGER",
    "ledger_unitbalance": "id BIGINT, unit_id BIGINT, month INTEGER, from_account SMALLINT, to_account SMALLINT, "
    "n INTEGER",
    "ledger_unitday": "id BIGINT, unit_id BIGINT, day INTEGER, from_account SMALLINT, to_account SMALLINT, n INTEGER",
    "ledger_unitahead": "id BIGINT, unit_id BIGINT, day INTEGER, minute SMALLINT, n INTEGER",
    "dossiers_dossier": "id BIGINT, unit_id BIGINT, state SMALLINT",
    "dossiers_cell": "id BIGINT, unit_id BIGINT, procedure_id BIGINT, field_id BIGINT, system_id BIGINT, "
    "channel SMALLINT, level SMALLINT, lane SMALLINT, digitised SMALLINT, fee_due SMALLINT, paid_online SMALLINT",
}
PERIODS = {
    "the period of the report": (date(2026, 4, 15), date(2026, 5, 15)),
    "one day": (date(2026, 5, 14), date(2026, 5, 15)),
    "a month on its bounds": (date(2026, 5, 1), date(2026, 6, 1)),
    "before anything": (date(2025, 1, 1), date(2025, 2, 1)),
    "all there is": (date(2025, 1, 1), date(2028, 1, 1)),
}
EVERY = {
    "channels": (1, 2, 3),
    "levels": (0, 1, 2, 3, 4),
    "digitised": (0, 1),
    "fee_due": (0, 1),
    "paid_online": (0, 1),
}

Rows = list[tuple[Any, ...]]


@pytest.fixture
def units(tmp_path: Path) -> list[int]:
    """Two units with dossiers, one of them told twice, so that there are entries that take others back."""
    first, second = make_unit("mau-thu"), make_unit("an-truong")
    import_files(first, exports("mau-thu"), NOW)
    import_files(first, [changed_copy(tmp_path, {"H24.99-260504-0007": FINISHED})], NOW + 1_000)
    content = exports("mau-thu")[1].read_text(encoding="utf-8-sig").replace("H24.99-", "H24.72-")
    (tmp_path / "ho-tich.csv").write_text(content, encoding="utf-8")
    import_files(second, [tmp_path / "ho-tich.csv"], NOW + 2_000)
    return [first.pk, second.pk]


@pytest.fixture
def duck(units: list[int]) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty DuckDB in memory, filled with the rows of the project's tables."""
    with duckdb.connect(":memory:") as duck, connection.cursor() as cursor:
        for name, columns in TABLES.items():
            duck.execute(f"CREATE TABLE {name} ({columns})")
            named = [column.split()[0] for column in columns.split(", ")]
            cursor.execute(f"SELECT {', '.join(named)} FROM {name} ORDER BY id")
            copied = [
                ", ".join("NULL" if cell is None else str(int(cell)) for cell in row)
                for row in cursor.fetchall()
            ]
            duck.execute(f"INSERT INTO {name} VALUES ({'), ('.join(copied)})")
        yield duck


def both(
    duck: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, Any], variant: str = ""
) -> tuple[Rows, Rows]:
    """The rows of a named statement on the project's database and on DuckDB, sorted."""
    sql, given = bind(text(name, variant=variant), values, mark="?")
    return sorted(rows(name, values, variant=variant)), sorted(duck.execute(sql, given).fetchall())


def span(period: str) -> dict[str, int]:
    first, end = PERIODS[period]
    return {"first_day": day_of(first), "end_day": day_of(end)}


def test_all_tables_of_the_statements_are_copied(units: list[int], duck: duckdb.DuckDBPyConnection) -> None:
    for name in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {name}")
            assert duck.execute(f"SELECT COUNT(*) FROM {name}").fetchone() == cursor.fetchone()


def test_statements(units: list[int], duck: duckdb.DuckDBPyConnection) -> None:
    seen = 0
    for period in PERIODS:
        for chosen in (units, units[:1], units[1:], [0]):
            ours, theirs = both(duck, "statement", {"units": chosen, **span(period)})
            assert ours == theirs, (period, chosen)
            seen += len(ours)
    assert seen > 500


def test_statements_as_known_earlier(units: list[int], duck: duckdb.DuckDBPyConnection) -> None:
    for period, known_at in product(PERIODS, (NOW - 1, NOW, NOW + 1_000, EVER)):
        values = {"units": units, **span(period), "known_at": known_at}
        ours, theirs = both(duck, "statement_known_at", values)
        assert ours == theirs, (period, known_at)
        assert bool(ours) == (known_at >= NOW and period != "before anything"), (period, known_at)


def busiest() -> int:
    """The key of the procedure with the most cells."""
    counted = Counter(Cell.objects.exclude(procedure=None).values_list("procedure", flat=True))
    return counted.most_common(1)[0][0]


def choices(units: list[int]) -> Iterator[dict[str, Any]]:
    """All dossiers; those of a field; those of a system; those with some dimensions."""
    common = {"units": units, "any_field": 1, "field": 0, "any_system": 1, "system": 0, **EVERY,
              "any_procedure": 1, "procedure": 0}  # fmt: skip
    field, system = Field.objects.get(name="Hộ tịch").pk, System.objects.get(key="ministry:15").pk
    yield common
    yield common | {"any_field": 0, "field": field}
    yield common | {"any_system": 0, "system": system, "channels": (2,)}
    yield common | {"any_procedure": 0, "procedure": busiest()}
    yield common | {"digitised": (1,), "fee_due": (1,), "paid_online": (0,), "known_at": NOW}


def test_the_dossiers_of_a_flow(units: list[int], duck: duckdb.DuckDBPyConnection) -> None:
    flows = [(NOT_RECEIVED, OPEN), (OPEN, CLOSED), ({Account.IN_TERM}, {Account.OVERDUE})]
    seen = 0
    for period in PERIODS:
        for origins, targets in flows:
            for chosen in choices(units):
                values = {"known_at": EVER} | chosen | span(period)
                values |= {"origins": sorted(map(int, origins)), "targets": sorted(map(int, targets))}
                ours, theirs = both(duck, "dossiers_by_flow", values)
                assert ours == theirs, (period, values)
                seen += len(ours)
    assert seen > 500


def test_the_dossiers_of_a_balance(units: list[int], duck: duckdb.DuckDBPyConnection) -> None:
    seen = 0
    for period in PERIODS:
        for targets in (OPEN, LATE_OPEN, {Account.LODGED}, CLOSED):
            for chosen in choices(units):
                values = {"known_at": EVER} | chosen | {"end_day": span(period)["end_day"]}
                ours, theirs = both(
                    duck, "dossiers_by_balance", values | {"targets": sorted(map(int, targets))}
                )
                assert ours == theirs, (period, targets, chosen)
                seen += len(ours)
    assert seen > 500


def test_every_statement_that_is_kept_is_in_one_dialect(
    units: list[int], duck: duckdb.DuckDBPyConnection
) -> None:
    outside, accounts = sorted(map(int, NOT_RECEIVED)), sorted(map(int, OPEN))
    values = {
        "units": units, **span("all there is"), "known_at": EVER, "origins": outside, "targets": accounts,
        "outside": outside, "open": accounts, "resolved": [30, 31, 32], "any_field": 1, "field": 0,
        "any_system": 1, "system": 0, **EVERY, "day": day_of(date(2026, 5, 14)), "minute": 600,
        "last_day": day_of(date(2027, 1, 1)),
        "any_procedure": 0, "procedure": busiest(),
        "working": [10, 11], "waiting": [20, 21], "most": 0, "then": NOW, "now": EVER,
        "instant": day_start(day_of(date(2026, 5, 14))),
    }  # fmt: skip
    names = [file.name.removesuffix(".sql") for file in (files("motcua.ledger") / "sql").iterdir()]
    assert len(names) >= 5
    every = [(name, variant) for name in names for variant in variants(name)]
    assert {("statement", "by_unit"), ("statement_known_at", "of_procedure")} < set(every)
    for name, variant in every:
        ours, theirs = both(duck, name, values, variant)
        assert ours == theirs, (name, variant)
        assert ours, (name, variant)


def test_dossiers_in_hand_are_those_whose_balance_is_open(units: list[int]) -> None:
    accounts = sorted(map(int, OPEN))
    found = 0
    for title, field in product(PERIODS, [None, *Field.objects.values_list("pk", flat=True)]):
        values = {
            "units": units, **span(title), "known_at": EVER, "targets": accounts, "open": accounts,
            "any_field": int(field is None), "field": field or 0, "any_system": 1, "system": 0,
            "any_procedure": 1, "procedure": 0, **EVERY,
        }  # fmt: skip
        in_hand = sorted(rows("dossiers_in_hand", values))
        assert in_hand == sorted(rows("dossiers_by_balance", values)), title
        found += len(in_hand)
    assert found


def test_units_together_are_the_sum_of_each(units: list[int]) -> None:
    first, second = units
    for begin, end in PERIODS.values():
        period = between(begin, end - timedelta(days=1))
        for known_at in (None, NOW + 1_000):
            apart = [statement([unit], period, known_at).totals() for unit in (first, second)]
            together = statement(units, period, known_at).totals()
            assert together == {name: apart[0][name] + apart[1][name] for name in together}, period.name


def test_a_unit_is_kept_apart(duck: duckdb.DuckDBPyConnection) -> None:
    unit = Unit.objects.get(codes__code="H24.72")
    values = {"units": [unit.pk], **span("all there is")}

    ours, theirs = both(duck, "statement", values)

    assert ours == theirs
    # the second unit was told of by the ministry's system alone
    assert {row[1] for row in ours} == {System.objects.get(key="ministry:15").pk}
