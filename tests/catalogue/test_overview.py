"""The catalogue as it stands on a day, and its figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.catalogue.changes import Author
from motcua.catalogue.content import Fee
from motcua.catalogue.contents import Content, Described
from motcua.catalogue.models import Field, Procedure, ProcedureVersion, Unit
from motcua.catalogue.names import merge
from motcua.catalogue.overview import Listed, figures, listed
from motcua.catalogue.publish import apply
from motcua.catalogue.unit_terms import set_unit_term
from motcua.catalogue.units import find_unit
from motcua.rules.measures import Channel, Level
from motcua.rules.terms import Term, TermUnit

pytestmark = pytest.mark.django_db
DAY, SINCE = date(2026, 6, 1), date(2026, 7, 1)
BY = Author(at=1)
BIRTH, DEATH = "1.001193", "1.000656"


@pytest.fixture
def ward() -> Unit:
    return find_unit("11689")


def one(ward: Unit, code: str, on: date = DAY) -> Listed:
    return next(line for line in listed(ward, on) if line.code == code)


def test_every_procedure_with_its_version_of_the_day(ward: Unit) -> None:
    assert len(listed(ward, DAY)) == 294 and listed(ward, date(2025, 6, 30)) == []
    birth = one(ward, BIRTH)
    assert (birth.term, birth.level) == (Term(1, TermUnit.WORKING_DAYS), Level.PARTIAL)
    assert (birth.channels, birth.own, birth.has_fee) == (tuple(Channel), False, False)


def test_what_comes_and_what_has_ended(ward: Unit) -> None:
    said = [
        Described(BIRTH, Content(level="full"), frozenset({"level"})),
        Described(DEATH, repealed=True, replaced_by="9.000002"),
    ]
    apply(said, SINCE, BY)
    assert (one(ward, BIRTH).level, one(ward, BIRTH).next_since) == (Level.PARTIAL, SINCE)
    assert (one(ward, BIRTH, SINCE).level, one(ward, BIRTH, SINCE).next_since) == (Level.FULL, None)
    assert (one(ward, DEATH).repealed_since, one(ward, DEATH).replaced_by) == (SINCE, "9.000002")


def test_the_units_own_rules_and_those_above(ward: Unit) -> None:
    procedure = Procedure.objects.get(code="1.004873")
    set_unit_term(find_unit("31"), procedure, Term(2, TermUnit.WORKING_DAYS), SINCE, BY)
    assert [one(ward, "1.004873", day).own for day in (DAY, SINCE)] == [False, True]
    assert not one(find_unit("H37"), "1.004873", SINCE).own


def test_figures_by_field(ward: Unit) -> None:
    civil = Field.objects.get(name="Hộ tịch")
    columns: dict[str, Any] = {
        "level": "full",
        "inter_agency": True,
        "non_territorial": True,
        "fees": ((Channel.DIRECT, (Fee(8000),)),),
    }
    apply([Described(BIRTH, Content(**columns), frozenset(columns))], DAY, BY)
    birth = Procedure.objects.get(code=BIRTH)
    lines = listed(ward, DAY)
    *rows, total = figures(lines, DAY, {birth.pk, 0})
    row = next(row for row in rows if row.field_id == civil.pk)
    in_field = ProcedureVersion.objects.filter(procedure__field=civil, since=date(2025, 7, 1))
    assert (row.name, row.total) == ("Hộ tịch", in_field.count())
    assert (row.full, row.inter_agency, row.one_stop) == (1, 1, row.total - 1)
    assert (row.non_territorial, row.with_fee, row.with_dossiers) == (1, 1, 1)
    assert row.postal == in_field.filter(postal=True).count()
    assert row.full + row.partial + row.information == row.total
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    for name in (
        "total",
        "full",
        "partial",
        "information",
        "one_stop",
        "inter_agency",
        "postal",
        "with_dossiers",
    ):
        assert sum(getattr(row, name) for row in rows) == getattr(total, name)
    assert total.total == 294


def test_a_merged_field_counts_where_it_went(ward: Unit) -> None:
    civil, notary = (Field.objects.get(name=name) for name in ("Hộ tịch", "Chứng thực"))
    before = {row.name: row.total for row in figures(listed(ward, DAY), DAY, set())}
    merge(civil, notary, SINCE, BY)
    after = {row.name: row.total for row in figures(listed(ward, SINCE), SINCE, set())}
    assert "Hộ tịch" not in after
    assert after["Chứng thực"] == before["Hộ tịch"] + before["Chứng thực"]
    assert before == {row.name: row.total for row in figures(listed(ward, DAY), DAY, set())}


def test_a_tier_of_which_nothing_is_known_may_be_anybodys(ward: Unit) -> None:
    ProcedureVersion.objects.filter(procedure__code=BIRTH).update(tiers="province ministry")
    ProcedureVersion.objects.filter(procedure__code=DEATH).update(tiers="")
    assert not one(ward, BIRTH).carried_out_by("commune") and one(ward, BIRTH).carried_out_by("province")
    assert one(ward, DEATH).carried_out_by("commune")
