"""The file of explanation: facts and incidents are followed, never changed; the rule proposes, a person confirms."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from motcua.casework import acts
from motcua.casework.files import keep
from motcua.catalogue.models import Unit
from motcua.catalogue.systems import system
from motcua.dossiers.models import Act, Dossier
from motcua.findings.documents import NothingToWrite, late_list, letter
from motcua.findings.explaining import (
    FactTold,
    IncidentTold,
    NotRecorded,
    facts_on,
    incidents_of,
    report,
    tell,
)
from motcua.findings.keep import reconcile
from motcua.findings.late import late_dossiers
from motcua.findings.models import Fact, Finding, Incident
from motcua.findings.settle import Settlement, settle
from motcua.findings.touched import Because, carried_over, confirm, incidents_on, proposed, proposing
from motcua.ledger.models import Move
from motcua.people.audit import Acting
from motcua.people.models import Role
from motcua.reports.printed.render import render
from motcua.rules.periods import parse
from tests.casework.conftest import DAY, HOUR, MONDAY, Office
from tests.cli.running import Runner
from tests.counter.test_counter import picture
from tests.findings.saying import CIVIL, ONE_STOP, says

JUNE, NOW = parse("2026-06-01..2026-06-10"), MONDAY + 15 * DAY
ACTING = Acting(None, NOW)
DUE = MONDAY + 2 * DAY
CODES = [f"H24.99-260601-15000{n}" for n in range(4)]


@pytest.fixture
def unit(office: Office) -> Unit:
    """The commune, with dossiers of the ministry's system: on time, late, overdue; and one of another system."""
    found = office.cast.here
    late = {"state": "ready", "finished": DUE + 2 * DAY}
    says(found, CIVIL, {"code": CODES[0], "state": "ready", "finished": MONDAY + HOUR}, {"code": CODES[1], **late},
         {"code": CODES[2]}, as_of=MONDAY + 9 * DAY)  # fmt: skip
    says(found, ONE_STOP, {"code": "H24.99-260601-0001", **late}, as_of=MONDAY + 9 * DAY)
    return found


def _dossier(code: str) -> Dossier:
    return Dossier.objects.get(code=code)


def test_a_fact_stands_beside_any_dossier_and_changes_nothing(
    unit: Unit, settings: Any, tmp_path: Path
) -> None:
    settings.DOSSIER_FILES = tmp_path
    dossier = _dossier(CODES[1])
    before = Dossier.objects.values().get(pk=dossier.pk), Act.objects.count(), Move.objects.count()
    evidence = keep("anh.png", [picture()], unit.pk, None, NOW)
    first = tell(unit, dossier, FactTold("Công dân vắng nhà", MONDAY, evidence), ACTING)
    second = tell(unit, dossier, FactTold("Công dân xin lùi hẹn", MONDAY, None, first), ACTING)
    assert [fact.text for fact in facts_on(dossier.pk)] == ["Công dân xin lùi hẹn"]
    assert second.file == evidence, "evidence stays with what follows"
    assert Fact.objects.get(pk=first.pk).text == "Công dân vắng nhà"
    with pytest.raises(NotRecorded, match="Hãy xem lại"):
        tell(unit, dossier, FactTold("Hai người cùng sửa", None, None, first), ACTING)
    tell(unit, dossier, FactTold("", None, None, second), ACTING)
    assert not facts_on(dossier.pk)
    assert Fact.objects.count() == 3
    assert (Dossier.objects.values().get(pk=dossier.pk), Act.objects.count(), Move.objects.count()) == before


def test_what_cannot_be_recorded_is_refused(unit: Unit) -> None:
    dossier, civil = _dossier(CODES[1]), system(CIVIL)
    for fact in (FactTold(" "), FactTold("x" * 4001), FactTold("Mai", NOW + DAY)):
        with pytest.raises(NotRecorded):
            tell(unit, dossier, fact, ACTING)
    for told in (
        IncidentTold(civil, MONDAY, None, ""),
        IncidentTold(civil, NOW + DAY, None, "Chậm"),
        IncidentTold(civil, MONDAY, MONDAY, "Chậm"),
    ):
        with pytest.raises(NotRecorded):
            report(unit, told, ACTING)
    assert Fact.objects.count() == Incident.objects.count() == 0


