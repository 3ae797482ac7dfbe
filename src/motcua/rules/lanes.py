"""Lanes (làn): ways through the house that some dossiers take, each with its own clock and its own figures."""

from __future__ import annotations

from enum import IntEnum

from motcua.rules.terms import PLAIN, Term, TermRules, TermUnit

AFTERNOON = 900
"""15:00, minutes after midnight: what is received later counts as received on the next working day."""


class Lane(IntEnum):
    """Lanes; the numbers are stored with dossiers, so they are never given a second meaning."""

    ORDINARY = 0
    """Làn thường."""
    SAME_DAY = 1
    """Trả kết quả trong ngày."""
    ON_THE_SPOT = 2
    """4 tại chỗ: tiếp nhận, thẩm định, phê duyệt, trả kết quả tại chỗ."""
    EXPRESS = 3
    """Giờ tốc ký: the leader signs at once, within the hour."""
    PRIORITY = 4
    """Ưu tiên người cần hỗ trợ: served first, with the ordinary term."""


_SAME_DAY = TermRules(cut_off_minute=AFTERNOON, count_reception_day=True)

USUAL: dict[Lane, tuple[Term | None, TermRules]] = {
    Lane.SAME_DAY: (Term(1, TermUnit.WORKING_DAYS), _SAME_DAY),
    Lane.ON_THE_SPOT: (Term(1, TermUnit.WORKING_DAYS), _SAME_DAY),
    Lane.EXPRESS: (Term(1, TermUnit.WORKING_HOURS), PLAIN),
    Lane.PRIORITY: (None, PLAIN),
}
"""What a lane is usually opened with, as a proposal: offices decide their own."""
