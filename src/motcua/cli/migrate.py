"""motcua migrate: bring the database up to this version."""

from __future__ import annotations

from motcua.cli.output import console
from motcua.cli.prepare import prepare


def run() -> None:
    """Chuẩn bị hoặc nâng cấp cơ sở dữ liệu."""
    prepare()
    console.print("Cơ sở dữ liệu đã sẵn sàng.")
