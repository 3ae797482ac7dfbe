"""Odd cells: they make no other dossier, no wrong figure and no end of an import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier, Person
from motcua.hub.rebuild import differences
from motcua.ledger.statement import statement
from motcua.ledger.verify import verify_unit
from motcua.rules.periods import parse
from tests.cli.running import Runner
from tests.cli.test_bad_input import CODE, FIRST, run, stocked, taken, written
from tests.hub.builders import TITLES, Cell, dossier, xlsx

__all__ = ["run", "stocked"]


def test_invisible_signs_in_a_code_make_no_other_dossier(run: Runner, stocked: Unit, tmp_path: Path) -> None:
    codes = [
        FIRST,
        f"\u200b{FIRST}",
        f" {FIRST.lower()}\u00a0",
        FIRST.replace("-", "\u2013"),
        f"{FIRST}\ufeff",
    ]

    summary = taken(run, written(tmp_path / "hs.csv", [dossier(1, code=code) for code in codes]))

    assert (summary["rows_read"], summary["distinct_dossiers"], summary["duplicates_merged"]) == (5, 1, 4)
    assert Dossier.objects.filter(code=FIRST).count() == 1


def test_three_hundred_columns_merged_cells_and_numbers_as_text(
    run: Runner, stocked: Unit, tmp_path: Path
) -> None:
    titles: list[Cell] = [*TITLES, *(f"Cột thêm {n}" for n in range(300))]
    rows: list[list[Cell]] = [["DANH SÁCH HỒ SƠ"], [], titles]
    for number in range(1, 11):
        # procedures' codes as numbers and as text, times as spreadsheet days and as text
        procedure: Cell = 2.000815 if number % 2 else "2.000815"
        received: Cell = 46133.464 if number % 2 else "21/04/2026 11:08:16"
        filling: list[Cell] = ["x"] * 300
        rows.append([*dossier(number, stt=str(number), procedure=procedure, received=received), *filling])
    path = xlsx(tmp_path / "hs.xlsx", {"DS": rows}, merge=("A1:H1",))

    summary = taken(run, path)

    assert (summary["rows_read"], summary["dossiers_new"], summary["rows_quarantined"]) == (10, 10, 0)
    made = Dossier.objects.filter(code__regex=r"^H24\.99-260421-00\d\d$")
    assert set(made.values_list("cell__procedure__code", flat=True)) == {"2.000815"}
    instants = [at for at in made.values_list("received_at", flat=True) if at is not None]
    assert len(instants) == 10
    assert max(instants) - min(instants) < 60_000


ODD = {
    "a null of another database": "\\N",
    "a backslash at the end": "Nguyễn A\\",
    "quotes and separators": 'Trần "B", C; D|E',
    "a break": "Lê\nF",
    "half a break": "Lê\rG",
    "a tab": "Lê\tH",
    "longer than any name": "Phạm " * 100 + "I",
    "beyond the first plane": "Đỗ 𠀋",
    "nothing at all": "A\x00B",
    "a lone half of a sign": "A\ud800B",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_neither_end_an_import_nor_change_figures(
    run: Runner, stocked: Unit, tmp_path: Path, name: str
) -> None:
    odd = ODD[name]
    record = {
        "MaHoSo": FIRST, "TenLinhVuc": "Đất đai", "KenhThucHien": "1", "NgayTiepNhan": "20260502100000",
        "NgayHenTra": "20260520170000", "TrangThaiHoSo": "4", "ChuHoSo": odd, "SoDienThoai": odd * 5,
        "GhiChu": odd, "CanBoXuLy": odd, "DonViXuLy": odd,
    }  # fmt: skip
    bad = record | {"MaHoSo": "", "TenTTHC": odd}
    path = written(tmp_path / "hs.json", json.dumps({"data": [record, bad]}))

    summary = taken(run, path)

    assert (summary["dossiers_new"], summary["rows_quarantined"]) == (1, 1)
    assert taken(run, path)["dossiers_changed"] == 0
    assert [*verify_unit(stocked.pk), *differences(stocked.pk)] == []
    if odd.isprintable() and len(odd) < 100:
        assert Person.objects.get(dossier__code=FIRST).name == odd


@pytest.mark.parametrize("title", ["MaHoSo", "TenLinhVuc", "MaTTHC", "TenTTHC"])
def test_names_that_are_too_long_set_a_row_aside_and_lose_no_other(
    run: Runner, stocked: Unit, tmp_path: Path, title: str
) -> None:
    record = {
        "MaHoSo": FIRST, "MaTTHC": "2.000815", "TenTTHC": "Chứng thực", "TenLinhVuc": "Chứng thực",
        "NgayTiepNhan": "20260502100000", "TrangThaiHoSo": "4",
    }  # fmt: skip
    long = record | {"MaHoSo": "H24.99-260421-0002", title: "H" * 2_000}
    path = written(tmp_path / "hs.json", json.dumps({"data": [record, long]}))

    summary = taken(run, path)

    # either it is taken as it is or set aside; the other dossier is counted all the same
    assert summary["dossiers_new"] + summary["rows_quarantined"] == 2
    assert Dossier.objects.filter(code=FIRST).exists()
    assert [*verify_unit(stocked.pk), *differences(stocked.pk)] == []


def test_a_slip_of_one_year_does_not_silence_the_files_to_come(
    run: Runner, stocked: Unit, tmp_path: Path
) -> None:
    slip = dossier(2, received="21/04/2027 11:08:16")
    taken(run, written(tmp_path / "a.csv", [dossier(number) for number in (1, 3, 4, 5)] + [slip]))

    changed = dossier(1, due="24/04/2026 17:00:00")
    summary = taken(
        run, written(tmp_path / "b.csv", [changed, dossier(3), dossier(4, received="22/04/2026 08:00:00")])
    )

    assert summary["dossiers_changed"] == 2


SUPPLEMENTS: dict[str, list[tuple[str, str | None]]] = {
    "one never answered": [("03", None), ("05", "07")],
    "two at once": [("03", "08"), ("05", "07")],
    "before reception": [("01", "02"), ("05", "07")],
    "before reception until after it": [("01", "04"), ("05", "07")],
    "the same twice": [("05", "07"), ("05", "07")],
    "answered before it was asked": [("07", "05"), ("08", "09")],
    "after the end": [("05", "07"), ("12", "13")],
    "still open after the end": [("05", None), ("12", None)],
}


@pytest.mark.parametrize("name", SUPPLEMENTS)
@pytest.mark.parametrize("ended", [False, True])
def test_supplement_requests_that_cannot_be(
    run: Runner, stocked: Unit, tmp_path: Path, name: str, ended: bool
) -> None:
    listed = [
        {"NgayBoSung": f"202605{begin}090000", "NgayTiepNhanBoSung": f"202605{end}090000" if end else ""}
        for begin, end in SUPPLEMENTS[name]
    ]
    record = {
        "MaHoSo": FIRST, "TenLinhVuc": "Đất đai", "KenhThucHien": "1", "NgayTiepNhan": "20260502100000",
        "NgayHenTra": "20260520170000", "TrangThaiHoSo": "9" if ended else "4",
        "NgayKetThucXuLy": "20260510100000" if ended else "", "DanhSachHoSoBoSung": listed,
    }  # fmt: skip

    ran = run("import", "--unit", CODE, written(tmp_path / "hs.json", json.dumps({"data": [record]})))

    assert ran.code == 0, ran.words
    assert [*verify_unit(stocked.pk), *differences(stocked.pk)] == []
    made = statement([stocked.pk], parse("2026-06"))
    made.check()
    assert made.by("field") == {} or min(min(values.values()) for values in made.by("field").values()) >= 0
