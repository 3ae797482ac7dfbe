"""What commands print: tables for people, JSON for programs, refusals on the error stream."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import typer
from rich.console import Console


class Interrupted(Exception):
    """Ctrl-C while something long was going on."""

    def __init__(self) -> None:
        super().__init__("Đã dừng theo yêu cầu. Không có gì được ghi dở; chạy lại lệnh để làm từ đầu.")


console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def as_json(value: Any) -> None:
    """Print a value as JSON, letters as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def refuse(message: str) -> NoReturn:
    """Say why something was refused and leave with exit code 1."""
    errors.print(message, style="bold red", markup=False, soft_wrap=True)
    sys.exit(1)


def number(value: int) -> str:
    """A number as it is written in Vietnamese: 1.568."""
    return f"{value:,}".replace(",", ".")
