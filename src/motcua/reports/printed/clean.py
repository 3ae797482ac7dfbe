"""Text from outside as it can be printed: every letter and sign as it is, nothing that is not one."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n\u00a0]+")


def clean(text: str) -> str:
    """The text composed (NFC), without control and direction characters, blanks single, line breaks kept.

    What is left out could not be printed: XML forbids control characters, and a direction mark turns a name around.
    """
    spaced = _BLANKS.sub(" ", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    visible = "".join(one for one in spaced if one == "\n" or unicodedata.category(one) not in _HIDDEN)
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in visible.split("\n"))
    return "\n".join(line for line in lines if line)
