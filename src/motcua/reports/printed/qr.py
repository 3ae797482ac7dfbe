"""QR codes (ISO/IEC 18004) at error level M, so that a stained or folded sheet can still be read."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from urllib.parse import quote

import segno

QUIET = 2
"""Empty modules around a code; white paper does the rest."""


def address_of(address: str, code: str) -> str:
    """Where a dossier is looked up: the public address with the code put in at `{code}`, else at its end.

    Without an address the code alone: whoever scans it can search for it. Nothing else is ever in a QR code.
    """
    if not address or not code:
        return code
    place = address if "{code}" in address else f"{address.rstrip('/')}/{{code}}"
    return place.replace("{code}", quote(code, safe="."))


def page_of(address: str) -> str:
    """The public address without the place for the code, as it is printed for people who type it."""
    return re.sub(r"[?#/&][^?#/&]*\{code\}.*$", "", address)


@lru_cache(maxsize=1024)
def svg(text: str) -> str:
    """The code as a picture of lines."""
    out = BytesIO()
    _made(text).save(out, kind="svg", border=QUIET, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode()


@lru_cache(maxsize=1024)
def png(text: str) -> bytes:
    """The code as a picture of 10 points a module: sharp on any printer."""
    out = BytesIO()
    _made(text).save(out, kind="png", border=QUIET, scale=10)
    return out.getvalue()


def matrix(text: str) -> list[list[int]]:
    """The dark (1) and light (0) modules of the code, without the border."""
    return [list(row) for row in _made(text).matrix]


def _made(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m", boost_error=False)
