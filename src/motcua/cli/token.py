"""motcua token: tokens of other programs that use the programming interface."""

from __future__ import annotations

from typing import Annotated

import typer

from motcua.api.models import Token
from motcua.api.tokens import SCOPES, UnknownScope, make_token
from motcua.cli.now import today
from motcua.cli.output import as_json, console, refuse
from motcua.cli.prepare import prepare
from motcua.people.models import User

app = typer.Typer(no_args_is_help=True)
As = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="Tài khoản mà chương trình làm thay.")],
    name: Annotated[str, typer.Option(help="Chương trình nào dùng mã này.")],
    scope: Annotated[list[str], typer.Option(help="Phạm vi: " + ", ".join(SCOPES) + ".")],
    days: Annotated[int, typer.Option(help="Số ngày có hiệu lực.", min=1, max=366)] = 90,
    json: As = False,
) -> None:
    """Tạo mã truy cập; mã chỉ hiện một lần."""
    prepare()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        refuse(f"Không có tài khoản “{username}” đang hoạt động.")
    try:
        token = make_token(user, name, scope, today(), days)
    except UnknownScope as error:
        raise typer.BadParameter(str(error), param_hint="--scope") from error
    if json:
        as_json({"token": token, "username": username, "scopes": scope, "days": days})
    else:
        console.print(f"Mã truy cập (chỉ hiện lần này): [bold]{token}[/bold]")


@app.command("list")
def listed(json: As = False) -> None:
    """Các mã truy cập, không hiện mã."""
    prepare()
    columns = ("pk", "user__username", "name", "scopes", "since", "until", "revoked")
    rows = [
        dict(zip(columns, row, strict=True)) for row in Token.objects.order_by("pk").values_list(*columns)
    ]
    if json:
        as_json([{**row, "since": str(row["since"]), "until": str(row["until"])} for row in rows])
        return
    for row in rows:
        state = "đã thu hồi" if row["revoked"] else f"đến {row['until']:%d/%m/%Y}"
        console.print(f"{row['pk']}  {row['user__username']}  {row['name']}  {row['scopes']}  {state}")


@app.command()
def revoke(number: Annotated[int, typer.Argument(help="Số của mã, xem bằng motcua token list.")]) -> None:
    """Thu hồi một mã; có hiệu lực ngay."""
    prepare()
    if not Token.objects.filter(pk=number).update(revoked=True):
        refuse(f"Không có mã truy cập số {number}.")
    console.print(f"Đã thu hồi mã truy cập số {number}.")
