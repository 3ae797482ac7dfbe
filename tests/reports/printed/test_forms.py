"""The printed forms: both files say the same, and say what the form is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.reports.printed.document import Table
from motcua.reports.printed.installation import Installation
from motcua.reports.printed.render import document_of, render, render_all
from motcua.rules.measures import Channel
from tests.reports.printed import cases
from tests.reports.printed.cases import FORMS
from tests.reports.printed.reading import HERE, both, docx_of, pdf_of, squeezed, words_of_docx


def reaching(form: Any) -> bool:
    """Whether a table has cells over several rows, which a PDF tells in another order."""
    tables = (block for block in document_of(form, HERE).body if isinstance(block, Table))
    rows = (row for table in tables for entry in (table.header, *table.entries) for row in entry)
    return any(cell.rows > 1 for row in rows for cell in row)


@pytest.mark.parametrize("name", FORMS)
def test_docx_and_pdf_say_the_same(name: str) -> None:
    form = FORMS[name]()

    in_docx, in_pdf = both(form)

    assert in_docx
    assert sorted(in_docx) == sorted(in_pdf)
    if not reaching(form):
        assert in_docx == in_pdf


def said(form: Any, of: Installation = HERE) -> str:
    """What a form says, without blanks."""
    return words_of_docx(docx_of(form, of))


def test_numbers_and_days_are_written_as_the_decree_asks() -> None:
    text = said(cases.receipt())

    # Nghị định 30/2020/NĐ-CP: a zero before numbers below 10, and before the months 1 and 2 only.
    assert squeezed("Số: 07/TTPVHCC") in text
    assert squeezed("Hưng Đạo, ngày 05 tháng 01 năm 2026") in text
    assert squeezed("08 giờ 05 phút, ngày 05 tháng 01 năm 2026") in text
    assert squeezed("07 ngày làm việc") in text
    assert squeezed("Số lượng hồ sơ: 01 (bộ)") in text
    assert squeezed("ngày 02 tháng 3 năm 2026") in said(cases.poor_receipt())


def test_a_receipt_says_who_what_and_when() -> None:
    text = said(cases.receipt())

    for line in (
        f"Mã hồ sơ: {cases.CODE}",
        f"Tiếp nhận hồ sơ của Ông (Bà): {cases.PERSON.name} (trực tiếp)",
        f"Số điện thoại: {cases.PERSON.phone}",
        f"Nội dung yêu cầu giải quyết: {cases.PROCEDURE.name}",
        "Thời gian trả kết quả giải quyết hồ sơ: 16 giờ 30 phút, ngày 14 tháng 01 năm 2026",
        "7. Phí, lệ phí: 75.000 đồng (đã nộp trực tuyến)",
        "Quyển số: 01/2026 Số thứ tự: 12",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ):
        assert squeezed(line) in text, line


def test_a_receipt_filed_online_has_the_receivers_signature_only() -> None:
    text = said(cases.receipt(4, Channel.ONLINE, cases.COMPANY))

    assert squeezed("NGƯỜI TIẾP NHẬN HỒ SƠ") in text
    assert squeezed("NGƯỜI NỘP HỒ SƠ") not in text
    assert squeezed("Bản điện tử") in text and squeezed("Bản chụp") not in text
    assert squeezed(f"Tiếp nhận hồ sơ của tổ chức: {cases.COMPANY.name} (trực tuyến)") in text


def test_what_is_not_known_leaves_room_or_no_line() -> None:
    text = said(cases.poor_receipt())

    assert squeezed("Số điện thoại: ………") in text
    assert squeezed("Thư điện tử") not in text and squeezed("Phí, lệ phí") not in text
    assert squeezed("Chủ hồ sơ") not in text and squeezed("Mã hồ sơ") not in text
    assert squeezed("Thời gian trả kết quả giải quyết hồ sơ: …… giờ …… phút") in text
    assert "None" not in text and "{" not in text


def test_a_fee_of_nothing_is_said() -> None:
    assert squeezed("Phí, lệ phí: 0 đồng") in said(replace(cases.receipt(), fee=0, fee_note=""))


@pytest.mark.parametrize(
    ("signer", "lines"),
    [
        (cases.CHAIR, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (cases.DEPUTY, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (cases.DIRECTOR, ["TL. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"]),
    ],
)
def test_a_letter_is_signed_on_the_right_with_its_authority(signer: Any, lines: list[str]) -> None:
    left, right = docx_of(cases.apology(signer)).tables[-1].rows[0].cells

    found = [paragraph.text for paragraph in right.paragraphs]
    assert found == [*lines, signer.name]
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert left.paragraphs[-1].text == "- Lưu: VT, hồ sơ."


def test_an_apology_says_the_new_day_and_a_stop_what_was_asked() -> None:
    apology, stop = said(cases.apology()), said(cases.stop())

    assert squeezed("Thời gian hẹn trả kết quả mới: 11 giờ 00 phút, ngày 09 tháng 02 năm 2026.") in apology
    assert squeezed("Ngày 08/01/2026, Quý tổ chức đề nghị dừng giải quyết hồ sơ.") in stop
    assert squeezed("đề nghị dừng") not in said(cases.stop(asked=False))


def test_a_refusal_tells_what_was_not_taken_in_from_what_was_refused_later() -> None:
    assert squeezed("thông báo không tiếp nhận, giải quyết hồ sơ này") in said(cases.refusal())
    assert squeezed("thông báo từ chối giải quyết hồ sơ này") in said(cases.refusal(accepted=True))


def test_a_control_sheet_keeps_room_for_hand_overs_to_come() -> None:
    table = next(block for block in document_of(cases.control(1), HERE).body if isinstance(block, Table))

    assert len(table.entries) == 4
    assert table.entries[0][0][2].text == "Trước hạn"
    assert table.entries[1][0][1].text.startswith("… giờ")
    assert len(document_of(cases.control(12), HERE).body[-1].entries) == 12  # type: ignore[union-attr]


def test_every_form_says_which_version_it_is() -> None:
    for name, make in FORMS.items():
        mark = document_of(make(), HERE).mark
        if name[:2].isdigit():
            assert mark == f"Mẫu số {name[:2]}, Thông tư số 03/2025/TT-VPCP – phiên bản 15/9/2025"
        assert "phiên bản 15/9/2025" in mark
        footers = docx_of(make()).sections[0]
        assert footers.footer.paragraphs[0].text == footers.first_page_footer.paragraphs[0].text == mark


def test_several_forms_go_into_one_file_each_from_a_page_of_its_own() -> None:
    forms = [cases.poor_receipt(), cases.register(20), cases.apology()]

    pages = PdfReader(BytesIO(render_all(forms, "pdf", HERE))).pages
    alone = [len(pdf_of(form).pages) for form in forms]

    assert alone[0] == alone[2] == 1 and alone[1] > 1
    assert len(pages) == sum(alone)
    wide = [float(page.mediabox.width) > float(page.mediabox.height) for page in pages]
    assert wide == [False, *[True] * alone[1], False]
    # Each counts its pages anew and does not print the 1.
    tops = [page.extract_text().split("\n")[0].strip() for page in pages]
    assert [top for top in tops if top.isdigit()] == [str(n) for n in range(2, alone[1] + 1)]


def test_a_file_is_the_same_whenever_it_is_made() -> None:
    assert render(cases.receipt(), "pdf", HERE) == render(cases.receipt(), "pdf", HERE)
    made = docx_of(cases.receipt()).core_properties
    assert (made.title, made.author, made.created.date()) == (
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Trung tâm Phục vụ hành chính công", date(2026, 1, 5),
    )  # fmt: skip
