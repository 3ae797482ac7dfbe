"""A province closes what its units add up to: the sum of them, the same again after late news, and just what changed."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.catalogue.models import Unit, UnitParent
from motcua.closing.acts import SETTLING, close
from motcua.closing.adjusting import adjustments
from motcua.closing.models import Closing
from motcua.closing.report import form_sources, redrawn, report_data
from motcua.dossiers.models import Cell
from motcua.ledger.lists import dossiers
from motcua.ledger.models import Move
from motcua.ledger.statement import statement
from motcua.people.models import Grant, Role, User
from motcua.reports.form_files import forms
from motcua.reports.pack import filled, pack
from motcua.reports.render import render
from motcua.rules.accounts import Account
from motcua.rules.adjustments import What
from motcua.rules.instants import MS_PER_DAY, Instant, day_of, day_start
from motcua.rules.measures import MEASURES
from motcua.rules.periods import parse
from tests.reports.random_office import fill, province, units

pytestmark = pytest.mark.django_db
PERIOD = parse("2026-Q2")  # 15/3 to 14/6
FOLLOWING = parse("2026-Q3")
NOW = day_start(day_of(date(2026, 12, 1)))
LEDGER = ("II.06d", "II.06d-units", "dieu-hanh", "dieu-hanh-don-vi")
ALL = tuple(MEASURES)


@pytest.fixture
def above(db: None) -> Unit:
    return province()


def closed(above: Unit, seed: int) -> Closing:
    """The province with random work, its period closed by its control officer."""
    fill(above, seed, dossiers=40, entries=1)
    control = User.objects.create(username="tinh", full_name="Người tỉnh", password="!")
    Grant.objects.create(user=control, unit=above, role=Role.CONTROL, since=date(2025, 7, 1))
    return close(above, PERIOD, control, NOW)


def drawn(above: Unit) -> tuple[bytes, ...]:
    """The forms and the report of the period as they are drawn up."""
    sources = form_sources(above, PERIOD)
    names = [name for name, form in forms(above.kind, PERIOD.last).items() if not form.is_list]
    return (
        pack([filled(sources, name) for name in names], "xlsx"),
        render(report_data(above, PERIOD), ("xlsx",))["xlsx"],
    )


def late_news(rng: Random, above: Unit) -> None:
    """Dossiers that ended otherwise, belong to another unit, or are told again without any change."""
    keys = sorted(set(Move.objects.values_list("dossier", flat=True)))
    for key in rng.sample(keys, 8):
        kind, moves = rng.choice(("ended", "elsewhere", "same")), list(Move.objects.filter(dossier=key))
        other = rng.choice(Cell.objects.exclude(unit=moves[0].unit).order_by("pk"))
        for move in moves:
            _record(move, move.cell, -1, move.to_account)
            last = kind == "ended" and move == moves[-1] and move.to_account == Account.RESOLVED_EARLY
            target = Account.RESOLVED_LATE if last else move.to_account
            _record(move, other if kind == "elsewhere" else move.cell, 1, int(target))


def _record(move: Move, cell: Cell, n: int, target: int) -> None:
    Move.objects.create(
        dossier=move.dossier, unit=cell.unit, cell=cell, from_account=move.from_account, to_account=target, n=n,
        effect_at=move.effect_at, effect_day=move.effect_day, recorded_at=NOW + MS_PER_DAY, rules=1,
    )  # fmt: skip


def lists(above: Unit, known_at: Instant | None) -> Counter[tuple[int, int, str]]:
    """Unit and measure of every list in which a dossier stands, and how often."""
    return Counter(
        (key, unit.pk, name)
        for unit in units(above)
        for name in MEASURES
        for key in dossiers([unit.pk], PERIOD, name, known_at=known_at)
    )


def check(above: Unit, seed: int) -> int:
    """Close, hear late news, compare; gives how many dossiers changed."""
    closing = closed(above, seed)
    kept, then = closing.figures, statement(closing.units, PERIOD, closing.as_of)
    sums = Counter[str]()
    for unit in units(above):
        sums.update(statement([unit.pk], PERIOD).totals(ALL))
    assert then.totals(ALL) == {name: sums[name] for name in ALL}
    then.check()
    assert set(LEDGER) <= {key for key, _rows in json.loads(kept)["forms"]}
    bytes_then, lists_then = drawn(above), lists(above, closing.as_of)

    late_news(Random(seed), above)

    now = statement(closing.units, PERIOD)
    now.check()
    found = adjustments(closing)
    differing = {key for key, *_place in lists_then.keys() ^ lists(above, None).keys()}
    assert {one.dossier for one in found.found} == differing
    after, before = now.totals(ALL), then.totals(ALL)
    assert found.totals() == Counter({n: after[n] - before[n] for n in ALL if after[n] != before[n]})
    assert drawn(above) == bytes_then
    assert redrawn(closing).now == then
    following = report_data(above, FOLLOWING).adjusted
    assert (following.dossiers if following else 0) == len(found.found)
    present = form_sources(above, PERIOD, present=True)
    assert filled(present, "II.06d-units")[0].rows[-1].numbers[0].value == after["total_received"]
    return len(found.found)


def test_the_sum_is_closed_and_stays(above: Unit) -> None:
    assert check(above, 20260614) > 2


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_on_random_work(above: Unit, seed: int) -> None:
    with transaction.atomic():
        check(above, seed)
        transaction.set_rollback(True)


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_on_much_random_work(above: Unit, seed: int) -> None:
    with transaction.atomic():
        check(above, seed)
        transaction.set_rollback(True)


def test_names_and_parents_of_then_are_kept(above: Unit) -> None:
    closing = closed(above, 1)
    first = drawn(above)
    Unit.objects.filter(pk__in=[unit.pk for unit in units(above)]).update(name="Tên khác")
    UnitParent.objects.filter(unit=units(above)[0]).delete()
    assert drawn(above) == first
    assert closing.as_of <= NOW - SETTLING and len(closing.units) > 3


def test_a_dossier_that_belongs_to_another_unit_below_is_told(above: Unit) -> None:
    closing = closed(above, 2)
    received = dossiers(closing.units, PERIOD, "received")
    moves = list(Move.objects.filter(dossier=received[0]))
    cell = moves[0].cell
    same = Cell.objects.create(
        unit=next(unit for unit in units(above) if unit != cell.unit), procedure=cell.procedure, field=cell.field,
        system=cell.system, channel=cell.channel, level=cell.level, digitised=cell.digitised, fee_due=cell.fee_due,
        paid_online=cell.paid_online,
    )  # fmt: skip
    for move in moves:
        _record(move, cell, -1, move.to_account)
        _record(move, same, 1, move.to_account)
    (one,) = adjustments(closing).found
    assert (one.dossier, one.what, one.differences) == (received[0], What.PARTICULARS, {})
