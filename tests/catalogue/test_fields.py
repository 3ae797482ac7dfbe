"""Names and codes made comparable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.fields import field_key, fold, procedure_code, spelling
from motcua.hub import text as hub_text


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Hộ tịch", "hộ tịch"),
        ("  HỘ\u00a0 TỊCH\u200b ", "hộ tịch"),
        (unicodedata.normalize("NFD", "Hộ tịch"), "hộ tịch"),
        ("Đất Đai", "đất đai"),
        ("Thuỷ lợi", "thủy lợi"),
        ("Hoà giải ở cơ sở", "hòa giải ở cơ sở"),
        ("Quý, quỳ, hoàn, khoẻ, Khoái", "quý, quỳ, hoàn, khỏe, khoái"),
        ("Thành lập và hoạt động doanh nghiệp (HỘ KINH DOANH)", "thành lập và hoạt động của hộ kinh doanh"),
        ("Thành lập và hoạt động của hộ kinh doanh", "thành lập và hoạt động của hộ kinh doanh"),
    ],
)
def test_field_key(name: str, key: str) -> None:
    assert field_key(name) == key


def test_field_key_keeps_diacritics() -> None:
    assert field_key("Thủy sản") != field_key("Thuy san")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3.000181.000.00.00.H22", "3.000181"),
        ("1.001193.H41", "1.001193"),
        (" 1.001193\u200b ", "1.001193"),
        ("1.001193", "1.001193"),
        ("1.0049", "1.004900"),
        ("hp-01", "HP-01"),
        ("1.0011934", "1.0011934"),
        ("", ""),
    ],
)
def test_procedure_code(text: str, code: str) -> None:
    assert procedure_code(text) == code


@given(st.text(max_size=40))
def test_keys_are_stable(text: str) -> None:
    assert field_key(field_key(text)) == field_key(text)
    assert spelling(spelling(text)) == spelling(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_names_fold_as_in_imports(text: str) -> None:
    assert fold(text) == hub_text.fold(text)
