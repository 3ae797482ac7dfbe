"""The grammar of dossier codes (mã hồ sơ): `unit-yymmdd-serial`, and which system issued one.

Art. 13 of Circular 03/2025/TT-VPCP for the codes of ministries' systems; that four digits of serial mean a
province's system is an office's rule, not an official text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import polars as pl

from motcua.hub.text import clean_code, clean_code_expr

_UNIT = r"(?:\d{3}\.\d{2,3}\.\d{2,3}\.)?[HG]\d{2}(?:\.\d{1,3})*"
_DAY = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# Group 1 the unit, 2 the day, 3 the serial.
CODE = rf"^({_UNIT})-({_DAY})-(\d{{4}}|\d{{6,}})$"
_PROVINCE = r"^(?:\d{3}\.\d{2,3}\.\d{2,3}\.)?(H\d{2})"

_code = re.compile(CODE, re.ASCII)
_province = re.compile(_PROVINCE, re.ASCII)


@dataclass(frozen=True)
class Issuer:
    """The system that issued a code: of a `province` ("H24") or of a `ministry` ("15")."""

    kind: str
    code: str

    @property
    def key(self) -> str:
        """The issuer as one word: "province:H24", "ministry:15"."""
        return f"{self.kind}:{self.code}"


def issuer_of(code: str | None) -> Issuer | None:
    """The system that the code's grammar names, or None where it names none."""
    match = _code.match(clean_code(code) or "")
    if match is None:
        return None
    unit, _, serial = match.groups()
    if len(serial) > 4:
        return Issuer("ministry", serial[:2])
    province = _province.match(unit)
    return Issuer("province", province[1]) if province else None


def issuer_expr(code: str) -> pl.Expr:
    """`issuer_of(...).key` of the column named `code`; null where the grammar names no system."""
    clean = clean_code_expr(pl.col(code))
    # To match the whole code and take short parts is ten times as fast as to take parts of the whole.
    known, long = clean.str.contains(_ascii(CODE)), clean.str.contains(r"-[0-9]{6,}$")
    province = pl.concat_str(pl.lit("province:"), clean.str.extract(_ascii(_PROVINCE), 1))
    ministry = pl.concat_str(pl.lit("ministry:"), clean.str.extract(r"-([0-9]{2})[0-9]*$", 1))
    return pl.when(known & long).then(ministry).when(known).then(province)


def code_date(code: str | None) -> dt.date | None:
    """The local day written in the code, or None where there is none or it is no day of the calendar."""
    match = _code.match(clean_code(code) or "")
    if match is None:
        return None
    try:
        return dt.date(2000 + int(match[2][:2]), int(match[2][2:4]), int(match[2][4:]))
    except ValueError:
        return None


def code_date_expr(code: str) -> pl.Expr:
    """`code_date` of the column named `code`, as dates."""
    day = clean_code_expr(pl.col(code)).str.extract(_ascii(CODE), 2)
    return pl.concat_str(pl.lit("20"), day).str.to_date("%Y%m%d", strict=False)


def _ascii(pattern: str) -> str:
    return pattern.replace(r"\d", "[0-9]")
