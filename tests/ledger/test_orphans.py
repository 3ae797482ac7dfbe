"""Keys that the database does not check: one that leads nowhere is found, and its table and column are named."""

from __future__ import annotations

import pytest
from django.db.models import Model

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Act, Dossier, Person
from motcua.hub.run import import_files
from motcua.ledger.models import Balance, BalancedMonth, Move
from motcua.ledger.orphans import orphans
from tests.conftest import exports, make_unit

pytestmark = pytest.mark.django_db

NOW = 1_795_000_000_000
NOBODY = 10**12

UNCHECKED: list[tuple[type[Model], str]] = [
    (Dossier, "unit"), (Dossier, "issuer"), (Dossier, "authority"), (Dossier, "cell"),
    (Act, "dossier"), (Act, "system"), (Person, "dossier"),
    (Move, "dossier"), (Move, "unit"), (Move, "cell"),
    (Balance, "unit"), (Balance, "cell"), (BalancedMonth, "unit"),
]  # fmt: skip


@pytest.fixture
def unit() -> Unit:
    """The made-up unit with all three of its exports."""
    made = make_unit("mau-thu")
    import_files(made, exports("mau-thu"), NOW)
    return made


def test_an_import_leaves_no_key_that_leads_nowhere(unit: Unit) -> None:
    assert Dossier.objects.filter(unit=unit).exists() and Person.objects.exists()

    assert orphans() == []


@pytest.mark.parametrize(("model", "name"), UNCHECKED, ids=lambda value: getattr(value, "__name__", value))
def test_a_key_that_leads_nowhere_is_found(unit: Unit, model: type[Model], name: str) -> None:
    first = model._base_manager.order_by("pk").values_list("pk", flat=True)[0]

    model._base_manager.filter(pk=first).update(**{f"{name}_id": NOBODY})

    place = f"{model._meta.db_table}.{name}_id"
    assert [(fault.kind, fault.where) for fault in orphans() if fault.where == place] == [("orphan", place)]


def test_a_dossier_that_was_deleted_by_hand_leaves_traces(unit: Unit) -> None:
    dossier = Dossier.objects.filter(unit=unit).order_by("pk")[0]

    Dossier.objects.filter(pk=dossier.pk)._raw_delete("default")

    # Its journal, its applicant and its moves.
    assert {"dossiers_act.dossier_id", "dossiers_person.dossier_id", "ledger_move.dossier_id"} == {
        fault.where for fault in orphans()
    }
