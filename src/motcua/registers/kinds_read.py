"""Finding the registers: ours, and those that an installation has added or changed, by files alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from motcua.registers.kind import BadRegister, Kind, read

STANDARD = Path(str(files("motcua.registers") / "kinds"))


def kinds(problems: list[str] | None = None) -> dict[str, Kind]:
    """All registers by key, in their order; an own file replaces ours of the same name.

    What is wrong with files goes into `problems`; without such a list it raises BadRegister.
    """
    found = {path.stem: path for folder in _folders() for path in sorted(folder.glob("*.yaml"))}
    read_ = []
    for path in found.values():
        try:
            read_.append(_read(path, path.stat().st_mtime_ns))
        except BadRegister as error:
            if problems is None:
                raise
            problems.append(str(error))
    return {kind.key: kind for kind in sorted(read_, key=lambda kind: (kind.order, kind.key))}


LONGEST_KEY = 80
"""Longer ones name no file on any system."""


def kind_of(key: str) -> Kind:
    """A register by its key; raises KeyError and BadRegister."""
    known = len(key) <= LONGEST_KEY and key.replace("-", "").isalnum()
    for folder in reversed(_folders()):
        path = folder / f"{key}.yaml"
        if known and path.exists():
            return _read(path, path.stat().st_mtime_ns)
    raise KeyError(key)


def _folders() -> list[Path]:
    return [STANDARD, settings.REGISTERS_FOLDER]


@cache
def _read(path: Path, _changed: int) -> Kind:
    try:
        return read(path.stem, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadRegister(path.stem, "không phải là văn bản UTF-8") from error
