"""Whoever changes the ledger by hand is found, and the dossier is named; a sound ledger has no faults."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db.models import F

from motcua.catalogue.models import Unit
from motcua.cli.ledger import _units
from motcua.dossiers.models import Act, Dossier
from motcua.hub.rebuild import differences
from motcua.hub.run import import_files
from motcua.ledger.models import Balance, BalancedMonth, Move
from motcua.ledger.verify import Fault, verify_unit
from motcua.rules.accounts import Account
from motcua.rules.instants import MS_PER_DAY
from tests.conftest import exports, make_unit

pytestmark = pytest.mark.django_db

NOW = 1_795_000_000_000


@pytest.fixture
def unit() -> Unit:
    """The made-up unit with what the ministry's system says: 103 rows."""
    made = make_unit("mau-thu")
    import_files(made, exports("mau-thu")[1:2], NOW)
    return made


def proof(unit: Unit) -> list[Fault]:
    """Everything that `motcua ledger verify` looks at."""
    return [*verify_unit(unit.pk), *differences(unit.pk)]


def places(unit: Unit) -> set[str]:
    return {fault.where for fault in proof(unit)}


def a_finished_dossier() -> Dossier:
    """One that was received and resolved early: two moves, 0 → 10 → 30."""
    return Dossier.objects.filter(state=Account.RESOLVED_EARLY, moves__n=1).order_by("code").distinct()[5]


def its_move(dossier: Dossier, to: Account) -> Move:
    return Move.objects.get(dossier=dossier, to_account=to)


def test_a_sound_ledger_has_no_faults(unit: Unit) -> None:
    assert Move.objects.filter(unit=unit).count() > 200

    assert proof(unit) == []


def test_a_unit_without_dossiers_has_no_faults() -> None:
    assert proof(make_unit("an-truong")) == []


def test_a_move_in_a_cell_of_another_unit_is_found_and_its_dossier_named(unit: Unit) -> None:
    dossier = a_finished_dossier()
    cell = dossier.cell
    cell.pk, cell.unit = None, make_unit("an-truong")
    cell.save()

    Move.objects.filter(pk=its_move(dossier, Account.RESOLVED_EARLY).pk).update(cell=cell)

    assert ("cell", dossier.code) in {(fault.kind, fault.where) for fault in verify_unit(unit.pk)}


def change(**values: object) -> Callable[[Dossier], None]:
    """Change columns of the move that ended a dossier."""

    def tamper(dossier: Dossier) -> None:
        Move.objects.filter(pk=its_move(dossier, Account.RESOLVED_EARLY).pk).update(**values)

    return tamper


def delete(to: Account) -> Callable[[Dossier], None]:
    def tamper(dossier: Dossier) -> None:
        its_move(dossier, to).delete()

    return tamper


def delete_all(dossier: Dossier) -> None:
    Move.objects.filter(dossier=dossier).delete()


def add(origin: Account, target: Account, *signs: int) -> Callable[[Dossier], None]:
    """Add entries beside the ending: the first as if recorded with it, the next a second later."""

    def tamper(dossier: Dossier) -> None:
        ending = its_move(dossier, Account.RESOLVED_EARLY)
        for later, sign in enumerate(signs):
            ending.pk, ending.from_account, ending.to_account, ending.n = None, origin, target, sign
            ending.recorded_at = NOW + 1000 * later
            ending.save(force_insert=True)

    return tamper


def double(dossier: Dossier) -> None:
    for move in Move.objects.filter(dossier=dossier):
        move.pk = None
        move.save(force_insert=True)


def other_cell(dossier: Dossier) -> None:
    other = Move.objects.exclude(cell=dossier.cell).order_by("pk").values("cell")[:1]
    Move.objects.filter(dossier=dossier).update(cell=other)


def other_dimension(dossier: Dossier) -> None:
    dossier.cell.channel = 3 if dossier.cell.channel != 3 else 1
    dossier.cell.save()


