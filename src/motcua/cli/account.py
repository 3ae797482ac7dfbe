"""motcua account add|password: an account with a role in a unit, and a new one-time password."""

from __future__ import annotations

from typing import Annotated

import typer
from axes.utils import reset

from motcua.catalogue.units import find_unit
from motcua.catalogue.writing import writing
from motcua.cli.now import now, today
from motcua.cli.output import as_json, console, refuse
from motcua.cli.prepare import prepare
from motcua.people.accounts import Post, add_account, post_of, set_one_time_password
from motcua.people.audit import Acting
from motcua.people.models import Role, User

app = typer.Typer(no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    full_name: Annotated[str, typer.Option("--name", help="Họ và tên.")],
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    role: Annotated[str, typer.Option(help="Vai trò: " + ", ".join(Role.values) + ".")],
    ground: Annotated[str, typer.Option(help="Căn cứ: số, ngày của quyết định.")] = "",
    json: JsonOption = False,
) -> None:
    """Tạo tài khoản; mật khẩu dùng một lần chỉ hiện ở đây."""
    prepare()
    if role not in Role.values:
        raise typer.BadParameter(f"không có vai trò “{role}”", param_hint="--role")
    where = find_unit(unit)
    post = Post(where, role, today(), ground=ground)
    user, password = add_account(username, full_name, "", post, Acting(None, now()))
    if json:
        as_json({"username": user.username, "password": password, "unit": where.name, "role": role})
    else:
        console.print(f"Đã tạo tài khoản {user.username} ({Role(role).label}, {where.name}).")
        _tell(password)


@app.command()
def password(
    username: Annotated[str, typer.Argument(help="Tên đăng nhập.")], json: JsonOption = False
) -> None:
    """Cấp mật khẩu dùng một lần, bỏ khóa do gõ sai nhiều lần."""
    prepare()
    user = User.objects.filter(username=username).first()
    if user is None:
        refuse(f"Không có tài khoản nào tên “{username}”.")
    with writing():
        made = set_one_time_password(user, post_of(user, today()), Acting(None, now()))
        reset(username=username)
    if json:
        as_json({"username": username, "password": made})
    else:
        console.print(f"Tài khoản {username} có mật khẩu mới; mật khẩu cũ không dùng được nữa.")
        _tell(made)


def _tell(password: str) -> None:
    console.print(f"Mật khẩu dùng một lần: [bold]{password}[/bold]  (phải đổi khi đăng nhập)")
