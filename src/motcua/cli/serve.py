"""motcua serve: the pages, on this machine or for the office's network."""

from __future__ import annotations

import socket
from typing import Annotated

import typer
from granian.constants import Interfaces
from granian.server import Server

from motcua.cli.output import console, refuse
from motcua.cli.prepare import prepare


def run(
    host: Annotated[str, typer.Option(help="Địa chỉ nhận kết nối.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.")] = 8000,
) -> None:
    """Mở trang làm việc."""
    prepare()
    _refuse_taken(host, port)
    console.print(f"Mở trình duyệt tại http://{host}:{port}  (Ctrl-C để dừng)")
    start(host, port)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            refuse(
                f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: motcua serve --port {port + 1}"
            )


def start(host: str, port: int) -> None:
    """Serve until interrupted; one process, as an SQLite database wants it."""
    server = Server(
        "motcua.cli.served:make",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=8,
        log_enabled=False,
        factory=True,
    )
    server.serve()
