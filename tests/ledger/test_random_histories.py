"""Random histories, told piece by piece by two systems: every figure is what a plain recount gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.catalogue.models import Field, ProcedureVersion, System, Unit
from motcua.dossiers.models import Act, Dossier
from motcua.hub.models import QuarantinedRow
from motcua.hub.rebuild import differences, rebuild_unit
from motcua.hub.run import import_files
from motcua.ledger.lists import dossiers
from motcua.ledger.models import Balance, BalancedMonth, Move
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.rules.instants import Instant, date_of
from motcua.rules.measures import FACTS, STATEMENT
from motcua.rules.periods import Period, between
from tests.conftest import make_unit
from tests.ledger.lives import GROUNDS, TERMS, Told
from tests.ledger.recount import NAMES, Lists, account_of, counts, due_of, recount
from tests.ledger.telling import Export, last_day, speaking, stories, tell_all, written

pytestmark = pytest.mark.django_db

# Two pauses both show where both are for a supplement, so that is drawn more often.
PAIRS = ("supplement", "supplement", *GROUNDS)
FIRST, DAYS = date(2026, 2, 25), 110
days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
periods = st.tuples(days, days).map(lambda pair: between(min(pair), max(pair)))
examples = settings(
    max_examples=24, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@contextmanager
def a_fresh_unit() -> Iterator[Unit]:
    """The made-up unit without any dossiers; whatever is written is taken back."""
    with transaction.atomic():
        yield make_unit("mau-thu")
        transaction.set_rollback(True)


def assert_figures(unit: Unit, told: Sequence[Told], period: Period, known_at: Instant | None) -> None:
    """Totals, fields, systems and facts of a period, and that the identities hold."""
    wanted = recount(told, period)
    made = statement([unit.pk], period, known_at)
    made.check()
    found = made.totals(NAMES)
    assert [(name, found[name], wanted[name]) for name in NAMES if found[name] != len(wanted[name])] == []
    assert made.facts() == counts(wanted, FACTS)
    fields = dict(Field.objects.values_list("pk", "name"))
    assert {fields[key]: values for key, values in made.by("field").items()} == _by_field(told, period)
    for key in made.by("system"):
        apart = made.only(system=key).totals(("received",))["received"]
        assert apart == sum(
            made.only(system=key, field=field).totals(("received",))["received"] for field in fields
        )
    assert set(made.by("system")) <= set(System.objects.values_list("pk", flat=True))


def _by_field(told: Sequence[Told], period: Period) -> dict[str, dict[str, int]]:
    names = {one.field for one in told}
    found = {
        name: counts(recount([one for one in told if one.field == name], period), STATEMENT) for name in names
    }
    return {name: values for name, values in found.items() if any(values.values())}


def assert_lists(unit: Unit, wanted: Lists, period: Period, known_at: Instant | None) -> None:
    """Behind every number stand the dossiers that it counts."""
    codes = dict(Dossier.objects.values_list("pk", "code"))
    for name in NAMES:
        found = dossiers([unit.pk], period, name, known_at=known_at)
        assert sorted(codes[key] for key in found) == wanted[name], name


def entries(unit: Unit) -> list[tuple[Any, ...]]:
    """Every entry of the ledger with its time of recording; row numbers aside."""
    columns = (
        "dossier",
        "cell",
        "from_account",
        "to_account",
        "n",
        "effect_at",
        "effect_day",
        "recorded_at",
        "rules",
    )
    return sorted(Move.objects.filter(unit=unit).values_list(*columns))


def balances(unit: Unit) -> list[tuple[Any, ...]]:
    """Every month-start balance, and the months that have them."""
    columns = ("month", "cell", "from_account", "to_account", "n")
    months = BalancedMonth.objects.filter(unit=unit).order_by("month").values_list("month", flat=True)
    return [*sorted(Balance.objects.filter(unit=unit).values_list(*columns)), tuple(months)]


def assert_proven(unit: Unit, exports: Sequence[Export]) -> None:
    """The ledger is sound, and the journal alone gives the same one, times of recording included."""
    assert (verify_unit(unit.pk), differences(unit.pk)) == ([], [])
    before = entries(unit), balances(unit)
    rebuild_unit(unit.pk, exports[-1].recorded)
    assert (entries(unit), balances(unit)) == before


def test_the_terms_of_the_recount_are_those_of_the_catalogue() -> None:
    for code, days in TERMS.items():
        version = ProcedureVersion.objects.get(procedure__code=code)
        assert (version.term_amount, version.term_unit) == (days, "working_days")


def assert_told_before(unit: Unit, export: Export, last: Instant, folder: Path) -> None:
    """An export that was read before adds nothing, however old or new it is."""
    before = entries(unit), balances(unit), Act.objects.count()
    summary = import_files(unit, written(export, folder), last + 1)
    assert (summary.dossiers_new, summary.dossiers_changed) == (0, 0)
    assert (entries(unit), balances(unit), Act.objects.count()) == before


@examples
@given(exports=stories(pauses=PAIRS), data=st.data())
def test_every_figure_is_what_a_recount_gives(
    exports: list[Export], data: st.DataObject, tmp_path: Path
) -> None:
    with a_fresh_unit() as unit:
        tell_all(unit, exports, tmp_path)
        told = speaking(exports)

        assert not QuarantinedRow.objects.exists()
        for period in data.draw(st.lists(periods, min_size=1, max_size=4)):
            assert_figures(unit, told, period, None)
        whole = between(FIRST, date_of(last_day(exports) + 40))
        assert_lists(unit, recount(told, whole), whole, None)
        dues = dict(Dossier.objects.filter(unit=unit).values_list("code", "due_at"))
        assert [(one, dues[one.code]) for one in told if dues[one.code] != due_of(one)] == []
        states = dict(Dossier.objects.filter(unit=unit).values_list("code", "state"))
        assert [(one, states[one.code]) for one in told if states[one.code] != account_of(one)] == []
        assert_proven(unit, exports)
        assert_told_before(unit, data.draw(st.sampled_from(exports)), exports[-1].recorded, tmp_path)


@examples
@given(exports=stories(pauses=PAIRS), data=st.data())
def test_every_figure_as_it_was_known_then(
    exports: list[Export], data: st.DataObject, tmp_path: Path
) -> None:
    with a_fresh_unit() as unit:
        tell_all(unit, exports, tmp_path)
        for export in exports:
            known_at = export.recorded + data.draw(st.sampled_from((-1, 0, 1)))
            told, period = speaking(exports, known_at), data.draw(periods)

            assert_figures(unit, told, period, known_at)
            assert_lists(unit, recount(told, period), period, known_at)