def _incident(unit: Unit, begin: int, end: int | None = None) -> Incident:
    return report(unit, IncidentTold(system(CIVIL), begin, end, "Không đăng nhập được"), ACTING)


def test_the_rule_proposes_what_was_due_or_acted_on_and_a_person_confirms(unit: Unit) -> None:
    incident = _incident(unit, DUE - HOUR, DUE + HOUR)
    found = {row.dossier.code: row for row in proposed(incident, NOW)}
    # The first was finished before; the dossier of the one-stop system has nothing to do with it.
    assert {code: row.because for code, row in found.items()} == {
        CODES[1]: Because.DUE,
        CODES[2]: Because.DUE,
    }
    assert {row.confirmed for row in found.values()} == {None}
    assert proposing(unit.pk, _dossier(CODES[1]), NOW) == [incident]
    assert proposing(unit.pk, _dossier(CODES[0]), NOW) == []

    keys = {code: _dossier(code).pk for code in CODES[:3]}
    assert confirm(incident, [keys[CODES[1]]], True, ACTING) == 1
    assert confirm(incident, [keys[CODES[1]]], True, ACTING) == 0
    confirm(incident, [keys[CODES[2]]], True, ACTING)
    confirm(incident, [keys[CODES[2]]], False, Acting(None, NOW + 1))
    confirm(incident, [keys[CODES[0]]], True, ACTING)
    held = {row.dossier.code: (row.because, row.confirmed) for row in proposed(incident, NOW)}
    assert held == {
        CODES[0]: (Because.CHOSEN, True),
        CODES[1]: (Because.DUE, True),
        CODES[2]: (Because.DUE, False),
    }
    assert set(incidents_on(unit.pk, set(keys.values()))) == {keys[CODES[0]], keys[CODES[1]]}

    longer = report(unit, IncidentTold(system(CIVIL), MONDAY, None, "Ngừng hẳn", None, incident), ACTING)
    carried_over(incident, longer, ACTING)
    assert list(incidents_of(unit.pk)) == [longer]
    assert incidents_on(unit.pk, {keys[CODES[1]]}) == {keys[CODES[1]]: [longer]}
    # Something was done on the first while it lasted.
    assert {row.dossier.code for row in proposed(longer, NOW)} == set(CODES[:3])


def test_what_an_incident_touched_has_it_as_cause(unit: Unit) -> None:
    says(unit, ONE_STOP, {"code": CODES[1], "field": "Hộ tịch"}, as_of=MONDAY + 9 * DAY)
    reconcile(unit.pk, NOW)
    confirm(_incident(unit, DUE - HOUR, DUE + HOUR), [_dossier(CODES[1]).pk], True, ACTING)
    reconcile(unit.pk, NOW)
    assert Finding.objects.get(kind="state").guess == "incident"


def test_late_dossiers_with_everything_that_explains_them(unit: Unit, office: Office) -> None:
    own = office.receive()
    office.act(Role.SPECIALIST, own.dossier, acts.Apologise(MONDAY + 20 * DAY, "Chờ xác minh"), 2 * DAY)
    says(unit, ONE_STOP, {"code": CODES[1], "field": "Hộ tịch"}, as_of=MONDAY + 9 * DAY)
    reconcile(unit.pk, NOW)
    tell(unit, _dossier(CODES[2]), FactTold("Hồ sơ giấy thất lạc hai ngày"), ACTING)
    settle(unit, [Finding.objects.get(kind="state").pk], Settlement(cause="not_updated_there"), ACTING)
    confirm(_incident(unit, DUE - HOUR, DUE + HOUR), [_dossier(CODES[1]).pk], True, ACTING)

    rows = {row.dossier.code: row for row in late_dossiers(unit, JUNE, NOW)}
    assert set(rows) == {CODES[1], CODES[2], "H24.99-260601-0001", own.code}
    # Due on Wednesday the 3rd, ready on Friday the 5th.
    assert (rows[CODES[1]].days, rows[CODES[1]].ended) == (2, True)
    assert not rows[CODES[2]].ended
    assert [one.explained for one in (rows[CODES[1]], rows[CODES[2]], rows["H24.99-260601-0001"])] == [
        True,
        True,
        False,
    ]
    assert rows[CODES[1]].settled == ("Khác trạng thái: Chưa cập nhật ở hệ thống kia",)
    assert rows[own.code].apologised_at == MONDAY + 2 * DAY

    listed = late_list(unit, JUNE, NOW)
    assert (listed.ended, listed.running, listed.touched, listed.apologised, listed.unexplained) == (
        2,
        2,
        1,
        1,
        1,
    )
    sheet = openpyxl.load_workbook(io.BytesIO(render(listed, "xlsx"))).worksheets[0]
    texts = " ".join(str(cell) for row in sheet.values for cell in row if cell is not None)
    for told in (
        CODES[1],
        "02 ngày làm việc",
        "Hồ sơ giấy thất lạc hai ngày",
        "Không đăng nhập được",
        "Đã xin lỗi ngày 03/6/2026",
        "Chờ xác minh",
    ):
        assert told in texts, told
    assert listed.signer.lines[-1] == "CHỦ TỊCH"


