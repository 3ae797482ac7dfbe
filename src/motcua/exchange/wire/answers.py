"""What one side answers the other: `{"error_code", "message", "result"}`, and what a client may conclude from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

OK, DUPLICATE, ERROR = 0, 3, -1


class Verdict(Enum):
    """What an answer means for the message that was sent."""

    DONE = auto()
    EXISTS = auto()
    """It is there already: to be sent as a change."""
    MISSING = auto()
    """It is not there: to be sent as a new one."""
    SIGN_IN = auto()
    """The session has ended: nothing was taken."""
    LATER = auto()
    """Nothing was taken, and it may be tried again: maintenance, overload, a time-out inside."""
    REFUSED = auto()
    """It was refused for what it says."""


@dataclass(frozen=True)
class Answer:
    """`code` None: there was none that could be read."""

    code: int | None
    message: str = ""
    result: Any = None
    session: str = ""

    def verdict(self) -> Verdict:
        """What the answer means; words decide where codes differ between programs."""
        said = self.message.lower()
        for meaning, words in _WORDS.items():
            if any(word in said for word in words):
                return meaning
        if self.code == OK:
            return Verdict.DONE
        return Verdict.LATER if self.code is None else Verdict.REFUSED


_WORDS = {
    Verdict.EXISTS: ("đã tồn tại",),
    Verdict.MISSING: ("không tồn tại trên cổng", "chưa có trên cổng", "chưa tồn tại"),
    Verdict.SIGN_IN: ("session", "phiên làm việc", "hết phiên", "chưa đăng nhập"),
    Verdict.LATER: ("bảo trì", "quá tải", "thử lại sau", "timeout", "time out", "gián đoạn"),
}
_CODE = re.compile(r"\s*([+-]?\d{1,9})(?:\.0+)?\s*", re.ASCII)


def write_answer(answer: Answer) -> dict[str, Any]:
    """An answer as it is sent: the code as a number, since every client understands that one."""
    written: dict[str, Any] = {
        "error_code": ERROR if answer.code is None else answer.code,
        "message": answer.message,
    }
    if answer.session:
        written["session"] = answer.session
    return written | ({} if answer.result is None else {"result": answer.result})


def done(what: str = "") -> Answer:
    """Success; clients look for «thành công» in the message."""
    said = f"{what} thành công".strip()
    return Answer(OK, said[0].upper() + said[1:])


def read_answer(raw: Any) -> Answer:
    """An answer that came; a gateway puts the whole one as text into `message`."""
    if isinstance(raw, list):
        return Answer(OK, "", raw)
    if not isinstance(raw, Mapping):
        return Answer(None)
    named = {str(name).lower(): value for name, value in raw.items()}
    message, result = named.get("message"), named.get("result")
    if isinstance(message, str) and message.lstrip().startswith(("{", "[")):
        inner = _parsed(message)
        result = inner.get("result", result) if isinstance(inner, Mapping) else inner
        message = inner.get("message", "") if isinstance(inner, Mapping) else ""
    elif isinstance(message, Mapping | list):
        message, result = "", message if result is None else result
    return Answer(
        code_of(named.get("error_code")), str(message or "")[:2000], result, str(named.get("session") or "")
    )


def code_of(raw: Any) -> int | None:
    """The code as a number: 0, "0", "00" and "0.0" are the same; None where it is none."""
    if isinstance(raw, bool):
        return None
    found = _CODE.fullmatch(str(raw)) if raw is not None else None
    return int(found[1]) if found else None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {"message": text}
