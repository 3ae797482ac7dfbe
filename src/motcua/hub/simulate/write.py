"""Writing export files as the three systems lay them out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from motcua.hub.simulate.export import Export
from motcua.hub.simulate.rows import CIVIL_STATUS_TITLES, NUMBER, ONE_STOP_TITLES, Record, Row
from motcua.hub.simulate.world import World
from motcua.rules.instants import date_of, local_day

_SHEET = "Danh sach ho so"
_BLANK_EVERY = 450


def write_files(folder: Path, world: World, told: Export, one_file: bool) -> list[Path]:
    """Write a file for each system that has rows, the one-stop system as text where it holds all; gives the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    if told.one_stop:
        exported = date_of(local_day(world.as_of))
        sheet = one_stop_sheet(told.one_stop, world.unit_name, exported)
        made.append(folder / ("he-thong-mot-cua.csv" if one_file else "he-thong-mot-cua.xlsx"))
        write_one_stop_text(made[-1], sheet) if one_file else write_workbook(made[-1], sheet, exported)
    if told.civil_status:
        made.append(folder / "ho-tich-dien-tu.csv")
        write_civil_status(made[-1], told.civil_status)
    if told.household_business:
        made.append(folder / "dang-ky-ho-kinh-doanh.json")
        write_household_business(made[-1], told.household_business)
    return made


def one_stop_sheet(rows: Sequence[Row], unit_name: str, exported: date) -> list[Row]:
    """The whole sheet: titles above the header, the header again in the middle, blank rows, a total below."""
    body: list[Row] = []
    for number, row in enumerate(rows, 1):
        row[NUMBER] = number
        body.append(row)
        if number == (len(rows) + 1) // 2:
            body.append(list(ONE_STOP_TITLES))
        elif number % _BLANK_EVERY == 0:
            body.append([])
    top: list[Row] = [
        [unit_name.upper()],
        ["TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"],
        [],
        ["DANH SÁCH HỒ SƠ THỦ TỤC HÀNH CHÍNH"],
        [f"(Xuất ngày {exported:%d/%m/%Y})"],
        [],
        list(ONE_STOP_TITLES),
    ]
    return [*top, *body, [], [f"Tổng cộng: {len(rows)} hồ sơ"]]


def write_workbook(path: Path, sheet: Iterable[Row], exported: date) -> None:
    """One sheet of texts and numbers, the same bytes for the same rows."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(exported.year, exported.month, exported.day)})  # noqa: DTZ001
        page = book.add_worksheet(_SHEET)
        for number, row in enumerate(sheet):
            page.write_row(number, 0, row)


def write_one_stop_text(path: Path, sheet: Iterable[Row]) -> None:
    """The same sheet as text with semicolons."""
    _write_text(path, ([*row, *[None] * (len(ONE_STOP_TITLES) - len(row))] for row in sheet))


def write_civil_status(path: Path, rows: Iterable[Row]) -> None:
    """Text with semicolons and a byte-order mark."""
    _write_text(path, [CIVIL_STATUS_TITLES, *rows])


def write_household_business(path: Path, records: Sequence[Record]) -> None:
    """One object that wraps the list."""
    path.write_text(json.dumps({"data": records}, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_text(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
