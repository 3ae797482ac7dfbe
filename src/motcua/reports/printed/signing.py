"""Lines above a signature (quyền hạn, chức vụ của người ký): Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7."""

from __future__ import annotations

from enum import StrEnum

COMMITTEE = "Ủy ban nhân dân"


class Authority(StrEnum):
    """On whose authority someone signs."""

    OWN = "own"
    COLLECTIVE = "TM."
    DEPUTY = "KT."
    BY_ORDER = "TL."
    BY_DELEGATION = "TUQ."
    ACTING = "Q."


def lines(
    authority: Authority, position: str, head: str = "Chủ tịch", collective: str = COMMITTEE
) -> tuple[str, ...]:
    """What stands above the name, in capitals: «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH».

    `position` is the signer's own, `head` that of the one signed for. A deputy in an agency that decides as a body
    signs for its head on behalf of the body (`collective`, empty where there is none).
    """
    own = position.upper()
    of_body = (f"TM. {collective.upper()}",) if collective else ()
    return {
        Authority.OWN: (own,),
        Authority.COLLECTIVE: (*of_body, own),
        Authority.DEPUTY: (*of_body, f"KT. {head.upper()}", own),
        Authority.BY_ORDER: (f"TL. {head.upper()}", own),
        Authority.BY_DELEGATION: (f"TUQ. {head.upper()}", own),
        Authority.ACTING: (*of_body, f"Q. {own}"),
    }[authority]
