"""The lines above a signature: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7."""

from __future__ import annotations

import pytest

from motcua.reports.printed.signing import COMMITTEE, lines


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (lines("Giám đốc", "Giám đốc"), ("GIÁM ĐỐC",)),
        (lines("CHỦ TỊCH", "Chủ tịch", COMMITTEE), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            lines("KT. CHỦ TỊCH", "Phó Chủ tịch", COMMITTEE),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (lines("KT. Giám đốc", "Phó Giám đốc"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (lines("TL. Chủ tịch", "Chánh Văn phòng", COMMITTEE), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (lines("TUQ. CHỦ TỊCH", "Giám đốc Trung tâm", COMMITTEE), ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM")),
        (lines("Q. Chủ tịch", "Chủ tịch", COMMITTEE), ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        (lines("TM. Ủy ban nhân dân", "", COMMITTEE), ("TM. ỦY BAN NHÂN DÂN",)),
        (lines(""), ()),
    ],
)
def test_who_signs_for_whom(made: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert made == wanted
