"""Finding the wording of a form that is in force on a day: ours, changed by the installation, changed by the unit.

Files are named `01@2025-09-15.yaml`: the form and the day from which they hold. An own file has only the keys that
it changes. Files are read again when they change, so that a wording can be mended while the server runs.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from motcua.reports.printed.check import problems
from motcua.reports.printed.wording import BadWording, Wording
from motcua.reports.printed.wording_read import read

STANDARD = Path(str(files("motcua.reports.printed") / "wording"))
"""The folder of the wordings that come with the program."""
_UNIT = re.compile(r"\w[\w.\-]*")


def wording(kind: Any, day: date | None, unit: str = "", own: Path | None = None) -> Wording:
    """The wording of a form (the class of its data) on a day; without a day the newest.

    `own` is the folder of the installation's own wordings, with a folder for each unit in it. Raises BadWording.
    """
    found = [_in_force(STANDARD, kind.key, day, oldest=True)]
    if own is not None:
        folders = [own, *([own / unit] if _UNIT.fullmatch(unit) else [])]
        found += [_in_force(folder, kind.key, day) for folder in folders]
    stamped = tuple((path, path.stat().st_mtime_ns) for path in found if path is not None)
    return _merged(kind, stamped)


def _in_force(folder: Path, key: str, day: date | None, oldest: bool = False) -> Path | None:
    """The last file of a form that holds on a day; where none does yet, none or the `oldest`."""
    dated = sorted((_since(path), path) for path in folder.glob(f"{key}@*.yaml"))
    begun = [path for since, path in dated if day is None or since <= day]
    return begun[-1] if begun else (dated[0][1] if oldest and dated else None)


def _since(path: Path) -> date:
    try:
        return date.fromisoformat(path.stem.partition("@")[2])
    except ValueError as error:
        why = "tên tệp phải là MẪU@NGÀY.yaml, như 01@2026-03-01.yaml"
        raise BadWording(path.name, why) from error


@cache
def _merged(kind: Any, stamped: tuple[tuple[Path, int], ...]) -> Wording:
    content: dict[str, Any] = {}
    for path, _ in stamped:
        content |= _content(path)
    first, last = stamped[0][0], stamped[-1][0]
    try:
        made = read(kind.key, content, _since(first), _since(last) if last != first else None)
    except ValueError as error:
        raise BadWording(last.name, str(error)) from error
    for problem in problems(made, kind):
        raise BadWording(last.name, problem)
    return made


def _content(path: Path) -> dict[str, Any]:
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadWording(path.name, f"không đọc được YAML ({' '.join(str(error).split())})") from error
    if not isinstance(found, dict):
        raise BadWording(path.name, "phải gồm các dòng “khóa: nội dung”")
    return found
