"""Writing in bulk: what is read back is what was given, however many rows there are and whatever they say."""

from __future__ import annotations

import polars as pl
import pytest

from motcua.dossiers.bulk import allocate, insert_frame, select_in, update_frame, upsert_frame
from motcua.dossiers.models import Act, Dossier, Person
from motcua.ledger.models import Balance

pytestmark = pytest.mark.django_db

ODD = [
    "",
    "\\N",
    "'; --",
    'a "quoted" word',
    "hai\ndòng",
    "Đỗ Thị Ánh",
    "a,b;c",
    "%s ? :x",
    "NULL",
    "0",
    "😀",
]
LONG = "Nộp lại giấy tờ. " * 100
PERSON = ("dossier_id", "name", "phone", "folded")
BALANCE = ("unit_id", "month", "cell_id", "from_account", "to_account")


def people(count: int) -> pl.DataFrame:
    """So many rows with odd texts, one column the same in all of them."""
    names = [ODD[number % len(ODD)] for number in range(count)]
    return pl.DataFrame({"key": range(1, count + 1), "name": names, "phone": "one", "folded": names[::-1]})


@pytest.mark.parametrize("count", [0, 1, 2, 299, 300, 301, 1_000])
def test_rows_are_read_back_as_they_were_given(count: int) -> None:
    given = people(count)

    insert_frame("dossiers_person", PERSON, given)

    assert list(Person.objects.order_by("pk").values_list(*PERSON)) == given.rows()


def test_short_and_long_texts_of_a_column_are_both_texts() -> None:
    names = [LONG[:250], "", "a"] * 200
    given = pl.DataFrame({"key": range(600), "name": names, "phone": "", "folded": names})

    insert_frame("dossiers_person", PERSON, given)

    # A text kept as bytes would not be found by a text.
    assert Person.objects.filter(name=LONG[:250]).count() == 200
    assert list(Person.objects.order_by("pk").values_list("name", flat=True)) == names


def test_nulls_and_numbers_of_any_size_are_kept() -> None:
    at = [None, 0, -1, 2**62, 1_795_000_000_000] * 100
    given = pl.DataFrame({
        "key": range(500), "unit": 7, "code": [f"C{n}" for n in range(500)], "issuer": 1, "authority": 2,
        "cell": pl.Series([None, 3, 4, 5, 6] * 100).fill_null(8), "state": 10, "received": at,
        "due": pl.Series([None] * 500, dtype=pl.Int64), "finished": at[::-1],
    })  # fmt: skip
    columns = (
        "id", "unit_id", "code", "issuer_id", "authority_id", "cell_id", "state", "received_at", "due_at",
        "finished_at",
    )  # fmt: skip

    insert_frame("dossiers_dossier", columns, given)

    assert list(Dossier.objects.order_by("pk").values_list(*columns)) == given.rows()


def test_columns_of_known_rows_are_set_and_nothing_else() -> None:
    acts = {"dossier_id": range(20), "kind": "noted", "occurred_at": 1, "recorded_at": 2, "system_id": 3,
            "progress": 0, "body": "{}", "version": 1}  # fmt: skip
    insert_frame("dossiers_act", tuple(acts), pl.DataFrame(acts))
    first = Act.objects.order_by("dossier_id")[:5]
    news = pl.DataFrame({"id": [act.pk for act in first], "body": ODD[1:6], "as_of": [None, 1, 2, 3, None]})

    update_frame("dossiers_act", ("body", "as_of"), news)

    found = list(Act.objects.order_by("dossier_id").values_list("id", "body", "as_of"))
    assert found[:5] == news.rows()
    assert {row[1:] for row in found[5:]} == {("{}", None)}
    assert set(Act.objects.values_list("kind", "occurred_at")) == {("noted", 1)}


@pytest.mark.parametrize("count", [1, 150, 1_000])
def test_values_are_added_to_rows_that_are_there_and_others_are_made(count: int) -> None:
    first = pl.DataFrame({"unit": 1, "month": 20_454, "cell": range(count), "from": 0, "to": 10, "n": 5})
    then = first.with_columns(pl.col("cell") + count // 2, n=pl.lit(-2))

    upsert_frame("ledger_balance", BALANCE, "n", first)
    upsert_frame("ledger_balance", BALANCE, "n", then)

    # The first half stays at 5, the second comes to 5 - 2, and as many new ones as the first half has begin with -2.
    half = count // 2
    assert list(Balance.objects.order_by("cell_id").values_list("cell_id", "n")) == [
        *((cell, 5) for cell in range(half)),
        *((cell, 3) for cell in range(half, count)),
        *((cell, -2) for cell in range(count, count + half)),
    ]


def test_no_key_is_given_twice() -> None:
    keys = allocate("dossiers_dossier", 1_000)

    assert len(set(keys)) == 1_000


@pytest.mark.parametrize("asked", [[], [3], [*range(1, 7_001, 2), 10**9]], ids=["none", "one", "thousands"])
def test_rows_are_found_however_many_are_asked_for(asked: list[int]) -> None:
    insert_frame("dossiers_person", PERSON, people(6_000))

    found = select_in("SELECT dossier_id, name FROM dossiers_person WHERE dossier_id IN ({})", asked)

    there = people(6_000).select("key", "name").filter(pl.col("key").is_in(asked))
    assert sorted(found) == there.rows()


def test_rows_are_found_by_odd_texts() -> None:
    insert_frame("dossiers_person", PERSON, people(len(ODD)))

    found = select_in("SELECT name FROM dossiers_person WHERE name IN ({})", ODD)

    assert sorted(found) == sorted((name,) for name in ODD)
