"""Lines above a signature (quyền hạn, chức vụ của người ký): Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7."""

from __future__ import annotations

COMMITTEE = "Ủy ban nhân dân"
_STANDS_IN = ("KT.", "TL.", "TUQ.", "Q.")
_FOR_THE_HEAD = ("TL.", "TUQ.")


def lines(form: str, position: str = "", collective: str = "") -> tuple[str, ...]:
    """What stands above the name, in capitals: «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH».

    `form` says on whose authority it is signed («Chủ tịch», «KT. Chủ tịch», as of `people.signing.Authority`),
    `position` is the signer's own, printed where he signs in someone's stead. `collective` is the agency that decides
    as a body, on whose behalf (thay mặt) its head or his deputy signs; by order and by delegation one signs for the
    head alone.
    """
    stated = form.upper()
    body = (
        f"TM. {collective.upper()}" if collective and not stated.startswith((*_FOR_THE_HEAD, "TM.")) else ""
    )
    own = position.upper() if stated.startswith(_STANDS_IN) and not _named(stated, position) else ""
    return tuple(line for line in (body, stated, own) if line)


def _named(form: str, position: str) -> bool:
    """Whether the form ends with the position: an acting head (Q. CHỦ TỊCH) has no other."""
    return form.startswith("Q.") and form.endswith(position.upper())
