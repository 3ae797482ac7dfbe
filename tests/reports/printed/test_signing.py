"""The lines above a signature: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7."""

from __future__ import annotations

import pytest

from motcua.reports.printed.signing import Authority, lines


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (lines(Authority.OWN, "Giám đốc"), ("GIÁM ĐỐC",)),
        (lines(Authority.COLLECTIVE, "Chủ tịch"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (lines(Authority.DEPUTY, "Phó Chủ tịch"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (lines(Authority.DEPUTY, "Phó Giám đốc", "Giám đốc", ""), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (lines(Authority.BY_ORDER, "Chánh Văn phòng"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (lines(Authority.BY_DELEGATION, "Giám đốc Trung tâm"), ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM")),
        (lines(Authority.ACTING, "Chủ tịch"), ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
    ],
)
def test_who_signs_for_whom(made: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert made == wanted
