"""Wordings as files: versions by day, changes of an installation and of a unit, and slips told before printing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from motcua.reports.printed.compose import mark
from motcua.reports.printed.inline import Known, filled, sentence
from motcua.reports.printed.installation import Installation
from motcua.reports.printed.notices import NoticeSheet
from motcua.reports.printed.render import document_of
from motcua.reports.printed.slips import Receipt
from motcua.reports.printed.values import Moment, ValueKind, names_of, values_of
from motcua.reports.printed.wording import BadWording
from motcua.reports.printed.wording_files import wording
from motcua.rules.terms import Term, TermUnit
from tests.reports.printed import cases
from tests.reports.printed.reading import docx_of, pdf_of, squeezed, words_of_docx, words_of_pdf


def write(folder: Path, name: str, /, **content: object) -> None:
    """A wording file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_a_unit_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "H24.72", "01@2026-01-02.yaml", title=["GIẤY BIÊN NHẬN"])
    of = Installation(wordings=tmp_path)

    changed, other = cases.receipt(), cases.poor_receipt()
    document = document_of(changed, of)

    assert document.title == ("GIẤY BIÊN NHẬN",)
    assert document.body == document_of(changed, Installation()).body
    assert document.mark.endswith("phiên bản 15/9/2025, đơn vị sửa đổi 02/01/2026")
    assert "GIẤYBIÊNNHẬN" in words_of_docx(docx_of(changed, of))
    assert "GIẤYBIÊNNHẬN" in words_of_pdf(pdf_of(changed, of), document)
    assert document_of(other, of).title == ("GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ")


def test_the_units_own_goes_before_the_installations(tmp_path: Path) -> None:
    write(tmp_path, "01@2025-12-01.yaml", title="CỦA TỈNH", subject="Phụ đề")
    write(tmp_path / "H24.72", "01@2025-12-01.yaml", title="CỦA XÃ")

    made = wording(Receipt, date(2026, 1, 5), "H24.72", tmp_path)

    assert (made.title, made.subject) == (("CỦA XÃ",), ("Phụ đề",))
    assert wording(Receipt, date(2026, 1, 5), "H24.73", tmp_path).title == ("CỦA TỈNH",)


def test_a_version_holds_from_its_day(tmp_path: Path) -> None:
    write(tmp_path, "01@2026-03-01.yaml", title="MỚI")
    write(tmp_path, "01@2026-06-01.yaml", title="MỚI HƠN")

    titles = [wording(Receipt, day, own=tmp_path).title[0] for day in (
        date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1), None,
    )]  # fmt: skip

    assert titles == ["GIẤY TIẾP NHẬN HỒ SƠ", "MỚI", "MỚI", "MỚI HƠN", "MỚI HƠN"]
    # A paper of before the first version is printed in the first one.
    assert wording(Receipt, date(2020, 1, 1)).since == date(2025, 9, 15)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, "01@2026-01-01.yaml", title="MỘT")
    assert wording(Receipt, None, own=tmp_path).title == ("MỘT",)
    write(tmp_path, "01@2026-01-01.yaml", title="HAI DÒNG")

    assert wording(Receipt, None, own=tmp_path).title == ("HAI DÒNG",)


@pytest.mark.parametrize("unit", ["..", "../..", "/etc", "", ".", "a/b", "a\\b"])
def test_a_units_code_never_leads_out_of_the_folder(tmp_path: Path, unit: str) -> None:
    write(tmp_path, "01@2026-01-01.yaml", title="NGOÀI")
    write(tmp_path / "own" / "a", "01@2026-01-01.yaml", title="TRONG")
    (tmp_path / "own" / "a" / "b").mkdir()

    assert wording(Receipt, None, unit, tmp_path / "own").title[0] == "GIẤY TIẾP NHẬN HỒ SƠ"


