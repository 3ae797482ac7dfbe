"""What officials call the steps of an import and the reasons for which a row is set aside."""

from __future__ import annotations

STEP_WORDS = {
    "read": "Đang đọc tệp",
    "compare": "Đang đối chiếu với dữ liệu đã có",
    "record": "Đang ghi nhật ký",
    "derive": "Đang xác định trạng thái hồ sơ",
    "post": "Đang ghi sổ cái",
    "done": "Xong",
}

REASONS = {
    "missing dossier code": "Thiếu mã hồ sơ",
    "impossible date": "Ngày không có thật",
    "finished before received": "Ngày kết thúc trước ngày tiếp nhận",
    "unknown procedure and sector": "Không rõ thủ tục và lĩnh vực",
    "no reception time": "Đã xử lý mà không có ngày tiếp nhận",
    "no finishing time": "Đã kết thúc mà không có ngày kết thúc",
    "contradictory times": "Các lần tạm dừng mâu thuẫn nhau",
    "held by another unit": "Hồ sơ đang thuộc đơn vị khác",
}
