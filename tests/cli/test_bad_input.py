"""Bad files: said in words what is wrong, exit 1 or rows set aside, and nothing that was there is lost."""

from __future__ import annotations

import json
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.catalogue.models import Unit
from motcua.catalogue.units import add_unit
from motcua.dossiers.models import Act, Dossier
from motcua.hub.models import ImportRun, QuarantinedRow
from motcua.hub.rebuild import differences
from motcua.hub.run import import_files
from motcua.ledger.verify import verify_unit
from tests.cli.running import Ran, Runner
from tests.conftest import UNITS, exports, make_unit
from tests.hub.builders import TITLES, Cell, Rows, compound_file, csv_text, dossier, html
from tests.hub.test_import import NOW, ledger_of
from tests.hub.test_kill_short import ledger, more_rows, prepared

CODE = UNITS["mau-thu"][0]
FIRST = "H24.99-260421-0001"

Content = bytes | str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(monkeypatch, capsys)


@pytest.fixture
def stocked(db: None) -> Unit:
    """The made-up unit with what the ministry's system says: what must not be lost."""
    unit = make_unit("mau-thu")
    import_files(unit, exports("mau-thu")[1:2], NOW)
    return unit


def everything(unit: Unit) -> tuple[Any, ...]:
    """The ledger, the journal, the dossiers, the runs and the rows set aside."""
    counts = (model.objects.count() for model in (Act, Dossier, ImportRun, QuarantinedRow))
    return (ledger_of(unit), *counts)


def written(path: Path, content: Content | Rows) -> Path:
    """A file of this content; rows become text with separators."""
    if not isinstance(content, bytes | str):
        content = csv_text([TITLES, *content])
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def taken(run: Runner, *files: Path) -> dict[str, Any]:
    """What an import that goes through says."""
    ran = run("import", "--unit", CODE, *files, "--json")
    assert ran.code == 0, ran.words
    return dict(json.loads(ran.out))


