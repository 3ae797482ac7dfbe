"""Statements that wait: in their order, gone with what is rolled back, and said when the database is against them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from motcua.catalogue.models import System
from motcua.catalogue.quick import ask, later, run
from motcua.catalogue.rows import add_later
from motcua.catalogue.writing import writing

pytestmark = pytest.mark.django_db
ADD = "INSERT INTO catalogue_system (key, name, owner) VALUES (%s, %s, '')"
KEYS = "SELECT key FROM catalogue_system WHERE key LIKE 'waits-%%' ORDER BY id"


def _keys() -> list[str]:
    return [row[0] for row in run(KEYS)]


def _add(*keys: str) -> None:
    for key in keys:
        later(ADD, [f"waits-{key}", "100 % của ta"])


def test_whoever_asks_finds_what_waits_in_its_order() -> None:
    with writing():
        _add("a", "b")
        run(
            "UPDATE catalogue_system SET name = %(name)s WHERE key = %(key)s",
            {"name": "đổi", "key": "waits-a"},
        )
        assert _keys() == ["waits-a", "waits-b"]
        add_later(System(key="waits-c", name="c"))
        assert System.objects.get(key="waits-c").name == "c"
        _add("d")
    assert _keys() == ["waits-a", "waits-b", "waits-c", "waits-d"]
    assert System.objects.get(key="waits-a").name == "đổi"
    assert System.objects.get(key="waits-d").name == "100 % của ta"


def test_what_asks_about_something_else_lets_it_wait() -> None:
    with writing():
        _add("a")
        assert ask("SELECT 1") == [(1,)]
        assert _keys() == ["waits-a"]


def test_what_is_rolled_back_takes_what_waits_with_it() -> None:
    with pytest.raises(LookupError), writing():
        _add("a")
        raise LookupError
    assert _keys() == []
    with writing():
        _add("b")
    assert _keys() == ["waits-b"]


def test_an_inner_part_that_is_rolled_back_takes_only_its_own() -> None:
    with writing():
        _add("a")
        with pytest.raises(LookupError), transaction.atomic():
            _add("inner")
            raise LookupError
        with writing():
            _add("b")
    assert _keys() == ["waits-a", "waits-b"]


def test_what_the_database_refuses_is_said_and_undoes_the_whole() -> None:
    with pytest.raises(IntegrityError), writing():
        _add("a", "a")
    with pytest.raises(IntegrityError), writing():
        _add("b", "b")
        _keys()
    assert _keys() == []


def test_outside_of_an_act_nothing_waits() -> None:
    _add("a")
    assert _keys() == ["waits-a"]
