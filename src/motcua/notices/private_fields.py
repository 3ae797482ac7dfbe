"""Fields whose very name tells something private of whoever asks: data, edited in the file beside this one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from motcua.hub.text import fold

FILE = Path(__file__).with_name("private-fields.yaml")


def is_private(field: str) -> bool:
    """Whether a field of administration is one of those."""
    words = f" {fold(field)} "
    return any(f" {one} " in words for one in _private())


@lru_cache(maxsize=1)
def _private() -> tuple[str, ...]:
    return tuple(fold(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8")))
