"""Codes, text and words: one rule, the same answer for one value and for a column."""

from __future__ import annotations

import datetime as dt
import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.hub.codes import Issuer, code_date, code_date_expr, issuer_expr, issuer_of
from motcua.hub.text import (
    clean_code,
    clean_code_expr,
    clean_text,
    fold,
    fold_expr,
    id_number_expr,
    phone_expr,
    procedure_code_expr,
    squeeze,
)
from motcua.hub.vocabulary import load


@pytest.mark.parametrize(
    ("code", "issuer", "day"),
    [
        ("H24.99-260421-0007", "province:H24", dt.date(2026, 4, 21)),
        ("H57.132-260804-0583", "province:H57", dt.date(2026, 8, 4)),
        ("H15.50.05.13-261008-0975", "province:H15", dt.date(2026, 10, 8)),
        (" h24.99–260421–0007\u200b", "province:H24", dt.date(2026, 4, 21)),
        ("H24.99-260311-150002", "ministry:15", dt.date(2026, 3, 11)),
        ("H24.99-260311-0212345", "ministry:02", dt.date(2026, 3, 11)),
        ("000.00.19.H47-260105-0001", "province:H47", dt.date(2026, 1, 5)),
        # A ministry's own unit with a short serial: the grammar names no system.
        ("000.00.16.G04-220324-0020", None, dt.date(2022, 3, 24)),
        # Five digits are no system's rule.
        ("H24.99-260421-00071", None, None),
        ("H24.99-260231-0007", "province:H24", None),
        ("H24.99-261321-0007", None, None),
        ("26-1919", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_grammar_names_the_system_and_the_day(
    code: str | None, issuer: str | None, day: dt.date | None
) -> None:
    column = pl.DataFrame({"code": [code]}, schema={"code": pl.String})

    found = issuer_of(code)

    assert (found.key if found else None, code_date(code)) == (issuer, day)
    assert column.select(issuer_expr("code"), code_date_expr("code").alias("day")).row(0) == (issuer, day)


def test_an_issuer_has_a_key() -> None:
    assert Issuer("ministry", "15").key == "ministry:15"


_units = st.from_regex(r"\A(000\.00\.\d\d\.)?[HGX]\d\d(\.\d{1,4}){0,3}\Z")
_codes = st.builds(
    "{}{}{}{}{}".format, _units, st.sampled_from("-–_"), st.from_regex(r"\A[0-9]{6}\Z"), st.sampled_from("-‑ "),
    st.from_regex(r"\A[0-9]{3,8}\Z"),
)  # fmt: skip
# Letters that this Python knows: Polars may know a newer Unicode, and surrogates are no text.
_letters = st.characters(exclude_categories=["Cn", "Cs", "Co"])
_vietnamese = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậ -–.0123456789AĐƯ\u00a0\u200b\u0301\u0323\t")
_texts = st.one_of(st.text(_letters), _vietnamese, _codes)


@given(st.lists(st.one_of(_codes, _texts), min_size=1))
def test_issuers_and_days_are_the_same_for_a_column(codes: list[str]) -> None:
    frame = pl.DataFrame({"code": codes}).select(issuer_expr("code"), code_date_expr("code").alias("day"))

    issuers = [found.key if (found := issuer_of(code)) else None for code in codes]
    assert frame.rows() == list(zip(issuers, map(code_date, codes), strict=True))


@given(st.lists(_texts, min_size=1))
def test_clean_code_and_fold_are_the_same_for_a_column(values: list[str]) -> None:
    frame = pl.DataFrame({"v": values}).select(
        clean_code_expr(pl.col("v")), fold_expr(pl.col("v")).alias("folded")
    )

    assert frame.rows() == [(clean_code(value), fold(value)) for value in values]


@given(_vietnamese)
def test_folding_does_not_care_how_a_text_is_composed(text: str) -> None:
    assert (
        fold(unicodedata.normalize("NFC", text))
        == fold(unicodedata.normalize("NFD", text))
        == fold(text.upper())
    )
    assert fold(fold(text)) == fold(text)


@given(_vietnamese)
def test_a_clean_code_stays_as_it_is(text: str) -> None:
    assert clean_code(clean_code(text)) == clean_code(text)


def test_folding_by_example() -> None:
    assert fold("  Đã trả\u00a0KẾT QUẢ (10) ") == "da tra ket qua 10"
    assert fold("Ma\u0303 so\u0302\u0301\u200b") == "ma so"
    assert squeeze("Mã hồ sơ") == squeeze("ma_ho_so") == squeeze("MaHoSo") == "mahoso"


def test_cleaning_codes_by_example() -> None:
    assert clean_code("\ufeff h24.99\u2011260421\u20130007\u00a0\n") == "H24.99-260421-0007"
    assert clean_code(" \u200b ") is None
    assert clean_code(None) is None


def test_clean_text_strips_and_composes() -> None:
    dirty = pl.Series(["  Ho\u0302\u0323 ti\u0323ch\u00a0", "\u200b", "", None, "hai\ndòng"])

    assert clean_text(dirty).to_list() == ["Hộ tịch", None, None, None, "hai\ndòng"]


@given(st.lists(st.none() | _vietnamese | st.text("\t ab\u200b\u0301é\n"), max_size=6))
def test_a_word_is_cleaned_alike_however_often_it_comes(words: list[str | None]) -> None:
    once = clean_text(pl.Series(words, dtype=pl.String)).to_list()

    # 20 times each: words that come again are cleaned once for all.
    assert clean_text(pl.Series(words * 20, dtype=pl.String)).to_list() == once * 20


def test_plain_letters_and_figures_are_stripped_too() -> None:
    assert clean_text(pl.Series(["  H24 ", "\t\r\n", None, "a b\x0c", "\x0b7"])).to_list() == [
        "H24", None, None, "a b", "7",
    ]  # fmt: skip


def test_what_a_spreadsheet_took_from_numbers_comes_back() -> None:
    frame = pl.DataFrame({"procedure": ["2.00089", "1.001193", "1.001193.000.00.00.H41", "2", None]})
    other = pl.DataFrame(
        {"phone": ["912345678", "0912345678", "19001022"], "id": ["31090001234", "031090001234", "123456789"]}
    )

    assert frame.select(procedure_code_expr(pl.col("procedure")))["procedure"].to_list() == [
        "2.000890", "1.001193", "1.001193.000.00.00.H41", "2", None,
    ]  # fmt: skip
    assert other.select(phone_expr(pl.col("phone")), id_number_expr(pl.col("id"))).to_dict(
        as_series=False
    ) == {
        "phone": ["0912345678", "0912345678", "19001022"],
        "id": ["031090001234", "031090001234", "123456789"],
    }


@pytest.mark.parametrize(
    ("kind", "meaning", "words"),
    [
        ("state", "lodged", ["1", "1.0", "Mới đăng ký", "receiving"]),
        ("state", "accepted", ["2", "MỚI TIẾP NHẬN", "new"]),
        ("state", "turned_away", ["3", "Không được tiếp nhận", "denied"]),
        ("state", "in_progress", ["4", "04", "4.0", "4 - Đang xử lý", "processing", "Quá hạn", "Đang xử lý (lãnh đạo ký)"]),
        ("state", "awaiting_supplement", ["5", "Yêu cầu bổ sung giấy tờ", "waiting"]),
        ("state", "awaiting_payment", ["6", "Tạm dừng - chờ nghĩa vụ tài chính", "paying"]),
        ("state", "suspended", ["Tạm dừng"]),
        ("state", "withdrawn", ["7", "Công dân xin rút", "Đã hủy", "cancelled"]),
        ("state", "stopped", ["8", "Dừng xử lý", "unresolved"]),
        ("state", "ready", ["9", "Hoàn thành", "releasing", "Chưa trả kết quả"]),
        ("state", "handed_over", ["10", "10.0", "Đa\u0303 tra\u0309 kê\u0301t qua\u0309", " ĐÃ TRẢ  KẾT QUẢ\u00a0", "done"]),
        ("state", "refused", ["Từ chối giải quyết"]),
        ("state", None, ["11", "0", "Lưu trữ", "", "Trả lại/Xin rút"]),
        ("channel", "direct", ["1", "TRỰC TIẾP"]),
        ("channel", "online", ["2", "Trực tuyến toàn trình", "Qua mạng"]),
        ("channel", "postal", ["3", "Dịch vụ bưu chính", "Bưu chính-BCCI"]),
        ("level", "full", ["4", "DVC toàn trình"]),
        ("level", "partial", ["3", "DVC một phần"]),
        ("level", "none", ["2", "Cung cấp thông tin"]),
        ("payment", "online", ["1", "2", "Trực tuyến"]),
        ("payment", "offline", ["0", "3", "Trực tiếp"]),
        ("yesno", "yes", ["Có", "x", "✓", "true", "1", '[{"a": 1}]']),
        ("yesno", "no", ["Không", "false", "0", "[]"]),
        ("reason", "supplement", ["Yêu cầu bổ sung thành phần hồ sơ", "Thiếu giấy tờ: CCCD"]),
        ("reason", "payment", ["Chờ thực hiện nghĩa vụ tài chính", "Chờ nộp lệ phí"]),
        ("reason", "withdrawal", [
            "Công dân xin rút hồ sơ", "Dừng giải quyết theo đề nghị của công dân (xin rút)", "Người nộp đề nghị dừng",
        ]),
        ("reason", "refusal", [
            "Hồ sơ không đủ điều kiện giải quyết", "Không thuộc thẩm quyền giải quyết",
            "Từ chối vì chưa nộp phí", "Công dân không bổ sung hồ sơ đúng hạn",
        ]),
        ("reason", "suspension", ["Chờ kết quả xác minh", "Tạm dừng do tranh chấp"]),
        ("reason", None, ["Hồ sơ đầy đủ", "Rút kinh nghiệm"]),
    ],
)  # fmt: skip
def test_words_in_use_have_a_meaning(kind: str, meaning: str | None, words: list[str]) -> None:
    assert {word: load().value(kind, word) for word in words} == dict.fromkeys(words, meaning)
