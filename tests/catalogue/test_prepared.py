"""What a connection prepares by name: the same answers each time, also after a roll-back and after a refusal."""

from __future__ import annotations

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection

from motcua.catalogue.models import System
from motcua.catalogue.prepared import MOST, OFTEN, Prepared
from motcua.catalogue.quick import later, run
from motcua.catalogue.rows import add, new
from motcua.catalogue.writing import writing

pytestmark = pytest.mark.django_db
ADD = "INSERT INTO catalogue_system (name, owner, key) VALUES (%s, '100 %%', %s)"
NAMES = "SELECT name FROM catalogue_system WHERE key LIKE 'named-%%' ORDER BY id"
SUM = "SELECT CAST(%s AS INTEGER) + CAST(%s AS INTEGER)"
ROUNDS = OFTEN + 2


def test_a_statement_gives_the_same_however_often_it_is_sent() -> None:
    assert [run(SUM, [n, 1]) for n in range(ROUNDS)] == [[(n + 1,)] for n in range(ROUNDS)]


def test_what_goes_together_is_carried_out_in_its_order_each_time() -> None:
    for n in range(ROUNDS):
        with writing():
            later(ADD, [f"a{n} %s ' \\", f"named-a{n}"])
            later(ADD, [None if n < 0 else f"b{n}", f"named-b{n}"])
            assert run(NAMES)[-2:] == [(f"a{n} %s ' \\",), (f"b{n}",)]
    assert len(run(NAMES)) == 2 * ROUNDS


def test_a_roll_back_leaves_what_was_prepared() -> None:
    for n in range(2 * ROUNDS):
        with pytest.raises(LookupError), writing():
            later(ADD, ["a", f"named-{n}"])
            assert run(NAMES) == [("a",)]
            raise LookupError
    assert run(NAMES) == []


def test_what_was_refused_when_it_was_to_be_prepared_goes_well_the_next_time() -> None:
    for _ in range(ROUNDS):
        with pytest.raises(IntegrityError), writing():
            later(ADD, ["a", "named-1"])
            later(ADD, ["b", "named-1"])
    with writing():
        later(ADD, ["a", "named-1"])
        later(ADD, ["b", "named-2"])
    assert run(NAMES) == [("a",), ("b",)]


def test_a_value_that_does_not_fit_is_the_databases_to_refuse() -> None:
    """A name of 400 characters where 200 have place, a key too large for its column."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes any length")
    for _ in range(ROUNDS):
        with pytest.raises((DataError, OperationalError)), writing():
            later(ADD, ["a" * 1000, "named-1"])


def test_no_more_than_so_many_are_kept() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL prepares by name")
    from psycopg import ClientCursor

    connection.ensure_connection()
    known = Prepared()
    with ClientCursor(connection.connection) as cursor:
        for n in range(MOST + 5):
            texts = [known.text(cursor, f"SELECT %s + {n}", [1]) for _ in range(OFTEN)]
            known.taken()
    assert texts == [f"SELECT 1 + {MOST + 4}"] * OFTEN


def test_a_new_row_is_as_the_model_makes_it() -> None:
    quick, usual = new(System, key="named-1", name="Một"), System(key="named-1", name="Một")
    fields = [field.attname for field in System._meta.concrete_fields]
    assert [getattr(quick, name) for name in fields] == [getattr(usual, name) for name in fields]
    add(quick)
    assert System.objects.get(pk=quick.pk).name == "Một"


def test_a_column_that_the_model_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="nothing"):
        new(System, key="named-1", nothing=1)
