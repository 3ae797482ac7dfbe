"""The real commands on a scratch installation: what they print, what they leave, how they end."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from motcua.__main__ import main
from motcua.catalogue.models import UnitCode
from motcua.rules.measures import FACTS, STATEMENT
from tests.cli.running import Runner
from tests.conftest import UNITS, exports
from tests.hub.test_import import expected
from tests.hub.test_kill_short import SENTENCE, Place, prepared

CODE = UNITS["mau-thu"][0]
SPAN = ("--unit", CODE, "--from", "2026-04-15", "--to", "2026-05-14")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation of its own with the made-up unit; `unit add` has been run."""
    made = prepared(tmp_path_factory.mktemp("commands") / "data")
    yield made
    made.drop()


def said(place: Place, *arguments: str | Path, code: int = 0) -> str:
    """What a command prints; it has to end with this code and without a traceback."""
    command = place.start(*arguments)
    out, complaints = command.communicate(timeout=120)
    assert "Traceback" not in out + complaints
    assert command.returncode == code, complaints
    return out or complaints


@pytest.fixture(scope="module")
def summary(place: Place) -> dict[str, Any]:
    """What the first import said."""
    return dict(json.loads(said(place, "import", "--unit", CODE, *exports("mau-thu"), "--json")))


def test_the_import_counts_its_rows(summary: dict[str, Any]) -> None:
    wanted = expected("mau-thu")["import"]

    assert {name: summary[name] for name in wanted} == wanted
    assert (summary["dossiers_new"], summary["dossiers_changed"]) == (497, 0)


def test_the_statement_is_the_expected_one(place: Place, summary: dict[str, Any]) -> None:
    figures, made = (
        expected("mau-thu"),
        json.loads(said(place, "statement", *SPAN, "--by", "field", "--json")),
    )

    assert made["unit"] == figures["unit"]
    assert {end: made["period"][end] for end in ("from", "to")} == {"from": "2026-04-15", "to": "2026-05-14"}
    for key in ("totals", "by_sector", "form_II06b_official_layout", "not_accepted", *FACTS):
        assert made[key] == figures[key], key
    assert list(made["totals"]) == list(STATEMENT)


def test_a_number_opens_its_dossiers(place: Place, summary: dict[str, Any]) -> None:
    listed = json.loads(
        said(place, "dossiers", *SPAN, "--measure", "open_overdue", "--field", "Chứng thực", "--json")
    )

    wanted = expected("mau-thu")["by_sector"]["Chứng thực"]["open_overdue"]
    assert listed["count"] == len(listed["dossiers"]) == wanted
    assert len({row["code"] for row in listed["dossiers"]}) == wanted
    # open at the end of 14/5 and overdue then: received by that day, due before it
    assert all(
        row["received"][:10] <= "2026-05-14" and row["due"][:10] < "2026-05-14" for row in listed["dossiers"]
    )


def test_a_second_import_finds_nothing_new(place: Place, summary: dict[str, Any]) -> None:
    words = said(place, "import", "--unit", CODE, *exports("mau-thu"))

    assert "Mới: 0. Có thay đổi: 0." in words
    assert "Cách ly, chờ xử lý: 6 dòng" in words


def test_the_ledger_is_proven_and_built_again(place: Place, summary: dict[str, Any]) -> None:
    before = place.rows(
        "SELECT dossier_id, from_account, to_account, n, effect_at, recorded_at FROM ledger_move"
    )

    assert json.loads(said(place, "ledger", "verify", "--json")) == {"units": 1, "faults": []}
    count = json.loads(said(place, "ledger", "rebuild", "--unit", CODE, "--json"))

    assert count == {"units": {"Đơn vị mẫu thử": len(before)}}
    after = place.rows(
        "SELECT dossier_id, from_account, to_account, n, effect_at, recorded_at FROM ledger_move"
    )
    assert sorted(after) == sorted(before)


