"""Text made comparable: each rule once as a scalar function and once as a Polars expression with the same answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import polars as pl

# Zero-width, direction and no-break characters, which copy and paste leave inside codes.
INVISIBLE = "[\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202f\u2060-\u2064\ufeff]"
DASHES = "[\u02d7\u058a\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]"
# Given in full because Python and Polars do not agree on what counts as white space.
SPACES = "\t\n\x0b\x0c\r \x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000"
_ASCII_SPACES = "\t\n\x0b\x0c\r "
_FEW = 8
"""Where words come again that often on average, each of them is looked at once."""
_CODE_AND_NAME = r"^\s*(\d\.\d{6}\S*)\s*[-–:]\s*(\S.*)$"
MARK = "[\u0300-\u036f]"

_invisible = re.compile(INVISIBLE)
_dashes = re.compile(DASHES)


def fold(text: str) -> str:
    """The text for searching and comparing: lower case, no diacritics (đ too), other signs as single blanks.

    >>> fold("  Đã trả\u00a0KẾT QUẢ (10) ")
    'da tra ket qua 10'
    """
    plain = unicodedata.normalize("NFKD", text).translate(_WITHOUT_MARKS)
    return " ".join(plain.lower().replace("đ", "d").translate(_LETTERS).split())


_FORMULAS = ("=", "+", "-", "@")


def unformulated(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula: some do when they open a file.

    >>> unformulated("=1+1"), unformulated("A")
    ("'=1+1", 'A')
    """
    return f"'{text}" if text.startswith(_FORMULAS) else text


def as_it_was(text: str) -> str:
    """What `unformulated` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text


class _Signs(dict[int, str]):
    """What becomes of each sign, by its category, for `str.translate`; each is looked up once."""

    def __init__(self, becomes: Callable[[str, str], str]) -> None:
        self.becomes = becomes

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        return self.setdefault(code, self.becomes(sign, unicodedata.category(sign)))


_WITHOUT_MARKS = _Signs(lambda sign, category: "" if category in ("Mn", "Cf") else sign)
_LETTERS = _Signs(lambda sign, category: sign if category[0] in "LN" else " ")


def fold_expr(text: pl.Expr) -> pl.Expr:
    """`fold` of a column of strings; null stays null."""
    plain = text.str.normalize("NFKD").str.replace_all(r"[\p{Mn}\p{Cf}]", "").str.to_lowercase()
    return (
        plain.str.replace_all("đ", "d", literal=True)
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars(" ")
    )


def squeeze(text: str) -> str:
    """`fold` without the blanks, so that "Mã hồ sơ", "ma_ho_so" and "MaHoSo" are one key."""
    return fold(text).replace(" ", "")


def clean_code(code: str | None) -> str | None:
    """A code as it is compared: NFC, no invisible characters, plain dashes, no blanks around it, capitals.

    Empty becomes None. Blanks inside stay: whether they belong there is not for this function to say.
    """
    if code is None:
        return None
    # Composed last: an invisible character may stand between a letter and its mark.
    visible = unicodedata.normalize("NFC", _invisible.sub("", code))
    return _dashes.sub("-", visible).strip(SPACES).upper() or None


def clean_code_expr(code: pl.Expr) -> pl.Expr:
    """`clean_code` of a column of strings."""
    return code.map_batches(_clean_codes, return_dtype=pl.String)


def _clean_codes(code: pl.Series) -> pl.Series:
    # Codes are mostly plain letters and figures, in which there is nothing to compose, to see or to make plain.
    if (odd := code.str.len_bytes() != code.str.len_chars()).any():
        visible = code.filter(odd).str.replace_all(INVISIBLE, "").str.normalize("NFC")
        code = code.scatter(odd.arg_true(), visible.str.replace_all(DASHES, "-"))
    return code.str.strip_chars(SPACES).str.to_uppercase().replace("", None)


def clean_text(values: pl.Series) -> pl.Series:
    """Strings without blanks or invisible characters around them, in NFC; empty becomes null."""
    if _is_ascii(values):
        return values.str.strip_chars(_ASCII_SPACES).replace("", None)
    distinct = values.unique()
    if len(distinct) > len(values) // _FEW:
        return _clean_letters(values).replace("", None)
    cleaned = _clean_letters(distinct)
    if (cleaned != distinct).any():
        values = values.replace_strict(distinct, cleaned, return_dtype=pl.String)
    return values.replace("", None)


def _is_ascii(values: pl.Series) -> bool:
    return bool(values.str.len_bytes().sum() == values.str.len_chars().sum())


def _clean_letters(values: pl.Series) -> pl.Series:
    if values.str.contains(MARK).any():
        values = values.str.normalize("NFC")
    around = f"^(?:[{SPACES}]|{INVISIBLE})+|(?:[{SPACES}]|{INVISIBLE})+$"
    return values.str.replace_all(around, "") if values.str.contains(around).any() else values


def procedure_code_expr(code: pl.Expr) -> pl.Expr:
    """National procedure codes (`d.dddddd`) with the zeros at the end that a spreadsheet took from numbers."""
    clean = clean_code_expr(code)
    return pl.when(clean.str.contains(r"^\d\.\d{1,5}$")).then(clean.str.pad_end(8, "0")).otherwise(clean)


def code_and_name_exprs(name: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The code (null where there is none) and the name of procedures written as "1.001193-Đăng ký khai sinh"."""
    return name.str.extract(_CODE_AND_NAME, 1), pl.coalesce(name.str.extract(_CODE_AND_NAME, 2), name)


def phone_expr(phone: pl.Expr) -> pl.Expr:
    """Telephone numbers with the leading zero that a spreadsheet took from numbers."""
    return phone.str.replace(r"^([235789]\d{8})$", "0$1")


def id_number_expr(number: pl.Expr) -> pl.Expr:
    """Personal identification numbers (12 digits) with the one leading zero that a spreadsheet took from numbers."""
    return number.str.replace(r"^(\d{11})$", "0$1")
