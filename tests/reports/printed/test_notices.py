"""Notice sheets from the catalogue, and the command that prints them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest
from django.test import override_settings
from pypdf import PdfReader

from motcua.catalogue.content import Fee
from motcua.catalogue.models import Field, Procedure, ProcedureVersion, Unit, UnitParent, VersionChannel
from motcua.reports.printed.catalogue import NothingOffered, UnknownField, notice_sheets, whole_sentences
from motcua.reports.printed.notices import Offered
from motcua.rules.measures import Channel
from tests.cli.running import Runner
from tests.conftest import make_unit
from tests.reports.printed.reading import squeezed

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)


@pytest.fixture
def unit() -> Unit:
    """A commune, and a catalogue with nothing in it but what a test puts there."""
    ProcedureVersion.objects.all().delete()
    return make_unit("an-truong")


def offer(
    code: str, name: str, field: str, since: date = date(2025, 7, 1), **values: object
) -> ProcedureVersion:
    """A procedure with one version, offered at the counter."""
    kept = Field.objects.get_or_create(folded=field.casefold(), defaults={"name": field})[0]
    procedure = Procedure.objects.update_or_create(
        code=code, defaults={"name": name, "folded": name.casefold(), "field": kept, "source": "test"}
    )[0]
    usual = {"level": "none", "direct": True, "online": False, "postal": False, "tiers": "commune"}
    return ProcedureVersion.objects.create(procedure=procedure, since=since, **{**usual, **values})


def listed(unit: Unit, on: date = DAY) -> dict[str, list[Offered]]:
    return {sheet.field: list(sheet.procedures) for sheet in notice_sheets(unit, on)}


def test_sheets_and_rows_are_in_alphabetical_order(unit: Unit) -> None:
    offer("1.000003", "Đăng ký kết hôn", "Hộ tịch")
    offer("1.000001", "Cấp bản sao", "Hộ tịch")
    offer("1.000002", "Tách thửa", "Đất đai")

    assert {field: [one.code for one in rows] for field, rows in listed(unit).items()} == {
        "Đất đai": ["1.000002"], "Hộ tịch": ["1.000001", "1.000003"],
    }  # fmt: skip
    assert list(listed(unit)) == ["Đất đai", "Hộ tịch"]


def test_a_row_says_what_holds_on_the_day(unit: Unit) -> None:
    offer("1.000001", "Cấp bản sao", "Hộ tịch", term_amount=3, term_unit="working_days", fee_note="Miễn phí")
    offer("1.000001", "Cấp bản sao", "Hộ tịch", date(2026, 2, 1), level="full", online=True, postal=True)

    before, after = listed(unit)["Hộ tịch"][0], listed(unit, date(2026, 2, 1))["Hộ tịch"][0]

    assert (before.term, before.fee, before.online, before.full) == (
        "03 ngày làm việc",
        "Miễn phí",
        False,
        False,
    )
    assert (after.term, after.fee, after.online, after.full, after.postal) == ("", "", True, True, True)


def test_channels_with_other_terms_and_fees_are_told_apart(unit: Unit) -> None:
    version = offer(
        "1.000001",
        "Đăng ký đất đai",
        "Đất đai",
        online=True,
        term_amount=3,
        term_unit="working_days",
        fee_note="x",
    )
    fees = {
        Channel.DIRECT: [Fee(15_000, note="mỗi bản")],
        Channel.ONLINE: [Fee(0), Fee(None, note="phí ngân hàng")],
    }
    for channel, charged in fees.items():
        stored = [{"amount": fee.amount, "note": fee.note} for fee in charged]
        VersionChannel.objects.create(
            version=version, channel=channel, fees=stored,
            term_amount=2 if channel is Channel.ONLINE else None, term_unit="working_days",
        )  # fmt: skip

    row = listed(unit)["Đất đai"][0]

    assert row.term == "Trực tiếp: 03 ngày làm việc\nTrực tuyến: 02 ngày làm việc"
    assert row.fee == "Trực tiếp: 15.000 đồng (mỗi bản)\nTrực tuyến: Không thu; phí ngân hàng"


def test_what_is_repealed_or_not_begun_or_of_another_level_is_left_out(unit: Unit) -> None:
    offer("1.000001", "Bãi bỏ", "Hộ tịch", until=DAY)
    offer("1.000002", "Chưa bắt đầu", "Hộ tịch", date(2026, 1, 6))
    offer("1.000003", "Cấp tỉnh", "Hộ tịch", tiers="province ministry")
    offer("1.000004", "Mọi cấp", "Hộ tịch", tiers="")

    assert [one.code for one in listed(unit)["Hộ tịch"]] == ["1.000004"]


def test_a_centre_offers_what_its_commune_does(unit: Unit) -> None:
    offer("1.000001", "Cấp bản sao", "Hộ tịch")
    offer("1.000002", "Cấp tỉnh", "Hộ tịch", tiers="province")
    centre = Unit.objects.create(
        kind="department",
        name="Trung tâm Phục vụ hành chính công",
        folded="trung tam",
        province=unit.province,
    )
    UnitParent.objects.create(unit=centre, parent=unit, since=date(2025, 7, 1))

    sheet = notice_sheets(centre, DAY)[0]

    assert [one.code for one in sheet.procedures] == ["1.000001"]
    assert (sheet.head.superior, sheet.head.agency) == (
        "Ủy ban nhân dân xã An Trường", "Trung tâm Phục vụ hành chính công",
    )  # fmt: skip


def test_a_code_leads_to_the_public_page_where_one_is_known(unit: Unit) -> None:
    offer("1.000001", "Cấp bản sao", "Hộ tịch")

    alone = notice_sheets(unit, DAY)[0]
    linked = notice_sheets(unit, DAY, procedure_url="https://a.vn/tthc?ma={code}")[0]

    assert (alone.procedures[0].link, alone.linked) == ("1.000001", False)
    assert (linked.procedures[0].link, linked.linked) == ("https://a.vn/tthc?ma=1.000001", True)


def test_one_field_and_a_field_that_is_none(unit: Unit) -> None:
    offer("1.000001", "Cấp bản sao", "Hộ tịch")
    offer("1.000002", "Tách thửa", "Đất đai")

    assert [sheet.field for sheet in notice_sheets(unit, DAY, "hộ tịch")] == ["Hộ tịch"]
    with pytest.raises(UnknownField, match=r"“Hộ tich”\. Có phải: Hộ tịch\?"):
        notice_sheets(unit, DAY, "Hộ tich")
    with pytest.raises(NothingOffered, match="Danh mục chưa có thủ tục nào có hiệu lực ngày 01/01/2020"):
        notice_sheets(unit, date(2020, 1, 1))


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("Miễn phí", "Miễn phí"),
        ("", ""),
        ("Miễn phí(Không quy định.)", "Miễn phí (Không quy định.)"),
        ("Miễn phí(Mức thu do tỉnh quyết định. Miễn cho hộ nghèo. Ph", "Miễn phí (Mức thu do tỉnh quyết định. Miễn cho hộ nghèo.)"),
        ("Miễn phí(Mức thu do tỉnh quy", "Miễn phí (Mức thu do tỉnh quy…)"),
        ("Một câu. " + "x" * 195, "Một câu."),
        ("x" * 200, "x" * 200 + "…"),
        ("Miễn phí- Trực tiếp", "Miễn phí – Trực tiếp"),
    ],
)  # fmt: skip
def test_a_note_that_was_cut_off_ends_with_a_whole_sentence(note: str, wanted: str) -> None:
    assert whole_sentences(note) == wanted


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(monkeypatch, capsys)


def test_the_command_writes_a_file_for_each_field_and_kind(unit: Unit, run: Runner, tmp_path: Path) -> None:
    offer("1.000001", "Cấp bản sao", "Hộ tịch")
    offer("1.000002", "Tách thửa", "Đất đai", term_amount=3, term_unit="working_days", fee_note="Miễn phí")

    done = run("print", "notices", "--unit", "H24.72", "--out", tmp_path, "--on", "2026-01-05")

    assert done.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "niem-yet-H24.72-dat-dai.docx", "niem-yet-H24.72-dat-dai.pdf",
        "niem-yet-H24.72-ho-tich.docx", "niem-yet-H24.72-ho-tich.pdf",
    ]  # fmt: skip
    assert "2 lĩnh vực, 2 thủ tục." in done.words
    assert "chưa ghi thời hạn của 1 thủ tục, phí của 1 thủ tục" in done.words
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "niem-yet-H24.72-dat-dai.pdf").pages)
    for line in (
        "XÃ AN TRƯỜNG",
        "Lĩnh vực: Đất đai",
        "1.000002",
        "Tách thửa",
        "03 ngày làm việc",
        "Miễn phí",
        "Trực tiếp",
    ):
        assert squeezed(line) in squeezed(text), line


def test_the_command_writes_all_fields_into_one_file(unit: Unit, run: Runner, tmp_path: Path) -> None:
    offer("1.000001", "Cấp bản sao", "Hộ tịch")
    offer("1.000002", "Tách thửa", "Đất đai")

    with override_settings(PROCEDURE_URL="https://a.vn/{code}"):
        done = run(
            "print",
            "notices",
            "--unit",
            "H24.72",
            "--out",
            tmp_path,
            "--on",
            "2026-01-05",
            "--one-file",
            "--docx",
            "--json",
        )

    path = tmp_path / "niem-yet-H24.72.docx"
    assert json.loads(done.out) == {"files": [str(path)], "procedures": 2, "unknown": {"term": 2, "fee": 2}}
    document = docx.Document(str(path))
    assert len(document.sections) == 2
    assert 'descr="Mã QR: https://a.vn/1.000002"' in document.element.xml
    starts = [section._sectPr.xml.count('w:start="1"') for section in document.sections]
    assert starts == [0, 1]


def test_the_command_says_what_is_wrong(unit: Unit, run: Runner, tmp_path: Path) -> None:
    offer("1.000001", "Cấp bản sao", "Hộ tịch")
    asked = ("print", "notices", "--unit", "H24.72", "--out", tmp_path)

    assert "Không có thủ tục nào thuộc lĩnh vực “Y tế”" in run(*asked, "--field", "Y tế").words
    assert run(*asked, "--field", "Y tế").code == 1
    assert "viết ngày như 2026-06-14" in run(*asked, "--on", "hôm qua").words
    (tmp_path / "file").write_text("")
    assert "đường dẫn không phải là thư mục" in run(*asked[:-1], tmp_path / "file").words


def test_samples_of_all_forms_are_printed(unit: Unit, run: Runner, tmp_path: Path) -> None:
    done = run("print", "sample", "--unit", "H24.72", "--out", tmp_path, "--on", "2026-01-05")

    keys = (
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
        "ban-giao",
        "cong-van-su-co",
        "giai-trinh",
        "niem-yet",
        "qua-trinh",
    )
    assert done.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"mau-{key}.{kind}" for key in keys for kind in ("docx", "pdf")
    ]
    for key in keys:
        text = squeezed("".join(page.extract_text() for page in PdfReader(tmp_path / f"mau-{key}.pdf").pages))
        assert squeezed("XÃ AN TRƯỜNG") in text and "phiênbản15/9/2025" in text


def test_a_sample_shows_the_units_own_wording(unit: Unit, run: Runner, tmp_path: Path) -> None:
    own = tmp_path / "own" / "H24.72"
    own.mkdir(parents=True)
    (own / "01@2026-01-01.yaml").write_text("title: GIẤY HẸN CỦA XÃ", encoding="utf-8")
    asked = ("print", "sample", "--unit", "H24.72", "--out", tmp_path / "out", "--on", "2026-01-05", "--form")

    with override_settings(WORDINGS_FOLDER=tmp_path / "own"):
        done = run(*asked, "01", "--json")
        (own / "01@2026-01-01.yaml").write_text("title: '{ten}'", encoding="utf-8")
        refused = run(*asked, "01")

    pdf, _ = json.loads(done.out)["files"]
    assert "GIẤY HẸN CỦA XÃ" in PdfReader(pdf).pages[0].extract_text()
    assert (
        refused.code == 1 and "01@2026-01-01.yaml không dùng được: không có chỗ trống {ten}" in refused.words
    )
    assert "Không có mẫu “09”. Chọn một trong: 01, 02" in run(*asked, "09").words
