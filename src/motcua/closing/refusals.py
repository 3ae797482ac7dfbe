"""Why a period cannot be closed, opened again or drawn up as it was closed."""

from __future__ import annotations

from motcua.reports.errors import ReportRefused


class ClosingRefused(ReportRefused):
    """An act on a closed period that is refused; its text says why and what to do."""


class NotOver(ClosingRefused):
    """The period has not ended."""

    def __init__(self, title: str) -> None:
        super().__init__(f"{title} chưa hết kỳ, chưa chốt được số liệu.")


class AlreadyClosed(ClosingRefused):
    """The period is closed."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"{title} đã chốt số liệu. Muốn chốt lại thì phải đề nghị mở lại và được người thứ hai đồng ý."
        )


class NotClosed(ClosingRefused):
    """The period is not closed."""

    def __init__(self, title: str) -> None:
        super().__init__(f"{title} chưa chốt số liệu.")


class NoReason(ClosingRefused):
    """A reopening without a reason."""

    def __init__(self) -> None:
        super().__init__("Phải ghi lý do mở lại kỳ đã chốt.")


class Waiting(ClosingRefused):
    """A reopening has been asked for already."""

    def __init__(self) -> None:
        super().__init__("Đã có đề nghị mở lại kỳ này đang chờ người thứ hai trả lời.")


class NothingAsked(ClosingRefused):
    """There is no reopening to answer."""

    def __init__(self) -> None:
        super().__init__("Không có đề nghị mở lại nào đang chờ trả lời.")


class SamePerson(ClosingRefused):
    """Whoever asks for a reopening cannot agree to it."""

    def __init__(self) -> None:
        super().__init__("Người đề nghị mở lại không tự đồng ý được; cần người thứ hai có quyền.")


class NotAllowed(ClosingRefused):
    """A person without the right."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Tài khoản này không có quyền {what} ở đơn vị.")


class FiguresChanged(ClosingRefused):
    """The figures drawn from the ledger as of the closing are others than those that were closed."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Số liệu lập lại của {title} không khớp mã kiểm tra lúc chốt. Không xuất báo cáo; "
            "hãy chạy `motcua ledger verify`; sổ cái đúng thì mở lại kỳ và chốt lại."
        )
