"""Finding forms: ours and those of the installation, each in the version that a period's last day asks for.

A file is `II.05a.yaml`, or `II.05a@2027-01-01.yaml` for the version that holds from that day on. A report of an older
period keeps the version of its time. A file of the installation stands in the place of ours of the same name.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from motcua.reports.form import BadForm, Form, read

STANDARD = Path(str(files("motcua.reports") / "forms"))


def load(name: str, day: date | None = None) -> Form:
    """The form of a name on a day, without one the newest; before its first version that one. Raises BadForm."""
    dated = sorted(_versions(name).items())
    if not dated:
        raise BadForm(name, "không có tệp nào của biểu này")
    begun = [path for since, path in dated if day is None or since <= day]
    path = begun[-1] if begun else dated[0][1]
    return _read(path, path.stat().st_mtime_ns)


def forms(kind: str, day: date, problems: list[str] | None = None) -> dict[str, Form]:
    """The forms that units of a kind draw up, in the version of a day, by the name of their files, in their order.

    What is wrong with files goes into `problems`; without such a list it raises BadForm.
    """
    names = {path.stem.partition("@")[0] for folder in _folders() for path in folder.glob("*.yaml")}
    found = {}
    for name in sorted(names):
        try:
            found[name] = load(name, day)
        except BadForm as error:
            if problems is None:
                raise
            problems.append(str(error))
    fitting = [(form.order, name) for name, form in found.items() if kind in form.kinds]
    return {name: found[name] for _, name in sorted(fitting)}


def _versions(name: str) -> dict[date, Path]:
    found: dict[date, Path] = {}
    for folder in _folders():
        for path in (*folder.glob(f"{name}.yaml"), *folder.glob(f"{name}@*.yaml")):
            found[_since(path)] = path
    return found


def _folders() -> tuple[Path, Path]:
    return STANDARD, settings.FORMS_FOLDER


def _since(path: Path) -> date:
    _, _, day = path.stem.partition("@")
    try:
        return date.fromisoformat(day) if day else date.min
    except ValueError as error:
        raise BadForm(
            path.name, "tên tệp phải là BIỂU.yaml hoặc BIỂU@NGÀY.yaml, như II.05a@2027-01-01.yaml"
        ) from error


@cache
def _read(path: Path, _changed: int) -> Form:
    try:
        return read(path.stem, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadForm(path.name, "không phải là văn bản UTF-8") from error
