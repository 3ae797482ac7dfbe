"""The list for a chat group: urgent first, nothing of persons."""

from __future__ import annotations

from motcua.notices.paste import List, Row, paste_text
from tests.notices.conftest import DAY, HOUR, NOW

DUE = NOW + 9 * HOUR


def test_a_list_of_what_is_overdue() -> None:
    rows = [
        Row("H24.99-260612-0002", DUE - DAY, "quá hạn 1 ngày", "Phòng Kinh tế"),
        Row("H24.99-260612-0003", DUE - 3 * DAY, "quá hạn 3 ngày", "Phòng Kinh tế"),
        Row("H24.99-260612-0001", DUE - 2 * DAY, "quá hạn 2 ngày", "Phòng Văn hóa - Xã hội"),
    ]
    assert paste_text(List.OVERDUE, rows, unit="UBND xã Mẫu", as_of=NOW).splitlines() == [
        "UBND xã Mẫu – Hồ sơ quá hạn, tính đến 08:00 ngày 15/6/2026: 03 hồ sơ",
        "▪ Phòng Kinh tế:",
        "1. H24.99-260612-0003 – hạn 17:00 ngày 12/6/2026 – quá hạn 3 ngày",
        "2. H24.99-260612-0002 – hạn 17:00 ngày 14/6/2026 – quá hạn 1 ngày",
        "▪ Phòng Văn hóa - Xã hội:",
        "3. H24.99-260612-0001 – hạn 17:00 ngày 13/6/2026 – quá hạn 2 ngày",
        "Đề nghị xử lý ngay, trình văn bản xin lỗi và hẹn lại nếu chưa có, cập nhật trên hệ thống.",
    ]


def test_without_groups_and_without_dates() -> None:
    text = paste_text(List.DUE_SOON, [Row("H1", None)], unit="UBND xã Mẫu", as_of=NOW)
    assert text.splitlines()[1:] == ["1. H1", "Đề nghị xử lý trước hạn và cập nhật trên hệ thống."]


def test_an_empty_list_says_so() -> None:
    assert paste_text(List.OVERDUE, [], unit="UBND xã Mẫu", as_of=NOW).endswith("Không có hồ sơ nào quá hạn.")


def test_a_long_list_is_cut_and_the_rest_is_counted() -> None:
    rows = [Row(f"H{number:03}", DUE + number) for number in range(1_045)]
    lines = paste_text(List.DUE_SOON, rows, unit="UBND xã Mẫu", as_of=NOW).splitlines()
    assert lines[0].endswith(": 1.045 hồ sơ")
    assert lines[40].startswith("40. H039")
    # 1045 - 40
    assert lines[41] == "… và 1.005 hồ sơ nữa, xem trên hệ thống."
