"""motcua notices send: what is due goes out; as many of them at once as one likes."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from motcua.cli.now import now
from motcua.cli.output import as_json, console, number
from motcua.cli.prepare import prepare
from motcua.cli.until_stopped import run_until_stopped
from motcua.notices.deliver import Ending
from motcua.notices.worker import Worker

app = typer.Typer(no_args_is_help=True)

_WORDS = {
    Ending.SENT: "đã gửi",
    Ending.FAILED: "chưa gửi được, sẽ gửi lại",
    Ending.GIVEN_UP: "không gửi được",
    Ending.CANCELLED: "đã hủy",
}


@app.callback()
def _group() -> None:
    """Thông báo và nhắc việc."""


@app.command()
def send(
    once: Annotated[bool, typer.Option("--once", help="Gửi hết những gì đến lúc rồi thôi.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON (với --once).")] = False,
) -> None:
    """Gửi thông báo đến lúc phải gửi; không có --once thì làm cho đến khi được dừng."""
    prepare()
    worker = Worker(now)
    if once:
        reminded = worker.remind()
        _tell(reminded, worker.send_due(), json=json)
        return
    run_until_stopped(
        worker, "Đang gửi thông báo (Ctrl-C để dừng).", "Đã dừng. Thông báo còn chờ vẫn nằm trong hộp gửi."
    )


def _tell(reminded: int, counts: Counter[Ending], *, json: bool) -> None:
    if json:
        as_json({"reminders": reminded, **{str(ending): counts[ending] for ending in Ending}})
        return
    said = [f"{number(counts[ending])} {_WORDS[ending]}" for ending in Ending if counts[ending]]
    console.print(
        f"Nhắc việc mới: {number(reminded)}. Thông báo: {', '.join(said) or 'không có gì đến lúc gửi'}."
    )
