"""Where sentences end."""

from __future__ import annotations

import re

_STOP = re.compile(r"[.!?…](?=\s+[^\Wa-z\d_]|\s*$|\s+[a-z])")
_ABBREVIATION = re.compile(r"(?:\b(?:tp|tt|ths|ts|pgs|gs|q|p|h|x|st|nxb|vd|v\.v|stt|so)|\d)$")


def sentence_ends(text: str, folded: str, start: int) -> list[int]:
    """Where the sentences of a paragraph end, the last at its end."""
    ends = [match.end() for match in _STOP.finditer(folded, start) if _stops(text, folded, match)]
    return [*(end for end in ends if end < len(text)), len(text)]


def _stops(text: str, folded: str, match: re.Match[str]) -> bool:
    after = text[match.end() :].lstrip()
    if after and not (after[0].isupper() or after[0].isdigit() or after[0] in '“"(+-–'):
        return False
    return (
        match[0] != "."
        or not _ABBREVIATION.search(folded, max(0, match.start() - 6), match.start())
        or after[:1].isupper()
    )