def test_the_report_is_written(place: Place, summary: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "báo cáo" / "kỳ 5"

    files = json.loads(said(place, "report", "--unit", CODE, "--period", "2026-05", "--out", out, "--json"))[
        "files"
    ]

    assert {Path(name).suffix for name in files} == {".docx", ".pdf", ".xlsx"}
    assert all(Path(name).stat().st_size > 1_000 and out in Path(name).parents for name in files)
    (workbook,) = [name for name in files if name.endswith(".xlsx")]
    form = openpyxl.load_workbook(workbook, data_only=True).worksheets[0]
    totals = [row[2:] for row in form.iter_rows(values_only=True) if row[1] == "Tổng cộng"]
    # the columns (3) to (13) of form II.06b
    assert totals == [tuple(expected("mau-thu")["form_II06b_official_layout"].values())]


def test_output_can_be_piped_in_any_locale(place: Place, summary: dict[str, Any]) -> None:
    environment = place.environment | {
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    command = [*Place.program(), "statement", *SPAN]

    done = subprocess.run(command, env=environment, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "Kỳ trước chuyển sang" in done.stdout.decode("utf-8")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(monkeypatch, capsys)


@pytest.mark.django_db
def test_a_unit_is_known_by_any_code_it_has(run: Runner) -> None:
    code, name, province = UNITS["an-truong"]
    gso = UnitCode.objects.get(
        unit__name="Xã An Trường", unit__province__name__contains="Hải Phòng", kind="gso"
    ).code
    assert run("statement", "--unit", code, *SPAN[2:], "--json").code == 1

    assert run("unit", "add", code, name, "--province", province).code == 0
    assert run("unit", "add", code, name, "--province", "H24").code == 0

    both = [
        json.loads(run("statement", "--unit", each, *SPAN[2:], "--json").out)
        for each in (gso, code, code.lower())
    ]
    assert both[0] == both[1] == both[2]
    assert both[0]["unit"] == "Xã An Trường"


@pytest.mark.django_db
def test_an_unknown_unit_is_refused_with_what_to_do(run: Runner) -> None:
    by_code = run("statement", "--unit", "H24.72", *SPAN[2:])
    by_name = run("statement", "--unit", "An Trường", *SPAN[2:])

    assert by_code.code == by_name.code == 1
    assert "H24.72" in by_code.words and "motcua unit add H24.72" in by_code.words
    assert "--province H24" in by_code.words
    assert "Xã An Trường" in by_name.words


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [
        ("statement", "--unit", "H24"),
        ("statement", "--unit", "H24", "--from", "15/4/2026", "--to", "2026-05-14"),
        ("statement", *SPAN, "--by", "colour"),
        ("statement", *SPAN, "--known-at", "hôm qua"),
        ("dossiers", *SPAN, "--measure", "open", "--field", "Một lĩnh vực không có"),
        ("import", "tệp.xlsx"),
        ("nothing",),
    ],
    ids=lambda one: " ".join(one)[-24:],
)
def test_wrong_use_ends_with_two(run: Runner, sample: object, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("statement", "--unit", CODE, "--from", "2026-05-14", "--to", "2026-04-15"),
            "2026-05-14..2026-04-15",
        ),
        (("dossiers", *SPAN, "--measure", "happy"), "open_in_term"),
        (("report", "--unit", CODE, "--period", "2026-13", "--out", "x"), "2026-Q1"),
        (("unit", "add", "H24.1", "Xã Không Tỉnh", "--province", "Atlantis"), "Atlantis"),
        (("import", "--unit", CODE, "không-có.xlsx"), "không-có.xlsx"),
        (("import", "--unit", CODE, "--mapping", "bố-cục.yaml", "tests"), "bố-cục.yaml"),
    ],
    ids=["backwards", "measure", "period", "province", "file", "mapping"],
)
def test_refusals_end_with_one_and_say_why(
    run: Runner, sample: object, arguments: tuple[str, ...], words: str
) -> None:
    ran = run(*arguments)

    assert (ran.code, ran.out) == (1, "")
    assert words in ran.words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("import_", ("import", "--unit", CODE, "x.csv")),
        ("statement", ("statement", *SPAN)),
        ("dossiers", ("dossiers", *SPAN, "--measure", "open")),
        ("report", ("report", "--unit", CODE, "--period", "2026-05", "--out", "x")),
        ("ledger", ("ledger", "verify")),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_ctrl_c_is_answered_wherever_it_comes(
    run: Runner, monkeypatch: pytest.MonkeyPatch, module: str, arguments: tuple[str, ...]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"motcua.cli.{module}.prepare", interrupted)

    ran = run(*arguments)

    assert (ran.code, ran.out) == (1, "")
    assert SENTENCE in ran.words


def test_ctrl_c_is_answered_while_the_program_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("django.setup", interrupted)

    with pytest.raises(SystemExit) as left:
        main()

    # a text as exit code is printed to the error stream, and the code is 1
    assert SENTENCE in str(left.value.code)


@pytest.mark.django_db
def test_figures_as_they_were_known_on_a_day(run: Runner, sample: object) -> None:
    day = ("--recorded-at", "2026-05-18T08:00")
    assert run("import", "--unit", CODE, *exports("mau-thu"), *day).code == 0

    before = json.loads(run("statement", *SPAN, "--known-at", "2026-05-17", "--json").out)
    on_the_day = json.loads(run("statement", *SPAN, "--known-at", "2026-05-18", "--json").out)

    assert set(before["totals"].values()) == {0}
    assert on_the_day["totals"] == expected("mau-thu")["totals"]


@pytest.mark.django_db
def test_help_is_vietnamese_and_ends_well(run: Runner) -> None:
    for command in ((), ("import",), ("statement",), ("ledger", "verify"), ("unit", "add")):
        ran = run(*command, "--help")
        assert ran.code == 0
        assert any(letter in ran.out for letter in "ơưạảấầẩậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởợụủứừửữựỳỵỷỹđ"), command
