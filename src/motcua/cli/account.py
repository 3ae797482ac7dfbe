"""motcua account add: an account with a role in a unit."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from motcua.catalogue.units import find_unit
from motcua.cli.now import today
from motcua.cli.output import as_json, console, refuse
from motcua.cli.prepare import prepare
from motcua.people.accounts import make_account
from motcua.people.models import Role, User

app = typer.Typer(no_args_is_help=True)


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    full_name: Annotated[str, typer.Option("--name", help="Họ và tên.")],
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    role: Annotated[str, typer.Option(help="Vai trò: " + ", ".join(Role.values) + ".")],
    json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Tạo tài khoản; mật khẩu ban đầu chỉ hiện một lần."""
    prepare()
    if role not in Role.values:
        raise typer.BadParameter(f"không có vai trò “{role}”", param_hint="--role")
    if User.objects.filter(username=username).exists():
        refuse(f"Tên đăng nhập “{username}” đã có người dùng. Chọn tên khác.")
    where = find_unit(unit)
    password = secrets.token_urlsafe(12)
    make_account(username, password, full_name, where, role, today())
    if json:
        as_json({"username": username, "password": password, "unit": where.name, "role": role})
    else:
        console.print(f"Đã tạo tài khoản {username} ({Role(role).label}, {where.name}).")
        console.print(f"Mật khẩu ban đầu: [bold]{password}[/bold]  (đổi ngay sau lần đăng nhập đầu)")
