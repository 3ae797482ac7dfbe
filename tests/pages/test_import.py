"""Nhập liệu and Cách ly: from files to figures, with a look before anything is recorded."""

from __future__ import annotations

import time
from collections.abc import Callable
from os import utime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from motcua.boards import jobs
from motcua.dossiers.models import Dossier
from motcua.hub.models import ImportRun, MappingProfile, QuarantinedRow
from motcua.people.models import Role, User
from tests.conftest import exports
from tests.pages.cast import Cast

SignIn = Callable[[User], Client]

NOTEBOOK = """Số phiếu;Việc;Ngày vào;Ngày ra;Tình hình;Người dân
H24.99-260110-0901;Chứng thực;10/01/2026 08:10;10/01/2026 15:00;xong xuôi;Nguyễn Văn Thử
H24.99-260113-0903;Hộ tịch;13/01/2026 08:10;;đang làm;Lê Văn Thử
"""
COLUMNS = {"Số phiếu": "code", "Việc": "field_name", "Ngày vào": "received_at", "Ngày ra": "finished_at"}
COLUMNS |= {"Tình hình": "state", "Người dân": "applicant"}


def _upload(client: Client, cast: Cast, *files: SimpleUploadedFile | Path) -> jobs.Job:
    given = [
        f if isinstance(f, SimpleUploadedFile) else SimpleUploadedFile(f.name, f.read_bytes()) for f in files
    ]
    answer = client.post(reverse("import", args=[cast.here.pk]), {"files": given})
    assert answer.status_code == 302
    found = jobs.find(answer["Location"].rsplit("/", 1)[1], cast.here.pk)
    assert found is not None
    return found


