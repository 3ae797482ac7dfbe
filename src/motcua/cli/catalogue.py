"""motcua catalogue: what lists of procedures would change, and letting it take effect."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.boards.catalogue.words import COLUMNS, KINDS, value_words
from motcua.catalogue.changes import Author, Kind
from motcua.catalogue.differences import Comparison, Difference, compare
from motcua.catalogue.publish import apply as take_effect
from motcua.cli.now import day, now, today
from motcua.cli.output import as_json, console, number
from motcua.cli.prepare import prepare
from motcua.hub.catalogue_files import Problem, Read, read_catalogue

app = typer.Typer(no_args_is_help=True)

Files = Annotated[
    list[Path], typer.Argument(help="Danh mục thủ tục: CSV, Excel, JSON của Cổng Dịch vụ công.")
]
Complete = Annotated[
    bool,
    typer.Option("--complete", help="Các tệp là toàn bộ danh mục: thủ tục không có trong tệp là bãi bỏ."),
]
Json = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]
_ORDER = (Kind.ADDED, Kind.CHANGED, Kind.REPEALED, Kind.REPLACED)
_LONGEST = 160


@app.command()
def diff(
    files: Files,
    since: Annotated[
        str | None, typer.Option(help="So với danh mục vào ngày này; không ghi là hôm nay.")
    ] = None,
    complete: Complete = False,
    json: Json = False,
) -> None:
    """Xem danh mục trong tệp khác gì danh mục đang có. Không ghi gì."""
    prepare()
    read = read_catalogue(files)
    _show(compare(read.described, day(since) if since else today(), complete), read, json, applied=False)


@app.command()
def apply(
    files: Files,
    since: Annotated[str, typer.Option(help="Ngày có hiệu lực, 2026-07-01.")],
    decision: Annotated[str, typer.Option(help="Quyết định công bố, ghi vào nhật ký danh mục.")] = "",
    complete: Complete = False,
    json: Json = False,
) -> None:
    """Áp dụng danh mục trong tệp từ một ngày. Đọc lại tệp cũ không thay đổi gì."""
    prepare()
    read, on = read_catalogue(files), day(since)
    by = Author(now(), source=decision or ", ".join(file.name for file in files))
    _show(take_effect(read.described, on, by, complete), read, json, applied=True)


def _show(found: Comparison, read: Read, json: bool, applied: bool) -> None:
    if json:
        as_json(_values(found, read.problems, applied))
        return
    for kind in _ORDER:
        for difference in found.of(kind):
            _tell(difference)
    counts = ", ".join(f"{str(KINDS[kind]).lower()} {number(len(found.of(kind)))}" for kind in _ORDER)
    verb = "Đã áp dụng từ" if applied else "So với danh mục ngày"
    console.print(f"{verb} {found.since:%d/%m/%Y}: {counts}; giống {number(found.same)}.")
    for problem in read.problems:
        console.print(f"  Bỏ qua: {problem}", markup=False, soft_wrap=True)


def _tell(difference: Difference) -> None:
    behind = f" → {difference.replaced_by}" if difference.replaced_by else ""
    head = f"{KINDS[difference.kind]}: {difference.code}{behind}  {difference.name}"
    console.print(head, markup=False, soft_wrap=True)
    if difference.same_name:
        console.print(f"    cùng tên với {', '.join(difference.same_name)}", markup=False)
    if difference.kind is Kind.CHANGED:
        for column, (old, new) in difference.columns.items():
            console.print(
                f"    {COLUMNS[column]}: {_short(column, old)} → {_short(column, new)}",
                markup=False,
                soft_wrap=True,
            )


def _short(column: str, value: Any) -> str:
    text = value_words(column, value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _values(found: Comparison, problems: list[Problem], applied: bool) -> dict[str, Any]:
    return {
        "since": _day(found.since),
        "applied": applied,
        "counts": {kind.value: len(found.of(kind)) for kind in _ORDER} | {"same": found.same},
        "differences": [_value(difference) for difference in found.differences],
        "problems": [{"where": problem.where, "text": problem.text} for problem in problems],
    }


def _day(value: date) -> str:
    return value.isoformat()


def _value(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind.value,
        "code": difference.code,
        "name": difference.name,
        "where": difference.where,
        "replaced_by": difference.replaced_by or None,
        "same_name": list(difference.same_name),
        "columns": {column: {"old": old, "new": new} for column, (old, new) in difference.columns.items()},
    }
