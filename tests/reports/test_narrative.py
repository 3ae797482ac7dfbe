"""What the report says, and that it says nothing that is not in the figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from motcua.reports import narrative
from motcua.reports.data import Agency, ReportData
from motcua.reports.document import Report
from motcua.reports.outline import KEYS, LINES, NAMES, TEXTS, outline
from motcua.reports.sections import with_sections
from motcua.reports.wording.compose import paragraphs
from motcua.reports.wording.following import following
from motcua.rules.periods import parse
from tests.reports.report_cases import UNITS, report_data, small_data


def written(data: ReportData) -> Report:
    return narrative.report(data)


def texts(data: ReportData) -> str:
    return "\n".join(block.text for block in written(data).body)


def test_the_outline_is_the_one_asked_for() -> None:
    titles = [
        block.text for block in written(report_data("tam-thanh")).body if block.kind in ("part", "section")
    ]
    numbered = [title.split(". ")[0] for title in titles]
    assert numbered == ["I", *map(str, range(1, 13)), "II", "1", "2", "III", "IV"]
    assert titles[7] == "7. Tình hình, kết quả giải quyết TTHC"


def test_a_month_and_a_centre_have_outlines_of_their_own() -> None:
    monthly, centre = (written(report_data(unit)) for unit in ("an-truong", "hung-dao"))
    titles = [block.text for block in monthly.body if block.kind == "part"]
    assert titles[0].replace("\u00a0", " ") == "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 6 NĂM 2026"
    assert titles[2].replace("\u00a0", " ") == "III. PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 7 NĂM 2026"
    assert centre.head.subject.startswith("Kết quả thực hiện nhiệm vụ")
    section = next(block.text for block in centre.body if block.kind == "section")
    assert section.startswith("1. Hoạt động tiếp nhận")


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ("2026-06", "tháng 7 năm 2026"), ("2026-12", "tháng 1 năm 2027"), ("2026-Q1", "quý II năm 2026"),
        ("2026-Q4", "quý I năm 2027"), ("2026-H1", "6 tháng cuối năm 2026"), ("2026-H2", "6 tháng đầu năm 2027"),
        ("2026-9M", "quý IV năm 2026"), ("2026", "năm 2027"), ("2026-01-01..2026-05-25", "thời gian tới"),
    ],
)  # fmt: skip
def test_the_period_that_follows(period: str, after: str) -> None:
    assert following(parse(period)) == after


@pytest.mark.parametrize(
    ("unit", "sentences"),
    [
        (
            "an-truong",
            [
                "Tổng số hồ sơ TTHC nhận giải quyết: 2.751 hồ sơ, trong đó:",
                "Tiếp nhận mới trong kỳ: 2.668 hồ sơ (trực tuyến: 2.668 hồ sơ; trực tiếp và qua dịch vụ bưu chính: không có);",
                "Từ kỳ trước chuyển sang: 83 hồ sơ.",
                "Số hồ sơ đã giải quyết: 2.686 hồ sơ, gồm: trước hạn: 2.685 hồ sơ; đúng hạn: không có; quá hạn: 01 hồ sơ.",
                "Số hồ sơ đang giải quyết: 65 hồ sơ, gồm: trong hạn: 65 hồ sơ; quá hạn: không có.",
                "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn đạt 99,96%.",
                "Còn 01 hồ sơ giải quyết quá hạn thuộc lĩnh vực Chứng thực.",
            ],
        ),
        (
            "hung-dao",
            [
                "gồm: trước hạn: 4.029 hồ sơ; đúng hạn: 08 hồ sơ; quá hạn: 11 hồ sơ; "
                "từ chối, không đủ điều kiện: 29 hồ sơ; tổ chức, cá nhân rút hoặc dừng theo đề nghị: 83 hồ sơ.",
                "gồm: trong hạn: 93 hồ sơ; quá hạn: không có; chờ bổ sung: 13 hồ sơ.",
                # (4.029 + 8) / (4.029 + 8 + 11) = 99,728…
                "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: 99,7% (4.037/4.048 hồ sơ có kết quả giải quyết).",
                # 4.152 / (4.152 + 45) = 98,928…: those carried over are not counted again
                "Tỷ lệ hồ sơ tiếp nhận trực tuyến: 98,9% (4.152/4.197 hồ sơ tiếp nhận mới trong kỳ).",
                "Tỷ lệ hồ sơ được số hóa: 98,7% (4.211/4.266 hồ sơ nhận giải quyết).",
                "Tỷ lệ hồ sơ nộp phí, lệ phí trực tuyến: 100% (2.950/2.950 hồ sơ phải nộp phí, lệ phí).",
            ],
        ),
        (
            "tam-thanh",
            [
                "Số hồ sơ đã giải quyết: 1.532 hồ sơ, gồm: trước hạn: 1.477 hồ sơ; đúng hạn: không có; "
                "quá hạn: 11 hồ sơ; từ chối, không đủ điều kiện: 44 hồ sơ.",
                "tạm dừng, chờ thực hiện nghĩa vụ tài chính: 64 hồ sơ.",
                "Hệ thống của tỉnh.",
            ],
        ),
    ],
)  # fmt: skip
def test_sentences_of_real_units(unit: str, sentences: list[str]) -> None:
    found = texts(report_data(unit))
    for sentence in sentences:
        assert sentence in found


def head(unit: str, **changes: Any) -> Any:
    return written(report_data(unit, **changes)).head


def test_head_of_a_commune() -> None:
    found = head("tam-thanh", number="5", dated=date(2026, 3, 18))
    assert (found.superior, found.agency) == ((), ("ỦY BAN NHÂN DÂN", "PHƯỜNG TAM THANH"))
    assert found.number == "Số: 05/BC-UBND"
    assert found.place_and_date == "Tam Thanh, ngày 18 tháng 3 năm 2026"
    assert found.subject.endswith("quý\u00a0I\u00a0năm\u00a02026")
    assert found.days == "(Từ ngày 15/12/2025 đến ngày 14/3/2026)"
    assert found.addressee == "Ủy ban nhân dân tỉnh Lạng Sơn"


def test_head_of_a_centre_below_a_commune() -> None:
    found = head("hung-dao")
    assert found.superior == ("ỦY BAN NHÂN DÂN", "PHƯỜNG HƯNG ĐẠO")
    assert found.agency == ("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG")
    assert found.number.endswith("/BC-TTPVHCC")
    assert found.addressee == "Ủy ban nhân dân phường Hưng Đạo"
    assert written(report_data("hung-dao")).signer_lines == ("GIÁM ĐỐC",)


def test_a_plain_range_of_days_is_said_once() -> None:
    data = report_data("hung-dao")
    opening = written(data).body[0].text
    assert (
        opening.count("01/01/2026") == 1
        and "từ ngày 01/01/2026 đến ngày 25/5/2026, nhiệm vụ trọng tâm" in opening
    )
    ranged = replace(report_data("tam-thanh"), period=data.period)
    assert written(ranged).head.subject.endswith("môi trường điện tử")


def test_without_number_and_date_there_is_room_to_write_them() -> None:
    found = head("an-truong")
    assert re.fullmatch(r"Số:\s{6,}/BC-UBND", found.number)
    assert re.fullmatch(r"An Trường, ngày\s{4,}tháng\s{4,}năm\s2026", found.place_and_date)


def test_what_nobody_wrote_is_a_marked_place_that_says_what_to_write() -> None:
    gaps = [block.text for block in written(report_data("an-truong")).body if block.kind == "gap"]
    assert len(gaps) == sum(text.required for text in TEXTS.values())
    assert all(gap.startswith("[") and gap.endswith("]") and len(gap) > 20 for gap in gaps)


def test_what_a_person_wrote_stands_in_its_place() -> None:
    own = {key: f"Đã viết {key}." for key in TEXTS}
    found = written(with_sections(report_data("tam-thanh"), own))
    assert not [block for block in found.body if block.kind == "gap"]
    texts = [block.text for block in found.body]
    assert all(f"Đã viết {key}." in texts for key in TEXTS)
    assert "Trong kỳ không phát sinh" not in "\n".join(texts)


def test_lines_of_a_persons_text_become_paragraphs_and_items() -> None:
    found = paragraphs("Mở đầu.\n\n- một\n+ hai\n -ba\n-")
    assert [(block.kind, block.text) for block in found] == [
        ("text", "Mở đầu."), ("item", "một"), ("subitem", "hai"), ("item", "ba"), ("text", "-"),
    ]  # fmt: skip


def test_short_texts_fill_head_and_end() -> None:
    lines = {
        "so": "235", "ky-hieu": "BC-TTPVHCC", "ngay": "2026-03-18", "kinh-gui": "Văn phòng UBND tỉnh",
        "can-cu": "Công văn số 137/UBND-TTPVHCC", "chuc-vu": "TM. ỦY BAN NHÂN DÂN\n KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n",
        "nguoi-ky": " Vũ Trọng Dũng ", "noi-nhan": "- Như trên;\n- Lưu: VT, TTPVHCC.",
        "tthc-tong": "399", "tthc-toan-trinh": "122", "tthc-mot-phan": "277",
    }  # fmt: skip
    assert {line.key for line in LINES} == set(lines)
    found = written(with_sections(report_data("tam-thanh"), lines))
    assert found.head.number == "Số: 235/BC-TTPVHCC" and found.head.addressee == "Văn phòng UBND tỉnh"
    assert found.head.place_and_date.endswith("ngày 18 tháng 3 năm 2026")
    assert found.body[0].text.startswith(
        "Thực hiện Công văn số 137/UBND-TTPVHCC, Ủy ban nhân dân phường Tam Thanh"
    )
    assert found.signer_lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert (found.signer_name, found.recipients) == ("Vũ Trọng Dũng", ("- Như trên;", "- Lưu: VT, TTPVHCC."))
    catalogue = (
        "399 TTHC, trong đó cung cấp dịch vụ công trực tuyến toàn trình: 122 TTHC; một phần: 277 TTHC."
    )
    assert catalogue in "\n".join(block.text for block in found.body)


def test_a_date_that_is_none_leaves_room() -> None:
    assert with_sections(report_data("an-truong"), {"ngay": "hôm nay", "tthc-tong": "nhiều"}).dated is None


def test_comparison_with_the_period_before() -> None:
    data = small_data({"received_online": 120, "early": 99, "late": 1})
    before = small_data({"received_online": 100, "early": 90, "late": 10}).totals
    found = texts(replace(data, previous=before))
    assert "So với kỳ trước (tháng 5 năm 2026): số hồ sơ tiếp nhận trong kỳ tăng 20 hồ sơ (20%)" in found
    assert "số hồ sơ đã giải quyết không đổi" in found
    assert "99% (kỳ trước 90%)" in found
    assert "So với kỳ trước" not in texts(data)


def test_comparison_with_the_same_period_of_last_year() -> None:
    data = small_data({"received_online": 120, "early": 99, "late": 1})
    before = small_data({"received_online": 150, "early": 100}).totals
    found = texts(replace(data, last_year=before))
    assert (
        "So với cùng kỳ năm trước (tháng 6 năm 2025): số hồ sơ tiếp nhận trong kỳ giảm 30 hồ sơ (20%)"
        in found
    )
    assert "99% (cùng kỳ năm trước 100%)" in found
    assert "cùng kỳ" not in texts(data)


@pytest.mark.parametrize(
    ("name", "year_before", "first"),
    [
        ("2026-06", "2025-06", date(2025, 5, 15)),
        ("2026-Q1", "2025-Q1", date(2024, 12, 15)),
        ("2026-H1", "2025-H1", date(2024, 12, 15)),
        ("2026-9M", "2025-9M", date(2024, 12, 15)),
        ("2026", "2025", date(2024, 12, 15)),
        ("2024-02-29..2024-05-25", "2023-02-28..2023-05-25", date(2023, 2, 28)),
    ],
)
def test_the_same_period_a_year_earlier(name: str, year_before: str, first: date) -> None:
    earlier = parse(name).year_before()
    assert (earlier.name, earlier.first) == (year_before, first)


@pytest.mark.parametrize(
    "name", ["2026-06", "2026-Q2", "2026-H1", "2026-9M", "2026", "2026-01-01..2026-05-25"]
)
def test_every_kind_of_period_has_a_report_without_anything_that_reads_as_an_error(name: str) -> None:
    empty = replace(small_data({}), period=parse(name))
    some = replace(small_data({"received_online": 3, "early": 2}), period=parse(name))
    for data in (empty, replace(some, previous=empty.totals, last_year=empty.totals)):
        found = texts(data)
        assert not re.search(r"None|nan|NaN|–%|–/|\b00\b|^\W*$|\[không", found, re.MULTILINE), found


def test_a_range_is_compared_with_the_days_before_it() -> None:
    data = report_data("hung-dao")
    assert "So với kỳ trước (từ ngày 09/8/2025 đến ngày 31/12/2025)" in texts(
        replace(data, previous=data.totals)
    )


def test_a_period_without_dossiers_says_so_and_no_rate() -> None:
    found = texts(small_data({}))
    assert found.count("Trong kỳ không phát sinh hồ sơ TTHC") == 2
    assert "%" not in found and "–" not in found


def test_delays_of_open_dossiers_are_weaknesses() -> None:
    found = texts(small_data({"received_online": 9, "early": 1, "open_overdue": 2, "awaiting_overdue": 1}))
    assert "Cuối kỳ còn 03 hồ sơ đang giải quyết đã quá hạn thuộc lĩnh vực Hộ tịch." in found
    assert "trong số đang chờ có 01 hồ sơ đã quá hạn" in found
    assert "không có hồ sơ giải quyết quá hạn" not in found


def test_no_delays_are_a_strength() -> None:
    found = texts(small_data({"received_online": 9, "early": 9}))
    assert (
        "Trong kỳ không có hồ sơ giải quyết quá hạn, cuối kỳ không có hồ sơ đang giải quyết quá hạn." in found
    )
    assert "Còn " not in found


@pytest.mark.parametrize("unit", UNITS)
def test_the_text_has_no_traces_of_a_machine(unit: str) -> None:
    found = texts(report_data(unit))
    assert not re.search(r"None|nan|\{|\}|  |\.\.| ,|%%|\d\.\d%", found)


def test_keys_are_each_used_once() -> None:
    for name in NAMES:
        keys = [text.key for text in outline(name).texts] + [line.key for line in LINES]
        assert len(keys) == len(set(keys)) and set(keys) <= KEYS
    assert {text.key for name in NAMES for text in outline(name).texts} == set(TEXTS)


def test_a_unit_of_another_name_and_no_superior() -> None:
    agency = Agency("Đơn vị mẫu thử", "commune", "Thành phố Hải Phòng", "Hải Phòng")
    found = written(replace(small_data({}), agency=agency)).head
    assert found.agency == ("ĐƠN VỊ MẪU THỬ",)
    alone = Agency("Phòng Kinh tế, Hạ tầng và Đô thị", "department", "Thành phố Hải Phòng", "Hưng Đạo")
    report = written(replace(small_data({}), agency=alone))
    assert (report.head.addressee, report.head.superior, report.signer_lines) == ("", (), ("TRƯỞNG PHÒNG",))
