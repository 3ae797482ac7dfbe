"""All commands under one name; errors that people can mend are told without a traceback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable

import typer
from django.db import DatabaseError

from motcua.catalogue.calendars import BadHours
from motcua.catalogue.systems import UnknownSystem
from motcua.catalogue.terms import BadTerm
from motcua.catalogue.units import UnitError
from motcua.cli import (
    account,
    demo,
    dossiers,
    import_,
    ledger,
    migrate,
    report,
    serve,
    simulate,
    statement,
    unit,
)
from motcua.cli.output import Interrupted, refuse
from motcua.hub.errors import ExportError
from motcua.ledger.lists import UnknownMeasure
from motcua.reports.errors import ReportRefused
from motcua.rules.periods import BadPeriod

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
app.command("import")(import_.run)
app.command("statement")(statement.run)
app.command("dossiers")(dossiers.run)
app.command("report")(report.run)
app.command("serve")(serve.run)
app.command("demo")(demo.run)
app.command("simulate")(simulate.run)
app.command("migrate")(migrate.run)
app.add_typer(unit.app, name="unit", help="Đơn vị.")
app.add_typer(account.app, name="account", help="Tài khoản.")
app.add_typer(ledger.app, name="ledger", help="Sổ cái.")

REFUSED = (
    ExportError, UnitError, UnknownSystem, BadHours, BadTerm, UnknownMeasure, BadPeriod,
    ReportRefused, Interrupted,
)  # fmt: skip


def run() -> None:
    """Run the command line; exit 0 done, 1 refused with reasons, 2 wrong use."""
    _told_plainly(app)


def _told_plainly(command: Callable[[], None]) -> None:
    try:
        command()
    except REFUSED as error:
        refuse(str(error))
    except (OSError, DatabaseError) as error:
        refuse(_storage(error))
    sys.exit(0)


def _storage(error: Exception) -> str:
    full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    if full or "full" in str(error).lower():
        return "Ổ đĩa đã đầy. Không có gì được ghi; hãy giải phóng chỗ trống rồi chạy lại lệnh."
    if isinstance(error, FileNotFoundError):
        return f"Không tìm thấy tệp {error.filename}. Kiểm tra lại đường dẫn."
    if isinstance(error, PermissionError):
        return f"Không có quyền đọc hoặc ghi {error.filename}."
    return f"Không dùng được cơ sở dữ liệu hoặc tệp: {error}. Không có gì được ghi dở."