LINE = {"body": [{"line": "{code}"}]}
TABLE = {"each": "papers", "widths": [1, 2], "rows": ["{name}", "{note}"]}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"tiêu đề": "x"}, "khóa lạ “tiêu đề”"),
        ({"title": "{tên}"}, "không có chỗ trống {tên}"),
        ({"title": "{who}"}, "không có chỗ trống {who}"),
        ({"title": "{papers}"}, "là danh sách"),
        ({"title": "{code:money}"}, "không viết được theo kiểu “money”"),
        ({"title": "{due_at:năm}"}, "không có cách viết “năm”"),
        ({"title": "{due_at:year}"}, "không có cách viết “year”"),
        ({"title": "{}"}, "không có chỗ trống {}"),
        ({"title": "**đậm"}, "mở mà không đóng"),
        ({"name": ""}, "thiếu “name”"),
        ({"size": "to"}, "“size” phải là số"),
        ({"qr": True}, "“qr” phải là chữ"),
        ({"blanks": {"fax": "…"}}, "blanks nhắc đến “fax”"),
        ({"body": "x"}, "“body” phải là danh sách"),
        ({"body": ["x"]}, "phải viết “kiểu: chữ”"),
        ({"body": [{"line": "a", "text": "b"}]}, "đúng một trong"),
        ({"body": [{"each": "papers"}]}, "đúng một trong"),
        ({"body": [{"line": "{name}", "each": "people"}]}, "không có danh sách “people”"),
        ({"body": [{"line": "a", "when": "rich"}]}, "điều kiện nhắc đến “rich”"),
        ({"body": [{"table": {**TABLE, "widths": []}}]}, "thiếu bề rộng"),
        ({"body": [{"table": {**TABLE, "rows": []}}]}, "thiếu rows"),
        ({"body": [{"table": {**TABLE, "rows": ["{name}"]}}]}, "không phủ kín 2 cột"),
        ({"body": [{"table": {**TABLE, "header": [{"text": "a", "columns": 3}]}}]}, "không phủ kín"),
        ({"body": [{"table": {**TABLE, "header": [{"text": "a", "columns": 0}, "b"]}}]}, "phải từ 1"),
        ({"body": [{"table": {**TABLE, "rows": ["{name}", "{code:serial}"]}}]}, "không viết được"),
        ({"body": [{"table": {**TABLE, "rows": [{"text": "x", "align": "top"}, "y"]}}]}, "align là một trong"),
        ({"signatures": ["NGƯỜI KÝ"]}, "mỗi chỗ ký"),
        ({"terms": {"you": [{"when": "x", "text": "y", "else": "z"}]}}, "khóa lạ “else”"),
    ],
)  # fmt: skip
def test_a_slip_in_a_wording_is_told(tmp_path: Path, content: dict[str, object], problem: str) -> None:
    write(tmp_path, "01@2026-01-01.yaml", **content)

    with pytest.raises(BadWording, match=r"01@2026-01-01\.yaml") as refused:
        wording(Receipt, None, own=tmp_path)

    assert problem in str(refused.value) and "docs/printed-forms.md" in str(refused.value)


@pytest.mark.parametrize("text", ["a: [", "- a", "chữ", "a: *b"])
def test_a_file_that_is_no_wording_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "01@2026-01-01.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(BadWording, match=r"01@2026-01-01\.yaml"):
        wording(Receipt, None, own=tmp_path)


def test_a_file_without_a_day_is_told(tmp_path: Path) -> None:
    (tmp_path / "01@moi.yaml").write_text("title: x", encoding="utf-8")

    with pytest.raises(BadWording, match="tên tệp phải là MẪU@NGÀY"):
        wording(Receipt, None, own=tmp_path)


def known(**values: object) -> Known:
    return Known(values, {"phone": "………"})


def test_a_piece_without_values_is_left_out_unless_room_is_kept() -> None:
    def said(text: str, **values: object) -> str:
        return "".join(run.text for run in filled(text, known(**values)))

    assert said("Email: {email}") == ""
    assert said("Điện thoại: {phone}") == "Điện thoại: ………"
    assert said("{phone} {email}") == ""
    assert said("{phone} {email}", email="a@b") == "……… a@b"
    assert said("Chữ cố định") == "Chữ cố định"
    assert said("{sets}", sets=0) == "0"
    # What people typed is never read as markup or placeholder.
    assert said("{name}", name="**{code}** #x $y$") == "**{code}** #x $y$"


def test_bold_stretches_and_their_neighbours() -> None:
    runs = filled("Mã: **{code}**!", known(code="A1"))

    assert [(run.text, run.bold) for run in runs] == [("Mã: ", False), ("A1", True), ("!", False)]


def test_parts_of_a_sentence_join_as_people_write() -> None:
    def said(*texts: str, **values: object) -> str:
        return "".join(run.text for run in sentence(texts, known(**values)))

    parts = ("Liên hệ:", "{name}", ", điện thoại {tel}", "({hours})", ".")
    assert said(*parts, name="Hà", tel="0225") == "Liên hệ: Hà, điện thoại 0225."
    assert said(*parts, tel="0225", hours="giờ hành chính") == "Liên hệ: điện thoại 0225 (giờ hành chính)."
    assert said(*parts) == ""


def test_values_are_named_as_the_fields_of_the_data() -> None:
    values = values_of(cases.receipt())

    assert values["submitter.phone"] == cases.PERSON.phone
    assert values["channel.direct"] is True and "channel.online" not in values
    assert values["due_at"] == Moment(cases.at(1, 14, 16, 30)) and isinstance(values["due_at"], Moment)
    assert values["papers"][1]["order"] == 2
    assert values_of(cases.poor_receipt())["owner"] is None
    assert values["term"] == "07 ngày làm việc"
    assert values_of(Term(12, TermUnit.WORKING_HOURS))["amount"] == 12
    names = names_of(Receipt)
    assert names.single["owner.address"] is ValueKind.TEXT and names.single["due_at"] is ValueKind.INSTANT
    assert names.lists["papers"].single["originals"] is ValueKind.NUMBER
    assert set(values) - {"owner"} <= {*names.single, *names.lists}


def test_the_mark_names_what_has_no_number() -> None:
    assert mark(wording(NoticeSheet, None)) == "Bảng niêm yết thủ tục hành chính – phiên bản 15/9/2025"
    assert squeezed("a b\u00a0c") == "abc"
