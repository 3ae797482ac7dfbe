"""Exports as they would be a little later, with a few rows changed, and what had changed by a plain comparison."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl

from motcua.catalogue.models import Unit
from motcua.dossiers.models import Dossier
from motcua.ledger.lists import dossiers
from motcua.rules.instants import Instant
from motcua.rules.measures import MEASURES
from motcua.rules.periods import Period
from tests.conftest import exports

HEAD = 7


@dataclass(frozen=True)
class Newer:
    """A newer one-stop export: codes that ended within the period, after it, and one that is new."""

    file: Path
    ended: list[str]
    after: list[str]
    added: str


def newer(folder: Path, case: str, unit: Unit, period: Period) -> Newer:
    """Three dossiers that were open turn out to have ended in the period, two after it, one was not told of before."""
    source = exports(case)[0]
    copy = folder / source.name
    book = openpyxl.load_workbook(shutil.copy(source, copy))
    sheet = book.worksheets[0]
    titles = [str(cell.value) for cell in sheet[HEAD]]
    rows = {str(row[1].value or "").strip(): row for row in sheet.iter_rows(min_row=HEAD + 1)}
    ours = [code for code in _open(unit, period) if code in rows]
    ended, after = ours[:3], ours[3:5]
    for code in ended:
        _end(rows[code], titles, f"{period.last:%d/%m/%Y} 10:00:00")
    for code in after:
        _end(rows[code], titles, f"{period.last + timedelta(days=1):%d/%m/%Y} 10:00:00")
    added = f"{ours[5][:-4]}9876"
    sheet.append([added if n == 1 else cell.value for n, cell in enumerate(rows[ours[5]])])
    book.save(copy)
    return Newer(copy, ended, after, added)


def _open(unit: Unit, period: Period) -> list[str]:
    """Codes of dossiers in term at the end, for which the one-stop system speaks."""
    keys = dossiers([unit.pk], period, "open_in_term")
    led = Dossier.objects.filter(pk__in=keys, authority__owner="province", finished_at=None)
    return sorted(led.values_list("code", flat=True))


def _end(row: Any, titles: list[str], at: str) -> None:
    for title, value in (("Trạng thái hồ sơ", "Đã xử lý xong"), ("Ngày kết thúc xử lý", at)):
        row[titles.index(title)].value = value


def really_changed(unit: Unit, period: Period, then: Instant, now: Instant | None = None) -> list[str]:
    """Codes of the dossiers that stood in other lists than they do now, by plainly comparing all lists."""
    was, is_now = _lists(unit, period, then), _lists(unit, period, now)
    keys = {key for key, _ in was.items() ^ is_now.items()}
    return sorted(Dossier.objects.filter(pk__in=keys).values_list("code", flat=True))


def _lists(unit: Unit, period: Period, known_at: Instant | None) -> dict[int, tuple[Any, ...]]:
    """By dossier in which lists it stands, and how often: of every measure, and of every field and system."""
    places = Dossier.objects.filter(unit=unit).values_list("cell__field", "cell__system").distinct()
    asked: list[tuple[str, int | None, int | None]] = [(measure, None, None) for measure in MEASURES]
    asked += [("total_received", field, system) for field, system in sorted(set(places))]
    found: dict[int, list[Any]] = {}
    for one in asked:
        for key in dossiers([unit.pk], period, *one, known_at):
            found.setdefault(key, []).append(one)
    return {key: tuple(lists) for key, lists in found.items()}
