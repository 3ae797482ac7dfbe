"""Closed periods and the index over the wire: the figures of then, what was adjusted, as many codes as it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from motcua.api.tokens import CATALOGUE, STATEMENTS
from motcua.casework.reception import Reception, Who, receive
from motcua.catalogue.models import Procedure
from motcua.closing.acts import close
from motcua.closing.models import Closing
from motcua.index.compared import calendar_month
from motcua.index.published import TOTAL, Told, keep
from motcua.people.audit import Acting
from motcua.people.models import Role
from motcua.rules.instants import MS_PER_DAY, MS_PER_HOUR, to_datetime
from motcua.rules.periods import Period
from tests.api.conftest import Program
from tests.casework.conftest import BIRTH, MONDAY, Office

Make = Callable[..., Program]
UNIT = "/units/H24.99"
RECEIVED = "received_direct_or_postal"
JUNE = calendar_month(date(2026, 6, 1))


def asked(period: Period, **more: Any) -> dict[str, Any]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat(), **more}


@pytest.fixture
def closed(office: Office) -> Closing:
    """June, closed with one dossier; another of June is entered afterwards."""
    office.receive()
    closing = close(office.cast.here, JUNE, office.cast.of_here[Role.DIRECTOR], MONDAY + 40 * MS_PER_DAY)
    office.receive(MS_PER_HOUR)
    return closing


def test_a_closing_keeps_its_figures_and_names_what_changed(
    closed: Closing, office: Office, program: Make
) -> None:
    other = program(office.cast.of_here[Role.DIRECTOR])
    (head,) = other.get(f"{UNIT}/closings").json()
    whole = other.get(f"{UNIT}/closings/{head['id']}").json()
    adjusted = other.get(f"{UNIT}/closings/{head['id']}/adjustments").json()
    listed = other.get(f"{UNIT}/closings/{head['id']}/adjustments/dossiers").json()
    present = other.get(f"{UNIT}/statement", **asked(JUNE)).json()["totals"]

    assert (head["digest"], head["holds"], head["number"]) == (closed.digest, True, 1)
    assert whole["totals"][RECEIVED] == 1 and present[RECEIVED] == 2
    assert sum(one[RECEIVED] for one in whole["by_field"].values()) == 1
    assert "II.06b" in {one["form"] for one in whole["forms"]}
    assert adjusted["differences"][RECEIVED] == present[RECEIVED] - whole["totals"][RECEIVED]
    assert adjusted["counted"] == [{"cause": "late_entry", "what": "added", "dossiers": 1}]
    assert (listed["total"], len(listed["items"]), listed["next"]) == (adjusted["total"], 1, None)
    assert listed["items"][0]["differences"] == adjusted["differences"]


def test_as_known_at_the_closing_nothing_was_adjusted(closed: Closing, office: Office, program: Make) -> None:
    other = program(office.cast.of_here[Role.DIRECTOR])
    then = to_datetime(closed.as_of).isoformat()
    adjusted = other.get(f"{UNIT}/closings/{closed.pk}/adjustments", known_at=then).json()
    assert adjusted == {"total": 0, "counted": [], "differences": {}}
    behind = other.get(f"{UNIT}/statement/dossiers", **asked(JUNE, measure=RECEIVED, known_at=then)).json()
    assert len(behind["codes"]) == behind["total"] == 1
    assert (
        other.get(f"{UNIT}/index", **asked(JUNE, known_at=then)).json()
        != other.get(f"{UNIT}/index", **asked(JUNE)).json()
    )


def test_the_index_gives_as_many_codes_as_it_counts(office: Office, program: Make) -> None:
    codes = {office.receive().code, office.receive().code}
    other = program(office.cast.of_here[Role.DIRECTOR])
    month = asked(JUNE)
    whole = other.get(f"{UNIT}/index", **month).json()
    lines = {one["code"]: one for group in whole["groups"] for one in group["indicators"]}
    for code, line in lines.items():
        address = f"{UNIT}/index/{code}"
        if line["denominator"] is None:
            assert other.get(address, **month).status_code == 404
            continue
        for side in ("numerator", "denominator"):
            assert other.get(address, **month, side=side).json()["total"] == line[side], code
    progress = other.get(f"{UNIT}/index/TDGQ", **month, side="denominator").json()
    assert set(progress["codes"]) == codes and progress["of"] == "dossiers"


def test_the_index_of_a_procedure_and_of_none(office: Office, program: Make) -> None:
    office.receive()
    other = program(office.cast.of_here[Role.DIRECTOR])
    month = asked(JUNE)
    field = Procedure.objects.get(code=BIRTH).field.name
    one = other.get(f"{UNIT}/index", **month, procedure=BIRTH).json()
    assert one["groups"] == other.get(f"{UNIT}/index", **month, field=field, procedure=BIRTH).json()["groups"]
    for wrong in ({"procedure": "0.000000"}, {"field": "Không có lĩnh vực này"}):
        assert other.get(f"{UNIT}/index", **month, **wrong).status_code == 404


def test_lists_of_dossiers_need_more_than_figures(closed: Closing, office: Office, program: Make) -> None:
    reader = program(office.cast.of_here[Role.CLERK], STATEMENTS)
    month = asked(JUNE)
    assert reader.get(f"{UNIT}/index", **month).status_code == 200
    assert reader.get(f"{UNIT}/index/TDGQ", **month).status_code == 403
    assert reader.get(f"{UNIT}/closings/{closed.pk}/adjustments").status_code == 200
    assert reader.get(f"{UNIT}/closings/{closed.pk}/adjustments/dossiers").status_code == 403
    clerk = program(office.cast.of_here[Role.CLERK])
    assert clerk.get(f"{UNIT}/closings/{closed.pk}/adjustments/dossiers").status_code == 404
    assert clerk.get(f"{UNIT}/closings/{closed.pk + 1}").status_code == 404


def test_the_history_of_the_index_is_the_index_of_each_period(office: Office, program: Make) -> None:
    office.receive()
    office.receive(31 * MS_PER_DAY)
    other = program(office.cast.of_here[Role.CLERK], STATEMENTS)
    july = calendar_month(date(2026, 7, 1))
    periods = other.get(f"{UNIT}/index/history", **asked(july)).json()["periods"]
    assert [one["first"] for one in periods] == ["2026-06-01", "2026-07-01"]
    for one, month in zip(periods, (JUNE, july), strict=True):
        whole = other.get(f"{UNIT}/index", **asked(month)).json()
        assert (one["points"], one["countable"], one["version"]) == (
            whole["points"],
            whole["countable"],
            whole["version"],
        )
        assert [(g["code"], g["points"]) for g in one["groups"]] == [
            (g["code"], g["points"]) for g in whole["groups"]
        ]
    assert (
        program(office.cast.of_there[Role.CLERK]).get(f"{UNIT}/index/history", **asked(july)).status_code
        == 404
    )
    catalogue = program(office.cast.of_here[Role.CLERK], CATALOGUE)
    assert catalogue.get(f"{UNIT}/index/ranking", **asked(july)).status_code == 403


def test_a_ranking_holds_whom_one_may_see(office: Office, program: Make) -> None:
    office.receive()
    received = receive(
        Reception(office.procedure, Who("Nguyễn Văn Đức", "001099012345")),
        office.who(Role.COUNTER, "there"),
        MONDAY,
    )
    assert received.dossier
    figures = [
        Told("H24.99", "", TOTAL, None, Decimal("71.5")),
        Told("H24.98", "Xã bên", TOTAL, None, Decimal(80)),
    ]
    keep(office.cast.here, JUNE, figures, Acting(None, MONDAY))
    mine = program(office.cast.of_here[Role.DIRECTOR]).get(f"{UNIT}/index/ranking", **asked(JUNE)).json()
    whole = program(office.cast.of_above[Role.LEADER]).get(f"{UNIT}/index/ranking", **asked(JUNE)).json()
    assert [one["unit"] for one in mine["counted"]] == [office.cast.here.name]
    assert {one["unit"] for one in whole["counted"]} == {office.cast.here.name, office.cast.there.name}
    assert all(one["points"] and one["place"] for one in whole["counted"])
    (total,) = mine["published"]
    assert (total["part"], total["own"]) == ("TOTAL", 2)
    assert [(one["place"], one["department"], one["points"]) for one in total["units"]] == [
        (1, "H24.98", "80.00"),
        (2, "H24.99", "71.50"),
    ]
