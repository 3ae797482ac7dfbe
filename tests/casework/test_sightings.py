"""What another system reports on a dossier that we lead is kept beside it and never changes it."""

from __future__ import annotations

import csv
from pathlib import Path

from motcua.casework import acts
from motcua.casework.models import Work
from motcua.dossiers.cells import own_system
from motcua.dossiers.history import history
from motcua.dossiers.models import Dossier
from motcua.hub.rebuild import differences
from motcua.hub.run import import_files
from motcua.ledger.models import Move
from motcua.ledger.verify import verify_unit
from motcua.people.models import Role
from tests.casework.conftest import DAY, MONDAY, Office
from tests.conftest import exports


def reported(folder: Path, *codes: str) -> Path:
    """An export of the ministry's system that reports on dossiers with these codes."""
    text = exports("mau-thu")[1].read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    column = next(name for name, value in rows[0].items() if value.startswith("H24.99-"))
    path = folder / "ho-tich-dien-tu.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(row | {column: code} for row, code in zip(rows, codes, strict=False))
    return path


def test_a_report_on_our_own_dossier_is_a_sighting(office: Office, tmp_path: Path) -> None:
    done = office.receive()
    unit, before = office.cast.here, Dossier.objects.values().get(pk=done.dossier)
    moves = list(Move.objects.filter(dossier=done.dossier).values_list("pk", "n"))
    summary = import_files(unit, [reported(tmp_path, done.code, "H24.99-260601-0007")], MONDAY + DAY)

    assert summary.dossiers_new == 1
    assert Dossier.objects.filter(code=done.code).count() == 1
    assert Dossier.objects.values().get(pk=done.dossier) == before
    assert before["authority_id"] == own_system()
    assert list(Move.objects.filter(dossier=done.dossier).values_list("pk", "n")) == moves
    assert [one.kind for one in history(done.dossier).sightings()] == ["reported"]
    assert verify_unit(unit.pk) == differences(unit.pk) == []

    office.act(Role.COUNTER, done.dossier, acts.Stop("Công dân rút"), 2 * DAY)
    assert Work.objects.get(pk=done.dossier).seq == 2
    assert verify_unit(unit.pk) == differences(unit.pk) == []
    again = import_files(unit, [reported(tmp_path, done.code)], MONDAY + 3 * DAY)
    assert again.dossiers_new == 0
