"""The index equals a slow recount written from the formulas, figure by figure and dossier by dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.catalogue.models import Field, Procedure, Unit
from motcua.catalogue.units import add_unit
from motcua.dossiers.cells import own_system
from motcua.dossiers.models import Cell, Dossier
from motcua.hub.run import import_files
from motcua.hub.simulate import Simulated, simulate
from motcua.index.computed import compute
from motcua.index.counting import Counting, Scope, Side
from motcua.index.definitions import BadIndex, Indicator, OfProcedures, in_force, read, versions
from motcua.ledger.one import Entry, post_dossier
from motcua.rules.accounts import Account as A
from motcua.rules.index import Count
from motcua.rules.instants import MS_PER_DAY, day_of, day_start
from motcua.rules.periods import Period, between, parse
from tests.index.recount import Lists, recount, score

pytestmark = pytest.mark.django_db

PERIODS = (
    parse("2026-02"),
    between(date(2026, 2, 1), date(2026, 2, 28)),
    between(date(2026, 1, 5), date(2026, 3, 31)),
)


def simulated(folder: Path) -> tuple[Unit, Simulated]:
    truth = simulate(
        folder,
        unit_code="H24.98",
        unit_name="Xã Mô Phỏng",
        first=date(2026, 1, 1),
        days=75,
        dossiers=500,
        seed=7,
    )
    unit = add_unit("H24.98", "Xã Mô Phỏng", "Hải Phòng")
    import_files(unit, truth.files, truth.as_of)
    return unit, truth


def lists_of(scope: Scope) -> Lists:
    """The codes behind every indicator that is counted."""
    counting, found = Counting(scope), {}
    for one in in_force(scope.period.last).indicators:
        if one.counts is not None:
            found[one.code] = (
                codes(one, counting.behind(one, Side.NUMERATOR)),
                codes(one, counting.behind(one, Side.DENOMINATOR)),
            )
    return found


def codes(indicator: Indicator, keys: list[int]) -> list[str]:
    of_procedures = isinstance(indicator.counts, OfProcedures)
    if of_procedures:
        known = dict(Procedure.objects.filter(pk__in=keys).values_list("pk", "code"))
    else:
        known = dict(Dossier.objects.filter(pk__in=keys).values_list("pk", "code"))
    return sorted(known[key] for key in keys)


def test_the_index_is_what_a_slow_recount_gives(tmp_path: Path) -> None:
    unit, truth = simulated(tmp_path)
    for period in PERIODS:
        scope = Scope(unit, period)
        wanted, index = recount(truth.dossiers, period), compute(scope)

        assert lists_of(scope) == wanted, period.name
        assert len(wanted["TDGQ"][1]) > len(wanted["TDGQ"][0]) > 100
        for line in index.lines:
            if line.count is not None:
                numerator, denominator = map(len, wanted[line.indicator.code])
                assert (line.count.numerator, line.count.denominator) == (numerator, denominator)
                assert line.points == score(line.indicator.code, numerator, denominator)
        _check_lost(scope)
    _check_parts(unit, truth, PERIODS[2])


def _check_lost(scope: Scope) -> None:
    """What costs the points is just what the denominator has and the numerator has not."""
    counting = Counting(scope)
    for one in in_force(scope.period.last).indicators:
        count = counting.count(one)
        if count is not None:
            lost = counting.behind(one, Side.LOST)
            assert len(lost) == count.denominator - count.numerator, one.code
            assert set(lost).isdisjoint(counting.behind(one, Side.NUMERATOR)), one.code


def _check_parts(unit: Unit, truth: Simulated, period: Period) -> None:
    """Of a field, and of a procedure alone."""
    field = Field.objects.get(name="Chứng thực")
    wanted = recount(truth.dossiers, period, field.name)
    found = lists_of(Scope(unit, period, field=field.pk))
    assert {code: found[code] for code in wanted} == wanted
    assert len(wanted["TDGQ"][1]) > 10
    busiest = Procedure.objects.get(code=truth.dossiers[0].procedure.code)
    scope, chosen = Scope(unit, period, procedure=busiest.pk), truth.dossiers[0].procedure.code
    own = recount([one for one in truth.dossiers if one.procedure.code == chosen], period)
    counted = {line.indicator.code: line.count for line in compute(scope).lines if line.count}
    for code in ("TDGQ", "CLGQ_C", "TTTT_A", "SO_HOA_GIAY_TO_GIAI_QUYET"):
        assert (counted[code].numerator, counted[code].denominator) == tuple(map(len, own[code])), code
        assert lists_of(scope)[code] == own[code]


def test_what_was_asked_for_a_supplement_twice_is_late(sample: Unit) -> None:
    """The portal takes one request off the time and calls a dossier with several of them late."""
    begin = day_start(day_of(date(2026, 5, 4))) + 9 * 3_600_000
    once, twice = _supplemented(sample, "a-1", begin, 1), _supplemented(sample, "a-2", begin, 2)
    period = between(date(2026, 5, 1), date(2026, 5, 31))
    counting, progress = Counting(Scope(sample, period)), in_force(period.last).indicator("TDGQ")
    assert progress is not None

    assert counting.behind(progress, Side.DENOMINATOR) == [once, twice]
    assert counting.behind(progress, Side.NUMERATOR) == [once]
    assert counting.behind(progress, Side.LOST) == [twice]
    assert counting.count(progress) == Count(1, 2)
    # On the day before the second request it was in time still.
    early = Counting(Scope(sample, between(date(2026, 5, 1), date(2026, 5, 6))))
    assert early.behind(progress, Side.LOST) == []


def _supplemented(unit: Unit, code: str, begin: int, times: int) -> int:
    """A dossier that was asked for a supplement so often, and then resolved early."""
    field = Field.objects.get(name="Hộ tịch")
    cell = Cell.objects.get_or_create(unit=unit, field=field, system_id=own_system(), channel=2, level=4)[0]
    dossier = Dossier.objects.create(
        unit=unit, issuer_id=own_system(), code=code, authority_id=own_system(), cell=cell, state=30
    )
    steps = [(A.OUTSIDE, A.IN_TERM)]
    steps += [(A.IN_TERM, A.AWAITING_SUPPLEMENT), (A.AWAITING_SUPPLEMENT, A.IN_TERM)] * times
    steps.append((A.IN_TERM, A.RESOLVED_EARLY))
    entries = [
        Entry(unit.pk, cell.pk, int(origin), int(target), begin + n * MS_PER_DAY)
        for n, (origin, target) in enumerate(steps)
    ]
    post_dossier(dossier.pk, entries, begin, new=True)
    return dossier.pk


def test_versions_hold_from_a_day_on_and_have_100_points() -> None:
    for version in versions():
        assert sum(group.maximum for group in version.groups) == 100
        for group in version.groups:
            assert sum(one.scoring.maximum for one in group.indicators) >= group.maximum, group.code
    assert in_force(date(2026, 8, 31)).version == "2026"
    assert in_force(date(2001, 1, 1)) == versions()[-1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("groups: [", "thiếu hoặc sai phần"),
        ("version: x", "'since'"),
        (
            "{version: x, since: 2026-01-01, source: y, groups: [{code: A, label: a, maximum: 2, indicators: ["
            "{code: B, number: 1, label: b, maximum: 2, dossiers: {numerator: [late], denominator: [nhieu]}}]}]}",
            "nhieu",
        ),
        (
            "{version: x, since: 2026-01-01, source: y, groups: [{code: A, label: a, maximum: 2, indicators: ["
            "{code: B, number: 1, label: b, maximum: 2}]}]}",
            "cách đếm hoặc lý do",
        ),
    ],
)
def test_a_version_that_is_wrong_says_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(BadIndex, match=why):
        read("thu.yaml", text)
