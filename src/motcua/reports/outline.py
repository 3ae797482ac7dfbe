"""The outline of the period's report (đề cương báo cáo), and what people may write into it.

Titles follow the reports that provinces ask of communes about the control of administrative procedures.
A key names a text of `ReportSection`; the key of a section stays the same whatever its number.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A section: its number and title, the key of the text a person writes, and what to write there.

    Where it is `required` and nobody wrote it, the report has a marked place; else figures speak for it alone.
    """

    key: str
    number: str
    title: str
    hint: str
    required: bool = True


@dataclass(frozen=True)
class Part:
    """A part of the report with its sections; a part without sections is written as a whole."""

    number: str
    title: str
    sections: tuple[Heading, ...]


@dataclass(frozen=True)
class Line:
    """A short text that is no section, such as the number or the person who signs."""

    key: str
    label: str
    hint: str


PARTS = (
    Part(
        "I",
        "TÌNH HÌNH, KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH",
        (
            Heading(
                "chi-dao", "1", "Công tác lãnh đạo, chỉ đạo và tổ chức thực hiện",
                "Nêu kế hoạch, văn bản chỉ đạo đã ban hành trong kỳ (số, ngày, trích yếu) và việc phân công thực hiện.",
            ),
            Heading(
                "danh-gia-tac-dong", "2", "Đánh giá tác động TTHC quy định tại dự thảo văn bản quy phạm pháp luật",
                "Ghi số TTHC đã được đánh giá tác động trong kỳ và số TTHC được ban hành đã được đánh giá; "
                "không có thì ghi “Không phát sinh”.",
            ),
            Heading(
                "tham-dinh", "3", "Thẩm định, thẩm tra quy định về TTHC",
                "Ghi số dự thảo văn bản và số TTHC đã được thẩm định, thẩm tra; không có thì ghi “Không phát sinh”.",
            ),
            Heading(
                "ra-soat", "4", "Rà soát, đơn giản hóa TTHC",
                "Ghi số TTHC đã rà soát, phương án đơn giản hóa đã đề xuất và kết quả thực hiện.",
            ),
            Heading(
                "cong-khai", "5", "Công khai TTHC, danh mục TTHC",
                "Ghi số TTHC thuộc thẩm quyền giải quyết, số TTHC được công khai và hình thức công khai.",
            ),
            Heading(
                "phan-anh", "6", "Tiếp nhận và xử lý phản ánh, kiến nghị",
                "Ghi số phản ánh, kiến nghị từ kỳ trước chuyển sang, tiếp nhận mới, đã xử lý (đúng hạn, quá hạn), "
                "đang xử lý và đã công khai kết quả, khớp với Biểu số II.05a.",
            ),
            Heading(
                "giai-quyet", "7", "Tình hình, kết quả giải quyết TTHC",
                "Số liệu được viết tự động; ghi thêm nguyên nhân hồ sơ quá hạn, nếu có.", required=False,
            ),
            Heading(
                "mot-cua", "8", "Triển khai cơ chế một cửa, một cửa liên thông",
                "Nêu việc kiện toàn, bố trí trụ sở, nhân sự, trang thiết bị của Trung tâm Phục vụ hành chính công, "
                "kết quả thực hiện “4 tại chỗ” và đánh giá mức độ hài lòng.",
            ),
            Heading(
                "dien-tu", "9", "Triển khai TTHC trên môi trường điện tử",
                "Số liệu được viết tự động; ghi thêm các việc đã làm, nếu có.", required=False,
            ),
            Heading(
                "truyen-thong", "10", "Truyền thông hỗ trợ hoạt động kiểm soát TTHC",
                "Nêu hình thức, số lượng tin, bài, hội nghị tuyên truyền trong kỳ.",
            ),
            Heading(
                "sang-kien", "11", "Nghiên cứu, đề xuất sáng kiến cải cách TTHC",
                "Nêu sáng kiến, mô hình mới và kết quả áp dụng; không có thì ghi “Không phát sinh”.",
            ),
            Heading(
                "kiem-tra", "12", "Kiểm tra việc thực hiện hoạt động kiểm soát TTHC",
                "Ghi số cuộc kiểm tra, tự kiểm tra trong kỳ và kết quả.",
            ),
        ),
    ),
    Part(
        "II",
        "ĐÁNH GIÁ CHUNG",
        (
            Heading(
                "uu-diem", "1", "Ưu điểm",
                "Tỷ lệ được viết tự động; ghi thêm kết quả nổi bật, nếu có.", required=False,
            ),
            Heading("han-che", "2", "Hạn chế", "Nêu hạn chế, khó khăn khác và nguyên nhân."),
        ),
    ),
    Part(
        "III",
        "PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TIẾP THEO",
        (Heading("phuong-huong", "", "", "Nêu các nhiệm vụ trọng tâm của kỳ tiếp theo."),),
    ),
    Part(
        "IV",
        "KIẾN NGHỊ, ĐỀ XUẤT",
        (Heading("kien-nghi", "", "", "Nêu kiến nghị với cấp trên; không có thì ghi “Không có”."),),
    ),
)  # fmt: skip

LINES = (
    Line("so", "Số văn bản", "Chỉ ghi số, ví dụ 235; để trống khi chưa lấy số."),
    Line("ky-hieu", "Ký hiệu", "Ví dụ BC-UBND, BC-TTPVHCC."),
    Line("ngay", "Ngày ban hành", "Viết năm-tháng-ngày, ví dụ 2026-06-18."),
    Line("kinh-gui", "Kính gửi", "Cơ quan nhận báo cáo."),
    Line("can-cu", "Căn cứ lập báo cáo", "Ví dụ: Công văn số … ngày … của … về việc …"),
    Line("chuc-vu", "Quyền hạn, chức vụ người ký", "Mỗi dòng một phần: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH."),
    Line("nguoi-ky", "Họ tên người ký", ""),
    Line("noi-nhan", "Nơi nhận", "Mỗi dòng một nơi."),
    Line("tthc-tong", "Số TTHC thuộc thẩm quyền giải quyết", "Một số nguyên."),
    Line("tthc-toan-trinh", "Số TTHC cung cấp dịch vụ công trực tuyến toàn trình", "Một số nguyên."),
    Line("tthc-mot-phan", "Số TTHC cung cấp dịch vụ công trực tuyến một phần", "Một số nguyên."),
)  # fmt: skip

SECTIONS = tuple(section for part in PARTS for section in part.sections)

KEYS = frozenset(section.key for section in SECTIONS) | {line.key for line in LINES}
"""Every key under which a text may be kept."""