def half(path: Path) -> bytes:
    content = path.read_bytes()
    return content[: len(content) // 2]


REFUSED: dict[str, tuple[str, Callable[[], Content], tuple[str, ...]]] = {
    "empty": ("trong.csv", lambda: b"", ("tệp trống",)),
    "blank": ("trong.csv", lambda: "\r\n  \r\n\r\n", ("tệp trống",)),
    "a picture of it": ("hs.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\n", ("tệp PDF", "Excel, CSV")),
    "no header": ("hs.csv", lambda: csv_text([dossier(n) for n in (1, 2, 3)]), ("không tìm thấy dòng tiêu đề", FIRST)),
    "only a header": ("hs.csv", lambda: csv_text([TITLES]), ("dữ liệu",)),
    "a password": ("hs.xlsx", lambda: compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), ("mật khẩu",)),
    "half a workbook": ("hs.xlsx", lambda: half(exports("mau-thu")[0]), ("hỏng", "tải lại")),
    "half a list": ("hs.json", lambda: half(exports("mau-thu")[2]), ("hỏng", "tải lại")),
    "half a page": ("hs.xls", lambda: html([TITLES, dossier(1)])[:-40], ("hỏng",)),
    "a page to sign in": ("hs.xls", lambda: "<html><body><form>Đăng nhập</form></body></html>", ("đăng nhập",)),
    "no times": ("hs.csv", lambda: "Số hồ sơ;Lĩnh vực\r\nH24.99-260421-0001;Đất đai\r\n", ("Ngày tiếp nhận", "Trạng thái")),
    "an unknown state": ("hs.csv", lambda: csv_text([TITLES, dossier(1, state="Lơ lửng")]), ("“Lơ lửng” (1 dòng)",)),
    "letters of the last century": ("hs.csv", lambda: "Sè hå s¬;Ngµy tiÕp nhËn\n".encode("latin-1"), ("bảng mã",)),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_in_words_and_nothing_is_lost(
    run: Runner, stocked: Unit, tmp_path: Path, name: str
) -> None:
    file, content, words = REFUSED[name]
    before = everything(stocked)
    good = written(tmp_path / "good.csv", [dossier(1)])

    ran = run("import", "--unit", CODE, good, written(tmp_path / file, content()))

    assert (ran.code, ran.out) == (1, "")
    assert [word for word in (file, *words) if word not in ran.words] == []
    # the good file beside it was not recorded either
    assert everything(stocked) == before


def test_a_missing_file_and_a_folder(run: Runner, stocked: Unit, tmp_path: Path) -> None:
    before = everything(stocked)
    (tmp_path / "thư mục").mkdir()

    missing = run("import", "--unit", CODE, tmp_path / "mất.csv")
    folder = run("import", "--unit", CODE, tmp_path / "thư mục")

    assert missing.code == folder.code == 1
    assert "Không tìm thấy tệp" in missing.words
    assert "thư mục" in folder.words.replace(str(tmp_path / "thư mục"), "").lower()
    assert "directory" not in folder.words
    assert everything(stocked) == before


def test_another_units_file(run: Runner, stocked: Unit, tmp_path: Path) -> None:
    before = everything(stocked)
    titles, rows = [*TITLES, "Cơ quan/đơn vị"], [[*dossier(n), "UBND xã An Trường"] for n in range(1, 30)]

    ran = run("import", "--unit", CODE, written(tmp_path / "hs.csv", csv_text([titles, *rows])))

    assert ran.code == 1
    assert "An Trường" in ran.words and "Đơn vị mẫu thử" in ran.words
    assert everything(stocked) == before


def test_dossiers_that_another_unit_holds(run: Runner, stocked: Unit, tmp_path: Path) -> None:
    other, before = add_unit("H24.98", "Xã Ở Bên", "Hải Phòng"), ledger_of(stocked)
    own = written(tmp_path / "a.csv", [dossier(1, code="H24.98-260421-0001")])

    ran = run("import", "--unit", "H24.98", own, exports("mau-thu")[1], "--json")

    summary = json.loads(ran.out)
    # 103 rows of which some stand twice: none of them is the other unit's
    assert (
        summary["quarantine_reasons"].count("held by another unit")
        == Dossier.objects.filter(unit=stocked).count()
    )
    assert (summary["distinct_dossiers"], summary["dossiers_new"]) == (1, 1)
    assert ledger_of(stocked) == before
    kept = QuarantinedRow.objects.filter(unit=other, reason="held by another unit")
    assert set(kept.values_list("file_name", flat=True)) == {exports("mau-thu")[1].name}


SET_ASIDE: dict[str, tuple[dict[str, Cell], str]] = {
    "a date of 1900": ({"received": "00/01/1900 00:00:00"}, "impossible date"),
    "the day before 1900": ({"received": "31/12/1899 08:00:00"}, "impossible date"),
    "the 31st of February": ({"due": "31/02/2026 17:00:00"}, "impossible date"),
    "a date far ahead": ({"received": "21/04/2062 11:08:16"}, "impossible date"),
    "no code": ({"code": None}, "missing dossier code"),
    "a code of nothing visible": ({"code": "\u200b \u00a0\ufeff"}, "missing dossier code"),
    "done without reception": ({"received": None, "state": "Đã trả kết quả"}, "no reception time"),
    "done without an end": ({"state": "Đã trả kết quả"}, "no finishing time"),
    "neither procedure nor field": ({"procedure": "9.999999", "field": None}, "unknown procedure and sector"),
}


@pytest.mark.parametrize("name", SET_ASIDE)
def test_a_bad_row_is_set_aside_with_its_reason(
    run: Runner, stocked: Unit, tmp_path: Path, name: str
) -> None:
    cells, reason = SET_ASIDE[name]
    before = set(ledger_of(stocked))

    summary = taken(run, written(tmp_path / "hs.csv", [dossier(1), dossier(2, **cells), dossier(3)]))

    assert (summary["rows_read"], summary["quarantine_reasons"]) == (3, [reason])
    assert summary["dossiers_new"] == 2
    row = QuarantinedRow.objects.get(unit=stocked)
    assert (row.row, row.file_name, row.reason, row.status) == (3, "hs.csv", reason, "open")
    assert before < set(ledger_of(stocked))


def test_two_files_that_contradict_each_other(run: Runner, stocked: Unit, tmp_path: Path) -> None:
    titles = [*TITLES, "Ngày kết thúc"]
    at_work = [*dossier(1), None]
    done = [*dossier(1, state="Đã xử lý xong"), "21/04/2026 15:00:00"]
    files = [written(tmp_path / f"{n}.csv", csv_text([titles, row])) for n, row in enumerate((at_work, done))]

    both = taken(run, *files)
    one_way = ledger_of(stocked)
    again = taken(run, *reversed(files))

    # between two words of one system the one that went further is right, whatever the order
    assert (both["distinct_dossiers"], both["duplicates_merged"], both["dossiers_new"]) == (1, 1, 1)
    assert (again["dossiers_new"], again["dossiers_changed"]) == (0, 0)
    assert ledger_of(stocked) == one_way
    assert Dossier.objects.get(code=FIRST).state == 30


def test_a_bad_row_stays_open_when_its_file_is_read_again(run: Runner, stocked: Unit, tmp_path: Path) -> None:
    bad = dossier(2, code=FIRST, received="31/02/2026 08:00:00")
    path = written(tmp_path / "hs.csv", [dossier(1), bad])
    taken(run, path)
    before = (*everything(stocked)[:3], QuarantinedRow.objects.get().status)

    taken(run, path)

    assert (*everything(stocked)[:3], QuarantinedRow.objects.get().status) == before
    taken(run, written(tmp_path / "newer.csv", [dossier(1)]))
    assert QuarantinedRow.objects.get().status == "mended"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be given a small disk from inside")
@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fills_up(run: Runner, tmp_path: Path) -> None:
    unit = make_unit("mau-thu")
    import_files(unit, exports("mau-thu")[1:2], NOW)
    before = everything(unit)
    with connection.cursor() as cursor:
        # Pages that an earlier test left free would be a disk that is larger than it seems.
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 20}")

    ran = run("import", "--unit", CODE, exports("mau-thu")[0])

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert (ran.code, ran.out) == (1, "")
    assert "Ổ đĩa đã đầy" in ran.words
    assert everything(unit) == before
    assert (verify_unit(unit.pk), differences(unit.pk)) == ([], [])
    assert taken(run, exports("mau-thu")[0])["dossiers_new"] > 300


@pytest.mark.long
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the server's files are not ours to limit")
def test_a_file_that_cannot_grow(tmp_path: Path) -> None:
    place = prepared(tmp_path / "data")
    place.run("import", "--unit", CODE, exports("mau-thu")[1])
    before, files = ledger(place), [exports("mau-thu")[0], more_rows(tmp_path / "more.csv", 3_000)]
    command = [*place.program(), "import", "--unit", CODE, *map(str, files)]

    done = subprocess.run(
        command, env=place.environment, capture_output=True, text=True, encoding="utf-8", check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)),
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert "Không có gì được ghi" in done.stderr
    assert ledger(place) == before
    place.run("import", "--unit", CODE, *files)
    assert len(ledger(place)) > 6_000


def test_a_runner_sees_what_people_see(run: Runner, db: None) -> None:
    ran = run("statement", "--unit", "không có", "--from", "2026-01-01", "--to", "2026-01-02")

    assert isinstance(ran, Ran)
    assert ran.code == 1
    assert ran.errors