def _notebook(name: str = "so-tay.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, NOTEBOOK.encode("utf-8-sig"))


def _at(name: str, cast: Cast, job: jobs.Job) -> str:
    return reverse(name, args=[cast.here.pk, job.key])


def test_files_are_shown_first_and_recorded_when_confirmed(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    job = _upload(client, cast, *exports("mau-thu"))
    page = client.get(_at("import-job", cast, job)).content.decode()
    assert "Hệ thống hộ tịch điện tử (Bộ Tư pháp)" in page
    assert "6 dòng sẽ cách ly" in page
    assert "Người nộp" in page
    assert not Dossier.objects.exists()
    assert all(path.exists() for path in job.paths)
    client.post(_at("import-confirm", cast, job))
    page = client.get(_at("import-job", cast, job)).content.decode()
    assert Dossier.objects.filter(unit=cast.here).count() == 497
    assert ">497<" in page
    assert not any(path.exists() for path in job.paths)
    assert "Người nộp" not in (job.folder / "state.json").read_text(encoding="utf-8")
    client.post(_at("import-confirm", cast, job))
    run = ImportRun.objects.get()
    assert run.by == cast.of_here[Role.CONTROL]


def test_files_lie_under_names_of_our_own(cast: Cast, sign_in: SignIn, folder: Path) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    job = _upload(client, cast, SimpleUploadedFile("../../thoat.csv", b"x"))
    assert job.names == ["thoat.csv"]
    assert [path.name for path in folder.rglob("*.csv")] == ["0.csv"]


def test_too_much_and_nothing_are_refused_with_a_reason(
    cast: Cast, sign_in: SignIn, settings: Settings
) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    address = reverse("import", args=[cast.here.pk])
    answer = client.post(address, {})
    assert (answer.status_code, "Hãy chọn ít nhất một tệp" in answer.content.decode()) == (422, True)
    settings.UPLOAD_LIMIT_BYTES = 10
    answer = client.post(address, {"files": [_notebook()]})
    assert (answer.status_code, "lớn hơn 0 MB" in answer.content.decode()) == (422, True)
    assert jobs.jobs_of(cast.here.pk) == []


def test_a_file_that_is_no_table_is_told_in_plain_words(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    job = _upload(client, cast, SimpleUploadedFile("giay-to.csv", b"%PDF-1.7 khong phai bang"))
    page = client.get(_at("import-job", cast, job)).content.decode()
    assert "giay-to.csv" in page
    assert "PDF" in page
    assert reverse("import-confirm", args=[cast.here.pk, job.key]) not in page
    client.post(_at("import-confirm", cast, job))
    assert not ImportRun.objects.exists()


def _explain(client: Client, cast: Cast, job: jobs.Job, file: int, words: dict[str, str]) -> jobs.Job:
    """Fill the form of a file's layout in, as a person does: first the columns, then the words of the state."""
    address = f"{_at('import-layout', cast, job)}?file={file}"
    form = client.get(address)
    typed = {one["field"]: COLUMNS[one["title"]] for one in form.context["columns"]}
    typed |= {one["field"]: words[one["word"]] for one in form.context["words"]}
    answer = client.post(address, typed | {"profile": "Sổ tay"})
    found = jobs.find(answer["Location"].rsplit("/", 1)[1], cast.here.pk)
    assert found is not None
    return found


def test_an_unknown_layout_is_explained_and_remembered(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    job = _upload(client, cast, exports("mau-thu")[1], _notebook())
    assert [bool(preview["problem"]) for preview in job.previews] == [False, True]
    assert "motcua import" not in job.previews[1]["problem"]
    words = {"xong xuôi": "ready", "đang làm": "in_progress"}
    alone = _explain(client, cast, job, 1, words)
    rest = jobs.find(job.key, cast.here.pk)
    assert (alone.names, rest and rest.names) == (["so-tay.csv"], ["ho-tich-dien-tu.csv"])
    alone = _explain(client, cast, alone, 0, words)
    assert not alone.previews[0]["problem"]
    client.post(_at("import-confirm", cast, alone))
    assert set(Dossier.objects.values_list("code", flat=True)) == {"H24.99-260110-0901", "H24.99-260113-0903"}
    assert MappingProfile.objects.get().name == "Sổ tay"
    again = _upload(client, cast, _notebook("thang-sau.csv"))
    assert (again.profile, again.previews[0]["problem"]) == ("Sổ tay", "")


def test_names_of_people_are_covered_for_those_who_keep_the_system_running(
    cast: Cast, sign_in: SignIn
) -> None:
    job = _upload(sign_in(cast.of_here[Role.CONTROL]), cast, exports("mau-thu")[0], _notebook())
    applicant = next(row["applicant"] for row in job.previews[0]["sample"] if row.get("applicant"))
    for role, shown in ((Role.CONTROL, True), (Role.ADMIN, False)):
        client = sign_in(cast.of_here[role])
        assert (applicant in client.get(_at("import-job", cast, job)).content.decode()) == shown
        layout = client.get(f"{_at('import-layout', cast, job)}?file=1").content.decode()
        assert ("Nguyễn Văn Thử" in layout) == shown


def test_work_that_broke_off_is_told_and_can_be_removed(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    job = _upload(client, cast, _notebook())
    job.phase = jobs.RUNNING
    job.save()
    assert "hx-get" in client.get(_at("import-job", cast, job)).content.decode()
    long_ago = time.time() - jobs.SILENT_SECONDS - 1
    utime(job.folder / "state.json", (long_ago, long_ago))
    assert "Công việc bị gián đoạn" in client.get(_at("import-job", cast, job)).content.decode()
    assert client.get(_at("import-progress", cast, job))["HX-Refresh"] == "true"
    client.post(_at("import-discard", cast, job))
    assert not job.folder.exists()


def test_an_error_of_ours_records_nothing_and_gives_a_code(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast.of_here[Role.CONTROL])
    job = _upload(client, cast, *exports("mau-thu"))

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr("motcua.boards.importing.import_files", broken)
    client.post(_at("import-confirm", cast, job))
    page = client.get(_at("import-job", cast, job)).content.decode()
    assert "Hãy đọc mã này cho bộ phận hỗ trợ" in page
    assert "disk" not in page


def test_what_was_left_lying_for_a_day_is_removed(cast: Cast, sign_in: SignIn) -> None:
    job = _upload(sign_in(cast.of_here[Role.CONTROL]), cast, _notebook())
    long_ago = time.time() - jobs.KEPT_SECONDS - 1
    utime(job.folder / "state.json", (long_ago, long_ago))
    assert jobs.jobs_of(cast.here.pk) == []
    assert not job.folder.exists()


def _row(cast: Cast, reason: str) -> QuarantinedRow:
    return QuarantinedRow.objects.filter(unit=cast.here, reason=reason)[0]


def test_a_row_is_mended_and_counted(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    row = _row(filled, "missing dossier code")
    address = reverse("quarantine-row", args=[filled.here.pk, row.pk])
    assert "Thiếu mã hồ sơ" in client.get(address).content.decode()
    answer = client.post(address, row.values | {"code": "H24.99-260420-9001"})
    assert answer["Location"] == reverse("quarantine", args=[filled.here.pk])
    assert Dossier.objects.filter(code="H24.99-260420-9001", unit=filled.here).exists()
    row.refresh_from_db()
    assert row.status == QuarantinedRow.Status.MENDED


def test_a_row_that_is_still_bad_stays_with_what_was_typed(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    row = _row(filled, "missing dossier code")
    address = reverse("quarantine-row", args=[filled.here.pk, row.pk])
    answer = client.post(address, row.values | {"code": "", "officer": "Người sửa"})
    page = answer.content.decode()
    assert (answer.status_code, 'role="alert"' in page, 'value="Người sửa"' in page) == (422, True, True)
    row.refresh_from_db()
    assert row.status == QuarantinedRow.Status.OPEN


def test_what_a_reader_may_not_see_he_cannot_change(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.ADMIN])
    row = next(row for row in QuarantinedRow.objects.filter(unit=filled.here) if row.values.get("applicant"))
    address = reverse("quarantine-row", args=[filled.here.pk, row.pk])
    assert row.values["applicant"] not in client.get(address).content.decode()
    client.post(address, {**row.values, "code": "", "applicant": "Tên khác"})
    row.refresh_from_db()
    assert row.values["applicant"] != "Tên khác"


def test_a_row_is_left_out_for_a_reason_only(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.of_here[Role.CONTROL])
    row = _row(filled, "impossible date")
    address = reverse("quarantine-aside", args=[filled.here.pk, row.pk])
    client.post(address, {"note": "  "})
    row.refresh_from_db()
    assert row.status == QuarantinedRow.Status.OPEN
    client.post(address, {"note": "Hồ sơ thử của hệ thống"})
    listed = client.get(f"{reverse('quarantine', args=[filled.here.pk])}?status=set_aside").content.decode()
    assert "Hồ sơ thử của hệ thống" in listed
