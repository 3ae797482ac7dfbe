"""Why a file cannot be checked, and what a person can do about it; said in Vietnamese."""

from __future__ import annotations

from motcua.reports.errors import ReportRefused
from motcua.reports.vietnamese import number


class Unreadable(ReportRefused):
    """A file that cannot be checked. `problem` says what is wrong, `remedy` what to do; `file` names it where known."""

    def __init__(self, problem: str, remedy: str, file: str = "") -> None:
        self.problem, self.remedy, self.file = problem, remedy, file
        super().__init__(problem)

    def __str__(self) -> str:
        head = f"{self.file}: {self.problem}" if self.file else self.problem[:1].upper() + self.problem[1:]
        return f"{head}. {self.remedy}"


class Empty(Unreadable):
    """No letter to read."""

    def __init__(self) -> None:
        super().__init__("tệp trống, không có chữ nào", "Kiểm tra lại tệp đã chọn")


class OnlyPictures(Unreadable):
    """A scanned PDF: pages of pictures without text."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        super().__init__(
            f"tệp PDF chỉ có ảnh chụp ({number(pages)} trang), không có chữ để đọc",
            "Dùng tệp gốc DOCX, hoặc nhận dạng chữ (OCR) rồi kiểm tra lại",
        )


class Locked(Unreadable):
    """A file that asks for a password."""

    def __init__(self) -> None:
        super().__init__(
            "tệp được bảo vệ bằng mật khẩu nên không đọc được", "Bỏ mật khẩu, lưu lại rồi kiểm tra"
        )


class NotAReport(Unreadable):
    """A file of another kind; `found` names it."""

    def __init__(
        self, found: str, remedy: str = "Chọn báo cáo ở dạng DOCX, PDF, HTML hoặc văn bản (TXT)"
    ) -> None:
        self.found = found
        super().__init__(f"nội dung là {found}, không phải báo cáo đọc được", remedy)


class Broken(Unreadable):
    """A file that is cut short or damaged; `detail` says how."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(f"tệp hỏng hoặc chưa tải hết ({detail})", "Tải lại hoặc lưu lại tệp rồi kiểm tra")


class TooMuch(Unreadable):
    """Over a limit; `size` and `limit` in the unit that `what` names."""

    def __init__(self, what: str, size: int, limit: int) -> None:
        self.size, self.limit = size, limit
        super().__init__(
            f"{what} là {number(size)}, quá giới hạn {number(limit)}", "Tách báo cáo thành nhiều tệp nhỏ hơn"
        )


class TooLong(Unreadable):
    """The time was over before everything was read."""

    def __init__(self, done: int, whole: int, seconds: float) -> None:
        self.done, self.whole = done, whole
        super().__init__(
            f"đọc quá {seconds:.0f} giây (mới xong {number(done)}/{number(whole)} phần)",
            "Tách báo cáo thành nhiều tệp nhỏ hơn rồi kiểm tra từng tệp",
        )
