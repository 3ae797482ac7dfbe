"""motcua serve: the pages, on this machine or for the office's network."""

from __future__ import annotations

from typing import Annotated

import typer
from granian.constants import Interfaces
from granian.server import Server

from motcua.cli.output import console
from motcua.cli.prepare import prepare


def run(
    host: Annotated[str, typer.Option(help="Địa chỉ nhận kết nối.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.")] = 8000,
) -> None:
    """Mở trang làm việc."""
    prepare()
    console.print(f"Mở trình duyệt tại http://{host}:{port}  (Ctrl-C để dừng)")
    start(host, port)


def start(host: str, port: int) -> None:
    """Serve until interrupted; one process, as an SQLite database wants it."""
    server = Server(
        "motcua.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=8,
        log_enabled=False,
    )
    server.serve()