def other_unit(dossier: Dossier) -> None:
    Move.objects.filter(dossier=dossier).update(unit=make_unit("an-truong"))


A = Account
TAMPERING: dict[str, Callable[[Dossier], None]] = {
    "an ending made late": change(to_account=A.RESOLVED_LATE),
    "an ending a minute later": change(effect_at=F("effect_at") + 60_000),
    "an ending in another month": change(
        effect_at=F("effect_at") + 40 * MS_PER_DAY, effect_day=F("effect_day") + 40
    ),
    "another day beside the same instant": change(effect_day=F("effect_day") + 1),
    "another time of recording": change(recorded_at=NOW + 1),
    "an ending that counts twice": change(n=2),
    "an ending taken back": change(n=-1),
    "an ending deleted": delete(A.RESOLVED_EARLY),
    "the acceptance deleted": delete(A.IN_TERM),
    "all moves deleted": delete_all,
    "all moves doubled": double,
    "an ending added": add(A.IN_TERM, A.RESOLVED_EARLY, 1),
    "a pause added": add(A.IN_TERM, A.SUSPENDED, 1),
    "a move added and taken back later": add(A.IN_TERM, A.SUSPENDED, 1, -1),
    "other dimensions": other_cell,
    "a dimension changed for all": other_dimension,
    "moved to another unit": other_unit,
}


@pytest.mark.parametrize("name", TAMPERING)
def test_a_move_made_by_hand_is_found_and_its_dossier_named(unit: Unit, name: str) -> None:
    dossier = a_finished_dossier()

    TAMPERING[name](dossier)

    assert dossier.code in places(unit)


@pytest.mark.parametrize(
    "said",
    [
        {"finished": None, "state": "in_progress"},
        {"received": 1_770_000_000_000},
        {"channel": 3},
        {"field": "Chứng thực"},
        {"state": "refused"},
    ],
    ids=["not finished", "received earlier", "another channel", "another field", "refused"],
)
def test_a_changed_journal_entry_is_found_and_its_dossier_named(unit: Unit, said: dict[str, object]) -> None:
    dossier = a_finished_dossier()
    act = Act.objects.get(dossier=dossier)

    Act.objects.filter(pk=act.pk).update(body=json.dumps(json.loads(act.body) | said, ensure_ascii=False))

    assert places(unit) == {dossier.code}


def test_a_deleted_journal_entry_is_found_and_its_dossier_named(unit: Unit) -> None:
    dossier = a_finished_dossier()

    Act.objects.filter(dossier=dossier).delete()

    assert dossier.code in places(unit)


def test_a_changed_balance_is_found_and_its_month_named(unit: Unit) -> None:
    months = list(BalancedMonth.objects.filter(unit=unit).order_by("month").values_list("month", flat=True))
    balance = Balance.objects.filter(unit=unit, month=months[3]).order_by("pk")[0]

    Balance.objects.filter(pk=balance.pk).update(n=balance.n + 1)

    # The figures of a month that begins or ends there are wrong too.
    assert "balance" in {fault.kind for fault in proof(unit)}
    assert all(fault.kind != "journal" for fault in proof(unit))


@pytest.mark.parametrize("what", ["deleted", "added"])
def test_a_balance_deleted_or_added_is_found(unit: Unit, what: str) -> None:
    balance = Balance.objects.filter(unit=unit).order_by("-month", "pk")[0]
    if what == "deleted":
        balance.delete()
    else:
        balance.pk, balance.to_account = None, Account.SUSPENDED
        balance.save(force_insert=True)

    assert {fault.kind for fault in proof(unit)} >= {"balance"}


def test_a_ledger_swept_away_is_found(unit: Unit) -> None:
    Move.objects.filter(unit=unit).delete()

    assert {fault.where for fault in proof(unit)} >= set(Dossier.objects.values_list("code", flat=True)[:50])
    assert unit in _units(None)
