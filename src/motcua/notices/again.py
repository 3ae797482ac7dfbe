"""What people do with a notice: send it again, or cancel it while it waits."""

from __future__ import annotations

from motcua.catalogue.writing import writing
from motcua.notices.models import Notice
from motcua.rules.instants import Instant

CANCELLED = "Người quản trị đã hủy."
_RESENT = (Notice.Status.GIVEN_UP, Notice.Status.FAILED, Notice.Status.CANCELLED)
_WAITING = (Notice.Status.QUEUED, Notice.Status.FAILED)


class TooLate(Exception):
    """A notice that is being sent, or has changed since the page was opened."""

    def __init__(self) -> None:
        super().__init__("Thông báo vừa đổi trạng thái. Xem lại trạng thái mới rồi làm tiếp.")


def resend(notice: int, by: int, now: Instant) -> None:
    """Queue a notice again that was not sent, at once and alone. Raises TooLate."""
    with writing():
        waiting = Notice.objects.filter(pk=notice, status__in=_RESENT).select_for_update().first()
        if waiting is None:
            raise TooLate
        waiting.status, waiting.next_at, waiting.attempts = Notice.Status.QUEUED, now, 0
        waiting.turn, waiting.bundle, waiting.gathered = waiting.turn + 1, "", ""
        waiting.error, waiting.in_doubt, waiting.claim, waiting.handled_by_id = "", False, "", by
        waiting.save(
            update_fields=[
                "status", "next_at", "attempts", "turn", "bundle", "gathered", "error", "in_doubt", "claim", "handled_by",
            ]
        )  # fmt: skip


def cancel(notice: int, by: int) -> None:
    """Cancel a notice that waits. Raises TooLate."""
    waiting = Notice.objects.filter(pk=notice, status__in=_WAITING)
    if not waiting.update(status=Notice.Status.CANCELLED, error=CANCELLED, handled_by=by):
        raise TooLate
