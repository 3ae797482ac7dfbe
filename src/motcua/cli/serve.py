"""motcua serve: the pages, on this machine or for the office's network."""

from __future__ import annotations

import multiprocessing
import socket
from typing import Annotated

import typer
from django.db import connection
from granian.constants import Interfaces
from granian.server import Server

from motcua.cli.output import console, refuse
from motcua.cli.prepare import prepare
from motcua.site.workers import THREADS, usual_workers

PATIENCE_SECONDS = 45
"""So long a process may take to finish what it has in hand when the server is stopped; then it is killed."""


def run(
    host: Annotated[str, typer.Option(help="Địa chỉ nhận kết nối.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.")] = 8000,
    workers: Annotated[
        int,
        typer.Option(min=0, max=64, help="Số tiến trình; 0: mỗi nhân một, với SQLite nhiều nhất là hai."),
    ] = 0,
) -> None:
    """Mở trang làm việc."""
    prepare()
    _refuse_taken(host, port)
    console.print(f"Mở trình duyệt tại http://{host}:{port}  (Ctrl-C để dừng)")
    start(host, port, workers or usual_workers(connection.vendor))


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            refuse(
                f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: motcua serve --port {port + 1}"
            )


def start(host: str, port: int, workers: int = 1) -> None:
    """Serve until interrupted, in so many processes.

    Each begins anew: one that is copied from a process which has counted in columns waits for ever for the threads that
    were not copied with it.
    """
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "motcua.cli.served:make",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_enabled=False,
        workers_kill_timeout=PATIENCE_SECONDS,
        factory=True,
    )
    server.serve()
