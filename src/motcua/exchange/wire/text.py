"""Bytes that came, as JSON: UTF-8 as agreed, and what programs send instead."""

from __future__ import annotations

import codecs
import json
from typing import Any

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "utf-16-le", "utf-16-be")
_GUESSED = ("cp1258", "latin-1")
DEEPEST = 40


class NotJson(ValueError):
    """What came is no JSON in any encoding."""

    def __init__(self) -> None:
        super().__init__("không phải là JSON (cần mã UTF-8)")


def as_json(content: bytes, *, guess: bool = False) -> Any:
    """The JSON that the bytes hold, whichever form of Unicode they are in; signs that no database keeps are left out.

    `guess` takes older encodings too: enough for the code of an answer, not for a name that is to be kept. Raises NotJson.
    """
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in (*marked, *_UNMARKED, *(_GUESSED if guess else ())):
        try:
            return _clean(json.loads(content.decode(encoding), parse_constant=_none), DEEPEST)
        except (ValueError, RecursionError):
            continue
    raise NotJson


def to_bytes(value: Any) -> bytes:
    """JSON in UTF-8, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _clean(value: Any, deeper: int) -> Any:
    """The same without NUL and halves of letters; raises ValueError where it is nested too deep."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not isinstance(value, dict | list):
        return value
    if not deeper:
        raise ValueError(DEEPEST)
    if isinstance(value, list):
        return [_clean(one, deeper - 1) for one in value]
    return {_clean(name, deeper - 1): _clean(one, deeper - 1) for name, one in value.items()}


def _none(_constant: str) -> None:
    """NaN and Infinity are no JSON; nothing is known of such a value."""
