"""A province of a few units with dossiers and registers made up at random, straight in the tables of the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from motcua.catalogue.models import Field, Procedure, System, Unit, UnitParent
from motcua.catalogue.units import TWO_LEVELS, add_unit
from motcua.dossiers.models import Act, Cell, Dossier
from motcua.ledger.models import BalancedMonth, Move
from motcua.registers.keep import add
from motcua.registers.kind import Kind
from motcua.registers.kinds_read import kinds
from motcua.registers.values import BadEntry
from motcua.rules.accounts import Account as A
from motcua.rules.instants import MS_PER_DAY, day_of, day_start

BEGIN = date(2026, 3, 1)
DAYS = 130
"""From before the second quarter of 2026 (15/3 to 14/6) to after it."""
_WAYS: tuple[tuple[A, ...], ...] = (
    (A.IN_TERM, A.RESOLVED_EARLY), (A.IN_TERM, A.RESOLVED_ON_TIME), (A.IN_TERM, A.OVERDUE, A.RESOLVED_LATE),
    (A.IN_TERM, A.AWAITING_SUPPLEMENT, A.IN_TERM, A.RESOLVED_EARLY), (A.IN_TERM, A.REFUSED_EARLY),
    (A.IN_TERM, A.OVERDUE, A.REFUSED_LATE), (A.IN_TERM, A.WITHDRAWN_ON_TIME), (A.IN_TERM, A.SUSPENDED, A.STOPPED_EARLY),
    (A.IN_TERM, A.OVERDUE, A.SUSPENDED_OVERDUE, A.OVERDUE, A.RESOLVED_LATE), (A.IN_TERM, A.AWAITING_PAYMENT),
    (A.LODGED, A.TURNED_AWAY), (A.LODGED, A.LODGED_SUPPLEMENT, A.IN_TERM, A.RESOLVED_EARLY), (A.LODGED,),
    (A.IN_TERM, A.RESOLVED_EARLY, A.IN_TERM, A.OVERDUE, A.RESOLVED_LATE), (A.IN_TERM, A.TRANSFERRED),
    (A.TRANSFERRED, A.IN_TERM, A.OVERDUE),
)  # fmt: skip
"""The accounts that a dossier goes through; where it stops is drawn."""


def province() -> Unit:
    """The province of two communes in use, with a department of its own."""
    first = add_unit("H24.99", "Đơn vị mẫu thử", "Hải Phòng")
    add_unit("H24.98", "Đơn vị láng giềng", "Hải Phòng")
    above = Unit.objects.get(kind=Unit.Kind.PROVINCE, province=first.province)
    department = add_unit("H24.97", "Sở Mẫu", "Hải Phòng", parent=above, kind=Unit.Kind.DEPARTMENT)
    assert UnitParent.objects.filter(unit=department, since=TWO_LEVELS).exists()
    return above


def units(above: Unit) -> list[Unit]:
    """The units that have dossiers."""
    return list(Unit.objects.filter(codes__code__in=("H24.99", "H24.98", "H24.97")).order_by("pk"))


def fill(above: Unit, seed: int, dossiers: int = 60, entries: int = 6) -> None:
    """Give the units dossiers and registers."""
    rng = Random(seed)
    every, fields = units(above), list(Field.objects.order_by("pk")[:6])
    systems = list(System.objects.filter(owner__in=("province", "ministry", "register")).order_by("pk")[:4])
    month = day_of(date(2025, 1, 1))
    BalancedMonth.objects.bulk_create(BalancedMonth(unit=unit, month=month) for unit in every)
    cells = {(unit.pk, n): _cell(rng, unit, fields, systems, n) for unit in every for n in range(8)}
    for number in range(dossiers):
        unit = rng.choice(every)
        _dossier(rng, unit, cells[unit.pk, rng.randrange(8)], f"{unit.pk}-{number:04}")
    for unit in every:
        for kind in kinds().values():
            _entries(rng, unit, kind, fields, entries)


def _cell(rng: Random, unit: Unit, fields: list[Field], systems: list[System], number: int) -> Cell:
    fee = rng.randrange(2)
    return Cell.objects.create(
        unit=unit, procedure=Procedure.objects.order_by("pk")[number], field=rng.choice(fields),
        system=rng.choice(systems), channel=rng.choice((1, 2, 2, 2, 3)), level=rng.choice((2, 3, 4, 4)),
        digitised=rng.randrange(2), fee_due=fee, paid_online=fee * rng.randrange(2),
    )  # fmt: skip


def _dossier(rng: Random, unit: Unit, cell: Cell, code: str) -> None:
    way = rng.choice(_WAYS)
    way = way[: rng.randint(1, len(way))]
    day = BEGIN + timedelta(days=rng.randrange(DAYS))
    instant = day_start(day_of(day))
    dossier = Dossier.objects.create(
        unit=unit, issuer=cell.system, authority=cell.system, cell=cell, code=code, state=int(way[-1]),
        received_at=instant, due_at=instant + 5 * MS_PER_DAY,
    )  # fmt: skip
    before, moves = A.OUTSIDE, []
    for account in way:
        moves.append(_move(dossier, cell, before, account, day))
        before, day = account, day + timedelta(days=rng.randrange(12))
    Move.objects.bulk_create(moves)
    if rng.random() < 0.4:
        Act.objects.create(
            dossier=dossier,
            kind="apologised",
            occurred_at=instant + 4 * MS_PER_DAY,
            recorded_at=1,
            system=cell.system,
            body="{}",
        )


def _move(dossier: Dossier, cell: Cell, before: A, after: A, day: date) -> Move:
    return Move(
        dossier=dossier, unit=dossier.unit, cell=cell, from_account=int(before), to_account=int(after), n=1,
        effect_at=day_start(day_of(day)), effect_day=day_of(day), recorded_at=1, rules=1,
    )  # fmt: skip


def _entries(rng: Random, unit: Unit, kind: Kind, fields: list[Field], count: int) -> None:
    for number in range(rng.randint(0, count)):
        given = {}
        for column in kind.columns:
            if column.required or rng.random() < 0.7:
                given[column.name] = _value(rng, kind, column.name, fields)
        if kind.code:
            given[kind.code] = f"{unit.pk}/{number}"
        _add_up(rng, kind, given)
        try:
            add(unit, kind, given, 1, None)
        except BadEntry:
            continue  # ended before it began: the dice may say so, the register does not take it


def _value(rng: Random, kind: Kind, name: str, fields: list[Field]) -> str:
    column = kind.column(name)
    if column.type == "date":
        late = 20 if name != kind.since else 0
        return str(BEGIN + timedelta(days=rng.randrange(DAYS) + late))
    if column.type in ("number", "money"):
        return str(rng.randrange(9))
    if column.type == "choice":
        return rng.choice(list(column.choices))
    if column.type == "flag":
        return rng.choice(("1", "0"))
    return rng.choice(fields).name if column.fields else "Nội dung thử"


def _add_up(rng: Random, kind: Kind, given: dict[str, str]) -> None:
    """What people count by themselves is right here."""
    if kind.key == "trang-thiet-bi":
        given["broken"] = str(rng.randint(0, int(given["count"])))
