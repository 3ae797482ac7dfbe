"""Names and codes made comparable: of fields, agencies and procedures, and text for searching."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from motcua.catalogue.data import rows

_NATIONAL_CODE = re.compile(r"(\d\.\d{6})(?:\.000\.00\.00)?(?:\.[HG]\d{2}(?:\.\d+)*)?", re.ASCII)
_SHORTENED_CODE = re.compile(r"\d\.\d{1,5}", re.ASCII)
_BETWEEN_AGENCIES = re.compile(r"[\n;]|(?=,)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# "Thuỷ", "Hoà": the tone on the last of two vowels that end a syllable; "quý" is another matter.
_OLD_TONE = re.compile(rf"(o)([ae])([{_TONES}])(?!\w)|(?<!q)(u)(y)([{_TONES}])(?!\w)")


def fold(text: str) -> str:
    """The text for searching: lower case, no diacritics (đ too), other signs as single blanks.

    >>> fold("  Phường HƯNG ĐẠO, TP. Hải Phòng ")
    'phuong hung dao tp hai phong'
    """
    flat = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in flat if unicodedata.category(char) not in ("Mn", "Cf"))
    lower = plain.lower().replace("đ", "d")
    return " ".join("".join(char if unicodedata.category(char)[0] in "LN" else " " for char in lower).split())


def spelling(text: str) -> str:
    """The text as it is compared with its diacritics: NFC, case folded, white space collapsed.

    Invisible characters go, and a tone mark stands where today's spelling has it ("Thuỷ" is "thủy").
    """
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    decomposed = unicodedata.normalize("NFD", visible.casefold())
    modern = _OLD_TONE.sub(_moved_tone, decomposed)
    return " ".join(unicodedata.normalize("NFC", modern).split())


def _moved_tone(found: re.Match[str]) -> str:
    first, second, tone = (group for group in found.groups() if group is not None)
    return first + tone + second


@cache
def _aliases() -> dict[str, str]:
    return {spelling(row["alias"]): spelling(row["field"]) for row in rows("field-aliases.csv")}


@cache
def _agency_aliases() -> dict[str, str]:
    return {_agency(row["alias"]): _agency(row["agency"]) for row in rows("agency-aliases.csv")}


def field_key(name: str) -> str:
    """The key of a field of administration (lĩnh vực) by its name: `spelling`, other names of a field applied.

    It is what `Field.folded` holds. Diacritics are kept.
    """
    key = spelling(name)
    return _aliases().get(key, key)


def agencies(text: str) -> list[str]:
    """The agencies that a cell names: lines, semicolons, or commas before a capital tell them apart.

    >>> agencies("Sở Xây dựng, Bộ Quốc phòng"), agencies("Ủy ban nhân dân xã, phường")
    (['Sở Xây dựng', 'Bộ Quốc phòng'], ['Ủy ban nhân dân xã, phường'])
    """
    parts: list[str] = []
    for piece in _BETWEEN_AGENCIES.split(unicodedata.normalize("NFC", text)):
        name = " ".join(piece.split()).strip(" .,")
        if parts and piece.startswith(",") and not name[:1].isupper():
            parts[-1] += f", {name}"
        elif name:
            parts.append(name)
    return parts


def agency_key(name: str) -> str:
    """The key of an agency by its name: `spelling`, «UBND» in full, other names of an agency applied.

    It is what `Agency.folded` holds.
    """
    key = _agency(name)
    return _agency_aliases().get(key, key)


def agency_name(name: str) -> str:
    """The name by which an agency is listed: of one that is written in several ways, the usual one."""
    return _usual_agency_names().get(agency_key(name), name)


@cache
def _usual_agency_names() -> dict[str, str]:
    return {_agency(row["agency"]): row["agency"] for row in rows("agency-aliases.csv")}


def _agency(name: str) -> str:
    return re.sub(r"\bubnd\b", "ủy ban nhân dân", spelling(name)).strip(" .,;-")


def procedure_code(text: str) -> str:
    """A national procedure code without what systems hang on it; other codes in capitals, without blanks around.

    Zeros at the end that a spreadsheet took ("1.0049") come back.

    >>> procedure_code(" 3.000181.000.00.00.H22 "), procedure_code("1.001193.H41")
    ('3.000181', '1.001193')
    """
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf").strip().upper()
    if found := _NATIONAL_CODE.fullmatch(visible):
        return found[1]
    return visible.ljust(8, "0") if _SHORTENED_CODE.fullmatch(visible) else visible
