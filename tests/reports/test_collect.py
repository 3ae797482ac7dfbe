"""The data of a report from the database, and the files of a unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.catalogue.models import Field, Province, System, Unit, UnitCode, UnitParent
from motcua.dossiers.models import Cell, Dossier
from motcua.ledger.models import BalancedMonth, Move
from motcua.reports import formal, narrative
from motcua.reports.collect import agency_of, collect
from motcua.reports.identity import BrokenIdentity
from motcua.reports.models import ReportSection
from motcua.reports.render import filled_forms
from motcua.reports.rolled_up import collected
from motcua.reports.write import file_name, write_report
from motcua.rules.accounts import Account as A
from motcua.rules.instants import day_of, day_start
from motcua.rules.periods import parse

pytestmark = pytest.mark.django_db

JUNE = parse("2026-06")  # 15/5 to 14/6/2026


@pytest.fixture
def province() -> Province:
    return Province.objects.get_or_create(
        gso_code="31", defaults={"code": "H24", "name": "Thành phố Hải Phòng"}
    )[0]


@pytest.fixture
def ward(province: Province) -> Unit:
    unit = Unit.objects.create(
        kind="commune", name="Phường Thử Nghiệm", folded="phuong thu nghiem", province=province
    )
    UnitCode.objects.create(unit=unit, code="99999", kind="gso")
    UnitCode.objects.create(unit=unit, code="H24.999", kind="id")
    BalancedMonth.objects.create(unit=unit, month=day_of(date(2026, 4, 1)))
    return unit


def cell(unit: Unit, field: str, system: str, owner: str, channel: int = 2, **facts: int) -> Cell:
    kept = System.objects.get_or_create(key=system, defaults={"name": system, "owner": owner})[0]
    named = Field.objects.get_or_create(folded=field.lower(), defaults={"name": field})[0]
    return Cell.objects.create(unit=unit, field=named, system=kept, channel=channel, level=4, **facts)


_serial = 0


def moves(cell: Cell, count: int, *steps: tuple[A, A, date], recorded: date = date(2026, 6, 20)) -> None:
    """That many dossiers that took these steps, each on a day."""
    global _serial
    for _ in range(count):
        _serial += 1
        dossier = Dossier.objects.create(
            unit=cell.unit, issuer=cell.system, code=f"T-{_serial}", authority=cell.system, cell=cell, state=2
        )
        for origin, target, day in steps:
            Move.objects.create(
                dossier=dossier, unit=cell.unit, cell=cell, from_account=origin, to_account=target, n=1,
                effect_at=day_start(day_of(day)), effect_day=day_of(day),
                recorded_at=day_start(day_of(recorded)), rules=1,
            )  # fmt: skip


def received(day: date) -> tuple[A, A, date]:
    return A.OUTSIDE, A.IN_TERM, day


def early(day: date) -> tuple[A, A, date]:
    return A.IN_TERM, A.RESOLVED_EARLY, day


@pytest.fixture
def filled_ward(ward: Unit) -> Unit:
    """6 received in June and 2 before, of which 5 and 1 were resolved in June; 9 of May as a whole."""
    civil = cell(ward, "Hộ tịch thử", "test-ministry", "ministry", digitised=1, fee_due=1, paid_online=1)
    land = cell(ward, "Đất đai thử", "test-province", "province", channel=1)
    moves(civil, 4, received(date(2026, 5, 15)), early(date(2026, 6, 14)))
    moves(civil, 1, received(date(2026, 5, 14)), early(date(2026, 5, 15)))
    moves(land, 1, received(date(2026, 6, 1)), early(date(2026, 6, 2)))
    moves(land, 1, received(date(2026, 6, 14)), (A.IN_TERM, A.OVERDUE, date(2026, 6, 15)))
    moves(land, 1, received(date(2026, 5, 1)), (A.IN_TERM, A.AWAITING_SUPPLEMENT, date(2026, 5, 20)))
    moves(land, 9, received(date(2026, 4, 20)), early(date(2026, 4, 21)))
    return ward


def test_the_figures_are_those_of_the_statement(filled_ward: Unit) -> None:
    data = collect(filled_ward, JUNE)
    wanted = {
        "received_online": 4, "received_direct_or_postal": 2, "carried_over": 2, "early": 6, "open_in_term": 1,
        "awaiting_supplement": 1, "open_overdue": 0, "total_received": 8, "closed": 6, "open": 2,
    }  # fmt: skip
    assert {name: data.totals[name] for name in wanted} == wanted
    assert data.facts == {"digitised": 5, "fee_dossiers": 5, "fee_paid_online": 5}
    rows = [(row.name, row.owner, row.values["total_received"]) for row in data.rows]
    assert rows == [("Đất đai thử", "province", 3), ("Hộ tịch thử", "ministry", 5)]
    assert data.rows[0].systems == (System.objects.get(key="test-province").pk,)


def test_the_period_before_is_given_where_it_was_recorded(filled_ward: Unit) -> None:
    previous = collect(filled_ward, JUNE).previous
    assert previous is not None
    # 15/4 to 14/5: 9 + 1 + 1 received, 9 closed, 2 left open; 9 of 11 is more than four fifths
    assert (previous["received"], previous["closed"], previous["open"]) == (11, 9, 2)
    assert collect(filled_ward, parse("2026-05")).previous is None


def test_what_was_recorded_later_is_left_out_of_an_earlier_view(filled_ward: Unit) -> None:
    land = Cell.objects.get(unit=filled_ward, system__key="test-province")
    moves(land, 2, received(date(2026, 6, 10)), recorded=date(2026, 7, 1))
    known_at = day_start(day_of(date(2026, 6, 25)))
    assert collect(filled_ward, JUNE).totals["received"] == 8
    assert collect(filled_ward, JUNE, known_at).totals["received"] == 6
    assert collect(filled_ward, JUNE, known_at).known_at == known_at


def test_a_province_reports_what_its_communes_resolve(filled_ward: Unit, province: Province) -> None:
    whole = Unit.objects.create(
        kind="province", name="Thành phố Hải Phòng", folded="thanh pho hai phong", province=province
    )
    UnitParent.objects.create(unit=filled_ward, parent=whole, since=date(2025, 7, 1))
    data = collected(whole, JUNE)
    assert (data.totals["total_received"], data.totals["closed"], data.totals["open"]) == (8, 6, 2)
    (form,) = filled_forms(data)
    assert form.form.key == "II.06d"
    text = "\n".join(block.text for block in narrative.report(data, [form]).body)
    assert "Tổng số hồ sơ TTHC nhận giải quyết: 08 hồ sơ" in text
    assert "(Chi tiết tại Biểu số II.06d/VPCP/KSTT)" in text
    assert formal.addressee(data) == "Văn phòng Chính phủ"
    # A commune's own stays as it was.
    assert collected(filled_ward, JUNE) == collect(filled_ward, JUNE)


def test_what_people_wrote_for_the_period_is_put_in(filled_ward: Unit) -> None:
    for period, key, text in (
        ("2026-06", "chi-dao", "Đã ban hành Kế hoạch."), ("2026-06", "so", "12"), ("2026-05", "so", "99"),
        ("2026-06", "ngay", "2026-06-18"), ("2026-06", "kien-nghi", ""),
    ):  # fmt: skip
        ReportSection.objects.create(unit=filled_ward, period=period, key=key, text=text)
    data = collect(filled_ward, JUNE)
    assert data.sections == {"chi-dao": "Đã ban hành Kế hoạch.", "so": "12", "ngay": "2026-06-18"}
    assert (data.number, data.dated) == ("12", date(2026, 6, 18))


def test_a_commune_writes_as_its_peoples_committee(ward: Unit) -> None:
    found = agency_of(ward, JUNE.last)
    assert (found.name, found.place, found.province, found.superior) == (
        "Ủy ban nhân dân phường Thử Nghiệm", "Thử Nghiệm", ward.province.name, "",
    )  # fmt: skip
    ward.name = "Ủy ban nhân dân xã An Trường"
    assert (agency_of(ward, JUNE.last).name, agency_of(ward, JUNE.last).place) == (ward.name, "An Trường")
    ward.name = "Đơn vị mẫu thử"
    assert (agency_of(ward, JUNE.last).name, agency_of(ward, JUNE.last).place) == (
        "Đơn vị mẫu thử",
        "Hải Phòng",
    )


def test_a_centre_writes_below_the_unit_it_belongs_to_on_that_day(ward: Unit, province: Province) -> None:
    other = Unit.objects.create(kind="commune", name="Xã Khác", folded="xa khac", province=province)
    centre = Unit.objects.create(
        kind="department", name="Trung tâm Phục vụ hành chính công", folded="trung tam", province=province
    )
    assert agency_of(centre, JUNE.last).superior == ""
    UnitParent.objects.create(unit=centre, parent=ward, since=date(2025, 7, 1))
    UnitParent.objects.create(unit=centre, parent=other, since=date(2026, 7, 1))
    found = agency_of(centre, JUNE.last)
    assert (found.superior, found.place) == ("Ủy ban nhân dân phường Thử Nghiệm", "Thử Nghiệm")
    assert agency_of(centre, date(2026, 7, 1)).superior == "Ủy ban nhân dân xã Khác"


def test_three_files_are_written_under_the_units_code(filled_ward: Unit, tmp_path: Path) -> None:
    written = write_report(filled_ward, JUNE, tmp_path)
    assert [path.name for path in written] == [
        f"bao-cao-H24.999-2026-06.{kind}" for kind in ("docx", "pdf", "xlsx")
    ]
    assert all(path.stat().st_size > 5000 for path in written)
    ranged = write_report(filled_ward, parse("2026-01-01..2026-05-25"), tmp_path, kinds=("xlsx",))
    assert ranged[0].name == "bao-cao-H24.999-2026-01-01_2026-05-25.xlsx"


def test_a_unit_without_a_code_is_named_by_its_name(province: Province) -> None:
    unit = Unit.objects.create(kind="commune", name="Xã Đặng Lễ", folded="xa dang le", province=province)
    assert file_name(unit) == "xa-dang-le"


def test_figures_that_do_not_agree_are_not_written(filled_ward: Unit, tmp_path: Path) -> None:
    # A channel that is none of the national ones is received, but neither online nor direct.
    strange = cell(filled_ward, "Đất đai thử", "test-province", "province", channel=9)
    moves(strange, 1, received(date(2026, 6, 1)))
    with pytest.raises(BrokenIdentity) as caught:
        write_report(filled_ward, JUNE, tmp_path / "out")
    assert (caught.value.row, caught.value.identity.text) == ("Đất đai thử", "3 = 4 + 5 + 6")
    assert not (tmp_path / "out").exists()
