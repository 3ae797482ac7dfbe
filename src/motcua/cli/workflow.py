"""motcua workflow check: whether files of internal procedures may be released."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.boards.workflow.problems import Told, told
from motcua.cli.output import as_json, console, refuse
from motcua.workflow.reading import Reading, read_text

app = typer.Typer(no_args_is_help=True)


@app.callback()
def workflow() -> None:
    """Quy trình nội bộ."""


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Tệp YAML của quy trình.", metavar="FILE...")],
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Kiểm tra tệp quy trình; mã thoát 1 nếu có lỗi."""
    readings = [(file, read_text(_text(file))) for file in files]
    if json:
        as_json({"files": [_values(file, reading) for file, reading in readings]})
    else:
        for file, reading in readings:
            _print(file, reading)
    if any(reading.problems for _, reading in readings):
        raise typer.Exit(1)


def _text(file: Path) -> str:
    """A text file as people save it, UTF-8 or as Windows marks it."""
    content = file.read_bytes()
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        refuse(f"{file} không phải tệp chữ UTF-8. Mở tệp, lưu lại với mã UTF-8 rồi kiểm tra lại.")


def _values(file: Path, reading: Reading) -> dict[str, Any]:
    found = reading.workflow
    return {
        "file": str(file),
        "workflow": found.key if found else None,
        "name": found.name if found else None,
        "steps": len(found.steps) if found else 0,
        "problems": [_problem(one) for one in told(reading)],
    }


def _problem(one: Told) -> dict[str, Any]:
    return {"line": one.line, "step": one.key or None, "code": one.code, "text": one.text}


def _print(file: Path, reading: Reading) -> None:
    if not reading.problems and reading.workflow is not None:
        steps = len(reading.workflow.steps)
        _say(f"{file}: không có lỗi ({reading.workflow.name}, {steps} bước).")
    for one in told(reading):
        step = f"bước “{one.step}”: " if one.step else ""
        _say(f"{file}:{one.line or 1}: {step}{one.text}")


def _say(line: str) -> None:
    """One line, however wide the console is: editors jump to file and line."""
    console.print(line, markup=False, soft_wrap=True)
