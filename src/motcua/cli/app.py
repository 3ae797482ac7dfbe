"""All commands under one name; errors that people can mend are told without a traceback."""

from __future__ import annotations

import errno
import sys
from importlib import import_module

import typer
from django.db import DatabaseError

from motcua.catalogue.calendars import BadHours
from motcua.catalogue.changes import CatalogueError
from motcua.catalogue.systems import UnknownSystem
from motcua.catalogue.terms import BadTerm
from motcua.catalogue.units import UnitError
from motcua.cli.output import Interrupted, refuse
from motcua.hub.errors import ExportError
from motcua.ledger.lists import UnknownMeasure
from motcua.people.accounts import AccountRefused
from motcua.registers.kind import BadRegister
from motcua.reports.errors import ReportRefused
from motcua.rules.periods import BadPeriod

COMMANDS = {
    "import": "import_", "statement": "statement", "dossiers": "dossiers", "report": "report",
    "forms": "forms", "fill": "fill",
    "index": "index", "close": "closing:close", "reopen": "closing:reopen", "adjustments": "closing:adjustments",
    "check": "check", "serve": "serve", "demo": "demo", "simulate": "simulate", "migrate": "migrate",
    "erase-contacts": "erase_contacts",
    "portal": "portal", "reconcile": "reconcile",
}  # fmt: skip
"""Each command and its module, whose function `run` it is unless another one is named."""
_INTERRUPTED = 130
GROUPS = {
    "unit": "Đơn vị.",
    "account": "Tài khoản.",
    "audit": "Nhật ký truy cập.",
    "token": "Mã truy cập của chương trình khác.",
    "workflow": "Quy trình nội bộ.",
    "ledger": "Sổ cái.",
    "catalogue": "Danh mục thủ tục.",
    "notices": "Thông báo và nhắc việc.",
    "exchange": "Kết nối với Cổng Dịch vụ công quốc gia.",
    "print": "In tài liệu.",
    "explain": "Giải trình: sự việc, sự cố hệ thống, văn bản.",
}

REFUSED = (
    ExportError, UnitError, UnknownSystem, BadHours, BadTerm, UnknownMeasure, BadPeriod,
    ReportRefused, Interrupted, CatalogueError, AccountRefused, BadRegister,
)  # fmt: skip


def build(only: str | None = None) -> typer.Typer:
    """The commands; where one is named only it is loaded, for the others need libraries that are slow to start."""
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
    # With a callback a single command keeps its name.
    app.callback()(_nothing)
    alone = only if only in COMMANDS or only in GROUPS else None
    for name, module in COMMANDS.items():
        if alone in (None, name):
            place, _, function = module.partition(":")
            app.command(name)(getattr(import_module(f"motcua.cli.{place}"), function or "run"))
    for name, help_text in GROUPS.items():
        if alone in (None, name):
            app.add_typer(import_module(f"motcua.cli.{name}").app, name=name, help=help_text)
    return app


def _nothing() -> None:
    """Một Cửa: hồ sơ của mọi hệ thống về một nơi, số liệu và báo cáo do máy lập."""


def run() -> None:
    """Run the command line; exit 0 done, 1 refused with reasons, 2 wrong use."""
    try:
        build(next(iter(sys.argv[1:]), None))()
    except REFUSED as error:
        refuse(str(error))
    except (OSError, DatabaseError) as error:
        refuse(_storage(error))
    except SystemExit as left:
        # How the library tells of Ctrl-C.
        if left.code == _INTERRUPTED:
            refuse(str(Interrupted()))
        raise


def _storage(error: Exception) -> str:
    full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    if full or "full" in str(error).lower():
        return "Ổ đĩa đã đầy. Không có gì được ghi; hãy giải phóng chỗ trống rồi chạy lại lệnh."
    if isinstance(error, FileNotFoundError):
        return f"Không tìm thấy tệp {error.filename}. Kiểm tra lại đường dẫn."
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} là thư mục, không phải tệp. Ghi tên từng tệp cần nhập."
    if isinstance(error, PermissionError):
        return f"Không có quyền đọc hoặc ghi {error.filename}."
    return f"Không dùng được cơ sở dữ liệu hoặc tệp: {error}. Không có gì được ghi dở."