def test_the_letter_to_the_owner_of_a_system(unit: Unit) -> None:
    confirm(
        _incident(unit, DUE - HOUR, DUE + HOUR), [_dossier(CODES[1]).pk, _dossier(CODES[0]).pk], True, ACTING
    )
    made = letter(unit, system(CIVIL), JUNE, NOW)
    assert [(one.code, one.late) for one in made.dossiers] == [
        (CODES[0], "không quá hạn"),
        (CODES[1], "quá hạn 02 ngày làm việc"),
    ]
    assert (made.late, made.failures[0].dossiers) == (1, 2)
    document = Document(io.BytesIO(render(made, "docx")))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "Cơ quan quản lý, vận hành Hệ thống hộ tịch điện tử (Bộ Tư pháp)" in text
    assert render(made, "pdf").startswith(b"%PDF")
    with pytest.raises(NothingToWrite):
        letter(unit, system(ONE_STOP), JUNE, NOW)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Runs commands, for which it is the day of the test."""
    for command in ("explain", "reconcile"):
        monkeypatch.setattr(f"motcua.cli.{command}.now", lambda: NOW)
    return Runner(monkeypatch, capsys)


def test_one_command_writes_everything(unit: Unit, run: Runner, tmp_path: Path) -> None:
    incident = ("explain", "incident", "H24.99", "--system", CIVIL, "--symptom", "Chậm")
    lasted = ("--begin", "2026-06-03T07:00", "--end", "2026-06-03T09:00")
    assert "2 hồ sơ có thể bị ảnh hưởng" in run(*incident, *lasted).words
    assert "chưa tới" in run(*incident, "--begin", "2027-01-01T07:00").words
    assert "Đã ghi sự việc" in run("explain", "fact", "H24.99", CODES[2], "--text", "Chờ xác minh").words
    assert "không có hồ sơ" in run("explain", "fact", "H24.99", "X-1", "--text", "?").words
    done = run("explain", "write", "H24.99", "--period", JUNE.name, "--out", tmp_path, "--json")
    told = json.loads(done.out)
    when = "2026-06-01-2026-06-10"
    assert {Path(name).name for name in told["files"]} == {
        *(f"giai-trinh-H24.99-{when}.{kind}" for kind in ("docx", "pdf", "xlsx")),
        *(f"cong-van-su-co-ministry-15-{when}.{kind}" for kind in ("docx", "pdf")),
    }
    assert (told["late"], told["unexplained"]) == (3, 2)


def test_any_pair_is_compared_by_a_command(unit: Unit, run: Runner) -> None:
    pair = ("reconcile", "H24.99", "--left", ONE_STOP, "--right", CIVIL, "--period", JUNE.name)
    told = json.loads(run(*pair, "--json").out)
    assert (told["kinds"]["not_there"], told["kinds"]["not_here"]) == (1, 3)
    assert "Có ở đây, không có ở kia: 1" in run("reconcile", "H24.99").words
    assert "đủ --left" in run("reconcile", "H24.99", "--left", "own").words
    assert "hai hệ thống khác nhau" in run(*pair[:4], "--right", ONE_STOP, "--period", JUNE.name).words
