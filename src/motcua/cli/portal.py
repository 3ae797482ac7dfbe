"""motcua portal: a simulated National Public Service Portal to try a connection with."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from motcua.cli.now import now
from motcua.cli.output import console, refuse
from motcua.exchange.portal.citizens import hand_over, lodge, poster
from motcua.exchange.portal.faults import BadFaults, Faults
from motcua.exchange.portal.page import Pages
from motcua.exchange.portal.portal import Portal
from motcua.exchange.portal.server import every, serve
from motcua.exchange.portal.store import Store

HAND_OVER_SECONDS = 2.0


def run(
    host: Annotated[str, typer.Option(help="Địa chỉ nhận kết nối.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng mạng.")] = 8100,
    folder: Annotated[
        Path | None, typer.Option(help="Thư mục giữ dữ liệu của cổng mô phỏng; không có thì trong bộ nhớ.")
    ] = None,
    agency: Annotated[str, typer.Option(help="Địa chỉ của đơn vị để chuyển hồ sơ đến.")] = "",
    unit: Annotated[str, typer.Option(help="Mã đơn vị mà người dân nộp hồ sơ.")] = "",
    lodged: Annotated[int, typer.Option("--lodge", help="Số hồ sơ người dân nộp khi bắt đầu.")] = 0,
    fault: Annotated[str, typer.Option(help="Lỗi cố ý, như lose=0.1,slow=2.")] = "",
) -> None:
    """Mở cổng mô phỏng để thử kết nối; không phải Cổng thật."""
    try:
        faults = Faults.parse(fault)
    except BadFaults as error:
        refuse(str(error))
    store = Store(_file(folder))
    portal = Portal(store, now, _account("MOTCUA_PORTAL_ACCOUNT"))
    portal.faults = faults
    if unit and lodged:
        lodge(store, unit, lodged, now(), Random())  # noqa: S311 - made-up people
    stopped = threading.Event()
    if agency:
        post = poster(agency, _account("MOTCUA_PORTAL_AGENCY") or ("", ""))
        every(HAND_OVER_SECONDS, lambda: hand_over(store, post, now()), stopped)
    server = serve(portal, host, port, Pages(portal, unit))
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: threading.Thread(target=server.shutdown).start())
    console.print(f"Cổng mô phỏng tại http://{host}:{server.server_port} (Ctrl-C để dừng).")
    server.serve_forever()
    stopped.set()
    server.server_close()


def _file(folder: Path | None) -> Path | None:
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "portal.sqlite3"


def _account(name: str) -> tuple[str, str] | None:
    """User name and password from the environment, written name:password; None where there is none."""
    user, colon, password = os.environ.get(name, "").partition(":")
    return (user, password) if colon else None
