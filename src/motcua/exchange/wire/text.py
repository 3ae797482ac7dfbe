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
    """The JSON that the bytes hold, whichever form of Unicode they are in. Raises NotJson.

    `guess` takes older encodings too: enough for the code of an answer, not for a name that is to be kept.
    """
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in (*marked, *_UNMARKED, *(_GUESSED if guess else ())):
        try:
            found = json.loads(content.decode(encoding))
        except (ValueError, RecursionError):
            continue
        if _depth(found) > DEEPEST:
            break
        return found
    raise NotJson


def to_bytes(value: Any) -> bytes:
    """JSON in UTF-8, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _depth(value: Any) -> int:
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        depth += 1
    return depth
